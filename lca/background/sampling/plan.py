"""What is drawn for a sample, in the order in which it is used: made once for a database and a GWP set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows, without_value
from lca.background.database import Background, Floats, Integers
from lca.background.sampling.drawable import EXACT, Table, table
from lca.background.solving.arrangement import Arrangement, arrange, grouped
from lca.background.solving.checks import check
from lca.background.solving.columns import solve_columns
from lca.background.solving.intensities import sorted_entries
from lca.background.solving.judging import examine, judge
from lca.background.solving.weighing import effects
from lca.errors import Finding
from lca.gases import GwpSet

SEGMENT = 8192
"""Exchanges drawn at a time, unless a loop is larger: eight samples of them stay in the cache."""
Words = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Segment:
    """Whole components, and what is drawn for them, sorted by kind of distribution.

    Attributes:
        first: component with which it begins.
        last: component before which it ends.
        begin: place with which it begins.
        end: place before which it ends.
        keys: (2, m) identities of the draws.
        parameters: (3, m), see :func:`lca.kernels.drawing.draw`.
        bounds: (6,) where the kinds begin.
        slots: (m,) row of the values that each exchange fills.
        offset: (4,) what to subtract from the number of an own, known, loop or gas entry to find its row.
        rank: (m,) number of the identity among all that are drawn, for designs.
        owner: a number of the database's own, from the identities that are drawn; the same in all segments.
    """

    first: int
    last: int
    begin: int
    end: int
    keys: Words
    parameters: Floats
    bounds: NDArray[np.int64]
    slots: NDArray[np.int64]
    offset: NDArray[np.int64]
    rank: NDArray[np.int64]
    owner: np.uint64


@dataclass(frozen=True, eq=False)
class Plan:
    """A database, ready to be sampled.

    Attributes:
        arrangement: of its adjoint.
        nominal: (n,) by place, kg CO2e per unit with every exchange at its amount: where samples start from.
        signs: (n,) by place, sign of the production; a sample that turns one is not productive.
        gas_starts: (n + 1,) where the gas entries of each place begin.
        gas_factor: (g,) kg CO2e per unit of each gas entry.
        gas_exchange: (g,) its position among the interventions.
        segments: in solving order.
        rows: most rows of values that a segment needs.
        drawn: how many exchanges are uncertain.
        varied: whether any production is.
        one_sign: whether no process emits less than nothing and none avoids products, so that a sample
            that turns the sign of an intensity has a loop that takes more than it makes.
        ones: as many as there are own entries.
        findings: warnings of gases that the GWP set has no value for, which are in no sample.
    """

    arrangement: Arrangement
    nominal: Floats
    signs: Floats
    gas_starts: Integers
    gas_factor: Floats
    gas_exchange: Integers
    segments: tuple[Segment, ...]
    rows: int
    drawn: int
    varied: bool
    one_sign: bool
    ones: Floats
    findings: tuple[Finding, ...] = ()


def plan(background: Background, gases: GasFlows, gwp: GwpSet) -> Plan:
    """Arrange a database for sampling.

    Raises:
        InputError: B600 to B603 what cannot be solved, B631 distributions that cannot be drawn.
        FactorError: B661 a set that has no value for a main gas.
    """
    check(background)
    technosphere, size = background.technosphere, background.size
    effect = effects(background, gases, gwp)
    starts, chosen = sorted_entries(background, np.flatnonzero((effect != 0)[background.interventions.row]))
    factor = effect[background.interventions.row[chosen]]
    direct = factor * background.interventions.amount[chosen]
    column = background.interventions.column[chosen]
    right = np.bincount(column, direct, minlength=size).astype(np.float64)
    weights = np.bincount(column, np.abs(direct), minlength=size).astype(np.float64)
    a = arrange(grouped(technosphere, size), weights)
    solved = solve_columns(a, technosphere.amount, right[:, None])
    judge(background, a, solved, examine(a, technosphere.amount))
    counts = np.diff(starts)[a.order]
    gas_starts = np.zeros(size + 1, dtype=np.int32)
    gas_starts[1:] = np.cumsum(counts)
    # The gas entries of a place, in solving order.
    by_place = np.repeat(starts[:-1][a.order] - gas_starts[:-1], counts) + np.arange(len(chosen))
    known = table(background, chosen[by_place])
    segments = tuple(_segments(a, gas_starts, known))
    own = a.exchange[: a.kinds[0, -1]]
    return Plan(
        arrangement=a,
        nominal=solved.values[a.order, 0],
        signs=np.sign(a.pivots(technosphere.amount)),
        gas_starts=gas_starts,
        gas_factor=factor[by_place],
        gas_exchange=chosen[by_place],
        segments=segments,
        rows=max((len(segment.slots) for segment in segments), default=0),
        drawn=int((known.kind < EXACT).sum()),
        varied=bool((known.kind[own] < EXACT).any()),
        one_sign=bool((direct >= 0).all()) and _plain(a, technosphere.amount),
        ones=np.ones(len(own)),
        findings=without_value(background, gases, gwp),
    )


def _plain(a: Arrangement, amount: Floats) -> bool:
    """Whether, with every product turned positive, every entry off the production takes."""
    others = slice(int(a.kinds[1, 0]), None)
    return bool((amount[a.exchange[others]] * np.sign(a.pivots(amount))[a.row[others]] <= 0).all())


def _segments(a: Arrangement, gas_starts: Integers, known: Table) -> Iterator[Segment]:
    """Stretches of whole components with about as many entries as a segment should have."""
    entries = (a.kinds - a.kinds[:, :1]).sum(axis=0, dtype=np.int64) + gas_starts
    at = entries[a.components]
    rank = _ranks(known)
    first, count = 0, len(a.components) - 1
    while first < count:
        last = max(int(np.searchsorted(at, at[first] + SEGMENT, side="right")) - 1, first + 1)
        yield _segment(a, gas_starts, known, rank, first, last)
        first = last


def _segment(
    a: Arrangement, gas_starts: Integers, known: Table, rank: NDArray[np.int64], first: int, last: int
) -> Segment:
    begin, end = int(a.components[first]), int(a.components[last])
    shift = len(a.exchange) and int(a.exchange.max(initial=-1)) + 1
    parts, offset, rows = [], [], 0
    for starts in (*a.kinds, gas_starts):
        low, high = int(starts[begin]), int(starts[end])
        parts.append(np.arange(low, high) + shift if starts is gas_starts else a.exchange[low:high])
        offset.append(low - rows)
        rows += high - low
    exchange = np.concatenate(parts).astype(np.int64)
    kind = known.kind[exchange]
    slots = np.argsort(kind, kind="stable")
    exchange = exchange[slots]
    bounds = np.searchsorted(kind[slots], np.arange(6))
    return Segment(
        first=first,
        last=last,
        begin=begin,
        end=end,
        keys=np.ascontiguousarray(known.key[exchange].T),
        parameters=np.ascontiguousarray(known.values[:, exchange]),
        bounds=bounds.astype(np.int64),
        slots=slots.astype(np.int64),
        offset=np.array(offset, dtype=np.int64),
        rank=rank[exchange],
        owner=_owner(known),
    )


def _owner(known: Table) -> np.uint64:
    """The smallest identity that is drawn, which holds the name of the database, as all do."""
    return np.uint64(known.key[known.kind < EXACT, 0].min(initial=np.iinfo(np.uint64).max))


def _ranks(known: Table) -> NDArray[np.int64]:
    """The number of each identity among those that are drawn, in the order of the identities themselves."""
    drawn = np.flatnonzero(known.kind < EXACT)
    first, second = known.key[drawn, 0], known.key[drawn, 1]
    order = np.lexsort((second, first))
    new = np.ones(len(drawn), dtype=np.int64)
    new[1:] = (np.diff(first[order]) != 0) | (np.diff(second[order]) != 0)
    result = np.zeros(len(known.kind), dtype=np.int64)
    result[drawn[order]] = np.cumsum(new) - 1
    return result
