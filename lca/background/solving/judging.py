"""What is to be told of loops that sweeps did not solve: singular, nearly so, not productive."""

from __future__ import annotations

import numpy as np

from lca.background.database import Background, Floats
from lca.background.solving.arrangement import Arrangement
from lca.background.solving.checks import named
from lca.background.solving.columns import Columns
from lca.background.solving.fallback import Loop
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


def examine(arrangement: Arrangement, amount: Floats) -> list[Loop]:
    """Loops that are nearly singular, or that take more than they make, whatever solves them.

    Each loop by itself, with every product turned positive, is solved for a right hand side of its own scale.
    Of a loop without avoided products the solution is then the row sums of the inverse, so it gives the
    condition number in the maximum norm, and the loop is productive if and only if it is positive (A. Berman,
    R. J. Plemmons 1994, chapter 6, condition I27). Of other loops it is an estimate.
    """
    from lca.kernels import sweeping

    a, count = arrangement, len(arrangement.components) - 1
    value, pivots = amount[a.exchange], a.pivots(amount)
    scale = np.where(a.scale > 0, a.scale, 1.0)
    alone = a.kinds.copy()
    alone[1] = 0
    x, report = scale[:, None].copy(), np.zeros((1, 4))
    right, offset = (np.abs(pivots) * scale)[:, None], np.zeros(2, dtype=np.int64)
    first = 0
    with np.errstate(all="ignore"):
        while first < count:
            first = sweeping.solve(
                a.components, first, count, alone, a.row, value, offset, a.late, pivots[:, None], a.scale,
                right, x, ROUGHLY, PATIENT, report,
            )  # fmt: skip
            report[:, sweeping.ERROR] = 0.0
    made = np.sign(pivots) * x[:, 0] / scale
    sizes = np.diff(a.components)
    ends = [np.fmin.reduceat(made, a.components[:-1]), np.fmax.reduceat(np.abs(made), a.components[:-1])]
    suspect = np.flatnonzero((sizes > 1) & (~(ends[0] > 0) | ~(ends[1] < DOUBTFUL / 2)))
    found = (_loop(a, int(c), value, pivots, made) for c in suspect)
    return [loop for loop in found if loop is not None]


def _loop(a: Arrangement, component: int, value: Floats, pivots: Floats, made: Floats) -> Loop | None:
    """A loop that is worth telling: its condition number, and whether it can deliver."""
    begin, end = int(a.components[component]), int(a.components[component + 1])
    inside = slice(int(a.kinds[2, begin]), int(a.kinds[2, end]))
    plain = bool((value[inside] * np.sign(pivots[a.row[inside]]) <= 0).all())
    part = made[begin:end]
    condition = 2.0 * float(np.nan_to_num(np.abs(part), nan=np.inf).max())
    productive = bool((part > 0).all()) if plain else None
    if condition < DOUBTFUL and productive is not False:
        return None
    involved = np.maximum(-part, 0.0) if condition < DOUBTFUL else np.abs(part) / np.abs(part).max()
    return Loop(np.arange(begin, end), "", condition, 0.0, productive, involved)
