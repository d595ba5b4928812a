"""How sure sampled statistics are: standard errors, and a rule for when there are enough samples.

Errors are those of independent random samples:

- mean: ``s / sqrt(n)``;
- standard deviation: ``sqrt((m4 - s⁴ (n - 3) / (n - 1)) / n) / (2 s)``, the delta method on the variance
  of the sample variance (C. R. Rao 1973, Linear Statistical Inference and Its Applications, section 6h.1);
- percentile: half the distance between the order statistics at ``(n - 1) p ± z sqrt(n p (1 - p))``, divided
  by ``z`` = 1.96. Those two are the usual distribution-free 95 % interval of a percentile (H. A. David,
  H. N. Nagaraja 2003, Order Statistics, section 7.1). Where they do not both exist, the error is infinite:
  so few samples say nothing of that percentile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lca.errors import Finding, InputError, Severity
from lca.uncertainty.statistics import PER_MILLE, Summary, statistics, total

Floats = NDArray[np.float64]
Z: Final = 1.959963984540054
"""The normal quantile at 97.5 %."""
NAMES: Final = ("mean", "sd", "median", "p2_5", "p5", "p95", "p97_5")
"""What has an error and may be demanded to be precise."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Standard errors of sampled statistics, in the unit of the samples; infinite where not yet known."""

    mean: float
    sd: float
    median: float
    p2_5: float
    p5: float
    p95: float
    p97_5: float
    n: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What must be known how well before sampling may stop.

    Attributes:
        precision: statistic (of :data:`NAMES`) to the half-width of its 95 % interval, as a share of itself:
            ``{"mean": 0.01}`` is ± 1 %.
        batch: samples that are drawn at a time; nothing stops within a batch.
        least: samples before the rule is asked for the first time, so that a lucky start does not stop it.
        most: samples after which it stops in any case.
    """

    precision: Mapping[str, float] = field(default_factory=lambda: {"mean": 0.01})
    batch: int = 1000
    least: int = 1000
    most: int = 100_000


@dataclass(frozen=True, eq=False)
class Converged:
    """Samples that were drawn until they were enough.

    Attributes:
        samples: shape (n,), a whole number of batches.
        reached: whether the demand is met; otherwise N142 is among the findings.
        errors: standard errors at the end.
        shares: by demanded statistic, the half-width of its 95 % interval as a share of itself.
    """

    samples: Floats
    reached: bool
    errors: Errors
    shares: Mapping[str, float]
    findings: tuple[Finding, ...] = ()


def standard_errors(samples: ArrayLike) -> Errors:
    """Standard errors of mean, standard deviation and percentiles of one row of samples.

    Raises:
        InputError: N110 fewer than two samples or not one row, N111 not finite.
    """
    values = np.asarray(samples, dtype=np.float64)
    found = statistics(values)
    ordered = np.sort(values)
    median, p2_5, p5, p95, p97_5 = (percentile_error(ordered, per_mille) for per_mille in PER_MILLE)
    sd = _sd_error(ordered, found)
    return Errors(found.standard_error, sd, median, p2_5, p5, p95, p97_5, found.n)


def percentile_error(ordered: Floats, per_mille: int) -> float:
    """Standard error of a percentile, in thousandths, of sorted samples."""
    low, high = percentile_interval(ordered, per_mille)
    return (high - low) / (2.0 * Z)


def percentile_interval(ordered: Floats, per_mille: int) -> tuple[float, float]:
    """The 95 % interval of a percentile, in thousandths, of sorted samples; infinite where there is none."""
    count = len(ordered)
    share = per_mille / 1000
    middle, half = (count - 1) * share, Z * np.sqrt(count * share * (1.0 - share))
    if middle - half < 0 or middle + half > count - 1:
        return -np.inf, np.inf
    return _between(ordered, middle - half), _between(ordered, middle + half)


def shares(samples: ArrayLike, names: Mapping[str, float]) -> dict[str, float]:
    """Half-widths of 95 % intervals as shares of the statistics themselves; infinite where one is zero."""
    found, errors = statistics(samples), standard_errors(samples)
    result = {}
    for name in names:
        error, value = getattr(errors, name), abs(getattr(found, name))
        result[name] = 0.0 if error == 0.0 else (Z * error / value if value else np.inf)
    return result


def until_precise(draw: Callable[[int, int], Floats], demand: Demand) -> Converged:
    """Draw batch after batch until the demand is met.

    The number of samples depends on the samples alone, which depend on seed and identities alone: the same
    demand stops at the same sample on every machine. As with every sequential rule the interval is right in
    the limit of small demands (Y. S. Chow, H. Robbins 1965, Ann. Math. Statist. 36(2), 457-462).

    Args:
        draw: gives samples ``start`` to ``start + count`` of one result, by (start, count).
        demand: what must be known how well.

    Raises:
        InputError: N140 a demand that names no statistic or is not positive, N141 batches, N143 ``draw``
            gives another number of samples, N110, N111.
    """
    _check(demand)
    drawn = np.zeros(0)
    while True:
        batch = np.asarray(draw(len(drawn), demand.batch), dtype=np.float64)
        if batch.shape != (demand.batch,):
            raise InputError(Finding("N143", {"shape": str(batch.shape), "count": demand.batch}))
        drawn = np.concatenate([drawn, batch])
        if len(drawn) < max(demand.least, 2):
            continue
        found = shares(drawn, demand.precision)
        reached = all(found[name] <= wanted for name, wanted in demand.precision.items())
        if reached or len(drawn) + demand.batch > demand.most:
            told = () if reached else (_not_reached(demand, found, len(drawn)),)
            return Converged(drawn, reached, standard_errors(drawn), found, told)


def _check(demand: Demand) -> None:
    findings = [
        Finding("N140", {"name": name, "precision": repr(wanted), "names": ", ".join(NAMES)})
        for name, wanted in demand.precision.items()
        if name not in NAMES or not 0.0 < wanted < np.inf
    ]
    if not demand.precision:
        findings.append(Finding("N140", {"name": "–", "precision": "–", "names": ", ".join(NAMES)}))
    numbers = (demand.batch, demand.least, demand.most)
    if not all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in numbers) or (
        demand.most < max(demand.batch, demand.least)
    ):
        told = {"batch": repr(demand.batch), "least": repr(demand.least), "most": repr(demand.most)}
        findings.append(Finding("N141", told))
    if findings:
        raise InputError(findings)


def _not_reached(demand: Demand, found: Mapping[str, float], count: int) -> Finding:
    missed = ", ".join(
        f"{name} ± {found[name]:.2%} > {wanted:.2%}"
        for name, wanted in demand.precision.items()
        if found[name] > wanted
    )
    return Finding("N142", {"samples": count, "missed": missed}, severity=Severity.WARNING)


def _sd_error(ordered: Floats, found: Summary) -> float:
    """By the fourth central moment; 0 for samples that are all equal."""
    if found.sd == 0.0:
        return 0.0
    count = found.n
    scaled = (ordered - found.mean) / found.sd
    fourth = float(total((scaled * scaled) ** 2)) / count
    spread = max(fourth - (count - 3) / (count - 1), 0.0)
    return found.sd * float(np.sqrt(spread / count)) / 2.0


def _between(ordered: Floats, place: float) -> float:
    """The order statistic at a place that need not be whole, from 0."""
    below = int(place)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return float(low + (high - low) * (place - below))
