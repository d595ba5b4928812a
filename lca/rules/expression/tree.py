"""The tree of an expression: what stands between the text of a rule and a number.

Every node knows ``column``, the 0-based offset of the sign that it stands for (the operator of a
binary node), which takes no part in comparisons: two trees are equal when they mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lca.documents import Span
from lca.units import Unit

Arithmetic = Literal["+", "-", "*", "/"]
Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Logic = Literal["and", "or"]
Operator = Arithmetic | Comparison | Logic

ARITHMETIC = frozenset(("+", "-", "*", "/"))
COMPARISONS = frozenset(("<", "<=", ">", ">=", "==", "!="))


@dataclass(frozen=True, slots=True)
class Number:
    """A literal: ``44.009``, ``3 %``, ``2 kWh/t``; ``value`` is in ``unit``."""

    value: float
    unit: Unit
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """Scalar activity data, a parameter or a quantity."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """The text of a choice: ``$electricity_supply``."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """The value of a table's column in the present row: ``$row.mass``."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Quoted text, to compare a choice with."""

    value: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``-x`` or ``not x``."""

    operator: Literal["-", "not"]
    operand: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic, a comparison, or a junction of two conditions."""

    operator: Operator
    left: Node
    right: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Power:
    """``x^3``; the exponent is a whole number."""

    base: Node
    exponent: int
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """``if(condition, then, otherwise)``."""

    condition: Node
    then: Node
    otherwise: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Extreme:
    """``min(…)`` or ``max(…)`` of one or more values."""

    function: Literal["min", "max"]
    arguments: tuple[Node, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """``sum(table, term)``: the term over all rows of a table; zero for a table without rows."""

    table: str
    term: Node
    column: int = field(default=0, compare=False)


Node: TypeAlias = Number | Name | Option | Column | Text | Unary | Binary | Power | If | Extreme | Sum


_PARTS: dict[type, tuple[str, ...]] = {
    Unary: ("operand",),
    Binary: ("left", "right"),
    Power: ("base",),
    If: ("condition", "then", "otherwise"),
    Sum: ("term",),
}


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as its author wrote it, its tree, and where it stands."""

    text: str
    tree: Node
    span: Span = field(default_factory=Span, compare=False)


@dataclass(frozen=True, slots=True)
class References:
    """What an expression refers to; ``columns`` are those of the row outside any ``sum``."""

    names: frozenset[str]
    options: frozenset[str]
    columns: frozenset[str]
    tables: frozenset[str]


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node."""
    if isinstance(node, Extreme):
        return node.arguments
    return tuple(getattr(node, name) for name in _PARTS.get(type(node), ()))


def walk(node: Node) -> Iterator[Node]:
    """The node and all its parts, depth first."""
    yield node
    for child in children(node):
        yield from walk(child)


def references(expression: Expression) -> References:
    """Every name that the expression refers to."""
    nodes = tuple(walk(expression.tree))
    return References(
        names=frozenset(node.name for node in nodes if isinstance(node, Name)),
        options=frozenset(node.name for node in nodes if isinstance(node, Option)),
        columns=frozenset(_row_columns(expression.tree)),
        tables=frozenset(node.table for node in nodes if isinstance(node, Sum)),
    )


def names(expression: Expression) -> frozenset[str]:
    """The scalar names (activity data, parameters, quantities) that the expression refers to."""
    return references(expression).names


def _row_columns(node: Node) -> Iterator[str]:
    if isinstance(node, Column):
        yield node.name
    elif not isinstance(node, Sum):
        for child in children(node):
            yield from _row_columns(child)
