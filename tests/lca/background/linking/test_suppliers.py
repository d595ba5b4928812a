"""Who supplies: what the source says, what is unique, what is nearest; and what is not guessed."""

import pytest

from lca.background.records import Consequence


def supplier(linked, column: str) -> str | None:
    """Id of the only supplier of a process, apart from itself."""
    background = linked.background
    ids = background.processes.column("id").to_pylist()
    entries = background.technosphere
    position = ids.index(column)
    found = [int(r) for r, c in zip(entries.row, entries.column, strict=True) if c == position != r]
    assert len(found) <= 1
    return ids[found[0]] if found else None


def test_the_named_data_set_goes_before_the_nearest(make, codes) -> None:
    make.dataset("far", make.makes("steel"), location="BR")
    make.dataset("near", make.makes("steel"), location="CN")
    make.dataset("user", make.makes("car"), make.uses("steel", provider="far"), location="CN")
    linked = make.link()
    assert supplier(linked, "user") == "far"
    assert codes(linked) == []


def test_a_named_data_set_with_one_product_supplies_whatever_the_flow_is_called(make) -> None:
    make.dataset("a", make.makes("steel"))
    make.dataset("user", make.makes("car"), make.uses("crude steel", provider="a"))
    assert supplier(make.link(), "user") == "a"


def test_of_several_products_the_flow_decides(make) -> None:
    shares = {"x": 0.5, "y": 0.5}
    make.dataset("a", make.makes("x"), make.makes("y"), shares=shares)
    make.dataset("user", make.makes("z"), make.uses("y", provider="a"))
    assert supplier(make.link(), "user") == "a::y"


def test_a_product_that_the_named_data_set_does_not_make(make, codes) -> None:
    make.dataset("a", make.makes("x"), make.makes("y"), shares={"x": 0.5, "y": 0.5})
    make.dataset("user", make.makes("z"), make.uses("w", provider="a"))
    linked = make.link()
    assert codes(linked) == ["B433"]
    assert supplier(linked, "user") is None


def test_a_named_data_set_that_is_not_there_is_not_replaced(make, codes) -> None:
    make.dataset("a", make.makes("steel"), location="CN")
    make.dataset("user", make.makes("car"), make.uses("steel", provider="secret"))
    linked = make.link()
    assert codes(linked) == ["B431"]
    assert supplier(linked, "user") is None
    assert linked.remarks[0].finding.candidates == ("making a @ CN",)


def test_the_only_maker_supplies_wherever_it_is(make, codes) -> None:
    make.dataset("a", make.makes("steel"), location="BR")
    make.dataset("user", make.makes("car"), make.uses("steel"), location="CN")
    linked = make.link()
    assert supplier(linked, "user") == "a"
    assert codes(linked) == []


def test_nobody_makes_it(make, codes) -> None:
    make.dataset("user", make.makes("car"), make.uses("steel"))
    linked = make.link()
    assert codes(linked) == ["B430"]
    assert linked.remarks[0].consequence is Consequence.EXCHANGE_UNLINKED


def test_nobody_treats_it(make, codes) -> None:
    """A maker of the waste is no treatment."""
    make.waste("ash")
    make.dataset("a", make.makes("ash"))
    make.dataset("user", make.makes("heat"), make.gives("ash", 0.1))
    assert codes(make.link()) == ["B438"]


def test_a_waste_beside_the_reference_is_another_service(make, codes) -> None:
    make.dataset("t", make.treats("ash"))
    make.dataset("user", make.makes("cement"), make.uses("ash", 0.1))
    assert codes(make.link()) == ["B439"]


# By what the source says of an unnamed supplier


def test_a_name_with_other_case_and_blanks(make) -> None:
    make.dataset("a", make.makes("f1"), name="Steel production", location="RER")
    make.dataset(
        "user", make.makes("car"), make.uses("f2", wanted={"name": "steel  PRODUCTION", "location": "rer"})
    )
    assert supplier(make.link(), "user") == "a"


def test_the_product_tells_two_of_one_name_apart(make) -> None:
    make.dataset("a", make.makes("iron"), name="smelting", location="CN")
    make.dataset("b", make.makes("slag"), name="smelting", location="CN")
    wanted = {"name": "smelting", "product": "slag"}
    make.dataset("user", make.makes("road"), make.uses("?", wanted=wanted))
    assert supplier(make.link(), "user") == "b"


def test_a_product_alone(make) -> None:
    make.dataset("a", make.makes("iron"), name="smelting")
    make.dataset("user", make.makes("road"), make.uses("", wanted={"product": "Iron"}))
    assert supplier(make.link(), "user") == "a"


