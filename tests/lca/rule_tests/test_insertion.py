"""A case goes into the text of a rule file and nothing else of it moves."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.documents import read_document
from lca.errors import InputError
from lca.rule_tests.insertion import case_text, with_case

CASE: dict[str, Any] = {"name": "new: one", "expect": {"total": "1.5 t ± 0.1 %"}, "source": "by hand"}
ADDED = """  - name: 'new: one'
    expect:
      total: 1.5 t ± 0.1 %
    source: by hand
"""
OLD = "  - name: old\n    source: a  # kept\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\ntests:\n" + OLD, ""),
        ("id: a\ntests:\n" + OLD, "\n# the end\n"),
        ("id: a\ntests:\n" + OLD, "report: {sections: gbt24067}\n"),
        ("id: a\ntests:\n" + OLD + "    # inside the case\n", "\n\n# next\nreport: 1\n"),
        ("id: a\ntests:\n" + OLD + "    text: |\n      # no comment\n", "\nreport: 1\n"),
        ("id: a\ntests:\n  - {name: flow}\n", "report: 1\n"),
        ("tests:  # of the rule\n" + OLD, "id: a\n"),
        ("\ufeffid: a\ntests:\n" + OLD, ""),
    ],
)
def test_the_case_comes_after_the_last_one(before: str, after: str) -> None:
    assert with_case((before + after).encode(), CASE).decode() == before + ADDED + after


@pytest.mark.parametrize("dash", [0, 2, 4])
def test_the_dash_stands_where_the_others_stand(dash: int) -> None:
    blanks = " " * dash
    before = f"tests:\n{blanks}- name: old\n{blanks}  source: a\n"
    added = "".join(blanks + line[2:] for line in ADDED.splitlines(keepends=True))
    assert with_case(before.encode(), CASE).decode() == before + added
    assert case_text(CASE, dash) == added


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: a", "id: a\ntests:\n" + ADDED),
        ("id: a\n", "id: a\ntests:\n" + ADDED),
        ("tests: []  # none yet\nid: a\n", "tests:  # none yet\n" + ADDED + "id: a\n"),
        ("id: a\ntests:\n", "id: a\ntests:\n" + ADDED),
        ("tests:\n  - name: old", "tests:\n  - name: old\n" + ADDED),
    ],
)
def test_a_rule_without_tests_gets_its_first(text: str, expected: str) -> None:
    assert with_case(text.encode(), CASE).decode() == expected


def test_the_ends_of_lines_are_those_of_the_file() -> None:
    text = ("id: a\ntests:\n" + OLD).replace("\n", "\r\n")
    assert with_case(text.encode(), CASE).decode() == text + ADDED.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    ["tests: [{name: old}]\n", "tests:\n  [{name: old}]\n", "id: a\n...\n", "{id: a}\n", "tests: [\n]\n"],
)
def test_what_cannot_be_added_to_line_by_line_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        with_case(text.encode(), CASE, "rule.yaml")
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.file) == ("R355", "rule.yaml")


PIECES = st.lists(
    st.sampled_from(["# note\n", "\n", "    # deep\n", "a: 1\n", "b: [1]\n", "c:\n  d: |\n    x\n\n"]),
    unique=True,
    max_size=4,
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)


@given(PIECES, PIECES, TEXTS, st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_around_stays(head: list[str], tail: list[str], name: str, newline: str) -> None:
    keys = [piece for piece in head if not piece.startswith(("a", "b", "c"))]
    text = ("".join([*keys, "tests:\n", OLD, *tail])).replace("\n", newline)
    case = {**CASE, "name": name or "x"}
    made = with_case(text.encode(), case).decode()
    added = case_text(case).replace("\n", newline)
    assert made.replace(added, "", 1) == text
    assert read_document(made.encode()).data["tests"][-1] == case
