# mypy: allow-untyped-decorators
"""Gauss-Seidel on a system in depth-first order, several columns, iterating only where there are loops.

A column is a right hand side of one matrix, or a sample with its own matrix. A sweep is a function of the
*late* numbers alone, those that an earlier place needs; between sweeps these few are extrapolated from the
last three (Anderson mixing of depth two). Each column converges, and is told, by itself: no bit of it depends
on the columns beside it.

Sources: R. S. Varga (2000), Matrix Iterative Analysis, 2nd ed., section 3.3 (Stein-Rosenberg: on an M-matrix
Gauss-Seidel converges whenever the system is productive); D. G. Anderson (1965), J. ACM 12(4), 547-560;
H. F. Walker, P. Ni (2011), SIAM J. Numer. Anal. 49(4), 1715-1735 (for linear systems it is truncated GMRES).
"""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

LANES = 8
"""Columns of a system whose columns are samples."""
PATIENCE = 60
"""Sweeps without a smaller change after which extrapolation ends, and after twice as many the column."""
LONG = 40
"""Sweeps after which a small change alone is not believed: a slow mode may hide below it."""
STALLED, ROUNDING = 6, 1e-14
"""Sweeps without progress after which a change may be rounding: if it is this small beside the sum of the
magnitudes of all terms, for every late number. A number that is a small difference never moves less."""
SWEEPS, CHANGE, ERROR, WORST = 0, 1, 2, 3
"""Columns of a report."""


@njit(cache=True, nogil=True, error_model="numpy")
def solve(
    components: Array, first: int, last: int, kinds: Array, row: Array, value: Array, offset: Any,
    late: Array, pivot: Array, scale: Array, right: Array, x: Array, tolerance: float, limit: int,
    report: Array,
) -> int:  # fmt: skip
    """Solve ``pivot_k x_k + sum over entries of value x_row = right_k`` for every place ``k``, in order.

    Args:
        components: (c + 1,), where each component begins.
        first: component with which to begin; all before it are solved.
        last: component before which to end.
        kinds: (3, n + 1), from :func:`lca.kernels.arranging.arrange`.
        row: (m,), places.
        value: (m,), or (m, 8) where each column has its own. Entry ``e`` stands at ``e - offset[0]``, one
            of a loop at ``e - offset[1]``.
        offset: (2,) int64.
        late: (l,), places.
        pivot: (n, columns).
        scale: (n,), rough size of each number; of a number that is none it may be 0.
        right: (n, columns).
        x: (n, columns), first guess of places in loops; overwritten with the solution.
        tolerance: largest change of a sweep, relative to each late number, at which a loop is done.
        limit: most sweeps of one loop.
        report: (columns, 4), updated: most sweeps, largest last change, largest estimate of the relative
            error (infinite where a loop did not converge), and the component of that.

    Returns:
        ``last``, or the component after the first in which a column failed.
    """
    columns, base = right.shape[1], components[first]
    known, flat = np.empty((components[last] - base, columns)), x.reshape(-1)
    begun = 0
    while begun < len(late) and late[begun] < base:
        begun += 1
    for c in range(first, last):
        begin, end = components[c], components[c + 1]
        _known(begin, end, kinds[1], row, value, offset[0], right, x, flat, known, base)
        if end - begin == 1:
            for s in range(columns):
                x[begin, s] = known[begin - base, s] / pivot[begin, s]
            continue
        ended = begun
        while ended < len(late) and late[ended] < end:
            ended += 1
        told = _iterate(
            begin, end, kinds[2], row, value, offset[1], late[begun:ended], pivot, scale, known, base, x,
            tolerance, limit,
        )  # fmt: skip
        for s in range(columns):
            report[s, SWEEPS] = max(report[s, SWEEPS], told[s, SWEEPS])
            report[s, CHANGE] = max(report[s, CHANGE], told[s, CHANGE])
            if not told[s, ERROR] <= report[s, ERROR]:
                report[s, ERROR], report[s, WORST] = told[s, ERROR], c
        begun = ended
        if not np.isfinite(told[:, ERROR].sum()):
            return c + 1
    return last


