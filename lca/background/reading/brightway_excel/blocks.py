"""Sheets to blocks: ``Database``, ``Project parameters``, ``Database parameters``, ``Activity``, its parts.

The format is that of bw2io's ExcelImporter. A block begins with its word in the first column, whatever the
case of letters. Blank lines end a block of parameters or of a database and mean nothing within an activity. A
sheet whose cell A1 says ``skip`` is not read; where A1 says ``cutoff`` and B1 a number, only so many columns
are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lca.background.reading.brightway_excel.cells import Cell, Sheet
from lca.background.reading.brightway_nodes.records import plain
from lca.background.records import Consequence, Remark
from lca.errors import Finding, Location, Severity

PARTS = ("exchanges", "parameters")
BLOCKS = ("database", "project parameters", "database parameters", "activity")


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its headings, which are in lower case; ``columns`` says where each stands."""

    fields: Mapping[str, Cell]
    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def place(self, heading: str = "") -> Location:
        """The place of a cell, or of the row's first."""
        return self.sheet.place(self.number, self.columns.get(heading, 0))


@dataclass
class Activity:
    """An activity as its block says it; ``group`` is the name of its group of parameters."""

    name: str
    place: Location
    fields: dict[str, Cell] = field(default_factory=dict)
    parameters: list[Row] = field(default_factory=list)
    exchanges: list[Row] = field(default_factory=list)
    database: str = ""
    group: str = ""


@dataclass
class Workbook:
    """All blocks of a workbook, with what must be told."""

    file: str
    databases: list[tuple[str, Location]] = field(default_factory=list)
    project: list[Row] = field(default_factory=list)
    parameters: list[Row] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def say(self, code: str, place: Location, consequence: Consequence, **params: object) -> None:
        """A remark on something of the workbook."""
        severity = Severity.INFO if consequence is Consequence.NOTED else Severity.WARNING
        self.remarks.append(Remark(Finding(code, params, place, severity), consequence))


def blocks(file: str, sheets: Sequence[Sheet]) -> Workbook:
    """The blocks of all sheets of a workbook, in their order."""
    book = Workbook(file)
    for sheet in sheets:
        if any(any(cell is not None for cell in row) for row in sheet.rows):
            _read(book, sheet)
    for activity in book.activities:
        activity.database = activity.database or (book.databases[0][0] if book.databases else "")
    return book


def _read(book: Workbook, sheet: Sheet) -> None:
    rows = _cut(book, sheet)
    first = plain(rows[0][0]).casefold() if rows and rows[0] else ""
    starts = [at for at, row in enumerate(rows) if _word(row) in BLOCKS]
    if first == "skip":
        count = sum(_word(row) == "activity" for row in rows)
        book.say("B303", sheet.place(0), Consequence.NOTED, sheet=sheet.title, count=count)
    elif not starts:
        book.say("B304", sheet.place(0), Consequence.NOTED, sheet=sheet.title)
    else:
        _blocks(book, sheet, rows)


def _cut(book: Workbook, sheet: Sheet) -> Sequence[Sequence[Cell]]:
    """The columns that count."""
    first = sheet.rows[0] if sheet.rows else ()
    if not first or plain(first[0]).casefold() != "cutoff":
        return sheet.rows
    limit = first[1] if len(first) > 1 else None
    if isinstance(limit, bool) or not isinstance(limit, (int, float)) or limit != int(limit) or limit < 1:
        book.say("B305", sheet.place(0, 1), Consequence.NOTED, sheet=sheet.title, value=plain(limit) or "-")
        return () if limit == 0 else sheet.rows
    return [row[: int(limit)] for row in sheet.rows]


def _blocks(book: Workbook, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> None:
    activity: Activity | None = None
    mode, table = "", list[tuple[int, Sequence[Cell]]]()
    for number, row in enumerate(rows):
        word = _word(row)
        blank = all(cell is None for cell in row)
        if blank and mode == "fields" and activity is not None:
            mode = "rest"
        if blank and activity is not None:
            continue
        field_of_activity = word == "database" and mode == "fields"
        if (word in BLOCKS and not field_of_activity) or (word in PARTS and activity is not None):
            _finish(book, sheet, activity, mode, table)
            mode, table = word, []
            if word in BLOCKS:
                activity = _begin(book, sheet, row, number)
                mode = "fields" if word == "activity" else word
            elif activity is not None and word == "parameters" and len(row) > 1:
                activity.group = plain(row[1])
        elif blank:
            _finish(book, sheet, activity, mode, table)
            mode, table = "", []
        elif mode in ("fields", "rest") and activity is not None:
            if row[0] is not None and len(row) > 1 and row[1] is not None:
                activity.fields.setdefault(plain(row[0]).casefold(), row[1])
        else:
            table.append((number, row))
    _finish(book, sheet, activity, mode, table)


def _begin(book: Workbook, sheet: Sheet, row: Sequence[Cell], number: int) -> Activity | None:
    word, name = _word(row), plain(row[1]) if len(row) > 1 else ""
    place = sheet.place(number)
    if word == "database":
        if not name:
            book.say("B306", place, Consequence.ASSUMED, sheet=sheet.title)
        elif all(name != known for known, _ in book.databases):
            book.databases.append((name, place))
    if word != "activity":
        return None
    activity = Activity(name, place, database=book.databases[-1][0] if book.databases else "")
    if name:
        book.activities.append(activity)
    else:
        book.say("B307", place, Consequence.DATASET_LEFT_OUT)
    return activity


def _finish(
    book: Workbook,
    sheet: Sheet,
    activity: Activity | None,
    mode: str,
    table: Sequence[tuple[int, Sequence[Cell]]],
) -> None:
    """Put the rows of a table where they belong."""
    if mode not in (*PARTS, "project parameters", "database parameters") or not table:
        return
    rows = list(_rows(book, sheet, table))
    if mode == "exchanges" and activity is not None:
        activity.exchanges += rows
    elif mode == "parameters" and activity is not None:
        activity.parameters += rows
    elif mode == "project parameters":
        book.project += rows
    elif mode == "database parameters":
        book.parameters += rows


def _rows(book: Workbook, sheet: Sheet, table: Sequence[tuple[int, Sequence[Cell]]]) -> Iterator[Row]:
    number, headings = table[0]
    columns: dict[str, list[int]] = {}
    for column, heading in enumerate(headings):
        if plain(heading):
            columns.setdefault(plain(heading).casefold(), []).append(column)
    twice = [heading for heading, at in columns.items() if len(at) > 1]
    if twice:
        book.say("B308", sheet.place(number), Consequence.NOTED, headings=", ".join(twice))
    first = {heading: at[0] for heading, at in columns.items()}
    for line, row in table[1:]:
        yield Row({h: _first(row, at) for h, at in columns.items()}, sheet, line, first)


def _first(row: Sequence[Cell], columns: Sequence[int]) -> Any:
    """The first cell that says something, of the columns with one heading."""
    cells = (row[column] for column in columns if column < len(row))
    return next((cell for cell in cells if cell is not None and cell != "(Unknown)"), None)


def _word(row: Sequence[Cell]) -> str:
    cell = row[0] if row else None
    return cell.strip().casefold() if isinstance(cell, str) else ""
