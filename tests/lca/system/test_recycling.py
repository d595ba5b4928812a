"""Recycled content and end of life: five methods against arithmetic by hand, and laws between them."""

import functools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recycling_case import COSTS, MATERIAL, burdens, inventory_of, plan_of, rule_of

from lca.calculation import calculate
from lca.errors import InputError
from lca.rules.load import load_rule
from lca.rules.schema.words import Method
from lca.uncertainty.simulation import propagate, simulate

METHODS: tuple[Method, ...] = ("cut_off", "closed_loop", "open_loop", "cff", "net_scrap")
INPUTS = ("virgin", "recycled", "recycled_virgin")
share = st.floats(0, 1)
mass = st.floats(1e-3, 1e3)


@functools.cache
def plan(method: Method):
    """The material of the case under a method."""
    return plan_of(rule_of(method))


def total(method: Method, **values: float) -> float:
    return sum(burdens(plan(method), **values).values())


# 2 kg; R1 = 0.3, R2 = 0.6, R3 = 0.3, A = 0.2, B = 0.1, Qsin/Qp = 0.9, Qsout/Qp = 0.8, LHV = 40 MJ/kg,
# efficiencies 0.2 and 0.25; Ev = 2, E*v = 1.8, Erecycled = 0.5, ErecyclingEoL = 0.4, EER = 3, Ed = 0.1
# kg CO2e/kg; ESE,heat = 0.06, ESE,elec = 0.2 kg CO2e/MJ
BY_HAND = {
    "cut_off": {
        "virgin": 2.8,  # 2 * 0.7 * 2
        "recycled": 0.3,  # 2 * 0.3 * 0.5
        "energy_recovery": 1.8,  # 2 * 0.3 * 3
        "disposal": 0.02,  # 2 * 0.1 * 0.1
    },
    "closed_loop": {
        "virgin": 4.0,  # 2 * 2
        "recycling": 0.48,  # 2 * 0.6 * 0.4
        "avoided_virgin": -2.16,  # 2 * 0.6 * 1.8
        "energy_recovery": 1.8,
        "disposal": 0.02,
    },
    "open_loop": {
        "virgin": 4.0,
        "recycling": 0.48,
        "avoided_virgin": -0.432,  # 2 * 0.6 * 0.2 * 1.8
        "energy_recovery": 1.8,
        "disposal": 0.02,
    },
    "cff": {
        "virgin": 2.8,
        "recycled": 0.06,  # 2 * 0.2 * 0.3 * 0.5
        "recycled_virgin": 0.864,  # 2 * 0.8 * 0.3 * 0.9 * 2
        "recycling": 0.384,  # 2 * 0.8 * 0.6 * 0.4
        "avoided_virgin": -1.3824,  # 2 * 0.8 * 0.6 * 0.8 * 1.8
        "energy_recovery": 1.62,  # 2 * 0.9 * 0.3 * 3
        "heat_credit": -0.2592,  # 2 * 0.9 * 0.3 * 40 * 0.2 = 4.32 MJ, * 0.06
        "electricity_credit": -1.08,  # 2 * 0.9 * 0.3 * 40 * 0.25 = 5.4 MJ, * 0.2
        "disposal": 0.02,
    },
    "net_scrap": {
        "virgin": 2.8,
        "recycled": 0.3,
        "recycling": 0.24,  # 2 * (0.6 - 0.3) * 0.4
        "avoided_virgin": -1.08,  # 2 * (0.6 - 0.3) * 1.8
        "energy_recovery": 1.8,
        "disposal": 0.02,
    },
}


@pytest.mark.parametrize("method", METHODS)
def test_every_term_by_hand(method: Method) -> None:
    assert burdens(plan(method)) == pytest.approx(BY_HAND[method], rel=1e-12)


def test_net_scrap_that_goes_in_burdens() -> None:
    """2 kg * (0.6 - 0.9) = -0.6 kg of net scrap: -0.24 of recycling, +1.08 of primary material."""
    found = burdens(plan_of(rule_of("net_scrap"), inventory_of({"r1": "0.9"})))
    assert found["recycling"] == pytest.approx(-0.24, rel=1e-12)
    assert found["avoided_virgin"] == pytest.approx(1.08, rel=1e-12)


@given(r1=share, r2=share, m=mass)
@settings(max_examples=25, deadline=None)
def test_net_scrap_is_the_difference_of_the_rates(r1: float, r2: float, m: float) -> None:
    found = burdens(plan("net_scrap"), r1=r1, r2=r2, r3=0.0, mass=m)
    net = found["recycling"] + found["avoided_virgin"]
    assert net == pytest.approx(-m * (r2 - r1) * (1.8 - 0.4), rel=1e-9, abs=1e-12)
    even = burdens(plan("net_scrap"), r1=r1, r2=r1, mass=m)
    assert (even["recycling"], even["avoided_virgin"]) == (0, 0)


