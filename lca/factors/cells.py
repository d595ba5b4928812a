"""Checks of single cells: text that is no text, two units in one, numbers that bring their unit along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lca.errors import Finding, Location, UnitError
from lca.factors.columns import NUMBER, Row, entries
from lca.factors.line import Known, Line
from lca.units import unit

MARKUP: Final = re.compile(r"<\s*/?\s*[A-Za-z!][^<>]*>|&(?:#x?[0-9A-Fa-f]+|[A-Za-z]{2,8});")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
FORMULA: Final = re.compile(r"[=@\t]|[+-](?:[A-Za-z@=]|.*[|!])")  # a gas is called -(CF2)4CH(OH)-
BETWEEN_UNITS: Final = re.compile(r"\s*(?:[;；,，、|&]|\bor\b|\band\b|或|和)\s*")
CURRENCIES: Final = frozenset(("CNY", "USD", "EUR", "GBP"))
REMOVALS: Final = frozenset(("biogenic", "biogenic_uptake", "land_use_change"))


def unsafe(text: str) -> str | None:
    """Name what in a cell could act instead of being read: ``markup``, ``formula``, ``control``, or None."""
    if FORMULA.match(text):
        return "formula"
    if MARKUP.search(text):
        return "markup"
    return "control" if CONTROL.search(text) else None


def plain_text(line: Line, known: Known) -> Iterator[Finding]:
    """No cell carries markup, a spreadsheet formula or control characters."""
    for column, cell in line.row.items():
        found = unsafe(cell) if cell else None
        if found:
            yield line.finding("F122", column, found=found)


def plain_table(name: str, rows: Iterable[Line]) -> Iterator[Finding]:
    """The same for the lines of a small table."""
    for line in rows:
        for column, cell in line.row.items():
            if cell and (found := unsafe(cell)):
                params = {"id": next(iter(line.row.values())), "column": column, "cell": cell, "found": found}
                yield Finding("F122", params, Location(name, line.number, None, column))


def units(line: Line, known: Known) -> Iterator[Finding]:
    """Check that there is one denominator and that the engine reads it."""
    cell = line.row["unit"]
    if not cell:
        number = line.row["value"] or line.row["gases"]
        yield line.finding("F116", "unit", number=number) if number else line.finding("F109", "unit")
        return
    try:
        unit(cell)
    except UnitError as error:
        parts = [part for part in BETWEEN_UNITS.split(cell) if part]
        if len(parts) > 1 and all(readable(part) for part in parts):
            yield line.finding("F114", "unit", units=", ".join(parts))
        else:
            yield line.finding("F110", "unit", reason=error.findings[0].message())


def readable(text: str) -> bool:
    """Whether the engine reads this unit."""
    try:
        unit(text)
    except UnitError:
        return False
    return True


def bare_numbers(line: Line, known: Known) -> Iterator[Finding]:
    """Numbers stand alone: a unit in the cell of a value would be a second one beside its column's."""
    for column in ("value", "spread_low", "spread_high"):
        cell = line.row[column].strip()
        found = NUMBER.match(cell)
        if found and (rest := cell[found.end() :].strip()) and readable(rest.partition("/")[0].strip()):
            yield line.finding("F115", column, unit=rest)


def properties(line: Line, known: Known) -> Iterator[Finding]:
    """Physical properties: a number and a readable unit each."""
    try:
        found = list(entries(line.row["properties"]))
    except ValueError:
        yield line.finding("F104", "properties")
        return
    for name, text in found:
        number, _, of = text.partition(" ")
        if not NUMBER.fullmatch(number):
            yield line.finding("F104", "properties")
        elif not of.strip():
            yield line.finding("F116", "properties", number=f"{name}={number}")
        elif not readable(of):
            yield line.finding("F110", "properties", reason=f"'{of}'")


def negatives(line: Line, known: Known) -> Iterator[Finding]:
    """A number below zero needs its reason: carbon from living matter or land, or a credit."""
    row = line.row
    if row["kind"] == "gwp" or row["carbon"] in REMOVALS or "credit" in row["life_cycle_scope"].split("_"):
        return
    for column in ("value", "gases", "co2e_by_gas"):
        if any(number.startswith("-") and float(number) < 0 for number in numbers_in(row, column)):
            yield line.finding("F124", column)


def numbers_in(row: Row, column: str) -> list[str]:
    """Give the readable numbers of a cell; unreadable ones have their finding already."""
    try:
        texts = [row["value"]] if column == "value" else [text for _, text in entries(row[column])]
    except ValueError:
        return []
    return [text for text in texts if NUMBER.fullmatch(text)]


def money(line: Line, known: Known) -> Iterator[Finding]:
    """A factor per money is of kind spend and says of which year the money is; no other kind is."""
    row = line.row
    per_money = row["unit"] in CURRENCIES
    if per_money != (row["kind"] == "spend"):
        yield line.finding("F126", "unit", kind=row["kind"])
    elif per_money and not row["currency_year"]:
        yield line.finding("F109", "currency_year")
