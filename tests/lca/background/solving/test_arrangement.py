"""The order: components as SciPy finds them, suppliers first, every exchange once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array, csgraph
from small_background import dense, matrices, productive

from lca.background.solving.arrangement import arrange, grouped, totals
from lca.background.solving.columns import solve_columns


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.booleans())
@settings(max_examples=40, deadline=None)
def test_components_and_order(seed: int, size: int, forward: bool) -> None:
    d = productive(seed, size)
    t = d.technosphere
    a = arrange(grouped(t, size, forward=forward), np.ones(size))
    assert sorted(a.order) == list(range(size))
    assert (a.order[a.rank] == np.arange(size)).all()
    graph = coo_array((np.ones(len(t)), (t.row, t.column)), shape=(size, size))
    count, label = csgraph.connected_components(graph, directed=True, connection="strong")
    assert len(a.components) == count + 1
    for begin, end in zip(a.components[:-1], a.components[1:], strict=True):
        assert len(set(label[a.order[begin:end]])) == 1
    assert sorted(a.exchange) == list(range(len(t)))
    own, known, loop = a.kinds
    for k in range(size):
        component = np.searchsorted(a.components, k, side="right") - 1
        begin, end = a.components[component], a.components[component + 1]
        assert (a.row[own[k] : own[k + 1]] == k).all()
        assert (a.row[known[k] : known[k + 1]] < begin).all()
        inside = a.row[loop[k] : loop[k + 1]]
        assert ((inside >= begin) & (inside < end) & (inside != k)).all()
        assert set(inside[inside > k]) <= set(a.late)


def test_the_heaviest_supplier_comes_first() -> None:
    """A ring of three that can be opened at a heavy or at a light exchange: the light one is guessed."""
    a = np.array([[1, -0.9, 0], [0, 1, -0.9], [-0.01, 0, 1]])
    found = arrange(grouped(dense(a, [[1, 1, 1]]).technosphere, 3), np.ones(3))
    assert len(found.late) == 1


def test_totals_of_stretches_some_of_them_empty() -> None:
    found = totals(np.array([1.0, 2.0, 4.0]), np.array([0, 0, 2, 2, 3, 3]))
    assert found.tolist() == [0.0, 3.0, 0.0, 4.0, 0.0]


@pytest.mark.parametrize("columns", [1, 3, 9])
def test_columns_do_not_touch_each_other(columns: int) -> None:
    d = productive(5, 30)
    a, _ = matrices(d)
    right = np.random.default_rng(1).random((30, columns)) * 10.0 ** np.arange(columns)
    arrangement = arrange(grouped(d.technosphere, 30), right[:, 0])
    found = solve_columns(arrangement, d.technosphere.amount, right)
    np.testing.assert_allclose(found.values, np.linalg.solve(a.T, right), rtol=1e-11)
    assert found.method == "Gauss-Seidel"
    # With itself beside it, or with others: the same bits.
    twice = solve_columns(arrangement, d.technosphere.amount, np.repeat(right[:, :1], 2, axis=1))
    other = solve_columns(arrangement, d.technosphere.amount, right[:, [0, -1]])
    assert twice.values[:, 0].tobytes() == twice.values[:, 1].tobytes() == other.values[:, 0].tobytes()
