"""Where boxes stand: rows within stages along the flow, columns near what they are linked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from lca.report.diagram.content import Content, Link

MOST = 3
ROWS = 10


@dataclass(frozen=True, slots=True)
class Place:
    """The row, over all stages, and the column of a box."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The places of all boxes in so many ``columns``; ``rows`` are those of each stage, as the bands come.

    ``forward`` are the links without those that close a loop.
    """

    places: Mapping[str, Place]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    columns: int
    forward: frozenset[Link]


def plan(content: Content) -> Plan:
    """Rows and columns: down along the flow, at most three boxes in a row."""
    forward = _forward(content)
    layered = [_layers([box.key for box in band.boxes], forward) for band in content.bands]
    rows = [tuple(_split(layers)) for layers in layered]
    if sum(map(len, rows)) > ROWS:
        rows = [tuple(_split([[key for layer in layers for key in layer]])) for layers in layered]
    flat = [row for band in rows for row in band]
    count = max(map(len, flat))
    columns = _columns(flat, content.links, count)
    places = {key: Place(number, columns[key]) for number, row in enumerate(flat) for key in row}
    ordered = tuple(tuple(tuple(sorted(row, key=columns.__getitem__)) for row in band) for band in rows)
    return Plan(places, ordered, count, forward)


def _forward(content: Content) -> frozenset[Link]:
    """The links without those that close a loop, found by depth-first search in the order of the rule."""
    following: dict[str, list[Link]] = {box.key: [] for band in content.bands for box in band.boxes}
    for link in content.links:
        following[link.source].append(link)
    kept: set[Link] = set()
    done: set[str] = set()

    def visit(key: str, above: frozenset[str]) -> None:
        done.add(key)
        for link in following[key]:
            if link.target not in above | {key}:
                kept.add(link)
                if link.target not in done:
                    visit(link.target, above | {key})

    for key in following:
        if key not in done:
            visit(key, frozenset())
    return frozenset(kept)


def _layers(keys: Sequence[str], forward: Iterable[Link]) -> list[list[str]]:
    """Layers by the longest way from a start; what has no start in the stage stands just above its user."""
    inside = [link for link in forward if link.source in keys and link.target in keys]
    depth = dict.fromkeys(keys, 0)
    for _ in keys:
        for link in inside:
            depth[link.target] = max(depth[link.target], depth[link.source] + 1)
    for key in keys:
        users = [depth[link.target] for link in inside if link.source == key]
        if users and not any(link.target == key for link in inside):
            depth[key] = min(users) - 1
    return [[key for key in keys if depth[key] == level] for level in sorted(set(depth.values()))]


def _split(layers: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    for layer in layers:
        for start in range(0, len(layer), MOST):
            yield tuple(layer[start : start + MOST])


def _columns(rows: Sequence[Sequence[str]], links: Iterable[Link], count: int) -> dict[str, int]:
    """Columns by three sweeps, down, up and down, each row near the middle of its neighbours."""
    near: dict[str, list[str]] = {key: [] for row in rows for key in row}
    for link in links:
        near[link.source].append(link.target)
        near[link.target].append(link.source)
    columns: dict[str, int] = {}
    for sweep in (rows, rows[::-1], rows):
        for row in sweep:
            first = (count - len(row)) / 2
            wanted = {key: _wanted(key, first + n, near, columns) for n, key in enumerate(row)}
            ordered = sorted(row, key=lambda key: wanted[key])
            columns |= dict(zip(ordered, _best(count, [wanted[key] for key in ordered]), strict=True))
    return columns


def _wanted(key: str, position: float, near: Mapping[str, list[str]], columns: Mapping[str, int]) -> float:
    """The mean column of the neighbours that have one; else the order of the rule decides."""
    known = [columns[other] for other in near[key] if other in columns and other != key]
    return sum(known) / len(known) + position / 1000 if known else position


def _best(count: int, wanted: Sequence[float]) -> tuple[int, ...]:
    """The columns, in order, that are nearest to those wanted."""
    return min(combinations(range(count), len(wanted)), key=lambda slots: _cost(slots, wanted))


def _cost(slots: Sequence[int], wanted: Sequence[float]) -> float:
    return sum((slot - want) ** 2 for slot, want in zip(slots, wanted, strict=True))