def test_a_place_that_is_stated_is_not_replaced_by_another(make, codes) -> None:
    make.dataset("a", make.makes("steel"), name="market for steel", location="GLO")
    wanted = {"name": "market for steel", "location": "RER"}
    make.dataset("user", make.makes("car"), make.uses("steel", wanted=wanted), location="DE")
    linked = make.link()
    assert codes(linked) == ["B437"]
    assert linked.remarks[0].finding.candidates == ("market for steel @ GLO",)


def test_a_name_that_does_not_exist(make, codes) -> None:
    make.dataset("a", make.makes("steel"), name="market for steel")
    wanted = {"name": "markt for steel", "product": "steel"}
    make.dataset("user", make.makes("car"), make.uses("x", wanted=wanted))
    linked = make.link()
    assert codes(linked) == ["B437"]
    assert linked.remarks[0].finding.candidates == ("market for steel",)


def test_another_database(make, codes) -> None:
    make.dataset("a", make.makes("steel"), name="market for steel")
    wanted = {"name": "market for steel", "database": "ecoinvent"}
    make.dataset("user", make.makes("car"), make.uses("steel", wanted=wanted))
    assert codes(make.link()) == ["B436"]


@pytest.mark.parametrize("database", ["db", "DB", "inner"])
def test_its_own_database_by_any_of_its_names(make, codes, database) -> None:
    make.dataset("a", make.makes("steel"), about={"database": "inner"})
    make.dataset("user", make.makes("car"), make.uses("steel", wanted={"database": database}))
    assert codes(make.link()) == []


# By place


def by_place(make, home: str, *places: str, markets: tuple[str, ...] = ()) -> None:
    for place in places:
        make.dataset(f"steel-{place}", make.makes("steel"), location=place)
    for place in markets:
        make.dataset(f"market-{place}", make.makes("steel"), location=place, name="market for steel")
    make.dataset("user", make.makes("car"), make.uses("steel"), location=home)


@pytest.mark.parametrize(
    ("home", "places", "expected"),
    [
        ("CN-YN", ("CN-YN", "CN", "GLO"), "CN-YN"),
        ("CN-YN", ("CN-SC", "CN", "GLO"), "CN"),
        ("CN-YN", ("CN-SC", "CN-GRID-SOUTH", "CN"), "CN-GRID-SOUTH"),
        ("DE", ("FR", "RER", "RoW"), "RER"),
        ("DE", ("Europe without Switzerland", "RER", "CH"), "Europe without Switzerland"),
        ("CH", ("Europe without Switzerland", "RER", "GLO"), "RER"),
        ("US-CA", ("US", "RNA"), "US"),
        ("US-WECC", ("US", "CN"), "US"),
        ("BR", ("CN", "RoW", "GLO"), "RoW"),
        ("JP", ("RER", "GLO", ""), "GLO"),
        ("", ("CN", "GLO"), "GLO"),
        ("GLO", ("RoW", "GLO", "CN"), "GLO"),
    ],
)
def test_the_nearest_place_supplies_and_it_is_told(make, codes, home, places, expected) -> None:
    by_place(make, home, *places)
    linked = make.link()
    assert supplier(linked, "user") == f"steel-{expected}"
    assert codes(linked) == ["B450"]
    assert linked.remarks[0].consequence is Consequence.ASSUMED
    assert len(linked.remarks[0].finding.candidates) == len(places)


@pytest.mark.parametrize(
    ("home", "places"),
    [
        ("BR", ("CN", "DE")),
        ("CN", ("CN-YN", "CN-SC")),
        ("GLO", ("CN", "RoW")),
        ("DE", ("UCTE", "ENTSO-E", "RER")),
    ],
)
def test_without_a_nearest_nothing_is_guessed(make, codes, home, places) -> None:
    by_place(make, home, *places)
    linked = make.link()
    assert supplier(linked, "user") is None
    assert codes(linked) == ["B434"]


def test_of_several_in_one_place_the_market(make, codes) -> None:
    by_place(make, "CN", "CN", markets=("CN",))
    linked = make.link()
    assert supplier(linked, "user") == "market-CN"
    assert codes(linked) == ["B450"]


def test_of_two_markets_in_one_place_none(make, codes) -> None:
    by_place(make, "CN", markets=("CN",))
    make.dataset("another", make.makes("steel"), location="CN", name="market group for steel")
    assert codes(make.link()) == ["B434"]


def test_unique_takes_no_place_into_account(make, codes) -> None:
    by_place(make, "CN", "CN", "GLO")
    linked = make.link(suppliers="unique")
    assert codes(linked) == ["B434"]
    assert linked.suppliers == "unique"
    assert supplier(linked, "user") is None


def test_unknown_ways_of_choosing_are_refused(make) -> None:
    with pytest.raises(ValueError, match="nearest"):
        make.link(suppliers="nearest")
