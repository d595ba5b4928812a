"""Names in a rule: which texts use one, and the same rule with another name in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from lca.errors import InputError
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.language import RULE
from lca.rules.comparison.meaning import normal_text
from lca.rules.comparison.shape import Entries, Leaf, Section, Shape
from lca.rules.expression import tree
from lca.rules.expression.parser import parse

Visit: TypeAlias = Callable[[str, Leaf, Any], Any]
"""What becomes of a value: its category, its leaf, the value."""
KEYED = ("sensitivities.given", "sensitivities.change", "sensitivities.parameters", "tests.given")
_HOLE = "the_name_in_question"


def mapped(value: Tree, visit: Visit, shape: Shape = RULE, category: str = "") -> Tree:
    """The tree with every field visited."""
    found = dict(value)
    for key, part in shape.fields.items() if isinstance(shape, Section) else ():
        if key not in value:
            continue
        name = f"{category}.{key}".lstrip(".")
        if isinstance(part, Leaf):
            found[key] = visit(name, part, value[key])
        elif isinstance(part, Entries):
            found[key] = {k: mapped(one, visit, part.entry, name) for k, one in value[key].items()}
        else:
            found[key] = mapped(value[key], visit, part, name)
    return found


def rekeyed(entries: Tree, old: str, new: str) -> Tree:
    """The mapping with another key in the same place."""
    return {new if key == old else key: value for key, value in entries.items()}


def renamed(value: Tree, section: str, old: str, new: str) -> Tree:
    """The rule with another name for activity data, a constant or a quantity, wherever it is used."""

    def visit(category: str, leaf: Leaf, one: Any) -> Any:
        if leaf.formula:
            return in_text(one, old, new)
        if category == "processes.lines.for_each":
            return new if one == old else one
        if category in KEYED:
            return rekeyed(one, old, new)
        return in_selector(one, f"${old}", f"${new}")

    found = mapped(value, visit)
    return found | {section: rekeyed(found[section], old, new)}


def in_selector(value: Any, old: str, new: str) -> Any:
    """A factor's selector with one reference replaced; other values as they are."""
    if isinstance(value, dict):
        return {key: in_selector(item, old, new) for key, item in value.items()}
    return new if value == old else value


def in_text(text: str, old: str, new: str) -> str:
    """A formula with one name replaced; all else stays as it is written."""
    return _replaced(text, sorted(_uses(text, old)), old, new)


def column_in_text(text: str, table: str, old: str, new: str, row: bool) -> str:
    """A formula with a column of a table renamed; ``row`` where the formula itself is for a row of it."""
    node = _tree(text)
    found = () if node is None else sorted(_columns(node, table, old, row))
    starts = [text.index(old, start) for start in found]
    return _replaced(text, starts, old, new)


def usage(value: Tree, name: str) -> tuple[str, ...]:
    """How a rule uses a name: every formula and selector that does, with the name taken out."""
    found: list[str] = []

    def visit(category: str, leaf: Leaf, one: Any) -> Any:
        if leaf.formula and re.search(rf"\b{name}\b", one):
            found.append(f"{category}: {normal_text(in_text(one, name, _HOLE))}")
        elif not leaf.formula and category.startswith(("processes", "end_of_life")):
            other = one == name if category.endswith("for_each") else in_selector(one, f"${name}", "") != one
            found.extend([f"{category}: {in_selector(one, f'${name}', _HOLE)!r}"] if other else [])
        return one

    mapped({key: value[key] for key in value if key not in ("tests", "sensitivities")}, visit)
    return tuple(sorted(text.replace(f"'{name}'", "''") for text in found))


def _tree(text: str) -> tree.Node | None:
    try:
        return parse(text).tree
    except InputError:
        return None


def _replaced(text: str, starts: list[int], old: str, new: str) -> str:
    for start in reversed(starts):
        text = text[:start] + new + text[start + len(old) :]
    return text


def _uses(text: str, name: str) -> Iterator[int]:
    """Where a formula names something: at the name, after the sign of a choice, after ``sum(``."""
    node = _tree(text)
    for one in () if node is None else tree.walk(node):
        if isinstance(one, tree.Name) and one.name == name:
            yield one.column
        elif isinstance(one, tree.Option) and one.name == name:
            yield text.index(name, one.column)
        elif isinstance(one, tree.Sum) and one.table == name:
            yield text.index(name, text.index("(", one.column))


def _columns(node: tree.Node, table: str, name: str, inside: bool) -> Iterator[int]:
    if isinstance(node, tree.Column) and node.name == name and inside:
        yield node.column + len("$row")
    for child in tree.children(node):
        yield from _columns(child, table, name, node.table == table if isinstance(node, tree.Sum) else inside)
