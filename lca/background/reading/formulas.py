"""Formulas of parameters: parsed by a grammar, bounded, never given to Python.

Names are looked up among parameters first and constants then. Everything that has no finite real value is a
finding with the reason: unknown names and functions, division by zero, overflow, roots of negative numbers,
parameters that depend on each other in a circle. What differs between formats stands in
:mod:`lca.background.reading.formula_functions`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from lca.background.reading.formula_evaluating import Names, evaluated
from lca.background.reading.formula_functions import DIALECTS, DialectName
from lca.background.reading.formula_order import Order
from lca.background.reading.formula_parsing import names_in, parse, refused
from lca.errors import Finding, InputError, Location

if TYPE_CHECKING:
    from lark import Token, Tree

NOWHERE = Location()
NAMED = 8
"""How many members of a circle a message names."""

_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")


def value_of(
    text: str, values: Mapping[str, float], dialect: DialectName, place: Location = NOWHERE
) -> float:
    """Give the value of one formula over parameters that have values; InputError says why it has none."""
    if not _NUMBER.fullmatch(text):
        rules = DIALECTS[dialect]
        return evaluated(parse(text, place), Names(values, rules.folded), rules, text, place)
    return _finite(float(text), place)


def evaluate(
    formulas: Mapping[str, str | float], dialect: DialectName, place: Location = NOWHERE
) -> tuple[dict[str, float], list[Finding]]:
    """Give parameters their values, in the order of their dependencies, and say which have none and why.

    A parameter without a value is left out of the values, and so is every one that depends on it; each of
    them has a finding, whose place has the parameter's name at the end of its path.
    """
    rules = DIALECTS[dialect]
    findings: list[Finding] = []
    values, trees = _read(formulas, place, findings)
    spelling = Names(dict.fromkeys(formulas, 0.0), rules.folded)
    needs = {name: {spelling.find(used) for used in names_in(tree)} for name, tree in trees.items()}
    names = Names(values, rules.folded, formulas)

    def solve(name: str) -> bool:
        try:
            values[name] = evaluated(trees[name], names, rules, str(formulas[name]), _at(place, name))
        except InputError as error:
            findings.extend(error.findings)
        return name in values

    broken = formulas.keys() - values.keys() - trees.keys()
    order = Order({name: found - {None} for name, found in needs.items()}, broken)
    order.run(solve)
    for name, cause in order.dependent.items():
        findings.append(Finding("B147", {"name": name, "cause": cause}, _at(place, name)))
    for name, circle in order.circular.items():
        findings.append(Finding("B146", {"name": name, "circle": _shown(circle)}, _at(place, name)))
    return {name: values[name] for name in formulas if name in values}, findings


def _read(
    formulas: Mapping[str, str | float], place: Location, findings: list[Finding]
) -> tuple[dict[str, float], dict[str, Tree[Token]]]:
    values: dict[str, float] = {}
    trees: dict[str, Tree[Token]] = {}
    for name, given in formulas.items():
        where = _at(place, name)
        try:
            if not isinstance(given, str) or _NUMBER.fullmatch(given):
                values[name] = _finite(float(given), where)
            else:
                trees[name] = parse(given, where)
        except InputError as error:
            findings.extend(error.findings)
    return values, trees


def _finite(value: float, place: Location) -> float:
    if not math.isfinite(value):
        raise refused("B145", str(value), place, reason=str(value))
    return value


def _at(place: Location, name: str) -> Location:
    return replace(place, path=f"{place.path}.{name}".lstrip("."))


def _shown(circle: list[str]) -> str:
    names = circle if len(circle) <= NAMED else [*circle[: NAMED - 1], "…", circle[0]]
    return " → ".join(names)
