"""How a difference is shared among changes: laws of the Shapley value and games solved by hand."""

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.rule_diff.numbers import Numbers, summed
from lca.rule_diff.sharing import MOST, Shares, share

Table = dict[frozenset[int], float]


def game(worth: Callable[[frozenset[int]], float | None]) -> Callable[[frozenset[int]], Numbers | None]:
    def found(changes: frozenset[int]) -> Numbers | None:
        value = worth(changes)
        return None if value is None else Numbers(value, (value, 0.0, 0.0, 0.0, 0.0))

    return found


def parts(shares: Shares) -> dict[tuple[int, ...], float]:
    return {tuple(sorted(who)): part.total for who, part in shares.parts}


def subsets(count: int) -> list[frozenset[int]]:
    return [frozenset(at for at in range(count) if bits >> at & 1) for bits in range(2**count)]


def test_changes_that_do_not_interact_get_what_they_add() -> None:
    shares = share(range(3), game(lambda made: 10.0 + sum((1.0, -2.0, 4.0)[at] for at in made)))
    assert parts(shares) == {(0,): 1.0, (1,): -2.0, (2,): 4.0}
    assert (shares.method, shares.interaction) == ("shapley", None)


def test_two_factors_of_a_product_share_half_of_what_they_do_together() -> None:
    """(2 + 1)(3 + 4) - 2 * 3 = 15 = 1 * (3 + 7) / 2 + 4 * (2 + 3) / 2."""
    shares = share(range(2), game(lambda made: (3.0 if 0 in made else 2.0) * (7.0 if 1 in made else 3.0)))
    assert parts(shares) == {(0,): 5.0, (1,): 10.0}


def test_the_gloves() -> None:
    """The textbook game: one left glove, two right ones, a pair is worth 1; shares 2/3, 1/6, 1/6."""
    shares = share(range(3), game(lambda made: 1.0 if 0 in made and len(made) > 1 else 0.0))
    assert parts(shares) == pytest.approx({(0,): 2 / 3, (1,): 1 / 6, (2,): 1 / 6})


def test_the_airport() -> None:
    """Littlechild and Owen 1973: runways cost 1, 2, 4, and the longest asked for is paid: 1/3, 5/6, 17/6."""
    shares = share(range(3), game(lambda made: max(((1.0, 2.0, 4.0)[at] for at in made), default=0.0)))
    assert parts(shares) == pytest.approx({(0,): 1 / 3, (1,): 5 / 6, (2,): 17 / 6})


def test_what_adds_nothing_has_no_part() -> None:
    assert parts(share(range(2), game(lambda made: 5.0 + (1.0 if 1 in made else 0.0)))) == {(1,): 1.0}


def test_changes_that_only_work_together_are_one() -> None:
    """A quantity and the formula that names it: neither alone is a rule; a third stands for itself."""

    def worth(made: frozenset[int]) -> float | None:
        if (0 in made) != (1 in made):
            return None
        return (6.0 if 0 in made else 1.0) + (2.0 if 2 in made else 0.0)

    assert parts(share(range(3), game(worth))) == {(0, 1): 5.0, (2,): 2.0}


def test_what_needs_another_is_joined_with_it() -> None:
    """1 only works after 0, and 0 works alone: they are told as one."""
    shares = share(range(2), game(lambda made: None if made == {1} else float(len(made))))
    assert parts(shares) == {(0, 1): 2.0}


def test_many_that_interact_get_the_mean_of_first_and_last_and_the_rest_is_named() -> None:
    count = MOST + 1

    def worth(made: frozenset[int]) -> float:
        product = 1.0
        for at in made:
            product *= 1.5 if at else 3.0
        return product

    shares = share(range(count), game(worth))
    whole = worth(frozenset(range(count))) - 1.0
    assert shares.method == "symmetric"
    assert shares.interaction is not None
    first_and_last = (0.5 + worth(frozenset(range(count))) / 3) / 2
    assert parts(shares)[(1,)] == pytest.approx(first_and_last)
    assert summed([*(part for _, part in shares.parts), shares.interaction]).total == pytest.approx(whole)


@given(st.lists(st.integers(-50, 50), min_size=8, max_size=8))
def test_the_parts_are_the_means_over_all_orders(values: list[int]) -> None:
    """Against the definition itself, in whole numbers."""
    table: Table = dict(zip(subsets(3), map(float, values), strict=True))
    found = parts(share(range(3), game(table.__getitem__)))
    for player in range(3):
        added = []
        for order in permutations(range(3)):
            before = frozenset(order[: order.index(player)])
            added.append(Fraction(table[before | {player}]) - Fraction(table[before]))
        assert found.get((player,), 0.0) == pytest.approx(float(sum(added) / 6), abs=1e-9)
    whole = table[frozenset(range(3))] - table[frozenset()]
    assert sum(found.values()) == pytest.approx(whole, abs=1e-9)
