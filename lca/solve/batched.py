"""A product's own processes solved for thousands of samples at once.

Every nonzero is a number or an array over samples. The plan of elimination (:mod:`lca.solve.pattern`) runs
once over those values with elementwise arithmetic, so the bits of a sample depend on that sample alone, not
on how many stand beside it; numbers that do not vary stay numbers and cost nothing. Complex values carry
derivatives through (complex step); their imaginary parts may differ in the last places between machines.

Every sample's answer is checked by its componentwise backward error, forward and adjoint. Where it is not
small, or a pivot vanishes, those samples alone are solved again by LAPACK with pivoting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, ProductSystemError
from lca.solve.dense import Singular, solve_dense
from lca.solve.elimination import Mask, adjoint, backward_error, factorise, forward
from lca.solve.pattern import Pattern, Position
from lca.solve.values import Value, Vector, check_values, joined, patched, plain, runs, take

TOLERANCE = 1e-12
"""Largest componentwise backward error that elimination may leave before the fallback takes over."""
FALLBACK_TOLERANCE = 1e-9
"""Largest backward error, by row of the balanced matrix, that the fallback itself may leave."""


@dataclass(frozen=True, eq=False)
class BatchedSolution:
    """Supply and intensities of every sample.

    Attributes:
        supply: by process, how many times its column runs; a number where no sample differs.
        intensities: by burden, then by product: burden per unit of product.
        samples: number of samples; 1 where nothing varies.
        residual: shape (samples,), largest componentwise backward error of all solved vectors (of samples
            that fell back: largest backward error by row).
        fallback: shape (samples,), solved by LAPACK with pivoting.
        nonproductive: shape (samples,), a pivot turned against its production exchange: some loop takes
            more than it makes.
    """

    supply: tuple[Value, ...]
    intensities: tuple[tuple[Value, ...], ...]
    samples: int
    residual: NDArray[np.float64]
    fallback: Mask
    nonproductive: Mask


def solve_batched(
    pattern: Pattern,
    values: Mapping[Position, Value],
    demand: Vector,
    burdens: Sequence[Vector] = (),
    *,
    names: Sequence[str] = (),
) -> BatchedSolution:
    """Solve ``A s = d`` and, for each burden, ``Aᵀ λ = h``, for all samples.

    Args:
        pattern: of ``A``, products × processes; outputs positive, inputs negative.
        values: every position of the pattern to its value.
        demand: ``d``, by product.
        burdens: each an ``h``, by process: its burden when its column runs once.
        names: of the processes, for messages.

    Raises:
        ProductSystemError: S223 values that do not fit the pattern, S224 arrays of different length, S225 not
            a finite number, S226 a demand or burden outside of the system, S227 or S228 (in one sample) a
            singular system, S229 a system that cannot be solved accurately.
    """
    samples, kind = check_values(pattern, values, demand, burdens)
    table = {position: plain(value, kind) for position, value in values.items()}
    vectors = [{i: plain(value, kind) for i, value in vector.items()} for vector in (demand, *burdens)]
    parts = []
    for run in runs(samples):
        matrix = {position: take(value, run) for position, value in table.items()}
        right = [{i: take(value, run) for i, value in vector.items()} for vector in vectors]
        try:
            parts.append(_solve_run(pattern, matrix, right, run.stop - run.start))
        except Singular as error:
            raise _named(error, pattern, run.start, samples, names) from None
    return _join(parts)


def _solve_run(
    pattern: Pattern, values: dict[Position, Value], right: list[dict[int, Value]], count: int
) -> BatchedSolution:
    """The solution of a run of ``count`` samples; ``right`` is the demand and then the burdens."""
    factors = dict(values)
    with np.errstate(all="ignore"):
        vanishing, turned = factorise(pattern, factors, count)
        answers = [forward(pattern, factors, right[0])]
        answers += [adjoint(pattern, factors, burden) for burden in right[1:]]
        residual = _residual(values, answers, right, count)
        fallback = vanishing | ~(residual <= TOLERANCE)
    if fallback.any():
        where = np.flatnonzero(fallback)
        again = solve_dense(pattern, values, right[0], right[1:], where)
        # What the demand or the burden does not reach is zero by structure and stays so.
        answers = [
            {i: patched(value, new[:, i], fallback) for i, value in answer.items()}
            for answer, new in zip(answers, again.answers, strict=True)
        ]
        residual[where] = again.residual
        if not (again.residual <= FALLBACK_TOLERANCE).all():
            raise ProductSystemError(Finding("S229", {"residual": f"{again.residual.max():.1e}"}))
    supply, *intensities = (tuple(answer.get(i, 0.0) for i in range(pattern.size)) for answer in answers)
    return BatchedSolution(supply, tuple(intensities), count, residual, fallback, turned)


def _residual(
    values: dict[Position, Value],
    answers: Sequence[Vector],
    right: Sequence[Vector],
    count: int,
) -> NDArray[np.float64]:
    """The largest backward error of the forward and all adjoint answers, by sample."""
    worst = backward_error(values, answers[0], right[0], count)
    transposed = {(j, i): value for (i, j), value in values.items()}
    for answer, burden in zip(answers[1:], right[1:], strict=True):
        worst = np.maximum(worst, backward_error(transposed, answer, burden, count))
    return worst


def _named(
    error: Singular, pattern: Pattern, start: int, samples: int, names: Sequence[str]
) -> ProductSystemError:
    """The same finding with the number of the sample and the names of the processes, loops before others."""
    from lca.solve.structure import loops  # SciPy, which nothing but this message needs

    inside = {j for loop in loops(pattern.size, pattern.positions, pattern.production) for j in loop}
    involved = sorted(inside.intersection(error.processes)) or error.processes
    processes = ", ".join(names[j] if j < len(names) else f"#{j}" for j in involved)
    if samples == 1:
        return ProductSystemError(Finding("S227", {"processes": processes}))
    return ProductSystemError(Finding("S228", {"processes": processes, "sample": start + error.sample}))


def _join(parts: Sequence[BatchedSolution]) -> BatchedSolution:
    """The runs one after the other."""
    if len(parts) == 1:
        return parts[0]
    counts = [part.samples for part in parts]
    supply = tuple(joined(run, counts) for run in zip(*(part.supply for part in parts), strict=True))
    intensities = tuple(
        tuple(joined(run, counts) for run in zip(*columns, strict=True))
        for columns in zip(*(part.intensities for part in parts), strict=True)
    )
    return BatchedSolution(
        supply,
        intensities,
        sum(counts),
        np.concatenate([part.residual for part in parts]),
        np.concatenate([part.fallback for part in parts]),
        np.concatenate([part.nonproductive for part in parts]),
    )
