"""Masses of gases: known where every source gives one, and null, never zero, where one does not."""

from types import SimpleNamespace

import pytest

from lca.results.lines import gases


def line(amount, cells, masses):
    """What the sum over gases looks at: amounts, cells of kg CO2e and masses per unit."""
    intensity = SimpleNamespace(masses=masses)
    return SimpleNamespace(amount=amount, cells=cells, flow=SimpleNamespace(sign=1.0, intensity=intensity))


def test_masses_add_up():
    lines = [
        line(2.0, {("ch4", "fossil"): 59.6}, {"ch4": 1.0}),
        line(1.0, {("co2", "fossil"): 3.0}, {"co2": 3.0}),
        line(1.0, {("ch4", "fossil"): 29.8}, {"ch4": 1.0}),
    ]
    found = {gas.key: gas.mass_kg for gas in gases(lines, 92.4, {})}
    assert found == pytest.approx({"ch4": 3.0, "co2": 3.0})


def test_a_mass_that_one_source_does_not_give_is_null():
    lines = [line(1.0, {("ch4", "fossil"): 29.8}, {"ch4": 1.0}), line(1.0, {("ch4", "fossil"): 5.0}, {})]
    (gas,) = gases(lines, 34.8, {})
    assert gas.value == pytest.approx(34.8)
    assert gas.mass_kg is None
