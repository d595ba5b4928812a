"""The forward solve: exact answers, and agreement with intensities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_background import dense, each, matrices, productive

from lca.background.solving import intensities, supply
from lca.errors import InputError


def test_supply_of_a_chain() -> None:
    """openLCA's DemandTest: demand 2 at the end of a chain of three runs each twice."""
    found = supply(dense([[1, 0, 0], [-1, 1, 0], [0, -1, 1]], [[1, 1, 1]]), np.array([2.0, 0, 0]))
    assert found.tolist() == [2.0, 2.0, 2.0]
    assert not found.flags.writeable


def test_what_a_demand_does_not_reach_stands_still() -> None:
    found = supply(dense([[1, 0, 0], [0, 1, -0.5], [0, -0.5, 1]], [[1, 1, 1]]), np.array([2.0, 0, 0]))
    assert found.tolist() == [2.0, 0.0, 0.0]


@given(st.integers(0, 2**32 - 1), st.integers(1, 25))
@settings(max_examples=30, deadline=None)
def test_forward_and_adjoint_agree(seed: int, size: int) -> None:
    d = productive(seed, size)
    a, b = matrices(d)
    demand = np.random.default_rng(seed).random(size)
    s = supply(d, demand)
    np.testing.assert_allclose(s, np.linalg.solve(a, demand), rtol=1e-9, atol=1e-12 * np.abs(s).max())
    np.testing.assert_allclose(b @ s, demand @ intensities(d, each(d)).values, rtol=1e-9)


@pytest.mark.parametrize("demand", [[1.0], [[1.0, 2.0]], [np.nan, 1.0]])
def test_a_demand_that_is_none_is_refused(demand: list) -> None:
    with pytest.raises(InputError) as error:
        supply(dense(np.eye(2), [[1, 1]]), np.array(demand))
    assert [f.code for f in error.value.findings] == ["B607"]


def test_a_singular_database_is_refused_forward_too() -> None:
    with pytest.raises(InputError) as error:
        supply(dense([[1, -1], [-1, 1]], [[1, 1]]), np.array([1.0, 0.0]))
    assert [f.code for f in error.value.findings] == ["B603"]
