"""The fallback against LAPACK without scaling, for real and complex samples."""

import numpy as np
import pytest

from lca.solve import dense
from lca.solve.batched import solve_batched
from lca.solve.dense import Singular, solve_dense
from lca.solve.pattern import Pattern


def sample_system(samples: int, kind: type) -> tuple[np.ndarray, dict]:
    random = np.random.default_rng(4)
    matrix = random.normal(size=(samples, 5, 5)).astype(kind)
    if kind is complex:
        matrix += 1j * random.normal(size=matrix.shape)
    return matrix, {(i, j): matrix[:, i, j] for i in range(5) for j in range(5)}


@pytest.mark.parametrize("kind", [float, complex])
@pytest.mark.parametrize("elements", [2**22, 60])
def test_picked_samples_are_solved(kind: type, elements: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "ELEMENTS", elements)
    matrix, values = sample_system(9, kind)
    pattern = Pattern.from_positions(5, values)
    picked = np.array([0, 3, 4, 7, 8])
    burden = np.arange(9.0)
    found = solve_dense(pattern, values, {2: 1.5}, [{0: 2.0, 4: burden}, {1: 1.0}], picked)
    for row, sample in enumerate(picked):
        supply = np.linalg.solve(matrix[sample], [0, 0, 1.5, 0, 0])
        first = np.linalg.solve(matrix[sample].T, [2.0, 0, 0, 0, burden[sample]])
        np.testing.assert_allclose(found.answers[0][row], supply, rtol=1e-10)
        np.testing.assert_allclose(found.answers[1][row], first, rtol=1e-10)
    assert found.answers[2].shape == (5, 5)
    assert found.residual.max() < 1e-14


def test_bad_scaling_does_not_matter() -> None:
    values = {(0, 0): 1000.0, (0, 1): -3e-6, (1, 0): -250.0, (1, 1): 1e9}
    found = solve_dense(Pattern.from_positions(2, values), values, {0: 1.0}, [], np.array([0]))
    expected = [4e12 / 3999999999999997, 1e6 / 3999999999999997]
    np.testing.assert_allclose(found.answers[0][0], expected, rtol=1e-14)


def test_the_first_singular_sample_and_its_processes_are_told() -> None:
    varying = np.array([1.0, 2.0, 3.0])
    values = {(0, 0): 1.0, (1, 1): varying, (1, 2): 1.0, (2, 1): 2.0, (2, 2): 1.0, (0, 1): -1.0}
    with pytest.raises(Singular) as error:
        solve_dense(Pattern.from_positions(3, values), values, {0: 1.0}, [], np.arange(3))
    assert error.value.sample == 1
    assert 2 in error.value.processes


def test_what_is_not_reached_stays_exactly_zero_in_the_fallback() -> None:
    """Processes 2 and 3 feed nothing that is demanded; only the pair 0, 1 needs pivoting."""
    values = {(0, 0): np.array([0.0, 1.0]), (0, 1): 1.0, (1, 0): 1.0, (1, 1): np.array([0.0, -1.0])}
    values |= {(2, 2): 3.0, (2, 3): -0.1, (3, 2): -0.7, (3, 3): 1.1, (0, 2): -0.3}
    solution = solve_batched(Pattern.from_positions(4, values), values, {0: 1.0}, [{0: 1.0}])
    assert solution.fallback.tolist() == [True, False]
    assert solution.supply[2] == 0.0
    assert solution.supply[3] == 0.0
    np.testing.assert_allclose(solution.supply[0], [0.0, 0.5], atol=1e-14)
    np.testing.assert_allclose(solution.supply[1], [1.0, 0.5], atol=1e-14)
