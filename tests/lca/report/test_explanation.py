"""An explanation as text."""

import pytest
from rich.cells import cell_len

from lca.i18n import LANGUAGES, Language
from lca.report.explanation import render_explanation
from lca.results.explain import explain, names
from lca.results.footprint import Footprint

ELECTRICITY = "production.electrolysis.electricity"


def shown(footprint: Footprint, path: str, language: Language = "en") -> str:
    return render_explanation(footprint, explain(footprint, path), language).plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_fits_the_page(example: Footprint, language: Language) -> None:
    for path in names(example):
        text = shown(example, path, language)
        assert path in text
        assert all(cell_len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_walks_from_the_number_to_the_line_of_the_file(example: Footprint, language: Language) -> None:
    text = shown(example, ELECTRICITY, language)
    for words in (
        "8,100 kg CO2e",
        "13,500 kWh × 0.6 kg CO2e/kWh = 8,100 kg CO2e",
        "inventory.yaml:13:3",
        "primary.yaml:41",
        "6.3",
        "test.electricity.cn.2024",
        "Test Ministry 测试部",
        "https://example.org/factors",
        "meter EL-1, 2024",
    ):
        assert words in text, words
    assert "table 1, row 3" in " ".join(text.split())
    trail = [step.detail.get(language) for step in example.factors[1].trail]
    positions = [text.index(words) for words in trail]
    assert positions == sorted(positions)


def test_what_is_taken_off_has_a_minus(example: Footprint) -> None:
    assert "-(0.35 t × 864.286 kg CO2e/t) = -302.5 kg CO2e" in shown(example, "test.clinker.2020")


def test_a_stage_shows_what_makes_most_of_it_and_counts_the_rest(example: Footprint) -> None:
    text = shown(example, "production")
    assert "13,500 kWh" in text
    assert "2 smaller lines are not shown" in text


def test_an_excluded_stage_says_why(example: Footprint) -> None:
    assert "excluded: ends at the smelter's gate (clause 5.3)" in shown(example, "use")


def test_a_default_and_an_unused_factor_are_told(example: Footprint) -> None:
    default = tuple(one.model_copy(update={"default": True, "used": 1.0}) for one in example.activity_data)
    changed = example.model_copy(update={"activity_data": default, "contributions": ()})
    assert "default of the rule" in shown(changed, "electricity")
    assert "used as 1 kWh" in shown(changed, "electricity")
    assert "0.6 kg CO2e/kWh" in shown(changed, "test.electricity.cn.2024")
