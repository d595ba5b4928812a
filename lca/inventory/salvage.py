"""What can still be read of a file that was refused, so that one report tells all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from lca.documents import KeyPath
from lca.inventory.schema import InventoryModel

UNNAMED = "-"
"""The rule of a file whose own could not be read."""
_HEADER = {
    "zuji": 1,
    "rule": UNNAMED,
    "product": {"name": "-"},
    "period": {"from": "2000-01-01", "to": "2000-12-31"},
}
_SECTIONS = ("activity_data", "footprints")


def salvaged(data: object, refused: Iterable[KeyPath]) -> InventoryModel | None:
    """Build a model of the parts that were not refused, for finding what else is wrong; never for use.

    The header is a stand-in: its findings are known already. None where nothing can be read.
    """
    if not isinstance(data, dict):
        return None
    kept = {key: deepcopy(data[key]) for key in _SECTIONS if isinstance(data.get(key), dict)}
    for path in refused:
        _remove(kept, path)
    header = {key: data[key] for key in ("production", "rule") if isinstance(data.get(key), str)}
    try:
        return InventoryModel.model_validate({"activity_data": {}, **_HEADER, **header, **kept})
    except ValidationError:
        return None


def _remove(kept: dict[str, Any], path: KeyPath) -> None:
    """Take out the smallest part that holds a refused place: a cell, a row, an entry, a section."""
    section = kept.get(str(path[0])) if path else None
    if section is None:
        return
    if len(path) == 1:
        section.clear()
        return
    rows = section.get(path[1])
    if len(path) > 2 and isinstance(rows, list) and isinstance(path[2], int):
        row, column = rows[path[2]], path[3] if len(path) > 3 else None
        whole = column is None or not isinstance(row, dict)
        rows[path[2]] = {} if whole else {name: cell for name, cell in row.items() if name != column}
    else:
        section.pop(path[1], None)
