"""Activity data of a rule's own test: what the test gives, over an example's file where it names one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from lca.documents import Document, KeyPath
from lca.errors import Finding, InventoryError
from lca.inventory.load import parse_inventory
from lca.inventory.values import Inventory

T = TypeVar("T")
UNUSED_YEAR = 2000
_PARTS = ("given", "footprints")


def inventory_of_test(rule: Document, index: int, base: Inventory | None = None) -> Inventory:
    """Build the activity data of test ``index`` of a rule file.

    ``given``, ``footprints``, ``geography`` and ``year`` of the test take the place of what ``base`` says
    under the same names. Without a base and a year the period is the year in which the rule becomes
    valid. Places in findings are those of the rule file. Raises InventoryError.
    """
    test = rule.data["tests"][index]
    own = parse_inventory(_document(rule, index, test))
    if base is None:
        return own
    given = {*own.entries, *own.choices, *own.tables, *own.supplies}
    return replace(
        base,
        entries=_over(base.entries, own.entries, given),
        choices=_over(base.choices, own.choices, given),
        tables=_over(base.tables, own.tables, given),
        supplies=_over(base.supplies, own.supplies, given),
        footprints=_over(base.footprints, own.footprints, set()),
        locations=_over(base.locations, own.locations, set()),
        site=own.site or base.site,
        period=own.period if "year" in test else base.period,
        sha256=hashlib.sha256(f"{base.sha256} {own.sha256} {index}".encode()).hexdigest(),
    )


def _document(rule: Document, index: int, test: Mapping[str, Any]) -> Document:
    """The test's parts as an activity data file, with the places that they have in the rule file."""
    year = _year(rule, index, test)
    data: dict[str, Any] = {
        "zuji": 1,
        "rule": rule.data["id"],
        "product": {"name": rule.data["title"]},
        "period": {"from": f"{year}-01-01", "to": f"{year}-12-31"},
        "activity_data": test.get("given", {}),
        "footprints": test.get("footprints", {}),
    }
    if "geography" in test:
        data["site"] = {"geography": test["geography"]}
    root: KeyPath = ("tests", index)
    positions: dict[KeyPath, tuple[int, int]] = {}
    for path, position in rule.positions.items():
        if path[: len(root)] == root:
            positions[_moved(path[len(root) :])] = position
    return Document(data, positions, rule.file, rule.sha256)


def _year(rule: Document, index: int, test: Mapping[str, Any]) -> str:
    valid_from = (rule.data.get("valid") or {}).get("from")
    if "year" not in test and "inventory" not in test and valid_from is None:
        raise InventoryError(Finding("A222", {}, rule.locate(("tests", index))))
    return str(test.get("year") or valid_from or UNUSED_YEAR)[:4]


def _moved(path: KeyPath) -> KeyPath:
    if path and path[0] == "given":
        return ("activity_data", *path[1:])
    if path and path[0] == "geography":
        return ("site", *path)
    return path if not path or path[0] in _PARTS else ("test", *path)


def _over(base: Mapping[str, T], own: Mapping[str, T], given: set[str]) -> Mapping[str, T]:
    """The base without names that were given anew in whatever form, and then the test's own."""
    kept = {name: item for name, item in base.items() if name not in given}
    return MappingProxyType(kept | dict(own))
