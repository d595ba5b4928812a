"""Entries of a matrix from resource groups: signs, scales, distributions and the policies for duplicates.

As in matrix_utils: an entry is the number, turned where ``flip`` says so, times ``rescale``; NaN writes
nothing, nor does a sum with it. Within a group duplicates add up or the last one stands; a later group
replaces what earlier ones wrote into its cells, or adds to it (``sum_inter_duplicates``). What is replaced is
told.

Brightway keeps distributions in single precision. Where a parameter is the single-precision value of what the
amount says (the median of a lognormal, the mean of a normal), the amount's own precision is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.reading.brightway_datapackage.package import Group
from lca.background.reading.brightway_nodes.spreads import KINDS
from lca.background.records import Consequence, Remark
from lca.errors import Finding, InputError, Severity

DRAWN = (2, 3, 4, 5)
Ids = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Entries:
    """Entries of one matrix, one element each, by the ids of rows and columns; see ``Exchanges``."""

    row: Ids
    column: Ids
    amount: Floats
    code: NDArray[np.uint8]
    loc: Floats
    scale: Floats
    minimum: Floats
    maximum: Floats
    reference: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.amount)

    def take(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Entries:
        """Some of the entries, by mask or positions."""
        return Entries(*(getattr(self, one.name)[which] for one in fields(self)))


def entries(groups: Sequence[Group], matrix: str) -> tuple[Entries, list[Remark]]:
    """All entries that the groups write into a matrix, and what must be told.

    Raises:
        InputError: B346 where a number is infinite.
    """
    remarks: list[Remark] = []
    parts: list[Entries] = []
    own = [group for group in groups if group.matrix == matrix]
    vectors = any(group.vector for group in own)
    for group in own:
        if not group.vector and vectors:
            remarks.append(_remark("B347", group, Consequence.EXCHANGE_LEFT_OUT))
            continue
        if not group.vector:
            remarks.append(_remark("B348", group, Consequence.ASSUMED))
        made = _within(_group(group, remarks), group, remarks)
        if not group.between:
            parts = _replaced(parts, made, group, remarks)
        parts.append(made)
    return _joined(parts), remarks


def _group(group: Group, remarks: list[Remark]) -> Entries:
    indices, data = group.arrays["indices"], group.arrays["data"]
    amount = np.array(data if group.vector else data[:, 0], dtype=np.float64)
    if np.isinf(amount).any():
        count = int(np.isinf(amount).sum())
        raise InputError(Finding("B346", {"group": group.name, "count": count}, group.place))
    turn = np.ones(len(amount))
    if "flip" in group.arrays:
        turn[group.arrays["flip"].astype(bool)] = -1.0
    if "rescale" in group.arrays:
        turn = turn * group.arrays["rescale"].astype(np.float64)
    reference = group.arrays.get("reference", np.zeros(len(amount), dtype=bool)).astype(bool)
    code, parameters = _distributions(group, amount, turn, remarks)
    row, column = indices["row"].astype(np.int64), indices["col"].astype(np.int64)
    return Entries(row, column, amount * turn, code, *parameters, reference)


def _distributions(
    group: Group, amount: Floats, turn: Floats, remarks: list[Remark]
) -> tuple[NDArray[np.uint8], tuple[Floats, Floats, Floats, Floats]]:
    """Kinds and parameters of the entries; what cannot be drawn is told by kind."""
    count = len(amount)
    stated = group.arrays.get("distributions")
    if stated is None or not group.vector:
        nothing = np.full(count, np.nan)
        return np.zeros(count, dtype=np.uint8), (nothing, nothing.copy(), nothing.copy(), nothing.copy())
    kind = stated["uncertainty_type"].astype(np.uint8)
    loc, scale, low, high = (
        stated[name].astype(np.float64) for name in ("loc", "scale", "minimum", "maximum")
    )
    loc = np.where(
        kind == 2, _exact(loc, np.log(np.abs(np.where(amount == 0, 1, amount)))), _exact(loc, amount)
    )
    with np.errstate(invalid="ignore"):
        valid = np.isin(kind, DRAWN) & (turn != 0)
        valid &= ~((kind == 2) | (kind == 3)) | (np.isfinite(loc) & (scale >= 0) & np.isfinite(scale))
        valid &= ~((kind == 4) | (kind == 5)) | ((low <= high) & np.isfinite(low) & np.isfinite(high))
        valid &= (kind != 5) | ((low <= loc) & (loc <= high))
        valid &= (kind != 2) | (stated["negative"].astype(bool) == (amount < 0)) & (amount != 0)
    for one in np.unique(kind[(kind > 1) & ~valid & ~np.isnan(amount)]).tolist():
        lost = int(((kind == one) & ~valid).sum())
        told = {"kind": KINDS[one] if one < len(KINDS) else str(one), "count": lost}
        remarks.append(_remark("B349", group, Consequence.UNCERTAINTY_LEFT_OUT, **told))
    kind = np.where(valid, kind, 0).astype(np.uint8)
    return kind, _turned(kind, turn, loc, scale, low, high)


def _exact(stated: Floats, amount: Floats) -> Floats:
    """The amount where its single-precision value is what is stated."""
    with np.errstate(over="ignore"):
        return np.where(amount.astype(np.float32).astype(np.float64) == stated, amount, stated)


def _turned(
    kind: NDArray[np.uint8], turn: Floats, loc: Floats, scale: Floats, low: Floats, high: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Parameters of ``turn`` times the variable; NaN where a kind has none."""
    width = np.abs(np.where(turn == 0, 1.0, turn))
    first, last = low * turn, high * turn
    ranged = (kind == 4) | (kind == 5)
    loc = np.where(kind == 2, loc + np.log(width), loc * turn)
    return (
        np.where((kind == 2) | (kind == 3) | (kind == 5), loc, np.nan),
        np.where(kind == 2, scale, np.where(kind == 3, scale * width, np.nan)),
        np.where(ranged, np.minimum(first, last), np.nan),
        np.where(ranged, np.maximum(first, last), np.nan),
    )


