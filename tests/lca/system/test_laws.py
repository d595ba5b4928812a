"""Laws of the calculation: linearity, order, units, sums, samples, threads."""

import json
import math
import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.calculation import calculate
from lca.factors.database import FactorDatabase
from lca.inventory.bind import bind
from lca.results.footprint import Footprint
from lca.solve.foreground import evaluate, foreground
from lca.system.build import build
from lca.system.resolve import Resolver
from lca.uncertainty.simulation import propagate, sample_values, simulate

SPREAD = {"type": "lognormal", "gsd": 1.2}
RULE = {
    "activity_data": {
        "power": {"unit": "kWh", "per": "kg"},
        "loss": {"unit": "kg", "per": "kg"},
        "parts": {
            "key": "name",
            "table": {"name": "text", "material": "factor", "mass": "kg", "distance": {"unit": "km"}},
        },
    },
    "processes": {
        "assembly": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [
                {"of": "electricity", "amount": "power", "factor": {"item": "electricity"}},
                {"product": "scrap", "amount": "loss"},
                {"id": "own", "product": "product", "amount": "0.1 * loss"},
                {"id": "more", "product": "product", "amount": "0.07 * loss"},
                {
                    "for_each": "parts",
                    "of": "material",
                    "stage": "raw_material_acquisition",
                    "amount": "$row.mass",
                    "factor": "$row.material",
                },
                {
                    "for_each": "parts",
                    "of": "transport",
                    "amount": "$row.mass * $row.distance",
                    "factor": {"item": "freight.rail"},
                },
            ],
            "co_products": [{"product": "scrap", "amount": "loss"}],
            "allocation": {"method": "mass", "justification": {"zh": "同", "en": "same"}},
            "emissions": [{"gas": "co2", "origin": "fossil", "amount": "0.1 * 1 kg"}],
        }
    },
}
INVENTORY = {
    "activity_data": {
        "power": {"value": 3.0, "unit": "kWh", "distribution": SPREAD},
        "loss": {"value": 0.2, "unit": "kg", "distribution": {"type": "triangular", "min": 0.1, "max": 0.3}},
        "parts": [
            {
                "name": name,
                "material": "steel",
                "mass": {"value": mass, "unit": "kg", "distribution": SPREAD},
                "distance": "300 km",
            }
            for name, mass in (("frame", 1.5), ("lid", 0.25), ("bolt", 0.01), ("arm", 0.7))
        ],
    },
    "footprints": {
        "steel": {
            "value": 2.1,
            "unit": "kg CO2e/kg",
            "gwp_set": "AR6",
            "source": "test",
            "distribution": {"type": "normal", "sd": "10 %"},
        }
    },
}


def plan_of(case, rule=None, inventory=None):
    loaded, data = case(rule or RULE, inventory or INVENTORY).loaded()
    database = FactorDatabase.open()
    bound = bind(data, loaded.compiled)
    return foreground(build(loaded, bound, Resolver(database, database.gwp("AR6"), bound)))


def test_contributions_stages_categories_and_gases_add_up(case):
    found = case(RULE, INVENTORY).footprint()
    total = found.total.value
    for parts in (found.contributions, found.stages, found.categories, found.gases):
        assert math.fsum(part.value for part in parts) == pytest.approx(total, rel=1e-12)
    for line in found.contributions:
        assert math.fsum(line.categories.values()) == pytest.approx(line.value, rel=1e-12)
        assert math.fsum(line.gases.values()) == pytest.approx(line.value, rel=1e-12)
    assert found.provenance.solver.forward_adjoint_difference < 1e-12


def shuffled(value, rng):
    if isinstance(value, dict):
        items = [(key, shuffled(item, rng)) for key, item in value.items()]
        rng.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        items = [shuffled(item, rng) for item in value]
        rng.shuffle(items)
        return items
    return value


@pytest.mark.parametrize("seed", range(5))
def test_order_of_keys_rows_and_lines_changes_no_bit(case, seed):
    rng = random.Random(seed)
    one = case(RULE, INVENTORY).footprint(samples=500)
    two = case(shuffled(RULE, rng), shuffled(INVENTORY, rng)).footprint(samples=500)
    assert two.total.value == one.total.value
    assert two.uncertainty.interval == one.uncertainty.interval
    assert {c.path: (c.value, c.interval) for c in two.contributions} == {
        c.path: (c.value, c.interval) for c in one.contributions
    }


def test_products_that_buy_the_same_share_its_draws(case):
    """Two products with other parts and amounts: the draws of grid factor and steel are the same."""
    other = json.loads(json.dumps(INVENTORY))
    other["activity_data"]["power"]["value"] = 11
    del other["activity_data"]["parts"][1:]
    one, two = (
        sample_values(plan_of(case, RULE, data).system.parameters, 5, 0, 50) for data in (INVENTORY, other)
    )
    shared = [key for key in one if key.startswith(("factor:", "supplier:"))]
    assert any("elec_footprint" in key for key in shared)
    assert all(np.array_equal(one[key], two[key]) for key in shared)


def test_the_same_inputs_give_the_same_document(case):
    one, two = (case(RULE, INVENTORY).footprint(samples=300) for _ in range(2))
    assert one.to_json() == two.to_json()


