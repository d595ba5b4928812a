"""One ProductFootprint while it is read: its numbers and dates, strictly, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity

DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)
ANY, POSITIVE, NOT_NEGATIVE, NOT_POSITIVE = "any", "> 0", ">= 0", "<= 0"
PERCENT, RATING = "0 .. 100", "1 .. 5"


@dataclass
class Footprint:
    """One footprint while it is read; collects what is wrong with it."""

    data: Mapping[str, Any]
    file: str
    path: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def pcf(self) -> Mapping[str, Any]:
        """The carbon footprint inside."""
        pcf = self.data.get("pcf")
        return pcf if isinstance(pcf, dict) else {}

    def at(self, key: str) -> Location:
        """Give the place of a key."""
        return Location(self.file, path=f"{self.path}.{key}".rstrip("."))

    def tell(self, code: str, key: str, severity: Severity = Severity.ERROR, **params: object) -> None:
        """Note something at a key."""
        self.findings.append(
            Finding(code, {"field": key.rpartition(".")[2]} | params, self.at(key), severity)
        )

    def number(self, holder: Mapping[str, Any], key: str, path: str, bounds: str) -> Decimal | None:
        """Give a decimal string within bounds; None, and an error, for anything else that stands there."""
        value = holder.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not DECIMAL.fullmatch(value):
            self.tell("F704", path + key, cell=repr(value)[:40])
            return None
        number = Decimal(value)
        if not within(number, bounds):
            self.tell("F705", path + key, cell=value, bounds=bounds)
            return None
        return number

    def moment(self, holder: Mapping[str, Any], key: str, path: str) -> datetime | None:
        """Give a date and time with its zone."""
        value = holder.get(key)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            found = None
        if found is None or found.tzinfo is None:
            self.tell("F708", path + key, cell=repr(value)[:40])
            return None
        return found


def within(number: Decimal, bounds: str) -> bool:
    """Whether a number lies within bounds as they are written."""
    if bounds in (PERCENT, RATING):
        low, high = (Decimal(text) for text in bounds.split(" .. "))
        return low <= number <= high
    return {ANY: True, POSITIVE: number > 0, NOT_NEGATIVE: number >= 0, NOT_POSITIVE: number <= 0}[bounds]
