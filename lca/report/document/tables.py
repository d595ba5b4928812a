"""Columns of tables on paper: how wide each is, and where long words may break."""

from __future__ import annotations

import re

from lca.report.document.blocks import Table
from lca.report.mathematics.widths import text_width

BREAK, HELD = "\u200b", "\u00a0"
_LONG = re.compile(r"[!-~]{15,}")
_MARKS = re.compile(r"(?<=[._/\-:,;=])(?=[^._/\-:,;=])")
_UNIT = re.compile(r"(?<=\d) (?=[A-Za-z°%])")
_LEAST, _MOST = 3.0, 24.0


def broken(words: str) -> str:
    """``words`` with places to break in long words without blanks, and none between a number and its unit.

    Long words break after marks, else every 12 letters.
    """
    return _LONG.sub(lambda match: BREAK.join(_parts(match[0])), _UNIT.sub(HELD, words))


def _parts(word: str) -> list[str]:
    return [part[i : i + 12] for part in _MARKS.split(word) for i in range(0, len(part), 12)]


def widths(table: Table) -> tuple[float, ...]:
    """The relative widths of the columns: the table's own, or by what stands in them."""
    if table.widths:
        return table.widths
    columns = zip(table.head, *table.rows, strict=True)
    return tuple(_column(cells) for cells in columns)


def _column(cells: tuple[str, ...]) -> float:
    """Between the longest cell, within limits, and the average: long text wraps, short text does not."""
    sizes = [text_width(cell) for cell in cells]
    return min(max(_LEAST, (max(sizes) + sum(sizes) / len(sizes)) / 2), _MOST)
