"""One loop that sweeps do not solve: Krylov where it proves itself, else a direct factorisation.

A small residual proves nothing where a loop gives back almost nothing of what it makes (a residual of 1e-8
has gone with answers wrong by a fifth). So a Krylov solution is believed only when solving for its own
residual, to eight digits of that, corrects it by next to nothing; a direct one comes with the condition
number of the loop.

Sources: H. A. van der Vorst (1992), Bi-CGSTAB, SIAM J. Sci. Stat. Comput. 13(2), 631-644; X. S. Li (2005),
SuperLU, ACM TOMS 31(3), 302-325; N. J. Higham, F. Tisseur (2000), SIAM J. Matrix Anal. Appl. 21, 1185-1201.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.solving.arrangement import Arrangement

SMALL = 2000
"""Nodes up to which a loop is factorised at once: that takes milliseconds."""
BELIEVED = 1e-8
"""Largest relative correction of a Krylov solution that is believed; its own error is far smaller."""
KRYLOV, DIRECT, NONE = "BiCGSTAB", "SuperLU of the transpose", "no solution"


@dataclass(frozen=True, eq=False)
class Loop:
    """A loop that was not solved by sweeps.

    Attributes:
        places: (k,) its places in the order.
        method: what solved it.
        condition: its 1-norm condition number after scaling; infinite if singular, NaN if it was not needed.
        error: estimate of the relative error of the solution.
        productive: whether it can deliver some of all its products; None where that is not known.
        involved: (k,) by place, the part that it has in what makes the loop singular or unproductive.
    """

    places: NDArray[np.int64]
    method: str
    condition: float
    error: float
    productive: bool | None
    involved: Floats


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
    scale = np.where(arrangement.scale[begin:end] > 0, arrangement.scale[begin:end], 1.0)
    # Rows by their pivot, columns by the size of their number: what is left are shares of cost.
    scaled = (matrix * (scale[None, :] / (pivots[begin:end] * scale)[:, None])).tocsc()
    wanted = known / (pivots[begin:end] * scale)[:, None]
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
    from scipy.sparse import csr_array, diags_array

    _, before, loop = arrangement.kinds
    count, size = end - begin, arrangement.size

    def part(starts: Any, shift: int, width: int) -> Any:
        inside = slice(int(starts[begin]), int(starts[end]))
        parts = (value[inside], arrangement.row[inside] - shift, starts[begin : end + 1] - starts[begin])
        return csr_array(parts, shape=(count, width))

    matrix = part(loop, begin, count) + diags_array(pivots[begin:end])
    return matrix, right[begin:end] - part(before, 0, size) @ x


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
    from scipy.sparse.linalg import splu

    try:
        factors = splu(matrix)
        inverse = _inverse_norm(factors, len(places))
    except RuntimeError:
        return np.full_like(right, np.nan), _singular(places, matrix)
    condition = inverse * float(abs(matrix).sum(axis=0).max())
    if not condition < 1e16:
        return np.full_like(right, np.nan), _singular(places, matrix)
    x = factors.solve(right)
    x = x + factors.solve(right - matrix @ x)
    productive, involved = _productive(matrix)
    return x, Loop(places, DIRECT, condition, condition * 2.0**-53, productive, involved)


def _inverse_norm(factors: Any, size: int) -> float:
    from scipy.sparse.linalg import LinearOperator, onenormest

    transposed = lambda v: factors.solve(v, trans="T")  # noqa: E731
    operator = LinearOperator((size, size), matvec=factors.solve, rmatvec=transposed, dtype=np.float64)
    if size < 5:
        return float(np.abs(factors.solve(np.eye(size))).sum(axis=0).max())
    return float(onenormest(operator))


def _productive(matrix: Any) -> tuple[bool | None, Floats]:
    """Whether a loop can deliver some of everything, and where not; not known where something is avoided.

    A matrix without positive entries off the diagonal is productive if it has a nonnegative inverse (A.
    Berman, R. J. Plemmons 1994, Nonnegative Matrices in the Mathematical Sciences, chapter 6).
    """
    from scipy.sparse.linalg import splu

    entries = matrix.tocoo()
    if (entries.data[entries.row != entries.col] > 0).any():
        return None, np.zeros(matrix.shape[0])
    factors = splu(matrix.tocsc())
    made = factors.solve(np.ones(matrix.shape[0]))
    return bool((made >= 0).all()), np.maximum(-made, 0.0)


def _singular(places: NDArray[np.int64], matrix: Any) -> Loop:
    """A loop without solution; involved are the places of its null vector, found by inverse iteration."""
    from scipy.sparse import diags_array
    from scipy.sparse.linalg import splu

    size = len(places)
    shifted = (matrix + 1e-10 * diags_array(np.ones(size))).tocsc()
    part = np.ones(size)
    try:
        factors = splu(shifted)
        for _ in range(3):
            part = factors.solve(part)
            part /= np.abs(part).max()
    except RuntimeError:
        part = np.ones(size)
    return Loop(places, NONE, float("inf"), float("inf"), None, np.abs(part))
