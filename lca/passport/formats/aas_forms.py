"""Forms of the AAS writer: how facts stand in elements of an asset administration shell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lca.passport.facts_parts import Stages, UnitFacts
from lca.passport.formats.aas_terms import METHODS, UNITS

COMMON = {
    "kilogram": "kg",
    "liter": "l",
    "cubic meter": "cbm",
    "square meter": "qm",
    "piece": "piece",
    "kilowatt hour": "kWh",
}
"""Words of exchange formats for units to texts of the value list."""


def first(values: Iterable[str]) -> str | None:
    """The first of them."""
    return next(iter(values), None)


def moment(value: datetime) -> str:
    """xs:dateTime in UTC, to the second, as the AAS library writes it."""
    return value.astimezone(UTC).isoformat(timespec="seconds")


def double(value: Decimal) -> str:
    """xs:double in its shortest form."""
    return repr(float(value)).upper()


def reference_unit(unit: UnitFacts) -> str:
    """Text of the value list; a unit that is not on it as its author wrote it."""
    return unit.text if unit.text in UNITS else COMMON.get(unit.common or "", unit.text)


def quantity(unit: UnitFacts) -> str:
    """xs:double; amount in the unit of the value list."""
    other = unit.text not in UNITS and unit.common in COMMON and unit.common_amount is not None
    return double(unit.common_amount if other and unit.common_amount is not None else unit.amount)


def methods(names: Iterable[str]) -> list[str] | None:
    """List of texts, those of the value list where it has them."""
    return list(dict.fromkeys(_method(name) for name in names)) or None


def _method(name: str) -> str:
    wanted = re.sub(r"\s+|[:\-]\d{4}$", "", name).lower()
    return next((known for known in METHODS if wanted in _spellings(known)), name)


def _spellings(known: str) -> tuple[str, ...]:
    """The ways to write a method: with and without its publisher (PAS2050 is BS PAS 2050)."""
    short = re.sub(r"\s+", "", known).lower()
    return short, short.removeprefix("bs")


def phases(stages: Stages) -> list[str]:
    """List of texts of the value list, by groups of phases."""
    return []


def day(value: Any) -> str:
    """Date."""
    return str(value.isoformat())


def standing(excluded: Mapping[str, str]) -> str | None:
    """Text: excluded stages with their reasons."""
    return "; ".join(f"{key}: {reason}" for key, reason in excluded.items()) or None
