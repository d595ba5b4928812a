"""Putting a lower rule over the rule above it.

Mappings of the language (sections, entries by name) are merged key by key, lists that collect are the one
above and then the one below, and everything else is the lower rule's where it says something. What a rule
says about itself (id, version, title, status, tests) is never handed down. Merging is associative: a chain
may be put together from either end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from lca.documents import Document, KeyPath

Shape: TypeAlias = "Mapping[str, Shape] | Literal['all', 'by id', 'once']"

OWN = ("id", "version", "title", "level", "extends", "status", "superseded_by", "tests")
LEAF: Shape = {}
NAMED: Shape = {"*": LEAF}
RULE: Mapping[str, Shape] = {
    "standards": "by id",
    "valid": LEAF,
    "text": LEAF,
    "terms": "all",
    "product": {"categories": LEAF},
    "unit": {"reference_flow": LEAF, "service_life": LEAF},
    "alternative_units": "by id",
    "boundary": {"stages": LEAF, "exclusions": "all"},
    "cut_off": LEAF,
    "parameters": NAMED,
    "activity_data": {"*": {"table": NAMED, "quality": LEAF}},
    "quantities": LEAF,
    "processes": {"*": {"inputs": "all", "emissions": "all", "wastes": "all", "balances": NAMED}},
    "electricity": LEAF,
    "end_of_life": {"materials": NAMED},
    "carbon_storage": NAMED,
    "data_quality": {"minimum": LEAF, "balances": "once"},
    "sensitivities": NAMED,
    "classes": LEAF,
    "comparability": "all",
    "report": LEAF,
}
"""What is merged: a mapping key by key (``*``: any name), a list item by item; the rest is replaced."""


def merge(above: Document, below: Document) -> tuple[Document, tuple[KeyPath, ...]]:
    """One document of both, and the paths where the lower one writes nothing over something.

    File and hash are the lower one's; every place is told in the file where the piece stands.
    """
    merging = _Merging(above, below)
    given = {key: _handed_down(key, value) for key, value in above.data.items() if key not in OWN}
    data = merging.mapping(given, below.data, RULE, ())
    merging.parts[()] = (below, ())
    document = Document(data, merging.positions, below.file, below.sha256, parts=merging.parts)
    return document, tuple(merging.emptied)


@dataclass
class _Merging:
    above: Document
    below: Document
    positions: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    parts: dict[KeyPath, tuple[Document, KeyPath]] = field(default_factory=dict)
    emptied: list[KeyPath] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.positions.update(self.below.positions)

    def mapping(
        self, high: Mapping[str, Any], low: Mapping[str, Any], shape: Mapping[str, Shape], path: KeyPath
    ) -> dict[str, Any]:
        """Keys of the one above in their order, then those that the lower one adds."""
        merged: dict[str, Any] = {}
        for key in (*high, *(key for key in low if key not in high)):
            place = (*path, key)
            if key not in low:
                if not self._settled(path, key, low):
                    merged[key] = self._taken(self.above, place, place, high[key])
            elif key in high:
                merged[key] = self.both(high[key], low[key], shape.get(key, shape.get("*")), place)
            else:
                merged[key] = low[key]
        return merged

    def both(self, high: Any, low: Any, shape: Shape | None, path: KeyPath) -> Any:
        """What stands where both say something."""
        if low is None and high is not None:
            self.emptied.append(path)
            return self._taken(self.above, path, path, high)
        if isinstance(shape, Mapping) and isinstance(high, dict) and isinstance(low, dict):
            return self.mapping(high, low, shape, path)
        if isinstance(shape, str) and isinstance(high, list) and isinstance(low, list):
            return self._list(high, low, shape, path)
        return low

    def _list(self, high: list[Any], low: list[Any], shape: str, path: KeyPath) -> list[Any]:
        for place in _places(low, path):
            if place != path:
                self.positions.pop(place, None)
        merged = [
            self._taken(self.above, (*path, index), (*path, index), item) for index, item in enumerate(high)
        ]
        for index, item in enumerate(low):
            at = _same(merged, item, shape)
            if at is None:
                at = len(merged)
                merged.append(item)
            for place in _places(merged[at], (*path, at)):
                self.positions.pop(place, None)
            merged[at] = self._taken(self.below, (*path, at), (*path, index), item)
        return merged

    def _taken(self, document: Document, path: KeyPath, there: KeyPath, value: Any) -> Any:
        """A piece of one of the two as it is, with its places."""
        self.parts[path] = (document, there)
        for place in _places(value, there):
            if place in document.positions:
                self.positions[(*path, *place[len(there) :])] = document.positions[place]
        return value

    def _settled(self, path: KeyPath, key: str, low: Mapping[str, Any]) -> bool:
        """A default has no place any more where the lower rule makes the value required."""
        return path[:1] == ("activity_data",) and key == "default" and low.get("required") is True


def _places(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _places(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, (*path, index))


def _same(merged: list[Any], item: Any, shape: str) -> int | None:
    """Where the same thing stands already: the same word, or an entry with the same id."""
    if shape == "once":
        return merged.index(item) if item in merged else None
    if shape != "by id" or not isinstance(item, dict) or "id" not in item:
        return None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in merged]
    return ids.index(item["id"]) if item["id"] in ids else None


def _handed_down(key: str, value: Any) -> Any:
    """A section as the rule below has it: the standard that the rule above models stands above it."""
    if key != "standards" or not isinstance(value, list):
        return value
    modelled = [isinstance(item, dict) and item.get("relation") == "models" for item in value]
    pairs = zip(value, modelled, strict=True)
    return [{**item, "relation": "general_rule"} if models else item for item, models in pairs]
