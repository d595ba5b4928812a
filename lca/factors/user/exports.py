"""Life cycle impact scores that Brightway and openLCA export, as rows of factors.

Supported, and nothing else is guessed:

* a table (CSV, workbook) or a JSON list of flat objects, one row an activity, with ``name``,
  ``location``, ``unit`` and ``score``, and either ``method`` or ``score unit``, which must say that the
  score is a climate score in CO2 equivalents. Rows of other methods are left out, and counted;
* the table of LCA scores of the Activity Browser: ``amount``, ``unit``, ``name``, ``location``,
  ``database`` and a column a method. One column must be the climate score over 100 years;
* openLCA's JSON-LD ``Result`` (see :mod:`lca.factors.user.openlca`).

A score is divided by ``amount`` where that stands. Columns of :mod:`lca.factors.user.columns` may stand
beside these (``year``, ``source``, ``licence``, ``item``); what no cell states must come from the
``defaults`` of the reader, for an export names neither a year nor a licence. ``database`` is the source
where no other is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lca.errors import Finding, Location, Severity, UnitError
from lca.factors.columns import decimal
from lca.factors.user.columns import HEADINGS, Record, Table
from lca.units import unit

CLIMATE = re.compile(
    r"climate|global warming|\bgwp|carbon footprint|气候变化|全球变暖|全球增温", re.IGNORECASE
)
PART = re.compile(r"biogenic|fossil|land use|luluc|uptake|without|excl|no lt|生物|化石|土地", re.IGNORECASE)
OTHER_HORIZON = re.compile(
    r"(gwp|gtp|horizon|\()\s*-?(20|500)\b|\b(20|500)\s*(a|years?)\b|gtp", re.IGNORECASE
)
SETS = (("AR6", r"ar6|ipcc 2021"), ("AR5", r"ar5|ipcc 2013"), ("AR4", r"ar4|ipcc 2007"))
NAMES: Mapping[str, tuple[str, ...]] = {
    "score": ("score", "lca score", "lcia score", "impact score", "impact result"),
    "method": ("method", "impact category", "indicator", "lcia method"),
    "score unit": ("score unit", "method unit", "impact unit", "indicator unit", "reference unit"),
    "name": ("name", "activity", "activity name", "process", "process name"),
    "location": ("location", "activity location", "process location"),
    "unit": ("unit", "activity unit", "reference flow unit"),
    "amount": ("amount", "reference flow amount"),
    "code": ("code", "level_1", "uuid", "@id", "process uuid"),
    "database": ("database", "level_0"),
}
SILENT = frozenset(("index", "key", "reference product", "product", "categories", "type", "id"))
UNITS: Mapping[str, str] = {
    "kilogram": "kg",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "cubic meter": "m3",
    "square meter": "m2",
    "ton kilometer": "t·km",
    "metric ton*km": "t·km",
    "unit": "item",
    "square meter-year": "m2·a",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which heading of an export holds what; ``methods`` are columns whose heading is a climate method."""

    headings: Mapping[str, str]
    methods: tuple[str, ...]


def layout_of(record: Record) -> Layout:
    """Give the layout that the headings of a row tell."""
    folded = {heading.strip().casefold(): heading for heading in record.cells}
    found = {
        role: folded[name] for role, names in NAMES.items() for name in reversed(names) if name in folded
    }
    methods = tuple(h for h in record.cells if CLIMATE.search(h) and h not in found.values())
    return Layout(found, methods)


def is_export(table: Table) -> bool:
    """Whether the rows are an export of scores and no table of factors."""
    if not table.records:
        return False
    layout = layout_of(table.records[0])
    columns = {HEADINGS.get(heading.strip().casefold()) for heading in table.records[0].cells}
    scored = "score" in layout.headings or bool(layout.methods)
    return scored and "name" in layout.headings and not {"value", "gases"} & columns


def rows_of_export(table: Table) -> Table:
    """Give rows of factors in the user's columns; FactorError comes later, with the other findings."""
    layout = layout_of(table.records[0])
    findings = [*table.findings, *unused(table.records[0], layout)]
    column = score_column(table.records[0], layout, findings)
    records: list[Record] = []
    left_out: dict[str, int] = {}
    for record in table.records if column else ():
        method = text(record, layout, "method") or ("" if column == layout.headings.get("score") else column)
        if method and not climate(method):
            left_out[method] = left_out.get(method, 0) + 1
            continue
        findings += wrong_score(record, layout, method)
        records.append(row_of(record, layout, column, method, findings))
    for method, count in left_out.items():
        params = {"method": method, "count": count}
        findings.append(Finding("F725", params, table.records[0].place, Severity.INFO))
    if not records and column:
        findings.append(Finding("F721", {}, Location(table.records[0].place.file)))
    return Table(tuple(records), tuple(findings))


