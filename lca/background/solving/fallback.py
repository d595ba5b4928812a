"""One loop that sweeps do not solve: Krylov where it proves itself, else a direct factorisation.

A small residual proves nothing where a loop gives back almost nothing of what it makes (a residual of 1e-8
has gone with answers wrong by a fifth). So a Krylov solution is believed only when solving for its own
residual, to eight digits of that, corrects it by next to nothing; a direct one comes with the condition
number of the loop.

Source: H. A. van der Vorst (1992), Bi-CGSTAB, SIAM J. Sci. Stat. Comput. 13(2), 631-644.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.solving.arrangement import Arrangement
from lca.background.solving.loops import NONE, Loop, balanced, entries_of, factorised, loop_matrix

SMALL = 2000
"""Nodes up to which a loop is factorised at once: that takes milliseconds."""
BELIEVED = 1e-8
"""Largest relative correction of a Krylov solution that is believed; its own error is far smaller."""
KRYLOV = "BiCGSTAB"


def solve_loop(
    arrangement: Arrangement,
    component: int,
    value: Floats,
    pivots: Floats,
    right: Floats,
    x: Floats,
    columns: NDArray[np.integer[Any]],
) -> Loop:
    """Solve one component for some columns, and write them into ``x``; NaN where it is singular.

    Args:
        arrangement: of the system.
        component: its number; all before it are solved in ``x``.
        value: (m,) by entry.
        pivots: (n,) by place.
        right: (n, k) by place, of these columns.
        x: (n, all columns) by place.
        columns: (k,) which ones.
    """
    begin, end = int(arrangement.components[component]), int(arrangement.components[component + 1])
    matrix, known = _system(arrangement, begin, end, value, pivots, right, x[:, columns])
    scaled, scale = balanced(matrix, pivots[begin:end])
    wanted = known / np.abs(pivots[begin:end] * scale)[:, None]
    places = np.arange(begin, end)
    if end - begin > SMALL and (found := _krylov(scaled, wanted)) is not None:
        x[begin:end, columns] = found[0] * scale[:, None]
        return Loop(places, KRYLOV, float("nan"), found[1], None, np.zeros(end - begin))
    solution, loop = _direct(places, scaled, wanted)
    x[begin:end, columns] = solution * scale[:, None]
    return loop


def _system(
    arrangement: Arrangement, begin: int, end: int, value: Floats, pivots: Floats, right: Floats, x: Floats
) -> tuple[Any, Floats]:
    """The matrix of a component, and its right hand side when all before it is subtracted."""
    before = entries_of(arrangement, 1, begin, end, value)
    return loop_matrix(arrangement, begin, end, value, pivots), right[begin:end] - before @ x


def _krylov(matrix: Any, right: Floats) -> tuple[Floats, float] | None:
    """Solutions by BiCGSTAB, corrected by their own residuals, and how much that moved; None if not believed.

    The matrix is scaled to a unit diagonal, which is Jacobi's preconditioner.
    """
    from scipy.sparse.linalg import bicgstab

    solution, worst = np.zeros_like(right), 0.0
    for s in range(right.shape[1]):
        x = np.zeros(len(right))
        for _ in range(6):
            rest = right[:, s] - matrix @ x
            step, failed = bicgstab(matrix, rest, rtol=1e-8, atol=0.0, maxiter=400)
            if failed or not np.isfinite(step).all():
                return None
            x = x + step
            size = np.maximum(np.abs(x), 1e-12 * np.abs(x).max())
            move = float(np.max(np.abs(step) / size, initial=0.0)) if x.any() else 0.0
            if move <= BELIEVED:
                break
        else:
            return None
        solution[:, s], worst = x, max(worst, 0.01 * move)
    return solution, worst


def _direct(places: NDArray[np.int64], matrix: Any, right: Floats) -> tuple[Floats, Loop]:
    """The solution by LU with one step of refinement, and what the factors tell of the loop."""
    factors, loop = factorised(places, matrix)
    if loop.method == NONE:
        return np.full_like(right, np.nan), loop
    x = factors.solve(right)
    return x + factors.solve(right - matrix @ x), loop
