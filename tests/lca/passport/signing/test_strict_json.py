"""Strict JSON and its canonical form (RFC 8785)."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.passport.signing import strict_json
from lca.passport.signing.strict_json import canonical, read_json, read_object

DOUBLES = st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not 2**53 <= abs(x) < 1e21)
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | DOUBLES | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "P400"),
        ("", "P400"),
        ('{"a": 1,}', "P400"),
        ("{'a': 1}", "P400"),
        ('{"a": 1} {"b": 2}', "P400"),
        ('{"a": 1, "a": 2}', "P401"),
        ('{"a": 1, "\\u0061": 1}', "P401"),
        ('[{"x": {"a": 1, "a": 1}}]', "P401"),
        ("[" * 65 + "]" * 65, "P403"),
        ('{"a":' * 100_000, "P403"),
        ("9007199254740992", "P404"),
        ("-9007199254740992", "P404"),
        ("1" * 5000, "P404"),
        ("1e400", "P404"),
        ("-1e400", "P404"),
        ("1e-400", "P404"),
        ("0.1000000000000000012", "P404"),
        ("NaN", "P405"),
        ("[Infinity]", "P405"),
        ("-Infinity", "P405"),
        ('"\\ud800"', "P406"),
        ('["\\udc00\\ud800"]', "P406"),
        ('{"\\ud800": 1}', "P406"),
        (b'"\xff"', "P406"),
        ('"\ud800"', "P406"),
        (b"\xff\xfe{\x00}\x00", "P406"),
    ],
)
def test_what_means_two_things_or_nothing_is_refused(text, code, codes) -> None:
    assert codes(read_json, text) == [code]


def test_a_huge_text_is_refused_before_it_is_read(codes, monkeypatch) -> None:
    monkeypatch.setattr(strict_json, "MAXIMUM_BYTES", 100)
    assert codes(read_json, '"' + "x" * 100 + '"') == ["P402"]
    assert read_json('"' + "x" * 98 + '"') == "x" * 98


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9007199254740991", 2**53 - 1),
        ("-0", 0),
        ("1.0", 1.0),
        ("1e3", 1000.0),
        ("0.1", 0.1),
        ("0.10000000000000001", 0.1),
        ("0.00000000000000000000", 0.0),
        ('"\\ud83d\\ude00"', "😀"),
        ('"\\\\ud800"', "\\ud800"),
        ('"[[[[ \\" {{{"', '[[[[ " {{{'),
        ("\ufeff1".encode(), 1),
        ("[" * 64 + "]" * 64, json.loads("[" * 64 + "]" * 64)),
    ],
)
def test_what_means_one_thing_is_read(text, value) -> None:
    assert read_json(text) == value


@pytest.mark.parametrize("text", ['"' + '\\"' * 300_000, '"' * 300_001, '"' + "\\" * 300_001, '["' * 300_000])
def test_a_text_made_to_be_slow_is_not(text, codes) -> None:
    """Quadratic time would take minutes here."""
    assert codes(read_json, text) in (["P400"], ["P403"])


def test_a_document_is_an_object(codes) -> None:
    assert codes(read_object, "[1]") == ["P407"]
    assert read_object('{"a": []}') == {"a": []}


def test_the_place_of_a_wrong_text_is_told() -> None:
    with pytest.raises(Exception, match=r"file.json:2:\d+: error P400"):
        read_json('{\n"a" 1}', "file.json")


# RFC 8785, appendix B: the bits of a double and how it is written.
RFC8785_NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("41b3de4355555553", "333333333.3333332"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
]


@pytest.mark.parametrize(("bits", "text"), RFC8785_NUMBERS)
def test_doubles_are_written_as_the_standard_writes_them(bits, text) -> None:
    import struct

    (value,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(value).decode() == text


def test_keys_are_ordered_by_utf_16() -> None:
    # RFC 8785, section 3.2.3: the order of its own example.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = json.loads(
        canonical(dict.fromkeys(names, 0)), object_pairs_hook=lambda pairs: [k for k, _ in pairs]
    )
    assert written == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (2**53, "P404"),
        (2.0**53, "P404"),
        (-1e20, "P404"),
        ({"a": [-(2**53)]}, "P404"),
        (math.nan, "P405"),
        ([math.inf], "P405"),
        ("\ud800", "P406"),
        ({"\ud800": 1}, "P406"),
        ({1: 2}, "P408"),
        ({"a": b"x"}, "P408"),
        ({"a": {1, 2}}, "P408"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value, code, codes) -> None:
    assert codes(canonical, value) == [code]


def test_a_value_that_nests_without_end_is_refused(codes) -> None:
    value: list[object] = []
    value.append(value)
    assert codes(canonical, value) == ["P403"]


def test_the_place_in_a_value_is_a_json_pointer() -> None:
    with pytest.raises(Exception, match=r"/a~1b/~0/1"):
        canonical({"a/b": {"~": [0, math.nan]}})


@given(VALUES)
def test_the_canonical_form_is_read_back_and_is_its_own(value) -> None:
    text = canonical(value)
    assert canonical(read_json(text)) == text


KEYS = st.text(
    st.sampled_from('aé\u1234\ud7ff\ue000\uffff\U00010000\U0010ffff\x00\x1f"\\\x7f\u2028'), max_size=3
)
INNER = st.none() | st.booleans() | INTEGERS | KEYS


@given(st.recursive(INNER, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=15))
def test_the_quick_way_gives_the_same_bytes(value) -> None:
    import rfc8785

    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_any_way_of_writing_a_value_has_one_canonical_form(value) -> None:
    for indent, ascii_only in ((None, True), (3, False)):
        assert canonical(read_json(json.dumps(value, indent=indent, ensure_ascii=ascii_only))) == canonical(
            value
        )


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data) -> None:
    from lca.errors import InputError

    try:
        read_json(data)
    except InputError as error:
        refused = error.findings
    else:
        refused = ()
    assert all(finding.code.startswith("P40") for finding in refused)
