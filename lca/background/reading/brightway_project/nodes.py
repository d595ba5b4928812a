"""Nodes and edges of a project's SQLite file, which is opened so that nothing can be written."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lca.background.reading.brightway_nodes.records import ELEMENTARY, Edge, Key, Node
from lca.background.reading.brightway_project.pickles import plain_data
from lca.background.records import Consequence, Remark
from lca.errors import Finding, InputError, Location, Severity

NODES = """
SELECT id, database, code, name, product, location, type, data FROM activitydataset WHERE database = ?1
OR database IN (SELECT DISTINCT input_database FROM exchangedataset WHERE output_database = ?1) ORDER BY id
"""
EDGES = """
SELECT input_database, input_code, output_code, type, data FROM exchangedataset
WHERE output_database = ? ORDER BY id
"""
NAMES = ("name", "reference product", "location", "unit", "categories", "CAS number", "formula")
"""What an edge says of the node at its other end; what that node says itself goes before."""


@dataclass
class Found:
    """Nodes of a database, elementary flows of others, keys by the ids of all nodes, and what is told."""

    nodes: list[Node] = field(default_factory=list)
    keys: dict[int, Key] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write; InputError B369 where the file is no such database."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise InputError(Finding("B369", {"reason": str(error)}, Location(str(path)))) from error


def read_nodes(path: Path, database: str, place: Location) -> Found:
    """The nodes of a database with their edges, and elementary flows that they use from others."""
    found = Found()
    with read_only(path) as connection:
        fields: dict[Key, dict[str, Any]] = {}
        for number, of, code, name, product, location, kind, data in connection.execute(NODES, (database,)):
            stated = {"name": name, "reference product": product, "location": location, "type": kind}
            fields[of, code] = _fields(data) | {key: one for key, one in stated.items() if one is not None}
            found.keys[number] = (of, code)
        edges = _edges(connection, database, fields, place, found.remarks)
    for key, said in fields.items():
        elementary = str(said.get("type", "")).casefold() in ELEMENTARY
        if key[0] == database or elementary:
            name = str(said.get("name") or key[1])
            at = Location(place.file, path=key[1])
            found.nodes.append(Node(key[0], key[1], name, said, edges.get(key, ()), at))
    return found


def _fields(data: bytes) -> dict[str, Any]:
    try:
        found = plain_data(data)
    except ValueError:
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _edges(
    connection: sqlite3.Connection,
    database: str,
    nodes: Mapping[Key, Mapping[str, Any]],
    place: Location,
    remarks: list[Remark],
) -> Mapping[Key, Sequence[Edge]]:
    found: dict[Key, list[Edge]] = {}
    for of, code, owner, kind, data in connection.execute(EDGES, (database,)):
        said, other = _fields(data), nodes.get((of, code), {})
        fields = said | {name.lower(): other[name] for name in NAMES if other.get(name)}
        fields.setdefault("name", code)
        at = Location(place.file, path=f"{owner}: {fields['name']}")
        amount = number(said.get("amount"))
        if amount is None:
            told = {"exchange": fields["name"], "value": str(said.get("amount"))}
            finding = Finding("B316", told, at, Severity.WARNING)
            remarks.append(Remark(finding, Consequence.EXCHANGE_LEFT_OUT, owner, str(fields["name"])))
        edge = Edge(str(kind).casefold(), amount, fields, at, (of, code))
        found.setdefault((database, owner), []).append(edge)
    return found


def number(value: object) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)
