"""Scaling, refinement, condition and null vectors against dense LAPACK."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from lca.solve.factorisation import backward_error, factorise, null_vector


def badly_scaled(seed: int, size: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    matrix = np.eye(size) + random.normal(size=(size, size)) / (2 * size)
    return matrix * 10.0 ** random.integers(-9, 10, size) * 10.0 ** random.integers(-9, 10, (size, 1))


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_bad_scaling_is_undone_exactly(seed: int, size: int) -> None:
    matrix = badly_scaled(seed, size)
    found = factorise(sparse.csc_array(matrix))
    scaled = found.rows[:, None] * matrix * found.columns
    assert np.array_equal(found.scaled.toarray(), scaled)
    assert (np.frexp(found.rows)[0] == 0.5).all()
    assert (np.frexp(found.columns)[0] == 0.5).all()
    assert (np.abs(scaled).max(axis=0) < 4).all()
    assert (np.abs(scaled).max(axis=1) > 0.25).all()


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_both_directions_leave_no_more_than_rounding(seed: int, size: int) -> None:
    matrix = badly_scaled(seed, size)
    right = np.random.default_rng(seed + 1).normal(size=size)
    found = factorise(sparse.csc_array(matrix))
    forward, adjoint = found.forward(right), found.adjoint(right[:, np.newaxis])
    assert forward.error < 1e-15
    assert adjoint.error < 1e-15
    assert right @ (found.adjoint(np.eye(size)).value @ right) == pytest.approx(
        right @ forward.value, rel=1e-9, abs=1e-9 * np.abs(right * forward.value).sum()
    )


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_condition_is_within_ten_times_below_that_of_lapack(seed: int, size: int) -> None:
    found = factorise(sparse.csc_array(badly_scaled(seed, size)))
    true = np.linalg.cond(found.scaled.toarray(), 1)
    assert true / 10 <= found.condition() <= true * (1 + 1e-10)


def test_null_vector_of_a_singular_matrix() -> None:
    """Columns 1 and 3 are multiples of one another; every other process has no part."""
    matrix = np.eye(5) + 0.1
    matrix[:, 3] = -2.5 * matrix[:, 1]
    part = null_vector(sparse.csc_array(matrix), np.arange(5))
    assert set(np.flatnonzero(part > 1e-6)) == {1, 3}


def test_backward_error_of_the_exact_and_of_a_wrong_answer() -> None:
    matrix = sparse.csc_array([[2.0, 0.0], [1.0, 1.0]])
    assert backward_error(matrix, np.array([1.0, 2.0]), np.array([2.0, 3.0])) == 0.0
    assert backward_error(matrix, np.array([1.0, 1.0]), np.array([2.0, 3.0])) == pytest.approx(1 / 5)


def test_a_zero_right_side_has_a_zero_answer() -> None:
    found = factorise(sparse.csc_array([[2.0, 0.0], [1.0, 1.0]]))
    answer = found.forward(np.zeros(2))
    assert answer.value.tolist() == [0.0, 0.0]
    assert answer.error == 0.0


def test_an_exactly_singular_matrix_has_no_factors() -> None:
    with pytest.raises(RuntimeError):
        factorise(sparse.csc_array([[1.0, 1.0], [1.0, 1.0]]))
