"""A background database as the solver wants it: one column a node, in an order in which sweeps converge fast.

The adjoint is ``pivot_j λ_j = h_j - sum over i of A_ij λ_i`` for every process ``j``: node ``j`` needs the
products ``i`` that it takes. Forward, ``pivot_i s_i = d_i - sum over j of A_ij s_j``: node ``i`` needs the
processes ``j`` that take it. Both have the same loops; forward runs them the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Exchanges, Floats, Integers

ROUGH = 2
"""Steps of fixed-point iteration that tell the order how much each exchange weighs."""


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Entries of a square system in solving order; a *place* is a node's number in that order.

    Attributes:
        order: (n,) by place, the node.
        rank: (n,) by node, the place.
        components: (c + 1,) places where each strongly connected component begins, and n.
        kinds: (3, n + 1) by place, where its own entries, those known before its loop and those of its loop
            begin among the entries.
        exchange: (m,) by entry, the position of the exchange.
        row: (m,) by entry, the place that is needed.
        late: (l,) places that an earlier place of their loop needs.
        scale: (n,) by place, rough size of the solution.
    """

    order: Integers
    rank: Integers
    components: Integers
    kinds: Integers
    exchange: Integers
    row: Integers
    late: Integers
    scale: Floats

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.order)

    def pivots(self, amount: Floats) -> Floats:
        """By place, the sum of a node's own entries; shape (n,)."""
        own = self.kinds[0]
        return totals(amount[self.exchange[: own[-1]]], own)


def totals(values: Floats, starts: NDArray[np.integer]) -> Floats:
    """The sum of each stretch of values; shape (len(starts) - 1,); of an empty one 0."""
    if len(values) == len(starts) - 1:
        return values.copy()
    sums: Floats = np.add.reduceat(np.append(values, 0.0), starts[:-1])
    sums[np.diff(starts) == 0] = 0.0
    return sums


@dataclass(frozen=True, eq=False)
class Grouped:
    """Exchanges by node, within a node by what it needs, within a cell by key: no file decides the order.

    Attributes:
        starts: (n + 1,) where those of each node begin.
        entries: (m,) positions of the exchanges.
        target: (m,) the node that each needs.
        amount: (m,) the entries.
    """

    starts: Integers
    entries: Integers
    target: Integers
    amount: Floats


def grouped(technosphere: Exchanges, size: int, *, forward: bool = False) -> Grouped:
    """Sort the exchanges of a system; forward, a node is a product and needs the processes that take it."""
    from lca.kernels import arranging

    column, needed = technosphere.column, technosphere.row
    if forward:
        column, needed = needed, column
    everything = np.arange(len(technosphere), dtype=np.int32)
    starts, entries, target = arranging.group(column, size, needed, size, technosphere.key, everything)
    return Grouped(starts, entries, target, technosphere.amount[entries])


def arrange(sorted_: Grouped, right: Floats) -> Arrangement:
    """Order a system whose amounts are finite and whose pivots are not zero.

    Args:
        sorted_: its exchanges.
        right: (n,) magnitudes of the right hand side, which weigh the exchanges.
    """
    from lca.kernels import arranging, estimating, ordering

    starts, target, size = sorted_.starts, sorted_.target, len(right)
    scale = estimating.rough(starts, target, sorted_.amount, np.abs(right), ROUGH)
    scale = scale if scale.any() else np.ones(size)
    weight = np.abs(sorted_.amount) * scale[target]
    order, component, count = ordering.order(starts, target.copy(), weight)
    rank = np.empty(size, dtype=np.int32)
    rank[order] = np.arange(size, dtype=np.int32)
    kinds, exchange, row, late = arranging.arrange(starts, sorted_.entries, target, rank, order, component)
    components = np.zeros(count + 1, dtype=np.int32)
    components[1:] = np.cumsum(np.bincount(component, minlength=count))
    return Arrangement(order, rank, components, kinds, exchange, row, late, scale[order])
