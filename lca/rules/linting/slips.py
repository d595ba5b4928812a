"""Slips of the pen that no number of a result shows: units, signs, ends of ranges, values of tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lca.documents import KeyPath
from lca.errors import InputError
from lca.rules.expression import tree
from lca.rules.expression.tree import Expression, walk
from lca.rules.linting.study import Study
from lca.rules.schema.activity import QuantityColumn, Scalar, Table
from lca.rules.schema.process import Emission
from lca.rules.schema.rule import RuleTest
from lca.rules.specs import ColumnSpec, ScalarSpec
from lca.units import Quantity, quantity

CLOSE: Final = 1e-9
OUTSIDE, UNUSUAL, NEGATIVE = "A204", "A205", "A206"
Spec = ScalarSpec | ColumnSpec


def check_slips(study: Study) -> None:
    """Units against flows (R341), amounts (R342, R343), ranges below zero (R344), values of tests (R345)."""
    for path, kind, amount, flow in _units(study):
        _unit(study, path, kind, amount, flow)
    for path, product in _made(study):
        _quotient(study, path, product)
    _signs(study)
    for path, entry in _measured(study):
        if entry.sign == "non_negative" and entry.range is not None and entry.range[0] < 0:
            study.context.warn("R344", (*path, "range"), low=f"{entry.range[0]:g}", unit=entry.unit)
    for index, test in enumerate(study.model.tests):
        for path, name, value, spec in _given(study, index, test):
            _value(study, test, path, name, value, spec)


def _units(study: Study) -> Iterator[tuple[KeyPath, str, str, Expression]]:
    """The units of the rule with their reference flows, where these could be read."""
    model, known = study.model, study.context.expressions
    own: KeyPath = ("unit", "reference_flow", "amount")
    if own in known:
        yield ("unit", "amount"), model.unit.kind, model.unit.amount, known[own]
    for index, entry in enumerate(model.alternative_units):
        flow: KeyPath = ("alternative_units", index, "reference_flow")
        if flow in known:
            yield ("alternative_units", index, "amount"), entry.kind, entry.amount, known[flow]


def _unit(study: Study, path: KeyPath, kind: str, text: str, flow: Expression) -> None:
    """The amount of a unit must stand in its flow, where the flow names an amount of that dimension.

    The flow of a functional unit may be more of the same than the unit: what is lost on the way.
    """
    try:
        amount = quantity(text)
    except InputError:
        return
    product = study.made.get(study.model.unit.reference_flow.product)
    if kind == "functional" and product == amount.unit.dimension:
        return
    numbers = (Quantity(node.value, node.unit) for node in walk(flow.tree) if isinstance(node, tree.Number))
    named = [one for one in numbers if one.value and one.unit.dimension == amount.unit.dimension]
    if named and not any(abs(one.engine - amount.engine) <= CLOSE * abs(amount.engine) for one in named):
        study.context.warn("R341", path, amount=text, flow=str(named[0]))


def _made(study: Study) -> Iterator[tuple[KeyPath, str]]:
    for key, process in study.model.processes.items():
        if process.output is not None:
            yield ("processes", key, "output", "amount"), process.output.product
        for index, side in enumerate(process.co_products):
            yield ("processes", key, "co_products", index, "amount"), side.product


def _quotient(study: Study, path: KeyPath, product: str) -> None:
    """Nothing is made by the inverse kilogram."""
    dimension = study.made.get(product)
    if dimension is not None and any(power < 0 for _, power in dimension.exponents):
        study.context.warn("R342", path, product=product, dimension=dimension)


def _amounts(study: Study) -> Iterator[KeyPath]:
    yield from (path for path, _ in _made(study))
    yield from ((*path, "amount") for path, entry in study.lines if not isinstance(entry, Emission))


def _signs(study: Study) -> None:
    """Amounts that the ranges let be negative or nothing, and never more."""
    amounts = set(_amounts(study))
    for path, expression, bounds in study.expressions():
        found = bounds.number(expression.tree) if path in amounts else None
        if found is not None and found.low < 0 and found.high <= 0:
            study.context.warn("R343", path)


def _measured(study: Study) -> Iterator[tuple[KeyPath, Scalar | QuantityColumn]]:
    for name, entry in study.model.activity_data.items():
        if isinstance(entry, Scalar):
            yield ("activity_data", name), entry
        elif isinstance(entry, Table):
            columns = ((key, one) for key, one in entry.table.items() if isinstance(one, QuantityColumn))
            yield from ((("activity_data", name, "table", key), one) for key, one in columns)


def _given(study: Study, index: int, test: RuleTest) -> Iterator[tuple[KeyPath, str, Any, Spec]]:
    """The numbers that a test gives in the short form, with the name by which findings call them."""
    root: KeyPath = ("tests", index, "given")
    for name, value in test.given.items():
        if name in study.declared.scalars:
            yield (*root, name), name, value, study.declared.scalars[name]
        rows = value if name in study.declared.tables and isinstance(value, list) else ()
        for place, row in enumerate(rows):
            columns = study.declared.tables[name].columns
            for key, cell in row.items() if isinstance(row, dict) else ():
                if key in columns and columns[key].kind == "quantity":
                    yield (*root, name, place, key), f"{name}[{place}].{key}", cell, columns[key]


def _value(study: Study, test: RuleTest, path: KeyPath, name: str, value: Any, spec: Spec) -> None:
    """A value about which something is told when it is read, and the test does not expect it."""
    number = _number(value, spec)
    told = None if number is None else _told(number, spec)
    if told is None or any(_meant(one, told[0], name) for one in test.expect.findings or ()):
        return
    unit = spec.unit.text if spec.unit else ""
    limits = f"{told[1]} {unit}".strip()
    study.context.warn("R345", path, name=name, value=value, finding=told[0], limits=limits)


def _number(value: Any, spec: Spec) -> float | None:
    if spec.unit is None or not isinstance(value, str | int | float):
        return None
    try:
        return quantity(value, like=spec.unit.text or "1").engine / spec.unit.scale
    except InputError:
        return None


def _told(number: float, spec: Spec) -> tuple[str, str] | None:
    """The code of what is told of a number, and the limits that it does not keep."""
    if number < 0 and spec.sign == "non_negative":
        return NEGATIVE, "≥ 0"
    for code, interval in ((OUTSIDE, spec.range), (UNUSUAL, spec.typical)):
        if interval is not None and interval[0] <= interval[1] and not _inside(number, *interval):
            return code, f"{interval[0]:g} … {interval[1]:g}"
    return None


def _inside(number: float, low: float, high: float) -> bool:
    slack = CLOSE * max(abs(low), abs(high))
    return low - slack <= number <= high + slack


def _meant(expected: str, code: str, name: str) -> bool:
    """Whether an expected finding is that code, of whatever or of this."""
    wanted, _, about = expected.partition(" ")
    return wanted == code and (not about or about.removeprefix("activity_data.") == name)
