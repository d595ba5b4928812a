"""Trees of rules changed and turned back into data that a rule is read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lca.rules.comparison.canonical import ALWAYS, GROUPS, TEXTS, Tree
from lca.rules.comparison.change import ABSENT, Edit


def edited(tree: Tree, edits: Iterable[Edit]) -> Tree:
    """A copy of the tree with the edits; what has no holder any more is passed over."""
    for edit in edits:
        tree = _put(tree, edit.path, edit.value)
    return tree


def _put(tree: Tree, path: tuple[str | int, ...], value: Any) -> Tree:
    head, rest = str(path[0]), path[1:]
    if rest:
        holder = tree.get(head)
        if not isinstance(holder, dict):
            return tree
        return tree | {head: _put(holder, rest, value)}
    if value is ABSENT:
        return {key: item for key, item in tree.items() if key != head}
    return tree | {head: value}


def written(tree: Tree) -> Tree:
    """The data of a rule whose tree this is; lists stand in the order of the tree."""
    data = dict(tree)
    for key in ("standards", "terms", "alternative_units", "comparability", "tests"):
        data[key] = list(tree[key].values())
    data["parameters"] = {name: _constant(entry) for name, entry in tree["parameters"].items()}
    data["activity_data"] = {name: _activity(entry) for name, entry in tree["activity_data"].items()}
    data["processes"] = {name: _process(entry) for name, entry in tree["processes"].items()}
    if "product" in tree:
        codes = tree["product"]["categories"].items()
        data["product"] = tree["product"] | {"categories": {name: entry["codes"] for name, entry in codes}}
    data["allocation"] = [_rung(rung) for rung in tree["allocation"]]
    if "boundary" in tree:
        data["boundary"] = _boundary(tree["boundary"])
    if "classes" in tree:
        data["classes"] = tree["classes"] | {"bands": list(tree["classes"]["bands"].values())}
    return data


def _constant(entry: Tree) -> Tree:
    found = {key: value for key, value in entry.items() if key not in ("form", "values")}
    values: Mapping[str, Tree] = entry["values"]
    if entry["form"] == "constant":
        return found | values[ALWAYS]
    return found | {"values": [{"from": since} | values[since] for since in sorted(values)]}


def _activity(entry: Tree) -> Tree:
    found = _without_form(entry)
    if entry["form"] == "table":
        found["table"] = {name: _column(column) for name, column in entry["table"].items()}
    return found if entry["form"] == "scalar" else _plain_default(found)


def _column(column: Tree) -> Tree | str:
    form = str(column["form"])
    return form if form in TEXTS else _plain_default(_without_form(column))


def _without_form(entry: Tree) -> Tree:
    """The entry; what may be left out is not required."""
    optional = {"required": False} if "default" in entry else {}
    return {key: value for key, value in entry.items() if key != "form"} | optional


def _plain_default(entry: Tree) -> Tree:
    return entry | {"default": entry["default"]["value"]} if "default" in entry else entry


def _process(entry: Tree) -> Tree:
    found = {key: value for key, value in entry.items() if key not in ("lines", "co_products")}
    lines: Mapping[str, Tree] = entry["lines"]
    for group in GROUPS:
        found[group] = [_line(key, line) for key, line in lines.items() if line["group"] == group]
    return found | {"co_products": list(entry["co_products"].values())}


def _line(key: str, line: Tree) -> Tree:
    return {"id": key} | {name: value for name, value in line.items() if name != "group"}


def _rung(rung: str) -> Any:
    physical, _, measure = rung.partition(" ")
    return {physical: measure} if measure else rung


def _boundary(boundary: Tree) -> Tree:
    stages = {name: _inclusion(stated) for name, stated in boundary["stages"].items()}
    return boundary | {"stages": stages, "exclusions": list(boundary["exclusions"].values())}


def _inclusion(stated: Tree) -> Any:
    if stated["included"]:
        return "included"
    return {"excluded": {key: value for key, value in stated.items() if key != "included"}}
