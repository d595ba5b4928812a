"""How a SimaPro file is written: encoding, header, separators; and its lines as rows of cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lca.background.reading.figures import number

SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t"}
LINE_BREAK = "\x7f"
"""What SimaPro writes for a line break inside a cell."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x81\x8d\x8f\x90\x9d]")
_PROJECT = re.compile(r"(pro[jy]e[ck]?to?|progetto|projet|heijastaa|tionscadal)\s*:", re.IGNORECASE)
"""``Project:`` in the languages that exports were seen in."""

_COMMA = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file (1-based) as cells without blanks around."""

    line: int
    cells: tuple[str, ...]

    def cell(self, position: int) -> str:
        """A cell; empty where the row is shorter."""
        return self.cells[position] if position < len(self.cells) else ""

    @property
    def alone(self) -> str:
        """The first cell where all others are empty; else empty."""
        return self.cells[0] if self.cells and not any(self.cells[1:]) else ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the header says. ``old`` is the layout of SimaPro 7, with amounts before units."""

    separator: str
    decimal: str
    old: bool
    version: str = ""
    project: str = ""

    def number(self, text: str) -> float | None:
        """Read a plain number in the file's decimal sign; of an old file, which states none, in either."""
        decimal = self.decimal or ("," if "," in text else ".")
        return number(text, decimal)

    def formula(self, text: str) -> str:
        """A formula with decimal points."""
        return _COMMA.sub(".", text) if self.decimal == "," else text


def open_text(data: bytes) -> tuple[Dialect | None, list[Row]]:
    """Give the dialect and the rows after the header; no dialect where the file is no export of SimaPro."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    lines = _CONTROL.sub("", text).split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    first = lines[start] if start < len(lines) else ""
    if first.lstrip('"').startswith("{"):
        dialect, begin = _braces(lines)
    elif first.casefold().startswith("simapro"):
        dialect, begin = _plain(lines, start)
    else:
        return None, []
    return dialect, list(_rows(lines, begin, dialect.separator))


def decode(data: bytes) -> str:
    """Text of the bytes: UTF-8 where it is valid, else Windows-1252, else Latin-1, which takes every byte."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _braces(lines: list[str]) -> tuple[Dialect, int]:
    """The header of SimaPro 8 and 9: lines such as ``{CSV separator: Semicolon}``."""
    told: dict[str, str] = {}
    begin = next((index for index, line in enumerate(lines) if "{" not in line[:2]), len(lines))
    for line in lines[:begin]:
        inner = line[line.find("{") + 1 : line.rfind("}")].strip()
        key, colon, value = inner.partition(":")
        if _PROJECT.match(inner):
            told.setdefault("project", value.strip())
        elif colon:
            told.setdefault(key.strip().casefold(), value.strip().strip("'"))
        elif inner.startswith("SimaPro"):
            told["version"] = inner.removeprefix("SimaPro").strip()
    named = told.get("csv separator", "")
    separator = SEPARATORS.get(named.casefold(), named[:1])
    if not separator or separator.isalnum() or separator == '"':
        separator = _guessed(lines[begin:])
    decimal = told.get("decimal separator", ".")[:1] or "."
    return Dialect(separator, decimal, False, told.get("version", ""), told.get("project", "")), begin


def _plain(lines: list[str], start: int) -> tuple[Dialect, int]:
    """The header of SimaPro 7: ``SimaPro 7.3<tab>processes<tab>Date:...`` and ``Project<tab>name``."""
    separator = _guessed(lines[start : start + 1])
    version = lines[start].split(separator)[0].removeprefix("SimaPro").strip()
    follow = lines[start + 1].split(separator) if start + 1 < len(lines) else []
    named = bool(follow) and follow[0].strip().casefold() == "project"
    project = follow[1].strip() if named and len(follow) > 1 else ""
    return Dialect(separator, "", True, version, project), start + (2 if named else 1)


def _guessed(lines: list[str]) -> str:
    return max((";", "\t", ","), key=lambda sign: sum(line.count(sign) for line in lines[:200]))


def _cells(line: str, separator: str) -> list[str]:
    """Cells of a line; what the rules of quotes cannot read is divided at every separator."""
    if '"' not in line:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def _rows(lines: list[str], begin: int, separator: str) -> Iterator[Row]:
    """Rows with something in them. A cell never spans lines, so an unclosed quote costs one line only."""
    for index in range(begin, len(lines)):
        line = lines[index]
        cells = _cells(line, separator)
        if LINE_BREAK in line:
            cells = [cell.replace(LINE_BREAK, "\n") for cell in cells]
        clean = tuple([cell.strip() for cell in cells])
        if any(clean):
            yield Row(index + 1, clean)
