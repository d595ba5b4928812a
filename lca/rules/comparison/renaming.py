"""A rule with another name for a product or for a column of a table, wherever it is used."""

from __future__ import annotations

from typing import Any

from lca.documents import KeyPath
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.naming import column_in_text, in_selector, mapped, rekeyed
from lca.rules.comparison.shape import Leaf


def rekeyed_at(tree: Tree, path: KeyPath, old: str, new: str) -> Tree:
    """The tree with another key among the entries at a path."""
    if not path:
        return rekeyed(tree, old, new)
    head = str(path[0])
    return tree | {head: rekeyed_at(tree[head], path[1:], old, new)}


def product_renamed(tree: Tree, old: str, new: str) -> Tree:
    """The rule with another name for a product; lines that are called after it follow."""

    def visit(category: str, leaf: Leaf, value: Any) -> Any:
        return new if category.endswith(".product") and value == old else value

    found = mapped(tree, visit)
    processes = found["processes"]
    for key, process in processes.items():
        line = process["lines"].get(old)
        if line is not None and line.get("product") == new and new not in process["lines"]:
            processes[key] = process | {"lines": rekeyed(process["lines"], old, new)}
    return found


def column_renamed(tree: Tree, table: str, old: str, new: str) -> Tree:
    """The rule with another name for a column of a table."""

    def visit(category: str, leaf: Leaf, value: Any) -> Any:
        if leaf.formula:
            return column_in_text(value, table, old, new, row=False)
        if category in ("tests.given", "sensitivities.given") and isinstance(value.get(table), list):
            return value | {table: [_cells(row, old, new) for row in value[table]]}
        return value

    found = rekeyed_at(mapped(tree, visit), ("activity_data", table, "table"), old, new)
    entry = found["activity_data"][table]
    if entry.get("key") == old:
        found["activity_data"][table] = entry | {"key": new}
    for process in found["processes"].values():
        lines = process["lines"]
        process["lines"] = {
            key: _row_line(line, table, old, new) if line.get("for_each") == table else line
            for key, line in lines.items()
        }
    return found


def _cells(row: Any, old: str, new: str) -> Any:
    return rekeyed(row, old, new) if isinstance(row, dict) else row


def _row_line(line: Tree, table: str, old: str, new: str) -> Tree:
    texts = {
        key: column_in_text(line[key], table, old, new, row=True) for key in ("amount", "when") if key in line
    }
    factor = in_selector(line.get("factor"), f"$row.{old}", f"$row.{new}")
    return line | texts | ({"factor": factor} if factor is not None else {})
