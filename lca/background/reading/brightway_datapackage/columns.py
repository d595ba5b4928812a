"""A package as a linked database at once, array by array.

The result is bit for bit what :func:`lca.background.linking.link` makes of :func:`.records.read`: processes
by id, flows by id, entries by column, row and key, keys as :mod:`lca.background.linking.keys` draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Background, Exchanges
from lca.background.linking.hashing import content_hash
from lca.background.linking.linked import Linked
from lca.background.reading.archive import Archive
from lca.background.reading.brightway_datapackage.entries import Entries
from lca.background.reading.brightway_datapackage.keys import Named, draw_keys
from lca.background.reading.brightway_datapackage.records import FORMAT, avoided, spread_text
from lca.background.reading.brightway_datapackage.system import System, system
from lca.background.reading.brightway_datapackage.tables import (
    flow_table,
    method_values,
    process_table,
    taken_waste,
    unlinked_table,
)
from lca.background.records import Remark

if TYPE_CHECKING:
    import pyarrow as pa


def read_columns(archive: Archive, name: str = "") -> Linked:
    """Read the packages of a zip or a folder as one linked database.

    Args:
        archive: zip or folder with one or more packages.
        name: of the database, part of the identity of draws; the package's own where nothing is given.

    Raises:
        InputError: see :func:`~.system.system`.
    """
    found = system(archive)
    name = name or found.title or archive.path.stem
    order = np.array(
        sorted(range(len(found.processes)), key=lambda at: found.processes[at].id), dtype=np.int64
    )
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    technosphere, unlinked, lost = _technosphere(found, name, rank)
    numbers = sorted(found.flows, key=lambda number: found.flows[number].id)
    interventions = _interventions(found, name, rank, numbers)
    tables = {
        "processes": process_table(found, order),
        "flows": flow_table(found, numbers),
        "unlinked": unlinked,
    }
    methods = method_values(found, numbers)
    matrices = {"technosphere": technosphere, "interventions": interventions}
    sha256 = content_hash(name, tables, matrices, methods)
    background = Background(
        name, sha256, tables["processes"], tables["flows"], technosphere, interventions, unlinked, methods
    )
    remarks = (*found.remarks, *lost)
    return Linked(background, remarks, _counts(background, found), "unique", FORMAT, "", found.title)


def _technosphere(
    found: System, name: str, rank: NDArray[np.int64]
) -> tuple[Exchanges, pa.Table, list[Remark]]:
    entries = found.technosphere
    out, production = avoided(found), np.zeros(len(entries), dtype=bool)
    production[found.square.entry] = True
    by_product = np.argsort(found.square.product, kind="stable")
    at = np.searchsorted(found.square.product[by_product], entries.row).clip(max=len(by_product) - 1)
    row = by_product[at]
    linked = found.square.product[row] == entries.row
    column = np.searchsorted(found.square.process, entries.column)
    turned = ~(out | production)
    stated = np.where(turned, -entries.amount, entries.amount)
    provider = np.where(linked & ~production, row, -1)
    flows, flow = np.unique(entries.row, return_inverse=True)
    products = dict(zip(found.square.product.tolist(), found.products, strict=True))
    texts = [(products.get(number) or found.others[number]).id for number in flows.tolist()]
    ids = [one.id for one in found.processes]
    spread = partial(spread_text, entries, turned)
    key = draw_keys(name, Named(column, flow, provider, stated, ~turned, spread, ids, texts))
    unlinked, remarks = unlinked_table(found, entries, column, ~linked, rank)
    treated = linked & ~production & (stated > 0) & (entries.amount[found.square.entry][row] < 0)
    remarks += taken_waste(found, entries, row, column, np.flatnonzero(treated))
    kept = np.flatnonzero(linked)
    return _exchanges(entries, rank[row], rank[column], key, kept), unlinked, remarks


def _interventions(found: System, name: str, rank: NDArray[np.int64], numbers: Sequence[int]) -> Exchanges:
    entries = found.biosphere
    flows = np.array(sorted(numbers), dtype=np.int64)
    place = {number: at for at, number in enumerate(numbers)}
    final = np.array([place[number] for number in flows.tolist()], dtype=np.int64)
    flow = np.searchsorted(flows, entries.row)
    column = np.searchsorted(found.square.process, entries.column)
    texts = [found.flows[number].id for number in flows.tolist()]
    nobody = np.full(len(entries), -1, dtype=np.int64)
    none, ids = np.zeros(len(entries), dtype=bool), [one.id for one in found.processes]
    spread = partial(spread_text, entries, none)
    key = draw_keys(name, Named(column, flow, nobody, entries.amount, none, spread, ids, texts))
    row = final[flow] if len(flow) else flow
    return _exchanges(entries, row, rank[column], key, np.arange(len(entries)))


def _exchanges(
    entries: Entries,
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    key: NDArray[np.uint64],
    kept: NDArray[np.int64],
) -> Exchanges:
    """Sorted, read-only columns of the entries that are kept."""
    order = kept[np.lexsort((key[kept, 1], key[kept, 0], row[kept], column[kept]))]
    arrays = (
        row.astype(np.int32), column.astype(np.int32), entries.amount, entries.code, entries.loc,
        entries.scale, entries.minimum, entries.maximum, key,
    )  # fmt: skip
    return Exchanges(*(_frozen(array[order]) for array in arrays))


def _counts(background: Background, found: System) -> dict[str, int]:
    """How much there was of what; see :class:`lca.background.linking.linked.Linked`."""
    size, unlinked = background.size, len(background.unlinked)
    uncertain = sum(int((one.code > 1).sum()) for one in (background.technosphere, background.interventions))
    refused = len(found.square.remarks)
    return {
        "datasets_read": size + refused,
        "datasets_used": size,
        "datasets_left_out": refused,
        "datasets_repeated": 0,
        "processes": size,
        "flows": len(background.flows),
        "exchanges_read": len(found.technosphere) + len(found.biosphere) + found.dropped,
        "exchanges_producing": size,
        "exchanges_linked": len(background.technosphere) - size,
        "exchanges_elementary": len(background.interventions),
        "exchanges_unlinked": unlinked,
        "exchanges_left_out": 0,
        "exchanges_of_left_out_datasets": found.dropped,
        "exchanges_of_repeated_datasets": 0,
        "exchanges_uncertain": uncertain,
    }


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array
