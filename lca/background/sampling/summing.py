"""Samples, and which of them did not go the usual way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Background
from lca.background.sampling.blocks import LANES, Block
from lca.background.sampling.designs import Design
from lca.background.sampling.plan import Plan
from lca.background.solving.checks import named
from lca.background.solving.loops import NONE
from lca.errors import Finding, Severity


@dataclass(frozen=True, eq=False)
class Samples:
    """Intensities of all products in many samples.

    Attributes:
        values: (products, samples), kg CO2e per unit of product; a sample without solution is NaN.
        gwp: name of the GWP set.
        seed: of the draws.
        start: number of the first sample.
        design: ``random``, ``latin_hypercube`` or ``sobol``.
        sweeps: (samples,) most sweeps that a loop took.
        unproductive: numbers of the samples with a loop that takes more than it makes, or a production that
            changed its sign.
        direct: numbers of the samples with a loop that sweeps did not solve.
        lost: numbers of the samples without solution.
        findings: warnings; every sample that did not go the usual way is counted in one.
    """

    values: NDArray[np.floating[Any]]
    gwp: str
    seed: int
    start: int
    design: str
    sweeps: NDArray[np.int64]
    unproductive: tuple[int, ...]
    direct: tuple[int, ...]
    lost: tuple[int, ...]
    findings: tuple[Finding, ...]


def summed(
    background: Background,
    made: Plan,
    spread: Design,
    gwp: str,
    start: int,
    count: int,
    values: NDArray[np.floating[Any]],
    told: list[tuple[int, Block]],
) -> Samples:
    """Samples with what is told of their blocks, each with its number, put together."""
    inside = range(start, start + count)
    numbers = partial(_numbers, told, inside)
    sweeps = np.concatenate([about.sweeps for _, about in told])
    direct = sorted({b * LANES + lane for b, about in told for lane, _ in about.loops} & set(inside))
    bad = {b * LANES + lane for b, about in told for lane, loop in about.loops if loop.productive is False}
    unproductive = sorted((bad & set(inside)) | set(numbers("turned")))
    lost = numbers("lost")
    skip = start - told[0][0] * LANES
    samples = Samples(
        values, gwp, spread.seed, start, spread.name, sweeps[skip : skip + count], tuple(unproductive),
        tuple(direct), tuple(lost), (),
    )  # fmt: skip
    return replace(samples, findings=made.findings + _findings(background, made, samples, told))


def _numbers(told: list[tuple[int, Block]], inside: range, what: str) -> list[int]:
    found = (b * LANES + int(lane) for b, about in told for lane in np.flatnonzero(getattr(about, what)))
    return [number for number in found if number in inside]


def _findings(
    background: Background, made: Plan, samples: Samples, told: list[tuple[int, Block]]
) -> tuple[Finding, ...]:
    unusual = sorted({*samples.unproductive, *samples.direct, *samples.lost})
    if not unusual:
        return ()
    nodes: Counter[int] = Counter()
    for _, about in told:
        for _, loop in about.loops:
            part = loop.places[loop.involved > 1e-6] if loop.involved.any() else loop.places
            nodes.update(made.arrangement.order[part].tolist())
    worst = [node for node, _ in nodes.most_common(3)]
    listed = ", ".join(map(str, unusual[:10])) + (", …" if len(unusual) > 10 else "")
    summary = {
        "name": background.name,
        "count": len(unusual),
        "total": samples.values.shape[1],
        "samples": listed,
        "direct": len(set(samples.direct) - set(samples.lost)),
        "lost": len(samples.lost),
        "processes": named(background, worst) or NONE,
    }
    return (Finding("B634", summary, severity=Severity.WARNING),)
