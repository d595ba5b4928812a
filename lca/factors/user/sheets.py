"""CSV tables, workbooks and YAML files as rows of text by heading, each cell with its place."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from lca.documents import Document, read_document
from lca.errors import FactorError, Finding, InputError, Location, Severity
from lca.factors.user.cells import text_of, wrong_with
from lca.factors.user.columns import Record, Table

ROW_NUMBER = "#"
SHEETS = ("factors", "因子")
Grid: TypeAlias = Iterable[tuple[int, Sequence[object]]]
Placer: TypeAlias = Callable[[int, int], Location]


def read_csv(content: bytes, file: str) -> Table:
    """Read a CSV table in UTF-8 (with or without a byte order mark); cells are named by line and column."""
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        grid = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FactorError(Finding("F610", {"reason": str(error)}, Location(file))) from error
    return table_of(grid, lambda row, column: Location(file, row, column + 1), file)


def read_workbook(content: bytes, file: str) -> Table:
    """Read the sheet ``factors`` (``因子``) of a workbook, or its first; cells are named Sheet!Cell.

    Formulas are read as formulas, so that they are refused and no stale result is taken for a value.
    """
    from openpyxl.utils import get_column_letter

    try:
        names, name, grid = cells_of(content)
    except (BadZipFile, ParseError, KeyError, IndexError, OSError, TypeError, ValueError) as error:
        raise FactorError(Finding("F610", {"reason": str(error)}, Location(file))) from error

    def place(row: int, column: int) -> Location:
        return Location(file, path=f"{name}!{get_column_letter(column + 1)}{row}")

    table = table_of(grid, place, file)
    others = ", ".join(own for own in names if own != name)
    if not others:
        return table
    unread = Finding("F619", {"sheet": name, "others": others}, Location(file), Severity.INFO)
    return Table(table.records, (*table.findings, unread))


def cells_of(content: bytes) -> tuple[list[str], str, list[tuple[int, Sequence[object]]]]:
    """Give the names of the sheets, that of the sheet to read, and its rows."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(action="ignore", category=UserWarning):  # about styles it does not keep
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            names = [str(name) for name in book.sheetnames]
            name = next((own for own in names if own.strip().casefold() in SHEETS), names[0])
            return names, name, list(enumerate(book[name].iter_rows(values_only=True), 1))
        finally:
            book.close()


def table_of(grid: Grid, place: Placer, file: str) -> Table:
    """Give the rows below the first row that is not empty, which is the header; empty rows are no rows."""
    filled = [(row, cells) for row, cells in grid if any(text_of(cell) for cell in cells)]
    if len(filled) < 2:
        raise FactorError(Finding("F618", {}, Location(file)))
    (number, header), *rows = filled
    headings = [text_of(cell) for cell in header]
    if running(headings, rows):
        headings[0], rows = ROW_NUMBER, [(row, ["", *cells[1:]]) for row, cells in rows]
    findings = list(twice(headings, number, place))
    records: list[Record] = []
    for row, cells in rows:
        findings += beyond(headings, cells, row, place)
        pairs = list(zip(headings, cells, strict=False))
        for column, (heading, value) in enumerate(pairs):
            findings += wrong_with(value, place(row, column), heading)
        texts = {name: text_of(value) for name, value in pairs if name not in ("", ROW_NUMBER)}
        places = {name: place(row, n) for n, name in enumerate(headings) if name in texts}
        records.append(Record(texts, place(row, 0), places))
    return Table(tuple(records), tuple(findings))


def running(headings: Sequence[str], rows: Sequence[tuple[int, Sequence[object]]]) -> bool:
    """Whether the first column has no name and counts the rows, as the index of a data frame."""
    if not headings or headings[0]:
        return False
    numbers = [text_of(cells[0]) if cells else "" for _, cells in rows]
    return any(numbers == [str(start + n) for n in range(len(rows))] for start in (0, 1))


def twice(headings: Sequence[str], number: int, place: Placer) -> Iterator[Finding]:
    """Headings that stand twice."""
    for column, heading in enumerate(headings):
        if heading and heading in headings[:column]:
            yield Finding("F613", {"column": heading}, place(number, column))


def beyond(headings: Sequence[str], cells: Sequence[object], row: int, place: Placer) -> Iterator[Finding]:
    """Cells to the right of the header or below a heading that is empty."""
    for column, value in enumerate(cells):
        if text_of(value) and (column >= len(headings) or not headings[column]):
            yield Finding("F617", {"cell": text_of(value)[:60]}, place(row, column))


def read_yaml(content: bytes, file: str) -> Table:
    """Read a YAML file: a list of factors, or one under ``factors``; every key is named by line and column.

    Raises:
        FactorError: it is no YAML, or no such list.

    """
    try:
        document = read_document(content, file)
    except InputError as error:
        raise FactorError(error.findings) from error
    data: Any = document.data
    path: tuple[str | int, ...] = ()
    if isinstance(data, dict) and set(data) == {"factors"}:
        data, path = data["factors"], ("factors",)
    if not isinstance(data, list) or not all(isinstance(one, dict) for one in data):
        raise FactorError(Finding("F620", {}, document.locate(path)))
    if not data:
        raise FactorError(Finding("F618", {}, Location(file)))
    findings: list[Finding] = []
    records = [record_of(document, (*path, n), one, findings) for n, one in enumerate(data)]
    return Table(tuple(records), tuple(findings))


def record_of(
    document: Document, path: tuple[str | int, ...], data: dict[str, Any], findings: list[Finding]
) -> Record:
    """Give the row of one mapping; nested mappings become ``key=value`` lists, lists words."""
    places = {key: document.locate((*path, key)) for key in data}
    texts: dict[str, str] = {}
    for key, value in data.items():
        flat = flattened(value)
        findings += wrong_with(flat, places[key], key)
        texts[key] = text_of(flat)
    return Record(texts, document.locate(path), places)


def flattened(value: object) -> object:
    """Give a mapping as ``key=value; ...`` and a list as its words; anything else as it is."""
    if isinstance(value, dict):
        return "; ".join(f"{key}={text_of(one)}" for key, one in value.items())
    if isinstance(value, list):
        return " ".join(text_of(one) for one in value)
    return value
