"""Loops and matchings from the pattern of a matrix."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from lca.solve.structure import loops, matched_production, nonzeros, own_production, unmatched_group


def test_loops_are_the_groups_that_feed_one_another() -> None:
    """0 <- 1 <-> 2, 3 <- 4 <- 5 <- 3, and 6 alone."""
    feeds = [(1, 0), (2, 1), (1, 2), (4, 3), (5, 4), (3, 5), (6, 0), (6, 3)]
    positions = feeds + [(k, k) for k in range(7)]
    assert loops(7, positions, range(7)) == ((1, 2), (3, 4, 5))


def test_loops_follow_the_production_not_the_number() -> None:
    """Heijungs and Suh: fuel feeds electricity, which feeds nothing; read by numbers it would be a loop."""
    positions = [(0, 0), (0, 1), (1, 0)]
    assert loops(2, positions, [1, 0]) == ()


def test_without_loops_there_are_none() -> None:
    assert loops(3, [(0, 0), (1, 1), (2, 2), (1, 0), (2, 0), (2, 1)], range(3)) == ()


@given(st.integers(0, 2**32 - 1), st.integers(1, 15))
@settings(max_examples=40, deadline=None)
def test_two_processes_share_a_loop_when_each_reaches_the_other(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    entries = (random.random((size, size)) < 1.5 / size) | np.eye(size, dtype=bool)
    reach = np.linalg.matrix_power(entries.astype(float), size) > 0
    expected = reach & reach.T & ~np.eye(size, dtype=bool)
    found = np.zeros_like(expected)
    for loop in loops(size, nonzeros(sparse.csc_array(entries)), range(size)):
        found[np.ix_(loop, loop)] = True
    np.fill_diagonal(found, False)
    assert np.array_equal(found, expected)


def test_the_diagonal_is_the_production_where_it_can_be() -> None:
    assert own_production(sparse.csc_array([[1.0, -1.0], [0.0, 1.0]]))
    assert own_production(sparse.csc_array([[1.0, 0.0], [2.0, -1.0]]))
    assert not own_production(sparse.csc_array([[0.0, 1.0], [1.0, -1.0]]))
    assert not own_production(sparse.csc_array([[1.0, 0.0], [-2.0, -1.0]]))


def test_matching_takes_magnitude_or_sign_first() -> None:
    a = sparse.csc_array([[1.0, -2.0], [-1.0, 1.0]])
    assert matched_production(a, prefer_positive=False).tolist() == [1, 0]
    assert matched_production(a, prefer_positive=True).tolist() == [0, 1]


def test_matching_does_not_depend_on_the_units() -> None:
    a = np.array([[5.0, -1e-3, 0.0], [-2.0, 1e-2, -3.0], [0.0, -1e-4, 7.0]])
    scaled = a * np.array([1e9, 1e-9, 1.0]) * np.array([[1e-6], [1e6], [1.0]])
    assert matched_production(sparse.csc_array(scaled), prefer_positive=False).tolist() == [0, 1, 2]


def test_products_that_outnumber_their_processes_are_found() -> None:
    products, processes = unmatched_group(sparse.csc_array([[1, 0, 0], [2, 0, 0], [3, 1, 1.0]]))
    assert (products.tolist(), processes.tolist()) == ([0, 1], [0])
    products, processes = unmatched_group(sparse.csc_array(np.eye(3)))
    assert (products.size, processes.size) == (0, 0)
