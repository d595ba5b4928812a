"""The one schema of factor tables and of a release: columns, vocabularies, small cell syntax.

A release is one Parquet file: the factor rows as text columns, exactly the cells of the CSV tables, and
the small tables (items, geography, gases, sources) as JSON in the file's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

Row = Mapping[str, str]

COLUMNS: tuple[str, ...] = (
    *("id", "revision", "kind", "item", "variant", "supply", "name_en", "name_zh", "category", "geography"),
    *("reference_year", "published", "valid_from", "valid_to", "superseded_by", "unit", "unit_published"),
    *("currency_year", "numerator", "value", "gases", "co2e_by_gas", "properties", "gwp_set", "carbon"),
    *("life_cycle_scope", "gas_coverage", "calorific_basis", "delivery_point", "spread", "spread_low"),
    *("spread_high", "spread_of", "pedigree", "derived_from", "preference", "source", "locator", "status"),
    *("verification", "notes"),
)
REQUIRED = ("id", "revision", "kind", "item", "category", "unit", "carbon", "life_cycle_scope", "source")
SMALL_TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "items": ("key", "name_en", "name_zh", "synonyms", "category", "unit", "default", "place_bound"),
        "geography": ("code", "name_en", "name_zh", "level", "parent", "gb2260", "aliases", "notes"),
        "gases": ("key", "species", "formula", "name_en", "name_zh", "aliases"),
        "sources": ("key", "title", "document", "publisher", "address", "licence", "redistribution", "notes"),
    }
)
CARBON = frozenset(("fossil", "biogenic", "biogenic_uptake", "land_use_change", "aircraft", "not_stated"))
STATUSES = frozenset(("", "second_copy", "consistent", "derived", "unverified"))
NOT_STATED = "not_stated"
BASES = frozenset(("", "net", "gross"))
SPREADS = frozenset(("", "limits95", "limits90", "range"))
NUMERATORS = MappingProxyType({"kg CO2e": 0, "g CO2e": -3, "t CO2e": 3, "kg": 0, "": 0})
LISTED = "; "
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
DAY = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}-[0-9]{1,2})?")
COUNT = re.compile(r"[0-9]{1,9}")


def entries(cell: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of a cell such as ``co2=56100; ch4=1``; ValueError where it is no such list."""
    for part in filter(None, (text.strip() for text in cell.split(";"))):
        key, sign, value = part.partition("=")
        if not (sign and key.strip() and value.strip()):
            raise ValueError(cell)
        yield key.strip(), value.strip()


def decimal(text: str) -> Decimal:
    """Give a finite decimal; ValueError otherwise."""
    if not NUMBER.fullmatch(text):  # Decimal itself also reads 1_000, full-width digits, NaN and blanks
        raise ValueError(text)
    return Decimal(text)


def whole(text: str) -> int:
    """Give a whole number of plain digits; ValueError otherwise."""
    if not COUNT.fullmatch(text):
        raise ValueError(text)
    return int(text)


def scores(text: str) -> tuple[int, ...]:
    """Give five scores ``1 2 3 4 5``, each 1 to 5; ValueError otherwise."""
    found = tuple(whole(part) for part in text.split())
    if len(found) != 5 or not all(1 <= score <= 5 for score in found):
        raise ValueError(text)
    return found


def day(text: str) -> date | None:
    """Give a date ``2025-01-17``, or a year as its last day; None for an empty cell, ValueError otherwise."""
    if text and not DAY.fullmatch(text):
        raise ValueError(text)
    parts = [int(part) for part in text.split("-")] if text else []
    if not parts:
        return None
    if len(parts) == 1:  # only the year is known: hidden from any as-of date within it
        return date(parts[0], 12, 31)
    year, month, of_month = parts
    return date(year, month, of_month)


def kg_co2e(row: Row) -> Decimal | None:
    """Give the value in kg CO2e per unit, exact; None where the row gives none."""
    return decimal(row["value"]).scaleb(NUMERATORS[row["numerator"]]) if row["value"] else None
