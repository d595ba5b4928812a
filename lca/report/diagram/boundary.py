"""The boundary diagram: stages down the page, processes with their links, what crosses the boundary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lca.i18n import Language, text
from lca.report.diagram import geometry as g
from lca.report.diagram import shapes
from lca.report.diagram.content import Band, Box, Content, content
from lca.report.diagram.legend import legend
from lca.report.diagram.placing import Plan, plan
from lca.report.diagram.routing import Wire, wires
from lca.rules.compiled import Rule


def boundary_diagram(rule: Rule, language: Language = "en") -> str:
    """The system boundary of a rule as SVG, in black and white, for a page of A4.

    Included stages stand in the dashed frame, excluded ones outside it in grey. Boxes are unit processes,
    arrows their links, broken arrows go back against the flow; what feeds four processes or more is a
    letter in a circle. What is bought, treated or credited is listed in its stage; gases leave at the right.
    """
    shown = content(rule, language)
    placed = plan(shown)
    all_wires = wires(shown, placed)
    wide = g.across(placed, all_wires)
    high = g.down(shown, placed, all_wires, wide)
    width = wide.right + 2 * g.PAD + g.SIDE + g.MARGIN
    key, bottom = legend(shown, high.bottom + g.GAP, width, any(wire.back for wire in all_wires))
    parts = [
        *_frames(shown, wide, high),
        *_bands(shown, wide, high),
        *(_wire(wire, wide, high) for wire in all_wires),
        *_words(shown, placed, wide, high),
        *_boxes(shown, placed, wide, high),
        *_sides(shown, all_wires, wide, high),
        key,
    ]
    title = text("diagram.title", language, rule=shown.title)
    return shapes.drawing("".join(parts), width, bottom, title, _description(shown))


def _description(shown: Content) -> str:
    language = shown.language
    joint = "、" if language == "zh" else "; "
    ways = []
    for band in shown.bands:
        key = "diagram.described" if band.included else "diagram.described_excluded"
        names = joint.join(box.title for box in band.boxes) or "—"
        ways.append(text(key, language, stage=band.title, processes=names))
    return " ".join([f"{shown.boundary}.", *ways])


def _frames(shown: Content, wide: g.Across, high: g.Down) -> Iterator[str]:
    """The boundary around each run of included stages."""
    pairs = zip(shown.bands, high.bands, strict=True)
    for included, run in groupby(pairs, key=lambda pair: pair[0].included):
        spans = [span for _, span in run]
        if included:
            top, bottom = spans[0].top - 18, spans[-1].bottom + g.PAD
            right = wide.right + g.PAD
            yield shapes.box(g.MARGIN, top, right - g.MARGIN, bottom - top, thickness=1.6, dash="8 4")
            words = text("diagram.boundary", shown.language, type=shown.boundary)
            yield shapes.texts([words], g.MARGIN + g.PAD, top + 13, g.LIST, 0, bold=True)


def _bands(shown: Content, wide: g.Across, high: g.Down) -> Iterator[str]:
    x = g.MARGIN + g.PAD
    for band, span in zip(shown.bands, high.bands, strict=True):
        size = (x, span.top, wide.right - x, span.height)
        if band.included:
            yield shapes.box(*size, thickness=0.8, fill="#f5f5f5")
        else:
            yield shapes.box(*size, shapes.GREY, 0.8, dash="4 3")


def _words(shown: Content, placed: Plan, wide: g.Across, high: g.Down) -> Iterator[str]:
    """The words of all stages, above the lines that may pass an excluded one."""
    x = g.MARGIN + g.PAD
    for band, span, rows in zip(shown.bands, high.bands, placed.rows, strict=True):
        if band.included:
            yield from _lists(band, span, x, g.panel_width(wide, bool(rows)), bool(rows))
        else:
            lines, place = g.reason_lines(band, wide), (x + g.PANEL, span.top + g.PAD + 8)
            yield shapes.texts(lines, *place, g.LIST, g.LIST * g.LEADING, fill=shapes.GREY, halo=True)
        room = g.panel_width(wide, bool(rows) or not band.included)
        titles = shapes.wrapped(band.title, g.HEAD, room - 2 * g.PAD)
        fill, place = (shapes.INK if band.included else shapes.GREY), (x + g.PAD, span.top + g.PAD + 9)
        yield shapes.texts(titles, *place, g.HEAD, g.HEAD * g.LEADING, True, fill=fill)


def _lists(band: Band, span: g.Span, x: float, width: float, arrows: bool) -> Iterator[str]:
    """The lists of a stage in dotted frames, with the arrow of what enters or leaves its processes."""
    for item in g.panel(band, width):
        left, right, top = x + g.PAD, x + width - g.PAD, span.top + item.top
        out = item.kind == "left_out"
        ink = shapes.GREY if out else shapes.INK
        yield shapes.box(left, top, right - left, item.height, ink, 0.7, "" if out else "1.5 2", radius=6)
        place = (left + g.PAD - 2, top + g.PAD + 4.5)
        yield shapes.texts(item.lines, *place, g.LIST, g.LIST * g.LEADING, fill=ink)
        if arrows and not out:
            ends = ((right, top + item.height / 2), (right + 14, top + item.height / 2))
            yield shapes.arrow(ends if item.kind == "input" else ends[::-1], 1.6)


def _boxes(shown: Content, placed: Plan, wide: g.Across, high: g.Down) -> Iterator[str]:
    for band in shown.bands:
        for box in band.boxes:
            place = placed.places[box.key]
            main = box.key == shown.reference
            yield _box(box, wide.columns[place.column], wide.box, high.rows[place.row], main)


def _box(box: Box, x: float, width: float, row: g.Span, main: bool) -> str:
    names, notes = g.box_lines(box, width)
    parts = [shapes.box(x, row.top, width, row.height, thickness=2.0 if main else 1.0, radius=2)]
    used = g.LEADING * (g.NAME * len(names) + g.NOTE * len(notes))
    y = row.top + (row.height - used) / 2 + g.NAME
    signs = box.feeds + box.fed_by
    tight = signs and shapes.extent(names[0], g.NAME) > width - 4 * g.PAD
    middle = x + width / 2 - (6 if tight else 0)
    parts.append(shapes.texts(names, middle, y, g.NAME, g.NAME * g.LEADING, main, "middle"))
    y += g.LEADING * g.NAME * len(names) - 1
    parts.append(shapes.texts(notes, x + width / 2, y, g.NOTE, g.NOTE * g.LEADING, anchor="middle"))
    for number, letter in enumerate(signs):
        at = (x + width - 8.5, row.top + 8.5 + 13 * number)
        parts.append(shapes.sign(letter, *at, filled=letter in box.feeds))
    return "".join(parts)


def _wire(wire: Wire, wide: g.Across, high: g.Down) -> str:
    points = _side(wire, wide, high) if wire.course == "side" else _course(wire, wide, high)
    return shapes.arrow(points, 2.0 if wire.course == "out" else 1.0, "4 2.5" if wire.back else "")


def _side(wire: Wire, wide: g.Across, high: g.Down) -> list[shapes.Point]:
    row = high.rows[wire.source.row]
    left = wire.target.column < wire.source.column
    y = row.top + row.height * (0.7 if left else 0.4)
    first, last = wide.columns[wire.source.column], wide.columns[wire.target.column]
    return [(first, y), (last + wide.box, y)] if left else [(first + wide.box, y), (last, y)]


def _course(wire: Wire, wide: g.Across, high: g.Down) -> list[shapes.Point]:
    x, row = wide.ends[wire, "source"], wire.source.row
    start = (x, high.rows[row].bottom)
    if wire.course == "straight":
        return [start, (x, high.rows[wire.target.row].top)]
    below = high.track(wire, row)
    if wire.course == "out":
        return [start, (x, below), (wide.right + 2.5 * g.PAD, below)]
    end = wide.ends[wire, "target"]
    tip = (end, high.rows[wire.target.row].top)
    if wire.course == "channel":
        return [start, (x, below), (end, below), tip]
    above, across = high.track(wire, wire.target.row - 1), wide.corridor(wire)
    return [start, (x, below), (across, below), (across, above), (end, above), tip]


def _sides(shown: Content, all_wires: tuple[Wire, ...], wide: g.Across, high: g.Down) -> Iterator[str]:
    """What leaves at the right: the unit, and gases, above it where they have room or else below."""
    out = all_wires[-1]
    middle = high.track(out, out.source.row)
    x, height = wide.right + 2.5 * g.PAD, g.unit_height(shown)
    top = middle - height / 2
    yield shapes.box(x, top, g.SIDE - 0.5 * g.PAD, height, thickness=2.0, radius=4)
    lines = g.unit_lines(shown)
    yield shapes.texts(lines, x + 6, top + g.PAD + g.LIST - 1.5, g.LIST, g.LIST * g.LEADING, bold=True)
    for band, span in zip(shown.bands, high.bands, strict=True):
        words = g.side_lines(band)
        if words:
            y = span.top + g.PAD + g.LIST
            if y < top + height + g.PAD and y + len(words) * g.LIST * g.LEADING > top - g.PAD:
                y = top + height + g.PAD + g.LIST
            yield shapes.arrow(((wide.right, y - 3), (x + 4, y - 3)), 1.6)
            yield shapes.texts(words, x + 8, y, g.LIST, g.LIST * g.LEADING)
