"""Published CO2e beside what masses of gas give: AR5 again within rounding, AR6 from the same masses."""

from decimal import Decimal
from functools import cache

import pytest

from lca.factors.characterise import co2e, compare
from lca.factors.schema import FactorKind
from lca.units import unit

# IPCC AR5 WG1 table 8.A.1 (without feedback) and AR6 WG1 table 7.15.
AR5 = {"co2": 1.0, "ch4": 28.0, "n2o": 265.0}
AR6 = {"co2": 1.0, "n2o": 273.0}
PARTS = 2 * (1302 - 18)  # rows of a year with a total and parts, without those with radiative forcing
AR6_CH4 = {"fossil": 29.8, "aircraft": 29.8, "biogenic": 27.0, "not_stated": 27.9}


def ar6(factor):
    values = AR6 | {"ch4": AR6_CH4[factor.carbon]}
    return sum(mass * values[gas] for gas, mass in factor.gases.items())


@pytest.fixture(scope="module")
def sets(db):
    return cache(db.gwp)


@pytest.fixture(scope="module")
def split_by_gas(db):
    found = [f for f in db if f.gases and f.gases.keys() <= AR5.keys()]
    assert len(found) > 3000
    return found


def test_every_row_with_published_parts_reproduces_ar5(sets, split_by_gas):
    parts = [f for f in split_by_gas if f.co2e_by_gas and not f.derived_from]
    assert len(parts) == PARTS
    for factor in parts:
        found = compare(factor, sets)
        assert found.gwp_set == "AR5"
        assert found.published == factor.value
        assert abs(found.difference) <= 1.01e-5


def test_every_row_with_a_gas_split_gives_ar6(db, split_by_gas):
    gwp = db.gwp("AR6")
    for factor in split_by_gas:
        found = co2e(factor, gwp)
        split = sum(value for (gas, _), value in found.values.items() if gas != "co2e")
        assert split * unit(factor.unit).scale == pytest.approx(ar6(factor), rel=1e-9, abs=1e-15)


def test_spend_under_ar5_is_as_published_and_under_ar6_keeps_what_is_not_split(db, sets):
    spend = [f for f in db if f.kind == FactorKind.SPEND]
    assert len(spend) == 1016
    for factor in spend:
        under5, under6 = (co2e(factor, sets(name), sets) for name in ("AR5", "AR6"))
        assert under5.total == pytest.approx(factor.value, rel=1e-12)
        assert not under5.findings
        shift = sum(mass * (AR6 | {"ch4": 27.9})[gas] - mass * AR5[gas] for gas, mass in factor.gases.items())
        assert under6.total - factor.value == pytest.approx(shift, abs=1e-12)
        assert compare(factor, sets).difference < 0.1


def test_blends_reproduce_the_published_gwp_and_count_hcfc_only_in_the_composition(db):
    blend, whole = db.get("us.epa.hub2025.t12.r_401a"), db.get("us.epa.hub2025.t12.r_401a.composition")
    assert compare(blend, db.gwp).recomputed == pytest.approx(0.13 * 138)
    assert co2e(whole, db.gwp("AR5")).total == pytest.approx(0.53 * 1760 + 0.34 * 527 + 0.13 * 138)
    assert co2e(whole, db.gwp("AR6")).total == pytest.approx(0.53 * 1960 + 0.34 * 597 + 0.13 * 164)
    r410a = db.get("us.epa.hub2025.t12.r_410a")
    assert abs(compare(r410a, db.gwp).difference) <= 0.5
    assert co2e(r410a, db.gwp("AR6")).total == pytest.approx(0.5 * 771 + 0.5 * 3740)


def test_biogenic_co2_is_kept_apart_from_methane(db):
    wood = db.get("us.epa.hub2025.t1.wood_and_wood_residuals.mmbtu_hhv")
    found = co2e(wood, db.gwp("AR6"))
    scale = unit("mmBtu").scale
    assert found.values["co2", "biogenic"] * scale == pytest.approx(wood.gases["co2"])
    assert found.values["ch4", "biogenic"] * scale == pytest.approx(wood.gases["ch4"] * 27.0)


def test_what_has_no_masses_or_no_set_has_nothing_to_compare(db):
    assert compare(db.get("cn.mee.elec_footprint.national_avg.2024"), db.gwp) is None
    assert compare(db.get("us.epa.hub2025.t9.aluminum_cans_recycled.short_ton"), db.gwp) is None
    assert compare(db.get("ipcc.2006.stationary.petroleum_coke"), db.gwp) is None


def test_ar4_waste_is_told_apart(db):
    waste = db.get("us.epa.hub2025.t9.aluminum_cans_recycled.short_ton")
    (finding,) = co2e(waste, db.gwp("AR6"), db.gwp).findings
    assert (waste.gwp_set, finding.code, finding.params["published"]) == ("AR4", "F401", "AR4")


def test_the_21_electricity_footprints_to_the_digit(db, official):
    ours = {f.id: f for f in db if f.id.startswith("cn.mee.elec_footprint.")}
    assert len(ours) == len(official) == 21
    for key, text in official.items():
        assert Decimal(repr(ours[key].value)) == Decimal(text)


@pytest.fixture
def official(shared):
    import csv

    with (shared / "factors" / "cn_electricity_footprint.csv").open(encoding="utf-8", newline="") as file:
        return {row["factor_id"]: row["value"] for row in csv.DictReader(file)}
