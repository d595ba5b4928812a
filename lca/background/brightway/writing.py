"""A background database into a Brightway project that the caller names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from lca.background.brightway.export import references
from lca.background.characterising.compartments import Medium, medium
from lca.background.database import Background, Exchanges, Floats
from lca.errors import Finding, InputError

PARAMETERS = ("loc", "scale", "minimum", "maximum")


def to_project(
    background: Background,
    project: str,
    *,
    database: str = "",
    factors: Mapping[str, Floats] | None = None,
    replace: bool = False,
) -> tuple[str, str]:
    """Write processes, elementary flows and methods into a project, which is made where it does not exist.

    Afterwards the project is the current one of this process, as in everything that Brightway does.

    Args:
        background: the database.
        project: name of the project.
        database: name of the database in the project; that of the background by default. Its elementary flows
            become another database, ``<name> flows``.
        factors: name of a method (parts by `` | ``) to kg CO2e per unit of flow; see
            :func:`~.export.factors_of`.
        replace: whether databases of these names may be replaced.

    Returns:
        Names of the two databases.

    Raises:
        InputError: B360 Brightway is not installed, B365 the project has such a database already.
    """
    try:
        import bw2data
    except ImportError as error:
        raise InputError(Finding("B360", {"reason": str(error)})) from error
    name = database or background.name
    flows = f"{name} flows"
    bw2data.projects.set_current(project)
    for one in (name, flows):
        if one in bw2data.databases:
            if not replace:
                raise InputError(Finding("B365", {"project": project, "database": one}))
            bw2data.Database(one).delete(warn=False)
    bw2data.Database(flows).write(dict(_flows(background, flows)))
    bw2data.Database(name).write(dict(_processes(background, name, flows)))
    codes = background.flows.column("id").to_pylist()
    for label, values in (factors or {}).items():
        method = bw2data.Method(tuple(label.split(" | ")))
        method.register(unit="kg CO2e")
        known = np.flatnonzero(np.nan_to_num(values))
        method.write([((flows, codes[at]), float(values[at])) for at in known.tolist()])
    return name, flows


def _flows(background: Background, name: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for row in background.flows.to_pylist():
        path = tuple(row["compartment"] or ())
        taken = medium(path) in (Medium.RESOURCE, Medium.FROM_AIR)
        yield (
            (name, row["id"]),
            {
                "name": row["name"] or row["id"],
                "unit": row["unit"] or "",
                "categories": path,
                "type": "natural resource" if taken else "emission",
                "CAS number": row["cas"] or "",
                "exchanges": [],
            },
        )


def _processes(
    background: Background, name: str, flows: str
) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    processes = background.processes.to_pylist()
    codes = [row["id"] for row in processes]
    nature = background.flows.column("id").to_pylist()
    exchanges: list[list[dict[str, Any]]] = [[] for _ in processes]
    reference = references(background)
    treats = np.asarray(background.processes.column("amount").to_numpy()) < 0
    for at in range(len(background.technosphere)):
        row, column = int(background.technosphere.row[at]), int(background.technosphere.column[at])
        kind, turn = _kind(float(background.technosphere.amount[at]), bool(reference[at]), bool(treats[row]))
        made = _edge(background.technosphere, at, turn)
        exchanges[column].append({"input": (name, codes[row]), "type": kind, **made})
    for at in range(len(background.interventions)):
        row, column = int(background.interventions.row[at]), int(background.interventions.column[at])
        made = _edge(background.interventions, at, 1.0)
        exchanges[column].append({"input": (flows, nature[row]), "type": "biosphere", **made})
    for row, own in zip(processes, exchanges, strict=True):
        yield (
            (name, row["id"]),
            {
                "name": row["name"] or row["id"],
                "reference product": row["product"] or "",
                "location": row["location"] or "GLO",
                "unit": row["unit"] or "",
                "type": "processwithreferenceproduct",
                "production amount": row["amount"],
                "exchanges": own,
            },
        )


def _kind(entry: float, reference: bool, treated: bool) -> tuple[str, float]:
    """Type of an edge and the sign between entry and amount."""
    if reference:
        return "production", 1.0
    if entry > 0 and not treated:
        return "substitution", 1.0
    return "technosphere", -1.0


def _edge(exchanges: Exchanges, at: int, turn: float) -> dict[str, Any]:
    """Amount and distribution of an edge; ``turn`` is 1 or -1."""
    amount, code = float(exchanges.amount[at]) * turn, int(exchanges.code[at])
    made: dict[str, Any] = {"amount": amount, "uncertainty type": code}
    values = {name: float(getattr(exchanges, name)[at]) for name in PARAMETERS}
    if turn < 0 and code != 2:
        low, high = values["minimum"], values["maximum"]
        values |= {"loc": -values["loc"], "minimum": -high, "maximum": -low}
    if code > 1:
        made |= {name: value for name, value in values.items() if not np.isnan(value)}
        made["negative"] = code == 2 and amount < 0
    return made
