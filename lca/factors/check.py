"""Checks of factor tables: every row, every cell, all findings at once with table, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from lca.errors import Finding, nearest
from lca.factors.cells import bare_numbers, money, negatives, plain_text, properties, units
from lca.factors.columns import (
    BASES,
    CARBON,
    NUMERATORS,
    REQUIRED,
    SPREADS,
    STATUSES,
    day,
    decimal,
    entries,
    kg_co2e,
    scores,
    whole,
)
from lca.factors.geography import ambiguous
from lca.factors.line import Known, Line
from lca.factors.schema import FactorKind
from lca.factors.series import TABLE_RULES

__all__ = ["Known", "Line", "check"]

PARTS_TOLERANCE = Decimal("0.0000101")
VOCABULARY: Mapping[str, frozenset[str]] = {
    "kind": frozenset(kind.value for kind in FactorKind),
    "carbon": CARBON,
    "calorific_basis": BASES,
    "spread": SPREADS,
    "numerator": frozenset(NUMERATORS),
    "status": STATUSES,
}


def check(lines: Sequence[Line], known: Known) -> Iterator[Finding]:
    """All findings of all rows."""
    seen: dict[str, Line] = {}
    for line in lines:
        first = seen.setdefault(line.row["id"], line)
        if first is not line:
            yield line.finding("F102", "id", first=f"{first.table}:{first.number}")
        for rule in RULES:
            yield from rule(line, known)
    for table_rule in TABLE_RULES:
        yield from table_rule(lines, known)


def required(line: Line, known: Known) -> Iterator[Finding]:
    """Cells that must be filled."""
    for column in REQUIRED:
        if not line.row[column].strip() and column != "unit":  # a missing unit has a finding of its own
            yield line.finding("F109", column)


def vocabulary(line: Line, known: Known) -> Iterator[Finding]:
    """Cells with a fixed list of words."""
    for column, allowed in VOCABULARY.items():
        if line.row[column] not in allowed:
            near = nearest(line.row[column], allowed) or tuple(sorted(allowed - {""}))
            yield line.finding("F103", column, candidates=near)


def numbers(line: Line, known: Known) -> Iterator[Finding]:
    """Decimals, counts, dates and cells of pairs."""
    readers: Mapping[str, Callable[[str], object]] = {
        **dict.fromkeys(("value", "spread_low", "spread_high"), decimal),
        **dict.fromkeys(("revision", "preference", "reference_year", "currency_year"), whole),
        "pedigree": scores,
        **dict.fromkeys(("published", "valid_from", "valid_to"), day),
    }
    for column, read in readers.items():
        try:
            read(line.row[column]) if line.row[column] else None
        except ValueError:
            yield line.finding("F105" if read is day else "F104", column)


def pairs(line: Line, known: Known) -> Iterator[Finding]:
    """Masses and parts by gas: readable, finite, of known gases."""
    for column in ("gases", "co2e_by_gas"):
        try:
            for gas, text in entries(line.row[column]):
                decimal(text)
                if gas not in known.gases:
                    yield line.finding("F106", column, candidates=nearest(gas, known.gases))
        except ValueError:
            yield line.finding("F104", column)


def references(line: Line, known: Known) -> Iterator[Finding]:
    """Places, sources and other factors that a row names."""
    row = line.row
    named = {
        "source": known.sources,
        "geography": known.places,
        "superseded_by": known.ids.keys(),
    }
    for column, names in named.items():
        several = ambiguous(row[column], known.places) if column == "geography" else ()
        if len(several) > 1:
            yield line.finding("F113", column, candidates=several)
        elif row[column] and row[column] not in names:
            yield line.finding("F106", column, candidates=several or nearest(row[column], names))
    for part in filter(None, row["derived_from"].split("; ")):
        if part not in known.ids:
            yield line.finding("F106", "derived_from", candidates=nearest(part, known.ids))


def content(line: Line, known: Known) -> Iterator[Finding]:
    """Check that a factor says something, that parts add up and limits enclose what they limit."""
    row = line.row
    try:
        if not (row["value"] or row["gases"] or row["properties"]):
            yield line.finding("F107", "value")
        yield from parts_add_up(line)
        yield from derived_adds_up(line, known)
        yield from limits(line)
    except (ValueError, KeyError):
        return  # the cell itself has its finding already


def parts_add_up(line: Line) -> Iterator[Finding]:
    """Check that parts by gas add up to the value, except where the factor is a derived sum."""
    value, parts = kg_co2e(line.row), [decimal(text) for _, text in entries(line.row["co2e_by_gas"])]
    if value is None or not parts or line.row["derived_from"]:
        return
    if abs(sum(parts, Decimal(0)) - value) > PARTS_TOLERANCE:
        yield line.finding("F112", "co2e_by_gas", total=str(sum(parts, Decimal(0))), value=str(value))


def derived_adds_up(line: Line, known: Known) -> Iterator[Finding]:
    """Check that a derived footprint is exactly the sum of the factors it names."""
    value, ids = kg_co2e(line.row), list(filter(None, line.row["derived_from"].split("; ")))
    if value is None or not ids:
        return
    total = sum((kg_co2e(known.ids[name]) or Decimal(0) for name in ids), Decimal(0))
    if total != value:
        yield line.finding("F108", "value", total=str(total))


def limits(line: Line) -> Iterator[Finding]:
    """Both limits stand, in order, around the number that they limit."""
    row = line.row
    if not row["spread"]:
        return
    middle = row["value"] if row["spread_of"] == "value" else dict(entries(row["gases"]))[row["spread_of"]]
    if not decimal(row["spread_low"]) <= decimal(middle) <= decimal(row["spread_high"]):
        yield line.finding("F111", "spread_low", middle=middle, high=row["spread_high"])


RULES: tuple[Callable[[Line, Known], Iterator[Finding]], ...] = (
    required,
    vocabulary,
    numbers,
    pairs,
    references,
    plain_text,
    units,
    bare_numbers,
    properties,
    negatives,
    money,
    content,
)
