"""A database of a Brightway project as a reading, from the project's own files, opened read-only."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lca.background.brightway.folders import current_project, project_folder, read_only
from lca.background.brightway.pickles import plain_data
from lca.background.reading.brightway_nodes.convert import reading
from lca.background.reading.brightway_nodes.records import ELEMENTARY, Edge, Key, Node
from lca.background.records import Characterisation, Consequence, Reading, Remark
from lca.errors import Finding, InputError, Location, Severity, nearest

FORMAT = "brightway_project"
NODES = """
SELECT id, database, code, name, product, location, type, data FROM activitydataset WHERE database = ?1
OR database IN (SELECT DISTINCT input_database FROM exchangedataset WHERE output_database = ?1) ORDER BY id
"""
EDGES = """
SELECT input_database, input_code, output_code, type, data FROM exchangedataset
WHERE output_database = ? ORDER BY id
"""
Method = Sequence[str]


def from_brightway(database: str, *, project: str | None = None, methods: Iterable[Method] = ()) -> Reading:
    """Read a database of a Brightway project; nothing is chosen, created or written there.

    What its edges take from other databases of the project stays unlinked, with the name of the database
    and the code; elementary flows of other databases come with it. Formulas count as Brightway last evaluated
    them.

    Args:
        database: its name.
        project: name of the project; that of a Brightway which runs in this process, or ``default``.
        methods: methods of the project to bring along, as tuples of their names.

    Raises:
        InputError: B361 there is no such project, B362 no such database in it, B363 no such method, B368 the
            database is kept in another way than in SQLite.
    """
    project = current_project() if project is None else project
    folder = project_folder(project)
    _insist(folder, project, database)
    place = Location(f"{project}: {database}")
    remarks: list[Remark] = []
    with read_only(folder / "lci" / "databases.db") as connection:
        nodes, known = _nodes(connection, database, place, remarks)
    found = reading(nodes, FORMAT, title=database, remarks=remarks)
    made = tuple(_method(folder, project, tuple(method), known, found) for method in methods)
    return Reading(FORMAT, "", found.flows, found.datasets, found.remarks, database, made)


def _insist(folder: Path, project: str, database: str) -> None:
    known = _json(folder / "databases.json", {})
    place = Location(str(folder))
    if database not in known:
        told = {"project": project, "database": database}
        raise InputError(Finding("B362", told, place, candidates=nearest(database, known)))
    backend = known[database].get("backend", "sqlite")
    if backend not in ("sqlite", "multifunctional"):
        raise InputError(Finding("B368", {"database": database, "backend": backend}, place))


def _json(path: Path, default: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else default


def _nodes(
    connection: Any, database: str, place: Location, remarks: list[Remark]
) -> tuple[list[Node], dict[int, Key]]:
    """Nodes of the database with their edges, and elementary flows of others; ids of all nodes to keys."""
    nodes: dict[Key, dict[str, Any]] = {}
    known: dict[int, Key] = {}
    rows = connection.execute(NODES, (database,))
    for number, of, code, name, product, location, kind, data in rows:
        stated = {"name": name, "reference product": product, "location": location, "type": kind}
        nodes[of, code] = _fields(data) | {key: value for key, value in stated.items() if value is not None}
        known[number] = (of, code)
    edges = _edges(connection, database, nodes, place, remarks)
    own = [_node(key, fields, edges, place) for key, fields in nodes.items() if key[0] == database]
    others = [
        _node(key, fields, {}, place)
        for key, fields in nodes.items()
        if key[0] != database and str(fields.get("type", "")).casefold() in ELEMENTARY
    ]
    return [*own, *others], known


def _node(key: Key, fields: Mapping[str, Any], edges: Mapping[Key, Sequence[Edge]], place: Location) -> Node:
    name = str(fields.get("name") or key[1])
    return Node(key[0], key[1], name, fields, edges.get(key, ()), Location(place.file, path=key[1]))


def _fields(data: bytes) -> dict[str, Any]:
    found = plain_data(data)
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _edges(
    connection: Any,
    database: str,
    nodes: Mapping[Key, Mapping[str, Any]],
    place: Location,
    remarks: list[Remark],
) -> dict[Key, list[Edge]]:
    found: dict[Key, list[Edge]] = {}
    rows = connection.execute(EDGES, (database,))
    for of, code, owner, kind, data in rows:
        said, other = _fields(data), nodes.get((of, code), {})
        names = ("name", "reference product", "location", "unit", "categories", "CAS number", "formula")
        fields = said | {name.lower(): other[name] for name in names if other.get(name)}
        fields.setdefault("name", code)
        at = Location(place.file, path=f"{owner}: {fields['name']}")
        number = _number(said.get("amount"))
        if number is None:
            told = {"exchange": fields["name"], "value": str(said.get("amount"))}
            finding = Finding("B316", told, at, Severity.WARNING)
            remarks.append(Remark(finding, Consequence.EXCHANGE_LEFT_OUT, owner, str(fields["name"])))
        edge = Edge(str(kind).casefold(), number, fields, at, (of, code))
        found.setdefault((database, owner), []).append(edge)
    return found


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _method(
    folder: Path, project: str, method: tuple[str, ...], known: Mapping[int, Key], found: Reading
) -> Characterisation:
    """Factors of a method for the flows that were read; factors of single places are not used."""
    listed = {tuple(name): about for name, about in _json(folder / "methods.json", [])}
    if method not in listed:
        near = nearest(" | ".join(method), [" | ".join(name) for name in listed])
        told = {"project": project, "method": " | ".join(method)}
        raise InputError(Finding("B363", told, Location(str(folder)), candidates=near))
    path = folder / "intermediate" / f"{listed[method]['abbreviation']}.pickle"
    factors: dict[str, float] = {}
    for row in plain_data(path.read_bytes()):
        flow, value, *where = row
        key = known.get(flow) if isinstance(flow, int) else tuple(flow)
        number = _number(value if not isinstance(value, dict) else value.get("amount"))
        if (
            key is not None
            and number is not None
            and (not where or where[0] == "GLO")
            and key[1] in found.flows
        ):
            factors[key[1]] = number
    return Characterisation(" | ".join(method), factors)
