"""Loops that sweeps do not solve: Krylov, LU, singular ones."""

import numpy as np
import pytest
from small_background import dense, productive

from lca.background.solving import fallback, loops
from lca.background.solving.arrangement import arrange, grouped


def loop(matrix: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, loops.Loop]:
    """Solve a strongly connected system, given transposed, without sweeps."""
    d = dense(np.array(matrix).T, [np.ones(len(matrix))])
    a = arrange(grouped(d.technosphere, len(matrix)), np.ones(len(matrix)))
    assert len(a.components) == 2
    amount = d.technosphere.amount
    x = np.zeros((len(matrix), 1))
    pivots = a.pivots(amount)
    found = fallback.solve_loop(a, 0, amount[a.exchange], pivots, right[a.order][:, None], x, np.array([0]))
    result = np.empty(len(matrix))
    result[a.order] = x[:, 0]
    return result, found


def ring(size: int, part: float) -> np.ndarray:
    matrix = np.eye(size)
    for k in range(size):
        matrix[k, (k + 1) % size] = -part
    return matrix


@pytest.mark.parametrize("part", [0.5, 0.99, -0.8, 3.0])
def test_direct(part: float) -> None:
    matrix, right = ring(7, part), np.arange(1.0, 8.0)
    x, found = loop(matrix, right)
    np.testing.assert_allclose(x, np.linalg.solve(matrix, right), rtol=1e-12)
    assert found.method == loops.DIRECT
    assert found.productive is {0.5: True, 0.99: True, -0.8: None, 3.0: False}[part]
    assert found.condition == pytest.approx(np.linalg.cond(matrix, np.inf))


def test_krylov_where_it_proves_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "SMALL", 0)
    random = np.random.default_rng(4)
    matrix, right = np.eye(50) - random.random((50, 50)) / 40, np.linspace(1, 2, 50)
    x, found = loop(matrix, right)
    np.testing.assert_allclose(x, np.linalg.solve(matrix, right), rtol=1e-9)
    assert found.method == fallback.KRYLOV
    assert found.error <= fallback.BELIEVED


def test_krylov_that_does_not_converge_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "SMALL", 0)
    matrix, right = ring(300, 1.5), np.ones(300)
    x, found = loop(matrix, right)
    np.testing.assert_allclose(x, np.linalg.solve(matrix, right), rtol=1e-9)
    assert found.error < 1e-9


def test_singular() -> None:
    x, found = loop(ring(4, 1.0), np.ones(4))
    assert np.isnan(x).all()
    assert (found.method, found.condition, found.error) == (loops.NONE, float("inf"), float("inf"))
    assert (found.involved > 0.5).all()


def test_several_columns_at_once() -> None:
    d = productive(3, 12)
    a = arrange(grouped(d.technosphere, 12), np.ones(12))
    sizes = np.diff(a.components)
    component = int(np.argmax(sizes))
    x, right = np.zeros((12, 3)), np.random.default_rng(1).random((12, 3))
    amount = d.technosphere.amount[a.exchange]
    fallback.solve_loop(
        a, component, amount, a.pivots(d.technosphere.amount), right[:, :2], x, np.array([0, 2])
    )
    assert (x[:, 1] == 0).all()
