"""Amounts of a workbook's rows: numbers, texts of numbers, and formulas over parameters.

Parameters of the project, of the database and of the activity's group stand in this order, the later before
the earlier, as in bw2parameters. A formula goes before the number beside it; where it has no value, the
number stands and that is told. Some workbooks keep chemical formulas under the same heading: ``CO2`` or
``Cr+3`` beside a number is no formula of an amount unless a parameter has one of its names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lca.background.reading.brightway_excel.blocks import Activity, Row, Workbook
from lca.background.reading.brightway_excel.cells import Uncomputed
from lca.background.reading.brightway_nodes.records import plain
from lca.background.reading.formulas import evaluate, value_of
from lca.background.records import Consequence
from lca.errors import Finding, InputError, Severity

CHEMICAL = re.compile(r"[A-Z][A-Za-z0-9()]*([+-]\d*)?")
NAME = re.compile(r"[^\W\d]\w*")
DIALECT: Final = "excel"
AGREE = 1e-9
"""A stated amount and its formula differ where they differ by more than this part."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or none; and what must be told of it."""

    value: float | None
    finding: Finding | None = None
    consequence: Consequence = Consequence.NOTED


Values = Mapping[str, float]


def scopes(book: Workbook) -> dict[str, Values]:
    """Values of parameters by group: ``""`` is project and database, the others add an activity's group.

    What has no value is told in the workbook's remarks and is absent.
    """
    common = _values(book, [*book.project, *book.parameters], {})
    groups: dict[str, list[Row]] = {}
    for activity in book.activities:
        groups.setdefault(group(activity), []).extend(activity.parameters)
    return {"": common, **{name: _values(book, rows, common) for name, rows in groups.items() if rows}}


def group(activity: Activity) -> str:
    """The name of an activity's group of parameters."""
    return activity.group or f"{activity.database}:{activity.place}"


def _values(book: Workbook, rows: Iterable[Row], outer: Values) -> Values:
    texts: dict[str, str | float] = dict(outer)
    stated: dict[str, float] = {}
    places = {}
    for row in rows:
        name, formula, number = (
            plain(row.fields.get("name")),
            row.fields.get("formula"),
            row.fields.get("amount"),
        )
        if not name:
            continue
        value, places[name] = _number(number), row
        if value is not None:
            stated[name] = value
        texts[name] = plain(formula) or (value if value is not None else plain(number))
        if plain(row.fields.get("uncertainty type")) not in ("", "0", "1"):
            place = row.place("uncertainty type")
            book.say("B319", place, Consequence.UNCERTAINTY_LEFT_OUT, name=name)
    values, findings = evaluate(texts, DIALECT)
    if findings:
        lacking = {name for name in texts if name not in values}
        values, _ = evaluate({**texts, **{name: stated[name] for name in lacking & set(stated)}}, DIALECT)
        for finding, name in ((f, f.location.path.rsplit(".", 1)[-1]) for f in findings):
            if name in places:
                taken = f"{stated[name]:.6g}" if name in stated and name in values else "-"
                told = {"name": name, "reason": finding.message(), "taken": taken}
                book.say("B318", places[name].place("formula"), Consequence.ASSUMED, **told)
    return values


def amount(row: Row, values: Values) -> Amount:
    """The amount of a row of exchanges.

    The finding is B316 for no number, B317 for a formula of the workbook that was never computed, B318 for
    one without a value beside a number that then stands, B325 where formula and number differ.
    """
    cell, formula = row.fields.get("amount"), plain(row.fields.get("formula"))
    number = _number(cell)
    name = plain(row.fields.get("name"))
    if formula and not (number is not None and _chemical(formula, values)):
        return _computed(row, formula, number, values, name)
    if number is not None:
        return Amount(number)
    place = row.place("amount")
    if isinstance(cell, Uncomputed):
        return _lost("B317", {"exchange": name, "formula": cell.formula}, row)
    if isinstance(cell, str) and (computed := _try(cell, values)) is not None:
        return Amount(computed)
    return Amount(None, Finding("B316", {"exchange": name, "value": plain(cell) or "-"}, place),
                  Consequence.EXCHANGE_LEFT_OUT)  # fmt: skip


def _computed(row: Row, formula: str, number: float | None, values: Values, name: str) -> Amount:
    place = row.place("formula")
    try:
        value = value_of(formula, values, DIALECT, place)
    except InputError as error:
        told = {"name": name, "reason": error.findings[0].message(), "taken": plain(number) or "-"}
        finding = Finding("B318", told, place, Severity.WARNING)
        gone = Consequence.ASSUMED if number is not None else Consequence.EXCHANGE_LEFT_OUT
        return Amount(number, finding, gone)
    if number is not None and number != 0 and abs(value - number) > AGREE * abs(number):
        told = {"exchange": name, "stated": f"{number:.6g}", "computed": f"{value:.6g}"}
        return Amount(value, Finding("B325", told, place, Severity.INFO))
    return Amount(value)


def _chemical(formula: str, values: Values) -> bool:
    return bool(CHEMICAL.fullmatch(formula)) and not any(name in values for name in NAME.findall(formula))


def _try(text: str, values: Values) -> float | None:
    try:
        return value_of(text.removeprefix("="), values, DIALECT)
    except InputError:
        return None


def _number(cell: object) -> float | None:
    """A finite number of a cell; truth values and dates are none."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return None
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _lost(code: str, params: Mapping[str, str], row: Row) -> Amount:
    finding = Finding(code, params, row.place("amount"), Severity.WARNING)
    return Amount(None, finding, Consequence.EXCHANGE_LEFT_OUT)
