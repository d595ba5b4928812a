"""Balances by hand: 10 kg go in, what comes out decides."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LAWS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def plant(balance=None, required=True, key="mass"):
    stated = {"inputs": "ore + coke", "outputs": "made + slag", "tolerance": "2 %", "clause": "6.4.3"}
    names = {"ore": "矿石", "coke": "焦炭", "made": "产品", "slag": "炉渣"}
    asked = {n: {"unit": "kg", "label": {"zh": zh, "en": n}} for n, zh in names.items()}
    asked["slag"] |= {"required": required}
    return {
        "activity_data": asked,
        "data_quality": {"balances": [key]},
        "processes": {
            "smelting": {
                "label": {"zh": "冶炼", "en": "smelting"},
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "emissions": [{"gas": "co2", "amount": "coke * 3"}],
                "balances": {key: {**stated, **(balance or {})}},
            }
        },
    }


def data(slag="1.9 kg", ore="9 kg", coke="1 kg", made="8 kg"):
    given = {"ore": ore, "coke": coke, "made": made, "slag": slag}
    return {"activity_data": {name: text for name, text in given.items() if text is not None}}


def judged(footprint):
    return [finding for finding in footprint.findings if finding.code in ("C140", "C141", "C142")]


@pytest.mark.parametrize(
    ("slag", "difference", "passed"),
    [("1.9 kg", -0.01, True), ("2200 g", 0.02, True), ("2.21 kg", 0.021, False), ("1 kg", -0.1, False)],
)
def test_what_goes_in_comes_out(case, slag, difference, passed):
    """9 + 1 = 10 kg in; 8 kg and the slag out; 2 % of 10 kg are 0.2 kg."""
    found = case(plant(), data(slag)).footprint()
    (balance,) = found.balances
    assert (balance.process, balance.key, balance.unit, balance.clause) == ("smelting", "mass", "kg", "6.4.3")
    assert (balance.inputs, balance.tolerance) == (10.0, 0.02)
    assert balance.outputs == pytest.approx(10 * (1 + difference))
    assert balance.difference == pytest.approx(difference)
    assert balance.passed is passed
    assert [one.code for one in judged(found)] == ([] if passed else ["C140"])
    assert found.blocking is not passed


def test_a_balance_that_does_not_close_says_its_numbers(case):
    (finding,) = judged(case(plant(), data("1 kg")).footprint())
    assert (finding.severity, finding.clause) == ("blocking", "6.4.3")
    for part in ("10 kg", "9 kg", "-10.00%", "2 %", "smelting"):
        assert part in finding.message.en
    assert all(part in finding.message.zh for part in ("冶炼", "质量", "-10.00%"))


def test_without_its_data_a_balance_is_not_decided(case):
    found = case(plant(required=False), data(None)).footprint()
    (balance,) = found.balances
    assert (balance.passed, balance.outputs, balance.missing) == (None, None, ("slag",))
    (finding,) = judged(found)
    assert (finding.code, finding.severity) == ("C141", "blocking")
    assert "slag" in finding.message.en


def test_a_share_of_nothing_is_not_decided(case):
    found = case(plant(), data("0 kg", "0 kg", "0 kg", "0 kg")).footprint()
    (balance,) = found.balances
    assert (balance.passed, balance.difference) == (None, None)
    assert [one.code for one in judged(found)] == ["C142"]


def test_carbon_has_its_words_and_other_names_their_own(case):
    carbon = case(plant(key="carbon"), data()).footprint().balances[0]
    assert (carbon.label.zh, carbon.label.en) == ("碳", "carbon")
    iron = case(plant(key="iron"), data()).footprint().balances[0]
    assert iron.label.en == "iron"


UNITS = {"kg": 1.0, "g": 1e-3, "t": 1e3}


@given(
    ore=st.floats(0.1, 1e3),
    slag=st.floats(0, 1e3, allow_subnormal=False),
    scale=st.floats(0.01, 100),
    unit=st.sampled_from(sorted(UNITS)),
)
@LAWS
def test_a_balance_knows_neither_units_nor_scale(case, ore, slag, scale, unit):
    first = case(plant(), data(f"{slag!r} kg", f"{ore!r} kg")).footprint().balances[0]
    size = UNITS[unit] / scale
    given = data(*(f"{value / size!r} {unit}" for value in (slag, ore, 1.0, 8.0)))
    second = case(plant(), given).footprint().balances[0]
    assert second.difference == pytest.approx(first.difference, rel=1e-9, abs=1e-12)
    assert second.inputs == pytest.approx(first.inputs * scale, rel=1e-9)
