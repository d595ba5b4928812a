"""How far each of several changes moves a number, whatever the order in which they are made.

The worth of a set of changes is what comes out with these changes and no others. Each change gets the mean of
what it adds over all orders (L. S. Shapley, A Value for n-Person Games, 1953); the parts add up to the whole
difference. Changes that do not interact are told apart first: what adds the same when it is made first and
when it is made last, and beside each other change (looked at for up to :data:`MOST` changes), is taken to
add it always, and so is a group of changes. In a group of more than :data:`MOST` each change gets the mean
of what it adds first and last, and what is left is their interaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final, Literal, TypeAlias

from lca.rule_diff.numbers import Numbers, summed

MOST: Final = 8
ZERO: Final = Numbers(0.0)
Player: TypeAlias = frozenset[int]
Worth: TypeAlias = Callable[[frozenset[int]], Numbers | None]
"""What comes out with a set of changes; None where nothing can be computed with these alone."""
Method = Literal["shapley", "symmetric"]


@dataclass(frozen=True, slots=True)
class Shares:
    """The part of each change, or of changes that only work together; parts of nothing are left out."""

    parts: tuple[tuple[Player, Numbers], ...]
    method: Method
    interaction: Numbers | None = None


class _CannotStandAlone(Exception):
    def __init__(self, changes: frozenset[int]) -> None:
        super().__init__(changes)
        self.changes = changes


def share(changes: Iterable[int], worth: Worth) -> Shares:
    """Share what comes out with all changes, less what comes out with none, among them.

    Changes of which some set yields nothing are joined until every set yields a number. Both ends must.
    """
    players: list[Player] = [frozenset((one,)) for one in sorted(set(changes))]
    while True:
        try:
            return _shared(players, worth)
        except _CannotStandAlone as error:
            players = _joined(players, error.changes, worth)


def _shared(players: Sequence[Player], worth: Worth) -> Shares:
    game = _Game(players, worth)
    parts: list[tuple[Player, Numbers]] = []
    rests: list[Numbers] = []
    for group in game.groups():
        if len(group) <= MOST:
            found = list(game.shapley(group))
        else:
            found = [(one, summed((game.first(one), game.last(one))).times(0.5)) for one in group]
            rests += [game.first(_union(group)), *(part.times(-1) for _, part in found)]
        parts += [(who, part) for who, part in found if not game.same(part, ZERO)]
    return Shares(tuple(parts), "symmetric" if rests else "shapley", summed(rests) if rests else None)


@dataclass(frozen=True)
class _Game:
    players: Sequence[Player]
    worth: Worth

    def at(self, changes: frozenset[int]) -> Numbers:
        found = self.worth(changes)
        if found is None:
            raise _CannotStandAlone(changes)
        return found

    def first(self, who: Player) -> Numbers:
        """What changes add where no other is made."""
        return self.at(who) - self.at(frozenset())

    def last(self, who: Player) -> Numbers:
        """What changes add where all others are made."""
        everything = _union(self.players)
        return self.at(everything) - self.at(everything - who)

    def same(self, one: Numbers, other: Numbers) -> bool:
        """Whether two differences are the same up to the rounding of the numbers that they are of."""
        return one.same(other, max(self.at(frozenset()).size, self.at(_union(self.players)).size))

    def groups(self) -> list[list[Player]]:
        """The players in groups that do not interact; all in one where they do not fall apart."""
        few = len(self.players) <= MOST
        alone = [one for one in self.players if not few and self.same(self.first(one), self.last(one))]
        linked = self.linked([one for one in self.players if one not in alone])
        steady = [group for group in linked if self.same(*self.ends(group))]
        loose = [one for group in linked if group not in steady for one in group]
        groups = [[one] for one in alone] + steady + ([loose] if loose else [])
        whole = self.first(_union(self.players))
        fits = self.same(summed(self.first(_union(group)) for group in groups), whole)
        return groups if fits else [list(self.players)]

    def ends(self, group: Sequence[Player]) -> tuple[Numbers, Numbers]:
        """What a group adds first and last."""
        return self.first(_union(group)), self.last(_union(group))

    def linked(self, players: Sequence[Player]) -> list[list[Player]]:
        """Players joined where two of them together add something else than each alone."""
        groups = [[one] for one in players]
        for one, other in combinations(players, 2):
            ours, theirs = (next(group for group in groups if who in group) for who in (one, other))
            if ours is theirs:
                continue
            if not self.same(self.first(one | other), summed((self.first(one), self.first(other)))):
                groups = [group for group in groups if group is not ours and group is not theirs]
                groups.append([*ours, *theirs])
        return groups

    def shapley(self, players: Sequence[Player]) -> Iterable[tuple[Player, Numbers]]:
        """The weight of a set of k of the n - 1 others is 1 / (n · C(n - 1, k))."""
        count = len(players)
        for player in players:
            others = [other for other in players if other != player]
            added = []
            for size in range(count):
                weight = 1 / (count * comb(count - 1, size))
                for chosen in combinations(others, size):
                    before = _union(chosen)
                    added.append((self.at(before | player) - self.at(before)).times(weight))
            yield player, summed(added)


def _union(players: Iterable[Player]) -> frozenset[int]:
    return frozenset().union(*players)


def _joined(players: Sequence[Player], failing: frozenset[int], worth: Worth) -> list[Player]:
    """The players with those made one that only work together: the least that fails, and what it needs."""
    failed = [player for player in players if player <= failing]
    for player in list(failed):
        rest = [other for other in failed if other != player]
        if worth(_union(rest)) is None:
            failed = rest
    needed = list(players)
    for player in players:
        rest = [other for other in needed if other != player]
        if player not in failed and worth(_union(rest)) is not None:
            needed = rest
    one = _union(needed)
    return [*(player for player in players if not player <= one), one]
