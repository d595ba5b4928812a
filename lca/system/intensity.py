"""Intensities: what one unit of a line's amount burdens, by gas and category, and how sure that is.

A line takes its intensity from a gas and a GWP set, from a supplier's footprint in the activity data,
or from the factor database; in this order of precedence: an emission has a gas, a supplier's number
beats a database's, and what nobody supplies is an error, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lca.background.product import BackgroundProduct
from lca.distributions import Distribution
from lca.errors import Finding
from lca.factors.schema import Match, Step
from lca.inventory.values import SupplierFootprint
from lca.names import Names
from lca.pedigree import Pedigree
from lca.system.sampled import Sampled

Cell = tuple[str, str]
"""(gas, category): one column of the burden; the gas ``co2e`` stands for a mixture not split."""

ParameterKind = Literal["activity", "factor", "rule"]
ParameterOrigin = Literal["source", "assigned", "stated", "pedigree"]


Origination: TypeAlias = Match | SupplierFootprint | BackgroundProduct
"""What an intensity may have come from, beside an emission's GWP."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """An uncertain number: its identity (which decides its draws), distribution and origin.

    ``distribution`` is that of the value the model takes under ``id``: engine units for activity data
    and constants of the rule, a multiplier around 1 for factors, also as samples that were made before.
    """

    id: str
    kind: ParameterKind
    value: float
    distribution: Distribution | Sampled
    origin: ParameterOrigin


@dataclass(frozen=True, slots=True)
class Term:
    """A part of an intensity that varies as one: kg CO2e per engine unit by cell, and its multiplier."""

    cells: Mapping[Cell, float]
    parameter: Parameter | None = None

    @property
    def total(self) -> float:
        """kg CO2e for one engine unit of the amount."""
        return math.fsum(self.cells.values())


def supplier_key(footprint: SupplierFootprint) -> str:
    """The identity of a supplier's number: two products that buy it share its draws."""
    return ":".join(filter(None, ("supplier", footprint.supplier, footprint.name)))


@dataclass(frozen=True, slots=True)
class Intensity:
    """The burden of one engine unit of an amount, and where it came from.

    ``source`` is the database match, the supplier's footprint, the product of a background database, or
    None for an emission, whose GWP is a definition. ``masses`` are kg of gas for one engine unit where
    known. ``rescaled`` says that the value was recomputed from masses under the run's GWP set;
    ``mixed_bound`` is the largest relative effect of values that were published under another set (None:
    no such value). ``conversion`` is how much of what the factor is per stands for one engine unit of the
    amount: a calorific value, a loss. ``steps`` say what was done between the factor and the amount.
    """

    terms: tuple[Term, ...]
    source: Origination | None = None
    masses: Mapping[str, float] = field(default_factory=dict)
    quality: Pedigree | None = None
    primary_share: float = 0.0
    rescaled: bool = False
    mixed_bound: float | None = None
    findings: tuple[Finding, ...] = ()
    conversion: float = 1.0
    steps: tuple[Step, ...] = ()

    @property
    def total(self) -> float:
        """kg CO2e for one engine unit of the amount."""
        return math.fsum(term.total for term in self.terms)

    @property
    def cells(self) -> dict[Cell, float]:
        """kg CO2e for one engine unit by gas and category, over all terms."""
        merged: dict[Cell, list[float]] = {}
        for term in self.terms:
            for cell, value in term.cells.items():
                merged.setdefault(cell, []).append(value)
        return {cell: math.fsum(values) for cell, values in merged.items()}

    def times(self, factor: float, *steps: Step) -> Intensity:
        """The intensity of an amount of which one unit stands for ``factor`` units of this one's."""
        return replace(
            self,
            terms=tuple(
                replace(term, cells={cell: value * factor for cell, value in term.cells.items()})
                for term in self.terms
            ),
            masses={gas: mass * factor for gas, mass in self.masses.items()},
            conversion=self.conversion * factor,
            steps=(*self.steps, *steps),
        )

    @property
    def key(self) -> str | None:
        """The identity of the factor behind it, as results name it."""
        if isinstance(self.source, SupplierFootprint):
            return supplier_key(self.source)
        if isinstance(self.source, BackgroundProduct):
            return self.source.key
        return self.source.factor.id if self.source else None


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a line's amount with an intensity of its own; ``key`` is empty where it is all of it."""

    intensity: Intensity
    key: str = ""
    share: float = 1.0
    label: Names | None = None
