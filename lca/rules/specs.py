"""What a rule asks for, made ready: activity data and cited constants with their units read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lca.distribution_spec import DistributionSpec
from lca.errors import Location
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
class ParameterSpec:
    """A cited constant; ``distribution`` as written, None where it is taken as exact."""

    name: str
    quantity: Quantity
    distribution: DistributionSpec | None
    source: str
    label: Names | None
    location: Location
