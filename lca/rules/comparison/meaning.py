"""Whether two texts of a rule mean the same: formulas up to order and spelling, quantities up to units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from lca.errors import InputError
from lca.rules.expression import tree
from lca.rules.expression.parser import parse
from lca.units import DIMENSIONLESS, Quantity, quantity

Normal: TypeAlias = tuple[Any, ...]
LARGEST = 4000
"""Nodes up to which names are written out; beyond, formulas are compared as they stand."""
_TURNED = {">": "<", ">=": "<="}
_ONE: Normal = ("number", 1.0, str(DIMENSIONLESS))


@dataclass(frozen=True)
class Meanings:
    """The names of a rule that stand for a formula: its quantities, and constants that are exact."""

    formulas: Mapping[str, str] = field(default_factory=dict)


def same_formula(old: str, new: str, before: Meanings, after: Meanings) -> bool:
    """Whether two formulas give the same number whatever the activity data are.

    Sums, products, ``and``, ``or``, ``min`` and ``max`` do not depend on order; units count by what they
    amount to; names of quantities and of exact constants count as what they stand for.
    """
    first, second = _read(old), _read(new)
    if first is None or second is None:
        return old == new
    if _normal(first) == _normal(second):
        return True
    return _normal(_whole(first, before)) == _normal(_whole(second, after))


def same_quantity(old: object, new: object) -> bool:
    """Whether two quantities are equal, each in its unit."""
    first, second = read_quantity(old), read_quantity(new)
    if first is None or second is None:
        return old == new
    return first.unit.dimension == second.unit.dimension and _digits(first.engine) == _digits(second.engine)


def read_quantity(text: object) -> Quantity | None:
    """A quantity, or None where the text is none."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return None
    try:
        return quantity(text)
    except InputError:
        return None


def normal_text(text: str) -> str:
    """What formulas that differ in spelling and order only have in common."""
    node = _read(text)
    return text if node is None else repr(_normal(node))


def _read(text: str) -> tree.Node | None:
    try:
        return parse(text).tree
    except InputError:
        return None


def _digits(value: float) -> float:
    """The value without the last bits, in which the way that it was converted shows."""
    return float(f"{value:.13g}")


def _whole(node: tree.Node, meanings: Meanings) -> tree.Node:
    """The tree with names written out, unless it became too large."""
    writing = _Writing(meanings.formulas, {})
    whole = writing.out(node, frozenset())
    return node if writing.size(whole) > LARGEST else whole


@dataclass(frozen=True)
class _Writing:
    formulas: Mapping[str, str]
    known: dict[str, tree.Node]

    def out(self, node: tree.Node, above: frozenset[str]) -> tree.Node:
        if isinstance(node, tree.Name) and node.name in self.formulas and node.name not in above:
            return self.named(node.name, above)
        return _rebuilt(node, tuple(self.out(child, above) for child in tree.children(node)))

    def named(self, name: str, above: frozenset[str]) -> tree.Node:
        if name not in self.known:
            read = _read(self.formulas[name])
            inside = tree.Name(name) if read is None else self.out(read, above | {name})
            self.known[name] = inside if self.size(inside) <= LARGEST else tree.Name(name)
        return self.known[name]

    def size(self, node: tree.Node) -> int:
        count = 0
        for _ in tree.walk(node):
            count += 1
            if count > LARGEST:
                break
        return count


def _rebuilt(node: tree.Node, parts: tuple[tree.Node, ...]) -> tree.Node:
    """The node with other parts in the place of its own."""
    if isinstance(node, tree.Extreme):
        return replace(node, arguments=parts)
    fields = ("operand", "left", "right", "base", "condition", "then", "otherwise", "term")
    own = [name for name in fields if hasattr(node, name)]
    changed: dict[str, Any] = dict(zip(own, parts, strict=True))
    return replace(node, **changed)


def _normal(node: tree.Node) -> Normal:
    match node:
        case tree.Number(value=value, unit=unit):
            return ("number", _digits(value * unit.scale), str(unit.dimension))
        case tree.Name(name=name) | tree.Option(name=name) | tree.Column(name=name):
            return (type(node).__name__, name)
        case tree.Text(value=value):
            return ("text", value)
        case tree.Binary() | tree.Unary() | tree.Power():
            return _operation(node)
        case _:
            return _call(node)


def _operation(node: tree.Node) -> Normal:
    match node:
        case tree.Unary(operator="not", operand=operand):
            return ("not", _normal(operand))
        case tree.Binary(operator="+" | "-") | tree.Unary():
            return _joined("+", _terms(node, 1))
        case tree.Binary(operator="*" | "/") | tree.Power():
            return _joined("*", _gathered(_factors(node, 1)))
        case tree.Binary(operator="and" | "or" as sign):
            return (sign, *_sorted(_flat(node, sign)))
        case _:
            return _comparison(node)


def _comparison(node: tree.Node) -> Normal:
    sign, pair = getattr(node, "operator", ""), [_normal(part) for part in tree.children(node)]
    if sign in ("==", "!="):
        return (sign, *_sorted(pair))
    return (_TURNED[sign], *reversed(pair)) if sign in _TURNED else (sign, *pair)


def _call(node: tree.Node) -> Normal:
    match node:
        case tree.Extreme(function=function, arguments=arguments):
            return (function, *_sorted(map(_normal, arguments)))
        case tree.Sum(table=table, term=term):
            return ("sum", table, _normal(term))
        case _:
            return ("if", *map(_normal, tree.children(node)))


def _joined(sign: str, parts: Iterable[tuple[int, Normal]]) -> Normal:
    """A sum of signed terms or a product of factors with exponents; one alone is itself."""
    found = _sorted(parts)
    return found[0][1] if len(found) == 1 and found[0][0] == 1 else (sign, *found)


def _terms(node: tree.Node, sign: int) -> Iterator[tuple[int, Normal]]:
    match node:
        case tree.Binary(operator="+" | "-" as operator, left=left, right=right):
            yield from _terms(left, sign)
            yield from _terms(right, sign if operator == "+" else -sign)
        case tree.Unary(operator="-", operand=operand):
            yield from _terms(operand, -sign)
        case _:
            yield sign, _normal(node)


def _factors(node: tree.Node, exponent: int) -> Iterator[tuple[int, Normal]]:
    match node:
        case tree.Binary(operator="*" | "/" as operator, left=left, right=right):
            yield from _factors(left, exponent)
            yield from _factors(right, exponent if operator == "*" else -exponent)
        case tree.Power(base=base, exponent=power):
            yield from _factors(base, exponent * power)
        case _:
            yield exponent, _normal(node)


def _gathered(factors: Iterable[tuple[int, Normal]]) -> Iterator[tuple[int, Normal]]:
    """Equal factors once with their exponents; above and below the line stay apart, as zero may matter."""
    found: dict[tuple[bool, Normal], int] = {}
    for exponent, factor in factors:
        if factor != _ONE:
            key = exponent > 0, factor
            found[key] = found.get(key, 0) + exponent
    yield from ((exponent, factor) for (_, factor), exponent in found.items())


def _flat(node: tree.Node, sign: str) -> Iterator[Normal]:
    if isinstance(node, tree.Binary) and node.operator == sign:
        yield from _flat(node.left, sign)
        yield from _flat(node.right, sign)
    else:
        yield _normal(node)


def _sorted(parts: Any) -> list[Any]:
    return sorted(parts, key=repr)
