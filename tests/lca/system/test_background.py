"""Products of background databases behind the lines of a rule; every expected number is arithmetic by hand.

GWP values: IPCC AR5 (2013) table 8.A.1 and AR6 (2021) table 7.15: fossil methane 30 and 29.8, biogenic 28 and
27.0, nitrous oxide 265 and 273; PFC-61-16 (C7F16) has a value of 8410 in AR6 and none in AR4.
"""

import pytest
from background_case import Database, bought, from_db, line, rule, textbook
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import Case

from lca.distributions import Lognormal
from lca.errors import InputError


def footprint(amount, wish, database, unit="kWh", **options):
    case = Case(rule(line("thing", f"{amount} {unit}")), bought(thing=wish))
    return case.footprint(backgrounds=[database], **options)


def total(*given, **options):
    return footprint(*given, **options).total.value


def refused(*given, **options):
    with pytest.raises(InputError) as caught:
        footprint(*given, **options)
    (finding,) = caught.value.findings
    return finding


@pytest.fixture(scope="module")
def book():
    return textbook().opened()


@pytest.mark.parametrize(
    "process", ["power", "electricity, at plant", "Electricity,  at-plant", "electricity,at plant"]
)
def test_the_textbook_by_id_and_by_name(book, process):
    """5 kWh at 0.12 kg."""
    assert total(5, from_db(process), book) == pytest.approx(0.6, rel=1e-14)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"), [(18, "MJ", 0.6), (0.005, "MWh", 0.6), (5000, "Wh", 0.6)]
)
def test_units_of_one_dimension_are_converted(book, amount, unit, expected):
    assert total(amount, from_db("power"), book, unit) == pytest.approx(expected, rel=1e-13)


def test_tonnes_of_a_product_that_is_stated_in_kilograms_and_the_other_way():
    made = (
        Database()
        .process("a", "lime", gives={"co2": 3.0})
        .process("b", "steel", gives={"co2": 2000.0}, unit="t")
    )
    assert total(0.5, from_db("a"), made.opened(), "t") == pytest.approx(1500.0)
    assert total(250, from_db("b"), made.opened(), "kg") == pytest.approx(500.0)


def test_another_dimension_is_refused_at_the_place_of_the_wish(book):
    finding = refused(5, from_db("power"), book, "kg")
    assert (finding.code, finding.location.file, finding.location.path) == (
        "B706",
        "inventory.yaml",
        "footprints.thing",
    )
    assert finding.params["unit"] == "kWh"


def test_a_unit_that_nobody_knows():
    made = Database().process("a", "ease", gives={"co2": 1.0}, unit="heap").opened()
    assert refused(1, from_db("a"), made, "kg").code == "B707"


def test_a_database_that_was_not_given(book):
    finding = refused(1, from_db("power", "dbs"), book)
    assert (finding.code, finding.candidates) == ("B701", ("db",))
    assert finding.remedy("zh").count("dbs") == 1


def test_a_process_that_is_not_there(book):
    finding = refused(1, from_db("electricty at plant"), book)
    assert (finding.code, finding.candidates[0]) == ("B702", "electricity, at plant, CN [kWh]")


def places():
    made = Database()
    for place, value in (("CN", 0.6), ("DE", 0.4), ("RoW", 0.7)):
        made.process(f"power-{place}", "power", gives={"co2": value}, place=place, unit="kWh")
    return made.opened()


@pytest.mark.parametrize(("site", "expected"), [("CN-JS", 0.6), ("DE", 0.4), ("US", 0.7)])
def test_the_place_nearest_to_the_site_is_taken(site, expected):
    case = Case(rule(line("thing", "1 kWh")), bought(thing=from_db("power")) | {"site": {"geography": site}})
    assert case.footprint(backgrounds=[places()]).total.value == pytest.approx(expected)


def test_a_place_that_stands_in_for_another_is_told_in_the_result():
    case = Case(rule(line("thing", "1 kWh")), bought(thing=from_db("power")) | {"site": {"geography": "US"}})
    (told,) = [one for one in case.footprint(backgrounds=[places()]).findings if one.code == "B705"]
    assert "RoW" in told.message.en
    assert "US" in told.message.zh


