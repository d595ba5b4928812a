"""Sensitivity cases that a rule demands: arithmetic by hand, laws, and what cannot be computed."""

import json

import pytest
from demanding_case import case, demanding, names
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import Case

from lca.calculation import check
from lca.rules.load import lint

# By hand, from 4 kg of coal x 2.5 / 2 = 5 kg CO2e.
BY_HAND = {
    "coal": ({"change": {"coal": "+10 %"}}, 5.5),  # 4.4 x 2.5 / 2
    "ratio": ({"change": {"ratio": "-20 %"}}, 4.0),  # 4 x 2.0 / 2
    "both": ({"change": {"coal": "+10 %", "ratio": "-20 %"}}, 4.4),
    "no_coal": ({"change": {"coal": "-100 %"}}, 0.0),
    "given": ({"given": {"coal": "8 kg"}}, 10.0),  # 8 x 2.5 / 2
    "grams": ({"given": {"coal": {"value": 800, "unit": "g"}}}, 1.0),
    "constant": ({"parameters": {"ratio": "3"}}, 6.0),  # 4 x 3 / 2
    "energy": ({"allocation": {"plant": "energy"}}, 7.5),  # 10 x 3 / (3 + 1)
    "alone": ({"allocation": {"plant": "none"}}, 10.0),
    "several": (  # 2 x (2.5 x 2)
        {"given": {"coal": "2 kg"}, "change": {"ratio": "+100 %"}, "allocation": {"plant": "none"}}, 10.0
    ),
}  # fmt: skip
GRID_2024, HYDRO_2024 = 0.5777, 0.0141
"""Official factors of China for 2024, kg CO2e/kWh."""


def computed(**cases):
    return {one.key: one for one in demanding(cases).footprint().sensitivities}


@pytest.mark.parametrize("key", BY_HAND)
def test_a_case_by_hand(key):
    changed, expected = BY_HAND[key]
    found = demanding({key: case(**changed, clause="7.3")}).footprint()
    (one,) = found.sensitivities
    assert found.total.value == 5.0
    assert one.value == pytest.approx(expected, rel=1e-14, abs=1e-14)
    assert one.change == pytest.approx(expected / 5 - 1, rel=1e-12)
    assert (one.key, one.demanded, one.clause) == (key, True, "7.3")
    assert one.label.get("zh") == one.label.get("en") == "case"
    assert found.sensitivity_range.low == found.sensitivity_range.high == one.value


def test_the_result_itself_stays_as_it_is():
    cases = {key: case(**changed) for key, (changed, _) in BY_HAND.items()}
    bare, full = demanding().footprint(samples=50), demanding(cases).footprint(samples=50)
    assert bare.sensitivities == ()
    assert bare.sensitivity_range is None
    assert (full.total, full.contributions, full.constants) == (
        bare.total,
        bare.contributions,
        bare.constants,
    )
    assert full.sensitivity_range.low == 0
    assert full.sensitivity_range.high == 10
    assert full.sensitivity_range.low_change == -1
    assert full.sensitivity_range.high_change == 1


def test_what_was_changed_stands_in_the_result():
    changed = {"given": {"coal": "8 kg"}, "parameters": {"ratio": "3"}, "allocation": {"plant": "none"}}
    assert computed(one=case(**changed))["one"].changes == (
        "given.coal: 8 kg",
        "parameters.ratio: 3",
        "allocation.plant: none",
    )


@settings(max_examples=25, deadline=None)
@given(st.floats(1e-6, 1e6), st.sampled_from(["0 %", "+0 %", "-0 %"]))
def test_a_change_of_nothing_gives_the_total_bit_for_bit(coal, nothing):
    zero = case(change={"coal": nothing, "ratio": nothing})
    found = demanding({"zero": zero}, coal={"value": coal, "unit": "kg"}).footprint()
    assert found.sensitivities[0].value == found.total.value
    assert found.sensitivities[0].change == 0


@settings(max_examples=25, deadline=None)
@given(st.floats(-100, 1000).map(lambda x: round(x, 3)))
def test_a_total_that_is_linear_in_the_data_changes_as_they_do(percent):
    one = computed(one=case(change={"coal": f"{percent:+} %"}))["one"]
    assert one.change == pytest.approx(percent / 100, rel=1e-9, abs=1e-12)


@settings(max_examples=10, deadline=None)
@given(st.permutations(list(BY_HAND)))
def test_the_order_of_the_cases_changes_no_bit(order):
    ordered = {key: one.value for key, one in computed(**{k: case(**BY_HAND[k][0]) for k in BY_HAND}).items()}
    shuffled = computed(**{k: case(**BY_HAND[k][0]) for k in order})
    assert {key: one.value for key, one in shuffled.items()} == ordered
    assert list(shuffled) == order


def electric(supply, **cases):
    """2 kWh behind a kilogram of product."""
    rule = {
        "electricity": {"hierarchy": ["on_site", "direct_line", "contract", "grid_average"]},
        "activity_data": {"power": {"unit": "kWh"}, "source": {"supply": "electricity", "required": False}},
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "inputs": [
                    {"of": "electricity", "amount": "power", "factor": {"electricity": "$source"}},
                ],
            }
        },
        "sensitivities": {key: case(**one) for key, one in cases.items()},
    }
    data = {"power": "2 kWh", **({"source": supply} if supply else {})}
    return Case(rule, {"activity_data": data, "production": "1000 kg"})


MIXED = [
    {"type": "on_site", "technology": "hydro", "share": "40 %"},
    {"type": "grid_average", "share": "60 %"},
]


