"""Waste scenarios of SimaPro: what comes in goes on to treatments, in shares."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lca.background.reading.notes import TREATED
from lca.background.reading.simapro.blocks import Block
from lca.background.reading.simapro.dialect import Row
from lca.background.reading.simapro.exchanges import TO_TREATMENT, Reader, product
from lca.background.records import Consequence, Exchange, Role

EVERYTHING = ("all waste types", "")
ROUNDING = 1e-9
"""Shares below are none: what is left of a whole by rounding."""


def passed_on(block: Block, references: list[Exchange], reader: Reader) -> list[Exchange] | None:
    """Give the outputs to treatments of a scenario; none of other processes.

    "Separated waste" takes its percentage of what comes in, "Remaining waste" its percentage of the rest.
    None, with a remark, where the shares make no sense (B269), or where a treatment takes a kind of waste
    only (B276): how much of it there is depends on what is thrown away, which the data set does not know.
    """
    separated, remaining = block.section("Separated waste"), block.section("Remaining waste")
    if not (separated or remaining) or not references:
        return []
    own = [row.cell(3).casefold() for row in block.section("Waste scenario")]
    for row in separated:
        if row.cell(1).casefold() not in (*EVERYTHING, *own):
            name, kind = row.cell(0), row.cell(1)
            reader.notes.remark(
                "B276", Consequence.DATASET_LEFT_OUT, exchange=name, line=row.line, treatment=name, kind=kind
            )
            return None
    taken = [(row, _share(row, reader)) for row in separated]
    rest = 1.0 - math.fsum(share for _, share in taken)
    taken += [(row, rest * _share(row, reader)) for row in remaining]
    total = math.fsum(share for _, share in taken)
    if not all(share >= -ROUNDING for _, share in taken) or not total <= 1 + ROUNDING:
        reader.notes.remark("B269", Consequence.DATASET_LEFT_OUT, line=block.line, total=100 * total)
        return None
    if total < 1 - ROUNDING:
        reader.notes.remark("B278", Consequence.ASSUMED, line=block.line, total=100 * total)
    return list(_outputs(taken, references[0], reader))


def _share(row: Row, reader: Reader) -> float:
    """A percentage as a part of one; NaN where there is none."""
    value = reader.scope.amount(row.cell(2).removesuffix("%").strip())
    return value / 100 if isinstance(value, float) else math.nan


def _outputs(taken: list[tuple[Row, float]], coming: Exchange, reader: Reader) -> Iterator[Exchange]:
    for row, share in taken:
        if share > ROUNDING:
            flow = product(row.cell(0), coming.unit, TO_TREATMENT)
            reader.flows.add(flow, TREATED)
            wanted = {"product": flow.name}
            yield Exchange(
                flow.id,
                Role.OUTPUT,
                True,
                share * coming.amount,
                coming.unit,
                wanted=wanted,
                place=f"{row.line}",
            )
