"""Exchanges to the columns of the solver, and how large its numbers roughly are."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def group(column, size):
    """Stable counting sort: ``starts`` (size + 1,) and the positions of the entries of each column."""
    starts = np.zeros(size + 1, dtype=np.int32)
    for e in range(len(column)):
        starts[column[e] + 1] += 1
    for j in range(size):
        starts[j + 1] += starts[j]
    place, result = starts[:size].copy(), np.empty(len(column), dtype=np.int32)
    for e in range(len(column)):
        j = column[e]
        result[place[j]] = e
        place[j] += 1
    return starts, result


@njit(cache=True, nogil=True)
def arrange(starts, entries, needed, rank, order, component):
    """Split the entries of each column into its own cell, what is known before its loop, and the loop itself.

    Args:
        starts: (n + 1,), entries of each column, from :func:`group`.
        entries: (m,), their positions among the exchanges.
        needed: (m,), by exchange, the node that the column needs.
        rank: (n,), by node, its place in the order.
        order: (n,), by place, its node.
        component: (n,), by node.

    Returns:
        ``kinds`` (3, n + 1) int32: starts, by place, of own entries, of entries known before and of loop
        entries; ``exchange`` (m,) int32: positions of the exchanges, all own entries first, then all known,
        then all of loops; ``row`` (m,) int32: place of the node that each needs; ``late`` (l,) int32: places
        that some earlier place of their loop needs, ascending: what a sweep has to guess.
    """
    n = len(order)
    kinds = np.zeros((3, n + 1), dtype=np.int32)
    for k in range(n):
        j = order[k]
        for p in range(starts[j], starts[j + 1]):
            i = needed[entries[p]]
            kind = 0 if i == j else (2 if component[i] == component[j] else 1)
            kinds[kind, k + 1] += 1
    base = 0
    for kind in range(3):
        kinds[kind, 0] = base
        for k in range(n):
            kinds[kind, k + 1] += kinds[kind, k]
        base = kinds[kind, n]
    exchange, row = np.empty(base, dtype=np.int32), np.empty(base, dtype=np.int32)
    for k in range(n):
        j = order[k]
        own, known, loop = kinds[0, k], kinds[1, k], kinds[2, k]
        for p in range(starts[j], starts[j + 1]):
            e = entries[p]
            i = needed[e]
            if i == j:
                place = own
                own += 1
            elif component[i] == component[j]:
                place = loop
                loop += 1
            else:
                place = known
                known += 1
            exchange[place], row[place] = e, rank[i]
    return kinds, exchange, row, _late(kinds[2], row)


@njit(cache=True, nogil=True)
def _late(loop, row):
    """Places that an earlier place needs."""
    n = len(loop) - 1
    marked = np.zeros(n, dtype=np.bool_)
    for k in range(n):
        for e in range(loop[k], loop[k + 1]):
            if row[e] > k:
                marked[row[e]] = True
    return np.flatnonzero(marked).astype(np.int32)


@njit(cache=True, nogil=True, error_model="numpy")
def rough(starts, entries, needed, amount, right, steps):
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
