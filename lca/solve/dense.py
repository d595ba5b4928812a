"""The fallback for samples that elimination without pivoting cannot solve: LAPACK, sample by sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lca.solve.pattern import Pattern, Position
from lca.solve.values import Array, Value, Vector

SINGULAR = 1e-13
"""Smallest singular value as a share of the largest, below which an equilibrated matrix is singular."""
ELEMENTS = 2**22
"""Matrix elements held at a time."""


def solve_dense(
    pattern: Pattern,
    values: Mapping[Position, Value],
    demand: Vector,
    burdens: Sequence[Vector],
    samples: NDArray[np.int64],
) -> tuple[list[Array], list[list[Array]]]:
    """Supply by process, and intensities by burden and product, of the numbered samples.

    Raises:
        Singular: the first singular sample and the processes in its null vector.
    """
    run = max(1, ELEMENTS // pattern.size**2)
    parts = [
        _solve(pattern, values, demand, burdens, samples[start : start + run])
        for start in range(0, len(samples), run)
    ]
    supply = np.concatenate([part[0] for part in parts])
    intensities = np.concatenate([part[1] for part in parts])
    return list(supply.T), [list(intensities[:, :, k].T) for k in range(len(burdens))]


def _solve(
    pattern: Pattern,
    values: Mapping[Position, Value],
    demand: Vector,
    burdens: Sequence[Vector],
    samples: NDArray[np.int64],
) -> tuple[Array, Array]:
    """Supply (samples, processes) and intensities (samples, products, burdens)."""
    size, count = pattern.size, len(samples)
    kind = np.result_type(*values.values(), *demand.values(), *(v for b in burdens for v in b.values()), 1.0)
    matrix = np.zeros((count, size, size), dtype=kind)
    wanted = np.zeros((count, size, 1), dtype=kind)
    loads = np.zeros((count, size, len(burdens)), dtype=kind)
    for (i, j), value in values.items():
        matrix[:, i, j] = _at(value, samples)
    for i, value in demand.items():
        wanted[:, i, 0] = _at(value, samples)
    for k, burden in enumerate(burdens):
        for j, value in burden.items():
            loads[:, j, k] = _at(value, samples)
    rows = _scale(matrix, axis=2)
    columns = _scale(matrix * rows, axis=1)
    scaled = matrix * rows * columns
    _refuse_singular(scaled, columns, samples)
    supply = np.linalg.solve(scaled, wanted * rows) * columns.transpose(0, 2, 1)
    intensities = np.linalg.solve(scaled.transpose(0, 2, 1), loads * columns.transpose(0, 2, 1)) * rows
    return supply[:, :, 0], intensities


def _at(value: Value, samples: NDArray[np.int64]) -> Value:
    return value[samples] if isinstance(value, np.ndarray) else value


def _scale(matrix: Array, axis: int) -> NDArray[np.float64]:
    """One over the largest magnitude along an axis; 1 for an empty row or column."""
    largest = np.abs(matrix).max(axis=axis, keepdims=True)
    return 1.0 / np.where(largest == 0, 1.0, largest)


class Singular(Exception):
    """A sample cannot be solved; ``sample`` is its number, ``processes`` those in its null vector."""

    def __init__(self, sample: int, processes: tuple[int, ...]) -> None:
        self.sample = sample
        self.processes = processes
        super().__init__(sample, processes)


def _refuse_singular(matrix: Array, columns: NDArray[np.float64], samples: NDArray[np.int64]) -> None:
    values = np.linalg.svd(matrix, compute_uv=False)
    bad = np.flatnonzero(~(values[:, -1] > SINGULAR * values[:, 0]))
    if bad.size:
        null = np.abs(np.linalg.svd(matrix[bad[0]])[2][-1])
        involved = np.flatnonzero(null > 1e-6 * null.max())
        raise Singular(int(samples[bad[0]]), tuple(int(j) for j in involved))
