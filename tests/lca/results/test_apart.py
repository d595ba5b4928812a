"""Carbon held and emissions that come later: numbers by hand, and a total that knows nothing of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.errors import InputError
from lca.results.apart import delay_effect

CARBON = "wood * 0.5"
INCLUDED = dict.fromkeys(
    ("raw_material_acquisition", "production", "distribution", "use", "end_of_life"), "included"
)
LAWS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def floor(delay=None, storage=None, required=True):
    """8 kg of wood, half of it carbon: taken up, and burnt at the end of life."""
    burnt = {"gas": "co2", "id": "burnt", "origin": "biogenic", "stage": "end_of_life"}
    burnt |= {"amount": "8 kg * 0.5 * 44 / 12", "label": {"zh": "焚烧", "en": "burning"}, "clause": "6.4.8"}
    sawing = {
        "stage": "production",
        "output": {"product": "product", "amount": "1 kg"},
        "emissions": [
            {"gas": "co2", "id": "fossil", "amount": "1.3 kg"},
            {"gas": "co2", "id": "uptake", "origin": "biogenic_uptake", "amount": "8 kg * 0.5 * 44 / 12"},
            burnt | ({} if delay is None else {"delay": delay}),
        ],
    }
    return {
        "boundary": {"type": "cradle_to_grave", "stages": INCLUDED},
        "activity_data": {"wood": {"unit": "kg", "required": required}},
        "processes": {"sawing": sawing},
        **({"carbon_storage": storage} if storage else {}),
    }


def held(**changes):
    label = {"zh": "木材碳", "en": "carbon of the wood"}
    return {"wood": {"label": label, "carbon": CARBON, "duration": "30 year", "clause": "6.4.9", **changes}}


def data(wood="8 kg"):
    return {"activity_data": {"wood": wood} if wood else {}}


def codes(footprint):
    return {finding.code for finding in footprint.findings}


def test_stored_carbon_is_carbon_and_carbon_dioxide(case):
    """8 kg x 0.5 = 4 kg C; molar masses 44.009 and 12.011: 4 x 44.009 / 12.011 = 14.6562... kg CO2."""
    found = case(floor(storage=held()), data()).footprint()
    apart = found.reported_apart
    (stored,) = apart.carbon_storage
    assert apart.biogenic_carbon_content == stored.carbon == 4.0
    assert stored.co2 == pytest.approx(14.65623179, rel=1e-9)
    assert (stored.duration, stored.duration_unit, stored.clause) == (30.0, "year", "6.4.9")
    assert (stored.label.zh, stored.label.en) == ("木材碳", "carbon of the wood")
    assert (apart.delayed_emissions, apart.delay_effect, apart.delay_method) == ((), None, None)


def test_what_emits_later_is_listed_with_its_time_and_effect(case):
    """4 kg C x 44/12 = 14.6667 kg CO2 after 30 years; -0.01 x 14.6667 x 30 = -4.4 kg CO2e."""
    apart = case(floor(delay="30 year"), data()).footprint().reported_apart
    (later,) = apart.delayed_emissions
    assert (later.path, later.years, later.clause) == ("end_of_life.sawing.burnt", 30.0, "6.4.8")
    assert later.value == pytest.approx(4 * 44 / 12)
    assert later.effect == apart.delay_effect == pytest.approx(-4.4)
    assert "ILCD" in apart.delay_method.en
    assert "ILCD" in apart.delay_method.zh
    assert (apart.biogenic_carbon_content, apart.carbon_storage) == (None, ())


def test_the_example_of_the_handbook():
    """ILCD Handbook (2010), 7.4.3.7.3: 4 t C burnt after 80 years, 1,173,333 kg a x -0.01 = -11,733.33."""
    assert delay_effect(4000 * 44 / 12, 80) == pytest.approx(-11_733.33, abs=0.01)


def test_the_method_ends_after_a_hundred_years():
    assert delay_effect(1.0, 100) == pytest.approx(-1.0)
    assert delay_effect(1.0, 100.1) is None


@pytest.mark.parametrize(("delay", "effect"), [("3650 d", None), ("11 a", -0.11), ("120 year", None)])
def test_only_more_than_ten_years_are_timed(case, delay, effect):
    apart = case(floor(delay=delay), data()).footprint().reported_apart
    if delay == "3650 d":  # ten years of 365 days
        assert apart is None
        return
    (later,) = apart.delayed_emissions
    assert later.effect == (None if effect is None else pytest.approx(effect * 4 * 44 / 12))
    assert apart.delay_effect == later.effect


def test_a_rule_that_asks_for_neither_has_no_such_section(case):
    found = case(floor(), data()).footprint()
    assert found.reported_apart is None
    assert "reported_apart" not in found.to_json()


def test_carbon_that_is_not_known_is_not_zero(case):
    found = case(floor(storage=held(), required=False), data(None)).footprint()
    assert found.reported_apart.biogenic_carbon_content is None
    assert found.reported_apart.carbon_storage == ()
    (finding,) = [one for one in found.findings if one.code == "C180"]
    assert (finding.severity, finding.clause) == ("warning", "6.4.9")
    assert "wood" in finding.message.en
    assert "木材碳" in finding.message.zh


def test_less_than_no_carbon_is_refused(case):
    with pytest.raises(InputError) as caught:
        case(floor(storage=held(carbon="wood * 0.5 - 5 kg")), data()).footprint()
    (finding,) = caught.value.findings
    assert (finding.code, finding.params["value"]) == ("C181", "-1")
    assert finding.location.path == "carbon_storage.wood"


@given(
    years=st.integers(11, 99),
    held_for=st.integers(1, 500),
    wood=st.floats(0, 100, allow_subnormal=False),
)
@LAWS
def test_nothing_of_this_changes_the_total_by_a_bit(case, years, held_for, wood):
    plain = case(floor(), data(f"{wood!r} kg")).footprint()
    storage = held(duration=f"{held_for} year")
    timed = case(floor(f"{years} year", storage), data(f"{wood!r} kg")).footprint()
    assert timed.total.value == plain.total.value == pytest.approx(1.3)
    assert timed.stages == plain.stages
    assert timed.reported_apart.biogenic_carbon_content == wood * 0.5
