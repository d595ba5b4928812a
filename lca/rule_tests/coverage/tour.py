"""What one case goes through: the processes it reaches, the lines it forms, the conditions it meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lca.inventory.bind import bind
from lca.inventory.bound import BoundInventory
from lca.inventory.values import Inventory
from lca.rules.compiled import ColumnRef, Line, Rule
from lca.rules.expression import Expression, references
from lca.system.environment import Environment, Row, environment, real


@dataclass(frozen=True, slots=True)
class Visit:
    """A line met for itself or for one row; ``holds`` is its condition, ``amount`` None without one.

    A line that lacks optional data has neither.
    """

    row: Row | None
    holds: bool | None
    amount: float | None


@dataclass(frozen=True, eq=False)
class Tour:
    """The way of one case through its rule: visits of the lines (by path) of each process reached."""

    rule: Rule
    bound: BoundInventory
    scope: Environment
    visits: Mapping[str, tuple[Visit, ...]]
    reached: frozenset[str]

    def exercised(self, line: Line) -> bool:
        """Whether the line comes into the result with an amount other than zero."""
        return any(visit.amount for visit in self.visits.get(line.path, ()))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that come into the result with an amount other than zero."""
        return tuple(line for line in self.rule.compiled.lines if self.exercised(line))

    def known(self, expression: Expression) -> bool:
        """Whether everything that an expression names has a value."""
        refers = references(expression)
        given = refers.names <= self.scope.names.keys() and refers.options <= self.scope.options.keys()
        return given and not refers.columns


def tour(rule: Rule, inventory: Inventory) -> Tour:
    """Go through a rule with activity data that it accepts; raises InputError as binding them does.

    A process is reached when the reference product needs it, directly or over others, in an amount
    other than zero.
    """
    bound = bind(inventory, rule.compiled)
    scope = environment(rule, bound, {})
    visits: dict[str, tuple[Visit, ...]] = {}
    reached, waiting = set[str](), [rule.compiled.unit.product]
    while waiting:
        process = rule.compiled.processes[rule.compiled.products[waiting.pop()].process]
        if process.key in reached:
            continue
        reached.add(process.key)
        own = {line.path: tuple(_visits(line, bound, scope)) for line in process.lines}
        visits |= own
        waiting += _needed(process.lines, own)
    return Tour(rule, bound, scope, visits, frozenset(reached))


def _needed(lines: Iterable[Line], visits: Mapping[str, Iterable[Visit]]) -> list[str]:
    taken = (line for line in lines if any(visit.amount for visit in visits[line.path]))
    return [line.product for line in taken if line.product is not None]


def _visits(line: Line, bound: BoundInventory, scope: Environment) -> Iterator[Visit]:
    rows = bound.tables.get(line.table, ()) if line.table else ()
    for index in range(len(rows)) if line.table else (None,):
        missing = rows[index].missing if index is not None else frozenset()
        row = scope.row(line.table, index)
        yield Visit(row, None, None) if _lacks(line, missing, scope) else _visit(line, row, scope)


def _visit(line: Line, row: Row | None, scope: Environment) -> Visit:
    holds = None if line.when is None else bool(np.all(scope.value(line.when, row)))
    amount = None if holds is False else float(real(scope.value(line.amount, row)))
    return Visit(row, holds, amount)


def _lacks(line: Line, missing: frozenset[str], scope: Environment) -> bool:
    """Whether optional data that the line needs were left out, as in building the product system."""
    fields = [line.factor.whole, *line.factor.fields.values()] if line.factor is not None else []
    if any(isinstance(field, ColumnRef) and field.column in missing for field in fields):
        return True
    needed = [references(expression) for expression in (line.amount, line.when) if expression is not None]
    return any(not one.names <= scope.names.keys() or one.columns & missing for one in needed)
