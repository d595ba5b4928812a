"""Tree to number: plain arithmetic on engine units, over floats and arrays of float64 or complex128.

Arrays broadcast; a branch or a division that no sample needs is not judged. Powers are repeated
multiplications, so that the bits of a result depend on no mathematical library.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from lca.errors import Finding, InternalError, RuleError
from lca.rules.expression import tree
from lca.rules.expression.printer import to_text

Value: TypeAlias = Any
Row: TypeAlias = Mapping[str, Value]

_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_COMPARISON: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def evaluate(
    expression: tree.Expression,
    values: Mapping[str, Value],
    row: Row | None = None,
    tables: Mapping[str, Sequence[Row]] | None = None,
    options: Mapping[str, str] | None = None,
) -> Value:
    """The value of an expression.

    ``values`` maps names to engine-unit numbers or arrays, ``options`` choices to the chosen texts;
    ``row`` is the present row (column to value) and ``tables`` are rows for ``sum``. A condition gives
    bool or an array of bool. Comparisons, ``min`` and ``max`` of complex numbers look at the real part.

    Raises:
        RuleError: a value is missing, a divisor is zero in a sample that counts, or the result is not
            finite.
    """
    with np.errstate(all="ignore"):
        evaluator = _Evaluator(expression, values, row, tables or {}, options or {})
        result = evaluator.at(expression.tree, None)
        evaluator.finite(result, expression.tree)
    return result


@dataclass(frozen=True)
class _Evaluator:
    """One evaluation; the ``mask`` of a method says which samples count (None: all)."""

    expression: tree.Expression
    values: Mapping[str, Value]
    row: Row | None
    tables: Mapping[str, Sequence[Row]]
    options: Mapping[str, str]

    def at(self, node: tree.Node, mask: Value) -> Value:
        return getattr(self, f"on_{type(node).__name__.lower()}")(node, mask)

    def fail(self, code: str, node: tree.Node, **params: object) -> RuleError:
        params["expression"] = self.expression.text
        return RuleError(Finding(code, params, self.expression.span.at(node.column)))

    def finite(self, value: Value, node: tree.Node) -> None:
        if not isinstance(value, str) and not np.all(np.isfinite(value)):
            raise self.fail("E302", node)

    def on_number(self, node: tree.Number, _: Value) -> Value:
        return node.value * node.unit.scale

    def on_text(self, node: tree.Text, _: Value) -> Value:
        return node.value

    def on_name(self, node: tree.Name, _: Value) -> Value:
        return self.lookup(self.values, node, node.name)

    def on_option(self, node: tree.Option, _: Value) -> Value:
        return self.lookup(self.options, node, f"${node.name}", node.name)

    def on_column(self, node: tree.Column, _: Value) -> Value:
        return self.lookup(self.row or {}, node, f"$row.{node.name}", node.name)

    def lookup(self, values: Row, node: tree.Node, shown: str, key: str | None = None) -> Value:
        value = values.get(key or shown)
        if value is None:
            raise self.fail("E303", node, name=shown)
        return value

    def on_unary(self, node: tree.Unary, mask: Value) -> Value:
        value = self.at(node.operand, mask)
        return -value if node.operator == "-" else np.logical_not(value)

    def on_binary(self, node: tree.Binary, mask: Value) -> Value:
        if node.operator in ("and", "or"):
            return self.junction(node, mask)
        left, right = self.at(node.left, mask), self.at(node.right, mask)
        if node.operator in tree.COMPARISONS:
            return self.compare(node, left, right)
        if node.operator == "/":
            return self.divide(node, left, right, mask)
        return _ARITHMETIC[node.operator](left, right)

    def compare(self, node: tree.Binary, left: Value, right: Value) -> Value:
        if isinstance(left, str) or isinstance(right, str):
            return _COMPARISON[node.operator](left, right)
        return _COMPARISON[node.operator](self.real(left, node), self.real(right, node))

    def real(self, value: Value, node: tree.Node) -> Value:
        if np.any(np.isnan(value)):
            raise self.fail("E302", node)
        return value.real

    def divide(self, node: tree.Node, left: Value, right: Value, mask: Value) -> Value:
        zero = np.equal(np.real(right), 0)
        if np.any(zero if mask is None else zero & mask):
            divisor = tree.children(node)[0] if isinstance(node, tree.Power) else tree.children(node)[1]
            raise self.fail("E301", node, divisor=to_text(divisor))
        return left / (np.where(zero, 1.0, right) if np.any(zero) else right)

    def on_power(self, node: tree.Power, mask: Value) -> Value:
        base = self.at(node.base, mask)
        result: Value = 1.0
        for _ in range(abs(node.exponent)):
            result = result * base
        return result if node.exponent >= 0 else self.divide(node, 1.0, result, mask)

    def junction(self, node: tree.Binary, mask: Value) -> Value:
        left = self.at(node.left, mask)
        decided = left if node.operator == "or" else np.logical_not(left)
        if np.all(decided):
            return left
        right = self.at(node.right, _and(mask, np.logical_not(decided)))
        return np.logical_or(left, right) if node.operator == "or" else np.logical_and(left, right)

    def on_if(self, node: tree.If, mask: Value) -> Value:
        condition = self.at(node.condition, mask)
        yes, no = _and(mask, condition), _and(mask, np.logical_not(condition))
        if not np.any(no):
            return self.at(node.then, mask)
        if not np.any(yes):
            return self.at(node.otherwise, mask)
        return np.where(condition, self.at(node.then, yes), self.at(node.otherwise, no))

    def on_extreme(self, node: tree.Extreme, mask: Value) -> Value:
        first, *rest = (self.at(argument, mask) for argument in node.arguments)
        better = operator.le if node.function == "min" else operator.ge
        for other in rest:
            keep = better(self.real(first, node), self.real(other, node))
            first = np.where(keep, first, other) if np.ndim(keep) else first if keep else other
        return first

    def on_sum(self, node: tree.Sum, mask: Value) -> Value:
        rows = self.tables.get(node.table)
        if rows is None:
            raise self.fail("E303", node, name=node.table)
        total: Value = 0.0
        for row in rows:
            total = total + replace(self, row=row).at(node.term, mask)
        return total


def _and(mask: Value, condition: Value) -> Value:
    return condition if mask is None else np.logical_and(mask, condition)


def constant(node: tree.Node) -> float:
    """The engine value of a tree without names; InternalError where it has any."""
    if any(isinstance(part, tree.Name | tree.Option | tree.Column | tree.Sum) for part in tree.walk(node)):
        raise InternalError(f"not a constant: {to_text(node)}")
    return float(evaluate(tree.Expression(to_text(node), node), {}))
