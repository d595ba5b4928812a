"""Drawing until the means of products are sure enough."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background
from lca.background.sampling.designs import design
from lca.background.sampling.plan import plan
from lca.background.sampling.run import Progress, sample_plan
from lca.background.sampling.statistics import Convergence, Moments, convergence, insist, moments
from lca.background.sampling.summing import Samples
from lca.errors import Finding, InputError, Severity
from lca.gases import GwpSet

BLOCK = 64
"""Samples that :func:`sample_until` adds at a time."""


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
    known: Moments | None = None
    done, step = 0, BLOCK
    while True:
        part = sample_plan(background, made, spread, gwp.name, start=done, count=step, threads=threads)
        parts.append(part)
        new = moments(_watched(part, products))
        known = new if known is None else known.joined(new)
        insist(known)
        done += step
        if progress:
            progress(done, most)
        reached = known.relative
        if reached <= precision or done >= most:
            break
        # As many as the error so far asks for, at most as many again; in whole blocks.
        wanted = done * ((reached / precision) ** 2 - 1)
        step = min(int(np.ceil(min(wanted, done) / BLOCK)) * BLOCK or BLOCK, most - done)
    samples = _joined(parts, known, precision)
    return samples, convergence(_watched(samples, products))


def _watched(samples: Samples, products: NDArray[np.integer[Any]] | None) -> NDArray[np.floating[Any]]:
    return samples.values if products is None else samples.values[products]


def _joined(parts: list[Samples], known: Moments, precision: float) -> Samples:
    # What holds for the whole database is said with every part; once is enough.
    findings = list({one.message(): one for part in parts for one in part.findings}.values())
    if known.relative > precision:
        about = {
            "count": int(known.count.min()),
            "what": "mean / 均值",
            "reached": f"{known.relative:.2g}",
            "wanted": f"{precision:.2g}",
        }
        findings.append(Finding("B636", about, severity=Severity.WARNING))
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
