"""What a line for a recycled material is made from: the term of a method, and the material behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from lca.errors import Location
from lca.names import Names
from lca.rules.expression import Expression
from lca.rules.schema.words import Method

Term = Literal[
    "virgin",
    "recycled",
    "recycled_virgin",
    "recycling",
    "avoided_virgin",
    "energy_recovery",
    "heat_credit",
    "electricity_credit",
    "disposal",
]
Kind = Literal["share", "ratio", "heating_value"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter of the formulas: how it is printed, the key of a material that gives it, what it is."""

    printed: str
    key: tuple[str, ...]
    kind: Kind

    @property
    def dotted(self) -> str:
        """The key as people write it: ``recovery.rate``."""
        return ".".join(self.key)


SYMBOLS: Final[Mapping[str, Symbol]] = {
    "r1": Symbol("R1", ("recycled_content",), "share"),
    "r2": Symbol("R2", ("recycling_rate",), "share"),
    "r3": Symbol("R3", ("recovery", "rate"), "share"),
    "a": Symbol("A", ("allocation",), "share"),
    "b": Symbol("B", ("recovery", "allocation"), "share"),
    "q_in": Symbol("Qsin/Qp", ("quality_in",), "ratio"),
    "q_out": Symbol("Qsout/Qp", ("quality_out",), "ratio"),
    "lhv": Symbol("LHV", ("recovery", "heating_value"), "heating_value"),
    "x_heat": Symbol("XER,heat", ("recovery", "heat_efficiency"), "share"),
    "x_elec": Symbol("XER,elec", ("recovery", "electricity_efficiency"), "share"),
}
"""The numbers of the circular footprint formula; the other methods use some of them."""

SUMS: Final = (("r2", "r3"), ("x_heat", "x_elec"))
"""Shares of one whole: two of them add up to at most 1."""

TOLERANCE: Final = 1e-9
"""How far a share may lie beyond 0 or 1 by rounding."""

FACTORS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "ev": ("Ev", ("virgin",)),
    "erec": ("Erecycled", ("recycled",)),
    "erec_eol": ("ErecyclingEoL", ("recycling",)),
    "ev_star": ("E*v", ("replaced",)),
    "eer": ("EER", ("recovery", "burning")),
    "ese_heat": ("ESE,heat", ("recovery", "heat")),
    "ese_elec": ("ESE,elec", ("recovery", "electricity")),
    "ed": ("Ed", ("disposal",)),
}
"""The burdens of the formulas: how each is printed, and the key of a material that gives its factor."""


@dataclass(frozen=True, slots=True)
class RecyclingTerm:
    """Which term of the method a line is.

    ``formula`` is the term in printed symbols, ``(1 - R1) * Ev``, for one kilogram of the material; the
    line's ``amount`` is the same with the rule's own expressions, times the mass, without the factor.
    """

    material: str
    term: Term
    method: Method
    formula: str


@dataclass(frozen=True, slots=True)
class MaterialSpec:
    """A material whose recycling the method shares.

    ``values`` are its expressions by symbol (:data:`SYMBOLS`), as far as they were given; ``amount`` is
    its mass for the whole amount of ``process``.
    """

    name: str
    process: str
    method: Method
    label: Names | None
    amount: Expression
    values: Mapping[str, Expression]
    clause: str | None
    location: Location
