"""Conditions that never or always hold, choices between numbers that are none, divisors that may be zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod

from lca.documents import KeyPath, dotted
from lca.errors import Finding, Severity
from lca.rules.expression import to_text, tree
from lca.rules.expression.dimensions import constant_zero
from lca.rules.expression.tree import Expression, Node, children, walk
from lca.rules.linting.intervals import EVERYTHING, Bounds, Interval
from lca.rules.linting.study import Study

MOST_CASES = 64
_NEGATED: Mapping[str, str] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def check_conditions(study: Study) -> None:
    """Constant conditions (R310, R318), min and max (R320), equal branches (R321), divisors (R319)."""
    wrong = {finding.location.path for finding in study.context.findings if finding.code[0] == "E"}
    for path, expression, bounds in study.expressions():
        if dotted(path) in wrong:
            continue
        for node, inside in _walk(expression.tree, bounds):
            if isinstance(node, tree.Extreme):
                _extreme(study, expression, node, inside)
            elif isinstance(node, tree.If) and node.then == node.otherwise:
                _tell(study, "R321", expression, node, value=to_text(node.then))
        for node, holds in _decided(expression.tree, bounds):
            _tell(study, "R318" if holds else "R310", expression, node, condition=to_text(node))
        for divisor in _divisors(study, expression, bounds, _guards(study, path)):
            _tell(study, "R319", expression, divisor, divisor=to_text(divisor))


def _tell(study: Study, code: str, expression: Expression, node: Node, **params: object) -> None:
    study.context.findings.append(Finding(code, params, expression.span.at(_start(node)), Severity.WARNING))


def _start(node: Node) -> int:
    """Where the node begins in its text."""
    return min(part.column for part in walk(node))


def _walk(node: Node, bounds: Bounds) -> Iterator[tuple[Node, Bounds]]:
    """Every node with the bounds that hold inside of it."""
    yield node, bounds
    inside = replace(bounds, row=node.table) if isinstance(node, tree.Sum) else bounds
    for child in children(node):
        yield from _walk(child, inside)


def _extreme(study: Study, expression: Expression, node: tree.Extreme, bounds: Bounds) -> None:
    parts = [bounds.number(argument) for argument in node.arguments]
    for index, part in enumerate(parts):
        others = parts[:index] + parts[index + 1 :]
        if all(part.low >= o.high if node.function == "max" else part.high <= o.low for o in others):
            shown = to_text(node.arguments[index])
            _tell(study, "R320", expression, node, function=node.function, value=shown)
            return


def _decided(node: Node, bounds: Bounds) -> Iterator[tuple[Node, bool]]:
    """The outermost conditions that the bounds decide, and how."""
    if _is_condition(node):
        holds = decide(node, bounds)
        if holds is not None:
            yield node, holds
            return
    inside = replace(bounds, row=node.table) if isinstance(node, tree.Sum) else bounds
    for child in children(node):
        yield from _decided(child, inside)


def _is_condition(node: Node) -> bool:
    if isinstance(node, tree.Binary):
        return node.operator in tree.COMPARISONS or node.operator in ("and", "or")
    return isinstance(node, tree.Unary) and node.operator == "not"


def decide(node: Node, bounds: Bounds) -> bool | None:
    """Whether a condition always (True) or never (False) holds, over all choices and ranges together."""
    holds = bounds.truth(node)
    if holds is None:
        holds = _over_choices(node, bounds)
    if holds is None and _empty(node, bounds, True):
        holds = False
    if holds is None and _empty(node, bounds, False):
        holds = True
    return holds


def _over_choices(node: Node, bounds: Bounds) -> bool | None:
    """The truth in every combination of the choices that the condition asks for, where it is one."""
    asked = sorted(
        {part.name for part in walk(node) if isinstance(part, tree.Option)} & bounds.options.keys()
    )
    if not asked or prod(len(bounds.options[name]) for name in asked) > MOST_CASES:
        return None
    found = set()
    for texts in product(*(bounds.options[name] for name in asked)):
        fixed = {name: (text,) for name, text in zip(asked, texts, strict=True)}
        found.add(replace(bounds, options={**bounds.options, **fixed}).truth(node))
    return found.pop() if len(found) == 1 else None


def _empty(node: Node, bounds: Bounds, wanted: bool) -> bool:
    """Whether no number can make the condition ``wanted``: its demands on one name exclude each other."""
    allowed: dict[Node, tuple[Interval, bool]] = {}
    for operator, left, right in _demands(node, wanted):
        limit = bounds.number(right)
        if not isinstance(left, tree.Name | tree.Column) or limit.low != limit.high:
            continue
        have, strict = allowed.get(left, (bounds.number(left), False))
        low = max(have.low, limit.low) if operator in (">", ">=", "==") else have.low
        high = min(have.high, limit.low) if operator in ("<", "<=", "==") else have.high
        edge = operator in ("<", ">") and limit.low in (low, high)
        allowed[left] = Interval(low, high), strict or edge
    return any(i.low > i.high or (strict and i.low == i.high) for i, strict in allowed.values())


def _demands(node: Node, wanted: bool) -> Iterator[tuple[str, Node, Node]]:
    """Comparisons that all must hold for the condition to be ``wanted``, each from both sides."""
    match node:
        case tree.Unary(operator="not", operand=operand):
            yield from _demands(operand, not wanted)
        case tree.Binary(operator="and" | "or" as junction, left=left, right=right):
            if (junction == "and") == wanted:
                yield from _demands(left, wanted)
                yield from _demands(right, wanted)
        case tree.Binary(operator=operator, left=left, right=right) if operator in _NEGATED:
            asked = operator if wanted else _NEGATED[operator]
            yield asked, left, right
            yield _MIRRORED[asked], right, left


def _guards(study: Study, path: KeyPath) -> frozenset[Node]:
    """What the condition of a line asks about: its amount is only computed where that holds."""
    when = study.context.expressions.get((*path[:-1], "when"))
    return frozenset() if when is None or path[-1] == "when" else _named(when.tree)


def _named(node: Node) -> frozenset[Node]:
    return frozenset(part for part in walk(node) if isinstance(part, tree.Name | tree.Column))


def _divisors(
    study: Study, expression: Expression, bounds: Bounds, guards: frozenset[Node]
) -> Iterator[Node]:
    """Divisors that the ranges let become zero, where that can be proven and nothing guards them."""

    def search(node: Node, known: Bounds, guarded: frozenset[Node]) -> Iterator[Node]:
        divisor = _divisor(node)
        if divisor is not None and _vanishes(study, divisor, known) and not _named(divisor) & guarded:
            yield divisor
        inside = replace(known, row=node.table) if isinstance(node, tree.Sum) else known
        if isinstance(node, tree.If):
            guarded |= _named(node.condition)
        elif isinstance(node, tree.Binary) and node.operator in ("and", "or"):
            guarded |= _named(node.left)
        for child in children(node):
            yield from search(child, inside, guarded)

    yield from search(expression.tree, bounds, guards)


def _divisor(node: Node) -> Node | None:
    if isinstance(node, tree.Binary) and node.operator == "/":
        return node.right
    return node.base if isinstance(node, tree.Power) and node.exponent < 0 else None


def _vanishes(study: Study, node: Node, bounds: Bounds) -> bool:
    """Whether zero can be reached: it lies inside, and as no name stands twice the bounds are exact.

    A sum over rows without any row is zero too, but a table that lists nothing is another matter.
    """
    variables = list(_variables(study, node))
    once = len(variables) == len(set(variables))
    plain = not any(isinstance(part, tree.Sum | tree.If) for part in walk(node))
    return plain and once and bool(variables) and bounds.number(node).zero and not constant_zero(node)


def _variables(study: Study, node: Node) -> Iterator[Node]:
    """The activity data behind a node, each as often as it counts, quantities followed to their parts."""
    for part in walk(node):
        if isinstance(part, tree.Column) or (isinstance(part, tree.Name) and _is_data(study, part.name)):
            yield part
        elif isinstance(part, tree.Name) and part.name in study.declared.quantities:
            yield from _variables(study, study.declared.quantities[part.name].tree)


def _is_data(study: Study, name: str) -> bool:
    return name in study.declared.scalars and study.bounds.names.get(name, EVERYTHING) != EVERYTHING
