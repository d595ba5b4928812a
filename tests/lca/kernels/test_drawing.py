"""Draws: words as NumPy's Philox gives them, quantiles and exponentials as the foreground's, bit by bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.kernels import drawing
from lca.uncertainty import floating

SEED = np.array([0x0123456789ABCDEF, 0xFEDCBA9876543210], dtype=np.uint64)
LOGNORMAL, NORMAL, UNIFORM, TRIANGULAR, EXACT = range(5)


def words(key: tuple[int, int], first: int, count: int) -> np.ndarray:
    """Words of a stream from sample ``first``, which begins a block of four, by NumPy's own Philox."""
    counter = first // 4 + (int(SEED[0]) << 128) + (int(SEED[1]) << 192)
    # NumPy steps its counter before it computes.
    generator = np.random.Philox(key=key[0] + (key[1] << 64), counter=(counter - 1) % 2**256)
    return generator.random_raw(count)


def uniforms(key: tuple[int, int], first: int, count: int) -> np.ndarray:
    return ((words(key, first, count) >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def drawn(kind: int, keys: list, parameters: list, block: int, given: np.ndarray | None = None) -> np.ndarray:
    """Values of exchanges that are all of one kind."""
    count = len(keys)
    bounds = np.array([0 if k <= kind else count for k in range(6)], dtype=np.int64)
    values = np.full((count, 8), np.nan)
    columns = np.array(parameters, dtype=float).reshape(count, 3).T.copy()
    with np.errstate(all="ignore"):
        drawing.draw(
            np.array(keys, dtype=np.uint64).T.copy(), columns, bounds, np.arange(count), np.uint64(block),
            SEED, np.empty((0, 8)) if given is None else given, values,
        )  # fmt: skip
    return values


KEYS = [(1, 2), (2**64 - 1, 2**64 - 1), (0, 0), (0xDEADBEEF, 42)]


@pytest.mark.parametrize("block", [0, 1, 12345])
def test_words_are_those_of_numpys_philox(block: int) -> None:
    """Uniform over 0 to 2**52 at once: the draw is the integer itself plus one half."""
    found = drawn(UNIFORM, KEYS, [(0.0, 2.0**52, 0.0)] * len(KEYS), block)
    for key, row in zip(KEYS, found, strict=True):
        wanted = (words(key, 8 * block, 8) >> np.uint64(12)).astype(np.float64) + 0.5
        assert (row == wanted).all()


@pytest.mark.parametrize("block", [0, 7])
def test_lognormals_have_the_bits_of_the_portable_functions(block: int) -> None:
    parameters = [(0.3, 0.2, 1.0), (-5.0, 0.6, -1.0), (0.0, 0.05, 1.0), (700.0, 3.0, 1.0)]
    found = drawn(LOGNORMAL, KEYS, parameters, block)
    for key, (loc, scale, sign), row in zip(KEYS, parameters, found, strict=True):
        z = floating.normal_quantile(uniforms(key, 8 * block, 8))
        assert row.tobytes() == (sign * floating.exp(loc + scale * z)).tobytes()


def test_normals_triangulars_and_exact_ones() -> None:
    u = uniforms((1, 2), 8, 8)
    normal = drawn(NORMAL, [(1, 2)], [(5.0, 2.0, 0.0)], 1)
    assert normal[0].tobytes() == (5.0 + 2.0 * floating.normal_quantile(u)).tobytes()
    triangular = drawn(TRIANGULAR, [(1, 2)], [(1.0, 2.0, 5.0)], 1)[0]
    below = (triangular - 1) ** 2 / (4 * 1)
    above = 1 - (5 - triangular) ** 2 / (4 * 3)
    np.testing.assert_allclose(np.where(triangular < 2, below, above), u, rtol=1e-12)
    assert (drawn(EXACT, [(1, 2)], [(3.5, 0.0, 0.0)], 1) == 3.5).all()


@given(st.lists(st.floats(2.0**-53, 1 - 2.0**-53), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_quantiles_of_any_probability(p: list[float]) -> None:
    given = np.array([p])
    found = drawn(NORMAL, [(1, 2)], [(0.0, 1.0, 0.0)], 0, given)[0]
    assert found.tobytes() == (0.0 + floating.normal_quantile(given[0])).tobytes()


EDGES = [2.0**-53, 1e-12, 1.3e-11, 0.075, 0.0750001, 0.5, 0.925, 1 - 2.0**-53]


def test_quantiles_at_the_seams() -> None:
    found = drawn(NORMAL, [(1, 2)], [(0.0, 1.0, 0.0)], 0, np.array([EDGES]))[0]
    assert found.tobytes() == (0.0 + floating.normal_quantile(np.array(EDGES))).tobytes()
    # Published: the quantile of 0.925, and symmetry about 1/2.
    assert found[6] == pytest.approx(1.4395314709384563, rel=1e-15)
    assert found[0] == -found[7]


@given(st.lists(st.floats(-800, 800), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_exponentials_of_anything(x: list[float]) -> None:
    """A lognormal without spread is the exponential of its location."""
    found = drawn(LOGNORMAL, [(1, 2)] * 8, [(v, 0.0, 1.0) for v in x], 0)[:, 0]
    assert found.tobytes() == floating.exp(np.array(x)).tobytes()


def test_a_tile_and_a_piece_are_drawn_like_single_exchanges() -> None:
    count = drawing.TILE + 3
    keys = [(k, k * k) for k in range(count)]
    together = drawn(LOGNORMAL, keys, [(0.0, 0.5, 1.0)] * count, 3)
    alone = np.concatenate(
        [drawn(LOGNORMAL, [key], [(0.0, 0.5, 1.0)], 3) for key in keys[:: drawing.TILE + 1]]
    )
    assert together[:: drawing.TILE + 1].tobytes() == alone.tobytes()


def test_streams_are_uniform_and_independent() -> None:
    """Means, variances and correlations of 64 neighbouring keys: within five standard errors."""
    count, blocks = 64, 40
    keys = [(k, 0) for k in range(count)]
    u = np.concatenate([drawn(UNIFORM, keys, [(0.0, 1.0, 0.0)] * count, b) for b in range(blocks)], axis=1)
    n = u.shape[1]
    assert abs(u.mean(axis=1) - 0.5).max() < 5 / np.sqrt(12 * n)
    assert abs(u.var(axis=1) - 1 / 12).max() < 5 / np.sqrt(180 * n)
    correlation = np.corrcoef(u) - np.eye(count)
    assert abs(correlation).max() < 5 / np.sqrt(n)
