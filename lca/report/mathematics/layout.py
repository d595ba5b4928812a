"""Expression tree to what a formula looks like: fractions, cases, parentheses where they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lca.report.mathematics import nodes
from lca.report.mathematics.formula import Formula
from lca.report.mathematics.letters import COLUMN
from lca.report.mathematics.unit_factors import unit_layout
from lca.rules.expression import tree

_SIGNS: Mapping[str, nodes.Sign] = {
    "*": "×",
    "-": "−",
    "+": "+",
    "==": "=",
    "!=": "≠",
    "<=": "≤",
    ">=": "≥",
    "<": "<",
    ">": ">",
    "and": "∧",
    "or": "∨",
}
_OPPOSITE: Mapping[str, tree.Comparison] = {
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "==": "!=",
    "!=": "==",
}
_LEVELS = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 7, "/": 9}
_CASES, _COMPARED, _ADDED, _SUMMED, _TIMES, _SIGNED, _FRACTION, _ATOM = 0, 4, 5, 6, 7, 8, 9, 10
_INDICES = "ijklpq"


def layout(node: tree.Node, letters: Mapping[str, str] | None = None) -> nodes.Layout:
    """What an expression looks like; ``letters`` are those of its names."""
    free = any(True for _ in _free_columns(node))
    return _Writer(letters or {}, outer=_INDICES[0] if free else "").write(node)


def name_layout(name: str, letters: Mapping[str, str] | None = None) -> nodes.Symbol:
    """What a name looks like; ``row.`` and a column's name is the column of row *i*.

    A name that has no letter is split at its first underscore: ``EF_p`` is EF with the index *p*.
    """
    index = _INDICES[0] if name.startswith(COLUMN) else ""
    bare = name.removeprefix(COLUMN)
    if base := (letters or {}).get(name):
        return nodes.Symbol(base, _words(bare), index)
    base, below = _split(bare)
    if len(below) == 1 and below.isalpha() and not index:
        return nodes.Symbol(base, "", below)
    return nodes.Symbol(base, _words(below), index)


def symbol_layout(formula: Formula, name: str) -> nodes.Layout:
    """A name of a formula's list of symbols as it looks in the formula."""
    parts = tuple(tree.walk(formula.right))
    plain = {formula.left, *(part.name for part in parts if isinstance(part, tree.Name))}
    if name not in plain and any(isinstance(part, tree.Option) and part.name == name for part in parts):
        return nodes.Words(_words(name))
    column = name not in plain and any(isinstance(part, tree.Column) and part.name == name for part in parts)
    return name_layout(COLUMN + name if column else name, formula.letters)


def _split(name: str) -> tuple[str, str]:
    """What stands on the line and what below it; only symbols of textbooks have capitals: ``R1`` is R, 1."""
    base, mark, below = name.partition("_")
    if not base or (mark and not below) or not _plain(name):
        return name, ""
    if not mark and base[0].isupper() and base[1:].isdigit():
        return base[0], base[1:]
    return base, below


def either_layout(what: tree.Node | str, letters: Mapping[str, str] | None = None) -> nodes.Layout:
    """What an expression or a name looks like."""
    return name_layout(what, letters) if isinstance(what, str) else layout(what, letters)


def _words(name: str) -> str:
    """The words of a name: underscores are blanks, dots commas; a name that would not read back stays."""
    return name.replace("_", " ").replace(".", ", ") if _plain(name) else name


def _plain(name: str) -> bool:
    return all(word.isalnum() for part in name.split(".") for word in part.split("_"))


def _free_columns(node: tree.Node) -> Iterator[tree.Column]:
    if isinstance(node, tree.Column):
        yield node
    elif not isinstance(node, tree.Sum):
        for child in tree.children(node):
            yield from _free_columns(child)


