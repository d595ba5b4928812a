# mypy: allow-untyped-decorators
"""Exchanges to the columns of the solver."""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


@njit(cache=True, nogil=True)
def _counted(number: Array, size: int, entries: Array) -> tuple[Array, Array]:
    """Stable counting sort of ``entries`` by number: where each number begins, and the sorted entries."""
    starts = np.zeros(size + 1, dtype=np.int32)
    for e in entries:
        starts[number[e] + 1] += 1
    for j in range(size):
        starts[j + 1] += starts[j]
    place, result = starts[:size].copy(), np.empty(len(entries), dtype=np.int32)
    for e in entries:
        j = number[e]
        result[place[j]] = e
        place[j] += 1
    return starts, result


@njit(cache=True, nogil=True)
def group(
    column: Array, columns: int, row: Array, most: int, key: Array, entries: Array,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Sort entries by column, within a column by row, within a cell by key: an order that no file decides.

    Args:
        column: (m,) int32.
        columns: how many there are.
        row: (m,) int32.
        most: how many rows there are.
        key: (m, 2) uint64.
        entries: (k,) int32, the exchanges to sort.

    Returns:
        ``starts`` (columns + 1,) int32, ``entries`` (k,) int32, sorted, and their rows (k,) int32.
    """
    for p in range(1, len(entries)):
        e, f = entries[p - 1], entries[p]
        if column[e] > column[f] or (column[e] == column[f] and row[e] > row[f]):
            entries = _counted(row, most, entries)[1]
            break
    starts, result = _counted(column, columns, entries)
    rows = np.empty(len(result), dtype=np.int32)
    for p in range(len(result)):
        rows[p] = row[result[p]]
    for j in range(columns):
        for p in range(starts[j] + 1, starts[j + 1]):
            e, q = result[p], p
            while q > starts[j] and rows[q - 1] == rows[p]:
                f = result[q - 1]
                if key[f, 0] < key[e, 0] or (key[f, 0] == key[e, 0] and key[f, 1] <= key[e, 1]):
                    break
                result[q] = f
                q -= 1
            result[q] = e
    return starts, result, rows


@njit(cache=True, nogil=True)
def arrange(
    starts: Array, entries: Array, target: Array, rank: Array, order: Array, component: Array,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Split the entries of each column into its own cell, what is known before its loop, and the loop itself.

    Args:
        starts: (n + 1,), entries of each column, from :func:`group`.
        entries: (m,), their positions among the exchanges.
        target: (m,), by entry, the node that it needs.
        rank: (n,), by node, its place in the order.
        order: (n,), by place, its node.
        component: (n,), by node.

    Returns:
        ``kinds`` (3, n + 1) int32: starts, by place, of own entries, of entries known before and of loop
        entries; ``exchange`` (m,) int32: positions of the exchanges, all own entries first, then all known,
        then all of loops; ``row`` (m,) int32: place of the node that each needs; ``late`` (l,) int32: places
        that some earlier place of their loop needs, ascending: what a sweep has to guess.
    """
    n, m = len(order), len(entries)
    kinds = np.zeros((3, n + 1), dtype=np.int32)
    row, kind = np.empty(m, dtype=np.int32), np.empty(m, dtype=np.uint8)
    at = 0
    for k in range(n):
        j = order[k]
        for p in range(starts[j], starts[j + 1]):
            i = target[p]
            kind[at] = 0 if i == j else (2 if component[i] == component[j] else 1)
            kinds[kind[at], k + 1] += 1
            at += 1
    base = 0
    for c in range(3):
        kinds[c, 0] = base
        for k in range(n):
            kinds[c, k + 1] += kinds[c, k]
        base = kinds[c, n]
    place, exchange = kinds[:, 0].copy(), np.empty(m, dtype=np.int32)
    at = 0
    for k in range(n):
        j = order[k]
        for p in range(starts[j], starts[j + 1]):
            to = place[kind[at]]
            exchange[to], row[to] = entries[p], rank[target[p]]
            place[kind[at]] += 1
            at += 1
    return kinds, exchange, row, _late(kinds[2], row)


@njit(cache=True, nogil=True)
def _late(loop: Array, row: Array) -> Array:
    """Places that an earlier place needs."""
    n = len(loop) - 1
    marked = np.zeros(n, dtype=np.bool_)
    for k in range(n):
        for e in range(loop[k], loop[k + 1]):
            if row[e] > k:
                marked[row[e]] = True
    return np.flatnonzero(marked).astype(np.int32)
