import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.documents import MAXIMUM_DEPTH, Document, Span, dotted, read_document
from lca.errors import Finding, InputError, Location

TEXT = """\
# a rule
name: 铝
parts:
  - {mass: 2.5, note: "a b"}
  - mass: 3
    note: >-
      long
      text
when: 2024-01-01
empty:
"""


def read(text: str) -> Document:
    return read_document(text.encode(), "x.yaml")


def refused(raw: bytes) -> Finding:
    with pytest.raises(InputError) as caught:
        read_document(raw, "x.yaml")
    (finding,) = caught.value.findings
    assert finding.render("en") != finding.render("zh")
    return finding


def place(finding: Finding) -> tuple[str, int | None, int | None]:
    return finding.code, finding.location.line, finding.location.column


def test_data_and_hash() -> None:
    document = read(TEXT)
    assert document.data["name"] == "铝"
    assert document.data["parts"] == [{"mass": 2.5, "note": "a b"}, {"mass": 3, "note": "long text"}]
    assert str(document.data["when"]) == "2024-01-01"
    assert document.data["empty"] is None
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_places_of_keys_and_items() -> None:
    document = read(TEXT)
    assert document.locate(("parts", 0, "note")) == Location("x.yaml", 4, 17, "parts[0].note")
    assert document.locate(("parts", 1)) == Location("x.yaml", 5, 5, "parts[1]")
    assert document.locate(("parts", 1, "gone", "deep")) == Location("x.yaml", 5, 5, "parts[1].gone.deep")
    assert document.locate(()) == Location("x.yaml", 2, 1, "")


@pytest.mark.parametrize(
    ("yaml", "column"),
    [
        ("a + b", (1, 6)),
        ("'a + b'", (1, 7)),
        ('"a + b"', (1, 7)),
        ("a + b  # why", (1, 6)),
        (">-\n  a +\n  b", (2, 5)),
        ("|-\n  a + b", (2, 5)),
        ("a +\n  b", (1, 6)),
        ("\n  a + b", (2, 5)),
    ],
)
def test_places_inside_a_scalar(yaml: str, column: tuple[int, int]) -> None:
    document = read(f"x: {yaml}\n")
    text = document.data["x"]
    assert text == "a + b"
    found = document.span(("x",), text).at(2)
    assert (found.line, found.column) == column


def test_places_after_a_line_break() -> None:
    document = read("x: >-\n  a +\n    b\n  + c\n")
    text = document.data["x"]
    span = document.span(("x",), text)
    assert [(span.at(text.index(sign)).line, span.at(text.index(sign)).column) for sign in "abc"] == [
        (2, 3),
        (3, 5),
        (4, 5),
    ]


def test_places_in_lists_and_flow() -> None:
    document = read("x: [a + b, {y: c * d}]\n")
    assert document.span(("x", 0), "a + b").at(2).column == 7
    assert document.span(("x", 1, "y"), "c * d").at(2).column == 18


def test_a_text_that_does_not_stand_so_has_the_place_of_the_whole() -> None:
    document = read('x: "a\\tb + c"\n')
    span = document.span(("x",), document.data["x"])
    assert span.at(4).line == 1
    assert document.span(("gone",), "text").at(3) == document.locate(("gone",))
    assert Span(Location("x.yaml", 3, 4)).at(7) == Location("x.yaml", 3, 4)


@given(st.text("abc +*()", min_size=1, max_size=40).map(str.strip).filter(lambda t: t and t[0] in "abc("))
@settings(max_examples=60, deadline=None)
def test_every_character_of_a_plain_scalar_is_where_it_says(text: str) -> None:
    line = f"key:   {text}"
    document = read(line + "\n")
    span = document.span(("key",), text)
    for offset, sign in enumerate(text):
        assert line[(span.at(offset).column or 0) - 1] == sign


@pytest.mark.parametrize(
    ("raw", "code", "line", "column"),
    [
        (b"", "Y104", 1, 1),
        (b"# only a comment\n", "Y104", 1, 1),
        (b"a: 1\nb: [1, 2\n", "Y102", 3, 1),
        (b"a: 1\n\tb: 2\n", "Y102", 2, 1),
        ("a: 1\nb: 铝".encode("gbk"), "Y101", 2, 4),
        (b"a: 1\n---\nb: 2\n", "Y103", 3, 1),
        (b"a: 1\na: 2\n", "Y108", 2, 1),
        (b"a: &x [1]\n", "Y107", 1, 4),
        (b"a: {<<: {b: 1}}\n", "Y107", 1, 5),
        (b"? [a, b]\n: 1\n", "Y107", 1, 3),
        (b"a: .nan\n", "Y109", 1, 4),
        (b"a: -.inf\n", "Y109", 1, 4),
        (b"a: 2024-13-45\n", "Y102", 1, 4),
        (b"a: 1\nb: x\x00y\n", "Y102", 2, 5),
    ],
)
def test_what_is_refused_and_where(raw: bytes, code: str, line: int, column: int) -> None:
    assert place(refused(raw)) == (code, line, column)


def test_too_deep_and_too_large() -> None:
    deep = "a: " + "[" * (MAXIMUM_DEPTH + 2) + "]" * (MAXIMUM_DEPTH + 2)
    assert place(refused(deep.encode())) == ("Y106", 1, MAXIMUM_DEPTH + 4)
    assert place(refused(("[" * 5000).encode())) == ("Y106", 1, MAXIMUM_DEPTH + 2)
    ladder = "\n".join("  " * level + "a:" for level in range(3000))
    assert place(refused(ladder.encode())) == ("Y106", MAXIMUM_DEPTH + 2, 2 * MAXIMUM_DEPTH + 3)


def test_several_findings_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read("a: .nan\nb: 1\nb: 2\nc: &x 3\n")
    assert [finding.code for finding in caught.value.findings] == ["Y109", "Y108", "Y107"]


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read_document(b"\xef\xbb\xbfa: 1\n", "x.yaml").data == {"a": 1}


def test_windows_line_ends() -> None:
    document = read_document(b"a: 1\r\nx: >-\r\n  b +\r\n  c\r\n", "x.yaml")
    assert document.span(("x",), document.data["x"]).at(4).line == 4


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    assert read_document(path).file == str(path)
    assert read_document(str(path)).data == {"a": 1}
    with pytest.raises(InputError) as caught:
        read_document(tmp_path / "rul.yaml")
    (finding,) = caught.value.findings
    assert finding.code == "Y100"
    assert str(path) in finding.candidates
    with pytest.raises(InputError, match="Y100"):
        read_document(tmp_path)


def test_dotted() -> None:
    assert dotted(("processes", "smelting", "inputs", 2, "amount")) == "processes.smelting.inputs[2].amount"
    assert dotted(()) == ""
