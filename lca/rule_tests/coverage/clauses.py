"""The elements of a rule that cite a clause, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lca.documents import KeyPath, dotted
from lca.rule_tests.coverage.points import Point
from lca.rule_tests.coverage.tour import Tour
from lca.rules.compiled import Rule
from lca.rules.expression import references

PROSE = ("text", "terms", "comparability", "report", "standards", "tests")
"""Parts of a rule that no number exercises: their clauses are not counted."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An element that cites a clause, and its path in the rule."""

    path: KeyPath
    clause: str

    @property
    def name(self) -> str:
        """The path as people write it."""
        return dotted(self.path)


def cited(rule: Rule) -> tuple[Cited, ...]:
    """Every element with a clause, in the order of the file, without the parts in prose."""
    return tuple(one for one in _below(rule.document.data, ()) if one.path[:1] not in [(p,) for p in PROSE])


def clause_points(rule: Rule) -> Iterator[Point]:
    """One point for each element that cites a clause."""
    for one in cited(rule):
        yield Point("clause", one.name, "", rule.document.locate((*one.path, "clause")), one.clause)


def _below(data: Any, path: KeyPath) -> Iterator[Cited]:
    if isinstance(data, dict):
        if isinstance(data.get("clause"), str) and path:
            yield Cited(path, data["clause"])
        for key, value in data.items():
            yield from _below(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _below(value, (*path, index))


def comes_in(path: KeyPath, tour: Tour) -> bool:
    """Whether an element takes part in a case: a line with an amount, a process reached, data with a value.

    What is neither of these (the unit, the cut-off, the methods) takes part in every result.
    """
    match path:
        case ("processes", str(key), *_):
            own = _lines_at(path, tour.rule)
            return any(line in own for line in _exercised(tour)) if own else key in tour.reached
        case ("activity_data", str(name), *_):
            return name in _given(tour)
        case ("parameters", str(name), *_):
            return name in _named(tour)
    own = _lines_at(path, tour.rule)
    return not own or any(line in own for line in _exercised(tour))


def _exercised(tour: Tour) -> list[str]:
    return [line.path for line in tour.lines]


def _lines_at(path: KeyPath, rule: Rule) -> set[str]:
    """The lines (by path) that stand at an element or within it; a whole process is none of its lines."""
    if len(path) < 3:
        return set()
    place = rule.document.locate(path)
    inside = (place.path + ".", place.path + "[")
    lines = (line for line in rule.compiled.lines if line.location.file == place.file)
    return {line.path for line in lines if line.location == place or line.location.path.startswith(inside)}


def _given(tour: Tour) -> set[str]:
    bound = tour.bound
    tables = {name for name, rows in bound.tables.items() if rows}
    return {*bound.values, *bound.choices, *bound.supplies, *tables}


def _named(tour: Tour) -> set[str]:
    """The names that the lines of the result depend on, directly or over named quantities."""
    compiled = tour.rule.compiled
    waiting = [compiled.unit.reference_flow]
    for line in tour.lines:
        waiting += [line.amount, *([line.when] if line.when is not None else [])]
    found = set[str]()
    while waiting:
        fresh = references(waiting.pop()).names - found
        found |= fresh
        waiting += [compiled.quantities[name] for name in fresh if name in compiled.quantities]
    return found
