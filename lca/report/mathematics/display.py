"""A formula on its own: ``left = right``, over several lines where one would be too long for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lca.report.mathematics.formula import Formula
from lca.report.mathematics.layout import layout, name_layout
from lca.report.mathematics.nodes import Fenced, Layout, Lines, Operator, Row
from lca.report.mathematics.widths import width

LIMIT = 40.0
_EQUALS = Operator("=")


def display(formula: Formula, limit: float = LIMIT) -> Row | Lines:
    """The layout of a formula; ``limit`` is the width of a line in em."""
    left = name_layout(formula.left, formula.letters)
    right = layout(formula.right, formula.letters)
    room = limit - width(left) - width(_EQUALS)
    if width(right) <= room or not isinstance(right, Row):
        return Row((left, _EQUALS, right))
    lines = tuple(_filled(_pieces(right, room), room))
    return Lines(left, lines) if len(lines) > 1 else Row((left, _EQUALS, right))


def _pieces(row: Row, room: float) -> Iterator[Row]:
    """The terms of a sum, each with its sign; a term that is too long by itself in smaller pieces."""
    for term in _split(row.items, "+−"):
        yield from _broken(term) if width(term) > room else (term,)


def _broken(term: Row) -> Iterator[Row]:
    """A term in pieces: of the sum in parentheses at its end, the parentheses at the ends, or its factors."""
    *before, last = term.items
    if not isinstance(last, Fenced) or not isinstance(last.body, Row):
        return _split(term.items, "×")
    opened = (*before, Operator("(", unary=True), *last.body.items, Operator(")", unary=True))
    return _split(opened, "+−")


def _split(items: Sequence[Layout], signs: str) -> Iterator[Row]:
    piece: list[Layout] = []
    for item in items:
        if piece and isinstance(item, Operator) and item.sign in signs and not item.unary:
            yield Row(tuple(piece))
            piece = []
        piece.append(item)
    yield Row(tuple(piece))


def _filled(pieces: Iterator[Row], room: float) -> Iterator[Row]:
    line: tuple[Layout, ...] = ()
    for piece in pieces:
        if line and width(Row(line + piece.items)) > room:
            yield Row(line)
            line = ()
        line += piece.items
    yield Row(line)