def climate(method: str) -> bool:
    """Whether a method is the climate score of all greenhouse gases over 100 years."""
    return bool(CLIMATE.search(method)) and not PART.search(method) and not OTHER_HORIZON.search(method)


def score_column(record: Record, layout: Layout, findings: list[Finding]) -> str:
    """Give the heading of the scores; empty, with an error, where none or several could be meant."""
    if "score" in layout.headings:
        return layout.headings["score"]
    whole = [name for name in layout.methods if climate(name)]
    if len(whole) == 1:
        return whole[0]
    params = {"methods": "; ".join(whole or layout.methods)}
    findings.append(Finding("F722" if whole else "F721", params, record.place))
    return ""


def wrong_score(record: Record, layout: Layout, method: str) -> Iterator[Finding]:
    """A score must be said to be of climate change, by its method or by its unit."""
    named = text(record, layout, "score unit")
    if not (method or named):
        yield Finding("F723", {}, record.place)
    try:
        if named and unit(named).dimension != unit("kg CO2e").dimension:
            yield Finding("F724", {"cell": named}, record.place)
    except UnitError:
        yield Finding("F724", {"cell": named}, record.place)


def row_of(record: Record, layout: Layout, column: str, method: str, findings: list[Finding]) -> Record:
    """Give the row of a factor: the score an amount, in kg CO2e."""
    name, place, of_unit = (text(record, layout, role) for role in ("name", "location", "unit"))
    denominator = UNITS.get(of_unit, of_unit)
    cells = {
        "id": text(record, layout, "code") or slug(f"{name} {place} {of_unit}"),
        "item": name,
        "name_en": name,
        "unit": denominator,
        "value": per_unit(record, layout, column, findings),
        "gwp_set": next(
            (key for key, words in SETS if re.search(words, method, re.IGNORECASE)), "not stated"
        ),
        "geography": place,
        "source": text(record, layout, "database"),
        "notes": method,
    }
    used = {*layout.headings.values(), *layout.methods}
    own = {h: t for h, t in record.cells.items() if h not in used and h.strip().casefold() in HEADINGS and t}
    stated = {HEADINGS[heading.strip().casefold()]: cell for heading, cell in own.items()}
    places = {role: record.at(heading) for role, heading in layout.headings.items()}
    places |= {"value": record.at(column), "id": record.at(layout.headings.get("code", column))}
    places |= {"geography": record.at(layout.headings.get("location", column))}
    return Record(cells | stated, record.place, places, lenient=True)


def per_unit(record: Record, layout: Layout, column: str, findings: list[Finding]) -> str:
    """Give score over amount in kg CO2e as a decimal; what is no number is left for the checks to refuse."""
    score, amount = record.cell(column), text(record, layout, "amount") or "1"
    named = text(record, layout, "score unit")
    try:
        scale = Decimal(repr(unit(named).scale)) if named else Decimal(1)
        return f"{decimal(score) * scale / decimal(amount):f}"
    except (ValueError, UnitError):
        return score
    except ArithmeticError:
        place = record.at(layout.headings["amount"])
        findings.append(Finding("F727", {"cell": amount}, place))
        return ""


def unused(record: Record, layout: Layout) -> Iterator[Finding]:
    """Say which columns of an export were not read."""
    used = {*layout.headings.values(), *layout.methods}
    folded = {h: h.strip().casefold() for h in record.cells if h not in used}
    left = [h for h, name in folded.items() if name not in HEADINGS and name not in SILENT]
    if left:
        yield Finding("F728", {"columns": ", ".join(left)}, record.place, Severity.INFO)


def text(record: Record, layout: Layout, role: str) -> str:
    """Give the cell of a role; empty where the export has none."""
    heading = layout.headings.get(role)
    return record.cell(heading) if heading else ""


def slug(words: str) -> str:
    """Give an id of words."""
    return re.sub(r"\W+", "_", words.casefold()).strip("_")
