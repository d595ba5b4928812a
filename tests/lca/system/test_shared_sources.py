"""Suppliers on one grid: variances by hand, and draws that move together."""

import json
import math

import pytest
from payload_cases import PACT_3, changed
from small_case import INVENTORY, Case

import lca
from lca.distributions import Lognormal
from lca.inventory.load import load_inventory
from lca.system.shared_sources import UNKNOWN, _lognormal

NAMES = ("ore", "coke")
RULE = {
    "activity_data": {name: {"unit": "kg", "per": "kg"} for name in NAMES},
    "processes": {
        "plant": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"of": name, "amount": name} for name in NAMES],
        }
    },
}
RELATIVE = 0.2  # sd 2 of 10


def payload(*correlation, sd=2.0):
    rows = [{"key": key, "share": share} for key, share in correlation]
    return json.dumps(changed(PACT_3, "extensions.data", {"sd": sd, "correlation": rows})).encode()


def computed(ore, coke, samples=0):
    rule, _ = Case(RULE).loaded()
    entries = {
        **INVENTORY,
        "activity_data": {"ore": "3 kg", "coke": "1 kg"},
        "footprints": {name: {"payload": f"{name}.json"} for name in NAMES},
    }
    files = {"ore.json": ore, "coke.json": coke}
    inventory = load_inventory(json.dumps(entries).encode(), "inventory.yaml", files)
    return lca.calculate(inventory, rule, samples=samples)


def by_hand(first, second, shares_of_grid):
    """Variance of two numbers with relative sd 0.2 whose shares of variance from one grid move together."""
    together = sum(
        value * RELATIVE * math.sqrt(share)
        for value, share in zip((first, second), shares_of_grid, strict=True)
    )
    own = sum(
        (value * RELATIVE) ** 2 * (1 - share)
        for value, share in zip((first, second), shares_of_grid, strict=True)
    )
    return together**2 + own


@pytest.mark.parametrize("shares", [(0.64, 0.64), (0.36, 0.81), (1.0, 1.0), (0.01, 0.9)])
def test_the_variance_of_two_suppliers_on_one_grid(shares):
    grids = [payload(("factor:grid", share), ("own", 1 - share)) for share in shares]
    found = computed(*grids)
    assert found.total.value == 20.0
    assert found.uncertainty.analytic_sd**2 == pytest.approx(by_hand(15.0, 5.0, shares), rel=1e-9)


def test_without_keys_they_are_independent():
    found = computed(payload(), payload())
    assert found.uncertainty.analytic_sd**2 == pytest.approx((15 * RELATIVE) ** 2 + (5 * RELATIVE) ** 2)


def test_who_ignores_the_grid_is_misled():
    grids = [payload(("factor:grid", 0.81), ("own", 0.19)) for _ in NAMES]
    apart, together = computed(payload(), payload()), computed(*grids)
    assert together.uncertainty.analytic_sd > 1.15 * apart.uncertainty.analytic_sd


def test_the_samples_have_that_variance_too():
    grids = [payload(("factor:grid", 0.64), ("own", 0.36)) for _ in NAMES]
    found = computed(*grids, samples=4000)
    assert found.total.interval.sd == pytest.approx(found.uncertainty.analytic_sd, rel=0.05)


def test_the_shares_of_the_result_name_the_grid():
    grids = [payload(("factor:grid", 0.64), ("own", 0.36)) for _ in NAMES]
    shares = {one.id: one.variance_share for one in computed(*grids).uncertainty.parameters}
    whole = by_hand(15.0, 5.0, (0.64, 0.64))
    assert shares["factor:grid"] == pytest.approx((20 * RELATIVE * 0.8) ** 2 / whole)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_wide_numbers_and_many_sources_keep_their_variance():
    keys = [(f"factor:{n}", 0.09) for n in range(10)]
    wide = payload(*keys, ("own", 0.1), sd=8.0)
    found = computed(wide, payload())
    expected = (15 * 0.8) ** 2 + (5 * RELATIVE) ** 2
    assert found.uncertainty.analytic_sd**2 == pytest.approx(expected, rel=1e-9)
    assert found.total.value == pytest.approx(20.0, rel=1e-15)


def test_shares_of_more_than_all_are_not_used():
    more = payload(("factor:a", 0.9), ("factor:b", 0.9))
    found = computed(more, payload())
    assert {one.id for one in found.uncertainty.parameters} == {
        "supplier:Acme Metals:ore",
        "supplier:Acme Metals:coke",
    }


def test_the_systems_own_factor_is_the_same_source():
    """A constant of the rule is no multiplier: what a supplier says of it stays his own."""
    found = computed(payload(("supplier:Acme Metals:coke", 0.5)), payload())
    together = 15 * RELATIVE * math.sqrt(0.5) + 5 * RELATIVE
    own = (15 * RELATIVE) ** 2 * 0.5
    assert found.uncertainty.analytic_sd**2 == pytest.approx(together**2 + own, rel=1e-9)


@pytest.mark.parametrize("sd", [1e-3, 0.1, 0.5, 2.0])
def test_a_multiplier_has_the_spread_asked_for(sd):
    made = _lognormal(sd)
    assert isinstance(made, Lognormal)
    assert made.median == 1.0
    assert made.sd == pytest.approx(sd, rel=1e-6)
    assert UNKNOWN.median == 1.0
