"""Coordinates: columns and corridors across, bands, rows and channels down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lca.report.diagram.content import Band, Box, Content
from lca.report.diagram.placing import Plan
from lca.report.diagram.routing import TRACK, Tracks, Wire, channel_tracks, corridor_tracks, ports
from lca.report.diagram.shapes import wrapped

MARGIN = 2.0
PANEL = 140.0
PAD = 8.0
SIDE = 104.0
MIDDLE = 360.0
NAME, NOTE, LIST, HEAD = 10.0, 8.5, 9.0, 11.0
LEADING = 1.35
AIR = 12.0
ARROW = 10.0
GAP = 8.0


@dataclass(frozen=True, slots=True)
class Across:
    """The x of columns, of corridors and of the inner right edge; the wires' tracks in corridors."""

    columns: tuple[float, ...]
    box: float
    corridors: tuple[float, ...]
    right: float
    tracks: Tracks
    ends: Mapping[tuple[Wire, str], float]

    def corridor(self, wire: Wire) -> float:
        """The x of a wire in its corridor."""
        return self.corridors[wire.corridor] + AIR / 2 + TRACK * self.tracks.corridor[wire]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the page from ``top`` down."""

    top: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Down:
    """The bands and rows down the page, the tracks in channels and the bottom of all."""

    bands: tuple[Span, ...]
    rows: tuple[Span, ...]
    channels: Mapping[int, Mapping[Wire, int]]
    bottom: float

    def track(self, wire: Wire, channel: int) -> float:
        """The y of a wire in a channel, which lies below its row, or above the first."""
        offset = AIR + TRACK * self.channels[channel][wire]
        return self.rows[channel].bottom + offset if channel >= 0 else self.rows[0].top - offset


def across(plan: Plan, all_wires: Sequence[Wire]) -> Across:
    """Columns, as far apart as the wires between them need."""
    tracks = corridor_tracks(all_wires, plan.columns)
    box = min(MIDDLE / plan.columns - 12, 150)
    spare = MIDDLE / 2 - plan.columns * (box / 2 + 6)
    x = MARGIN + PAD + PANEL + ARROW + spare
    columns, corridors = [], []
    for corridor in range(plan.columns + 1):
        corridors.append(x)
        x += AIR + TRACK * tracks.corridors[corridor]
        if corridor < plan.columns:
            columns.append(x)
            x += box
    return Across(
        tuple(columns), box, tuple(corridors), x + PAD + spare, tracks, ports(all_wires, columns, box)
    )


def down(content: Content, plan: Plan, all_wires: Sequence[Wire], wide: Across) -> Down:
    """Bands and rows, as high as their words and wires need."""
    edge = wide.right + 2 * PAD
    channels = channel_tracks(all_wires, wide.ends, wide.corridor, edge)
    boxes = {box.key: box for band in content.bands for box in band.boxes}
    bands: list[Span] = []
    rows: list[Span] = []
    y = MARGIN
    for position, band in enumerate(content.bands):
        opens = position == 0 or not content.bands[position - 1].included
        y += 22 if band.included and opens else 0
        top = y
        y += AIR + GAP + _room(channels, -1) * (not rows and bool(plan.rows[position]))
        for row in plan.rows[position]:
            height = max(box_height(boxes[key], wide.box) for key in row)
            rows.append(Span(y, height))
            y += height + _room(channels, len(rows) - 1) + AIR
        least = least_height(content, band, wide, bool(plan.rows[position]))
        y = max(y, top + least) if band.included else top + least
        bands.append(Span(top, y - top))
        last = position == len(content.bands) - 1
        y += GAP if last or content.bands[position + 1].included == band.included else 2 * GAP
    return Down(tuple(bands), tuple(rows), channels, y)


def _room(channels: Mapping[int, Mapping[Wire, int]], channel: int) -> float:
    tracks = channels.get(channel, {})
    return AIR + TRACK * max(tracks.values(), default=-1) if tracks else 0.0


def box_height(box: Box, width: float) -> float:
    """The height of a process's box for its words."""
    names, notes = box_lines(box, width)
    return 2 * PAD + LEADING * (NAME * len(names) + NOTE * len(notes)) - 2


def box_lines(box: Box, width: float) -> tuple[list[str], list[str]]:
    """The lines of a box: its name and its notes; signs take room at the right of the name."""
    signs = 13 if box.feeds or box.fed_by else 0
    names = wrapped(box.title, NAME, width - 2 * PAD + 4 - signs)
    return names, [line for note in box.notes for line in wrapped(note, NOTE, width - 2 * PAD + 4)]


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one list in the panel of a band, from ``top`` down within the band."""

    kind: str
    lines: tuple[str, ...]
    top: float
    height: float


def title_height(band: Band, width: float) -> float:
    """The height of a band's title."""
    return PAD + LEADING * HEAD * len(wrapped(band.title, HEAD, width - 2 * PAD))


def panel(band: Band, width: float) -> tuple[Words, ...]:
    """The lists of a band, each in its frame, one below the other."""
    found: list[Words] = []
    top = title_height(band, width) + 2
    lists = [(item.kind, item.words) for item in band.lists]
    for kind, words in [*lists, *([("left_out", band.left_out)] if band.left_out else [])]:
        lines = tuple(wrapped(words, LIST, width - 3.4 * PAD))
        height = PAD + LEADING * LIST * len(lines)
        found.append(Words(kind, lines, top, height))
        top += height + 6
    return tuple(found)


def reason_lines(band: Band, wide: Across) -> list[str]:
    """Why a stage is excluded, in lines beside its title."""
    return wrapped(band.reason, LIST, wide.right - MARGIN - 3 * PAD - PANEL)


def panel_width(wide: Across, has_rows: bool) -> float:
    """A band without processes gives its whole width to its words."""
    return PANEL if has_rows else wide.right - MARGIN - PAD


def side_lines(band: Band) -> list[str]:
    """What a band emits, in lines."""
    return wrapped(band.emitted, LIST, SIDE - 18) if band.emitted else []


def least_height(content: Content, band: Band, wide: Across, has_rows: bool) -> float:
    """The height that the words of a band need, left and right."""
    width = panel_width(wide, has_rows)
    if not band.included:
        beside = LEADING * LIST * len(reason_lines(band, wide))
        return max(title_height(band, PANEL), PAD + beside) + PAD / 2
    lists = panel(band, width)
    left = (lists[-1].top + lists[-1].height if lists else title_height(band, width)) + PAD
    side = 2 * PAD + LEADING * LIST * len(side_lines(band))
    if any(box.key == content.reference for box in band.boxes):
        side += unit_height(content) + 3 * PAD
    return max(left, side)


def unit_lines(content: Content) -> list[str]:
    """The words at the arrow of the reference product."""
    return wrapped(content.unit, LIST, SIDE - 24)


def unit_height(content: Content) -> float:
    """The height of the box at the arrow of the reference product."""
    return PAD + LEADING * LIST * len(unit_lines(content)) + 3
