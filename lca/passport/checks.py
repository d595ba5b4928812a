"""Checks that no schema makes: decimal form, sign, range, arithmetic, places, URNs and periods.

A :class:`Look` holds a document and gathers what is wrong at its dotted paths (``pcf.dqi.temporalDQR``,
``stages[].value``). It has no clock: a period is in the future where it ends after the document was made.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.mapping import at
from lca.passport.regions import COUNTRIES, REGIONS
from lca.passport.urns import is_urn, keeps_namespace

DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?", re.ASCII)
SUBDIVISION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}", re.ASCII)
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
SHORT = 60


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range; ``above`` is a limit that itself is not in it."""

    low: Decimal | None = None
    high: Decimal | None = None
    above: Decimal | None = None

    def hold(self, number: Decimal) -> bool:
        """Whether a number lies within."""
        return not (
            (self.low is not None and number < self.low)
            or (self.high is not None and number > self.high)
            or (self.above is not None and number <= self.above)
        )

    def __str__(self) -> str:
        if self.above is not None:
            return f"> {self.above}"
        if self.low is not None and self.high is not None:
            return f"{self.low} .. {self.high}"
        if self.low is not None:
            return f">= {self.low}"
        return "any" if self.high is None else f"<= {self.high}"


ANY = Bounds()
POSITIVE = Bounds(above=Decimal(0))
NOT_NEGATIVE = Bounds(low=Decimal(0))
NOT_POSITIVE = Bounds(high=Decimal(0))
PERCENT = Bounds(Decimal(0), Decimal(100))
RATING = Bounds(Decimal(1), Decimal(5))
RATING_OF_THREE = Bounds(Decimal(1), Decimal(3))


@dataclass
class Look:
    """A document under examination, and what was found wrong with it."""

    document: Any
    file: str = "<payload>"
    findings: list[Finding] = field(default_factory=list)

    def get(self, path: str) -> Any:
        """What stands at a path; None where nothing does."""
        return at(self.document, path)

    def tell(self, code: str, path: str, severity: Severity = Severity.ERROR, **params: object) -> None:
        """Note something at a path."""
        place = Location(self.file, path=path)
        self.findings.append(Finding(code, {"field": path} | params, place, severity))

    def done(self) -> tuple[Finding, ...]:
        """Everything found, in order."""
        return tuple(self.findings)

    def present(self, *paths: str) -> None:
        """Say which of the mandatory fields are missing or empty (P149)."""
        for path in paths:
            if self.get(path) in (None, "", [], {}):
                self.tell("P149", path)

    def decimal(self, path: str, bounds: Bounds = ANY) -> Decimal | None:
        """A plain decimal in a string (P140), within bounds (P141); None where none stands or it is wrong."""
        value = self.get(path)
        if value is None:
            return None
        if not isinstance(value, str) or not DECIMAL.fullmatch(value):
            self.tell("P140", path, value=shown(value))
            return None
        return self._within(path, Decimal(value), bounds)

    def number(self, path: str, bounds: Bounds = ANY) -> Decimal | None:
        """A finite JSON number (P138), within bounds (P141)."""
        value = self.get(path)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.tell("P138", path, value=shown(value))
            return None
        return self._within(path, Decimal(repr(value)), bounds)

    def _within(self, path: str, number: Decimal, bounds: Bounds) -> Decimal | None:
        if bounds.hold(number):
            return number
        self.tell("P141", path, value=f"{number:f}", bounds=str(bounds))
        return None

    def equal(self, path: str, found: Decimal | None, expected: Decimal | None, formula: str) -> None:
        """Whether a number is what its formula gives, to a millionth (P142); silent where one is missing."""
        if found is None or expected is None:
            return
        if abs(found - expected) > Decimal("1e-6") * max(abs(found), abs(expected)):
            self.tell("P142", path, value=f"{found:f}", formula=formula, expected=f"{expected:f}")

    def urns(self, path: str) -> None:
        """Whether every text of a list is a URN (P143; a warning for a form of its namespace), none twice."""
        values = self.get(path)
        if values is None:
            return
        for value in values if isinstance(values, list) else [values]:
            if not is_urn(value):
                self.tell("P143", path, value=shown(value))
            elif not keeps_namespace(value):
                self.tell("P143", path, Severity.WARNING, value=shown(value))
        if isinstance(values, list) and len({str(value).lower() for value in values}) != len(values):
            self.tell("P139", path)

    def uuid(self, path: str) -> None:
        """Whether a text, or each of a list, is a UUID (P143)."""
        values = self.get(path)
        for value in values if isinstance(values, list) else [] if values is None else [values]:
            if not isinstance(value, str) or not UUID.fullmatch(value):
                self.tell("P143", path, value=shown(value))

    def moment(self, path: str) -> datetime | None:
        """A date and time with its zone (P144)."""
        value = self.get(path)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            found = None
        if found is None or found.tzinfo is None or "T" not in value.upper():
            self.tell("P144", path, value=shown(value))
            return None
        return found.astimezone(UTC)

    def period(self, start: str, end: str, made: datetime | None) -> tuple[datetime | None, datetime | None]:
        """A period whose end is after its start (P145) and not after the document was made (P146)."""
        first, last = self.moment(start), self.moment(end)
        if first and last and last <= first:
            self.tell("P145", end, start=first.isoformat(), end=last.isoformat())
        if last and made and last > made:
            self.tell("P146", end, end=last.isoformat(), made=made.isoformat())
        return first, last

    def place(self, region: str, country: str, subdivision: str) -> None:
        """Whether region, country and subdivision are ones that there are (P147) and lie in one another."""
        name, code, narrow = (self.get(path) for path in (region, country, subdivision))
        if name is not None and name not in REGIONS:
            self.tell("P147", region, value=shown(name))
        if code is not None and code not in COUNTRIES:
            self.tell("P147", country, value=shown(code))
        if narrow is not None:
            match = SUBDIVISION.fullmatch(narrow) if isinstance(narrow, str) else None
            if match is None or match[1] not in COUNTRIES or (code is not None and match[1] != code):
                self.tell("P147", subdivision, value=shown(narrow))

    def only_one(self, *paths: str) -> None:
        """Whether at most one of some fields stands (P148)."""
        given = [path for path in paths if self.get(path) is not None]
        if len(given) > 1:
            self.tell("P148", given[1], given=", ".join(given))


def added(numbers: Mapping[str, Decimal | None] | Iterable[Decimal | None]) -> Decimal:
    """The sum of the numbers that stand."""
    values = numbers.values() if isinstance(numbers, Mapping) else numbers
    return sum((value for value in values if value is not None), Decimal(0))


def shown(value: object) -> str:
    """A value as a message shows it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= SHORT else text[: SHORT - 3] + "..."
