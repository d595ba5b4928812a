"""The plan of elimination: fill-in, order, what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import ProductSystemError
from lca.solve.pattern import Pattern


def chain(size: int) -> list[tuple[int, int]]:
    return [(i, i) for i in range(size)] + [(i + 1, i) for i in range(size - 1)]


def test_a_chain_has_no_fill_and_each_process_is_eliminated_once() -> None:
    pattern = Pattern.from_positions(6, chain(6))
    assert pattern.fill == 0
    assert sorted(step.process for step in pattern.steps) == list(range(6))


def test_an_arrow_is_eliminated_from_its_point() -> None:
    """A hub that meets everything must come last: first would fill the whole matrix."""
    size = 8
    positions = [(i, i) for i in range(size)] + [(0, j) for j in range(size)] + [(i, 0) for i in range(size)]
    pattern = Pattern.from_positions(size, positions)
    assert pattern.fill == 0
    assert pattern.steps[-1].process in {0, size - 1}


def test_a_loop_of_three_fills_one_entry() -> None:
    pattern = Pattern.from_positions(3, [*chain(3), (0, 2)])
    assert pattern.fill == 1


def test_order_of_positions_and_repetition_do_not_matter() -> None:
    positions = [*chain(5), (0, 4), (2, 4)]
    assert Pattern.from_positions(5, positions) == Pattern.from_positions(5, [*positions[::-1], (1, 1)])


def test_production_may_stand_off_the_diagonal() -> None:
    pattern = Pattern.from_positions(2, [(0, 0), (0, 1), (1, 0)], production=[1, 0])
    assert {(step.product, step.process) for step in pattern.steps} == {(1, 0), (0, 1)}


@given(st.integers(1, 12), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_every_update_meets_an_entry_that_exists(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    positions = {(i, i) for i in range(size)} | {
        (int(i), int(j)) for i, j in random.integers(0, size, (2 * size, 2))
    }
    pattern = Pattern.from_positions(size, positions)
    present = set(positions)
    for step in pattern.steps:
        assert (step.product, step.process) in present
        assert all((i, step.process) in present for i in step.rows)
        assert all((step.product, j) in present for j in step.columns)
        present |= {(i, j) for i in step.rows for j in step.columns}
    assert len(present) - len(positions) == pattern.fill


@pytest.mark.parametrize(
    ("size", "positions", "production", "code"),
    [
        (2, [(0, 0), (1, 1), (2, 0)], None, "S220"),
        (2, [(0, 0), (1, 1), (-1, 0)], None, "S220"),
        (2, [(0, 0), (1, 1)], [0, 0], "S221"),
        (2, [(0, 0), (1, 1)], [0], "S221"),
        (0, [], None, "S221"),
        (2, [(0, 0), (0, 1)], None, "S222"),
    ],
)
def test_wrong_patterns_are_refused(
    size: int, positions: list[tuple[int, int]], production: list[int] | None, code: str
) -> None:
    with pytest.raises(ProductSystemError) as error:
        Pattern.from_positions(size, positions, production)
    assert code in [finding.code for finding in error.value.findings]
    assert all(finding.remedy("zh") for finding in error.value.findings)
