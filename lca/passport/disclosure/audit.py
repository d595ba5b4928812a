"""Which hidden numbers follow from the sums that are shown: counted, compared, and solved for.

Three ways are tried. Too few: a sum with fewer hidden lines than the policy wants. Too near: a sum, less the
lines that are shown, within the policy's margin of one hidden line. Solved: the shown sums are linear
equations in the hidden numbers; one that every solution has alike is known. What stays possible is an
estimate: bounds from signs, from the size of a sum, from what is known of the trade.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lca.results.footprint import Contribution, Footprint

TOTAL: Final = "total"
RANK: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is shown and is the sum of a part of some lines; ``parts`` by path, in kg CO2e."""

    leaf: str
    group: str
    parts: Mapping[str, float]


def sums(footprint: Footprint) -> tuple[Sum, ...]:
    """All sums that a result states over its lines."""
    lines = footprint.contributions
    found = [Sum(TOTAL, TOTAL, {line.path: line.value for line in lines})]
    for stage in footprint.stages:
        parts = {line.path: line.value for line in lines if line.stage == stage.key}
        found.append(Sum(f"stage:{stage.key}", "stages", parts))
    for key in dict.fromkeys(f"{line.stage}.{line.process}" for line in lines):
        parts = {one.path: one.value for one in lines if f"{one.stage}.{one.process}" == key}
        found.append(Sum(f"process:{key}", "processes", parts))
    for category in footprint.categories:
        parts = {
            line.path: line.categories[category.key] for line in lines if category.key in line.categories
        }
        found.append(Sum(f"category:{category.key}", "categories", parts))
    for gas in footprint.gases:
        parts = {line.path: line.gases[gas.key] for line in lines if gas.key in line.gases}
        found.append(Sum(f"gas:{gas.key}", "gases", parts))
    return tuple(found)


def telling(one: Sum, hidden: set[str], fewest: int, margin: float) -> bool:
    """Whether a sum has too few hidden lines, or lies too near one of them."""
    parts = [value for path, value in one.parts.items() if path in hidden and value]
    if not parts:
        return False
    rest = math.fsum(parts)
    return len(parts) < fewest or any(abs(rest - part) <= margin * abs(part) for part in parts)


def left_over(shown: Sequence[Sum], group: Iterable[Sum]) -> Sum:
    """What the total tells of those sums of a group that are not shown: their sum."""
    leaves = {one.leaf for one in shown}
    parts: dict[str, list[float]] = {}
    for one in group:
        if one.leaf not in leaves:
            for path, value in one.parts.items():
                parts.setdefault(path, []).append(value)
    return Sum("", "", {path: math.fsum(values) for path, values in parts.items()})


def solved_for(lines: Sequence[Contribution], hidden: set[str], shown: Sequence[Sum]) -> set[str]:
    """The hidden lines of which a number follows exactly from the shown sums.

    Unknown are the parts of each hidden line by category and by gas; whoever reads the rule knows which
    parts there can be. Both add up to the line.
    """
    own = [line for line in lines if line.path in hidden]
    unknown = [(line.path, kind, key) for line in own for kind, key in _parts(line)]
    if not unknown:
        return set()
    place = {name: number for number, name in enumerate(unknown)}
    rows = [*_same(own, place), *_equations(own, shown, place)]
    matrix = np.array(rows).reshape(-1, len(unknown))
    _, values, vectors = np.linalg.svd(matrix, full_matrices=True)
    rank = int((values > RANK * max(values.max(initial=0.0), 1.0)).sum())
    free = vectors[rank:]
    known = {name for name, number in place.items() if np.abs(free[:, number]).max(initial=0.0) < RANK}
    lines_known = {line.path for line in own if _determined(line, place, free)}
    return lines_known | {path for path, _, _ in known}


def _parts(line: Contribution) -> Iterator[tuple[str, str]]:
    yield from (("category", key) for key, value in line.categories.items() if value)
    yield from (("gas", key) for key, value in line.gases.items() if value)


def _same(lines: Sequence[Contribution], place: Mapping[tuple[str, str, str], int]) -> Iterator[np.ndarray]:
    """Categories and gases of a line have the same sum."""
    for line in lines:
        row = np.zeros(len(place))
        for kind, key in _parts(line):
            row[place[line.path, kind, key]] = 1.0 if kind == "category" else -1.0
        yield row


def _equations(
    lines: Sequence[Contribution], shown: Sequence[Sum], place: Mapping[tuple[str, str, str], int]
) -> Iterator[np.ndarray]:
    by_path = {line.path: line for line in lines}
    for one in shown:
        row = np.zeros(len(place))
        kind, _, key = one.leaf.partition(":")
        for path in one.parts.keys() & by_path.keys():
            if kind in ("category", "gas"):
                number = place.get((path, kind, key))
                if number is not None:
                    row[number] = 1.0
            else:
                for part in _parts(by_path[path]):
                    if part[0] == "category":
                        row[place[path, *part]] = 1.0
        if row.any():
            yield row


def _determined(line: Contribution, place: Mapping[tuple[str, str, str], int], free: np.ndarray) -> bool:
    """Whether the line's value is the same in every solution."""
    own = [place[line.path, *part] for part in _parts(line) if part[0] == "category"]
    return bool(own) and bool(np.abs(free[:, own].sum(axis=1)).max(initial=0.0) < RANK)