def test_a_stated_place_decides():
    assert total(1, from_db("power", geography="Germany"), places()) == pytest.approx(0.4)
    assert refused(1, from_db("power", geography="FR"), places()).code == "B704"


def test_several_of_one_name_and_place_are_not_guessed():
    made = Database().process("a", "steel", gives={"co2": 1.0}, name="furnace one")
    made.process("b", "steel", gives={"co2": 2.0}, name="furnace two")
    assert refused(1, from_db("steel"), made.opened(), "kg").code == "B703"


def gases():
    """A kilogram: 2 kg CO2, 10 g fossil and 20 g biogenic methane, 1 g N2O, 0.5 kg CO2 taken up."""
    given = {"co2": 2.0, "ch4": 0.010, "ch4_bio": 0.020, "n2o": 1.0}
    made = Database().process("a", "wood", {"co2_taken": 0.5}, given)
    return made.opened()


@pytest.mark.parametrize(
    ("gwp", "fossil", "biogenic", "n2o"), [("AR5", 30, 28, 265), ("AR6", 29.8, 27.0, 273)]
)
def test_gases_and_categories_under_two_sets(gwp, fossil, biogenic, n2o):
    result = footprint(1, from_db("a"), gases(), "kg", gwp=gwp)
    expected = {"co2": 1.5, "ch4": 0.010 * fossil + 0.020 * biogenic, "n2o": 0.001 * n2o}
    assert {one.key: one.value for one in result.gases} == pytest.approx(expected)
    assert {one.key: one.mass_kg for one in result.gases} == pytest.approx(
        {"co2": 1.5, "ch4": 0.030, "n2o": 0.001}
    )
    found = {one.key: one.value for one in result.categories if one.value}
    assert found == pytest.approx(
        {
            "fossil": 2 + 0.010 * fossil + 0.001 * n2o,
            "biogenic_emission": 0.020 * biogenic,
            "biogenic_uptake": -0.5,
        }
    )
    assert result.total.value == pytest.approx(sum(expected.values()))
    assert not [one for one in result.completeness if one.kind == "gwp_set"]


def test_more_taken_up_than_emitted_is_negative():
    made = Database().process("a", "wood", {"co2_taken": 1.8}, {"co2": 0.3}).opened()
    assert total(2, from_db("a"), made, "kg") == pytest.approx(-3.0)


def own_method():
    """Flows without names and the source's own characterisation: 2 x 1 + 0.1 x 25 = 4.5."""
    made = Database()
    made.flows |= {
        key: type(made.flows[key])(key, "", made.flows[key].kind, "kg", ("air",)) for key in ("co2", "ch4")
    }
    return made.process("a", "steel", gives={"co2": 2.0, "ch4": 0.1}).method(co2=1.0, ch4=25.0).opened()


def test_what_the_source_characterised_itself_stays_and_is_bounded():
    """The bound is the largest change of CO2, CH4 or N2O from AR4, AR5 or AR6 to AR6: methane, 25 to 29.8."""
    result = footprint(2, from_db("a"), own_method(), "kg")
    assert {one.key: one.value for one in result.gases} == pytest.approx({"co2e": 9.0})
    (entry,) = [one for one in result.completeness if one.kind == "gwp_set"]
    assert entry.path == "background:db:a"
    assert (entry.affected, entry.bound) == pytest.approx((9.0, 9.0 * (29.8 / 25 - 1)))


def lacking(mass=0.001, co2=2.0):
    return Database().process("a", "steel", gives={"co2": co2, "c7f16": mass}).opened()


def test_a_gas_that_the_set_has_no_value_for_stays_out_and_is_told_with_a_bound():
    """1 g of PFC-61-16 under AR4: 2 kg CO2 count; under AR6 it would be 8.41 kg a kilogram of steel."""
    result = footprint(3, from_db("a"), lacking(), "kg", gwp="AR4")
    assert result.total.value == pytest.approx(6.0)
    (entry,) = [one for one in result.completeness if one.kind == "not_characterised"]
    assert entry.path == "background:db:c7f16"
    assert (entry.affected, entry.bound) == pytest.approx((6.0, 0.003 * 8410))
    assert "0.003 kg" in entry.reason.en
    assert "AR4" in entry.reason.zh
    assert "c7f16" not in {one.key for one in result.gases if one.value}


