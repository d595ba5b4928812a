"""Where the footprint of a process comes from: by process, supplier, tier and path, each adding up to it.

All is per unit of the product, or per unit treated where the product is a waste. What is not listed stands
in a rest, positive and negative parts apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lca.background.database import Background, Floats

if TYPE_CHECKING:
    from lca.background.analysing import Path, Result
    from lca.background.characterising import GasFlows
    from lca.background.solving import Intensities
    from lca.gases import GwpSet

TIERS = 6
"""Tiers that stand apart, the makers themselves among them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A process and its part of a footprint in kg CO2e; ``amount`` of its product, where one is taken."""

    id: str
    name: str
    location: str
    value: float
    amount: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is not listed: how many parts, and the sums of the positive and of the negative ones."""

    count: int
    positive: float
    negative: float

    @classmethod
    def of(cls, values: Floats) -> Rest:
        """The rest of some values; nothing of zeros."""
        positive, negative = values[values > 0], values[values < 0]
        return cls(len(positive) + len(negative), float(positive.sum()), float(negative.sum()))


@dataclass(frozen=True, slots=True)
class Origins:
    """A footprint by those who emit, by direct supplier, and by tier.

    ``processes`` and ``processes_rest`` add up to ``total``; so do ``direct`` (emitted by the process
    itself), ``suppliers`` and ``suppliers_rest``; so do ``tiers`` and ``beyond``.
    """

    total: float
    processes: tuple[Part, ...]
    processes_rest: Rest
    direct: float
    suppliers: tuple[Part, ...]
    suppliers_rest: Rest
    tiers: tuple[float, ...]
    beyond: float


@dataclass(frozen=True, slots=True)
class Step:
    """The end of a chain of suppliers: ``burden`` is all behind it, ``direct`` what its process emits."""

    chain: tuple[str, ...]
    name: str
    location: str
    amount: float
    unit: str
    burden: float
    direct: float


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains as a tree, and the rest below the cut-off; ``direct`` of all and the rest add up."""

    cutoff: float
    total: float
    steps: tuple[Step, ...]
    more: int
    rest: Rest


@dataclass(frozen=True, eq=False)
class Solved:
    """A process with its database solved for one unit of it; ``sign`` is -1 for the treatment of a waste."""

    background: Background
    position: int
    sign: float
    result: Result
    technosphere: Any

    @property
    def total(self) -> float:
        """kg CO2e per unit of the product, or per unit treated."""
        return self.result.total


def solved_for(
    background: Background, position: int, gases: GasFlows, gwp: GwpSet, known: Intensities | None
) -> Solved:
    """Solve for one unit of what a process makes or treats."""
    from lca.background.analysing import derivatives, unit_demand
    from lca.background.analysing.contributions import matrix

    sign = -1.0 if background.processes.column("kind")[position].as_py() == "waste" else 1.0
    demand = sign * unit_demand(background, position)
    result = derivatives(background, gases, gwp, demand, known)
    return Solved(background, position, sign, result, matrix(background))


def origins(solved: Solved, limit: int | None) -> Origins:
    """The footprint by process, direct supplier and tier; ``limit`` parts of each are listed."""
    from lca.background.analysing import by_process, suppliers, tiers

    each = by_process(solved.result)
    order = np.argsort(-np.abs(each), kind="stable")
    order = order[each[order] != 0]
    bought = suppliers(solved.background, solved.result, solved.position, solved.technosphere)
    amounts, burdens = solved.sign * bought.amount, solved.sign * bought.burden
    taken = zip(bought.product.tolist()[:limit], burdens.tolist(), amounts.tolist(), strict=False)
    steps = tiers(solved.background, solved.result, TIERS - 1)
    return Origins(
        solved.total,
        tuple(_part(solved.background, int(at), float(each[at])) for at in order[:limit]),
        Rest.of(np.array([]) if limit is None else each[order[limit:]]),
        solved.sign * bought.direct,
        tuple(_part(solved.background, at, value, amount) for at, value, amount in taken),
        Rest.of(np.array([]) if limit is None else burdens[limit:]),
        tuple(steps.burden.tolist()),
        steps.rest,
    )


def _part(background: Background, at: int, value: float, amount: float | None = None) -> Part:
    row = background.processes
    key, name, location, unit = (row.column(one)[at].as_py() for one in ("id", "name", "location", "unit"))
    return Part(key, name, location, value, amount, "" if amount is None else unit)


def chains(solved: Solved, cutoff: float, limit: int | None) -> Chains:
    """Chains of suppliers at or above a share of the footprint, as a tree, the heaviest first."""
    from lca.background.analysing import paths

    found = paths(solved.background, solved.result, solved.position, cutoff).paths
    # A path comes after those that lead to it, so the first ones are a tree.
    shown = found[:limit]
    steps = tuple(_step(solved, path) for path in _tree(shown))
    rest = np.fromiter(_others(solved, shown), dtype=np.float64)
    return Chains(cutoff, solved.total, steps, len(found) - len(shown), Rest.of(rest))


def _step(solved: Solved, path: Path) -> Step:
    table, sign = solved.background.processes, solved.sign
    end = path.products[-1]
    ids = tuple(str(table.column("id")[at].as_py()) for at in path.products)
    name, location, unit = (table.column(key)[end].as_py() for key in ("name", "location", "unit"))
    # Beyond the first, amounts are as entries have them: negative where something is given off.
    amount = path.amount if len(ids) == 1 else sign * path.amount
    return Step(ids, name, location, amount, unit, sign * path.burden, sign * path.direct)


def _tree(found: Sequence[Path]) -> Iterator[Path]:
    """Depth first; those with the same origin by the magnitude of their burden."""
    below: dict[tuple[int, ...], list[Path]] = {}
    for path in found:
        below.setdefault(path.products[:-1], []).append(path)
    waiting = below.get((), [])[::-1]
    while waiting:
        path = waiting.pop()
        yield path
        heavy = sorted(below.get(path.products, ()), key=lambda one: -abs(one.burden))
        waiting += heavy[::-1]


def _others(solved: Solved, shown: Sequence[Path]) -> Iterator[float]:
    """Burdens of the suppliers of these paths that are no paths themselves."""
    from lca.background.analysing import suppliers

    known = {path.products for path in shown}
    for path in shown:
        bought = suppliers(solved.background, solved.result, path.products[-1], solved.technosphere)
        for other, burden in zip(bought.product.tolist(), bought.burden.tolist(), strict=True):
            if (*path.products, other) not in known:
                yield solved.sign * path.amount * burden
