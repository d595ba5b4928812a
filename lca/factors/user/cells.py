"""What may stand in a cell: text, no formula, no markup."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime

from lca.errors import Finding, Location

FORMULA = re.compile(r"^\s*(=|@|[+-]\s*[A-Za-z(])")
MARKUP = re.compile(r"<\s*[/!]?\s*[A-Za-z][^<>]*>|&(?:[A-Za-z]{2,8}|#\d{1,6});")
SPREADSHEET_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)


def text_of(value: object) -> str:
    """Give a cell's value as text: numbers as short as they read back, dates as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def wrong_with(value: object, place: Location, column: str) -> Iterator[Finding]:
    """Say why a value is none that a cell may hold."""
    about = {"column": column, "cell": str(value)[:60]}
    if not readable(value):
        yield Finding("F616", about, place)
    elif isinstance(value, str):
        if FORMULA.match(value):
            yield Finding("F614", about, place)
        elif MARKUP.search(value):
            yield Finding("F615", about, place)


def readable(value: object) -> bool:
    """Whether a value is text, a finite number, a date or nothing, and no error of a spreadsheet."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date | None):
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return not (isinstance(value, str) and value.strip() in SPREADSHEET_ERRORS)
