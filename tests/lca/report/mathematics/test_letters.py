"""The letters of quantities and the factors of units."""

from __future__ import annotations

import pytest

from lca.report.mathematics import letter, letters
from lca.report.mathematics.unit_factors import inline, unit_layout
from lca.rules.load import load_rule
from lca.units import unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t", "m"), ("kWh", "Q"), ("km", "l"), ("m2", "A"), ("m3", "V"), ("Nm3", "V"), ("h", "t"),
        ("%", "r"), ("t/t", "r"), ("GJ/t", "q"), ("kJ/m3", "q"), ("kg/m3", "ρ"), ("kg/GJ", "c"), ("kW", "P"),
        ("t·km", "W"), ("kg CO2e", "E"), ("kg CO2e/kWh", "f"), ("item", "n"), ("CNY", "x"), ("kg/item", "x"),
    ],
)  # fmt: skip
def test_letter_of_a_quantity(text: str, expected: str) -> None:
    assert letter(unit(text).dimension) == expected


def test_letters_of_a_rule() -> None:
    found = letters(load_rule("cn.aluminium.primary").compiled)
    assert found["anode_net"] == found["cell_carbon"] == found["row.mass"] == "m"
    assert (found["butt_share"], found["electricity"], found["row.distance"]) == ("r", "Q", "l")
    assert found["row.name"] == "x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kWh/t", "kWh/t"),
        ("kg·d/(t·min)", "kg·d/(t·min)"),
        ("Nm3", "Nm³"),
        ("kg/m3", "kg/m³"),
        ("m^-2", "m⁻²"),
        ("kg CO2e/t·km", "kg CO₂e/(t·km)"),
        ("kg CO2-eq", "kg CO₂e"),
        ("万m³", "万m³"),
        ("10^4 t", "10^4 t"),
    ],
)
def test_units_on_one_line(text: str, expected: str) -> None:
    assert inline(unit_layout(text)) == expected


def test_percent_stands_close() -> None:
    assert unit_layout("%").close
    assert unit_layout("°C").close
    assert not unit_layout("kg").close
