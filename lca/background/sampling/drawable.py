"""Distributions of exchanges as the drawing kernel wants them, and what cannot be drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Background, Exchanges, Floats, Integers
from lca.background.solving.checks import named
from lca.errors import Finding, InputError

LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR, EXACT = range(5)
CODES = {0: EXACT, 1: EXACT, 2: LOGNORMAL, 3: NORMAL, 4: UNIFORM, 5: TRIANGULAR}
"""Kinds by the code of stats_arrays."""


@dataclass(frozen=True, eq=False)
class Table:
    """What is to be drawn: first all exchanges of the technosphere, then the chosen interventions.

    Attributes:
        kind: (m,).
        values: (3, m), see :func:`lca.kernels.drawing.draw`.
        key: (m, 2).
    """

    kind: NDArray[np.int8]
    values: Floats
    key: NDArray[np.uint64]


def table(background: Background, interventions: Integers) -> Table:
    """Parameters of all exchanges of the technosphere and of these interventions, in their order.

    Raises:
        InputError: B631.
    """
    parts = [
        _table(background, background.technosphere, np.arange(len(background.technosphere), dtype=np.int32)),
        _table(background, background.interventions, interventions),
    ]
    findings = [finding for _, found in parts for finding in found]
    if findings:
        raise InputError(findings)
    first, second = parts[0][0], parts[1][0]
    return Table(
        np.concatenate([first.kind, second.kind]),
        np.concatenate([first.values, second.values], axis=1),
        np.concatenate([first.key, second.key]),
    )


def _table(background: Background, exchanges: Exchanges, chosen: Integers) -> tuple[Table, list[Finding]]:
    kinds = np.full(256, -1, dtype=np.int8)
    for code, found in CODES.items():
        kinds[code] = found
    kind = kinds[exchanges.code[chosen]]
    amount, loc, scale = exchanges.amount[chosen], exchanges.loc[chosen], exchanges.scale[chosen]
    low, high = exchanges.minimum[chosen], exchanges.maximum[chosen]
    wrong: dict[str, NDArray[np.bool_]] = {
        "code of stats_arrays": kind < 0,
        "sigma": (kind == LOGNORMAL) & ~(np.isfinite(loc) & (scale >= 0) & np.isfinite(scale)),
        "sd": (kind == NORMAL) & ~(np.isfinite(loc) & (scale >= 0) & np.isfinite(scale)),
        "minimum, maximum": ((kind == UNIFORM) | (kind == TRIANGULAR))
        & ~(np.isfinite(high - low) & (low <= high)),
        "mode": (kind == TRIANGULAR) & ~((low <= loc) & (loc <= high)),
    }
    findings = [
        Finding(
            "B631",
            {
                "name": background.name,
                "count": int(bad.sum()),
                "reason": reason,
                "processes": named(background, np.unique(exchanges.column[chosen[bad]])),
            },
        )
        for reason, bad in wrong.items()
        if bad.any()
    ]
    point = ((kind <= NORMAL) & (scale == 0)) | ((kind == UNIFORM) & (low == high))
    first = np.select([kind == EXACT, kind <= NORMAL], [amount, loc], low)
    values = np.zeros((3, len(chosen)))
    values[0] = first
    values[1] = np.select([kind == EXACT, kind <= NORMAL, kind == UNIFORM], [0.0, scale, high - low], loc)
    values[2] = np.select([kind == LOGNORMAL, kind == TRIANGULAR], [np.sign(amount), high], 0.0)
    # A distribution without spread is a number; of a lognormal and of a mean it is the amount.
    values[0][point] = np.where(kind[point] <= NORMAL, amount[point], low[point])
    return Table(np.where(point, EXACT, kind).astype(np.int8), values, exchanges.key[chosen]), findings
