"""How links run: out of a box below, along channels and corridors between boxes, and in from above.

Every piece of a link has its own track, so that lines cross but never lie on each other or on a box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lca.report.diagram.content import Content, Link
from lca.report.diagram.placing import Place, Plan

TRACK = 6.0
Course = Literal["side", "straight", "channel", "corridor", "out"]


@dataclass(frozen=True, slots=True)
class Wire:
    """A link with its course; ``out`` is the arrow of the reference product out of the diagram.

    ``back`` says that it closes a loop.
    """

    link: Link
    source: Place
    target: Place
    course: Course
    back: bool
    corridor: int = -1


@dataclass(frozen=True, slots=True)
class Tracks:
    """The tracks of all wires: in corridors and channels by wire, and how many each of these has."""

    corridor: Mapping[Wire, int]
    corridors: Mapping[int, int]


def wires(content: Content, plan: Plan) -> tuple[Wire, ...]:
    """The course of every link, and the arrow of the reference product."""
    loads = [0] * (plan.columns + 1)
    made: list[Wire] = []
    for link in content.links:
        wire = _wire(link, plan, loads)
        if wire.course == "corridor":
            loads[wire.corridor] += 1
        made.append(wire)
    place = plan.places[content.reference]
    return (*made, Wire(Link(content.reference, ""), place, place, "out", False))


def _wire(link: Link, plan: Plan, loads: Sequence[int]) -> Wire:
    source, target = plan.places[link.source], plan.places[link.target]
    back = link not in plan.forward
    if source.row == target.row and abs(source.column - target.column) == 1:
        return Wire(link, source, target, "side", back)
    if target.row == source.row + 1:
        straight = source.column == target.column
        return Wire(link, source, target, "straight" if straight else "channel", back)

    def cost(corridor: int) -> float:
        middle = corridor - 0.5
        away = abs(middle - source.column) + abs(middle - target.column)
        return away + 0.3 * loads[corridor]

    return Wire(link, source, target, "corridor", back, min(range(len(loads)), key=cost))


def corridor_tracks(all_wires: Iterable[Wire], columns: int) -> Tracks:
    """A track for every wire in its corridor."""
    found: dict[Wire, int] = {}
    counts: dict[int, int] = {}
    for corridor in range(columns + 1):
        inside = [wire for wire in all_wires if wire.corridor == corridor]
        spans = {wire: _span(wire.source.row, wire.target.row - 1) for wire in inside}
        tracks = coloured(spans, 0.5)
        found |= tracks
        counts[corridor] = max(tracks.values(), default=-1) + 1
    return Tracks(found, counts)


def _span(one: float, other: float) -> tuple[float, float]:
    return min(one, other), max(one, other)


def coloured(spans: Mapping[Wire, tuple[float, float]], gap: float) -> dict[Wire, int]:
    """The lowest track for each span on which it keeps ``gap`` from all others."""
    ends: list[float] = []
    tracks: dict[Wire, int] = {}
    for wire in sorted(spans, key=lambda wire: (spans[wire], wire.link.source, wire.link.target)):
        low, high = spans[wire]
        free = next((i for i, end in enumerate(ends) if end + gap <= low), len(ends))
        ends[free : free + 1] = [high]
        tracks[wire] = free
    return tracks


def ports(all_wires: Iterable[Wire], left: Sequence[float], width: float) -> dict[tuple[Wire, str], float]:
    """The x of every end above or below a box; ends that face each other in a channel never share one."""
    slots: dict[tuple[int, int], list[tuple[float, Wire, str]]] = {}
    for wire in all_wires:
        source, target = wire.source, wire.target
        aim = len(left) + 1.0 if wire.course == "out" else float(target.column)
        if wire.course == "corridor":
            aim = wire.corridor - 0.5
        if wire.course != "side":
            slots.setdefault((source.row, source.column), []).append((aim, wire, "source"))
        if wire.course in ("channel", "corridor"):
            origin = wire.corridor - 0.5 if wire.course == "corridor" else float(source.column)
            slots.setdefault((target.row - 1, target.column), []).append((origin, wire, "target"))
    found: dict[tuple[Wire, str], float] = {}
    for (_, column), ends in slots.items():
        ends.sort(key=lambda end: (end[0], end[1].back, end[1].link.source, end[1].link.target, end[2]))
        for number, (_, wire, side) in enumerate(ends, 1):
            found[wire, side] = left[column] + width * number / (len(ends) + 1)
    return found


def channel_tracks(
    all_wires: Iterable[Wire],
    ends: Mapping[tuple[Wire, str], float],
    corridor_x: Callable[[Wire], float],
    right: float,
) -> dict[int, dict[Wire, int]]:
    """A track for every wire in every channel that it runs along; channel *i* lies below row *i*."""
    spans: dict[int, dict[Wire, tuple[float, float]]] = {}
    for wire in all_wires:
        start = ends.get((wire, "source"), 0.0)
        if wire.course == "channel":
            spans.setdefault(wire.source.row, {})[wire] = _span(start, ends[wire, "target"])
        elif wire.course == "out":
            spans.setdefault(wire.source.row, {})[wire] = (start, right)
        elif wire.course == "corridor":
            x = corridor_x(wire)
            spans.setdefault(wire.source.row, {})[wire] = _span(start, x)
            spans.setdefault(wire.target.row - 1, {})[wire] = _span(x, ends[wire, "target"])
    return {channel: coloured(inside, TRACK) for channel, inside in spans.items()}
