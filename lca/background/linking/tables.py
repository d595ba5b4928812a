"""Tables of a linked database: processes, elementary flows, exchanges without a supplier."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lca.background.linking.products import Process
from lca.background.records import Exchange, Flow, FlowKind

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass
class Unlinked:
    """Exchanges without a supplier, and those that are of no use, one row a process that has them."""

    process: list[int] = field(default_factory=list)
    flow: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    amount: list[float | None] = field(default_factory=list)
    unit: list[str] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)

    def add(self, process: int, exchange: Exchange, name: str, amount: float | None, reason: str) -> None:
        """Add one; ``amount`` as an entry would be signed, None where it is no number."""
        said = dict(exchange.wanted) | ({"provider": exchange.provider} if exchange.provider else {})
        self.process.append(process)
        self.flow.append(exchange.flow)
        self.name.append(name)
        self.amount.append(amount)
        self.unit.append(exchange.unit)
        self.reason.append(reason)
        self.wanted.append(_json(said))

    def table(self) -> pa.Table:
        """The rows by process, flow, amount and reason, so that the order of a file does not show."""
        import pyarrow as pa

        names = ("process", "flow", "name", "amount", "unit", "reason", "wanted")
        types = (pa.int32(), pa.string(), pa.string(), pa.float64(), pa.string(), pa.string(), pa.string())
        rows = zip(*(getattr(self, name) for name in names), strict=True)
        ordered = sorted(
            rows, key=lambda row: (row[0], row[1], row[3] is None, row[3] or 0.0, row[4:], row[2])
        )
        columns = [list(column) for column in zip(*ordered, strict=True)] or [[] for _ in names]
        return pa.table(
            {name: pa.array(column, kind) for name, column, kind in zip(names, columns, types, strict=True)}
        )


def process_table(processes: Sequence[Process]) -> pa.Table:
    """The table of processes; see :class:`lca.background.database.Background`."""
    import pyarrow as pa

    return pa.table(
        {
            "id": _texts(one.id for one in processes),
            "name": _texts(one.dataset.name for one in processes),
            "product": _texts(one.flow.name for one in processes),
            "location": _texts(one.dataset.location for one in processes),
            "unit": _texts(one.exchange.unit for one in processes),
            "amount": pa.array([one.exchange.amount for one in processes], pa.float64()),
            "kind": _texts("waste" if one.treatment else FlowKind.PRODUCT.value for one in processes),
            "flow": _texts(one.flow.id for one in processes),
            "dataset": _texts(one.dataset.id for one in processes),
            "about": _texts(_json(dict(one.dataset.about)) for one in processes),
        }
    )


def flow_table(flows: Sequence[Flow]) -> pa.Table:
    """The table of elementary flows; a compartment is its path, the widest part first."""
    import pyarrow as pa

    return pa.table(
        {
            "id": _texts(one.id for one in flows),
            "name": _texts(one.name for one in flows),
            "compartment": pa.array([list(one.compartment) for one in flows], pa.list_(pa.string())),
            "unit": _texts(one.unit for one in flows),
            "cas": _texts(one.cas for one in flows),
            "formula": _texts(one.formula for one in flows),
        }
    )


def _texts(values: Any) -> pa.Array:
    import pyarrow as pa

    return pa.array(list(values), pa.string())


def _json(said: Mapping[str, str]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""
