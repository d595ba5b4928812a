"""First-order variance of a result, whose it is, and the tornado of its largest parts.

``var ≈ Σ (∂r/∂x · sd(x))²`` over independent draws (ISO/IEC Guide 98-3:2008, clause 5.1.2); exchanges that
share a draw are added before they are squared. Moments of distributions: N. L. Johnson, S. Kotz,
N. Balakrishnan (1994, 1995), Continuous Univariate Distributions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lca.background.analysing.derivatives import Result, totals
from lca.background.database import Background, Exchanges, Floats

Matrix = Literal["technosphere", "interventions"]


@dataclass(frozen=True, slots=True)
class Bar:
    """An exchange in a tornado.

    ``low`` and ``high`` are the result, to first order, at the 5th and 95th percentile of the exchange with
    all others at their amounts; ``share`` its part of the variance.
    """

    matrix: Matrix
    exchange: int
    row: int
    process: int
    derivative: float
    low: float
    high: float
    share: float


@dataclass(frozen=True, eq=False)
class Variance:
    """First-order variance of a result.

    Attributes:
        total: kg² CO2e.
        technosphere: (exchanges,) part of each; parts of exchanges that share a draw may be negative.
        interventions: likewise.
        process: (n,) part of each process's own exchanges; adds up to the total.
    """

    total: float
    technosphere: Floats
    interventions: Floats
    process: Floats

    @property
    def sd(self) -> float:
        """Standard deviation, kg CO2e."""
        return float(np.sqrt(self.total))

    def ratio(self, samples: NDArray[np.floating[Any]]) -> float:
        """This standard deviation over that of samples of the result; near 1 where it is linear."""
        finite = samples[np.isfinite(samples)].astype(np.float64)
        return self.sd / float(np.std(finite, ddof=1))


def variance(background: Background, result: Result) -> Variance:
    """Decompose the variance of a result by exchange and by process."""
    t, b = background.technosphere, background.interventions
    effects = np.concatenate([result.technosphere * deviations(t), result.interventions * deviations(b)])
    keys = np.concatenate([t.key, b.key])
    moving = np.flatnonzero(effects)
    _, draw = np.unique(keys[moving], axis=0, return_inverse=True)
    together = totals(draw.ravel(), effects[moving], int(draw.max(initial=-1)) + 1)
    parts = np.zeros(len(effects))
    parts[moving] = effects[moving] * together[draw.ravel()]
    first, second = parts[: len(t)], parts[len(t) :]
    size = background.size
    by_process = totals(t.column, first, size) + totals(b.column, second, size)
    return Variance(float(parts.sum()), first, second, by_process)


def deviations(exchanges: Exchanges) -> Floats:
    """Standard deviation of each entry, with the sign in which it moves with its draw; exact ones 0."""
    code, loc, scale = exchanges.code, exchanges.loc, exchanges.scale
    width = exchanges.maximum - exchanges.minimum
    left = loc - exchanges.minimum
    with np.errstate(all="ignore"):
        lognormal = np.sign(exchanges.amount) * np.exp(loc + scale**2 / 2) * np.sqrt(np.expm1(scale**2))
        triangular = np.sqrt((width**2 - width * left + left**2) / 18)
    kinds = [code == 2, code == 3, code == 4, code == 5]
    return np.select(kinds, [lognormal, scale, width / np.sqrt(12), triangular], 0.0)


def tornado(background: Background, result: Result, count: int = 20) -> tuple[Bar, ...]:
    """The exchanges with the largest parts of the variance, largest first."""
    known = variance(background, result)
    size = len(background.technosphere)
    parts = np.concatenate([known.technosphere, known.interventions])
    order = np.argsort(-np.abs(parts), kind="stable")[:count]
    chosen = [int(e) for e in order if parts[e] != 0]
    return tuple(_bar(background, result, known, e, size) for e in chosen)


def _bar(background: Background, result: Result, known: Variance, number: int, size: int) -> Bar:
    matrix: Matrix = "technosphere" if number < size else "interventions"
    e = number if number < size else number - size
    exchanges: Exchanges = getattr(background, matrix)
    derivative = float(getattr(result, matrix)[e])
    ends = (result.total + derivative * (end - float(exchanges.amount[e])) for end in _range(exchanges, e))
    low, high = sorted(ends)
    share = float(getattr(known, matrix)[e]) / known.total
    return Bar(matrix, e, int(exchanges.row[e]), int(exchanges.column[e]), derivative, low, high, share)


def _range(exchanges: Exchanges, e: int) -> tuple[float, float]:
    """5th and 95th percentile of an entry."""
    z = 1.6448536269514722
    loc, scale = float(exchanges.loc[e]), float(exchanges.scale[e])
    low, high = float(exchanges.minimum[e]), float(exchanges.maximum[e])
    if exchanges.code[e] == 2:
        sign = float(np.sign(exchanges.amount[e]))
        return sign * float(np.exp(loc - z * scale)), sign * float(np.exp(loc + z * scale))
    if exchanges.code[e] == 3:
        return loc - z * scale, loc + z * scale
    if exchanges.code[e] == 4:
        return low + 0.05 * (high - low), high - 0.05 * (high - low)
    return _triangular(0.05, low, loc, high), _triangular(0.95, low, loc, high)


def _triangular(p: float, low: float, mode: float, high: float) -> float:
    if p * (high - low) < mode - low:
        return low + float(np.sqrt(p * (high - low) * (mode - low)))
    return high - float(np.sqrt((1 - p) * (high - low) * (high - mode)))
