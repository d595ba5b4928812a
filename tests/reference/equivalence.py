"""Which changes of a rule no number under any activity data can show, for general reasons.

Each reason is of a whole class of changes and is decided by what the rule says, never for one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lca.documents import KeyPath

ZERO = "zero is the same in every unit of its dimension"
WORDS = "the stage of an exclusion stands in words beside it, and nothing is counted there"
EMPTY = "a process without lines of its own, or with stages at all of them, has nothing in its stage"
FREE = "a co-product that nobody takes and that shares no burden brings none, however much of it is made"
SAME = "products that share by their own mass carry the same for a kilogram"
APART = "a co-product that nobody takes counts by the measure of the allocation, not by its amount"
GROUPS = ("inputs", "emissions", "wastes", "credits")
MEASURES = {"mass": "mass", "energy": "energy", "economic": "price"}


def reason(data: Any, kind: str, path: KeyPath, before: Any, after: Any) -> str | None:
    """Why a change can show in no number; None where it may."""
    match kind:
        case "unit of zero":
            return ZERO
        case "stage" if data["boundary"]["stages"].get(after) == "included":
            return _stage(data, path)
        case "product" if _alike_by_mass(data, before, after) and not _shared_otherwise(data):
            return SAME
        case "number" | "unit" if path[0] == "processes":
            return _amount(data, path)
    return None


def _stage(data: Any, path: KeyPath) -> str | None:
    if path[:2] == ("boundary", "exclusions"):
        return WORDS
    return EMPTY if len(path) == 3 and not _own_lines(data["processes"][path[1]]) else None


def _alike_by_mass(data: Any, before: str, after: str) -> bool:
    """Whether one process makes both and shares by mass, without another mass stated beside the amounts."""
    for process in data["processes"].values():
        sides = [process.get("output", {}), *process.get("co_products", ())]
        meant = [side for side in sides if side.get("product") in (before, after)]
        by_mass = process.get("allocation", {}).get("method") == "mass"
        if len(meant) == 2 and by_mass and not any({"mass", "method"} & set(side) for side in meant):
            return True
    return False


def _own_lines(process: Mapping[str, Any]) -> bool:
    """Whether a line of the process counts in the stage of the process."""
    lines = [line for group in GROUPS for line in process.get(group, ())]
    expanded = any("avoided" in side for side in process.get("co_products", ()))
    return expanded or any("stage" not in line and "product" not in line for line in lines)


def _amount(data: Any, path: KeyPath) -> str | None:
    """Amounts of co-products that nobody takes, and whose share or credit another number decides."""
    _, key, group, *rest = path
    if group != "co_products" or rest[1:] != ["amount"] or _shared_otherwise(data):
        return None
    process = data["processes"][key]
    line = process["co_products"][rest[0]]
    if any(line["product"] == other.get("product") for other in _taken(data)):
        return None
    own = process.get("allocation", {}).get("method", "none")
    method = line.get("method", own)
    if method == "none" or (method == "system_expansion" and "avoided_amount" in line):
        return FREE
    return APART if method == own and MEASURES.get(own) in line else None


def _taken(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every line that may take a product of this rule."""
    lines = (process.get(group, ()) for process in data["processes"].values() for group in GROUPS)
    return (line for group in lines for line in group)


def _shared_otherwise(data: Any) -> bool:
    """Whether a sensitivity case allocates in another way, so that its number counts by other measures."""
    return any("allocation" in case for case in data.get("sensitivities", {}).values())