def _within(made: Entries, group: Group, remarks: list[Remark]) -> Entries:
    """What the group writes: sums, of which NaN makes nothing, or the last number of each cell."""
    known = ~np.isnan(made.amount)
    if group.within:
        if not known.all():
            kept = known & ~_in_cells(made, made.take(~known))
            if (known & ~kept).any():
                lost = int((known & ~kept).sum())
                remarks.append(_remark("B352", group, Consequence.EXCHANGE_LEFT_OUT, count=lost))
            made = made.take(kept)
        return made
    made = made.take(known)
    order = np.lexsort((np.arange(len(made)), made.row, made.column))
    row, column = made.row[order], made.column[order]
    last = np.append((row[1:] != row[:-1]) | (column[1:] != column[:-1]), True)[: len(order)]
    if last.all():
        return made
    remarks.append(_remark("B350", group, Consequence.EXCHANGE_LEFT_OUT, count=int((~last).sum())))
    return made.take(np.sort(order[last]))


def _replaced(parts: list[Entries], made: Entries, group: Group, remarks: list[Remark]) -> list[Entries]:
    """Earlier entries without those in cells that this group writes."""
    if not parts or not len(made):
        return parts
    kept = []
    count = 0
    for part in parts:
        gone = _in_cells(part, made)
        count += int(gone.sum())
        kept.append(part.take(~gone) if gone.any() else part)
    if count:
        remarks.append(_remark("B351", group, Consequence.EXCHANGE_LEFT_OUT, count=count))
    return kept


def _in_cells(part: Entries, made: Entries) -> NDArray[np.bool_]:
    cell = [("row", np.int64), ("column", np.int64)]
    one, other = np.empty(len(part), dtype=cell), np.empty(len(made), dtype=cell)
    one["row"], one["column"] = part.row, part.column
    other["row"], other["column"] = made.row, made.column
    rows = np.isin(part.row, made.row) & np.isin(part.column, made.column)
    found = np.zeros(len(part), dtype=bool)
    if rows.any():
        found[rows] = np.isin(one[rows], other)
    return found


def _joined(parts: Sequence[Entries]) -> Entries:
    if parts:
        return Entries(*(np.concatenate([getattr(p, one.name) for p in parts]) for one in fields(Entries)))
    ids, floats = np.empty(0, dtype=np.int64), np.empty(0)
    return Entries(ids, ids, floats, np.empty(0, np.uint8), floats, floats, floats, floats, np.empty(0, bool))


def _remark(code: str, group: Group, consequence: Consequence, **params: object) -> Remark:
    told = {"group": group.name, "matrix": group.matrix, **params}
    return Remark(Finding(code, told, group.place, Severity.WARNING), consequence, exchange=group.name)
