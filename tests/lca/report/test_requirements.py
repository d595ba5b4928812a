"""Requirements as text: counts, failures, the checklist, all of them, within 80 cells in both languages."""

import pytest
from demanding_case import demanding
from rich.cells import cell_len

from lca.i18n import LANGUAGES, Language
from lca.report.requirements import render_requirements
from lca.report.terminal import plain
from lca.results.footprint import Footprint
from lca.results.requirements.catalogue import requirements_catalogue
from lca.results.requirements.lookup import find
from lca.results.verdicts import counted

ANNEX = {"en": "(annex A)", "zh": "（附录 A）"}


@pytest.fixture(scope="module")
def result() -> Footprint:
    return demanding().footprint()


@pytest.fixture(scope="module")
def failing(result) -> Footprint:
    """The same, with one requirement turned to a failure."""
    items = tuple(
        item.model_copy(update={"verdict": "fail"}) if item.id.endswith("6.5.sum") else item
        for item in result.requirements.items
    )
    section = result.requirements.model_copy(update={"items": items, "counts": counted(items)})
    return result.model_copy(update={"requirements": section})


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("whole", [False, True])
def test_no_line_is_wider_than_the_page(
    failing: Footprint, language: Language, width: int, whole: bool
) -> None:
    for line in plain(failing, language, width, all_requirements=whole).splitlines():
        assert cell_len(line) <= width, line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_block_counts_tells_failures_and_lists_what_a_person_must_do(
    failing: Footprint, language: Language
) -> None:
    text = plain(failing, language)
    known = failing.requirements
    for mark, count in (("✗", known.counts.failed), ("☐", known.counts.needs_person)):
        assert any(mark in line and f" {count}" in line for line in text.splitlines())
    (failed,) = known.having("fail")
    assert f"✗ {failed.title.get(language)}" in text
    assert squeezed(failed.evidence.get(language)) in squeezed(text)
    for item in known.having("needs_person"):
        assert f"☐ {item.title.get(language)}" in text
    for item in known.having("pass"):
        assert f"✓ {item.title.get(language)}" not in text
    assert "ISO 14067:2018" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_them_stand_with_evidence_facts_and_questions(result: Footprint, language: Language) -> None:
    text = render_requirements(result, result.requirements.items, language).plain
    for item in result.requirements.items:
        assert item.title.get(language) in text
        for words in (item.evidence, item.ask):
            assert words is None or squeezed(words.get(language)) in squeezed(text)
        assert all(squeezed(told) in squeezed(text) for told in item.facts)
    assert ANNEX[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", requirements_catalogue(), ids=lambda one: one.id)
def test_one_of_them_says_what_it_demands_and_how_it_is_known(result: Footprint, language, one) -> None:
    text = render_requirements(result, find(result, one.id), language).plain
    assert squeezed(one.demand.names.get(language)) in squeezed(text)
    assert one.id in text
    assert (
        f"[{'B' if one.source not in ('iso', 'official') else 'M' if one.source == 'iso' else 'A'}]" in text
    )
    assert max(map(cell_len, text.splitlines())) <= 80


def test_an_older_result_has_no_such_section(example: Footprint) -> None:
    assert example.requirements is None
    assert "☐" not in plain(example)
    assert "☐" not in plain(example, all_requirements=True)
