# mypy: allow-untyped-decorators
"""Sums over entries: how large the solution roughly is, how well it fits, totals of sampled entries."""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


@njit(cache=True, nogil=True, error_model="numpy")
def rough(starts: Array, target: Array, amount: Array, right: Array, steps: int) -> Array:
    """Sweeps towards the solution of the system of magnitudes; (n,) by node.

    Args:
        starts: (n + 1,) where the entries of each node begin.
        target: (m,) by entry, the node that it needs.
        amount: (m,) by entry.
        right: (n,) magnitudes of the right hand side.
        steps: how many sweeps.
    """
    n = len(right)
    guess = np.zeros(n)
    for _ in range(steps):
        for j in range(n):
            total, pivot = right[j], 0.0
            for p in range(starts[j], starts[j + 1]):
                i = target[p]
                if i == j:
                    pivot += amount[p]
                else:
                    total += abs(amount[p]) * guess[i]
            guess[j] = total / abs(pivot) if pivot != 0.0 else total
    return guess


@njit(cache=True, nogil=True, error_model="numpy")
def backward_error(kinds: Array, row: Array, value: Array, pivot: Array, right: Array, x: Array) -> Array:
    """By place, the largest residual of any column relative to the sum of the magnitudes of its terms."""
    n, columns = x.shape
    result = np.zeros(n)
    for k in range(n):
        for s in range(columns):
            rest, size = right[k, s] - pivot[k] * x[k, s], abs(right[k, s]) + abs(pivot[k] * x[k, s])
            for kind in range(1, 3):
                for e in range(kinds[kind, k], kinds[kind, k + 1]):
                    term = value[e] * x[row[e], s]
                    rest -= term
                    size += abs(term)
            if not size <= 0.0:
                error = abs(rest) / size
                if not error <= result[k]:
                    result[k] = error
    return result


@njit(cache=True, nogil=True, error_model="numpy")
def totals(
    starts: Array, begin: int, end: int, factor: Array, values: Array, offset: Any, result: Array,
) -> None:  # fmt: skip
    """Sum of factor times value of each place from ``begin`` to ``end``, eight samples; fills ``result``."""
    for k in range(begin, end):
        for s in range(8):
            result[k, s] = 0.0
        for e in range(starts[k], starts[k + 1]):
            f = factor[e]
            for s in range(8):
                result[k, s] += f * values[e - offset, s]
