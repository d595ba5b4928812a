"""One sparse factorisation for both directions, equilibrated, refined and with an honest condition number.

What is factorised is the transposed matrix, because its elimination fills far less in life cycle databases;
the forward solve runs through the same factors transposed.

Sources: D. Ruiz (2001), A scaling algorithm to equilibrate both rows and columns norms, RAL-TR-2001-034;
W. W. Hager (1984), Condition estimates, SIAM J. Sci. Stat. Comput. 5(2); N. J. Higham (2002), Accuracy and
Stability of Numerical Algorithms, chapters 12 and 15; X. S. Li (2005), SuperLU, ACM TOMS 31(3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph, linalg

Floats = NDArray[np.float64]

SWEEPS = 8
"""Sweeps of equilibration; each takes the square root of what is left."""
REFINEMENTS = 5
EPSILON = float(np.finfo(np.float64).eps)
GOOD = 2 * EPSILON
"""Componentwise backward error at which refinement stops."""
NUDGE = 2.0**-40
"""Relative change of the production entries that lets an exactly singular matrix be factorised."""


@dataclass(frozen=True, eq=False)
class Answer:
    """A solved vector or table of vectors, and the backward error that refinement left."""

    value: Floats
    error: float


@dataclass(frozen=True, eq=False)
class Factorisation:
    """``A`` as ``R A C`` with the factors of its transpose; scales are powers of two, so scaling is exact.

    ``process`` gives each product a process of its own, as some perfect matching does.
    """

    scaled: sparse.csc_array
    rows: Floats
    columns: Floats
    factors: Any
    process: NDArray[np.int64]

    def forward(self, demand: Floats) -> Answer:
        """``s`` of ``A s = d``; demand of shape (products,). What it does not reach is exactly zero."""
        reached = self.reached(demand != 0)
        found = _refined(
            self.scaled, self.rows * demand, lambda b: self.factors.solve(b, trans="T") * reached
        )
        return Answer(self.columns * found.value, found.error)

    def adjoint(self, burdens: Floats) -> Answer:
        """``λ`` of ``Aᵀ λ = h``; burdens of shape (processes, k)."""
        found = _refined(self.scaled.T, self.columns[:, np.newaxis] * burdens, self.factors.solve)
        return Answer(self.rows[:, np.newaxis] * found.value, found.error)

    def reached(self, products: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Processes that a demand of these products reaches; one matching serves as well as another."""
        size = len(self.rows)
        starts = self.process[products]
        entries = self.scaled.tocoo()
        heads = np.concatenate([np.full(len(starts), size), entries.col])
        tails = np.concatenate([starts, self.process[entries.row]])
        graph = sparse.csr_array((np.ones(len(heads)), (heads, tails)), shape=(size + 1, size + 1))
        found = np.zeros(size + 1, dtype=np.bool_)
        found[csgraph.breadth_first_order(graph, size, return_predecessors=False)] = True
        return found[:-1]

    def condition(self) -> float:
        """Estimate the 1-norm condition number of the equilibrated matrix: a lower bound, mostly close."""
        norm = float(abs(self.scaled).sum(axis=0).max())
        return norm * _inverse_norm(self.factors, self.scaled.shape[0])


def factorise(matrix: sparse.csc_array, nudged: sparse.csc_array | None = None) -> Factorisation:
    """Equilibrate and factorise; ``nudged`` is added to the equilibrated matrix.

    Raises:
        RuntimeError: a pivot is exactly zero.
    """
    rows, columns = _equilibrated(matrix)
    scaled = (sparse.diags_array(rows) @ matrix @ sparse.diags_array(columns)).tocsc()
    if nudged is not None:
        scaled = (scaled + nudged).tocsc()
    factors = linalg.splu(scaled.T.tocsc())
    process = csgraph.maximum_bipartite_matching(scaled.tocsr(), perm_type="column")
    return Factorisation(scaled, rows, columns, factors, process.astype(np.int64))


