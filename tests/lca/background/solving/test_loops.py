"""What a loop tells of itself must not depend on the units of its products, nor on what is demanded."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from small_background import dense, each

from lca.background.solving import intensities, judging, loops, supply
from lca.errors import InputError


def ring(size: int, part: float) -> np.ndarray:
    return np.eye(size) - part * np.roll(np.eye(size), 1, axis=1)


def bauer(matrix: np.ndarray) -> float:
    """The smallest condition number of any scaling: the spectral radius of |A^-1| |A| (Bauer 1963)."""
    return float(np.abs(np.linalg.eigvals(np.abs(np.linalg.inv(matrix)) @ np.abs(matrix))).max())


@given(st.integers(0, 2**32 - 1), st.integers(2, 20), st.sampled_from([0.5, 0.999, 1.5]))
@settings(max_examples=40, deadline=None)
def test_the_condition_is_that_of_the_best_units(seed: int, size: int, rate: float) -> None:
    random = np.random.default_rng(seed)
    use = random.random((size, size))
    np.fill_diagonal(use, 0.0)
    plain = np.eye(size) - rate * use / np.abs(np.linalg.eigvals(use)).max()
    units, signs = 10.0 ** random.integers(-12, 13, size), np.where(random.random(size) < 0.3, -1.0, 1.0)
    matrix = plain * (signs * units)[None, :] / units[:, None]
    scaled, scale = loops.balanced(csr_array(matrix), np.diag(matrix))
    found = loops.factorised(np.arange(size), scaled)[1]
    assert (np.sign(scale) == signs).all()
    assert found.productive is (rate < 1)
    if rate < 1:
        assert found.condition == pytest.approx(bauer(plain), rel=0.05)
    else:
        assert found.condition < np.linalg.cond(matrix, np.inf)


@pytest.mark.parametrize("unit", [1.0, 1e-9, 1e12])
def test_the_factors_of_a_ring(unit: float) -> None:
    """A ring of four that gives back 0.2 of what it makes: by hand, (1 + 0.8) / (1 - 0.8)."""
    units = np.array([1.0, unit, 1.0, unit**2])
    matrix = ring(4, 0.8) * units[None, :] / units[:, None]
    scaled, _ = loops.balanced(csr_array(matrix), np.ones(4))
    assert loops.factorised(np.arange(4), scaled)[1].condition == pytest.approx(9.0, rel=0.02)


def two_loops(part: float) -> np.ndarray:
    """Products 0-3 are a good loop; 4-7 one in bad units that gives ``part`` of each product to the next."""
    units = np.array([1.0, 1e9, 1e-9, 1e15])
    matrix = np.zeros((8, 8))
    matrix[:4, :4] = ring(4, 0.5)
    matrix[4:, 4:] = ring(4, part) * units[:, None] / units[None, :]
    matrix[4, 0] = -0.1
    return matrix


@pytest.mark.parametrize("small", [2000, 0])
@pytest.mark.parametrize("demanded", [0, 4])
def test_a_loop_that_takes_more_than_it_makes_is_no_singular_one(
    demanded: int, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judged by the sizes of a demand that does not reach it, or reaches it, it would be."""
    monkeypatch.setattr(judging, "SMALL", small)
    matrix, demand = two_loops(1.5), np.eye(8)[demanded]
    database = dense(matrix, np.ones((1, 8)))
    exact = np.linalg.solve(matrix, demand)
    found = supply(database, demand)
    np.testing.assert_allclose(found, exact, rtol=1e-9, atol=0)
    solved = intensities(database, each(database))
    assert [f.code for f in solved.findings] == ["B606"]
    assert solved.values[demanded, 0] == pytest.approx(found.sum(), rel=1e-9)


def test_a_singular_loop_stops_only_the_demands_that_reach_it() -> None:
    matrix = two_loops(1.0)
    matrix[4, 0] = 0.0
    database = dense(matrix, np.ones((1, 8)))
    with pytest.raises(InputError) as error:
        supply(database, np.eye(8)[5])
    assert [f.code for f in error.value.findings] == ["B603"]
    assert (supply(database, np.eye(8)[0])[4:] == 0.0).all()
    with pytest.raises(InputError):
        intensities(database, each(database))


@pytest.mark.parametrize("small", [2000, 0])
def test_a_loop_without_burdens_is_judged_all_the_same(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No emission reaches the loop, so the adjoint says nothing of its sizes either."""
    monkeypatch.setattr(judging, "SMALL", small)
    matrix, burden = two_loops(0.5), np.array([[1.0, 1, 1, 1, 0, 0, 0, 0]])
    matrix[4, 0] = 0.0
    database = dense(matrix, burden)
    assert intensities(database, each(database)).findings == ()
