"""Dimensions of expressions: checked before any number exists, with findings at the operator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lca.errors import Finding, RuleError, nearest
from lca.rules.expression import tree
from lca.units import Dimension

Kind: TypeAlias = Dimension | Literal["condition", "text"]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns: quantities with their dimensions, texts with their options (None: any), factors."""

    numbers: Mapping[str, Dimension | None] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    factors: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """All columns."""
        return (*self.numbers, *self.texts, *self.factors)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may use; a dimension of None is one that could not be found out.

    ``row`` is the table whose row is present (``for_each``), or None. ``unreadable`` are names whose
    declaration is wrong: nothing is said about their use. ``supplies`` are supplies of electricity, which
    stand in factor selectors only.
    """

    numbers: Mapping[str, Dimension | None] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, Columns] = field(default_factory=dict)
    row: str | None = None
    unreadable: frozenset[str] = frozenset()
    supplies: frozenset[str] = frozenset()


def dimension(expression: tree.Expression, scope: Scope) -> Dimension:
    """The dimension of a number; raise RuleError with all findings, also for a condition or a text."""
    found, findings = check(expression, scope)
    if findings or found is None:
        raise RuleError(findings)
    return found


def check(expression: tree.Expression, scope: Scope) -> tuple[Dimension | None, tuple[Finding, ...]]:
    """The dimension of a number, or None, and all findings."""
    checker = _Checker(expression, scope)
    found = checker.number(expression.tree)
    return (None if checker.findings else found), tuple(checker.findings)


def check_condition(expression: tree.Expression, scope: Scope) -> tuple[Finding, ...]:
    """All findings of an expression that must be a condition."""
    checker = _Checker(expression, scope)
    checker.condition(expression.tree)
    return tuple(checker.findings)


@dataclass
class _Checker:
    """Walks the tree once; None stands for what is unknown after a finding, so that none follows it."""

    expression: tree.Expression
    scope: Scope
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, code: str, node: tree.Node, near: Iterable[str] = (), **params: object) -> None:
        place = self.expression.span.at(node.column)
        self.findings.append(Finding(code, params, place, candidates=tuple(near)))

    def kind(self, node: tree.Node) -> Kind | None:
        found: Kind | None = getattr(self, f"on_{type(node).__name__.lower()}")(node)
        return found

    def number(self, node: tree.Node) -> Dimension | None:
        kind = self.kind(node)
        if isinstance(kind, Dimension):
            return kind
        if kind is not None:
            self.refuse("E208", node)
        return None

    def condition(self, node: tree.Node) -> None:
        if self.kind(node) not in (None, "condition"):
            self.refuse("E209", node)

    def on_number(self, node: tree.Number) -> Dimension:
        return node.unit.dimension

    def on_if(self, node: tree.If) -> Dimension | None:
        self.condition(node.condition)
        return self.all_same(node, "if", (node.then, node.otherwise))

    def on_name(self, node: tree.Name) -> Dimension | None:
        if node.name in self.scope.numbers:
            return self.scope.numbers[node.name]
        if node.name in self.scope.options:
            self.refuse("E202", node, name=node.name)
        elif node.name in self.scope.tables:
            self.refuse("E203", node, name=node.name)
        elif node.name not in self.scope.unreadable:
            self.refuse("E201", node, nearest(node.name, self.scope.numbers), name=node.name)
        return None

    def on_option(self, node: tree.Option) -> Kind | None:
        if node.name in self.scope.options:
            return "text"
        if node.name in self.scope.supplies:
            self.refuse("S303", node, name=node.name)
        elif node.name not in self.scope.unreadable:
            self.refuse("E204", node, nearest(node.name, self.scope.options), name=node.name)
        return None

    def on_column(self, node: tree.Column) -> Kind | None:
        if self.scope.row is None:
            self.refuse("E205", node, name=node.name)
            return None
        columns = self.scope.tables.get(self.scope.row)
        if columns is None:
            return None
        if node.name in columns.numbers:
            return columns.numbers[node.name]
        if node.name in columns.texts:
            return "text"
        near = () if node.name in columns.factors else nearest(node.name, columns.names)
        code = "E212" if node.name in columns.factors else "E206"
        self.refuse(code, node, near, name=node.name, table=self.scope.row)
        return None

    def on_text(self, _: tree.Text) -> Kind:
        return "text"

    def on_unary(self, node: tree.Unary) -> Kind | None:
        if node.operator == "-":
            return self.number(node.operand)
        self.condition(node.operand)
        return "condition"

    def on_binary(self, node: tree.Binary) -> Kind | None:
        if node.operator in ("and", "or"):
            self.condition(node.left)
            self.condition(node.right)
            return "condition"
        if node.operator in tree.COMPARISONS:
            self.comparison(node)
            return "condition"
        return self.arithmetic(node)

    def arithmetic(self, node: tree.Binary) -> Dimension | None:
        left, right = self.number(node.left), self.number(node.right)
        if node.operator == "/" and constant_zero(node.right):
            self.refuse("E215", node)
        if left is None or right is None:
            return None
        if node.operator == "*":
            return left * right
        if node.operator == "/":
            return left / right
        return self.same(node, node.operator, left, right)

    def same(self, node: tree.Node, sign: str, left: Dimension, right: Dimension) -> Dimension | None:
        if left == right:
            return left
        self.refuse("E207", node, operator=sign, left=left, right=right)
        return None

    def comparison(self, node: tree.Binary) -> None:
        left, right = self.kind(node.left), self.kind(node.right)
        if left is None or right is None:
            return
        if left == "text" and right == "text":
            self.texts(node)
        elif isinstance(left, Dimension) and isinstance(right, Dimension):
            self.same(node, node.operator, left, right)
        else:
            self.refuse("E208", node.left if isinstance(right, Dimension) else node.right)

    def texts(self, node: tree.Binary) -> None:
        if node.operator not in ("==", "!="):
            self.refuse("E211", node, operator=node.operator)
        for asked, text in ((node.left, node.right), (node.right, node.left)):
            options = self.options_of(asked)
            if options is not None and isinstance(text, tree.Text) and text.value not in options:
                self.refuse("E210", text, nearest(text.value, options), value=text.value)

    def options_of(self, node: tree.Node) -> tuple[str, ...] | None:
        if isinstance(node, tree.Option):
            return self.scope.options.get(node.name)
        columns = self.scope.tables.get(self.scope.row or "")
        if isinstance(node, tree.Column) and columns is not None:
            return columns.texts.get(node.name)
        return None

    def on_power(self, node: tree.Power) -> Dimension | None:
        base = self.number(node.base)
        return None if base is None else base**node.exponent

    def on_extreme(self, node: tree.Extreme) -> Dimension | None:
        return self.all_same(node, node.function, node.arguments)

    def all_same(self, node: tree.Node, sign: str, parts: tuple[tree.Node, ...]) -> Dimension | None:
        kinds = [self.number(part) for part in parts]
        first = kinds[0]
        for part, kind in zip(parts, kinds, strict=True):
            if first is None or kind is None:
                return None
            if self.same(part, sign, first, kind) is None:
                return None
        return first

    def on_sum(self, node: tree.Sum) -> Dimension | None:
        if node.table not in (*self.scope.tables, *self.scope.unreadable):
            self.refuse("E213", node, nearest(node.table, self.scope.tables), name=node.table)
            return None
        inner = _Checker(self.expression, replace(self.scope, row=node.table), self.findings)
        return inner.number(node.term)


def constant_zero(node: tree.Node) -> bool:
    """Whether the node is zero whatever the data: a literal zero, or one with a sign, factor or power."""
    match node:
        case tree.Number(value=value):
            return value == 0
        case tree.Unary(operator="-", operand=operand):
            return constant_zero(operand)
        case tree.Binary(operator="*", left=left, right=right):
            return constant_zero(left) or constant_zero(right)
        case tree.Binary(operator="/", left=left):
            return constant_zero(left)
        case tree.Power(base=base, exponent=exponent):
            return exponent > 0 and constant_zero(base)
        case _:
            return False