@njit(cache=True, nogil=True, error_model="numpy")
def _known(
    begin: int, end: int, starts: Array, row: Array, value: Array, offset: Any, right: Array, x: Array,
    flat: Array,
    known: Array, base: int,
) -> None:  # fmt: skip
    """What is left of the right hand side when all that stands before the component is subtracted."""
    columns = right.shape[1]
    for k in range(begin, end):
        # Unsigned numbers spare the check for negative indices, which are counted from the end.
        low, high, at = np.uint64(starts[k] - offset), np.uint64(starts[k + 1] - offset), np.uint64(offset)
        if value.ndim == 1 and columns == 1:
            t = right[k, 0]
            for e in range(low, high):
                t -= value[e] * flat[np.uint32(row[e + at])]
            known[k - base, 0] = t
            continue
        for s in range(columns):
            known[k - base, s] = right[k, s]
        for e in range(low, high):
            i = np.uint32(row[e + at])
            if value.ndim == 1:
                v = value[e]
                for s in range(columns):
                    known[k - base, s] -= v * x[i, s]
            else:
                for s in range(LANES):
                    known[k - base, s] -= value[e, s] * x[i, s]


@njit(cache=True, nogil=True, error_model="numpy")
def _sweep(  # noqa: PLR0912 - one loop in three shapes
    begin: int, end: int, starts: Array, row: Array, value: Array, offset: int, pivot: Array,
    known: Array, base: int, x: Array, flat: Array,
) -> None:  # fmt: skip
    """One sweep of Gauss-Seidel over a component; branches on the shape are taken when it is compiled."""
    columns = x.shape[1]
    total = np.empty(max(columns, LANES))
    for k in range(begin, end):
        low, high, at = np.uint64(starts[k] - offset), np.uint64(starts[k + 1] - offset), np.uint64(offset)
        if value.ndim == 2:
            for s in range(LANES):
                total[s] = known[k - base, s]
            for e in range(low, high):
                i = np.uint32(row[e + at])
                for s in range(LANES):
                    total[s] -= value[e, s] * x[i, s]
            for s in range(LANES):
                x[k, s] = total[s] / pivot[k, s]
        elif columns == 1:
            t = known[k - base, 0]
            for e in range(low, high):
                t -= value[e] * flat[np.uint32(row[e + at])]
            flat[k] = t / pivot[k, 0]
        else:
            for s in range(columns):
                total[s] = known[k - base, s]
            for e in range(low, high):
                v, i = value[e], np.uint32(row[e + at])
                for s in range(columns):
                    total[s] -= v * x[i, s]
            for s in range(columns):
                x[k, s] = total[s] / pivot[k, s]


@njit(cache=True, nogil=True, error_model="numpy")
def _iterate(  # noqa: PLR0912 - columns stop one by one
    begin: int, end: int, starts: Array, row: Array, value: Array, offset: Any, late: Array,
    pivot: Array, scale: Array, known: Array, base: int, x: Array, tolerance: float, limit: int,
) -> Array:  # fmt: skip
    """Sweeps and extrapolations over one component until every column is done; gives a report of it.

    A column that is done is put by, so that what the others still need does not touch it.
    """
    columns, size = x.shape[1], len(late)
    now, made, rest = np.empty((size, columns)), np.zeros((size, columns)), np.zeros((size, columns))
    moves = np.zeros((4, size, columns))
    flat = x.reshape(-1)
    report, done = np.zeros((columns, 4)), np.empty((end - begin, columns))
    best, before, change = np.full(columns, np.inf), np.full(columns, np.inf), np.empty(columns)
    since, confirm = np.zeros(columns, dtype=np.int64), np.zeros(columns, dtype=np.int64)
    running = np.ones(columns, dtype=np.bool_)
    report[:, ERROR] = np.inf
    for s in range(columns):
        running[s] = _begun(begin, end, known, base, x, s)
        if not running[s]:
            report[s, ERROR], done[:, s] = 0.0, 0.0
    for sweep in range(limit):
        for p in range(size):
            for s in range(columns):
                now[p, s] = x[late[p], s]
        _sweep(begin, end, starts, row, value, offset, pivot, known, base, x, flat)
        _changes(late, now, x, change)
        open_columns = 0
        for s in range(columns):
            if not running[s]:
                continue
            report[s, SWEEPS], report[s, CHANGE] = sweep + 1, change[s]
            since[s] = 0 if change[s] < 0.9 * best[s] else since[s] + 1
            best[s] = min(best[s], change[s])
            settled = since[s] > STALLED and _settled(
                starts, row, value, offset, late, pivot, known, base, now, x, s
            )
            if change[s] <= tolerance or settled:
                contraction = change[s] / before[s]
                error = change[s] / max(1.0 - contraction, 1e-16) if confirm[s] > 0 else change[s]
                if sweep < LONG or settled or (confirm[s] > 1 and error <= 100 * tolerance):
                    report[s, ERROR], running[s] = change[s] if settled else max(error, change[s]), False
                confirm[s] += 1
            else:
                confirm[s] = 0
            if np.isnan(change[s]) or since[s] > 2 * PATIENCE:
                running[s] = False
            before[s] = change[s]
            if not running[s]:
                for k in range(begin, end):
                    done[k - begin, s] = x[k, s]
            open_columns += running[s]
        if open_columns == 0:
            break
        _extrapolate(late, scale, sweep, confirm, since, now, made, rest, moves, x)
    for k in range(begin, end):
        for s in range(columns):
            x[k, s] = x[k, s] if running[s] else done[k - begin, s]
    return report