def test_the_same_gas_counts_where_the_set_has_it():
    result = footprint(1, from_db("a"), lacking(), "kg")
    assert result.total.value == pytest.approx(2.0 + 8.41)
    assert not [one for one in result.completeness if one.kind == "not_characterised"]


def test_a_set_without_carbon_dioxide_cannot_serve():
    assert refused(1, from_db("a"), lacking(), "kg", gwp="AR6-GWP20").code == "S104"


def test_electricity_of_a_supply_with_its_own_footprint_from_a_database(book):
    supply = {"type": "on_site", "footprint": "roof"}
    activity = {"unit": "kWh"}
    model = {
        "electricity": {"hierarchy": ["on_site", "grid_average"]},
        "activity_data": {"power": activity, "source": {"supply": "electricity", "required": False}},
    }
    taken = {"of": "electricity", "amount": "power", "factor": {"electricity": "$source"}}
    data = {"activity_data": {"power": "5 kWh", "source": supply}, **bought(roof=from_db("power"))}
    result = Case({**rule(taken), **model}, data).footprint(backgrounds=[book])
    assert result.total.value == pytest.approx(0.6, rel=1e-14)
    assert [one.id for one in result.factors] == ["background:db:power"]


def test_a_supply_with_losses_takes_more(book):
    """4 % lost on the way: 1 / 0.96."""
    supply = {"type": "on_site", "footprint": "roof", "line_loss": "4 %"}
    model = {
        "electricity": {"hierarchy": ["on_site", "grid_average"]},
        "activity_data": {"power": {"unit": "kWh"}, "source": {"supply": "electricity", "required": False}},
    }
    taken = {"of": "electricity", "amount": "power", "factor": {"electricity": "$source"}}
    data = {"activity_data": {"power": "5 kWh", "source": supply}, **bought(roof=from_db("power"))}
    result = Case({**rule(taken), **model}, data).footprint(backgrounds=[book])
    assert result.total.value == pytest.approx(0.6 / 0.96, rel=1e-12)
    assert result.factors[0].value == pytest.approx(0.12)


TABLE = {
    "activity_data": {
        "parts": {"key": "name", "table": {"name": "text", "material": "factor", "mass": {"unit": "kg"}}}
    }
}
PART = {"id": "material", "for_each": "parts", "of": "part", "amount": "$row.mass", "factor": "$row.material"}


def test_rows_of_a_table_each_with_its_own_process():
    """2 x 3 + 5 x 0.4 + 1 x 7: a process by id in the cell, one by its product, one under footprints."""
    made = Database().process("a", "steel", gives={"co2": 3.0}).process("b", "glass", gives={"co2": 0.4})
    rows = [
        {"name": "frame", "material": {"background": "db", "process": "a"}, "mass": "2 kg"},
        {
            "name": "pane",
            "material": {"background": "db", "process": "glass", "geography": "CN"},
            "mass": "5 kg",
        },
        {"name": "seal", "material": "rubber", "mass": "1 kg"},
    ]
    data = {"activity_data": {"parts": rows}, **bought(rubber={"value": 7, "unit": "kg CO2e/kg"})}
    case = Case({**rule(PART), **TABLE}, data)
    result = case.footprint(backgrounds=[made.opened()])
    values = {one.path.partition("[")[2].rstrip("]"): one.value for one in result.contributions}
    assert values == pytest.approx({"frame": 6.0, "pane": 2.0, "seal": 7.0})
    assert {one.factor for one in result.contributions} >= {"background:db:a", "background:db:b"}


