"""What a rule demands beside the number, made ready: carbon held, balances, what a cut-off is a share of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lca.errors import Location
from lca.names import Names
from lca.rules.expression.tree import Expression
from lca.units import Dimension, Quantity


@dataclass(frozen=True, slots=True)
class StorageSpec:
    """Biogenic carbon that the product holds: kg C for the reference flow, and for how long."""

    key: str
    label: Names | None
    carbon: Expression
    duration: Quantity
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class BalanceSpec:
    """What goes into a process and what comes out, for its whole amount, in one ``dimension``.

    ``tolerance`` is the largest difference as a share of what goes in.
    """

    key: str
    process: str
    label: Names | None
    inputs: Expression
    outputs: Expression
    dimension: Dimension
    tolerance: float
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Demanded:
    """All of them.

    ``left_out`` are the masses or energies of the boundary's exclusions, by their index in the rule;
    ``whole`` is what they are a share of where the rule says so.
    """

    storages: tuple[StorageSpec, ...] = ()
    balances: tuple[BalanceSpec, ...] = ()
    left_out: Mapping[int, Expression] = field(default_factory=dict)
    whole: Expression | None = None
