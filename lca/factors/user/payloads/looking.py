"""One footprint while it is read: its numbers and dates, strictly, and what is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity

DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)
ANY, POSITIVE, NOT_NEGATIVE, NOT_POSITIVE = "any", "> 0", ">= 0", "<= 0"
PERCENT, RATING, RATING_OF_THREE = "0 .. 100", "1 .. 5", "1 .. 3"
LARGEST = Decimal("1e15")
"""No number of a product footprint is larger; what is, is noise."""
SHORT = 60


@dataclass
class Footprint:
    """One footprint while it is read; collects what is wrong with it."""

    data: Mapping[str, Any]
    file: str
    path: str
    findings: list[Finding] = field(default_factory=list)

    def get(self, path: str) -> Any:
        """What stands at a dotted path; a list of one object on the way is that object."""
        found: Any = self.data
        for key in path.split("."):
            if isinstance(found, list) and len(found) == 1:
                found = found[0]
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def at(self, key: str) -> Location:
        """Give the place of a key."""
        return Location(self.file, path=f"{self.path}.{key}".strip("."))

    def tell(self, code: str, key: str, severity: Severity = Severity.ERROR, **params: object) -> None:
        """Note something at a key."""
        self.findings.append(
            Finding(code, {"field": key.rpartition(".")[2]} | params, self.at(key), severity)
        )

    def text(self, path: str) -> str:
        """Give a text; empty where there is none."""
        value = self.get(path)
        return value.strip() if isinstance(value, str) else ""

    def listed(self, path: str) -> list[Any]:
        """Give a list; empty where there is none."""
        value = self.get(path)
        return value if isinstance(value, list) else []

    def number(self, path: str, bounds: str, *, quoted: bool) -> Decimal | None:
        """Give a number within bounds; None, and an error, for anything else that stands there.

        ``quoted`` numbers are plain decimals in texts (F704), others are JSON numbers (P610).
        """
        value = self.get(path)
        if value is None:
            return None
        number = _decimal(value) if quoted else _json_number(value)
        if number is None:
            self.tell("F704" if quoted else "P610", path, cell=shown(value))
            return None
        if not within(number, bounds) or abs(number) > LARGEST:
            limits = bounds if not within(number, bounds) else f"<= {LARGEST:f}"
            self.tell("F705", path, cell=shown(value).strip("'"), bounds=limits)
            return None
        return number

    def moment(self, path: str) -> datetime | None:
        """Give a date and time with its zone."""
        value = self.get(path)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            found = None
        if found is None or found.tzinfo is None:
            self.tell("F708", path, cell=shown(value))
            return None
        return found


def _decimal(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and DECIMAL.fullmatch(value) else None


def _json_number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return Decimal(repr(value))


def shown(value: object) -> str:
    """A value as a message shows it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= SHORT else text[: SHORT - 3] + "..."


def within(number: Decimal, bounds: str) -> bool:
    """Whether a number lies within bounds as they are written."""
    if ".." in bounds:
        low, high = (Decimal(text) for text in bounds.split(" .. "))
        return low <= number <= high
    return {ANY: True, POSITIVE: number > 0, NOT_NEGATIVE: number >= 0, NOT_POSITIVE: number <= 0}[bounds]
