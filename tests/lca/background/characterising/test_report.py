"""The mapping as a table, its counts, and what a GWP set lacks."""

from collections.abc import Callable

from lca.background.characterising import counts, greenhouse_gases, has_value, mapping, without_value
from lca.background.database import Background
from lca.gases import GwpSet

Build = Callable[..., Background]

FLOWS = [
    ("a", "Water", "water", "kg", ""),
    ("b", "Methane, fossil", "air/low. pop.", "g", ""),
    ("c", "Sulfur hexafluoride", "air", "kg", ""),
    ("d", "Ethane, 1,1,1,2-tetrafluoro-, HFC-134a", "air", "kg", ""),
]
SMALL = GwpSet("small", {("ch4", "fossil"): 30.0, ("sf6", "default"): 25200.0})


def test_mapping(database: Build) -> None:
    made = database(FLOWS, entries=[(1, 2.0), (1, -0.5), (2, 1.0)])
    first, *_ = mapping(made, greenhouse_gases(made))
    assert (first.position, first.id, first.name) == (1, "b", "Methane, fossil")
    assert (first.gas, first.origin, first.mass, first.by) == ("ch4", "fossil", 1e-3, "name")
    assert (first.compartment, first.unit, first.exchanged) == ("air / low. pop.", "g", 2.5)


def test_counts(database: Build) -> None:
    made = database(FLOWS)
    assert counts(made, greenhouse_gases(made)) == {"air": (3, 0), "water": (0, 1)}


def test_a_set_without_a_value(database: Build) -> None:
    made = database(FLOWS)
    (told,) = without_value(made, greenhouse_gases(made), SMALL)
    assert told.code == "B518"
    assert told.params["about"] == "hfc134a"
    assert "small" in told.message("en")


def test_what_nobody_exchanges_lacks_nothing(database: Build) -> None:
    made = database(FLOWS, entries=[(1, 1.0)])
    assert without_value(made, greenhouse_gases(made), SMALL) == ()


def test_has_value() -> None:
    assert has_value(SMALL, "ch4", "fossil")
    assert not has_value(SMALL, "ch4", "biogenic")
    assert not has_value(SMALL, "co2", "fossil")
    assert not has_value(SMALL, "co2e", "not_stated")
