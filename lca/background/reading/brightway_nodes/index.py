"""Which node an edge means: by key, or by name, reference product, location and unit.

Brightway links by the key of a node or, in workbooks, by all of its names in lower case. Nodes of one file
go before those of others, because each workbook was complete for its author. Where the edge leaves something
unsaid, the rest must name one node alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lca.background.reading.brightway_nodes.records import ELEMENTARY, PRODUCTS, Edge, Key, Node, product_of
from lca.background.units import conversion

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Nodes that an edge may mean: one is the answer, several are a doubt, none is unlinked."""

    nodes: Sequence[int] = ()

    @property
    def only(self) -> int | None:
        """The node, where it is one."""
        return self.nodes[0] if len(self.nodes) == 1 else None


@dataclass(frozen=True, eq=False)
class Index:
    """Nodes by their keys and names; positions in ``nodes``."""

    nodes: Sequence[Node]
    keys: dict[Key, list[int]] = field(default_factory=dict)
    full: dict[Names, list[int]] = field(default_factory=dict)
    short: dict[Names, list[int]] = field(default_factory=dict)
    products: dict[Names, list[int]] = field(default_factory=dict)

    def find(self, edge: Edge, home: Node) -> Found:
        """The nodes that an edge of ``home`` may mean, nearest first."""
        if edge.input is not None:
            return Found(self._home(self.keys.get(edge.input, []), home)[:1])
        name, product = _folded(edge.text("name")), _folded(product_of(edge))
        location = _folded(edge.text("location"))
        if product:
            hits = self.full.get((name, product), [])
        else:
            hits = self.short.get((name,), []) or self.products.get((name,), [])
        return Found(self._narrowed(hits, edge, location, home))

    def _narrowed(self, hits: Sequence[int], edge: Edge, location: str, home: Node) -> Sequence[int]:
        """Those at the stated place, in the stated unit or else one that converts, of the same file first."""
        if location:
            hits = [hit for hit in hits if _folded(self.nodes[hit].text("location")) == location]
        unit = edge.text("unit")
        if unit:
            factors = {hit: conversion(unit, self.nodes[hit].text("unit")) for hit in hits}
            same = [hit for hit in hits if factors[hit] == 1.0]
            hits = same or [hit for hit in hits if factors[hit] is not None]
        return self._home(hits, home)

    def _home(self, hits: Sequence[int], home: Node) -> Sequence[int]:
        near = [hit for hit in hits if self.nodes[hit].place.file == home.place.file]
        databases = [hit for hit in near if self.nodes[hit].database == home.database]
        return databases or near or hits

    def near(self, edge: Edge) -> tuple[str, ...]:
        """Places and units in which what the edge names does exist, for messages."""
        name, product = _folded(edge.text("name")), _folded(product_of(edge))
        hits = self.full.get((name, product), []) or self.short.get((name,), [])
        words = (f"{self.nodes[hit].text('location')} [{self.nodes[hit].text('unit')}]" for hit in hits[:3])
        return tuple(dict.fromkeys(words))


def index(nodes: Sequence[Node]) -> Index:
    """Index all nodes that supply something: processes and products."""
    made = Index(nodes)
    for position, node in enumerate(nodes):
        made.keys.setdefault(node.key, []).append(position)
        if node.type in ELEMENTARY:
            continue
        name, product = _folded(node.name), _folded(node.product)
        if node.type in PRODUCTS:
            # A product node is named by the edge's name or by its reference product.
            _add(made.full, [(name, name), (name, product)], position)
            _add(made.products, [(name,)], position)
        else:
            _add(made.full, [(name, product)], position)
            _add(made.short, [(name,)], position)
            _add(made.products, [(product,)], position)
    return _without_makers(made)


def _without_makers(made: Index) -> Index:
    """A product that has a node of its own is named by that node, not by the process that makes it."""
    for hits in made.products.values():
        own = [hit for hit in hits if made.nodes[hit].type in PRODUCTS]
        if own:
            hits[:] = own
    return made


def _add(table: dict[Names, list[int]], keys: Iterable[Names], position: int) -> None:
    for key in dict.fromkeys(keys):
        table.setdefault(key, []).append(position)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
