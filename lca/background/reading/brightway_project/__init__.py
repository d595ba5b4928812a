"""The folder of a Brightway project: all its databases as one set, read from its files without Brightway.

A single database of a project goes through :func:`lca.background.brightway.from_brightway`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lca.background.reading.archive import Archive
from lca.background.reading.brightway_nodes.convert import reading
from lca.background.reading.brightway_nodes.records import Key, Node
from lca.background.reading.brightway_project.nodes import read_nodes
from lca.background.records import Consequence, Reading, Remark
from lca.errors import Finding, InputError, Location, Severity

__all__ = ["BACKENDS", "DATABASES", "FORMAT", "LISTED", "listed", "read"]

FORMAT = "brightway_project"
LISTED = "databases.json"
DATABASES = "lci/databases.db"
BACKENDS = ("sqlite", "multifunctional")
"""How Brightway calls databases that stand in its SQLite file."""


def read(archive: Archive) -> Reading:
    """Read all databases of a project's folder; they supply each other as in Brightway.

    Raises:
        InputError: B370 this is no folder of a project or has no database, B369 its file is damaged.
    """
    place = Location(str(archive.path))
    if LISTED not in archive.members or DATABASES not in archive.members:
        raise InputError(Finding("B370", location=place))
    nodes: dict[Key, Node] = {}
    remarks: list[Remark] = []
    for database, about in sorted(listed(archive.path).items()):
        backend = about.get("backend", "sqlite")
        if backend not in BACKENDS:
            told = {"database": database, "backend": backend}
            finding = Finding("B368", told, place, Severity.WARNING)
            remarks.append(Remark(finding, Consequence.DATASET_LEFT_OUT, database))
            continue
        found = read_nodes(archive.path / DATABASES, database, Location(database))
        remarks += found.remarks
        nodes |= {
            node.key: node for node in found.nodes if node.database == database or node.key not in nodes
        }
    if not nodes:
        raise InputError([Finding("B370", location=place), *(remark.finding for remark in remarks)])
    return reading(tuple(nodes.values()), FORMAT, remarks=remarks)


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    """The databases of a project with what it says of each."""
    path = folder / LISTED
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise InputError(Finding("B369", {"reason": str(error)}, Location(str(path)))) from error
    return {str(name): dict(about) for name, about in found.items()} if isinstance(found, dict) else {}
