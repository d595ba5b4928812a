"""The report beside the total: what it says of carbon, balances, cut-off and comparison, in 80 cells."""

import pytest
from rich.cells import cell_len

from lca.i18n import LANGUAGES
from lca.report.terminal import plain

STAGES = ("raw_material_acquisition", "production", "distribution", "use", "end_of_life")
BURNT = {"gas": "co2", "origin": "biogenic", "stage": "end_of_life", "amount": "4 kg * 44 / 12"}


def names(zh, en):
    return {"zh": zh, "en": en}


def later(key, delay):
    return {**BURNT, "id": key, "delay": delay, "label": names("焚烧", "burning of the floor")}


@pytest.fixture
def floor(case):
    """A floor of 30 years: 4 kg of carbon held, burnt later; one balance does not close."""

    def made(*delays, balances=1, **changes):
        sides = {"inputs": "8 kg", "tolerance": "2 %"}
        closes = {f"b{n}": {**sides, "outputs": "7.9 kg"} for n in range(balances - 1)}
        rule = {
            "unit": {
                "kind": "functional",
                "amount": "1 m2",
                "of": names("地板", "floor"),
                "reference_flow": {"product": "product", "amount": "8 kg"},
                "service_life": {
                    "amount": "30 year",
                    "basis": names("制造商声明", "declared by the maker"),
                    "clause": "6.3.3",
                },
                "clause": "6.3.3",
            },
            "boundary": {
                "type": "cradle_to_grave",
                "stages": dict.fromkeys(STAGES, "included"),
                "exclusions": [
                    {
                        "name": names("钉子", "nails"),
                        "stage": "production",
                        "clause": "x",
                        "amount": "0.05 kg",
                    }
                ],
            },
            "cut_off": {"basis": "mass", "single": "1 %", "total": "5 %", "of": "10 kg"},
            "processes": {
                "sawing": {
                    "label": names("锯切", "sawing"),
                    "stage": "production",
                    "output": {"product": "product", "amount": "8 kg"},
                    "emissions": [later(f"burnt_{n}", delay) for n, delay in enumerate(delays)]
                    + [{"gas": "co2", "amount": "1 kg"}],
                    "balances": {"mass": {**sides, "outputs": "7 kg", "clause": "6.4.3"}, **closes},
                }
            },
            "carbon_storage": {
                "wood": {
                    "label": names("木材碳", "carbon of the wood"),
                    "carbon": "4 kg",
                    "duration": "30 year",
                }
            },
            "comparability": [
                {"text": names("使用寿命相同", "the service life is the same"), "clause": "10"},
                {"text": names("GWP 相同", "the GWP set is the same")},
            ],
            **changes,
        }
        return case(rule).footprint()

    return made


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            (
                "Service life  30 year: declared by the maker (clause 6.3.3)",
                "4 kg C in the product",
                "carbon of the wood: 4 kg C (14.66 kg CO2) held for 30 year",
                "kg CO2e after 30 years: burning of the floor",
                "sawing, mass: 8 kg in, 7 kg out (-12.50 %; allowed 2 %) (clause 6.4.3)",
                "nails left out: - (clause x); 0.5 % of the mass of the inputs",
                "0.5 % of the mass of the inputs (10 kg) as far as known",
                "the service life is the same (clause 10); the GWP set is the same",
            ),
        ),
        (
            "zh",
            (
                "使用寿命      30 year：制造商声明（第 6.3.3 条）",
                "产品中 4 kg C",
                "木材碳：4 kg C（14.66 kg CO2），储存 30 year",
                "30 年后排放",
                "锯切，质量：进入 8 kg，输出 7 kg（-12.50 %；允许 2 %）（第 6.4.3 条）",
                "占投入质量的 0.5 %",
                "已知部分占投入质量（10 kg）的 0.5 %；规则允许 5.0 %",
                "使用寿命相同（第 10 条）；GWP 相同",
            ),
        ),
    ],
)
def test_what_the_report_says(floor, language, expected):
    text = plain(floor("30 year"), language)
    joined = " ".join(text.split())
    for words in expected:
        assert " ".join(words.split()) in joined, words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_page(floor, language, width):
    text = plain(floor("30 year", "30 year", "120 year", balances=9), language, width)
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_lines_of_one_time_are_told_together(floor):
    """Twice 14.667 kg; the effect of 30 years is -0.3 x 29.333 = -8.8, 120 years are beyond the method."""
    found = floor("120 year", "30 year", "30 year")
    text = " ".join(plain(found).split())
    assert "29.33 kg CO2e after 30 years: 2 lines" in text
    assert "after 120 years: burning of the floor (beyond the method below)" in text
    assert found.reported_apart.delay_effect == pytest.approx(-8.8)
    assert "-8.80 kg CO2e. ILCD Handbook (2010)" in text


def test_beyond_the_method_alone_there_is_no_effect(floor):
    found = floor("120 year")
    assert found.reported_apart.delay_effect is None
    assert "Effect of delay" not in plain(found)


def test_many_balances_are_counted(floor):
    text = plain(floor(balances=9))
    assert "and 3 more within their tolerance" in text
    assert text.index("sawing, mass: 8 kg") < text.index("sawing, b0")


def test_the_document_holds_unit_and_conditions(floor):
    found = floor()
    life = found.unit.service_life
    assert (life.amount, life.unit, life.clause) == (30.0, "year", "6.3.3")
    assert (life.basis.zh, life.basis.en) == ("制造商声明", "declared by the maker")
    assert found.unit.clause == "6.3.3"
    assert [(one.text.zh, one.clause) for one in found.comparability] == [
        ("使用寿命相同", "10"),
        ("GWP 相同", None),
    ]


def test_what_a_rule_does_not_ask_for_is_not_printed(floor):
    text = plain(floor(carbon_storage={}, comparability=[]))
    assert "Reported apart" not in text
    assert "Comparable only if" not in text
