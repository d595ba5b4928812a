"""The matrix of one loop, balanced, and what its factors tell: condition number, productive or not, singular.

Sources: X. S. Li (2005), SuperLU, ACM TOMS 31(3), 302-325; N. J. Higham, F. Tisseur (2000), SIAM J. Matrix
Anal. Appl. 21, 1185-1201; F. L. Bauer (1963), Optimally scaled matrices, Numerische Mathematik 5, 73-87.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.solving.arrangement import Arrangement

ROUNDS, EVEN = 200, 1.01
"""Most steps, and the evenness of the last, of the power iteration that balances a loop."""
DIRECT, NONE = "SuperLU of the transpose", "no solution"


@dataclass(frozen=True, eq=False)
class Loop:
    """A loop that was not solved by sweeps.

    Attributes:
        places: (k,) its places in the order.
        method: what solved it.
        condition: its condition number in the maximum norm, scaled by :func:`balanced`; infinite if singular,
            NaN if it was not needed.
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


def inspect_loop(arrangement: Arrangement, component: int, value: Floats, pivots: Floats) -> Loop:
    """What the factors of a component tell, by itself: its condition number, whether it can deliver."""
    begin, end = int(arrangement.components[component]), int(arrangement.components[component + 1])
    matrix = balanced(loop_matrix(arrangement, begin, end, value, pivots), pivots[begin:end])[0]
    return factorised(np.arange(begin, end), matrix)[1]


def balanced(matrix: Any, pivots: Floats) -> tuple[Any, Floats]:
    """A loop with a unit diagonal, its units such that no product is large beside the others.

    The scale is the Perron vector of the magnitudes (a loop is irreducible, so there is one), for which all
    rows have the same sum. Of all scalings it gives the smallest condition number of a loop without avoided
    products, so that does not depend on the units of a source, nor on what is demanded (F. L. Bauer 1963,
    Optimally scaled matrices, Numerische Mathematik 5, 73-87, theorem 7).

    Args:
        matrix: (k, k) of a component.
        pivots: (k,) its diagonal.

    Returns:
        The scaled matrix in columns, and the scale (k,), negative where a pivot is.
    """
    shares = abs(matrix) * (1.0 / np.abs(pivots))[:, None]
    scale = np.ones(len(pivots))
    for _ in range(ROUNDS):
        after = shares @ scale
        after /= after.max()
        moved = float(np.max(after / scale) / np.min(after / scale))
        scale = after
        if moved < EVEN:
            break
    signed = scale * np.sign(pivots)
    return (matrix * (signed[None, :] / np.abs(pivots * scale)[:, None])).tocsc(), signed


def loop_matrix(arrangement: Arrangement, begin: int, end: int, value: Floats, pivots: Floats) -> Any:
    """A component with its own entries in the diagonal; (its places, its places)."""
    from scipy.sparse import diags_array

    return entries_of(arrangement, 2, begin, end, value)[:, begin:end] + diags_array(pivots[begin:end])


def entries_of(arrangement: Arrangement, kind: int, begin: int, end: int, value: Floats) -> Any:
    """Entries of one kind, see :class:`Arrangement`, of a component; (places of it, all places)."""
    from scipy.sparse import csr_array

    starts = arrangement.kinds[kind]
    inside = slice(int(starts[begin]), int(starts[end]))
    parts = (value[inside], arrangement.row[inside], starts[begin : end + 1] - starts[begin])
    return csr_array(parts, shape=(end - begin, arrangement.size))


def factorised(places: NDArray[np.int64], matrix: Any) -> tuple[Any, Loop]:
    """LU factors of a balanced loop, None where it is singular, and what they tell of it."""
    from scipy.sparse.linalg import splu

    try:
        factors = splu(matrix)
        inverse = _inverse_norm(factors, len(places))
    except RuntimeError:
        return None, _singular(places, matrix)
    condition = inverse * float(abs(matrix).sum(axis=1).max())
    if not condition < 1e16:
        return None, _singular(places, matrix)
    productive, involved = _productive(matrix, factors)
    return factors, Loop(places, DIRECT, condition, condition * 2.0**-53, productive, involved)


def _inverse_norm(factors: Any, size: int) -> float:
    """The maximum norm of the inverse: the 1-norm of its transpose."""
    from scipy.sparse.linalg import LinearOperator, onenormest

    transposed = lambda v: factors.solve(v, trans="T")  # noqa: E731
    operator = LinearOperator((size, size), matvec=transposed, rmatvec=factors.solve, dtype=np.float64)
    if size < 5:
        return float(np.abs(factors.solve(np.eye(size))).sum(axis=1).max())
    return float(onenormest(operator))


def _productive(matrix: Any, factors: Any) -> tuple[bool | None, Floats]:
    """Whether a loop can deliver some of everything, and where not; not known where something is avoided.

    A matrix without positive entries off the diagonal is productive if it has a nonnegative inverse (A.
    Berman, R. J. Plemmons 1994, Nonnegative Matrices in the Mathematical Sciences, chapter 6).
    """
    entries = matrix.tocoo()
    if (entries.data[entries.row != entries.col] > 0).any():
        return None, np.zeros(matrix.shape[0])
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
