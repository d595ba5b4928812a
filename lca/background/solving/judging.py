"""What is to be told of loops that sweeps did not solve: singular, nearly so, not productive."""

from __future__ import annotations

import numpy as np

from lca.background.database import Background, Floats
from lca.background.solving.arrangement import Arrangement
from lca.background.solving.checks import named
from lca.background.solving.columns import Columns
from lca.background.solving.fallback import SMALL
from lca.background.solving.loops import Loop, balanced, inspect_loop, loop_matrix
from lca.errors import Finding, InputError, Severity

ROUGHLY, PATIENT = 1e-2, 300
"""Largest change, and most sweeps, of the solve that examines a loop."""
SINGULAR, DOUBTFUL = 1e13, 1e9
"""Condition numbers of a loop: less than three digits are left, a warning is due."""


def judge(
    background: Background, arrangement: Arrangement, solved: Columns, doubtful: list[Loop]
) -> tuple[Finding, ...]:
    """What is to be told of the loops of a solved system; ``doubtful`` are those that :func:`examine` found.

    Raises:
        InputError: B603.
    """
    direct = {int(loop.places[0]) for loop in solved.loops}
    loops = [*solved.loops, *(loop for loop in doubtful if int(loop.places[0]) not in direct)]
    findings = [f for loop in loops for f in _told(background, arrangement, loop)]
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if errors:
        raise InputError(errors)
    return tuple(findings)


def _told(background: Background, arrangement: Arrangement, loop: Loop) -> list[Finding]:
    worst = np.argsort(-loop.involved, kind="stable")
    worst = worst[loop.involved[worst] > 1e-6] if loop.involved.any() else worst
    told = {"name": background.name, "processes": named(background, arrangement.order[loop.places[worst]])}
    condition = f"{loop.condition:.1e}"
    if loop.condition >= SINGULAR:
        return [Finding("B603", {**told, "condition": condition})]
    findings = []
    if loop.condition >= DOUBTFUL:
        digits = max(0, int(15.6 - np.log10(loop.condition)))
        about = {**told, "condition": condition, "digits": digits}
        findings.append(Finding("B605", about, severity=Severity.WARNING))
    if loop.productive is False:
        findings.append(Finding("B606", told, severity=Severity.WARNING))
    return findings


def examine(arrangement: Arrangement, amount: Floats, reached: Floats | None = None) -> list[Loop]:
    """Loops that are nearly singular, or that take more than they make, whatever solves them.

    Each loop by itself, with every product turned positive, is solved for a right hand side of its own scale.
    Of a loop without avoided products the solution is then the row sums of the inverse, so it gives the
    condition number in the maximum norm, and the loop is productive if and only if it is positive (A. Berman,
    R. J. Plemmons 1994, chapter 6, condition I27). Of other loops it is an estimate. A loop that looks bad is
    looked at again in a scale of its own, for that of a right hand side says nothing where that is zero.

    Args:
        arrangement: of the system.
        amount: (m,) by exchange, its entries.
        reached: (n,) by node, a solution: loops in which all of it is zero are passed over.
    """
    a, count = arrangement, len(arrangement.components) - 1
    value, pivots = amount[a.exchange], a.pivots(amount)
    made = _made(a, value, pivots, a.scale, 0, count)
    with np.errstate(all="ignore"):
        least = np.fmin.reduceat(made, a.components[:-1])
        largest = np.fmax.reduceat(np.abs(made), a.components[:-1])
        suspect = (np.diff(a.components) > 1) & (~(least > 0) | ~(largest < DOUBTFUL / 2))
    if reached is not None:
        suspect &= np.logical_or.reduceat(reached[a.order] != 0, a.components[:-1])
    return [loop for c in np.flatnonzero(suspect) if (loop := _loop(a, int(c), value, pivots)) is not None]


def _made(a: Arrangement, value: Floats, pivots: Floats, scale: Floats, first: int, last: int) -> Floats:
    """Components solved each by itself for their own scale, and divided by it; (n,) by place."""
    from lca.kernels import sweeping

    scale = np.where(scale > 0, scale, 1.0)
    alone = a.kinds.copy()
    alone[1] = 0
    x, report = scale[:, None].copy(), np.zeros((1, 4))
    right, offset = (np.abs(pivots) * scale)[:, None], np.zeros(2, dtype=np.int64)
    with np.errstate(all="ignore"):
        while first < last:
            first = sweeping.solve(
                a.components, first, last, alone, a.row, value, offset, a.late, pivots[:, None], scale,
                right, x, ROUGHLY, PATIENT, report,
            )  # fmt: skip
            report[:, sweeping.ERROR] = 0.0
        return np.asarray(np.sign(pivots) * x[:, 0] / scale)


def _loop(a: Arrangement, component: int, value: Floats, pivots: Floats) -> Loop | None:
    """A loop that is worth telling: its condition number, and whether it can deliver."""
    begin, end = int(a.components[component]), int(a.components[component + 1])
    if end - begin <= SMALL:
        told = inspect_loop(a, component, value, pivots)
        return told if told.condition >= DOUBTFUL or told.productive is False else None
    inside = slice(int(a.kinds[2, begin]), int(a.kinds[2, end]))
    plain = bool((value[inside] * np.sign(pivots[a.row[inside]]) <= 0).all())
    scale = a.scale.copy()
    scale[begin:end] = np.abs(balanced(loop_matrix(a, begin, end, value, pivots), pivots[begin:end])[1])
    part = _made(a, value, pivots, scale, component, component + 1)[begin:end]
    condition = 2.0 * float(np.nan_to_num(np.abs(part), nan=np.inf).max())
    productive = bool((part > 0).all()) if plain else None
    if condition < DOUBTFUL and productive is not False:
        return None
    involved = np.maximum(-part, 0.0) if condition < DOUBTFUL else np.abs(part) / np.abs(part).max()
    return Loop(np.arange(begin, end), "", condition, 0.0, productive, involved)
