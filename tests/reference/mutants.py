"""Mutants of a rule: one thing of its file changed, as a slip of the pen would change it.

Each is the data of the file with one value replaced. Nothing here judges a mutant; see
``tests/benchmarks/mutation.py``. Mutants that no number under any activity data can tell from the rule are
not made; ``equivalence.py`` says which, for general reasons only.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from equivalence import reason

from lca.documents import KeyPath, dotted, read_document
from lca.errors import InputError
from lca.rules.expression.parser import parse
from lca.rules.expression.printer import to_text
from lca.rules.expression.tree import Binary, Extreme, If, Node, Number, Power, Sum, Unary
from lca.units import unit

SIBLINGS = {"kg": "t", "t": "kg", "g": "kg", "kWh": "MJ", "MJ": "kWh", "GJ": "MJ", "km": "m", "m3": "L"}
STRANGERS = {"kg": "kWh", "t": "GJ", "g": "m", "kWh": "kg", "MJ": "t", "GJ": "t", "km": "kg", "m3": "kg"}
SWAPPED = {"+": "-", "-": "+", "*": "/", "/": "*", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=",
           "!=": "==", "and": "or", "or": "and"}  # fmt: skip
GASES = {"co2": "ch4", "ch4": "co2", "cf4": "c2f6", "c2f6": "cf4", "n2o": "co2"}
SHARING = ("none", "mass", "energy", "economic", "system_expansion")
ITEMS = ("diesel", "electricity", "freight.rail", "natural_gas")
"""Factors that are mistaken for others."""
AMOUNTS = ("avoided_amount", "mass", "energy", "price", "reference_flow", "when")
SECTIONS = frozenset(
    (
        "unit",
        "alternative_units",
        "boundary",
        "cut_off",
        "parameters",
        "activity_data",
        "quantities",
        "processes",
        "electricity",
        "end_of_life",
        "classes",
    )
)
WORDS = frozenset(("label", "justification", "reason", "source", "of", "clause"))
QUANTITY = re.compile(r"^\s*([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*(.*)$")


@dataclass(frozen=True)
class Mutant:
    """What was changed: its kind, its place, the value before and after, and the file that results."""

    kind: str
    place: str
    before: str
    after: str
    source: bytes


@dataclass(frozen=True)
class Change:
    """A value to be replaced; the place is where a person would look for it."""

    kind: str
    path: KeyPath
    place: KeyPath
    before: Any
    after: Any


def mutants(source: bytes) -> Iterator[Mutant]:
    """Every mutant of a rule file, in the order of the file."""
    data = read_document(source, "rule.yaml").data
    for one in _all(data):
        if reason(data, one.kind, one.place, one.before, one.after) is None:
            changed = _dump(_with(data, one.path, one.after))
            yield Mutant(one.kind, dotted(one.place), _shown(one.before), _shown(one.after), changed)


def equivalent(source: bytes) -> Iterator[str]:
    """Of every mutant that is not made, why no number can tell it from the rule."""
    data = read_document(source, "rule.yaml").data
    found = (reason(data, one.kind, one.place, one.before, one.after) for one in _all(data))
    return (why for why in found if why is not None)


def original(source: bytes) -> bytes:
    """The rule itself, written as its mutants are."""
    return _dump(read_document(source, "rule.yaml").data)


def _all(data: Any) -> Iterator[Change]:
    for path, value in _walk(data, ()):
        for kind, changed in _changes(path, value, data):
            if changed != value:
                yield Change(kind, path, path, value, changed)
    yield from _structure(data)


def _shown(value: Any) -> str:
    nested = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))
    return "…" if nested else str(value)


def _walk(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Every key path that carries meaning for numbers; words, tests and the head are left alone."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            if (path or key in SECTIONS) and key not in WORDS:
                yield from _walk(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(value, (*path, index))


def _changes(path: KeyPath, value: Any, data: Any) -> Iterator[tuple[str, Any]]:
    section, key = (path[0], path[-1]) if path else ("", "")
    if key in ("unit", "per") and section == "activity_data" and isinstance(value, str):
        yield from (("unit", other) for other in _other_units(value))
    elif key in ("range", "typical") and isinstance(value, list):
        yield from (("range", other) for other in _ranges(value))
    elif key == "value" and (section == "parameters" or "default" in path):
        yield from (("value", other) for other in _quantities(value))
    elif key == "default" and isinstance(value, str):
        yield from (("default", other) for other in _defaults(path, value, data))
    elif key == "stage":
        yield from (("stage", other) for other in _stages(value, data))
    elif key == "gas":
        yield "gas", GASES.get(value, "co2")
    elif key == "origin":
        yield "origin", "biogenic" if value == "fossil" else "fossil"
    elif key == "method" and ("allocation" in path or "co_products" in path):
        ways = SHARING if "co_products" in path else SHARING[:-1]
        yield from (("allocation", other) for other in ways if other != value)
    elif key == "product" and "inputs" in path:
        yield from (("product", other) for other in _products(value, data))
    elif key == "kind" and "factor" in path:
        yield "factor", "direct_emission" if value == "upstream" else "upstream"
    elif key in ("item", "fuel") and isinstance(value, str) and not value.startswith("$"):
        yield from (("factor", other) for other in _items(value))
    elif _formula(path):
        yield from _expressions(value)


def _formula(path: KeyPath) -> bool:
    """Whether an expression stands at a path."""
    if not path:
        return False
    if path[-1] == "amount":
        return path[0] in ("processes", "unit", "alternative_units")
    return path[-1] in AMOUNTS or (path[0] == "quantities" and (len(path) == 2 or path[-1] == "formula"))


def _other_units(text: str) -> Iterator[str]:
    head, sign, tail = text.partition("/")
    for table in (SIBLINGS, STRANGERS):
        if head in table:
            yield table[head] + sign + tail
        if tail in table:
            yield head + sign + table[tail]


def _ranges(value: list[float]) -> Iterator[list[float]]:
    low, high = value
    yield [high, low]
    yield [low, high * 10]
    yield [low / 10 if low else -high, high]
    yield [low, low + (high - low) / 1000]


def _quantities(value: Any) -> Iterator[str]:
    match = QUANTITY.match(str(value))
    if match is None:
        return
    number, text = float(match[1].replace(",", "")), match[2]
    yield f"{-number!r} {text}".strip()
    yield f"{number * 1.1!r} {text}".strip()
    yield f"{number * 1000!r} {text}".strip()
    yield from (f"{match[1]} {other}" for other in _other_units(text))


def _defaults(path: KeyPath, value: str, data: Any) -> Iterator[str]:
    """Another option where it is one of some; another number, but nothing in place of nothing."""
    options = _at(data, path[:-1]).get("options")
    if options is not None:
        yield from [other for other in options if other != value][:1]
    elif (match := QUANTITY.match(value)) is not None and float(match[1].replace(",", "")):
        yield from _quantities(value)
    elif match is not None:
        yield f"1 {match[2]}"


def _products(value: str, data: Any) -> Iterator[str]:
    """The product that the file makes next after the one that is taken."""
    made = []
    for process in data.get("processes", {}).values():
        made += [process["output"]["product"]] if "output" in process else []
        made += [side["product"] for side in process.get("co_products", ())]
    if value in made and len(made) > 1:
        yield made[(made.index(value) + 1) % len(made)]


def _at(data: Any, path: KeyPath) -> Any:
    for key in path:
        data = data[key]
    return data


def _stages(value: Any, data: Any) -> Iterator[str]:
    stages = data.get("boundary", {}).get("stages", {})
    yield from (stage for stage, inside in stages.items() if inside == "included" and stage != value)
    yield from [stage for stage, inside in stages.items() if inside != "included"][:1]


def _items(value: str) -> Iterator[str]:
    """A name that no table holds, and one that is another's."""
    yield value + "x"
    yield next((item for item in ITEMS if item > value), ITEMS[0])


