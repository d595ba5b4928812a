"""What a background database must be before anything is solved; all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from lca.background.database import Background, Exchanges, Floats
from lca.errors import Finding, InputError

NAMED = 5
"""How many processes a message names."""


def named(background: Background, positions: Iterable[int]) -> str:
    """Names of processes for a message: name and location of the first five, and how many there are."""
    listed = [int(j) for j in positions]
    names = background.processes.column("name")
    places = background.processes.column("location")
    texts = [f"{names[j].as_py()} [{places[j].as_py() or '-'}]" for j in listed[:NAMED]]
    return ", ".join(texts) + (f", … ({len(listed)})" if len(listed) > NAMED else "")


def check(background: Background) -> None:
    """Refuse what no solver can use.

    Raises:
        InputError: B600 amounts that are not finite, B601 processes without production, B602 positions that
            do not exist.
    """
    size, flows = background.size, len(background.flows)
    findings = [
        *_positions(background, background.technosphere, size, "technosphere"),
        *_positions(background, background.interventions, flows, "interventions"),
    ]
    if not findings:
        findings += _finite(background, background.technosphere) + _finite(
            background, background.interventions
        )
        findings += _unproductive(background)
    if findings:
        raise InputError(findings)


def production(background: Background) -> Floats:
    """What each process makes of its own product, self-use subtracted; shape (n,)."""
    exchanges = background.technosphere
    own = np.flatnonzero(exchanges.row == exchanges.column)
    made = np.bincount(exchanges.column[own], exchanges.amount[own], minlength=background.size)
    return made.astype(np.float64, copy=False)


def _positions(background: Background, exchanges: Exchanges, rows: int, what: str) -> list[Finding]:
    for positions, most in ((exchanges.row, rows), (exchanges.column, background.size)):
        if not len(positions):
            continue
        for position in (int(positions.min()), int(positions.max())):
            if not 0 <= position < most:
                told = {"what": what, "name": background.name, "size": most, "position": position}
                return [Finding("B602", told)]
    return []


def _finite(background: Background, exchanges: Exchanges) -> list[Finding]:
    # A sum is finite only if every part is: one quick look at what is nearly always right.
    with np.errstate(all="ignore"):
        if np.isfinite(exchanges.amount.sum()):
            return []
    wrong = np.flatnonzero(~np.isfinite(exchanges.amount))
    if not wrong.size:
        return []
    where = named(background, np.unique(exchanges.column[wrong]))
    return [Finding("B600", {"count": wrong.size, "name": background.name, "processes": where})]


def _unproductive(background: Background) -> list[Finding]:
    made = production(background)
    idle = np.flatnonzero(made == 0)
    if not idle.size:
        return []
    return [Finding("B601", {"name": background.name, "processes": named(background, idle)})]
