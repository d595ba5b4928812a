from datetime import date

import pytest

from lca.errors import FactorError, Severity
from lca.factors.schema import FactorKind, Request
from lca.units import unit

DIRECT = FactorKind.DIRECT_EMISSION


def refused(db, **asked):
    with pytest.raises(FactorError) as error:
        db.match(Request(**asked))
    (finding,) = error.value.findings
    assert finding.remedy("en")
    assert finding.remedy("zh")
    return finding


def codes(match):
    return [finding.code for finding in match.findings]


def test_general_freight_takes_the_documented_default(db):
    match = db.match(Request("freight.road", unit=unit("t·km"), geography="GB", year=2025))
    assert match.factor.item == "freight.road.all_hgvs.average_laden"
    assert match.factor.value == pytest.approx(0.10163 + 0.02359, abs=1e-12)  # in use + well-to-tank
    assert match.exact_item is False
    assert codes(match) == ["F306", "F311"]


def test_a_vehicle_kilometre_is_another_dimension(db):
    match = db.match(Request("freight.road.all_hgvs.average_laden", unit=unit("km"), year=2025))
    assert match.factor.unit in ("km", "mile")


def test_another_country_is_a_warned_proxy(db):
    match = db.match(Request("铁路货运", unit=unit("t·km"), geography="CN-GD", year=2025))
    assert match.factor.geography == "GB"
    assert match.geography_distance is None
    warning = next(finding for finding in match.findings if finding.code == "F302")
    assert warning.severity == Severity.WARNING


def test_a_proxy_can_be_forbidden(db):
    finding = refused(db, item="freight.rail", unit=unit("t·km"), geography="CN", allow_proxy=False)
    assert finding.code == "F205"


def test_electricity_of_another_country_never_stands_in(db):
    finding = refused(db, item="electricity", unit=unit("kWh"), geography="DE", year=2024)
    assert finding.code == "F205"


def test_the_world_stands_in_for_a_nation(db):
    match = db.match(Request("petroleum_coke", kind=DIRECT, unit=unit("GJ"), geography="CN-SD", year=2007))
    assert match.factor.id == "ipcc.2006.stationary.petroleum_coke"
    assert match.geography_distance == 3
    assert "F303" not in codes(match)


def test_inner_mongolia_has_two_grids(db):
    chain = db.geography.chain("CN-NM")
    assert chain == (("CN-NM",), ("CN-GRID-NORTH", "CN-GRID-NORTHEAST"), ("CN",), ("GLOBAL",))


def test_years_beyond_two_are_flagged(db):
    match = db.match(Request("petroleum_coke", kind=DIRECT, unit=unit("GJ"), geography="CN", year=2024))
    assert match.year_gap == -18
    assert "F303" in codes(match)


def test_net_is_taken_where_nothing_is_asked(db):
    asked = Request("natural_gas", kind=DIRECT, unit=unit("kWh"), geography="GB", year=2025)
    match = db.match(asked)
    assert match.factor.calorific_basis == "net"
    assert "F307" in codes(match)


def test_gross_where_it_is_asked(db):
    filters = {"calorific_basis": "gross"}
    asked = Request("natural_gas", kind=DIRECT, unit=unit("kWh"), geography="GB", filters=filters)
    match = db.match(asked)
    assert match.factor.calorific_basis == "gross"
    assert "F307" not in codes(match)


def test_sector_by_filter(db):
    filters = {"variant": "residential"}
    asked = Request("coal.bituminous", kind=DIRECT, unit=unit("TJ"), geography="GLOBAL", filters=filters)
    assert db.match(asked).factor.gases == {"co2": 94600, "ch4": 300, "n2o": 1.5}


def test_manufacturing_goes_before_other_sectors(db):
    asked = Request("coal.bituminous", kind=DIRECT, unit=unit("TJ"), geography="GLOBAL")
    assert db.match(asked).factor.variant == "manufacturing_construction"


def test_as_of_hides_what_was_published_later(db):
    asked = {"item": "electricity", "unit": unit("kWh"), "geography": "CN", "year": 2024}
    assert db.match(Request(**asked, as_of=date(2025, 10, 22))).factor.reference_year == 2023
    assert db.match(Request(**asked, as_of=date(2025, 10, 23))).factor.reference_year == 2024
    assert refused(db, **asked, as_of=date(2025, 1, 16)).code == "F209"


def test_unverified_is_said(db):
    match = db.match(Request("diesel", kind=DIRECT, unit=unit("t"), geography="CN", year=2024))
    assert match.factor.gases == {"co2": 3145.122}
    assert "F305" in codes(match)


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ({"item": "electrcity"}, "F201", "electricity"),
        ({"item": "blast_furnace_gas"}, "F202", "direct_emission, fuel_property"),
        ({"item": "electricity.fossil"}, "F213", "CO2 emission factor"),
        ({"item": "electricity", "unit": unit("kg")}, "F203", "kWh"),
        ({"item": "electricity", "geography": "Shangdong"}, "F204", "Shangdong"),
        ({"id": "cn.mee.elec_footprint.national_avg.2025"}, "F206", "national_avg.2024"),
        ({"id": "cn.mee.elec_co2.cn_sd.2023"}, "F211", "never stand in"),
        ({"item": "electricity", "supply": "windd"}, "F207", "wind"),
        ({"item": "electricity", "filters": {"variant": "x"}}, "F208", "None"),
        ({"item": "electricity", "filters": {"varient": "x"}}, "F214", "variant"),
        ({}, "F210", "item"),
    ],
)
def test_refusals_name_the_way_out(db, asked, code, says):
    finding = refused(db, **asked)
    assert finding.code == code
    assert says in finding.render("en")
    assert finding.message("zh") != finding.message("en")


def test_by_id(db):
    match = db.match(Request(id="cn.mee.elec_footprint.gen_hydro.2024", unit=unit("MWh")))
    assert match.factor.value == 0.0141
    assert match.explain("zh").startswith("1. 按编号请求")


def test_the_trail_reads_in_both_languages(db):
    match = db.match(Request("freight.road", unit=unit("t·km"), geography="CN", year=2024))
    for language in ("en", "zh"):
        lines = match.explain(language).splitlines()
        assert len(lines) == len(match.trail)
        assert lines[-1].endswith(match.trail[-1].render(language))
        assert match.factor.id in lines[-1]


def test_every_factor_can_be_taken_by_its_id(db):
    for key in list(db.table.by_id)[::37]:
        factor = db.get(key)
        assert db.match(Request(id=key, kind=factor.kind, unit=unit(factor.unit))).factor is factor