def _expressions(value: Any) -> Iterator[tuple[str, str]]:
    try:
        tree = parse(str(value)).tree
    except InputError:
        return
    for kind, changed in _trees(tree):
        yield kind, to_text(changed)
    yield "sign", f"-({to_text(tree)})"


def _trees(node: Node) -> Iterator[tuple[str, Node]]:
    """Every tree that differs from this one in one node."""
    yield from _here(node)
    match node:
        case Unary(operator=sign, operand=operand):
            yield from ((kind, Unary(sign, other)) for kind, other in _trees(operand))
        case Binary(operator=sign, left=left, right=right):
            yield from ((kind, Binary(sign, other, right)) for kind, other in _trees(left))
            yield from ((kind, Binary(sign, left, other)) for kind, other in _trees(right))
        case Power(base=base, exponent=exponent):
            yield "operator", Power(base, exponent + 1)
            yield from ((kind, Power(other, exponent)) for kind, other in _trees(base))
        case If(condition=condition, then=then, otherwise=otherwise):
            yield "operator", If(condition, otherwise, then)
            yield from ((kind, If(other, then, otherwise)) for kind, other in _trees(condition))
            yield from ((kind, If(condition, other, otherwise)) for kind, other in _trees(then))
            yield from ((kind, If(condition, then, other)) for kind, other in _trees(otherwise))
        case Sum(table=table, term=term):
            yield from ((kind, Sum(table, other)) for kind, other in _trees(term))
        case Extreme(function=function, arguments=arguments):
            for index, argument in enumerate(arguments):
                for kind, other in _trees(argument):
                    yield kind, Extreme(function, (*arguments[:index], other, *arguments[index + 1 :]))


def _here(node: Node) -> Iterator[tuple[str, Node]]:
    match node:
        case Binary(operator=sign, left=left, right=right):
            yield "operator", Binary(SWAPPED[sign], left, right)  # type: ignore[arg-type]
        case Number(value=value, unit=own):
            yield "number", Number(value * 1.1, own)
            for other in _other_units(own.text):
                same = value == 0 and unit(other).dimension == own.dimension
                yield "unit of zero" if same else "unit", Number(value, unit(other))
        case Extreme(function=function, arguments=arguments):
            yield "operator", Extreme("max" if function == "min" else "min", arguments)


def _structure(data: Any) -> Iterator[Change]:
    """Lines left out, inputs turned into credits, conditions left out."""
    for key, process in data.get("processes", {}).items():
        for group in ("inputs", "emissions", "wastes", "credits", "co_products"):
            for index, line in enumerate(process.get(group, ())):
                path: KeyPath = ("processes", key, group)
                rest = [one for i, one in enumerate(process[group]) if i != index]
                yield Change("left out", path, (*path, index), line, rest)
                if "when" in line:
                    bare = {name: value for name, value in line.items() if name != "when"}
                    yield Change("condition", (*path, index), (*path, index), line, bare)


def _with(data: Any, path: KeyPath, value: Any) -> Any:
    """The data with another value at a path; what lies beside the path is shared, not copied."""
    if not path:
        return value
    changed = copy.copy(data)
    changed[path[0]] = _with(data[path[0]], path[1:], value)
    return changed


def _dump(data: Any) -> bytes:
    """As JSON, which is YAML: quick to write, and no number or text is read another way."""
    return json.dumps(data, ensure_ascii=False, default=lambda day: day.isoformat()).encode()
