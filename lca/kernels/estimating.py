# mypy: allow-untyped-decorators
"""Sums over entries: how large the solution roughly is, how well it fits, totals of sampled entries."""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


@njit(cache=True, nogil=True, error_model="numpy")
def rough(starts: Array, entries: Array, needed: Array, amount: Array, right: Array, steps: int) -> Array:
    """Steps of fixed-point iteration, in place, of the system of magnitudes; (n,) by node.

    A node whose own entries add up to nothing stays at what it starts from.
    """
    n = len(right)
    pivot = np.zeros(n)
    guess = np.empty(n)
    for j in range(n):
        for p in range(starts[j], starts[j + 1]):
            if needed[entries[p]] == j:
                pivot[j] += amount[entries[p]]
        guess[j] = right[j] / abs(pivot[j]) if pivot[j] != 0.0 else right[j]
    for _ in range(steps):
        for j in range(n):
            total = right[j]
            for p in range(starts[j], starts[j + 1]):
                i = needed[entries[p]]
                if i != j:
                    total += abs(amount[entries[p]]) * guess[i]
            if pivot[j] != 0.0:
                guess[j] = total / abs(pivot[j])
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
