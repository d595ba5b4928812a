"""Rows of any user's file as rows of the schema of factor tables, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from lca.errors import Finding, InputError, Severity, UnitError, nearest
from lca.factors.columns import BASES, CARBON, COLUMNS, Row, day, decimal, entries
from lca.factors.schema import FactorKind
from lca.factors.user.columns import HEADINGS, REQUIRED, USER_COLUMNS, Record
from lca.factors.user.naming import item_of
from lca.factors.user.reading import Reading
from lca.gases import gas_key
from lca.units import DIMENSIONLESS, Dimension, unit

SETS = ("SAR", "TAR", "AR4", "AR5", "AR6")
NOT_STATED = ("not stated", "not_stated", "unknown", "未说明", "不详")
CO2E = Dimension((("co2e", 1),))
REASONS = frozenset(("biogenic", "biogenic_uptake", "land_use_change"))
CREDIT = "credit"
VOCABULARY: Mapping[str, frozenset[str]] = {
    "kind": frozenset(kind.value for kind in FactorKind if kind is not FactorKind.GWP) | {""},
    "carbon": CARBON | {""},
    "calorific_basis": BASES,
}


def named(records: Sequence[Record]) -> tuple[list[Record], list[Finding]]:
    """Give rows with headings turned into the columns of :mod:`lca.factors.user.columns`."""
    findings: dict[str, Finding] = {}
    found: list[Record] = []
    for record in records:
        cells: dict[str, str] = {}
        places = {}
        for heading, text in record.cells.items():
            column = HEADINGS.get(heading.strip().casefold())
            if column is None:
                near = nearest(heading, USER_COLUMNS)
                params = {"column": heading}
                findings.setdefault(heading, Finding("F611", params, record.at(heading), candidates=near))
            elif column in cells:
                findings.setdefault(heading, Finding("F613", {"column": column}, record.at(heading)))
            else:
                cells[column], places[column] = text, record.at(heading)
        found.append(Record(cells, record.place, places, record.lenient))
    return found, list(findings.values())


def read_row(reading: Reading) -> dict[str, str]:
    """Give the row of a record in the schema of factor tables, without its source."""
    record, items = reading.record, reading.table.items
    required(reading)
    vocabulary(reading)
    cell = record.cell
    denominator, scale = unit_of(reading)
    value, masses = value_of(reading, scale), gases_of(reading)
    if not (cell("value") or cell("gases")):
        reading.refuse("F623", "value")
    item = item_of(reading)
    place = place_of(reading)
    row = dict.fromkeys(COLUMNS, "") | {
        "id": cell("id"),
        "revision": "1",
        "kind": cell("kind") or FactorKind.FOOTPRINT.value,
        "item": item,
        "variant": cell("variant"),
        "supply": cell("supply"),
        "name_en": cell("name_en"),
        "name_zh": cell("name_zh"),
        "category": cell("category") or (items[item].category if item in items else "") or "other",
        "geography": place,
        "reference_year": year_of(reading),
        "unit": denominator,
        "unit_published": cell("unit"),
        "numerator": "kg CO2e" if value else "",
        "value": value,
        "gases": masses,
        "properties": properties_of(reading),
        "gwp_set": gwp_set_of(reading),
        "carbon": cell("carbon") or "not_stated",
        "life_cycle_scope": cell("scope") or "not_stated",
        "gas_coverage": "all" if value else " ".join(gas for gas, _ in entries(masses)),
        "calorific_basis": cell("calorific_basis"),
        "delivery_point": cell("delivery_point"),
        "pedigree": scores_of(reading),
        "preference": "0",
        "locator": cell("locator") or str(record.place.brief),
        "verification": cell("verification"),
        "notes": cell("notes"),
    }
    row |= dates_of(reading) | {"superseded_by": cell("superseded_by")}
    negative(reading, row)
    return row


def required(reading: Reading) -> None:
    """Cells that must be filled, and one of the two names."""
    for column in REQUIRED:
        if not reading.record.cell(column):
            reading.refuse("F621", column)
    if not (reading.record.cell("name_zh") or reading.record.cell("name_en")):
        reading.refuse("F622", "name_zh")


def vocabulary(reading: Reading) -> None:
    """Cells with a fixed list of words."""
    for column, words in VOCABULARY.items():
        text = reading.record.cell(column)
        if text not in words:
            known = sorted(words - {""})
            reading.refuse("F625", column, nearest(text, known), known=", ".join(known))


def unit_of(reading: Reading) -> tuple[str, Decimal]:
    """Give the denominator, and what its numerator is in kg CO2e: 1 unless the cell states the whole unit."""
    text = reading.record.cell("unit")
    if not text:
        return "", Decimal(1)
    try:
        whole = unit(text)
        over, slash, under = text.partition("/")
        numerator = unit(over) if slash else None
    except UnitError as error:
        reading.refuse("F624", "unit", error.findings[0].candidates, reason=error.findings[0].message())
        return "", Decimal(1)
    if numerator is not None and numerator.dimension == CO2E:
        return under.strip(), Decimal(repr(numerator.scale))
    if numerator is not None or whole.dimension in (CO2E, DIMENSIONLESS):
        reading.refuse("F626", "unit")
    return text, Decimal(1)


def value_of(reading: Reading, scale: Decimal) -> str:
    """Give the value in kg CO2e per unit as a decimal text; empty where there is none or it is no number."""
    text = reading.record.cell("value")
    if not text:
        return ""
    try:
        return f"{decimal(text) * scale:f}"
    except ValueError:
        reading.refuse("F627", "value")
        return ""


def gases_of(reading: Reading) -> str:
    """Give the masses of gas by key."""
    found: dict[str, str] = {}
    try:
        for name, text in entries(reading.record.cell("gases")):
            key = gas_key(name)
            if key in found or decimal(text) < 0:
                raise ValueError(text)
            found[key] = text
    except ValueError:
        reading.refuse("F628", "gases")
    except InputError as error:
        reading.pass_on(error, "gases")
    return "; ".join(f"{key}={text}" for key, text in found.items())


def properties_of(reading: Reading) -> str:
    """Give the properties when each is a number with a unit that can be read."""
    text = reading.record.cell("properties")
    try:
        for _, amount in entries(text):
            number, _, of_unit = amount.partition(" ")
            decimal(number)
            unit(of_unit)
    except (ValueError, UnitError):
        reading.refuse("F629", "properties")
        return ""
    return text


def place_of(reading: Reading) -> str:
    """Give the code of the place; a lenient row may name one that the gazetteer lacks."""
    text = reading.record.cell("geography")
    if not text:
        return ""
    try:
        return reading.table.geography.code(text)
    except InputError as error:
        unknown = all(finding.code == "F204" for finding in error.findings)
        if not (reading.record.lenient and unknown):
            reading.pass_on(error, "geography")
            return ""
        reading.tell("F632", "geography", Severity.WARNING)
        return text


def year_of(reading: Reading) -> str:
    """Give the reference year, 1900 to 2200."""
    text = reading.record.cell("year")
    if text and not (text.isascii() and text.isdigit() and 1900 <= int(text) <= 2200):
        reading.refuse("F633", "year")
        return ""
    return text


def dates_of(reading: Reading) -> dict[str, str]:
    """Give the dates; what begins must not end before."""
    found: dict[str, str] = {}
    for column in ("published", "valid_from", "valid_to"):
        text = reading.record.cell(column)
        try:
            day(text)
            found[column] = text
        except ValueError:
            reading.refuse("F634", column)
    begin, end = day(found.get("valid_from", "")), day(found.get("valid_to", ""))
    if begin and end and end < begin:
        reading.refuse("F635", "valid_to", begin=begin.isoformat())
    return found


def gwp_set_of(reading: Reading) -> str:
    """Give the GWP set of the value; empty where it is not stated, which is told."""
    text = reading.record.cell("gwp_set")
    name = text.upper().replace(" ", "").removesuffix("-GWP100").removesuffix("GWP100")
    if text and text.casefold() not in NOT_STATED:
        if name in SETS:
            return name
        reading.refuse("F636", "gwp_set", nearest(name, SETS), known=", ".join(SETS))
    elif not text and reading.record.cell("value"):
        reading.tell("F637", "gwp_set", Severity.WARNING, id=reading.record.cell("id"))
    return ""


def scores_of(reading: Reading) -> str:
    """Give five pedigree scores from 1 to 5."""
    text = " ".join(reading.record.cell("scores").replace(",", " ").replace(";", " ").split())
    if text and not (
        len(text.split()) == 5 and all(one in "12345" and len(one) == 1 for one in text.split())
    ):
        reading.refuse("F638", "scores")
        return ""
    return text


def negative(reading: Reading, row: Row) -> None:
    """Refuse a negative value that is neither biogenic nor said to be a credit."""
    reason = row["carbon"] in REASONS or row["life_cycle_scope"] == CREDIT
    if row["value"].startswith("-") and decimal(row["value"]) < 0 and not reason:
        reading.refuse("F639", "value")


def duplicates(records: Sequence[Record]) -> Iterator[Finding]:
    """Ids that stand twice."""
    first: dict[str, Record] = {}
    for record in records:
        key = record.cell("id")
        if key and first.setdefault(key, record) is not record:
            params = {"id": key, "first": str(first[key].at("id"))}
            yield Finding("F640", params, record.at("id"))