def test_all_electricity_from_one_source():
    cases = {"grid": {"electricity": "grid_average"}, "own": {"electricity": "on_site"}}
    found = electric(MIXED, **cases).footprint()
    grid, own = found.sensitivities
    assert grid.value == pytest.approx(2 * GRID_2024, rel=1e-14)
    assert own.value == pytest.approx(2 * HYDRO_2024, rel=1e-14)
    assert "C170" in {one.code for one in found.findings}, "demanded by the rule"


def test_a_case_may_name_a_whole_source():
    wind = {"type": "direct_line", "technology": "wind"}
    (one, grid) = electric(MIXED, wind={"given": {"source": wind}}).footprint().sensitivities
    assert one.value == pytest.approx(2 * 0.0324, rel=1e-14)
    assert one.changes == ("given.source",)
    assert (grid.key, grid.demanded) == ("grid_average", False)


def test_the_source_that_the_electricity_of_the_rule_asks_for_is_a_case():
    data = electric(MIXED)
    data.rule["electricity"]["sensitivity"] = "on_site"
    own, grid = data.footprint().sensitivities
    assert (own.key, own.demanded, grid.key) == ("on_site", True, "grid_average")
    assert own.value == pytest.approx(2 * HYDRO_2024, rel=1e-14)


def refusal(data):
    """The one finding of a case that could not be computed; it blocks, and check tells the same."""
    found = data.footprint()
    assert found.blocking
    assert found.sensitivities == ()
    told = [one for one in found.findings if one.code == "C171"]
    assert [one.severity for one in told] == ["blocking"]
    rule, inventory = data.loaded()
    assert [f.message() for f in check(inventory, rule) if f.code == "C171"] == [told[0].message.en]
    return told[0]


def test_a_source_of_unknown_technology_blocks():
    told = refusal(electric(None, own={"electricity": "on_site"}))
    assert "technology is not known" in told.message.en
    assert "发电技术未知" in told.message.zh


def test_data_that_were_not_given_cannot_be_changed():
    data = demanding({"more": case(change={"lime": "+10 %"})})
    data.rule["activity_data"]["lime"] = {"unit": "kg", "required": False}
    data.rule["processes"]["plant"]["emissions"].append({"gas": "co2", "amount": "lime", "id": "lime"})
    told = refusal(data)
    assert "'lime' is to be changed" in told.message.en
    data.inventory["activity_data"]["lime"] = "1 kg"
    assert data.footprint().sensitivities[0].value == pytest.approx(5.5 + 0.05)  # (10 + 1.1) / 2


def test_a_case_without_a_factor_blocks():
    data = demanding({"other": case(given={"fuel": "unobtainium"})}, data={"fuel": "diesel"})
    data.rule["activity_data"]["fuel"] = {"options": ["diesel", "unobtainium"]}
    line = {"of": "fuel", "amount": "1 MJ", "factor": {"fuel": "$fuel"}}
    data.rule["processes"]["plant"]["inputs"] = [line]
    assert "unobtainium" in refusal(data).message.en


def test_a_value_outside_its_range_blocks():
    data = demanding({"much": case(given={"coal": "80 kg"})})
    data.rule["activity_data"]["coal"]["range"] = [1, 10]
    assert "80" in refusal(data).message.en


def end_of_life(method="closed_loop", **cases):
    """2 kg of a material: Ev = 2, ErecyclingEoL = 0.4, Ed = 0.1 kg CO2e/kg; nothing recycled in, half out."""
    material = {
        "label": names("metal"),
        "amount": "2 kg",
        "virgin": {"item": "ev"},
        "recycled_content": "0",
        "recycling_rate": "0.5",
        "recycling": {"item": "rec"},
        "disposal": {"item": "ed"},
    }
    stages = ("raw_material_acquisition", "production", "distribution", "use", "end_of_life")
    rule = {
        "boundary": {"type": "cradle_to_grave", "stages": dict.fromkeys(stages, "included")},
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "emissions": [{"gas": "co2", "amount": "1 kg"}],
            }
        },
        "end_of_life": {"method": method, "materials": {"metal": material}},
        "sensitivities": {key: case(end_of_life=one) for key, one in cases.items()},
    }
    burdens = {"ev": 2, "rec": 0.4, "ed": 0.1}
    footprints = {key: {"value": value, "unit": "kg CO2e/kg"} for key, value in burdens.items()}
    return Case(rule, {"footprints": footprints})


def test_another_end_of_life():
    """Closed loop 1 + 4 + 0.4 - 2 + 0.1 = 3.5; cut-off 1 + 4 + 0.1 = 5.1."""
    found = end_of_life(cut="cut_off").footprint()
    assert found.total.value == pytest.approx(3.5, rel=1e-14)
    assert found.sensitivities[0].value == pytest.approx(5.1, rel=1e-14)


def test_credits_are_no_part_of_a_cut_off():
    """1 kg CO2e and a credit of 0.25 x 2; without it 1."""
    data = end_of_life(cut="cut_off")
    data.rule["end_of_life"] = {"method": "closed_loop"}
    data.rule["processes"]["plant"]["credits"] = [{"of": "ev", "amount": "0.25 kg"}]
    for unused in ("rec", "ed"):
        del data.inventory["footprints"][unused]
    found = data.footprint()
    assert (found.total.value, found.sensitivities[0].value) == (0.5, 1.0)


def test_a_method_that_lacks_its_numbers_is_refused_with_the_reason():
    data = end_of_life(open="open_loop")
    findings = lint(json.dumps(data.rule, ensure_ascii=False).encode(), "rule.yaml")
    (finding,) = [one for one in findings if one.severity == "error"]
    assert (finding.code, finding.location.path) == ("R240", "sensitivities.open.end_of_life")
    assert "allocation" in finding.message("en")
    assert finding.message("zh") != finding.message("en")