@given(m=mass, a=share)
@settings(max_examples=20, deadline=None)
def test_without_recycling_all_methods_agree(m: float, a: float) -> None:
    nothing = {"r1": 0.0, "r2": 0.0, "r3": 0.0, "mass": m, "a": a}
    for method in METHODS:
        assert total(method, **nothing) == pytest.approx(m * (COSTS["ev"] + COSTS["ed"]), rel=1e-12)


@given(r1=share, q=share, m=mass)
@settings(max_examples=25, deadline=None)
def test_with_a_of_one_the_way_in_is_cut_off(r1: float, q: float, m: float) -> None:
    cff = burdens(plan("cff"), a=1.0, r1=r1, r2=0.0, q_in=q, mass=m)
    cut = burdens(plan("cut_off"), r1=r1, r2=0.0, mass=m)
    assert sum(cff[term] for term in INPUTS) == pytest.approx(cut["virgin"] + cut["recycled"], rel=1e-12)
    assert (cff["recycling"], cff["avoided_virgin"]) == (0, 0)


@given(m=mass)
@settings(max_examples=10, deadline=None)
def test_a_closed_loop_without_loss_has_only_its_end(m: float) -> None:
    """R = 1, recycling without burden and equal to primary material: nothing but the end of life is left."""
    free = plan_of(rule_of("closed_loop"), inventory_of(costs={"erec_eol": 0, "ev_star": 2}))
    found = burdens(free, r2=1.0, r3=0.0, mass=m)
    assert sum(found.values()) == pytest.approx(0, abs=1e-12 * m)
    ended = burdens(plan("closed_loop"), r2=1.0, r3=0.0, mass=m)
    assert ended["virgin"] / 2 == pytest.approx(-ended["avoided_virgin"] / 1.8, rel=1e-12)
    assert (ended["recycling"], ended["disposal"]) == pytest.approx((m * 0.4, 0), rel=1e-12)


@given(r2=share, m=mass)
@settings(max_examples=20, deadline=None)
def test_an_open_loop_with_a_of_one_is_closed(r2: float, m: float) -> None:
    values = {"r2": r2, "r3": 0.0, "mass": m}
    assert total("open_loop", a=1.0, **values) == pytest.approx(total("closed_loop", **values), abs=1e-12 * m)


