"""The tests of a rule: what a number must be, and how near. Running them is done above, in rule_tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from lca.documents import Span
from lca.errors import Finding, InputError, Location, RuleError
from lca.units import NOWHERE, Dimension, Quantity, quantity, unit

COMPUTED: Final = re.compile(r"^zuji \S+, computed \d{4}-\d{2}-\d{2}\b")
"""How the source of a test begins whose number is this engine's own: a guard, and no evidence."""

_SIGN = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
_DIGITS = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?")
_MASS = Dimension((("mass", 1),))
_CO2E = Dimension((("co2e", 1),))


@dataclass(frozen=True, slots=True)
class Expected:
    """A number with its margin; ``margin`` is in the engine's units, like ``value.engine``.

    ``text`` is as written. Without a margin the number is meant to half a unit of its last digit, as a
    printed number is.
    """

    text: str
    value: Quantity
    margin: float

    def accepts(self, engine: float) -> bool:
        """Whether a value in the engine's units lies within the margin."""
        return abs(engine - self.value.engine) <= self.margin * (1 + 1e-12)

    def deviation(self, engine: float) -> float:
        """How far a value lies from the expected one, relative to it (absolute where that is zero)."""
        difference = engine - self.value.engine
        return difference / abs(self.value.engine) if self.value.engine else difference


def expected(text: str, place: Location | Span = NOWHERE) -> Expected:
    """Read ``14.9 t ± 2 %``, ``14.9 t ± 0.3 t`` or ``14.9 t``; raise RuleError with what is wrong."""
    span = place if isinstance(place, Span) else Span(place)
    sign = _SIGN.search(text)
    value = _read(text[: sign.start()] if sign else text, span.at(0))
    if sign is None:
        return Expected(text, value, _half_digit(text) * value.unit.scale)
    place = span.at(sign.end())
    margin = _read(text[sign.end() :], place)
    if margin.value < 0:
        raise RuleError(Finding("R182", {"margin": str(margin)}, place))
    if margin.unit.dimension == value.unit.dimension:
        return Expected(text, value, margin.engine)
    if margin.unit.dimension != Dimension():
        raise RuleError(Finding("R181", {"margin": str(margin), "value": str(value)}, place))
    return Expected(text, value, margin.engine * abs(value.engine))


def expected_footprint(text: str, place: Location | Span = NOWHERE) -> Expected:
    """As :func:`expected`, for a footprint: a mass, read as kg CO2e, or kg CO2e itself."""
    found = expected_gas(text, place)
    if found.value.unit.dimension == _CO2E:
        return found
    return replace(found, value=Quantity(found.value.engine, unit("kg CO2e")))


def expected_gas(text: str, place: Location | Span = NOWHERE) -> Expected:
    """As :func:`expected`, for a gas: a mass is its own, kg CO2e is its footprint."""
    return _of_dimension(text, place, (_MASS, _CO2E), "R183")


def expected_score(text: str, place: Location | Span = NOWHERE, share: bool = False) -> Expected:
    """As :func:`expected`, for data quality: a score from 1 to 5, or a share from 0 to 100 %."""
    found = _of_dimension(text, place, (Dimension(),), "R184")
    low, high = (0.0, 1.0) if share else (1.0, 5.0)
    if not low <= found.value.engine <= high:
        limits = {"low": "0 %", "high": "100 %"} if share else {"low": "1", "high": "5"}
        raise RuleError(Finding("R188", {"value": str(found.value), **limits}, _start(place)))
    return found


def computed(version: str, day: date, release: str) -> str:
    """The source of a number that this engine computed itself; :data:`COMPUTED` knows it again."""
    return f"zuji {version}, computed {day.isoformat()} with factor release {release}"


def _of_dimension(text: str, place: Location | Span, wanted: tuple[Dimension, ...], code: str) -> Expected:
    found = expected(text, place)
    if found.value.unit.dimension not in wanted:
        params = {"value": str(found.value), "have": found.value.unit.dimension}
        raise RuleError(Finding(code, params, _start(place)))
    return found


def _start(place: Location | Span) -> Location:
    return place.at(0) if isinstance(place, Span) else place


def _read(text: str, location: Location) -> Quantity:
    try:
        return quantity(text.strip(), location)
    except InputError as error:
        raise RuleError(error.findings) from None


def _half_digit(text: str) -> float:
    match = _DIGITS.search(text)
    written = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    exponent = written.as_tuple().exponent
    return float(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)) / 2
