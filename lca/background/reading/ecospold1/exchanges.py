"""Exchanges of an ecoSpold 1 data set: groups, flows, spreads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca.background.reading.elements import attribute, text
from lca.background.reading.figures import Spreads, number
from lca.background.reading.notes import MADE, TREATED, Flows, Notes
from lca.background.records import Consequence, Exchange, Flow, FlowKind, Role
from lca.distributions import Distribution

if TYPE_CHECKING:
    from lxml.etree import _Element

OUT = Consequence.EXCHANGE_LEFT_OUT
NATURE, WASTE = "4", "3"
INPUTS = ("1", "2", "3", "4", "5")
ROLES = {"0": Role.REFERENCE, "1": Role.AVOIDED, "2": Role.REFERENCE, "3": Role.OUTPUT, "4": Role.OUTPUT}


def exchange_of(element: _Element, flows: Flows, notes: Notes) -> Exchange | None:
    """Give an exchange, its flow added to ``flows``; None, with a remark, where it cannot be used.

    Its ``wanted`` holds the ``number`` of the exchange until all data sets are known.
    """
    name, line = attribute(element, "name"), element.sourceline
    entering, leaving = text(element, "inputGroup"), text(element, "outputGroup")
    if bool(entering) == bool(leaving) or entering not in ("", *INPUTS) or leaving not in ("", *ROLES):
        groups = f"inputGroup {entering or '–'}, outputGroup {leaving or '–'}"
        notes.remark("B220", OUT, exchange=name, line=line, groups=groups)
        return None
    written = attribute(element, "meanValue")
    amount = number(written)
    if amount is None:
        notes.remark("B210", OUT, exchange=name, line=line, amount=written)
        return None
    flow = _flow(element, NATURE in (entering, leaving), leaving == WASTE)
    role = ROLES[leaving] if leaving else Role.INPUT
    flows.add(flow, MADE if role is Role.REFERENCE else TREATED if leaving == WASTE else 0)
    return Exchange(
        flow=flow.id,
        role=role,
        output=bool(leaving),
        amount=amount,
        unit=flow.unit,
        wanted=_wanted(element, flow, role),
        spread=spread_of(element, amount, Spreads(notes, name, line)),
        place=f"{line}",
    )


def _wanted(element: _Element, flow: Flow, role: Role) -> dict[str, str]:
    if flow.kind is FlowKind.ELEMENTARY or role is Role.REFERENCE:
        return {}
    told = {"product": flow.name, "location": flow.location}
    told["number"] = attribute(element, "number")
    return {key: value for key, value in told.items() if value}


def _flow(element: _Element, elementary: bool, waste: bool) -> Flow:
    name, unit, place = (attribute(element, key) for key in ("name", "unit", "location"))
    compartment = attribute(element, "category"), attribute(element, "subCategory")
    kind = FlowKind.ELEMENTARY if elementary else FlowKind.WASTE if waste else FlowKind.PRODUCT
    return Flow(
        id="|".join((name, *compartment, unit) if elementary else (name, place, unit)),
        name=name,
        kind=kind,
        unit=unit,
        compartment=tuple(part for part in compartment if part) if elementary else (),
        cas=attribute(element, "CASNumber"),
        formula=attribute(element, "formula"),
        location="" if elementary else place,
    )


def spread_of(element: _Element, amount: float, spreads: Spreads) -> Distribution | None:
    """Give the spread of an amount.

    ``uncertaintyType`` 0 undefined, 1 lognormal, 2 normal, 3 triangular, 4 uniform (field 3708);
    ``standardDeviation95`` is GSD² of a lognormal and twice the standard deviation of a normal distribution
    (field 3709). The mean value of a triangular distribution is computed from its most likely value (field
    3797), so where only the mean stands, the mode is 3 mean - min - max.
    """
    kind, high_low = attribute(element, "uncertaintyType"), ("minValue", "maxValue")
    deviation = number(attribute(element, "standardDeviation95"))
    low, high = (number(attribute(element, key)) for key in high_low)
    match kind:
        case "" | "0":
            return None
        case "1":
            return spreads.squared(amount, deviation)
        case "2":
            return spreads.normal(amount, None if deviation is None else deviation / 2)
        case "3":
            mode = number(attribute(element, "mostLikelyValue"))
            if mode is None and low is not None and high is not None:
                mode = 3 * amount - low - high
            return spreads.triangular(low, mode, high)
        case "4":
            return spreads.uniform(amount, low, high)
    return spreads.unknown(kind)
