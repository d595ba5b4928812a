"""What a rule asks for, made ready: activity data and cited constants with their units read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from lca.distribution_spec import DistributionSpec
from lca.errors import Finding, Location, RuleError
from lca.names import Names
from lca.units import Quantity, Unit

Interval: TypeAlias = tuple[float, float]
Primary = Literal["required", "preferred", "any"]
Sign = Literal["non_negative", "any"]


@dataclass(frozen=True, slots=True)
class Default:
    """The value that stands in for activity data that are not given; its use is recorded."""

    value: Quantity
    source: str


@dataclass(frozen=True, slots=True)
class ScalarSpec:
    """One number that the company gives.

    A value in ``unit`` times ``multiplier`` is the value of the variable for the whole declared
    amount: ``per`` is the amount of declared unit that one value stands for (None: the whole, and the
    multiplier is 1). ``range`` and ``typical`` are in ``unit``, before the multiplier.
    """

    name: str
    unit: Unit
    per: Unit | None
    multiplier: float
    range: Interval | None
    typical: Interval | None
    required: bool
    default: Default | None
    primary: Primary
    sign: Sign
    label: Names | None
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class ChoiceSpec:
    """One of several texts that the company chooses."""

    name: str
    options: tuple[str, ...]
    required: bool
    default: str | None
    label: Names | None
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class SupplySpec:
    """Where electricity comes from; without an answer it is the grid average."""

    name: str
    required: bool
    label: Names | None
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of a table; ``unit`` is there for a quantity, ``options`` for a choice."""

    name: str
    kind: Literal["text", "factor", "quantity", "choice"]
    unit: Unit | None
    options: tuple[str, ...]
    range: Interval | None
    typical: Interval | None
    required: bool
    default: Quantity | str | None
    primary: Primary
    sign: Sign
    label: Names | None
    location: Location


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Rows that the company gives; ``key`` is the column whose text names a row (None: its number)."""

    name: str
    key: str | None
    columns: Mapping[str, ColumnSpec]
    required: bool
    label: Names | None
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class DatedValue:
    """The value of a constant from the day ``since`` on; without a day it holds always."""

    quantity: Quantity
    source: str
    since: date | None
    location: Location


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """A cited constant; ``distribution`` as written, None where it is taken as exact.

    ``values`` stand in the order of their days, all of one dimension; a constant without days has one.
    """

    name: str
    values: tuple[DatedValue, ...]
    distribution: DistributionSpec | None
    label: Names | None
    clause: str | None
    location: Location

    @property
    def quantity(self) -> Quantity:
        """The latest value; a calculation takes the one of its period (:meth:`at`)."""
        return self.values[-1].quantity

    def at(self, day: date) -> DatedValue:
        """The value in force on a day; raises RuleError C173 where the first begins later."""
        begun = [value for value in self.values if value.since is None or value.since <= day]
        if not begun:
            params = {"name": self.name, "day": day, "first": self.values[0].since}
            raise RuleError(Finding("C173", params, self.location))
        return begun[-1]

    def times(self, factor: float) -> ParameterSpec:
        """The same constant with every value multiplied, taken as exact."""
        scaled = (replace(v.quantity, value=v.quantity.value * factor) for v in self.values)
        values = tuple(replace(v, quantity=q) for v, q in zip(self.values, scaled, strict=True))
        return replace(self, values=values, distribution=None)

    def fixed(self, quantity: Quantity) -> ParameterSpec:
        """The same constant with one exact value for all days."""
        value = replace(self.values[-1], quantity=quantity, since=None)
        return replace(self, values=(value,), distribution=None)
