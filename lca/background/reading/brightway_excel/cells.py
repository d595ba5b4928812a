"""Workbooks as rows of plain values, each cell with the place that people see in their program."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lca.errors import Finding, InputError, Location

Cell = Any
"""None, text without blanks at its ends, a number, a truth value or a date."""

MAXIMUM_BYTES = 2 * 2**30
FREE_BYTES = 64 * 2**20
MAXIMUM_RATIO = 200
UNCOMPUTED = re.compile(
    rb"""<c [^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*</c>|"""
    rb"""<c (?![^>]*t="str")[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)\s*</c>"""
)
"""A cell with a formula and without a value; an empty text is a value."""

BROKEN = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    TypeError,
    AttributeError,
)


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A cell with a formula whose value no program has ever computed."""

    formula: str


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of one sheet; formulas that were never computed are told apart from empty cells."""

    file: str
    title: str
    rows: Sequence[Sequence[Cell]] = field(repr=False)

    def place(self, row: int, column: int = 0) -> Location:
        """The place of a cell, both counted from 0: ``file (Sheet!B3)``."""
        return Location(self.file, path=self.cell(row, column))

    def cell(self, row: int, column: int = 0) -> str:
        """``Sheet!B3`` for row 2 and column 1."""
        return f"{self.title}!{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Name of a column counted from 0: A, B, ..., Z, AA."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    """All sheets of a workbook with the values that its program last computed.

    The size that a sheet states of itself is not believed: some writers state one cell and the rest would be
    lost. Where a formula was never computed, the cell says so (:class:`Uncomputed`).

    Raises:
        InputError: B300 where this is no workbook, B301 where it unpacks to more than is sane, B302 where
            its XML declares entities.
    """
    uncomputed = _inspect(data, file)
    values = _load(data, file, computed=True)
    if not uncomputed:
        return values
    formulas = {sheet.title: sheet.rows for sheet in _load(data, file, computed=False)}
    return tuple(
        Sheet(file, sheet.title, list(map(_told, sheet.rows, formulas[sheet.title]))) for sheet in values
    )


def _inspect(data: bytes, file: str) -> bool:
    """Refuse bombs before anything is parsed; whether some formula has no value."""
    found = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            infos = [info for info in book.infolist() if info.filename.endswith((".xml", ".rels"))]
            size = sum(info.file_size for info in book.infolist())
            if size > MAXIMUM_BYTES or size > max(FREE_BYTES, MAXIMUM_RATIO * len(data)):
                raise InputError(Finding("B301", {"size": size, "limit": MAXIMUM_BYTES}, Location(file)))
            for info in infos:
                part = book.read(info)
                if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                    raise InputError(Finding("B302", {"part": info.filename}, Location(file)))
                found = found or bool(UNCOMPUTED.search(part))
    except BROKEN as error:
        raise InputError(Finding("B300", {"reason": str(error)}, Location(file))) from error
    return found


def _told(values: Sequence[Cell], formulas: Sequence[Cell]) -> Sequence[Cell]:
    """The row with what was never computed marked."""
    if None not in values:
        return values
    pairs = zip(values, formulas, strict=False)
    return [Uncomputed(f) if v is None and isinstance(f, str) and f[:1] == "=" else v for v, f in pairs]


def _load(data: bytes, file: str, *, computed: bool) -> tuple[Sheet, ...]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of decorations that it does not keep
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
            try:
                return tuple(_sheet(sheet, file) for sheet in book.worksheets)
            finally:
                book.close()
    except InputError:
        raise
    except BROKEN as error:
        raise InputError(Finding("B300", {"reason": str(error)}, Location(file))) from error


def _sheet(sheet: Any, file: str) -> Sheet:
    sheet.reset_dimensions()
    rows = [
        [value.strip() or None if isinstance(value, str) else value for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    return Sheet(file, sheet.title, rows)
