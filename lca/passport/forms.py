"""Forms: how a fact is written in a document; the first line of each is what the page of mappings says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from lca.passport.numbers import plain


def decimal_text(number: Decimal) -> str:
    """Plain decimal in a string."""
    return plain(number)


def number(value: Decimal) -> float | int:
    """JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def text(value: object) -> str:
    """Text."""
    return str(value)


def listed(value: object) -> list[object]:
    """List of this one."""
    return [value]


def items(values: Iterable[object]) -> list[object] | None:
    """List; left out where it is empty."""
    return list(values) or None


def moment(value: datetime) -> str:
    """Date and time in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: date) -> str:
    """Date."""
    return value.isoformat()


def reports(sets: Iterable[str]) -> list[str] | None:
    """Assessment reports: AR5, AR6."""
    return sorted({found[0] for name in sets if (found := re.match(r"AR\d+", name))}) or None


def ratio_of_percent(value: Decimal) -> float:
    """JSON number, the percentage as a share of one."""
    return float(value / 100)
