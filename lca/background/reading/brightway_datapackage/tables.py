"""Tables of a database made of a package, as linking lays them out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.reading.brightway_datapackage.entries import Entries
from lca.background.reading.brightway_datapackage.system import System
from lca.background.records import Consequence, Remark
from lca.errors import Finding, Location, Severity

if TYPE_CHECKING:
    import pyarrow as pa

UNLINKED = "B430"
"""The reason that linking gives for a product that no process makes."""

TAKEN_WASTE = "B451"
"""What linking notes of an input above zero from a treatment."""


def unlinked_table(
    found: System,
    entries: Entries,
    column: NDArray[np.int64],
    lost: NDArray[np.bool_],
    rank: NDArray[np.int64],
) -> tuple[pa.Table, list[Remark]]:
    """Inputs of products that nobody makes, as linking lists them."""
    import pyarrow as pa

    rows, remarks = [], []
    for at in np.flatnonzero(lost).tolist():
        flow, process = found.others[int(entries.row[at])], found.processes[int(column[at])]
        said = flow.name or flow.id
        amount = float(entries.amount[at])
        rows.append((int(rank[column[at]]), flow.id, said, amount, flow.unit, UNLINKED, ""))
        told = Finding(UNLINKED, {"flow": said, "dataset": process.name}, Location(), Severity.WARNING)
        remarks.append(Remark(told, Consequence.EXCHANGE_UNLINKED, process.id, said))
    names = ("process", "flow", "name", "amount", "unit", "reason", "wanted")
    types = (pa.int32(), pa.string(), pa.string(), pa.float64(), pa.string(), pa.string(), pa.string())
    rows.sort(key=lambda row: (row[0], row[1], row[3]))
    columns: list[list[Any]] = [list(one) for one in zip(*rows, strict=True)] or [[] for _ in names]
    table = {n: pa.array(one, kind) for n, one, kind in zip(names, columns, types, strict=True)}
    return pa.table(table), remarks


def taken_waste(
    found: System,
    entries: Entries,
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    which: NDArray[np.int64],
) -> list[Remark]:
    """What linking notes of inputs above zero of what a treatment takes in."""
    remarks = []
    for at in which.tolist():
        flow, process = found.products[int(row[at])], found.processes[int(column[at])]
        supplier, amount = found.processes[int(row[at])].name, repr(-float(entries.amount[at]))
        told = {"flow": flow.name, "dataset": process.name, "amount": amount, "supplier": supplier}
        finding = Finding(TAKEN_WASTE, told, Location(), Severity.INFO)
        remarks.append(Remark(finding, Consequence.NOTED, process.id, flow.name))
    return remarks


def process_table(found: System, order: NDArray[np.int64]) -> pa.Table:
    """Processes in the order of their ids."""
    import pyarrow as pa

    amounts = found.technosphere.amount[found.square.entry]
    ones = [(found.processes[at], found.products[at]) for at in order.tolist()]

    def texts(values: Any) -> pa.Array:
        return pa.array(list(values), pa.string())

    return pa.table(
        {
            "id": texts(process.id for process, _ in ones),
            "name": texts(process.name for process, _ in ones),
            "product": texts(product.name for _, product in ones),
            "location": texts(process.location for process, _ in ones),
            "unit": texts(product.unit for _, product in ones),
            "amount": pa.array(amounts[order], pa.float64()),
            "kind": texts(product.kind.value for _, product in ones),
            "flow": texts(product.id for _, product in ones),
            "dataset": texts(process.id for process, _ in ones),
            "about": texts(_json(process.about) for process, _ in ones),
        }
    )


def _json(said: Any) -> str:
    return json.dumps(dict(said), ensure_ascii=False, sort_keys=True) if said else ""


def flow_table(found: System, numbers: Sequence[int]) -> pa.Table:
    """Elementary flows in the order of their ids."""
    import pyarrow as pa

    flows = [found.flows[number] for number in numbers]
    columns = {
        name: pa.array([getattr(flow, name) for flow in flows], pa.string())
        for name in ("id", "name", "unit", "cas", "formula")
    }
    compartments = pa.array([list(flow.compartment) for flow in flows], pa.list_(pa.string()))
    columns["compartment"] = compartments
    return pa.table({name: columns[name] for name in ("id", "name", "compartment", "unit", "cas", "formula")})


def method_values(found: System, numbers: Sequence[int]) -> dict[str, Floats]:
    """Factors by flow, NaN where a method says nothing of it."""
    place = {number: at for at, number in enumerate(numbers)}
    made: dict[str, Floats] = {}
    for name, (rows, factors) in sorted(found.methods.items()):
        values = np.full(len(numbers), np.nan)
        known = np.array([row in place for row in rows.tolist()], dtype=bool)
        values[[place[row] for row in rows[known].tolist()]] = factors[known]
        values.setflags(write=False)
        made[name] = values
    return made
