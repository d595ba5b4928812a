"""What of a rule its tests can exercise: points, and how many of each kind were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from lca.errors import Location

Kind = Literal[
    "clause",
    "process",
    "line",
    "stage",
    "exclusion",
    "condition",
    "branch",
    "option",
    "supply",
    "table",
    "optional",
    "range",
    "date",
    "sensitivity",
    "class",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Key: TypeAlias = tuple[Kind, str, str]
"""Kind, path and arm: what tells a point from all others of its rule."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a test can exercise.

    ``path`` is the element (``activity_data.alumina``, ``production.electrolysis.cf4``); ``arm`` says which
    way of it: ``true``, ``then``, ``low``, an option, empty where there is one way only. The arm of a
    formula's branch begins with the offset of its sign: ``12.then``. ``words`` is what stands there, as far
    as it tells more than the arm: a condition, the end of a range, the number of a clause.
    """

    kind: Kind
    path: str
    arm: str
    location: Location
    words: str = ""

    @property
    def key(self) -> Key:
        """What tells this point from all others of its rule."""
        return self.kind, self.path, self.arm


@dataclass(frozen=True, slots=True)
class Tally:
    """Points of one kind: how many there are and how many were exercised."""

    kind: Kind
    covered: int
    count: int

    @property
    def share(self) -> float:
        """The share that was exercised, 0 to 1."""
        return self.covered / self.count


@dataclass(frozen=True, eq=False)
class Coverage:
    """What the cases of a rule exercise; ``cases`` are the names of the cases that exercised a point."""

    points: tuple[Point, ...]
    cases: Mapping[Key, tuple[str, ...]]

    @property
    def missed(self) -> tuple[Point, ...]:
        """The points that no case exercised, in the order of the kinds and of the file."""
        return tuple(point for point in self.points if point.key not in self.cases)

    @property
    def covered(self) -> int:
        """How many points were exercised."""
        return len(self.points) - len(self.missed)

    @property
    def share(self) -> float:
        """The share of all points that was exercised, 0 to 1; 1 where there is nothing to exercise."""
        return self.covered / len(self.points) if self.points else 1.0

    @property
    def kinds(self) -> tuple[Tally, ...]:
        """The tally of every kind of which the rule has points."""
        return tuple(tally for kind in KINDS if (tally := self._tally(kind)).count)

    def _tally(self, kind: Kind) -> Tally:
        own = [point for point in self.points if point.kind == kind]
        return Tally(kind, sum(point.key in self.cases for point in own), len(own))


def gather(points: Iterable[Point], visited: Mapping[str, Iterable[Key]]) -> Coverage:
    """The coverage of points by what each case (by its name) visited."""
    cases: dict[Key, list[str]] = {}
    for name, keys in visited.items():
        for key in keys:
            cases.setdefault(key, []).append(name)
    ordered = tuple(sorted(points, key=_place))
    known = {point.key for point in ordered}
    return Coverage(ordered, {key: tuple(names) for key, names in cases.items() if key in known})


def _place(point: Point) -> tuple[int, str, int, int]:
    where = point.location
    return KINDS.index(point.kind), where.file or "", where.line or 0, where.column or 0
