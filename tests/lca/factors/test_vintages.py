"""Editions beside one another, kinds that never cross, publications that are not taken for another."""

import pytest

from lca.errors import FactorError
from lca.factors.schema import FactorKind, Request
from lca.units import unit

DIRECT = FactorKind.DIRECT_EMISSION


def codes(match):
    return {finding.code for finding in match.findings}


@pytest.mark.parametrize(
    ("asked", "taken"), [(2023, 2024), (2024, 2024), (2025, 2025), (2026, 2025), (None, 2025)]
)
def test_the_edition_of_the_year(db, asked, taken):
    match = db.match(Request("freight.rail", unit=unit("t·km"), geography="GB", year=asked))
    assert match.factor.reference_year == taken


def test_an_older_edition_is_no_corrected_one(db):
    match = db.match(Request(id="uk.desnz.2024.10_401_4002_5", kind=DIRECT))
    assert match.factor.superseded_by == "uk.desnz.2025.10_401_4002_5"
    assert "F304" not in codes(match)


def test_money_is_never_a_footprint(db):
    asked = {"item": "spend.naics.111110", "unit": unit("USD"), "geography": "US", "year": 2022}
    with pytest.raises(FactorError) as error:
        db.match(Request(**asked))
    assert [finding.code for finding in error.value.findings] == ["F202"]
    spend = db.match(Request(**asked, kind=FactorKind.SPEND)).factor
    assert (spend.value, spend.currency_year) == (0.532, 2022)  # soybean farming, margins included


def test_a_blend_is_taken_whole_and_not_without_its_hcfc(db):
    asked = Request("refrigerant.r401a", unit=unit("kg"), geography="CN", year=2025, kind=DIRECT)
    assert db.match(asked).factor.gases == {"hcfc22": 0.53, "hcfc124": 0.34, "hfc152a": 0.13}


def test_a_subregion_then_the_nation(db):
    asked = {"item": "electricity", "unit": unit("kWh"), "kind": DIRECT, "year": 2023}
    assert db.match(Request(**asked, geography="US-EGRID-CAMX")).factor.gases["co2"] == 0.19806338
    nation = db.match(Request(**asked, geography="US-CA"))
    assert nation.factor.variant == "us_average"
    assert "F301" in codes(nation)


def test_american_heat_is_gross_and_says_its_heating_value(db):
    coal = db.get("us.epa.hub2025.t1.anthracite.mmbtu_hhv")
    assert coal.calorific_basis == "gross"
    known = coal.properties["gross_calorific_value"]
    assert (known.text, known.unit) == ("25.09", "mmBtu/short_ton")


def test_how_a_number_was_checked(db):
    assert db.get("cn.ndrc.fuel.diesel").status == "unverified"
    assert db.get("cn.mee.elec_footprint.national_avg.2024").status == "second_copy"
    assert db.get("uk.desnz.2025.10_401_4002_5").status == "consistent"
    assert db.get("us.epa.hub2025.t12.r_410a.composition").status == "derived"
    assert db.get("us.epa.hub2025.t12.r_424a").unverified


def test_a_set_that_is_not_stated_is_none_and_not_a_name(db):
    assert db.get("cn.mee.elec_footprint.national_avg.2024").gwp_set is None
    assert "NOT_STATED" not in {name.upper() for name in db.gwp_sets()}


def test_every_factor_names_its_publication_and_its_licence(db):
    for factor in db:
        source = factor.source
        assert source.title
        assert source.publisher
        assert source.licence
        assert source.redistribution
