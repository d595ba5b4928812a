"""Nodes and edges as Brightway means them, with the place where each stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lca.errors import Location

PRODUCTION = ("production", "generic production")
CONSUMPTION = ("technosphere", "generic consumption")
SUBSTITUTION = ("substitution",)
BIOSPHERE = ("biosphere",)
EDGES = (*PRODUCTION, *CONSUMPTION, *SUBSTITUTION, *BIOSPHERE)

PRODUCTS = ("product", "waste")
ELEMENTARY = ("emission", "natural resource", "inventory indicator", "economic", "social", "biosphere")

Key = tuple[str, str]
"""Database and code: how Brightway names a node."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An exchange: ``amount`` is None where the source gives no number that can be used.

    ``fields`` are its columns in lower case: ``name``, ``reference product``, ``unit``, ``location``,
    ``categories``, ``database``, ``input``, ``uncertainty type``, ``loc``, ... ``input`` is the key of the
    node at the other end, where the source says so.
    """

    type: str
    amount: float | None
    fields: Mapping[str, Any]
    place: Location
    input: Key | None = None

    def text(self, name: str) -> str:
        """A column as text; empty where it is absent."""
        return plain(self.fields.get(name))


@dataclass(frozen=True, slots=True)
class Node:
    """A process, a product or an elementary flow of a database."""

    database: str
    code: str
    name: str
    fields: Mapping[str, Any]
    edges: Sequence[Edge] = field(repr=False)
    place: Location = Location()

    def text(self, name: str) -> str:
        """A field as text; empty where it is absent."""
        return plain(self.fields.get(name))

    @property
    def type(self) -> str:
        """Kind of node in lower case; a process where nothing is said."""
        return self.text("type").casefold()

    @property
    def product(self) -> str:
        """Name of the reference product: as stated, else that of the only production edge, else the own."""
        return self.text("reference product") or self.text("product") or self._produced() or self.name

    def _produced(self) -> str:
        made = [edge for edge in self.edges if edge.type in PRODUCTION]
        return (product_of(made[0]) or made[0].text("name")) if len(made) == 1 else ""

    @property
    def key(self) -> Key:
        """Database and code, the hash of its names where no code is stated."""
        return self.database, self.code or self.hash

    @property
    def hash(self) -> str:
        """The code that bw2io gives a node without one: MD5 of its names in lower case.

        bw2io.utils.activity_hash: name, categories, unit, reference product, location.
        """
        parts = (
            self.name,
            "".join(categories(self.fields.get("categories"))),
            self.text("unit"),
            self.text("reference product"),
            self.text("location"),
        )
        return hashlib.md5("".join(parts).lower().encode(), usedforsecurity=False).hexdigest()


def product_of(edge: Edge) -> str:
    """Name of the product that an edge states; some authors head the column ``product``."""
    return edge.text("reference product") or edge.text("product")


def plain(value: Any) -> str:
    """A value as text: None and ``(Unknown)`` are empty, whole numbers have no point."""
    if value is None or value == "(Unknown)":
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def categories(value: Any) -> tuple[str, ...]:
    """The path of a compartment from ``air::urban air close to ground`` or a sequence."""
    parts = value if isinstance(value, (tuple, list)) else plain(value).split("::")
    return tuple(text for part in parts if (text := plain(part)))
