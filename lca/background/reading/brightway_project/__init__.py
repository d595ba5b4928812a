"""The folder of a Brightway project: one of its databases, or all as one set, read without Brightway."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lca.background.reading.archive import Archive
from lca.background.reading.brightway_nodes.convert import reading
from lca.background.reading.brightway_nodes.records import Key, Node
from lca.background.reading.brightway_project.nodes import read_nodes
from lca.background.records import Consequence, Reading, Remark
from lca.errors import Finding, InputError, Location, Severity, nearest

__all__ = ["BACKENDS", "DATABASES", "FORMAT", "LISTED", "listed", "read"]

FORMAT = "brightway_project"
LISTED = "databases.json"
DATABASES = "lci/databases.db"
BACKENDS = ("sqlite", "multifunctional")
"""How Brightway calls databases that stand in its SQLite file."""


def read(archive: Archive, database: str | None = None) -> Reading:
    """Read the databases of a project's folder; they supply each other as in Brightway.

    Of a single one, what it takes from others stays unlinked, with the name of the other.

    Raises:
        InputError: B370 this is no folder of a project or has no database, B362 none of this name, B369 its
            file is damaged.
    """
    place = Location(str(archive.path))
    if archive.source is not None or LISTED not in archive.members or DATABASES not in archive.members:
        raise InputError(Finding("B370", location=place))
    known = listed(archive.path)
    if database is not None and database not in known:
        told = {"project": archive.path.absolute().name, "database": database}
        raise InputError(Finding("B362", told, place, candidates=nearest(database, known) or tuple(known)))
    wanted = sorted(known) if database is None else [database]
    nodes, remarks = _nodes(archive.path, {one: known[one] for one in wanted})
    if not nodes:
        raise InputError([Finding("B370", location=place), *(remark.finding for remark in remarks)])
    return reading(tuple(nodes.values()), FORMAT, title=database or "", remarks=remarks)


def _nodes(folder: Path, databases: Mapping[str, Mapping[str, Any]]) -> tuple[dict[Key, Node], list[Remark]]:
    """Nodes of databases by their keys; a database of another backend is a remark."""
    nodes: dict[Key, Node] = {}
    remarks: list[Remark] = []
    for database, about in databases.items():
        backend = about.get("backend", "sqlite")
        if backend not in BACKENDS:
            told = {"database": database, "backend": backend}
            finding = Finding("B368", told, Location(str(folder)), Severity.WARNING)
            remarks.append(Remark(finding, Consequence.DATASET_LEFT_OUT, database))
            continue
        found = read_nodes(folder / DATABASES, database, Location(database))
        remarks += found.remarks
        nodes |= {
            node.key: node for node in found.nodes if node.database == database or node.key not in nodes
        }
    return nodes, remarks


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    """The databases of a project with what it says of each."""
    path = folder / LISTED
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise InputError(Finding("B369", {"reason": str(error)}, Location(str(path)))) from error
    return {str(name): dict(about) for name, about in found.items()} if isinstance(found, dict) else {}
