"""GWP100 of main gases: AR6 WG1 tables 7.15 and 7.SM.7, AR5 WG1 table 8.A.1, AR4 WG1 table 2.14."""

import pytest

from lca.errors import FactorError
from lca.factors.database import FactorDatabase
from lca.gases import GwpSet, gas_key, gases, gwp

TABLE = """
gas      AR4    AR5    AR5CCF AR6
co2      1      1      1      1
n2o      298    265    298    273
sf6      22800  23500  26087  25200
nf3      17200  16100  17885  17400
cf4      7390   6630   7349   7380
c2f6     12200  11100  12340  12400
hfc23    14800  12400  13856  14600
hfc32    675    677    817    771
hfc125   3500   3170   3691   3740
hfc134a  1430   1300   1549   1530
hfc143a  4470   4800   5508   5810
hfc152a  124    138    167    164
hfc227ea 3220   3350   3860   3600
hfc236fa 9810   8060   8998   8690
hfc245fa 1030   858    1032   962
hfc365mfc 794   804    966    914
hfc4310mee 1640 1650   1952   1600
hcfc22   1810   1760   2106   1960
cfc11    4750   4660   5352   6230
cfc12    10900  10200  11547  12500
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CASES = [(s, row[0], v) for row in ROWS[1:] for s, v in zip(ROWS[0][1:], row[1:], strict=True)]


@pytest.fixture(scope="module")
def db() -> FactorDatabase:
    return FactorDatabase.open()


@pytest.mark.parametrize(("name", "gas", "value"), CASES)
def test_main_gases(db, name, gas, value):
    printed = 1 if gas == "co2" else round(db.gwp(name).of(gas))
    assert printed == int(value)


@pytest.mark.parametrize(
    ("name", "origin", "value"),
    [
        ("AR6", "fossil", 29.8),
        ("AR6", "biogenic", 27.0),
        ("AR6", "not_stated", 27.9),
        ("AR6", "land_use_change", 27.0),
        ("AR6", "aircraft", 29.8),
        ("AR5", "not_stated", 28),
        ("AR5", "biogenic", 28),
        ("AR5", "fossil", 30),
        ("AR4", "fossil", 25),
        ("SAR", "fossil", 21),
        ("AR6-GWP20", "fossil", 82.5),
    ],
)
def test_methane_by_origin(db, name, origin, value):
    assert gwp(db.gwp(name), "ch4", origin) == value


@pytest.mark.parametrize(
    ("origin", "value"),
    [("fossil", 1), ("biogenic", 1), ("biogenic_uptake", -1), ("land_use_change", 1), ("not_stated", 1)],
)
def test_carbon_dioxide_by_origin(db, origin, value):
    assert db.gwp().of("co2", origin) == value


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("PFC-14", "cf4"),
        ("CF₄", "cf4"),
        ("四氟化碳", "cf4"),
        ("R-134a", "hfc134a"),
        ("HFC-134a", "hfc134a"),
        ("r134A", "hfc134a"),
        ("HFC-43-10mee", "hfc4310mee"),
        ("甲烷", "ch4"),
        ("CO2", "co2"),
        ("CO₂", "co2"),
        ("二氧化碳", "co2"),
        ("N2O", "n2o"),
        ("一氧化二氮", "n2o"),
        ("sulfur hexafluoride", "sf6"),
        ("六氟化硫", "sf6"),
    ],
)
def test_aliases(name, key):
    assert gas_key(name) == key


def test_every_spelling_leads_to_one_gas():
    for gas in gases().values():
        for name in (gas.key, gas.formula, gas.name_en, gas.name_zh, *gas.aliases):
            assert not name or gas_key(name) == gas.key


def code(error) -> str:
    return error.value.findings[0].code


def test_unknown_gas_names_the_nearest():
    with pytest.raises(FactorError) as error:
        gas_key("metane")
    assert code(error) == "F404"
    assert "methane" in error.value.findings[0].candidates


def test_refusals(db):
    with pytest.raises(FactorError) as error:
        db.gwp().of("ch4", "biogenic_uptake")
    assert code(error) == "F405"
    with pytest.raises(FactorError) as error:
        db.gwp().of("ch4", "fosil")
    assert code(error) == "F406"
    assert error.value.findings[0].candidates == ("fossil",)
    with pytest.raises(FactorError) as error:
        GwpSet("small", {("co2", "default"): 1.0}).of("sf6")
    assert code(error) == "F403"


def test_a_set_is_read_only(db):
    with pytest.raises(TypeError):
        db.gwp().values["co2", "default"] = 2.0