def test_what_is_wrong_in_a_cell_stands_at_its_row(book):
    rows = [{"name": "x", "material": {"background": "db", "process": "nothing"}, "mass": "1 kg"}]
    with pytest.raises(InputError) as caught:
        Case({**rule(PART), **TABLE}, {"activity_data": {"parts": rows}}).footprint(backgrounds=[book])
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.path) == ("B702", "activity_data.parts[0]")


def test_every_wish_that_is_wrong_is_told_at_once(book):
    lines = rule(line("one", "1 kWh"), line("two", "1 kg"), line("three", "1 kWh"))
    wishes = bought(one=from_db("nothing"), two=from_db("power"), three=from_db("power", "other"))
    with pytest.raises(InputError) as caught:
        Case(lines, wishes).footprint(backgrounds=[book])
    assert sorted(one.code for one in caught.value.findings) == ["B701", "B702", "B706"]


def test_two_databases_in_one_product():
    """3 kWh of one at 0.12, 2 kg of the other at 5."""
    other = Database("other").process("a", "steel", gives={"co2": 5.0}).opened()
    case = Case(
        rule(line("power", "3 kWh"), line("steel", "2 kg")),
        bought(power=from_db("power"), steel=from_db("a", "other")),
    )
    given = [textbook().opened(), other]
    result = case.footprint(backgrounds=given)
    assert result.total.value == pytest.approx(10.36)
    assert result.to_json() == case.footprint(backgrounds=given[::-1]).to_json()


@given(st.floats(1e-6, 1e6))
@settings(max_examples=20, deadline=None)
def test_a_result_is_proportional_to_what_is_taken(book, amount):
    assert total(repr(amount), from_db("power"), book) == pytest.approx(0.12 * amount, rel=1e-12)


def test_the_evidence_names_database_process_and_hash(book):
    result = footprint(1, from_db("power"), book)
    (factor,) = result.factors
    assert factor.id == "background:db:power"
    assert (factor.value, factor.unit, factor.geography) == (pytest.approx(0.12), "kWh", "CN")
    assert (factor.title, factor.locator) == ("db", "power")
    assert factor.verification == f"sha256:{book.sha256}"
    assert [step.action for step in factor.trail] == ["background_id", "background_solved"]
    (used,) = [one for one in result.provenance.inputs if one.role == "background"]
    assert (used.name, used.sha256) == ("db", book.sha256)


def test_a_database_that_no_line_takes_is_no_input(book):
    case = Case(rule(line("thing", "1 kg")), bought(thing={"value": 2, "unit": "kg CO2e/kg"}))
    result = case.footprint(backgrounds=[book])
    assert [one.role for one in result.provenance.inputs if one.role == "background"] == []
    assert result.to_json() == case.footprint().to_json()


def test_treating_a_waste_is_a_burden(tmp_path):
    """1 kg of ash deposited emits 0.4 kg, whatever way the database writes a treatment; so do its samples."""
    made = Database().process(
        "tip", "ash", amount=-1.0, gives={"co2": (0.4, "kg", Lognormal.around(0.4, 0.1))}
    )
    assert made.opened().processes.column("kind").to_pylist() == ["waste"]
    assert total(5, from_db("tip"), made.opened(), "kg") == pytest.approx(2.0, rel=1e-14)
    found = footprint(5, from_db("tip"), made.stored(tmp_path / "db", samples=500), "kg", samples=500)
    assert found.total.interval.median == pytest.approx(2.0, rel=0.02)
    assert found.total.interval.p2_5 > 1.5


def test_what_a_treatment_could_not_link_is_in_the_ledger():
    """A tip burns 0.1 kg of oil that nobody makes; the only other product by mass is lime, 3 kg/kg."""
    made = Database().process("tip", "ash", amount=-1.0, uses={"oil": 0.1}, gives={"co2": 0.4})
    made.process("a", "lime", gives={"co2": 3.0})
    (entry,) = [
        one
        for one in footprint(5, from_db("tip"), made.opened(), "kg").completeness
        if one.kind == "unlinked"
    ]
    quantile = 0.4 + 0.95 * (3.0 - 0.4)
    assert entry.bound == pytest.approx(5 * 0.1 * quantile)