def null_vector(matrix: sparse.csc_array, production: NDArray[np.int64]) -> Floats:
    """By process, its part in the combination that a singular matrix sends to zero; the largest is 1.

    Inverse iteration on the equilibrated matrix with its production entries moved by :data:`NUDGE`.
    """
    size = matrix.shape[0]
    # Unequal nudges: an equal one could undo the singularity that it should reveal.
    nudge = NUDGE * (1.0 + np.arange(size) % 7 / 8)
    moved = sparse.csc_array((nudge, (production, np.arange(size))), shape=matrix.shape)
    factors = factorise(matrix, moved).factors
    vector = 1.0 + np.arange(size) % 11 / 16
    for _ in range(3):
        vector = factors.solve(vector, trans="T")
        vector = vector / np.abs(vector).max()
    return np.abs(vector)


def backward_error(matrix: Any, answer: Floats, right: Floats) -> float:
    """Largest ``|b - A x| / (|b| + |A||x|)`` of any row and right-hand side.

    Rows in which the denominator is itself rounding get ``|A||x| + ‖A_i‖₁ ‖x‖∞`` (M. Arioli, J. W. Demmel,
    I. S. Duff 1989, Solving sparse linear systems with sparse backward error, SIAM J. Matrix Anal. 10(2)).
    """
    magnitude = abs(matrix)
    rest = np.abs(right - matrix @ answer)
    product = magnitude @ np.abs(answer)
    largest = np.abs(answer).max(axis=0, initial=0.0)
    shape = (-1, *[1] * (answer.ndim - 1))
    norm = np.asarray(magnitude.sum(axis=1)).reshape(shape)
    size = product + np.abs(right)
    small = size <= 1000 * len(norm) * EPSILON * (norm * largest + np.abs(right))
    size = np.where(small, product + norm * largest, size)
    return float(np.max(rest / np.where(size == 0, 1.0, size), initial=0.0))


def _refined(matrix: Any, right: Floats, once: Callable[[Floats], Floats]) -> Answer:
    """Iterative refinement while it at least halves the backward error."""
    answer = once(right)
    error = backward_error(matrix, answer, right)
    for _ in range(REFINEMENTS):
        better = answer + once(right - matrix @ answer)
        smaller = backward_error(matrix, better, right)
        if not smaller < error:
            break
        answer, slow, error = better, smaller > error / 2, smaller
        if slow or error <= GOOD:
            break
    return Answer(answer, error)


def _equilibrated(matrix: sparse.csc_array) -> tuple[Floats, Floats]:
    """Powers of two by row and column that bring the largest magnitudes of all of them near 1."""
    magnitude = abs(matrix).tocsc()
    rows, columns = np.ones(matrix.shape[0]), np.ones(matrix.shape[1])
    spread = np.repeat(np.arange(matrix.shape[1]), np.diff(magnitude.indptr))
    for _ in range(SWEEPS):
        values = magnitude.data * rows[magnitude.indices] * columns[spread]
        by_row, by_column = np.zeros_like(rows), np.zeros_like(columns)
        np.maximum.at(by_row, magnitude.indices, values)
        np.maximum.at(by_column, spread, values)
        rows /= np.sqrt(by_row)
        columns /= np.sqrt(by_column)
    return _power_of_two(rows), _power_of_two(columns)


def _power_of_two(scale: Floats) -> Floats:
    result: Floats = np.ldexp(1.0, np.rint(np.log2(scale)).astype(np.int64))
    return result


def _inverse_norm(factors: Any, size: int) -> float:
    """Hager's estimate of the 1-norm of the inverse of the matrix whose transpose was factorised."""
    vector = np.full(size, 1.0 / size)
    largest = 0.0
    for _ in range(5):
        image = factors.solve(vector, trans="T")
        norm = float(np.abs(image).sum())
        if not np.isfinite(norm):
            return float("inf")
        if norm <= largest:
            break
        largest = norm
        slope = factors.solve(np.where(image < 0, -1.0, 1.0))
        peak = int(np.argmax(np.abs(slope)))
        if np.abs(slope[peak]) <= slope @ vector:
            break
        vector = np.zeros(size)
        vector[peak] = 1.0
    waves = np.where(np.arange(size) % 2, -1.0, 1.0) * (1 + np.arange(size) / max(size - 1, 1))
    other = 2 * float(np.abs(factors.solve(waves, trans="T")).sum()) / (3 * size)
    return max(largest, other)
