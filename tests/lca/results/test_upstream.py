"""What a background database lacks behind a result: amounts and bounds by hand."""

import numpy as np
import pytest
from background_case import Database, bought, from_db, line, rule, textbook
from small_case import Case

from lca.results.upstream import BELOW

NOWHERE = "spare part"


def ledger(database, kind="unlinked", **wishes):
    lines = [line(name, amount) for name, (amount, _) in wishes.items()]
    case = Case(rule(*lines), bought(**{name: wish for name, (_, wish) in wishes.items()}))
    given = database if isinstance(database, list) else [database]
    result = case.footprint(backgrounds=given)
    return result, [one for one in result.completeness if one.kind == kind]


def broken(unit="kg", amount=0.5):
    """Steel emits 2; a car takes 3 kg of steel and half a spare part that nobody makes, a toy takes none."""
    made = Database().process("steel", "steel", gives={"co2": 2.0})
    made.process("car", "car", {"steel": 3.0, NOWHERE: (amount, unit, None)})
    return made.process("toy", "toy", {"steel": 1.0})


def test_an_exchange_without_supplier_is_counted_and_bounded():
    """4 kg of car take 2 kg of the part; 95 % of (2, 6, 2) stay below 5.6 (linear between 2 and 6)."""
    result, (entry,) = ledger(broken().opened(), car=("4 kg", from_db("car")))
    assert result.total.value == pytest.approx(24.0)
    assert entry.path == "background:db"
    assert entry.affected == pytest.approx(24.0)
    assert entry.bound == pytest.approx(2 * float(np.quantile([2.0, 6.0, 2.0], BELOW)))
    assert entry.bound == pytest.approx(11.2)
    assert NOWHERE in entry.reason.en
    assert "1" in entry.reason.zh


def test_in_another_unit_of_the_same_dimension():
    """500 g are half a kilogram."""
    _, (entry,) = ledger(broken("g", 500.0).opened(), car=("4 kg", from_db("car")))
    assert entry.bound == pytest.approx(11.2)


def test_a_unit_that_no_product_has_leaves_the_bound_open():
    for unit in ("m3", "heap"):
        _, (entry,) = ledger(broken(unit).opened(), car=("4 kg", from_db("car")))
        assert entry.bound is None
        assert entry.affected == pytest.approx(24.0)


def test_an_amount_that_is_no_number_leaves_the_bound_open_and_the_document_whole():
    result, (entry,) = ledger(broken(amount=float("nan")).opened(), car=("4 kg", from_db("car")))
    assert entry.bound is None
    assert "NaN" not in result.to_json()


def test_what_does_not_run_for_the_result_is_not_told():
    assert ledger(broken().opened(), toy=("1 kg", from_db("toy")))[1] == []
    assert ledger(textbook().opened(), power=("1 kWh", from_db("power")))[1] == []


def test_far_upstream_it_is_told_all_the_same():
    """A ship takes 1e-15 of a car: the part is behind it, however little."""
    made = broken().process("ship", "ship", {"car": 1e-15, "steel": 1.0})
    _, (entry,) = ledger(made.opened(), ship=("1 kg", from_db("ship")))
    assert entry.bound == pytest.approx(0.5e-15 * float(np.quantile([2.0, 6.0, 2.0, 2.0], BELOW)))


def test_lines_of_one_database_are_one_entry_and_do_not_cancel():
    """A car bought and a car avoided: both stand behind the result."""
    process = rule(line("car", "1 kg"))
    by = {"product": "by", "amount": "1 kg", "method": "system_expansion", "avoided": {"item": "other_car"}}
    process["processes"]["making"]["co_products"] = [by]
    process["allocation"] = ["subdivision", "system_expansion", {"physical": "mass"}]
    data = bought(car=from_db("car"), other_car=from_db("car"))
    result = Case(process, data).footprint(backgrounds=[broken().opened()])
    (entry,) = [one for one in result.completeness if one.kind == "unlinked"]
    assert result.total.value == pytest.approx(0.0)
    assert entry.affected == pytest.approx(12.0)
    assert entry.bound == pytest.approx(5.6)


def test_a_conversion_between_amount_and_product_counts():
    """4000 g of car are the same 4 kg."""
    _, (entry,) = ledger(broken().opened(), car=("4000 g", from_db("car")))
    assert entry.bound == pytest.approx(11.2)


def test_two_databases_are_two_entries():
    first, second = broken(), broken()
    second.name = "other"
    _, entries = ledger(
        [first.opened(), second.opened()], a=("1 kg", from_db("car")), b=("1 kg", from_db("car", "other"))
    )
    assert [one.path for one in entries] == ["background:db", "background:other"]


def test_many_names_are_shown_in_part_the_largest_first():
    made = Database().process("steel", "steel", gives={"co2": 2.0})
    made.process("car", "car", {"steel": 1.0, **{f"part {n}": float(n) for n in range(1, 7)}})
    _, (entry,) = ledger(made.opened(), car=("1 kg", from_db("car")))
    assert "part 6, part 5, part 4 (+3)" in entry.reason.en
    assert ": 6 (" in entry.reason.en


def test_a_gas_without_a_value_by_line_and_without_a_bound_where_no_set_has_it(monkeypatch):
    made = (
        Database()
        .process("a", "steel", gives={"co2": 1.0, "c7f16": 1e-3})
        .process("b", "lid", {"steel": 2.0})
    )
    monkeypatch.setattr("lca.system.characterised.KNOWN_SETS", ("AR4", "NONE"))
    lines = [line("steel", "1 kg"), line("lid", "1 kg")]
    case = Case(rule(*lines), bought(steel=from_db("a"), lid=from_db("b")))
    result = case.footprint(backgrounds=[made.opened()], gwp="AR4")
    (entry,) = [one for one in result.completeness if one.kind == "not_characterised"]
    assert entry.bound is None
    assert entry.affected == pytest.approx(3.0)
    assert "0.003 kg" in entry.reason.en
