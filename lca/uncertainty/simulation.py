"""Monte Carlo and first-order propagation over a product system's uncertain parameters.

A sample is a function of (seed, identity of each parameter, sample number), so any sample can be
computed again alone, in any chunk, on any number of threads, with the same bits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from lca.distributions import Distribution
from lca.errors import Finding, InputError
from lca.solve.foreground import Evaluation, Foreground, evaluate
from lca.system.environment import Value
from lca.system.intensity import Parameter
from lca.system.sampled import Sampled, covariance
from lca.uncertainty.designs import RANDOM, Design, designed_draw
from lca.uncertainty.propagation import FirstOrder, first_order

Samples = NDArray[np.float64]
RUN = 8192
"""Samples evaluated at a time; no bit depends on it."""


@dataclass(frozen=True, eq=False)
class Simulation:
    """Samples of a footprint, all for the stated amount of the declared or functional unit.

    Attributes:
        total: shape (samples,), kg CO2e.
        flows: by path, shape (samples,), kg CO2e.
        alternatives: by id of an alternative unit, shape (samples,), kg CO2e for that unit.
        valid: shape (samples,), False where a loop of the sample takes more than it makes, or a background
            database has no solution for it.
        residual: the largest backward error of any sample.
    """

    seed: int
    total: Samples
    flows: Mapping[str, Samples]
    alternatives: Mapping[str, Samples]
    valid: NDArray[np.bool_]
    residual: float


def simulate(
    plan: Foreground,
    *,
    samples: int,
    seed: int,
    start: int = 0,
    threads: int = 1,
    spread_by: Design = RANDOM,
) -> Simulation:
    """Samples ``start`` to ``start + samples``; ``threads`` changes the time and no bit.

    ``spread_by`` is the design of the draws; samples that were made before keep theirs.
    """
    runs = [(first, min(RUN, start + samples - first)) for first in range(start, start + samples, RUN)]
    with ThreadPoolExecutor(max_workers=max(threads, 1)) as pool:
        parts = list(pool.map(lambda run: _run(plan, seed, spread_by, *run), runs))
    return joined(parts)


def joined(parts: Sequence[Simulation]) -> Simulation:
    """Samples of one seed, one after the other."""
    return Simulation(
        seed=parts[0].seed,
        total=np.concatenate([part.total for part in parts]),
        flows=_joined([part.flows for part in parts]),
        alternatives=_joined([part.alternatives for part in parts]),
        valid=np.concatenate([part.valid for part in parts]),
        residual=max(part.residual for part in parts),
    )


def sample_values(
    parameters: Mapping[str, Parameter], seed: int, start: int, count: int, spread_by: Design = RANDOM
) -> dict[str, Samples]:
    """Draws of every parameter by identity; each of shape (count,)."""
    return {key: _drawn(p.distribution, spread_by, seed, key, start, count) for key, p in parameters.items()}


def _drawn(
    distribution: Distribution | Sampled, spread_by: Design, seed: int, key: str, start: int, count: int
) -> Samples:
    """Samples of a distribution, or those that were made before under the same seed.

    Raises:
        InputError: N105 more samples than were made.
    """
    if not isinstance(distribution, Sampled):
        return designed_draw(spread_by, distribution, seed, key, start, count)
    made = distribution.values[start : start + count]
    if len(made) < count:
        told = {"identity": key, "held": len(distribution.values), "wanted": start + count}
        raise InputError(Finding("N105", told))
    return made


def propagate(plan: Foreground) -> FirstOrder:
    """First-order mean, variance and derivatives of the total by every parameter, at the means.

    Products of one background database vary together; their covariance is that of their samples.
    """
    parameters = plan.system.parameters
    means = {key: p.distribution.mean for key, p in parameters.items()}
    variances = {key: p.distribution.variance for key, p in parameters.items()}

    def total(values: Mapping[str, Value]) -> Value:
        return evaluate(plan, values).total

    return first_order(total, means, variances, _covariances(parameters))


def _covariances(parameters: Mapping[str, Parameter]) -> dict[tuple[str, str], float]:
    """Covariance of each two parameters that were sampled together, both ways."""
    sampled = {key: p.distribution for key, p in parameters.items() if isinstance(p.distribution, Sampled)}
    found: dict[tuple[str, str], float] = {}
    for one, other in combinations(sampled, 2):
        if sampled[one].together == sampled[other].together:
            found[one, other] = found[other, one] = covariance(sampled[one], sampled[other])
    return found


def _run(plan: Foreground, seed: int, spread_by: Design, start: int, count: int) -> Simulation:
    values = sample_values(plan.system.parameters, seed, start, count, spread_by)
    solved, values = _solved(values, count)
    found = evaluate(plan, values)
    total = spread(found.total, count)
    demand = spread(found.demand, count)
    scale = {key: spread(flow, count) / demand for key, flow in found.alternatives.items()}
    return Simulation(
        seed=seed,
        total=total,
        flows={path: spread(_whole(found, path), count) for path in found.flows},
        alternatives={key: total * part for key, part in scale.items()},
        valid=solved & ~found.solution.nonproductive,
        residual=float(np.max(found.solution.residual)),
    )


def _solved(values: dict[str, Samples], count: int) -> tuple[NDArray[np.bool_], dict[str, Samples]]:
    """Which samples have all their values, and the values with the stated ones (1) where one has none."""
    finite = {key: np.isfinite(drawn) for key, drawn in values.items()}
    solved = np.ones(count, dtype=np.bool_)
    for known in finite.values():
        solved &= known
    filled = (
        values[key] if known.all() else np.where(known, values[key], 1.0) for key, known in finite.items()
    )
    return solved, dict(zip(values, filled, strict=True))


def _whole(found: Evaluation, path: str) -> Value:
    total: Value = 0.0
    for part in found.flows[path]:
        total = total + part
    return total


def spread(value: Value, count: int) -> Samples:
    """A number or an array as an array over samples."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), (count,)))


def _joined(parts: list[Mapping[str, Samples]]) -> dict[str, Samples]:
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