@njit(cache=True, nogil=True, error_model="numpy")
def _begun(begin: int, end: int, known: Array, base: int, x: Array, s: int) -> bool:
    """Whether a column has anything in a component; if not, it is exactly zero there."""
    for k in range(begin, end):
        if known[k - base, s] != 0.0:
            return True
    for k in range(begin, end):
        x[k, s] = 0.0
    return False


@njit(cache=True, nogil=True, error_model="numpy")
def _changes(late: Array, now: Array, x: Array, change: Array) -> None:
    """The largest move of a late number relative to itself, by column; infinite where one becomes zero."""
    change[:] = 0.0
    for p in range(len(late)):
        for s in range(len(change)):
            moved, after = abs(x[late[p], s] - now[p, s]), abs(x[late[p], s])
            if not moved <= change[s] * after:
                change[s] = moved / after


@njit(cache=True, nogil=True, error_model="numpy")
def _settled(
    starts: Array, row: Array, value: Array, offset: Any, late: Array, pivot: Array, known: Array, base: int,
    now: Array, x: Array, s: int,
) -> bool:  # fmt: skip
    """Whether the late numbers of a column moved by no more than rounding."""
    for p in range(len(late)):
        k = late[p]
        size = abs(known[k - base, s])
        for e in range(starts[k], starts[k + 1]):
            if value.ndim == 1:
                size += abs(value[e - offset] * x[row[e], s])
            else:
                size += abs(value[e - offset, s] * x[row[e], s])
        if not abs(pivot[k, s] * (x[k, s] - now[p, s])) <= ROUNDING * size:
            return False
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def _extrapolate(
    late: Array, scale: Array, sweep: int, confirm: Array, since: Array, now: Array, made: Array,
    rest: Array, moves: Array, x: Array,
) -> None:  # fmt: skip
    """Anderson mixing: the late numbers for which the last three sweeps, combined, would have moved least."""
    columns, new, old = x.shape[1], sweep % 2, 1 - sweep % 2
    dots, share = np.zeros((5, columns)), np.zeros((2, columns))
    for p in range(len(late)):
        k = late[p]
        weight = 1.0 / scale[k] if scale[k] > 0.0 else 0.0
        for s in range(columns):
            r = (x[k, s] - now[p, s]) * weight
            a, b = r - rest[p, s], moves[2 + old, p, s]
            moves[new, p, s], moves[2 + new, p, s] = x[k, s] - made[p, s], a
            made[p, s], rest[p, s] = x[k, s], r
            dots[0, s] += a * a
            dots[1, s] += a * b
            dots[2, s] += b * b
            dots[3, s] += a * r
            dots[4, s] += b * r
    for s in range(columns):
        if sweep < 1 or confirm[s] > 0 or since[s] > PATIENCE:
            continue
        determinant = dots[0, s] * dots[2, s] - dots[1, s] * dots[1, s]
        if sweep > 1 and determinant > 1e-10 * dots[0, s] * dots[2, s]:
            share[0, s] = (dots[3, s] * dots[2, s] - dots[4, s] * dots[1, s]) / determinant
            share[1, s] = (dots[4, s] * dots[0, s] - dots[3, s] * dots[1, s]) / determinant
        elif dots[0, s] > 0.0:
            share[0, s] = dots[3, s] / dots[0, s]
    for p in range(len(late)):
        for s in range(columns):
            x[late[p], s] -= share[0, s] * moves[new, p, s] + share[1, s] * moves[old, p, s]
