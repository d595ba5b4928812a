"""Every check is shown by a rule that has the finding and a rule that has not; the page is made from them."""

import re

import pytest

from lca.content import content
from lca.errors import Finding, Severity
from lca.i18n import LANGUAGES, catalogue
from lca.rules.linting.catalogue import checks, groups, reference
from lca.rules.linting.examples import FILE, Example, examples
from lca.rules.linting.page import PAGES, page
from lca.rules.load import examine, lint

NOT_SHOWN = ("Y100", "Y105", "R204", "R210", "R211", "R217", "R230")
"""They need a file that is not there, one of 16 MiB, or whole folders; R230 comes with R327."""
NOT_LINT = (
    *("R191", "R208", "R218", "R340"),
    *("R256", "R257", "R258"),
    *(f"R{number}" for number in range(381, 392)),
    *("R351", "R352", "R353", "R354", "R355", "R356", "R357"),
    *(f"R{number}" for number in range(370, 376)),
)
"""Of finding a rule by its name, of options, of the data of a calculation, of making tests and rules, of
comparing two rules."""


def findings(example: Example, raw: bytes, folder) -> list[Finding]:
    if not example.on_disk:
        return list(examine(raw, FILE, advice=True, as_of=example.as_of)[1])
    for name, above in example.above.items():
        (folder / name).write_bytes(above)
    file = folder / FILE
    file.write_bytes(raw)
    return lint(file, as_of=example.as_of)


@pytest.mark.parametrize("code", examples())
def test_the_wrong_example_has_the_finding_and_the_right_one_has_none(code: str, tmp_path) -> None:
    example, check = examples()[code], checks()[code]
    found = findings(example, example.wrong, tmp_path)
    assert [(f.code, f.severity) for f in found] == [(code, check.severity)]
    assert found[0].location.line is not None
    assert findings(example, example.right, tmp_path) == []


def test_examples_and_checks_are_the_same() -> None:
    assert set(examples()) | set(NOT_SHOWN) == set(checks())


def test_a_file_that_is_not_there_and_one_that_is_too_large(tmp_path) -> None:
    assert [f.code for f in lint(tmp_path / "none.yaml")] == ["Y100"]
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(17 * 2**20)
    assert [f.code for f in lint(large)] == ["Y105"]


def test_every_finding_of_a_rule_has_its_entry() -> None:
    known = {key for key in catalogue() if re.fullmatch(r"R\d{3}", key)}
    assert known - set(checks()) - set(NOT_LINT) == set()
    assert len(checks()) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", checks())
def test_every_check_says_what_why_and_what_to_do(code: str, language) -> None:
    check = checks()[code]
    words = [check.title(language), check.why(language), check.message(language), check.remedy(language)]
    assert all(words)
    assert not any(brace in word for word in words[:2] for brace in "{}")
    assert check.why(language)[-1] in ".。"
    assert len(check.title(language)) <= 60
    assert "rules/README.md" in check.reference(language)


def test_words_of_checks_are_for_checks() -> None:
    told = {key.partition(".")[2] for key in catalogue() if key.startswith(("title.", "why."))}
    assert told == set(checks())


def test_sections_stand_in_the_handbook() -> None:
    handbook = (content("rules") / "README.md").read_text(encoding="utf-8")
    for check in checks().values():
        entry = catalogue()[f"lint.handbook.{check.section}"]
        assert f"## {entry['en']} / {entry['zh']}\n" in handbook


def test_a_clause_is_marked_as_assumed() -> None:
    for check in checks().values():
        if check.clause:
            assert re.fullmatch(r"GB/T 24067-2024 \d(\.\d+)*\*", check.standard)
            assert check.standard in check.reference("zh")


def test_a_finding_with_its_own_clause_keeps_it() -> None:
    assert reference(Finding("R114", clause="7.3"), "en") == "7.3"
    assert reference(Finding("R114"), "en").startswith("GB/T 24067-2024 6.3.4*; ")
    assert reference(Finding("V301"), "en") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_current(language) -> None:
    """Where this fails: python -m lca.rules.linting.page."""
    written = (content("rules") / PAGES[language]).read_text(encoding="utf-8")
    assert written == page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_check_once(language) -> None:
    headings = re.findall(r"^### (\w+)$", page(language), re.MULTILINE)
    assert sorted(headings) == sorted(checks())
    titles = re.findall(r"^## (.+)$", page(language), re.MULTILINE)
    assert len(titles) == len(groups()) == len(set(titles))


def test_the_severity_of_most_is_error_and_all_are_known() -> None:
    assert {check.severity for check in checks().values()} == {
        Severity.ERROR,
        Severity.WARNING,
        Severity.INFO,
    }
