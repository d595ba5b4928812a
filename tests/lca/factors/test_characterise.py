import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import FactorError
from lca.factors.characterise import bounds, co2e
from lca.factors.schema import FactorKind
from lca.units import unit

EMITTING = (FactorKind.FOOTPRINT, FactorKind.DIRECT_EMISSION, FactorKind.UPSTREAM, FactorKind.TRANSMISSION)


def test_ipcc_natural_gas_under_ar6(db):
    found = co2e(db.get("ipcc.2006.stationary.natural_gas.energy_industries"), db.gwp("AR6"))
    kg_per_tj = 56100 + 1 * 29.8 + 0.1 * 273  # IPCC 2006 table 2.2, AR6 GWP100
    assert found.total == pytest.approx(kg_per_tj / 1e6, rel=1e-14)
    assert found.recomputed == 1.0
    assert not found.findings


def test_biomass_methane_is_biogenic(db):
    factor = next(f for f in db if f.item == "wood" and f.kind == FactorKind.DIRECT_EMISSION)
    assert dict(co2e(factor, db.gwp()).values) == {("co2", "biogenic"): pytest.approx(112000 / 1e6)}


def test_published_set_is_taken_as_published(db):
    for factor in [f for f in db if f.co2e_by_gas and f.value is not None][::29]:
        found = co2e(factor, db.gwp("AR5"))
        assert found.total * unit(factor.unit).scale == pytest.approx(factor.value, rel=1e-12, abs=1e-15)
        assert not found.findings


def test_desnz_diesel_recomputed_for_ar6(db):
    factor = next(
        f for f in db if f.item == "diesel" and f.unit == "L" and f.kind == FactorKind.DIRECT_EMISSION
    )
    parts = factor.co2e_by_gas
    by_hand = parts["co2"] + parts["ch4"] / 28 * 29.8 + parts["n2o"] / 265 * 273
    found = co2e(factor, db.gwp("AR6"))
    rest = factor.value - math.fsum(parts.values())
    assert found.total * unit("L").scale == pytest.approx(by_hand + rest, rel=1e-12)
    assert factor.gases["ch4"] == parts["ch4"] / 28


def test_upstream_cannot_be_recomputed_and_is_bounded(db):
    factor = next(f for f in db if f.kind == FactorKind.UPSTREAM and f.item == "diesel")
    found = co2e(factor, db.gwp("AR6"), db.gwp)
    assert found.recomputed == 0.0
    (finding,) = found.findings
    assert finding.code == "F401"
    low, high = bounds(factor, db.gwp("AR6"), db.gwp)
    assert (low, high) == pytest.approx((27.0 / 28, 29.8 / 28))


def test_unstated_set_is_bounded_over_the_usual_sets(db):
    factor = db.get("cn.mee.elec_footprint.national_avg.2024")
    low, high = bounds(factor, db.gwp("AR6"), db.gwp)
    assert low == pytest.approx(27.0 / 34)
    assert high == pytest.approx(29.8 / 25)
    (finding,) = co2e(factor, db.gwp("AR6"), db.gwp).findings
    assert finding.code == "F402"
    assert "-20.6 %" in finding.message("en")
    assert "-20.6 %" in finding.message("zh")


def test_derived_sum_is_partly_recomputed(db):
    factor = next(f for f in db if f.life_cycle_scope == "upstream_and_direct" and f.item == "diesel")
    found = co2e(factor, db.gwp("AR6"), db.gwp)
    upstream = db.get(factor.derived_from[1]).value
    assert found.values["co2e", "not_stated"] * unit(factor.unit).scale == pytest.approx(upstream, abs=2e-5)
    assert 0.7 < found.recomputed < 1.0


def test_a_fuel_property_carries_no_emission(db):
    with pytest.raises(FactorError) as error:
        co2e(db.get("cn.ndrc.fuel.diesel"), db.gwp())
    assert error.value.findings[0].code == "F408"


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0), st.sampled_from(["AR4", "AR5", "AR5CCF", "AR6"]))
def test_every_factor_stays_within_its_bound(db, position, name):
    factors = [key for key in db.table.by_id if not key.startswith("ipcc.gwp.")]
    factor = db.get(factors[position % len(factors)])
    fluorinated = set(factor.gases) - {"co2", "ch4", "n2o"}  # the bound does not speak of these
    if factor.kind not in EMITTING or factor.value is None or fluorinated:
        return
    found = co2e(factor, db.gwp(name), db.gwp)
    total = found.total * unit(factor.unit).scale
    low, high = bounds(factor, db.gwp(name), db.gwp)
    assert min(low, 1) * factor.value - 2e-5 <= total <= max(high, 1) * factor.value + 2e-5
    assert 0.0 <= found.recomputed <= 1.0
