"""Which product each process makes, from the matrix alone.

A process is a column, a product a row; their ids may differ. Its production is the entry that the package
flags as reference, else the entry whose row has the id of the column, else its only entry above zero (or its
only entry at all). A process without one, or whose product another process makes already, cannot be used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.background.reading.brightway_datapackage.entries import Entries, Ids
from lca.background.records import Consequence, Remark
from lca.errors import Finding, Location, Severity

NONE = -1


@dataclass(frozen=True, eq=False)
class Square:
    """Processes and their products by id, in ascending order of processes.

    ``entry`` is the position of the production among the entries, one a process.
    """

    process: Ids
    product: Ids
    entry: NDArray[np.int64]
    remarks: tuple[Remark, ...]


def square(entries: Entries, place: Location) -> Square:
    """The processes that can be used; B354 tells of those without a product, B355 of second makers."""
    process, column = np.unique(entries.column, return_inverse=True)
    chosen = np.full(len(process), NONE, dtype=np.int64)
    usable = entries.amount != 0
    for mask in (
        usable & entries.reference,
        usable & (entries.row == entries.column),
        usable & (entries.amount > 0),
        usable,
    ):
        _choose(chosen, column, entries, mask)
    lost = chosen < 0
    remarks = _told("B354", place, process[lost])
    process, entry = process[~lost], chosen[~lost]
    product = entries.row[entry]
    first = np.zeros(len(product), dtype=bool)
    first[np.unique(product, return_index=True)[1]] = True
    remarks += _told("B355", place, process[~first])
    return Square(process[first], product[first], entry[first], tuple(remarks))


def _choose(
    chosen: NDArray[np.int64], column: NDArray[np.int64], entries: Entries, mask: NDArray[np.bool_]
) -> None:
    """Give the columns that have none the entry of the mask; of several in one cell the largest.

    Entries of several rows are no choice.
    """
    positions = np.flatnonzero(mask & (chosen[column] == NONE))
    positions = positions[np.lexsort((-np.abs(entries.amount[positions]), column[positions]))]
    of, row = column[positions], entries.row[positions]
    first = np.append(True, of[1:] != of[:-1]) if len(of) else np.zeros(0, dtype=bool)
    leading = row[np.maximum.accumulate(np.where(first, np.arange(len(of)), 0))] if len(of) else row
    doubtful = np.unique(of[row != leading])
    single = positions[first & ~np.isin(of, doubtful)]
    chosen[column[single]] = single


def _told(code: str, place: Location, ids: Ids) -> list[Remark]:
    """One remark a process that is left out."""
    return [
        Remark(Finding(code, {"id": one}, place, Severity.WARNING), Consequence.DATASET_LEFT_OUT, str(one))
        for one in ids.tolist()
    ]