def test_threads_change_no_bit(case):
    plan = plan_of(case)
    one = simulate(plan, samples=20_000, seed=7, threads=1)
    two = simulate(plan, samples=20_000, seed=7, threads=2)
    assert np.array_equal(one.total, two.total)


@pytest.mark.parametrize("number", [0, 1, 4095, 8191, 8192, 9_999])
def test_any_sample_alone_equals_its_place_in_the_run(case, number):
    plan = plan_of(case)
    run = simulate(plan, samples=10_000, seed=3)
    alone = simulate(plan, samples=1, seed=3, start=number)
    assert alone.total[0] == run.total[number]
    values = {key: array[0] for key, array in sample_values(plan.system.parameters, 3, number, 1).items()}
    assert evaluate(plan, values).total == run.total[number]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scale=st.floats(0.01, 1000))
def test_the_total_is_linear_in_the_reference_flow(case, scale):
    unit = {**case().rule["unit"], "reference_flow": {"product": "product", "amount": f"{scale!r} * 1 kg"}}
    one = case(RULE, INVENTORY).footprint().total.value
    assert case({**RULE, "unit": unit}, INVENTORY).footprint().total.value == pytest.approx(
        scale * one, rel=1e-12
    )


@pytest.mark.parametrize(("value", "unit"), [(3000.0, "Wh"), (0.003, "MWh"), (10.8, "MJ"), (3, "千瓦时")])
def test_the_unit_in_which_a_value_is_written_changes_nothing(case, value, unit):
    changed = json.loads(json.dumps(INVENTORY))
    changed["activity_data"]["power"] |= {"value": value, "unit": unit}
    one, two = case(RULE, INVENTORY).footprint(), case(RULE, changed).footprint()
    assert two.total.value == pytest.approx(one.total.value, rel=1e-14)


def test_first_order_derivatives_are_those_of_central_differences(case):
    plan = plan_of(case)
    found = propagate(plan)
    means = {key: p.distribution.mean for key, p in plan.system.parameters.items()}
    for key, slope in zip(found.names, found.gradient, strict=True):
        step = 1e-6 * abs(means[key])
        ends = [evaluate(plan, {**means, key: means[key] + sign * step}).total for sign in (1, -1)]
        assert slope == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-7)


def test_variance_shares_add_up_to_one(case):
    shares = [p.variance_share for p in case(RULE, INVENTORY).footprint().uncertainty.parameters]
    assert math.fsum(shares) == pytest.approx(1.0, rel=1e-12)


def test_first_order_and_monte_carlo_agree_on_a_linear_case(case):
    """One million samples of a sum of independent terms: sd within four of its own standard errors."""
    parts = {
        "activity_data": {"power": {"unit": "kWh", "per": "kg"}, "heat": {"unit": "kWh", "per": "kg"}},
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "emissions": [
                    {"id": "a", "gas": "co2", "origin": "fossil", "amount": "power * 0.6 kg/kWh"},
                    {"id": "b", "gas": "co2", "origin": "fossil", "amount": "heat * 0.3 kg/kWh"},
                ],
            }
        },
    }
    given_data = {
        "activity_data": {
            "power": {"value": 10, "unit": "kWh", "distribution": {"type": "normal", "sd": 1}},
            "heat": {"value": 20, "unit": "kWh", "distribution": {"type": "uniform", "min": 15, "max": 25}},
        }
    }
    plan = plan_of(case, parts, given_data)
    found = simulate(plan, samples=1_000_000, seed=11).total
    expected = math.sqrt((0.6 * 1) ** 2 + (0.3 * 10) ** 2 / 12)  # by hand
    assert propagate(plan).sd == pytest.approx(expected, rel=1e-12)
    kurtosis = np.mean((found - found.mean()) ** 4) / found.var() ** 2
    error = expected * math.sqrt((kurtosis - 1) / (4 * found.size))
    assert abs(found.std(ddof=1) - expected) < 4 * error


def test_missing_optional_data_are_in_the_ledger_and_never_zero(case):
    rule = json.loads(json.dumps(RULE))
    rule["activity_data"]["parts"]["table"]["distance"] = {"unit": "km", "required": False}
    data = json.loads(json.dumps(INVENTORY))
    del data["activity_data"]["parts"][0]["distance"]
    found = case(rule, data).footprint()
    entries = [entry for entry in found.completeness if entry.kind == "not_given"]
    assert [entry.path for entry in entries] == ["production.assembly.transport[frame]"]
    assert "distance" in entries[0].reason.get("en")
    assert any(finding.code == "C121" for finding in found.findings)


def test_threads_of_a_service_do_not_disturb_each_other(case):
    """Eight calculations at once give the bytes that each gives alone."""
    rule, data = case(RULE, INVENTORY).loaded()
    alone = [calculate(data, rule, samples=400, seed=seed).to_json() for seed in range(4)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(
            pool.map(lambda n: calculate(data, rule, samples=400, seed=n % 4).to_json(), range(8))
        )
    assert together == alone + alone


def test_a_footprint_survives_the_way_to_json_and_back(case):
    found = case(RULE, INVENTORY).footprint(samples=200)
    again = Footprint.from_json(found.to_json())
    assert again == found
    assert again.to_json() == found.to_json()
