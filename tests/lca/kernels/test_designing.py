"""Latin hypercube and Sobol uniforms: one draw a stratum, each sample alone, groups that do not correlate."""

import numpy as np
import pytest

from lca.kernels import designing

SEED = np.array([11, 22], dtype=np.uint64)
NONE = np.empty((0, 0), dtype=np.uint64)


def uniforms(
    keys: list, total: int, table: np.ndarray = NONE, orders: list | None = None, dimension: int = 0
):
    count = len(keys)
    blocks = []
    rows = np.full(count, dimension, dtype=np.int32) if np.isscalar(dimension) else dimension
    for block in range(-(-total // 8)):
        result = np.empty((count, 8))
        with np.errstate(all="ignore"):
            designing.uniforms(
                np.array(keys, dtype=np.uint64).T.copy(), np.array(orders or keys, dtype=np.uint64).T.copy(),
                rows, table, np.uint64(total), np.uint64(block), SEED, result,
            )  # fmt: skip
        blocks.append(result)
    return np.concatenate(blocks, axis=1)


@pytest.mark.parametrize("total", [2, 7, 16, 100, 257])
def test_a_latin_hypercube_has_one_draw_in_each_stratum(total: int) -> None:
    u = uniforms([(1, 2), (3, 4)], total)
    for row in u:
        assert sorted((row[:total] * total).astype(int)) == list(range(total))
        assert (row[total:] == 0.5).all()
    assert total < 10 or (np.argsort(u[0, :total]) != np.argsort(u[1, :total])).any()


def test_keys_do_not_correlate() -> None:
    u = uniforms([(k, 0) for k in range(12)], 256)
    assert abs(np.corrcoef(u) - np.eye(12)).max() < 5 / 16


def test_sobol_keeps_its_strata_under_shift_and_permutation() -> None:
    points = (np.arange(16, dtype=np.uint64) * np.uint64(2**48)).reshape(1, 16)
    u = uniforms([(1, 2), (3, 4)], 16, points, orders=[(0, 9), (0, 9)])
    for row in u:
        assert sorted((row * 16).astype(int)) == list(range(16))


def test_exchanges_of_a_group_move_together_and_groups_do_not() -> None:
    from scipy.stats import qmc

    points = (qmc.Sobol(2, scramble=False, bits=52).random(64) * 2.0**52).astype(np.uint64).T.copy()
    u = uniforms(
        [(1, 2), (3, 4)], 64, points, orders=[(0, 9), (0, 9)], dimension=np.array([0, 1], dtype=np.int32)
    )
    # A (0, 6, 2)-net: each of 8 x 8 boxes holds one point.
    boxes = (u[0] * 8).astype(int) * 8 + (u[1] * 8).astype(int)
    assert sorted(boxes) == list(range(64))
