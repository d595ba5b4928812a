"""The letters of quantities: what a name's value measures decides the letter that it prints by."""

from __future__ import annotations

from collections.abc import Mapping

from lca.dimensions import DIMENSIONLESS, Dimension
from lca.rules.compiled import CompiledRule

UNKNOWN = "x"
COLUMN = "row."

# Mass m, energy Q, length l, area A, volume V, time t, number n, power P and density ρ as in ISO 80000;
# emissions E and emission factors f as accounting standards write them; r is any ratio.
_LETTERS = {
    "co2e": "E",
    "count": "n",
    "energy": "Q",
    "energy/mass": "q",
    "energy/normal_volume": "q",
    "energy/length^3": "q",
    "energy/time": "P",
    "length": "l",
    "length^2": "A",
    "length^3": "V",
    "length·mass": "W",
    "mass": "m",
    "mass/energy": "c",
    "mass/length^3": "ρ",
    "mass/normal_volume": "ρ",
    "normal_volume": "V",
    "peak_power": "P",
    "temperature": "T",
    "time": "t",
}


def letter(dimension: Dimension) -> str:
    """The letter of a quantity of this dimension; ``x`` for one without a usual letter."""
    if dimension == DIMENSIONLESS:
        return "r"
    if dict(dimension.exponents).get("co2e") == 1 and len(dimension.exponents) > 1:
        return "f"
    return _LETTERS.get(str(dimension), UNKNOWN)


def letters(rule: CompiledRule) -> Mapping[str, str]:
    """The letter of every name of a rule; a column stands under ``row.`` and its name.

    A column of the same name that measures different things in different tables gets ``x``, as does what has
    no usual letter.
    """
    found = {name: letter(dimension) for name, dimension in rule.dimensions.items()}
    for table in rule.tables.values():
        for column in table.columns.values():
            own = letter(column.unit.dimension) if column.unit else UNKNOWN
            key = COLUMN + column.name
            found[key] = own if found.get(key, own) == own else UNKNOWN
    return found
