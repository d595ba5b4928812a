"""Allocation in ecoSpold 1: the share of each exchange that each co-product carries."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lca.background.reading.elements import attribute, children
from lca.background.reading.figures import number
from lca.background.reading.notes import Notes
from lca.background.records import Consequence, Exchange, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

Shares = dict[int, dict[str, float]]
WHOLE = {"rel_tol": 0.0, "abs_tol": 2e-3}
"""Factors are rounded to three digits or so; their sum may miss the whole by that much."""


def causal_of(
    flow_data: _Element | None, numbers: Sequence[str], exchanges: Sequence[Exchange], notes: Notes
) -> Mapping[int, Mapping[str, float]]:
    """Give position of an exchange to product to share; empty where there is one product.

    ``fraction`` is a percentage (field 3804). Deliveries exist whose fractions are parts of 1 (USLCI); where
    every sum is about 1, they are read so (B233). Sums that are neither are told (B234): shares then stay as
    they are. B235: an allocation that names no product or no exchange of the data set.
    """
    position = {number: index for index, number in enumerate(numbers) if number}
    products = [exchange for exchange in exchanges if exchange.role is Role.REFERENCE]
    if len(products) < 2:
        return {}
    raw: Shares = {}
    for element in children(flow_data, "allocation"):
        _add(element, position, exchanges, raw, notes)
    sums = {index: math.fsum(shares.values()) for index, shares in raw.items()}
    if raw and all(math.isclose(total, 1, **WHOLE) for total in sums.values()):
        notes.remark("B233", Consequence.ASSUMED, count=len(raw))
        return raw
    wrong = [index for index, total in sums.items() if not math.isclose(total / 100, 1, **WHOLE)]
    if wrong:
        totals = ", ".join(f"{sums[index]:g}" for index in wrong[:3])
        notes.remark("B234", Consequence.ASSUMED, count=len(wrong), totals=totals)
    return {index: {flow: share / 100 for flow, share in shares.items()} for index, shares in raw.items()}


def _add(
    element: _Element, position: Mapping[str, int], exchanges: Sequence[Exchange], raw: Shares, notes: Notes
) -> None:
    product = position.get(attribute(element, "referenceToCoProduct"))
    share, line = number(attribute(element, "fraction")), element.sourceline
    named = ["".join((found.text or "").split()) for found in children(element, "referenceToInputOutput")]
    known = [position[found] for found in named if found in position]
    if product is None or exchanges[product].role is not Role.REFERENCE or share is None:
        told = f"{attribute(element, 'referenceToCoProduct')} → {attribute(element, 'fraction')}"
        notes.remark("B235", Consequence.NOTED, line=line, allocation=told)
        return
    if len(known) < len(named):
        missing = ", ".join(found for found in named if found not in position)
        notes.remark("B235", Consequence.NOTED, line=line, allocation=missing)
    for index in known:
        if exchanges[index].role is not Role.REFERENCE:
            raw.setdefault(index, {})[exchanges[product].flow] = share