@pytest.mark.parametrize("method", METHODS)
@given(m=mass, factor=st.floats(0.01, 100))
@settings(max_examples=10, deadline=None)
def test_linear_in_the_mass(method: Method, m: float, factor: float) -> None:
    once, often = total(method, mass=m), total(method, mass=m * factor)
    assert often == pytest.approx(once * factor, rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_units_change_nothing(method: Method) -> None:
    units = {
        "mass": "2000 g",
        "r1": "30 %",
        "r2": "60 %",
        "lhv": "11.11111111111111 kWh/kg",
        "x_heat": "20 %",
    }
    written = sum(burdens(plan_of(rule_of(method), inventory_of(units))).values())
    assert written == pytest.approx(total(method), rel=1e-12)


@given(r=share, a=share, m=mass)
@settings(max_examples=30, deadline=None)
def test_what_one_life_gives_the_next_one_takes(r: float, a: float, m: float) -> None:
    """Two successive lives under the circular footprint formula add up to the same whatever A.

    The first is made of primary material and recycled at the rate r, the second made of what that gives
    (quality as primary, the recycling of the one the supply of the other); together they burden once the
    making, once the recycling, and the disposal of all that is left.
    """
    even = plan_even()
    first = burdens(even, r1=0.0, r2=r, r3=0.0, a=a, q_in=1.0, q_out=1.0, mass=m)
    second = burdens(even, r1=1.0, r2=0.0, r3=0.0, a=a, q_in=1.0, q_out=1.0, mass=m * r)
    both = sum(first.values()) + sum(second.values())
    assert both == pytest.approx(m * (2 + r * 0.4 + (1 - r) * 0.1 + r * 0.1), rel=1e-9)


@functools.cache
def plan_even():
    return plan_of(rule_of("cff"), inventory_of(costs={"erec": 0.4, "erec_eol": 0.4, "ev_star": 2}))


def test_what_is_replaced_is_the_primary_material_itself_where_nothing_else_is_said() -> None:
    """2 kg * 0.6 * 2, from one factor or from a supplier's footprint of the primary material."""
    plain = {key: value for key, value in MATERIAL.items() if key != "replaced"}
    found = burdens(plan_of(rule_of("closed_loop", plain)))
    assert found["avoided_virgin"] == pytest.approx(-2.4, rel=1e-12)


def test_cut_off_ends_at_the_gate() -> None:
    stages = {
        stage: "included"
        if stage in ("raw_material_acquisition", "production")
        else {"excluded": {"clause": "1"}}
        for stage in ("raw_material_acquisition", "production", "distribution", "use", "end_of_life")
    }
    boundary = {"type": "cradle_to_gate", "stages": stages}
    found = burdens(plan_of(rule_of("cut_off", boundary=boundary)))
    assert found == pytest.approx({"virgin": 2.8, "recycled": 0.3}, rel=1e-12)


def test_a_term_that_is_zero_by_the_rule_needs_nothing_and_is_no_line() -> None:
    bare = {"amount": "mass", "virgin": {"item": "ev"}, "recycled_content": "0 %", "recycling_rate": "0 %"}
    found = burdens(plan_of(rule_of("cff", bare | {"disposal": {"item": "ed"}})))
    assert found == pytest.approx({"virgin": 4.0, "disposal": 0.2}, rel=1e-12)


def test_the_terms_stand_in_the_process_that_the_material_names() -> None:
    names = {"zh": "件", "en": "part"}
    part = {"stage": "production", "label": names, "output": {"product": "part", "amount": "4 kg"}}
    making = {
        "stage": "production",
        "label": names,
        "output": {"product": "thing", "amount": "1 item"},
        "inputs": [{"product": "part", "amount": "1 kg"}],
    }
    rule = rule_of("closed_loop", MATERIAL | {"process": "part"}, processes={"making": making, "part": part})
    found = burdens(plan_of(rule))
    assert found["virgin"] == pytest.approx(
        1.0, rel=1e-12
    )  # 2 kg * 2 for 4 kg of part, of which 1 kg is used


def test_uncertain_shares_move_all_terms_together() -> None:
    """R2 of a sample is one number in all terms: recycled and disposed of add up to the whole in each."""
    uncertain = {
        "r2": {"value": 0.5, "unit": "1", "distribution": {"type": "triangular", "min": 0.4, "max": 0.6}}
    }
    uncertain |= {"r3": "0"}
    one = plan_of(rule_of("closed_loop"), inventory_of(uncertain))
    found = simulate(one, samples=2000, seed=3)
    terms = {path.split(".")[-1].removeprefix("stuff_"): values for path, values in found.flows.items()}
    rates = terms["recycling"] / (2 * 0.4)
    assert rates.std() == pytest.approx(0.1 / np.sqrt(6), rel=0.05)  # of a triangle from 0.4 to 0.6
    assert rates + terms["disposal"] / (2 * 0.1) == pytest.approx(np.ones(2000), rel=1e-9)
    assert -terms["avoided_virgin"] / (2 * 1.8) == pytest.approx(rates, rel=1e-9)
    # d total / d R2 = 2 * (0.4 - 1.8 - 0.1) = -3, so sd = 3 * 0.1 / sqrt(6), to first order exactly
    assert propagate(one).sd == pytest.approx(0.3 / np.sqrt(6), rel=1e-9)
    assert found.total.std() == pytest.approx(0.3 / np.sqrt(6), rel=0.05)


def test_samples_of_net_scrap_may_be_negative() -> None:
    """R1 and R2 overlap: some samples give a burden, some a credit, the mean is that of the formula."""
    spread = {"type": "triangular", "min": 0.3, "max": 0.7}
    uncertain = {name: {"value": 0.5, "unit": "1", "distribution": spread} for name in ("r1", "r2")}
    one = plan_of(rule_of("net_scrap"), inventory_of(uncertain | {"r3": "0"}))
    found = simulate(one, samples=2000, seed=5)
    credit = next(values for path, values in found.flows.items() if path.endswith("avoided_virgin"))
    assert credit.min() < -0.3 < 0.3 < credit.max()
    assert credit.mean() == pytest.approx(0, abs=4 * credit.std() / np.sqrt(2000))


@pytest.mark.parametrize(
    ("values", "code", "told"),
    [
        ({"r1": "1.2"}, "R256", "recycled_content"),
        ({"a": "120 %"}, "R256", "allocation"),
        ({"r2": "0.8"}, "R257", "recovery.rate"),
        ({"x_heat": "0.9"}, "R257", "recovery.electricity_efficiency"),
    ],
)
def test_activity_data_that_give_no_share(values: dict[str, str], code: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        plan_of(rule_of("cff"), inventory_of(values))
    (finding,) = caught.value.findings
    assert finding.code == code
    assert told in finding.params.values()
    assert finding.location.path == "end_of_life.materials.stuff"
    assert next(iter(values)) in finding.remedy("zh")


def test_what_must_not_be_negative() -> None:
    material = MATERIAL | {"amount": "mass - 3 kg", "quality_in": "q_in - 1"}
    with pytest.raises(InputError) as caught:
        plan_of(rule_of("cff", material))
    assert [(f.code, f.params["key"], f.params["value"]) for f in caught.value.findings] == [
        ("R258", "quality_in", "-0.1"),
        ("R258", "amount", "-1 kg"),
    ]


def test_shares_that_add_up_to_one_are_not_refused_for_a_rounding() -> None:
    for first, second in (("0.7", "30 %"), ("90 %", "0.1"), ("0.35", "65 %")):
        found = burdens(plan_of(rule_of("cut_off"), inventory_of({"r2": first, "r3": second})))
        assert found["disposal"] == pytest.approx(0, abs=1e-15)


def test_data_that_may_be_left_out_take_their_terms_with_them() -> None:
    names = {"zh": "物", "en": "thing"}
    optional = {"r3": {"unit": "1", "required": False, "label": names}}
    rule = rule_of("cut_off", data=optional)
    inventory = inventory_of()
    given = {name: entry for name, entry in inventory.entries.items() if name != "r3"}
    system = plan_of(rule, replace(inventory, entries=given)).system
    assert [(one.path.split(".")[-1], one.missing) for one in system.omitted] == [
        ("stuff_energy_recovery", ("r3",)),
        ("stuff_disposal", ("r3",)),
    ]


def test_the_example_by_hand() -> None:
    """The bucket: the numbers that its own test expects.

    0.5 kg, R1 = 0.3, R2 = 0.6, R3 = 0.3, A = 0.5, B = 0.
    In: 0.5*0.7*2 + 0.5*0.5*0.3*0.5 + 0.5*0.5*0.3*0.9*2 = 0.7 + 0.0375 + 0.135 = 0.8725.
    End: 0.5*0.5*0.6*0.4 - 0.5*0.5*0.6*0.8*2 + 0.5*0.3*3 - 0.5*0.3*40*0.2*0.06 - 0.5*0.3*40*0.25/3.6*0.72
    + 0.5*0.1*0.1 = 0.06 - 0.24 + 0.45 - 0.072 - 0.3 + 0.005 = -0.097.
    Moulding: 2 * 0.6 = 1.2. Together 1.9755.
    """
    folder = Path(__file__).resolve().parents[2] / "reference"
    found = calculate(folder / "bucket-data.yaml", folder / "bucket.yaml", samples=200)
    assert found.total.value == pytest.approx(1.9755, rel=1e-12)
    assert {stage.key: stage.value for stage in found.stages if stage.value} == pytest.approx(
        {"raw_material_acquisition": 0.8725, "production": 1.2, "end_of_life": -0.097}, rel=1e-12
    )
    credit = next(line for line in found.contributions if line.item == "shell_avoided_virgin")
    assert (credit.label.zh, credit.label.en) == (
        "桶身：被替代的原生材料",
        "shell: replaced primary material",
    )
    assert (credit.kind, credit.clause) == ("credit", "8.3")
    assert credit.formula == "shell_mass * (1 - plastic_a) * recycling_rate * 0.8"
    assert credit.inputs == ("activity:recycling_rate", "activity:shell_mass")
    assert (credit.rule_location or "").startswith("bucket.yaml:42:5")
    assert found.boundary.end_of_life == "cff"


def test_another_method_as_a_sensitivity_case() -> None:
    """The bucket by cut-off: 0.7 + 0.5*0.3*0.5 + 1.2 + 0.45 + 0.005 = 2.43; as a closed loop:
    0.5*2 + 1.2 + 0.5*0.6*0.4 - 0.5*0.6*2 + 0.45 + 0.005 = 2.175."""
    folder = Path(__file__).resolve().parents[2] / "reference"
    cases = [f"  {m}: {{label: {{zh: 例, en: {m}}}, end_of_life: {m}}}\n" for m in ("cut_off", "closed_loop")]
    text = (folder / "bucket.yaml").read_text(encoding="utf-8")
    rule = load_rule(f"sensitivities:\n{''.join(cases)}{text}".encode(), "bucket.yaml")
    found = calculate(folder / "bucket-data.yaml", rule, samples=0)
    values = {case.key: case.value for case in found.sensitivities}
    assert values == pytest.approx({"cut_off": 2.43, "closed_loop": 2.175}, rel=1e-12)
