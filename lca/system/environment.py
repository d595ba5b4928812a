"""What the names in a rule's formulas stand for: activity data, constants and named quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lca.inventory.bound import BoundInventory, BoundRow
from lca.rules.compiled import CompiledRule, DatedValue, Rule
from lca.rules.expression import Expression, evaluate, references

Value: TypeAlias = float | complex | NDArray[Any]
"""A number, or one number a sample: shape (samples,), float64 or complex128."""
Row: TypeAlias = Mapping[str, Value | str]


def real(value: Value) -> NDArray[np.float64]:
    """The real part as an array, shape () or (samples,)."""
    return np.real(np.asarray(value))


@dataclass(frozen=True, slots=True)
class Environment:
    """The values of all names, rows and choices; numbers or arrays over samples, in engine units."""

    names: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]
    options: Mapping[str, str]

    def value(self, expression: Expression, row: Row | None = None) -> Value:
        """The value of a formula; raises RuleError on a division by zero."""
        found: Value = evaluate(expression, self.names, row, self.tables, self.options)
        return found

    def row(self, table: str | None, index: int | None) -> Row | None:
        """A row of a table, None where a line stands for itself."""
        return self.tables[table][index] if table is not None and index is not None else None


def constant(rule: Rule, bound: BoundInventory, name: str) -> DatedValue:
    """The value of a constant that holds for the activity data: the one in force on their last day.

    One result has one value, and it is drawn up when the period has ended; a value that held for a part
    of the period only would need the activity data of that part. So the last day decides, as it does for
    the validity of the rule; whoever needs the earlier value ends the period before the change.

    Raises:
        RuleError: C173 the first value begins after that day.
    """
    return rule.compiled.parameters[name].at(bound.inventory.period.end)


def constant_identity(rule: Rule, name: str, value: DatedValue) -> str:
    """The identity of a constant of the rule, which decides its draws; values of other days draw apart."""
    return f"rule:{rule.id}.{name}" + (f"@{value.since}" if value.since is not None else "")


def environment(rule: Rule, bound: BoundInventory, values: Mapping[str, Value]) -> Environment:
    """The environment in which ``values`` (identity to value) take the place of the stated values."""
    compiled = rule.compiled
    constants = {name: constant(rule, bound, name) for name in compiled.parameters}
    names: dict[str, Value] = {
        name: values.get(constant_identity(rule, name, own), own.quantity.engine)
        for name, own in constants.items()
    }
    names |= {name: values.get(bv.identity, bv.engine) for name, bv in bound.values.items()}
    tables = {name: tuple(_row(row, values) for row in rows) for name, rows in bound.tables.items()}
    return _with_quantities(compiled, Environment(names, tables, bound.choices))


def _row(row: BoundRow, values: Mapping[str, Value]) -> Row:
    cells: dict[str, Value | str] = dict(row.texts)
    for column, cell in row.values.items():
        cells[column] = values.get(cell.identity, cell.engine)
    return cells


def _with_quantities(compiled: CompiledRule, base: Environment) -> Environment:
    names = dict(base.names)
    running = Environment(names, base.tables, base.options)
    for name, expression in compiled.quantities.items():
        if references(expression).names <= names.keys():
            names[name] = running.value(expression)
    return running
