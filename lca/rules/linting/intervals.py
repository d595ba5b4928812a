"""Which numbers an expression can give and whether a condition can hold, by the ranges that a rule allows.

Interval arithmetic: every result contains all values that can occur, so what it rules out cannot occur. It
may contain more, because a name that stands twice counts as two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from lca.rules.expression import tree

INFINITY = math.inf


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included, in the engine's units."""

    low: float = -INFINITY
    high: float = INFINITY

    @property
    def zero(self) -> bool:
        """Whether zero lies inside."""
        return self.low <= 0 <= self.high

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        if other.low < 0 < other.high or other.low == other.high == 0:
            return EVERYTHING
        low = 1 / other.high if other.high else -INFINITY
        high = 1 / other.low if other.low else INFINITY
        return self * Interval(low, high)


def _times(first: float, second: float) -> float:
    """A product of two ends; zero times infinity is zero, for infinity itself is never taken."""
    return 0.0 if first == 0 or second == 0 else first * second


EVERYTHING = Interval()
NOT_NEGATIVE = Interval(0.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of names, of columns by (table, column), and of the texts that may be chosen."""

    names: Mapping[str, Interval] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Interval] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    row: str = ""

    def number(self, node: tree.Node) -> Interval:
        """The numbers that the node can give; everything where nothing is known."""
        found = EVERYTHING
        match node:
            case tree.Number(value=value, unit=unit):
                found = Interval(value * unit.scale, value * unit.scale)
            case tree.Name(name=name):
                found = self.names.get(name, EVERYTHING)
            case tree.Column(name=name):
                found = self.columns.get((self.row, name), EVERYTHING)
            case tree.Unary(operator="-", operand=operand):
                found = -self.number(operand)
            case tree.Binary(operator=operator, left=left, right=right) if operator in tree.ARITHMETIC:
                found = _ARITHMETIC[operator](self.number(left), self.number(right))
            case tree.Power(base=base, exponent=exponent):
                found = _power(self.number(base), exponent)
            case tree.If():
                found = self._if(node)
            case tree.Extreme():
                found = self._extreme(node)
            case tree.Sum(table=table, term=term):
                found = _sum(replace(self, row=table).number(term))
        return found

    def _extreme(self, node: tree.Extreme) -> Interval:
        parts = [self.number(argument) for argument in node.arguments]
        pick = min if node.function == "min" else max
        return Interval(pick(part.low for part in parts), pick(part.high for part in parts))

    def _if(self, node: tree.If) -> Interval:
        holds = self.truth(node.condition)
        if holds is not None:
            return self.number(node.then if holds else node.otherwise)
        return self.number(node.then).hull(self.number(node.otherwise))

    def truth(self, node: tree.Node) -> bool | None:
        """Whether a condition always holds (True), never (False), or can do either (None)."""
        match node:
            case tree.Unary(operator="not", operand=operand):
                inner = self.truth(operand)
                return None if inner is None else not inner
            case tree.Binary(operator="and", left=left, right=right):
                return _both(self.truth(left), self.truth(right))
            case tree.Binary(operator="or", left=left, right=right):
                return _either(self.truth(left), self.truth(right))
            case tree.Binary(operator=operator, left=left, right=right) if operator in tree.COMPARISONS:
                return self._comparison(operator, left, right)
        return None

    def _comparison(self, operator: str, left: tree.Node, right: tree.Node) -> bool | None:
        texts = self.words(left), self.words(right)
        if texts[0] is not None or texts[1] is not None:
            return _text(operator, *texts)
        if left == right:
            return operator in ("==", "<=", ">=")
        return _compare(operator, self.number(left), self.number(right))

    def words(self, node: tree.Node) -> tuple[str, ...] | None:
        """The texts that a node can be; None for a number, empty where any text is possible."""
        match node:
            case tree.Text(value=value):
                return (value,)
            case tree.Option(name=name):
                return self.options.get(name, ())
            case tree.Column(name=name):
                return self.texts.get((self.row, name))
        return None


_ARITHMETIC: Mapping[str, Callable[[Interval, Interval], Interval]] = {
    "+": Interval.__add__,
    "-": Interval.__sub__,
    "*": Interval.__mul__,
    "/": Interval.__truediv__,
}


def _power(base: Interval, exponent: int) -> Interval:
    whole = reduce(Interval.__mul__, [base] * abs(exponent), Interval(1.0, 1.0))
    if exponent % 2 == 0 and exponent:
        ends = abs(base.low), abs(base.high)
        whole = Interval(0.0 if base.zero else min(ends) ** abs(exponent), whole.high)
    return whole if exponent >= 0 else Interval(1.0, 1.0) / whole


def _sum(term: Interval) -> Interval:
    """The term over any number of rows, none included."""
    return Interval(0.0 if term.low >= 0 else -INFINITY, 0.0 if term.high <= 0 else INFINITY)


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return True if first and second else None


def _either(first: bool | None, second: bool | None) -> bool | None:
    if first or second:
        return True
    return False if first is False and second is False else None


def _compare(operator: str, left: Interval, right: Interval) -> bool | None:
    match operator:
        case "<":
            return True if left.high < right.low else False if left.low >= right.high else None
        case "<=":
            return True if left.high <= right.low else False if left.low > right.high else None
        case ">" | ">=":
            return _compare({">": "<", ">=": "<="}[operator], right, left)
    apart = left.high < right.low or left.low > right.high
    same = left.low == left.high == right.low == right.high
    equal = False if apart else True if same else None
    return equal if operator == "==" or equal is None else not equal


def _text(operator: str, left: tuple[str, ...] | None, right: tuple[str, ...] | None) -> bool | None:
    if not left or not right:
        return None
    equal = True if len({*left, *right}) == 1 else None if {*left} & {*right} else False
    return equal if operator == "==" or equal is None else not equal
