"""The source's own characterisation of climate effects: used where it is asked for, compared elsewhere."""

from __future__ import annotations

import numpy as np

from lca.background.characterising.collecting import Collected
from lca.background.characterising.flowing import FlowTable
from lca.background.characterising.flows import GasFlows
from lca.background.database import Floats
from lca.errors import Finding, InputError, Location, Severity, nearest

UNSPLIT = "co2e"
"""The gas of what is known as kg CO2e only."""


def by_method(table: FlowTable, method: str) -> GasFlows:
    """Flows as the source characterises them, kg CO2e per unit of flow.

    The origin of carbon is not stated: a value below zero is an uptake, and stays negative.

    Raises:
        InputError: B515 the database has no such method, B516 its values are not finite.
    """
    values = _values(table, method)
    flow = np.flatnonzero(values).astype(np.int32)
    where = Location(file=table.background.name or None)
    told = Finding("B517", {"method": method, "flows": len(flow)}, where, Severity.INFO)
    count = len(flow)
    return GasFlows(
        flow,
        (UNSPLIT,) * count,
        ("not_stated",) * count,
        values[flow],
        ("method",) * count,
        (told,),
    )


def not_recognised(table: FlowTable, mapped: set[int], collected: Collected) -> None:
    """Collect what the source's own methods characterise and no identifier, number or name recognises."""
    for method in table.background.methods:
        values = np.asarray(table.background.methods[method], dtype=np.float64)
        for position in np.flatnonzero(np.nan_to_num(values, nan=0.0)):
            if int(position) not in mapped and table.used_by[position]:
                collected.add("B511", method, int(position))


def _values(table: FlowTable, method: str) -> Floats:
    """The values of a method with 0 where it has none."""
    methods = table.background.methods
    where = Location(file=table.background.name or None)
    if method not in methods:
        told = {"method": method, "methods": ", ".join(methods) or "–"}
        raise InputError(Finding("B515", told, where, candidates=nearest(method, methods)))
    values = np.nan_to_num(
        np.asarray(methods[method], dtype=np.float64), nan=0.0, posinf=np.inf, neginf=-np.inf
    )
    if not np.isfinite(values).all():
        bad = [table.name[i] or table.id[i] for i in np.flatnonzero(~np.isfinite(values))[:4]]
        raise InputError(Finding("B516", {"method": method, "flows": ", ".join(bad)}, where))
    return values
