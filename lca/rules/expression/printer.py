"""Tree to text: what is printed reads back as the same tree."""

from __future__ import annotations

from lca.rules.expression import tree

_LEVELS = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARED, _SIGNED, _POWER, _ATOM = 4, 7, 8, 9


def to_text(node: tree.Node | tree.Expression) -> str:
    """The expression in the language, with as few parentheses as its meaning needs."""
    return _write(node.tree if isinstance(node, tree.Expression) else node)


def _level(node: tree.Node) -> int:
    match node:
        case tree.Binary(operator=operator):
            return _LEVELS.get(operator, _COMPARED)
        case tree.Unary(operator=sign):
            return _SIGNED if sign == "-" else _LEVELS["not"]
        case tree.Power():
            return _POWER
        case _:
            return _ATOM


def _inside(node: tree.Node, level: int) -> str:
    text = _write(node)
    return text if _level(node) >= level else f"({text})"


def _write(node: tree.Node) -> str:
    match node:
        case tree.Number() | tree.Text():
            return _literal(node)
        case tree.Name(name=name):
            return name
        case tree.Option(name=name):
            return f"${name}"
        case tree.Column(name=name):
            return f"$row.{name}"
        case tree.If() | tree.Extreme() | tree.Sum():
            return _call(node)
        case _:
            return _operation(node)


def _literal(node: tree.Number | tree.Text) -> str:
    if isinstance(node, tree.Number):
        return f"{repr(node.value).removesuffix('.0')} {node.unit.text}".rstrip()
    return f"'{node.value}'" if '"' in node.value else f'"{node.value}"'


def _call(node: tree.If | tree.Extreme | tree.Sum) -> str:
    match node:
        case tree.Sum(table=table, term=term):
            return f"sum({table}, {_write(term)})"
        case tree.Extreme(function=function, arguments=arguments):
            return f"{function}({', '.join(map(_write, arguments))})"
        case _:
            return f"if({', '.join(map(_write, tree.children(node)))})"


def _operation(node: tree.Unary | tree.Binary | tree.Power) -> str:
    match node:
        case tree.Unary(operator="-", operand=operand):
            return f"-{_inside(operand, _SIGNED)}"
        case tree.Unary(operand=operand):
            return f"not {_inside(operand, _LEVELS['not'])}"
        case tree.Power(base=base, exponent=exponent):
            bare = not (isinstance(base, tree.Number) and base.unit.text)
            return f"{_inside(base, _ATOM if bare else _ATOM + 1)}^{exponent}"
        case tree.Binary(operator=sign, left=left, right=right):
            level = _level(node)
            first = level + 1 if level == _COMPARED else level
            return f"{_inside(left, first)} {sign} {_inside(right, level + 1)}"