@dataclass(frozen=True)
class _Writer:
    """Writes one expression; ``outer`` is the index of the present row, or empty."""

    letters: Mapping[str, str]
    outer: str = field(default="")

    def write(self, node: tree.Node) -> nodes.Layout:
        made: nodes.Layout = getattr(self, f"on_{type(node).__name__.lower()}")(node)
        return made

    def on_number(self, node: tree.Number) -> nodes.Layout:
        return _literal(node)

    def on_name(self, node: tree.Name) -> nodes.Layout:
        return name_layout(node.name, self.letters)

    def on_column(self, node: tree.Column) -> nodes.Layout:
        return replace(name_layout(COLUMN + node.name, self.letters), index=self.outer or _INDICES[0])

    def on_option(self, node: tree.Option) -> nodes.Layout:
        return nodes.Words(_words(node.name))

    def on_text(self, node: tree.Text) -> nodes.Layout:
        return nodes.Words(f"“{node.value}”")

    def on_power(self, node: tree.Power) -> nodes.Layout:
        return nodes.Power(self.inside(node.base, _ATOM), node.exponent)

    def on_extreme(self, node: tree.Extreme) -> nodes.Layout:
        return nodes.Extreme(node.function, tuple(self.inside(a, _ADDED) for a in node.arguments))

    def on_if(self, node: tree.If) -> nodes.Layout:
        return nodes.Cases(tuple((self.inside(v, _COMPARED), self.write(c)) for v, c in branches(node)))

    def inside(self, node: tree.Node, level: int, first: bool = True) -> nodes.Layout:
        """A part of an operation: in parentheses where it binds less, or where two signs would meet."""
        made = self.write(node)
        loose = _level(node) < level or (not first and _signed(made))
        return nodes.Fenced(made) if loose else made

    def on_unary(self, node: tree.Unary) -> nodes.Layout:
        if node.operator == "-":
            return _row(nodes.Operator("−", unary=True), self.inside(node.operand, _SIGNED, first=False))
        return _row(nodes.Operator("¬", unary=True), self.inside(node.operand, _ATOM))

    def on_binary(self, node: tree.Binary) -> nodes.Layout:
        if node.operator == "/":
            return nodes.Fraction(self.inside(node.left, _ADDED), self.inside(node.right, _ADDED))
        level = _level(node)
        left = self.inside(node.left, level + 1 if level == _COMPARED else level)
        right = self.inside(node.right, level + 1, first=level <= _COMPARED)
        return _row(left, nodes.Operator(_SIGNS[node.operator]), right)

    def on_sum(self, node: tree.Sum) -> nodes.Layout:
        if len(node.table) == 1:
            return nodes.Sum(node.table, "", self.inside(node.term, _SUMMED, first=False))
        index = _INDICES[(_INDICES.find(self.outer) + 1) % len(_INDICES)] if self.outer else _INDICES[0]
        term = replace(self, outer=index).inside(node.term, _SUMMED, first=False)
        return nodes.Sum(index, _words(node.table), term)


def _level(node: tree.Node) -> int:
    """How strongly a node binds what it is made of."""
    if isinstance(node, tree.Binary):
        return _LEVELS.get(node.operator, _COMPARED)
    if isinstance(node, tree.Unary):
        return _SIGNED if node.operator == "-" else _LEVELS["not"]
    if isinstance(node, tree.Number):
        return _FRACTION if node.unit.text or _tens(node.value) is not None else _ATOM
    return {tree.If: _CASES, tree.Sum: _SUMMED, tree.Power: _FRACTION}.get(type(node), _ATOM)


def branches(node: tree.If) -> Iterator[tuple[tree.Node, tree.Node]]:
    """Values with their conditions, of which exactly one holds: ``if`` within ``otherwise`` laid flat."""
    yield node.then, node.condition
    before, rest = opposite(node.condition), node.otherwise
    while isinstance(rest, tree.If):
        yield rest.then, tree.Binary("and", before, rest.condition)
        before = tree.Binary("and", before, opposite(rest.condition))
        rest = rest.otherwise
    yield rest, before


def opposite(condition: tree.Node) -> tree.Node:
    """The condition that holds where this one does not, without a sign of negation where there is a way."""
    match condition:
        case tree.Binary(operator=sign, left=left, right=right) if sign in _OPPOSITE:
            return tree.Binary(_OPPOSITE[sign], left, right)
        case tree.Binary(operator="and", left=left, right=right):
            return tree.Binary("or", opposite(left), opposite(right))
        case tree.Binary(operator="or", left=left, right=right):
            return tree.Binary("and", opposite(left), opposite(right))
        case tree.Unary(operator="not", operand=operand):
            return operand
        case _:
            return tree.Unary("not", condition)


def _literal(node: tree.Number) -> nodes.Layout:
    tens = _tens(node.value)
    digits = repr(node.value) if tens is None else repr(node.value).partition("e")[0]
    number = nodes.Number(digits.removesuffix(".0"), tens)
    return _row(number, unit_layout(node.unit.text)) if node.unit.text else number


def _tens(value: float) -> int | None:
    mantissa, _, exponent = repr(value).partition("e")
    return int(exponent) if exponent and mantissa else None


def _row(*parts: nodes.Layout) -> nodes.Row:
    items: list[nodes.Layout] = []
    for part in parts:
        items += part.items if isinstance(part, nodes.Row) else (part,)
    return nodes.Row(tuple(items))


def _signed(made: nodes.Layout) -> bool:
    """Whether it begins with a sign, so that no other sign may stand before it."""
    first = made.items[0] if isinstance(made, nodes.Row) else made
    return isinstance(first, nodes.Operator) or (isinstance(first, nodes.Number) and first.digits[0] == "-")
