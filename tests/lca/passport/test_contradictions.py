"""A statement that contradicts the result or itself is refused, whatever the format."""

from decimal import Decimal

import pytest

from lca import passport
from lca.errors import InputError
from lca.passport import load_statement
from lca.passport.contradictions import mass_of_unit
from lca.passport.facts import facts


def told(footprint, at, said) -> dict[str, str]:
    found = facts(footprint, load_statement(said), at).findings
    return {one.code: one.location.path for one in found if one.location and one.severity.value == "error"}


@pytest.mark.parametrize(
    ("unit", "kilograms"),
    [
        ("per_pack", 428),  # as the activity data have it
        ("per_kilogram", 1),
        (None, 428 / 60),  # one kWh of a pack of 60 kWh
    ],
)
def test_the_result_knows_the_mass_of_its_units(battery, unit, kilograms) -> None:
    footprint, _ = battery
    found = mass_of_unit(footprint, load_statement({"unit": unit} if unit else {}))
    assert float(found) == pytest.approx(kilograms, rel=1e-9)


@pytest.mark.parametrize(
    ("unit", "mass", "wrong"),
    [
        ("per_pack", "428 kg", False),
        ("per_pack", "0.43 t", False),
        ("per_pack", "428 g", True),
        ("per_kilogram", "428 kg", True),
        ("per_kilogram", "1 kg", False),
        (None, "428 kg", True),
        (None, "7.13 kg", False),
        ("per_kwh_delivered", "428 kg", True),
    ],
)
def test_the_mass_is_that_of_the_declared_unit(battery, at, unit, mass, wrong) -> None:
    footprint, _ = battery
    said = {"product": {"mass": mass}, **({"unit": unit} if unit else {})}
    assert (told(footprint, at, said).get("P126") == "product.mass") is wrong


def test_a_unit_of_mass_needs_no_mass(battery, at) -> None:
    footprint, _ = battery
    assert facts(footprint, load_statement({"unit": "per_kilogram"}), at).unit.mass_kg == 1


def test_no_mass_is_held_against_a_result_without_one(battery, at) -> None:
    footprint, _ = battery
    bare = footprint.model_copy(update={"alternative_units": ()})
    assert mass_of_unit(bare, load_statement({})) is None
    assert "P126" not in told(bare, at, {"product": {"mass": "428 kg"}})


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"fossil": "600 kg", "biogenic": "400 kg", "recycled": "1 t"}, None),
        ({"fossil": "600 kg", "biogenic": "401 kg"}, "product.carbon_content"),
        ({"fossil": "1001 kg"}, "product.carbon_content"),
        ({"fossil": "1 kg", "biogenic": "1 kg", "recycled": "2.1 kg"}, "product.carbon_content.recycled"),
        ({"fossil": "1 kg", "recycled": "2.1 kg"}, None),  # the biogenic part is not known
    ],
)
def test_carbon_weighs_no_more_than_the_product(example, at, content, field) -> None:
    for mass in ({"mass": "1000 kg"}, {}):
        found = told(example, at, {"product": {"carbon_content": content, **mass}})
        assert found.get("P127") == field


def test_a_subdivision_lies_in_its_country(example, at) -> None:
    wrong = {"geography": {"country": "DE", "subdivision": "CN-GX"}}
    assert told(example, at, wrong)["P128"] == "geography.subdivision"
    assert "P128" not in told(example, at, {"geography": {"country": "CN", "subdivision": "CN-GX"}})


@pytest.mark.parametrize("field", ["captured", "removed"])
def test_capture_that_is_not_in_the_number_has_no_amount(example, at, minimal, field) -> None:
    said = {**minimal, "standards": ["ISO14067"], "capture": {"included": False, field: "3 kg CO2e"}}
    with pytest.raises(InputError) as caught:
        passport.export(example, "pact-3.0", statement=said, at=at)
    assert [(one.code, one.location.path) for one in caught.value.findings] == [("P109", f"capture.{field}")]


def test_captured_carbon_is_a_component_and_the_number_stays_net_of_it(example, at, minimal) -> None:
    known = {**minimal, "standards": ["ISO14067"]}
    plain = passport.export(example, "pact-3.0", statement=known, at=at).document["pcf"]
    capture = {"included": True, "captured": "100.5 kg CO2e", "removed": "20 kg CO2e"}
    said = {**known, "capture": capture}
    found = passport.export(example, "pact-3.0", statement=said, at=at).document["pcf"]
    assert (found["ccsTechnologicalCO2Capture"], found["technologicalCO2Removals"]) == ("-100.5", "-20")
    assert found["pcfExcludingBiogenicUptake"] == plain["pcfExcludingBiogenicUptake"]
    assert Decimal(found["fossilGhgEmissions"]) == Decimal(plain["fossilGhgEmissions"]) + Decimal("120.5")
