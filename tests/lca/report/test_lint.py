"""Findings for people: within 80 cells, the caret below what is meant, both languages."""

import pytest
from rich.cells import cell_len

from lca.errors import Finding, Location, Severity
from lca.i18n import LANGUAGES
from lca.report.lint import render_check, render_findings, rests_on_a_clause
from lca.rules.linting.catalogue import checks
from lca.rules.linting.examples import FILE, examples
from lca.rules.load import examine


def shown(finding: Finding, line: str, width: int = 80) -> list[str]:
    return render_findings([finding], lambda _: [line], "en", width).plain.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["R114", "R304", "E103", "R315", "Y102"])
def test_a_finding_fits_on_the_screen(code, language) -> None:
    raw = examples()[code].wrong
    _, findings = examine(raw, FILE, advice=True)
    lines = render_findings(findings, lambda _: raw.decode().split("\n"), language).plain.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert code in lines[0]
    assert findings[0].message(language)[:12] in "\n".join(lines)


@pytest.mark.parametrize("column", [1, 5, 40, 79, 120, 200])
def test_the_caret_stands_below_the_character(column: int) -> None:
    line = "".join(chr(0x4E00 + n) if n % 7 == 3 else chr(97 + n % 26) for n in range(200))
    _, source, caret, *_ = shown(Finding("R153", {}, Location("a.yaml", 1, column)), line)
    before = cell_len(caret[: caret.index("^")])
    assert cell_len(source) <= 80
    position, found = 0, ""
    for character in source:
        if position == before:
            found = character
        position += cell_len(character)
    assert found == line[column - 1]


def test_a_place_that_is_not_in_the_file_has_no_line() -> None:
    assert "│" not in "\n".join(shown(Finding("R153", {}, Location("a.yaml", 7, 1)), "x"))
    assert "│" not in "\n".join(shown(Finding("R153"), "x"))


def test_severity_and_reference_are_told() -> None:
    lines = shown(Finding("R114", {"process": "x"}, Location("a.yaml", 1, 1), Severity.WARNING), "x")
    assert lines[0] == "a.yaml:1:1 warning R114"
    assert lines[-1].strip() == "[GB/T 24067-2024 6.3.4*; rules/README.md, Parts of a file]"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", checks())
def test_an_explanation_fits_on_the_screen(code, language) -> None:
    words = render_check(checks()[code], language).plain
    assert max(map(cell_len, words.splitlines())) <= 80
    assert checks()[code].title(language)[:20] in words


def test_the_note_about_clauses_is_told_where_one_is_named() -> None:
    assert rests_on_a_clause([Finding("R114")])
    assert not rests_on_a_clause([Finding("Y104"), Finding("R114", clause="7.1"), Finding("V301")])
