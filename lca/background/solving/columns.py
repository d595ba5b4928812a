"""Solving an arranged system for several columns: sweeps, and directly where sweeps do not get there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lca.background.database import Floats
from lca.background.solving.arrangement import Arrangement
from lca.background.solving.fallback import solve_loop
from lca.background.solving.loops import Loop

TOLERANCE = 4e-15
LIMIT = 2000


@dataclass(frozen=True, eq=False)
class Columns:
    """A solved system.

    Attributes:
        values: (n, columns) by node.
        sweeps: most sweeps that a loop took.
        error: largest estimate of the relative error.
        loops: what was solved without sweeps.
    """

    values: Floats
    sweeps: int
    error: float
    loops: tuple[Loop, ...]

    @property
    def method(self) -> str:
        """What ran, in words."""
        if not self.loops:
            return "Gauss-Seidel"
        return "Gauss-Seidel, " + ", ".join(sorted({loop.method for loop in self.loops}))


def solve_columns(arrangement: Arrangement, amount: Floats, right: Floats) -> Columns:
    """Solve for right hand sides given by node.

    Args:
        arrangement: of the system.
        amount: (m,) by exchange, its entries.
        right: (n, columns) by node.
    """
    from lca.kernels import sweeping

    a, columns = arrangement, right.shape[1]
    value, ordered = amount[a.exchange], right[a.order]
    pivots = a.pivots(amount)
    pivot = np.repeat(pivots[:, None], columns, axis=1)
    x = np.repeat(a.scale[:, None], columns, axis=1)
    report, loops = np.zeros((columns, 4)), []
    offset = np.zeros(2, dtype=np.int64)
    first, count = 0, len(a.components) - 1
    with np.errstate(all="ignore"):
        while first < count:
            first = sweeping.solve(
                a.components, first, count, a.kinds, a.row, value, offset, a.late, pivot, a.scale, ordered, x,
                TOLERANCE, LIMIT, report,
            )  # fmt: skip
            failed = np.flatnonzero(~np.isfinite(report[:, sweeping.ERROR]))
            if failed.size:
                loop = solve_loop(a, first - 1, value, pivots, ordered[:, failed], x, failed)
                loops.append(loop)
                report[failed, sweeping.ERROR] = loop.error
    values = np.empty_like(x)
    values[a.order] = x
    return Columns(values, int(report[:, 0].max(initial=0)), float(report[:, 2].max(initial=0)), tuple(loops))


def residual(arrangement: Arrangement, amount: Floats, right: Floats, values: Floats) -> Floats:
    """Componentwise backward error of each node, the worst column; shape (n,).

    Source: W. Oettli, W. Prager (1964), Numerische Mathematik 6, 405-409.
    """
    from lca.kernels import estimating

    a = arrangement
    value = amount[a.exchange]
    error = estimating.backward_error(
        a.kinds, a.row, value, a.pivots(amount), right[a.order], values[a.order]
    )
    return np.asarray(error[a.rank])
