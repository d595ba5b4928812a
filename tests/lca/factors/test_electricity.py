"""The 21 electricity carbon footprint factors, typed from the official tables (公告2025年第3号; 2024)."""

import pytest

from lca.factors.schema import FactorKind, Request
from lca.units import unit

KWH = unit("kWh")
TABLE = {  # item: (2023, 2024), kg CO2e/kWh
    "electricity": (0.6205, 0.5777),
    "electricity.coal": (0.9440, 0.9240),
    "electricity.gas": (0.4792, 0.4503),
    "electricity.hydro": (0.0143, 0.0141),
    "electricity.nuclear": (0.0065, 0.0065),
    "electricity.wind": (0.0336, 0.0324),
    "electricity.solar_pv": (0.0545, 0.0520),
    "electricity.csp": (0.0313, 0.0312),
    "electricity.biomass": (0.0457, 0.0404),
    "electricity.transmission.excluding_losses": (0.0036, 0.0046),
    "electricity.transmission.including_losses": (None, 0.0327),
}
CASES = [(item, 2023 + n, v) for item, values in TABLE.items() for n, v in enumerate(values) if v is not None]


@pytest.mark.parametrize(("item", "year", "value"), CASES)
def test_official_values(db, item, year, value):
    kind = FactorKind.TRANSMISSION if "transmission" in item else FactorKind.FOOTPRINT
    found = db.match(Request(item=item, kind=kind, unit=KWH, geography="CN", year=year))
    assert found.factor.value == value
    assert found.factor.reference_year == year
    assert found.year_gap == 0


def test_there_are_21(db):
    assert len(CASES) == 21
    published = [f for f in db if f.id.startswith("cn.mee.elec_footprint.")]
    assert len(published) == 21


@pytest.mark.parametrize(
    ("year", "value"), [(2020, 0.6205), (2022, 0.6205), (2023, 0.6205), (2024, 0.5777), (2026, 0.5777)]
)
def test_a_year_takes_its_own_set_else_the_nearest_earlier_else_later(db, year, value):
    match = db.match(Request(item="electricity", unit=KWH, geography="CN", year=year))
    assert match.factor.value == value


def provinces(db):
    return [code for code, place in db.geography.places.items() if place.level == "province"]


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_a_footprint_never_takes_a_co2_emission_factor(db, year):
    for code in provinces(db):
        match = db.match(Request(item="electricity", unit=KWH, geography=code, year=year))
        assert match.factor.kind == FactorKind.FOOTPRINT
        assert match.factor.geography == "CN"
        assert "F301" in [finding.code for finding in match.findings]
        assert "direct_emission" in match.explain("en")


def test_the_co2_series_is_there_as_its_own_kind(db):
    asked = Request("electricity", kind=FactorKind.DIRECT_EMISSION, unit=KWH, geography="山东", year=2023)
    match = db.match(asked)
    assert match.factor.gases == {"co2": 0.6191}  # 2023年山东省, 公告2025年第47号
    assert match.factor.value is None
    assert match.geography_distance == 0


def test_tibet_has_no_value_of_its_own(db):
    asked = Request("electricity", kind=FactorKind.DIRECT_EMISSION, unit=KWH, geography="CN-XZ", year=2023)
    match = db.match(asked)
    assert match.factor.gases == {"co2": 0.2472}  # 西南 2023
    assert match.geography_distance == 1


def test_a_series_edition_of_another_year_is_no_correction(db):
    match = db.match(Request("electricity", unit=KWH, geography="CN", year=2023))
    assert match.factor.superseded_by == "cn.mee.elec_footprint.national_avg.2024"
    assert "F304" not in [finding.code for finding in match.findings]


@pytest.mark.parametrize("supply", ["solar_pv", "solar", "PV", "光伏", "太阳能光伏"])
def test_supply_by_key_or_synonym(db, supply):
    match = db.match(Request("electricity", unit=KWH, geography="CN", year=2024, supply=supply))
    assert match.factor.value == 0.0520
    assert "F308" in [finding.code for finding in match.findings]


@pytest.mark.parametrize("supply", ["grid_average", "grid", "电网平均", None])
def test_grid_supply_is_the_average(db, supply):
    match = db.match(Request("用电", unit=KWH, geography="中国", year=2024, supply=supply))
    assert match.factor.value == 0.5777
