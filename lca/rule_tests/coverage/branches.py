"""The branches of formulas: which there are, and which way the values of a case take.

Nothing is put into the evaluator for it: the conditions of a formula are evaluated once more, each by
itself, at the values of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from lca.rules.expression import evaluate, to_text
from lca.rules.expression.tree import Binary, Expression, Extreme, If, Node, Sum, children, walk
from lca.system.environment import Environment, Row

Arm: TypeAlias = tuple[str, str, int]
"""The arm (``12.then``, ``12.0``), what it hangs on in words, and the offset of its sign."""


def arms(expression: Expression) -> Iterator[Arm]:
    """Both arms of every ``if`` and every argument of ``min`` and ``max``."""
    for node in walk(expression.tree):
        if isinstance(node, If):
            condition = to_text(node.condition)
            yield f"{node.column}.then", condition, node.column
            yield f"{node.column}.otherwise", condition, node.column
        elif isinstance(node, Extreme):
            for index, argument in enumerate(node.arguments):
                yield f"{node.column}.{index}", to_text(argument), node.column


def taken(expression: Expression, scope: Environment, row: Row | None) -> Iterator[str]:
    """The arms that the values of a scope take; nothing of a formula without branches.

    Of ``min`` and ``max`` that is the argument whose value comes out, the first of equals. Raises
    RuleError as the evaluation of the formula does.
    """
    if any(isinstance(node, If | Extreme) for node in walk(expression.tree)):
        yield from _Tracer(expression, scope).at(expression.tree, row)


@dataclass(frozen=True)
class _Tracer:
    expression: Expression
    scope: Environment

    def value(self, node: Node, row: Row | None) -> Any:
        scope = self.scope
        part = Expression(self.expression.text, node, self.expression.span)
        return evaluate(part, scope.names, row, scope.tables, scope.options)

    def at(self, node: Node, row: Row | None) -> Iterator[str]:
        if isinstance(node, If):
            yield from self.at_if(node, row)
        elif isinstance(node, Binary) and node.operator in ("and", "or"):
            yield from self.at_junction(node, row)
        elif isinstance(node, Sum):
            for own in self.scope.tables[node.table]:
                yield from self.at(node.term, own)
        else:
            if isinstance(node, Extreme):
                yield f"{node.column}.{self.winner(node, row)}"
            for child in children(node):
                yield from self.at(child, row)

    def at_if(self, node: If, row: Row | None) -> Iterator[str]:
        holds = self.holds(node.condition, row)
        yield f"{node.column}.{'then' if holds else 'otherwise'}"
        yield from self.at(node.condition, row)
        yield from self.at(node.then if holds else node.otherwise, row)

    def at_junction(self, node: Binary, row: Row | None) -> Iterator[str]:
        yield from self.at(node.left, row)
        if self.holds(node.left, row) == (node.operator == "and"):
            yield from self.at(node.right, row)

    def holds(self, node: Node, row: Row | None) -> bool:
        return bool(np.all(self.value(node, row)))

    def winner(self, node: Extreme, row: Row | None) -> int:
        values = [float(np.real(self.value(argument, row))) for argument in node.arguments]
        return values.index(min(values) if node.function == "min" else max(values))
