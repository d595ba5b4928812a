"""How a run is sampled: a number of samples under a design, or as many as a demanded precision needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, InputError
from lca.solve.foreground import Foreground
from lca.system.sampled import Sampled
from lca.uncertainty.convergence import Demand, until_precise
from lca.uncertainty.designs import design
from lca.uncertainty.simulation import Simulation, joined, simulate

BATCH = 1000
"""Samples drawn at a time towards a precision."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """What is asked of the samples of a run.

    Attributes:
        samples: how many; with a precision, how many at most; fewer than two for none.
        design: ``random``, ``latin_hypercube`` or ``sobol``.
        precision: demanded half-width of the 95 % interval of the mean, as a share of the mean, or None.
    """

    samples: int
    design: str = "random"
    precision: float | None = None


def sampled(
    plan: Foreground, of: Sampling, *, seed: int, threads: int = 1
) -> tuple[Simulation | None, tuple[Finding, ...]]:
    """The samples of a run and what is to be told of them; none where fewer than two are asked for.

    Raises:
        InputError: N130 to N135 a design that there is not or that does not fit, N140 a precision that is
            none, N148 a precision with another design than random.
    """
    if of.precision is not None and not 0 < of.precision < 1:
        raise InputError(Finding("N140", {"name": "mean", "precision": repr(of.precision), "names": "mean"}))
    if of.precision is not None and of.design != "random":
        raise InputError(Finding("N148", {"design": of.design}))
    own = {key: p for key, p in plan.system.parameters.items() if not isinstance(p.distribution, Sampled)}
    spread_by = design(of.design, of.samples, own) if of.samples > 1 else design("random")
    if of.samples < 2:
        return None, ()
    if of.precision is None:
        return simulate(plan, samples=of.samples, seed=seed, threads=threads, spread_by=spread_by), ()
    return _precise(plan, of, seed, threads)


def _precise(
    plan: Foreground, of: Sampling, seed: int, threads: int
) -> tuple[Simulation, tuple[Finding, ...]]:
    """Batch after batch until the mean is known well enough; the number depends on the samples alone."""
    parts: list[Simulation] = []
    batch = min(BATCH, of.samples)

    def draw(start: int, count: int) -> NDArray[np.float64]:
        parts.append(simulate(plan, samples=count, seed=seed, start=start, threads=threads))
        total, valid = parts[-1].total, parts[-1].valid
        # A sample without solution moves no mean; the result leaves it out and counts it.
        return np.where(valid, total, total[valid].mean()) if valid.any() else total

    demand = Demand({"mean": of.precision or 0.0}, batch=batch, least=batch, most=of.samples)
    found = until_precise(draw, demand)
    return joined(parts), found.findings
