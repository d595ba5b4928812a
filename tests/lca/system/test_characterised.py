"""Masses of gas under a GWP set; values of AR4 (2007), AR5 (2013) and AR6 (2021) by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.factors.database import FactorDatabase
from lca.gases import ORIGINS
from lca.system.characterised import characterised, weights

DATABASE = FactorDatabase.open()
AR4, AR6 = DATABASE.gwp("AR4"), DATABASE.gwp("AR6")
ORDINARY = st.tuples(st.sampled_from(["co2", "ch4", "n2o", "co2e"]), st.sampled_from(["fossil", "biogenic"]))


def of(*flows, gwp=AR6):
    return characterised(flows, gwp, DATABASE.gwp)


def test_origins_become_categories():
    found = of((("co2", "fossil"), 2.0), (("co2", "biogenic"), 3.0), (("co2", "land_use_change"), 5.0))
    assert found.cells == {
        ("co2", "fossil"): 2.0,
        ("co2", "biogenic_emission"): 3.0,
        ("co2", "land_use_change"): 5.0,
    }
    assert found.masses == {"co2": 10.0}
    assert found.lacking == ()


def test_what_is_taken_up_is_negative_in_both():
    found = of((("co2", "biogenic_uptake"), 1.5), (("co2", "biogenic"), 1.0))
    assert found.cells == {("co2", "biogenic_uptake"): -1.5, ("co2", "biogenic_emission"): 1.0}
    assert found.masses == {"co2": -0.5}


def test_methane_by_origin():
    assert of((("ch4", "fossil"), 1.0)).cells == {("ch4", "fossil"): 29.8}
    assert of((("ch4", "biogenic"), 1.0)).cells == {("ch4", "biogenic_emission"): 27.0}


def test_what_is_co2e_already_stays_and_has_no_mass():
    found = of((("co2e", "not_stated"), 4.0), gwp=AR4)
    assert (dict(found.cells), dict(found.masses)) == ({("co2e", "not_stated"): 4.0}, {})


def test_a_gas_without_a_value_is_apart_with_the_largest_bound_there_is():
    found = of((("c7f16", "fossil"), 0.002), (("co2", "fossil"), 1.0), gwp=AR4)
    assert found.cells == {("co2", "fossil"): 1.0}
    assert found.masses == {"c7f16": 0.002, "co2": 1.0}
    (one,) = found.lacking
    assert (one.gas, one.mass, one.bound) == ("c7f16", 0.002, pytest.approx(0.002 * 8410))


def test_a_gas_that_no_set_values_has_no_bound():
    (one,) = of((("unobtainium", "fossil"), 1.0)).lacking
    assert one.bound is None


@given(st.lists(st.tuples(ORDINARY, st.floats(-1e3, 1e3)), max_size=8))
@settings(max_examples=50, deadline=None)
def test_cells_add_up_to_masses_times_weights(flows):
    columns = [column for column, _ in flows]
    expected = sum(w * mass for w, (_, mass) in zip(weights(columns, AR6), flows, strict=True))
    assert sum(of(*flows).cells.values()) == pytest.approx(expected, abs=1e-6)


@given(st.permutations([(("co2", origin), 0.1 * k) for k, origin in enumerate(ORIGINS)]))
@settings(max_examples=20, deadline=None)
def test_order_changes_no_bit(flows):
    assert of(*flows).masses == of(*sorted(flows)).masses
    assert of(*flows).cells == of(*sorted(flows)).cells


def test_weights_of_what_has_no_value_are_zero():
    columns = [("c7f16", "fossil"), ("co2e", "not_stated"), ("ch4", "fossil"), ("co2", "biogenic_uptake")]
    assert weights(columns, AR4).tolist() == [0.0, 1.0, 25.0, -1.0]
