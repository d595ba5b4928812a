"""Sweeps: what is reported, columns that stop by themselves, loops that do not converge."""

import numpy as np
import pytest

from lca.kernels import sweeping


def ring(size: int, part: float, columns: int = 1):
    """A ring in which place k needs place k + 1, the last the first."""
    kinds = np.zeros((3, size + 1), dtype=np.int32)
    kinds[2] = np.arange(size + 1)
    row = ((np.arange(size) + 1) % size).astype(np.int32)
    matrix = np.eye(size)
    matrix[np.arange(size), row] -= part
    return kinds, row, np.full(size, -part), np.arange(1, size, dtype=np.int32), matrix


def solve(size: int, value: np.ndarray, kinds, row, late, right: np.ndarray, limit: int = 500):
    columns = right.shape[1]
    x, report = np.ones_like(right), np.zeros((columns, 4))
    with np.errstate(all="ignore"):
        end = sweeping.solve(
            np.array([0, size], dtype=np.int32), 0, 1, kinds, row, value, np.zeros(2, dtype=np.int64), late,
            np.ones((size, columns)), np.ones(size), right, x, 1e-13, limit, report,
        )  # fmt: skip
    assert end == 1
    return x, report


@pytest.mark.parametrize("part", [0.3, 0.9, -0.5])
def test_a_ring(part: float) -> None:
    kinds, row, value, late, matrix = ring(5, part)
    right = np.arange(1.0, 6.0)[:, None]
    x, report = solve(5, value, kinds, row, late, right)
    np.testing.assert_allclose(x[:, 0], np.linalg.solve(matrix, right[:, 0]), rtol=1e-12)
    assert 0 < report[0, sweeping.SWEEPS] < 150
    assert report[0, sweeping.ERROR] < 1e-12


def test_lanes_with_matrices_of_their_own_do_not_touch_each_other() -> None:
    parts = np.linspace(0.1, 0.95, 8)
    kinds, row, _, late, _ = ring(4, 0.5)
    values = np.repeat(-parts[None, :], 4, axis=0)
    right = np.ones((4, 8))
    x, report = solve(4, values, kinds, row, late, right)
    np.testing.assert_allclose(x, np.repeat(1 / (1 - parts)[None], 4, axis=0), rtol=1e-11)
    assert report[0, sweeping.SWEEPS] < report[7, sweeping.SWEEPS]
    reversed_x, _ = solve(4, values[:, ::-1].copy(), kinds, row, late, right)
    assert reversed_x.tobytes() == x[:, ::-1].tobytes()


def test_nothing_in_a_column_is_exactly_nothing() -> None:
    kinds, row, value, late, _ = ring(4, 0.5)
    right = np.zeros((4, 2))
    right[1, 1] = 1.0
    x, report = solve(4, value, kinds, row, late, right)
    assert (x[:, 0] == 0).all()
    assert (x[:, 1] > 0).all()
    assert report[0, sweeping.ERROR] == 0


def test_what_does_not_converge_says_so() -> None:
    kinds, row, value, late, _ = ring(6, 1.0)
    _, report = solve(6, value, kinds, row, late, np.ones((6, 1)), limit=50)
    assert report[0, sweeping.ERROR] == np.inf


def test_too_few_sweeps_are_told() -> None:
    kinds, row, value, late, _ = ring(6, 0.9)
    _, report = solve(6, value, kinds, row, late, np.ones((6, 1)), limit=2)
    assert report[0].tolist()[0] == 2
    assert report[0, sweeping.ERROR] == np.inf
