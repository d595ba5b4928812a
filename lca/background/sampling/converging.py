"""How sure statistics of samples are, and drawing until they are sure enough.

The standard error of a mean is ``sd / sqrt(n)``. That of a percentile comes from order statistics: the number
of samples below it is binomial, so the order statistics one standard deviation ``sqrt(n p (1 - p))`` of ranks
away on each side enclose it as one standard error does (H. A. David, H. N. Nagaraja 2003, Order Statistics,
3rd ed., section 7.1). Both hold for independent samples; for designs they are on the safe side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background, Floats
from lca.background.sampling.designs import design
from lca.background.sampling.plan import plan
from lca.background.sampling.run import Progress, Samples, sample_plan
from lca.errors import Finding, InputError, Severity
from lca.gases import GwpSet

PERCENTILES = (2.5, 5.0, 50.0, 95.0, 97.5)
LEAST = 16
BLOCK = 64
"""Samples that :func:`sample_until` adds at a time."""


@dataclass(frozen=True, eq=False)
class Convergence:
    """Statistics of some products; arrays are read in the order of the products.

    Attributes:
        count: (products,) finite samples.
        mean: (products,).
        sd: (products,), with n - 1.
        percentiles: (percentiles, products), see :data:`PERCENTILES`; linear between order statistics.
        mean_error: (products,) standard error of the mean.
        percentile_errors: (percentiles, products) standard errors.
    """

    count: NDArray[np.int64]
    mean: Floats
    sd: Floats
    percentiles: Floats
    mean_error: Floats
    percentile_errors: Floats

    @property
    def relative(self) -> float:
        """The largest standard error of a mean, relative to it."""
        size = np.abs(self.mean)
        ratio = np.divide(self.mean_error, size, out=np.zeros_like(size), where=size > 0)
        return float(ratio.max(initial=0.0))


def convergence(values: NDArray[np.floating[Any]]) -> Convergence:
    """Statistics of each row of samples; samples that are not finite are left out and not counted.

    Args:
        values: (products, samples).

    Raises:
        InputError: B637 fewer than 16 finite samples of a product.
    """
    rows = [np.sort(row[np.isfinite(row)].astype(np.float64)) for row in np.atleast_2d(values)]
    fewest = min((len(row) for row in rows), default=LEAST)
    if fewest < LEAST:
        raise InputError(Finding("B637", {"least": LEAST, "count": fewest}))
    count = np.array([len(row) for row in rows], dtype=np.int64)
    mean = np.array([row.mean() for row in rows])
    sd = np.array([row.std(ddof=1) for row in rows])
    quantiles = np.array([np.percentile(row, PERCENTILES) for row in rows]).T
    errors = np.array([[_percentile_error(row, p / 100) for p in PERCENTILES] for row in rows]).T
    return Convergence(count, mean, sd, quantiles, sd / np.sqrt(count), errors)


def _percentile_error(ordered: Floats, p: float) -> float:
    """Half the distance of the order statistics one standard deviation of ranks below and above."""
    spread = np.sqrt(p * (1 - p) / len(ordered))
    low, high = np.quantile(ordered, [max(p - spread, 0.0), min(p + spread, 1.0)])
    return float(high - low) / 2


def sample_until(
    background: Background,
    gases: GasFlows,
    gwp: GwpSet,
    precision: float,
    *,
    products: NDArray[np.integer[Any]] | None = None,
    seed: int = 1,
    most: int = 10_000,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Samples, Convergence]:
    """Draw whole blocks until the mean of every product asked for is known to a relative standard error.

    The number of samples depends on the numbers alone, so anybody who repeats it stops at the same one.

    Args:
        background: the database.
        gases: its greenhouse gases.
        gwp: under which masses become kg CO2e.
        precision: relative standard error of the mean that is enough.
        products: positions to watch; left out, all.
        seed: of the draws.
        most: samples after which to stop, with a warning (B636).
        threads: left out, as many as there are processors.
        progress: told as blocks are done.

    Raises:
        InputError: B635, and as :func:`lca.background.sampling.sample`.
    """
    if not (isinstance(precision, float | int) and precision > 0) or most < BLOCK:
        told = {"precision": precision, "most": most, "least": BLOCK}
        raise InputError(Finding("B635", told))
    made, spread = plan(background, gases, gwp), design("random", seed, 0)
    parts: list[Samples] = []
    watched: list[NDArray[np.floating[Any]]] = []
    done, step = 0, BLOCK
    while True:
        part = sample_plan(background, made, spread, gwp.name, start=done, count=step, threads=threads)
        parts.append(part)
        watched.append(part.values if products is None else part.values[products])
        done += step
        known = convergence(np.concatenate(watched, axis=1))
        if progress:
            progress(done, most)
        if known.relative <= precision or done >= most:
            break
        # As many as the error so far asks for, at most as many again; in whole blocks.
        wanted = done * ((known.relative / precision) ** 2 - 1)
        step = min(int(np.ceil(min(wanted, done) / BLOCK)) * BLOCK or BLOCK, most - done)
    return _joined(parts, known, precision), known


def _joined(parts: list[Samples], known: Convergence, precision: float) -> Samples:
    findings = [finding for part in parts for finding in part.findings]
    if known.relative > precision:
        told = {
            "count": int(known.count.min()),
            "what": "mean / 均值",
            "reached": f"{known.relative:.2g}",
            "wanted": f"{precision:.2g}",
        }
        findings.append(Finding("B636", told, severity=Severity.WARNING))
    first = parts[0]
    return Samples(
        np.concatenate([part.values for part in parts], axis=1),
        first.gwp, first.seed, first.start, first.design,
        np.concatenate([part.sweeps for part in parts]),
        tuple(n for part in parts for n in part.unproductive),
        tuple(n for part in parts for n in part.direct),
        tuple(n for part in parts for n in part.lost),
        tuple(findings),
    )  # fmt: skip
