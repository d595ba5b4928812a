"""Flows of a database to gases: what counts, what is left out and told."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.characterising import GasFlows, greenhouse_gases
from lca.background.database import Background
from lca.errors import Finding, Severity
from lca.gases import gases
from lca.i18n import catalogue

Air = Callable[..., Background]
Build = Callable[..., Background]


def codes(found: GasFlows) -> list[str]:
    return [finding.code for finding in found.findings]


def the(found: GasFlows, code: str) -> Finding:
    return next(finding for finding in found.findings if finding.code == code)


def test_identifier_before_cas_before_name(database: Build) -> None:
    found = greenhouse_gases(
        database(
            [
                ("349b29d1-3e58-4c66-98b9-9d1a076efd2e", "x", "air", "kg", ""),  # ecoinvent: CO2, fossil
                ("b", "unknown to us", "air", "kg", "000074-82-8"),
                ("c", "Dinitrogen monoxide", "air", "kg", ""),
                ("d", "Water", "air", "kg", "7732-18-5"),
            ]
        )
    )
    assert found.flow.tolist() == [0, 1, 2]
    assert found.gas == ("co2", "ch4", "n2o")
    assert found.by == ("identifier", "cas", "name")
    assert found.origin == ("fossil", "not_stated", "fossil")
    assert found.mass.tolist() == [1.0, 1.0, 1.0]
    assert codes(found) == ["B508"]


def test_an_identifier_within_a_longer_key(database: Build) -> None:
    key = "biosphere3:AA7CAC3A-3625-41D4-BC54-33E2CF11EC46"
    found = greenhouse_gases(database([(key, "", "", "kg", "")]))
    assert (found.gas, found.origin, found.by) == (("co2",), ("fossil",), ("identifier",))


def test_a_contradiction_is_told_and_the_stronger_wins(database: Build) -> None:
    found = greenhouse_gases(database([("a", "Methane, fossil", "air", "kg", "124-38-9")]))
    assert (found.gas, found.by) == (("co2",), ("cas",))
    told = the(found, "B504")
    assert told.severity is Severity.WARNING
    assert "cas: co2 ≠ name: ch4" in told.message("en")


def test_a_wrong_cas_is_told_and_not_used(database: Build) -> None:
    found = greenhouse_gases(database([("a", "Methane, fossil", "air", "kg", "124-38-8")]))
    assert (found.gas, found.by) == (("ch4",), ("name",))
    assert codes(found) == ["B505"]


@pytest.mark.parametrize(
    ("name", "compartment", "gas", "origin"),
    [
        ("Carbon dioxide, fossil", "air/stratosphere", "co2", "aircraft"),
        ("Carbon dioxide", "air/lower stratosphere + upper troposphere", "co2", "aircraft"),
        ("Carbon dioxide, non-fossil", "air/lower stratosphere + upper troposphere", "co2", "biogenic"),
        ("Dinitrogen monoxide", "air/stratosphere", "n2o", "aircraft"),
        ("Sulfur hexafluoride", "air", "sf6", "fossil"),
        ("Carbon dioxide, in air", "resource/renewable", "co2", "biogenic_uptake"),
        ("Carbon dioxide", "resource/in air", "co2", "biogenic_uptake"),
        ("carbon dioxide (biogenic)", "Resources/Resources from air", "co2", "biogenic_uptake"),
        ("Carbon dioxide, to soil or biomass stock", "soil/forestry", "co2", "biogenic_uptake"),
        ("Methane, from soil or biomass stock", "air", "ch4", "land_use_change"),
        ("Methane", "air", "ch4", "not_stated"),
    ],
)
def test_origin_by_name_and_compartment(
    database: Build, name: str, compartment: str, gas: str, origin: str
) -> None:
    found = greenhouse_gases(database([("a", name, compartment, "kg", "")]))
    assert (found.gas, found.origin) == ((gas,), (origin,))
    assert (found.mass > 0).all()


@pytest.mark.parametrize(
    ("unit", "mass"),
    [("kg", 1.0), ("kilogram", 1.0), ("g", 1e-3), ("t", 1000.0), ("lb", 0.45359237), ("mg", 1e-6)],
)
def test_units(air: Air, unit: str, mass: float) -> None:
    assert greenhouse_gases(air("Methane, fossil", unit=unit)).mass.tolist() == pytest.approx(
        [mass], rel=1e-15
    )


@pytest.mark.parametrize("unit", ["m3", "Nm3", "MJ", "kBq", "", "furlong"])
def test_a_unit_that_is_no_mass_is_left_out_and_told(air: Air, unit: str) -> None:
    found = greenhouse_gases(air("Methane, fossil", "Carbon dioxide, fossil", unit=unit))
    assert len(found) == 0
    assert codes(found) == ["B503", "B503", "B514"]
    assert the(found, "B503").severity is Severity.WARNING


def test_water_soil_and_ground_do_not_count(database: Build) -> None:
    found = greenhouse_gases(
        database(
            [
                ("a", "Chloroform", "water/river", "kg", ""),
                ("b", "Chloroform", "water/ocean", "kg", ""),
                ("c", "Carbon dioxide", "resource/in ground", "kg", ""),
                ("d", "Methane (in MJ)", "resource/in ground", "MJ", ""),
                ("e", "Chloroform", "air", "kg", ""),
            ],
            entries=[(0, 2.0), (0, -1.0), (1, 0.5), (2, 4.0), (3, 9.0), (4, 1.0)],
        )
    )
    assert found.flow.tolist() == [4]
    assert codes(found) == ["B502", "B510"]
    assert "3.5 kg in 3 exchanges" in the(found, "B502").message("en")
    assert "4 kg" in the(found, "B510").message("zh")


def test_a_flow_that_goes_nowhere_is_taken_for_air(database: Build) -> None:
    found = greenhouse_gases(database([("a", "Methane, biogenic", "Elementary Flows", "kg", "")]))
    assert found.gas == ("ch4",)
    assert codes(found) == ["B509"]


def test_suspects_families_and_gases_without_value(air: Air) -> None:
    found = greenhouse_gases(
        air(
            "Carbon dioxide, fossil", "HFO-1234yf", "CFCs and HCFCs, unspecified", "Ethane", "Carbon monoxide"
        )
    )
    assert found.gas == ("co2",)
    assert codes(found) == ["B501", "B506", "B507", "B513"]
    assert the(found, "B501").params["about"] == "HFO-1234yf"


def test_one_substance_is_one_finding(database: Build) -> None:
    places = ("air/a", "air/b", "air/c", "air/d", "air/e", "air/f")
    found = greenhouse_gases(database([("", "HFO-1234yf", place, "kg", "") for place in places]))
    told = the(found, "B501")
    assert "6 kg in 6 exchanges" in told.message("en")
    assert "(+2)" in told.message("en")


def test_what_nobody_exchanges_is_not_told(database: Build) -> None:
    flows = [("a", "HFO-1234yf", "air", "kg", ""), ("b", "Methane", "air", "kg", "")]
    found = greenhouse_gases(database(flows, entries=[]))
    assert found.gas == ("ch4",)
    assert found.findings == ()


def test_nothing_recognised_blocks(air: Air) -> None:
    found = greenhouse_gases(air("Water", "Kohlendioxid"))
    assert len(found) == 0
    assert the(found, "B514").severity is Severity.BLOCKING


def test_no_flows_at_all(database: Build) -> None:
    found = greenhouse_gases(database([], entries=[]))
    assert len(found) == 0
    assert found.findings == ()


def test_columns_of_text_and_missing_cells(database: Build) -> None:
    plain = database([("a", "Methane, fossil", "air", "kg", "")])
    flows = plain.flows.drop_columns(["cas", "compartment"]).append_column("compartment", [["air/high"]])
    object.__setattr__(plain, "flows", flows)
    assert greenhouse_gases(plain).origin == ("fossil",)


NAMES = ["Carbon dioxide, fossil", "Methane", "Water", "HFO-1234yf", "Ethane, hexafluoro-, HFC-116", "Sand"]


@given(st.lists(st.sampled_from(NAMES), max_size=8), st.randoms(use_true_random=False))
def test_order_changes_nothing(database: Build, names: list[str], random: st.DrawFn) -> None:
    shuffled = names[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (
        greenhouse_gases(database([("", n, "air", "kg", "") for n in some])) for some in (names, shuffled)
    )
    assert sorted(zip(one.gas, one.origin, one.by, strict=True)) == sorted(
        zip(other.gas, other.origin, other.by, strict=True)
    )
    assert sorted(f.message() for f in one.findings) == sorted(f.message() for f in other.findings)
    assert (np.diff(one.flow) > 0).all()
    assert set(one.gas) <= set(gases())


def test_every_message_has_two_languages_and_a_remedy() -> None:
    for code in (f"B{number}" for number in range(500, 560)):
        entry = catalogue().get(code)
        assert entry is None or set(entry) == {"en", "zh", "fix_en", "fix_zh"}
