"""Compartments of nomenclatures."""

import pytest

from lca.background.characterising.compartments import Medium, medium


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("air", "urban air close to ground"), Medium.AIR),
        (("air", "low population density, long-term"), Medium.AIR),
        (("air", "lower stratosphere + upper troposphere"), Medium.HIGH_AIR),
        (("air", "stratosphere"), Medium.HIGH_AIR),
        (("air", "low. pop."), Medium.AIR),
        (("Emissions", "Emissions to air", "Emissions to air, unspecified"), Medium.AIR),
        (
            ("Emissions", "Emissions to air", "Emissions to lower stratosphere and upper troposphere"),
            Medium.HIGH_AIR,
        ),
        (("Airborne emissions", "stratosphere + troposphere"), Medium.HIGH_AIR),
        (("Elementary Flows", "NETL Elementary Flows", "Emission to air"), Medium.AIR),
        (("Elementary flows", "emission", "air", "troposphere"), Medium.AIR),
        (("Elementary flows", "emission", "air", "troposphere", "rural", "ground-level"), Medium.AIR),
        (("Elementary flows", "emission", "air", "troposphere", "high"), Medium.AIR),
        (("Elementary flows", "emission", "air", "troposphere", "very high"), Medium.HIGH_AIR),
        (("Elementary flows", "emission", "air", "stratosphere"), Medium.HIGH_AIR),
        (("Elementary flows", "emission", "ground"), Medium.SOIL),
        (("Elementary flows", "resource", "air", "troposphere"), Medium.FROM_AIR),
        (("排放到空气",), Medium.AIR),
        (("natural resource", "in air"), Medium.FROM_AIR),
        (("resource", "biotic"), Medium.FROM_AIR),
        (("Resources", "Resources from air", "Renewable material resources from air"), Medium.FROM_AIR),
        (("Resources", ""), Medium.FROM_AIR),
        (("Raw materials", ""), Medium.FROM_AIR),
        (("natural resource", "in ground"), Medium.RESOURCE),
        (("resource", "ground-"), Medium.RESOURCE),
        (("natural resource", "in water"), Medium.RESOURCE),
        (("natural resource", "fossil well"), Medium.RESOURCE),
        (("water", "ground-"), Medium.WATER),
        (("Emissions", "Emissions to water", "Emissions to fresh water"), Medium.WATER),
        (("NETL Elementary Flows", "Emission output to freshwater"), Medium.WATER),
        (("soil", "forestry"), Medium.SOIL),
        (("Emissions", "Emissions to soil", "Emissions to agricultural soil"), Medium.SOIL),
        (("final-waste-flow", "unspecified"), Medium.OTHER),
        (("inventory indicator", "waste"), Medium.OTHER),
        (("Elementary Flows", "NETL Elementary Flows", "Deposited or treated waste"), Medium.OTHER),
        (("Elementary Flows",), Medium.UNKNOWN),
        ((), Medium.UNKNOWN),
    ],
)
def test_paths(path: tuple[str, ...], expected: Medium) -> None:
    assert medium(path) is expected
    assert medium("/".join(path)) is expected


def test_nothing_stated() -> None:
    assert medium(None) is Medium.UNKNOWN
    assert medium("") is Medium.UNKNOWN


def test_only_air_and_what_is_not_stated_are_emissions() -> None:
    assert {kind for kind in Medium if kind.emission} == {Medium.AIR, Medium.HIGH_AIR, Medium.UNKNOWN}
    assert {kind for kind in Medium if kind.taken} == {Medium.RESOURCE, Medium.FROM_AIR}
