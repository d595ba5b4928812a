"""Which exchanges of a database decide the footprint of a process: the sensitive and the uncertain ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lca.cli.background_origins import Rest

if TYPE_CHECKING:
    from lca.background.database import Background
    from lca.cli.background_origins import Solved

LISTED = 15


@dataclass(frozen=True, slots=True)
class Decisive:
    """An exchange in a process: ``name`` is of the product or flow, ``amount`` is as an entry of the matrix.

    ``elasticity`` is by how many percent the footprint moves with one percent of the amount. Of uncertain
    ones ``low`` and ``high`` are kg CO2e with this exchange at its 5th and 95th percentile, and ``share`` is
    its part of the variance; to first order.
    """

    matrix: str
    name: str
    process: str
    process_id: str
    location: str
    amount: float
    unit: str
    elasticity: float | None
    low: float | None = None
    high: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Deciding:
    """The most sensitive and the most uncertain exchanges; ``rest`` is in shares of the variance."""

    total: float
    sd: float
    sensitive: tuple[Decisive, ...]
    uncertain: tuple[Decisive, ...]
    rest: Rest


def deciding(solved: Solved, limit: int | None) -> Deciding:
    """Rank all exchanges; productions are no inputs and are not ranked as sensitive."""
    from lca.background.analysing import tornado, variance

    background, result = solved.background, solved.result
    whole = variance(background, result)
    count = limit or LISTED * LISTED
    bars = tornado(background, result, count) if whole.total > 0 else ()
    shares = np.concatenate([whole.technosphere, whole.interventions])
    shares = shares / whole.total if whole.total > 0 else np.zeros(0)
    order = np.argsort(-np.abs(shares), kind="stable")[len(bars) :]
    return Deciding(
        solved.total,
        whole.sd,
        tuple(_sensitive(solved, count)),
        tuple(
            _exchange(
                solved, bar.matrix, bar.exchange, _elasticity(solved, bar.matrix, bar.exchange),
                (bar.low, bar.high, bar.share),
            )
            for bar in bars
        ),
        Rest.of(shares[order]),
    )  # fmt: skip


def _sensitive(solved: Solved, count: int) -> list[Decisive]:
    t, b = solved.background.technosphere, solved.background.interventions
    moved = np.concatenate([
        np.where(t.row == t.column, 0.0, solved.result.technosphere * t.amount),
        solved.result.interventions * b.amount,
    ])  # fmt: skip
    order = np.argsort(-np.abs(moved), kind="stable")[:count]
    places = [
        ("technosphere", int(e)) if e < len(t) else ("interventions", int(e - len(t)))
        for e in order
        if moved[e] != 0
    ]
    return [_exchange(solved, matrix, e, _elasticity(solved, matrix, e)) for matrix, e in places]


def _elasticity(solved: Solved, matrix: str, e: int) -> float | None:
    """Relative change of the footprint with that of an amount; None where the footprint is zero."""
    if not solved.total:
        return None
    amount = getattr(solved.background, matrix).amount[e]
    return float(getattr(solved.result, matrix)[e] * amount / solved.total)


def _exchange(
    solved: Solved,
    matrix: str,
    e: int,
    elasticity: float | None,
    spread: tuple[float | None, float | None, float | None] = (None, None, None),
) -> Decisive:
    background: Background = solved.background
    exchanges = getattr(background, matrix)
    row, column = int(exchanges.row[e]), int(exchanges.column[e])
    low, high, share = spread
    table: Any = background.processes if matrix == "technosphere" else background.flows
    name, key, place = (
        background.processes.column(one)[column].as_py() for one in ("name", "id", "location")
    )
    return Decisive(
        matrix,
        table.column("name")[row].as_py(),
        name,
        key,
        place,
        float(exchanges.amount[e]),
        table.column("unit")[row].as_py(),
        elasticity,
        low,
        high,
        share,
    )
