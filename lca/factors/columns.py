"""The one schema of factor tables and of a release: columns, vocabularies, small cell syntax.

A release is one Parquet file: the factor rows as text columns, exactly the cells of the CSV tables, and
the small tables (items, geography, gases, sources) as JSON in the file's metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

Row = Mapping[str, str]

COLUMNS: tuple[str, ...] = (
    *("id", "revision", "kind", "item", "variant", "supply", "name_en", "name_zh", "category", "geography"),
    *("reference_year", "published", "valid_from", "valid_to", "superseded_by", "unit", "unit_published"),
    *("numerator", "value", "gases", "co2e_by_gas", "properties", "gwp_set", "carbon", "life_cycle_scope"),
    *("gas_coverage", "calorific_basis", "delivery_point", "spread", "spread_low", "spread_high"),
    *("spread_of", "pedigree", "derived_from", "preference", "source", "locator", "verification", "notes"),
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
BASES = frozenset(("", "net", "gross"))
SPREADS = frozenset(("", "limits95", "limits90", "range"))
NUMERATORS = MappingProxyType({"kg CO2e": 0, "g CO2e": -3, "t CO2e": 3, "kg": 0, "": 0})
LISTED = "; "


def entries(cell: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of a cell such as ``co2=56100; ch4=1``; ValueError where it is no such list."""
    for part in filter(None, (text.strip() for text in cell.split(";"))):
        key, sign, value = part.partition("=")
        if not (sign and key.strip() and value.strip()):
            raise ValueError(cell)
        yield key.strip(), value.strip()


def decimal(text: str) -> Decimal:
    """Give a finite decimal; ValueError otherwise."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def day(text: str) -> date | None:
    """Give a date ``2025-01-17``, or a year as its last day; None for an empty cell."""
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
