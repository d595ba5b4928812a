"""The fallback for samples that elimination without pivoting cannot solve: LAPACK, sample by sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.solve.pattern import Pattern, Position
from lca.solve.values import Array, Value, Vector

SINGULAR = 1e-13
"""Smallest singular value as a share of the largest, below which an equilibrated matrix is singular."""
ELEMENTS = 2**22
"""Matrix elements held at a time."""


class Singular(Exception):
    """A sample cannot be solved; ``sample`` is its number, ``processes`` those in its null vector."""

    def __init__(self, sample: int, processes: tuple[int, ...]) -> None:
        self.sample = sample
        self.processes = processes
        super().__init__(sample, processes)


@dataclass(frozen=True, eq=False)
class DenseSolution:
    """Answers of some samples.

    Attributes:
        answers: supply of shape (samples, processes), then intensities of each burden, (samples, products).
        residual: shape (samples,), largest ``|b - A x| / (|b| + ‖A_i‖₁ ‖x‖∞)`` of the balanced system.
    """

    answers: list[Array]
    residual: NDArray[np.float64]


def solve_dense(
    pattern: Pattern,
    values: Mapping[Position, Value],
    demand: Vector,
    burdens: Sequence[Vector],
    samples: NDArray[np.int64],
) -> DenseSolution:
    """Solve the numbered samples with pivoting.

    Raises:
        Singular: the first singular sample and the processes in its null vector.
    """
    run = max(1, ELEMENTS // pattern.size**2)
    parts = [
        _solve(pattern, values, demand, burdens, samples[start : start + run])
        for start in range(0, len(samples), run)
    ]
    answers = [np.concatenate(column) for column in zip(*(part.answers for part in parts), strict=True)]
    return DenseSolution(answers, np.concatenate([part.residual for part in parts]))


def _solve(
    pattern: Pattern,
    values: Mapping[Position, Value],
    demand: Vector,
    burdens: Sequence[Vector],
    samples: NDArray[np.int64],
) -> DenseSolution:
    size, count = pattern.size, len(samples)
    kind = np.result_type(
        *values.values(), *(v for vector in (demand, *burdens) for v in vector.values()), 1.0
    )
    matrix = np.zeros((count, size, size), dtype=kind)
    for (i, j), value in values.items():
        matrix[:, i, j] = _at(value, samples)
    wanted = np.zeros((count, size, 1), dtype=kind)
    loads = np.zeros((count, size, len(burdens)), dtype=kind)
    for i, value in demand.items():
        wanted[:, i, 0] = _at(value, samples)
    for k, burden in enumerate(burdens):
        for j, value in burden.items():
            loads[:, j, k] = _at(value, samples)
    rows = _scale(matrix, axis=2)
    columns = _scale(matrix * rows, axis=1)
    balanced = matrix * rows * columns
    across = columns.transpose(0, 2, 1)
    _refuse_singular(balanced, samples)
    supply, forward = _checked(balanced, wanted * rows)
    intensities, adjoint = _checked(balanced.transpose(0, 2, 1), loads * across)
    answers = [(supply * across)[:, :, 0], *(intensities * rows).transpose(2, 0, 1)]
    return DenseSolution(answers, np.maximum(forward, adjoint))


def _checked(matrix: Array, right: Array) -> tuple[Array, NDArray[np.float64]]:
    """The solution after one step of refinement, and its backward error by sample."""
    answer = np.linalg.solve(matrix, right)
    answer = answer + np.linalg.solve(matrix, right - matrix @ answer)
    rest = np.abs(right - matrix @ answer)
    norm = np.abs(matrix).sum(axis=2, keepdims=True)
    size = np.abs(right) + norm * np.abs(answer).max(axis=1, keepdims=True)
    error = rest / np.where(size == 0, 1.0, size)
    return answer, error.max(axis=(1, 2), initial=0.0)


def _at(value: Value, samples: NDArray[np.int64]) -> Value:
    return value[samples] if isinstance(value, np.ndarray) else value


def _scale(matrix: Array, axis: int) -> NDArray[np.float64]:
    """One over the largest magnitude along an axis; 1 for an empty row or column."""
    largest = np.abs(matrix).max(axis=axis, keepdims=True)
    return 1.0 / np.where(largest == 0, 1.0, largest)


def _refuse_singular(matrix: Array, samples: NDArray[np.int64]) -> None:
    values = np.linalg.svd(matrix, compute_uv=False)
    bad = np.flatnonzero(~(values[:, -1] > SINGULAR * values[:, 0]))
    if bad.size:
        null = np.abs(np.linalg.svd(matrix[bad[0]])[2][-1])
        involved = np.flatnonzero(null > 1e-6 * null.max())
        raise Singular(int(samples[bad[0]]), tuple(int(j) for j in involved))
