"""A database of a Brightway project as a reading, from the project's own files, opened read-only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lca.background.brightway.folders import current_project, project_folder
from lca.background.reading.brightway_nodes.convert import reading
from lca.background.reading.brightway_nodes.records import Key
from lca.background.reading.brightway_project import BACKENDS, DATABASES, FORMAT, listed
from lca.background.reading.brightway_project.nodes import number, read_nodes
from lca.background.reading.brightway_project.pickles import plain_data
from lca.background.records import Characterisation, Reading
from lca.errors import Finding, InputError, Location, nearest

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
            database is kept in another way than in SQLite, B369 a file of the project is damaged.
    """
    project = current_project() if project is None else project
    folder = project_folder(project)
    _insist(folder, project, database)
    found = read_nodes(folder / DATABASES, database, Location(f"{project}: {database}"))
    read = reading(found.nodes, FORMAT, title=database, remarks=found.remarks)
    made = tuple(_method(folder, project, tuple(method), found.keys, read) for method in methods)
    return replace(read, methods=made)


def _insist(folder: Path, project: str, database: str) -> None:
    known, place = listed(folder), Location(str(folder))
    if database not in known:
        told = {"project": project, "database": database}
        raise InputError(Finding("B362", told, place, candidates=nearest(database, known)))
    backend = known[database].get("backend", "sqlite")
    if backend not in BACKENDS:
        raise InputError(Finding("B368", {"database": database, "backend": backend}, place))


def _method(
    folder: Path, project: str, method: tuple[str, ...], keys: Mapping[int, Key], read: Reading
) -> Characterisation:
    """Factors of a method for the flows that were read; factors of single places are not used."""
    path = folder / "methods.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    methods = {tuple(name): about for name, about in known}
    if method not in methods:
        near = nearest(" | ".join(method), [" | ".join(name) for name in methods])
        told = {"project": project, "method": " | ".join(method)}
        raise InputError(Finding("B363", told, Location(str(folder)), candidates=near))
    path = folder / "intermediate" / f"{methods[method]['abbreviation']}.pickle"
    factors: dict[str, float] = {}
    for flow, value, *where in _rows(path):
        key = keys.get(flow) if isinstance(flow, int) else tuple(flow)
        factor = number(value.get("amount") if isinstance(value, dict) else value)
        if (
            key is not None
            and factor is not None
            and (not where or where[0] == "GLO")
            and key[1] in read.flows
        ):
            factors[key[1]] = factor
    return Characterisation(" | ".join(method), factors)


def _rows(path: Path) -> list[Sequence[Any]]:
    """Rows of (flow, factor) or (flow, factor, place) of a method."""
    try:
        return [row for row in plain_data(path.read_bytes()) if len(row) >= 2]
    except (OSError, ValueError, TypeError) as error:
        raise InputError(Finding("B369", {"reason": str(error)}, Location(str(path)))) from error
