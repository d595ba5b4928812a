"""Exchanges of an ILCD process: flows, direction, amounts, spreads."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lca.background.reading.elements import attribute, child, children, text
from lca.background.reading.figures import Spreads, number
from lca.background.reading.ilcd.library import Library
from lca.background.reading.notes import MADE, Flows, Notes
from lca.background.records import Consequence, Exchange, Flow, FlowKind, Role
from lca.distributions import Distribution

if TYPE_CHECKING:
    from lxml.etree import _Element

OUT = Consequence.EXCHANGE_LEFT_OUT
DIRECTIONS = {"input": False, "output": True}


@dataclass(frozen=True, slots=True)
class Entry:
    """An exchange with its internal id and the percentages that co-products (internal ids) carry of it."""

    id: str
    exchange: Exchange
    shares: Mapping[str, float]


def entry_of(
    element: _Element,
    marked: Container[str],
    values: Mapping[str, float],
    library: Library,
    flows: Flows,
    notes: Notes,
) -> Entry | None:
    """Give an exchange, its flow added to ``flows``; None, with a remark, where it cannot be used.

    Remarks: B210 no amount, B220 no direction, B245 an output assumed, B246 reminder flows, B247 the flow's
    data set is missing, B248 its unit is unknown, B249 a variable without a value.
    """
    id, line = attribute(element, "dataSetInternalID"), element.sourceline
    reference = id in marked
    flow = _flow(element, library, notes)
    if flow is None:
        return None
    if "reminder" in text(element, "functionType").casefold() and not reference:
        notes.tally("B246", OUT, flow.name)
        return None
    amount = _amount(element, flow.name, values, notes)
    output = _output(element, flow.name, reference, notes)
    if amount is None or output is None:
        return None
    if reference and amount == 0:
        notes.remark("B207", OUT, exchange=flow.name, line=line, product=flow.name)
        return None
    role = Role.REFERENCE if reference else Role.OUTPUT if output else Role.INPUT
    flows.add(flow, MADE if reference else 0)
    told = {"product": flow.name, "location": text(element, "location")}
    wanted = {key: word for key, word in told.items() if word}
    exchange = Exchange(
        flow=flow.id,
        role=role,
        output=output,
        amount=amount,
        unit=flow.unit,
        wanted={} if reference or flow.kind is FlowKind.ELEMENTARY else wanted,
        spread=spread_of(element, amount, Spreads(notes, flow.name, line)),
        place=f"{line}",
    )
    return Entry(id, exchange, _shares(element))


def _flow(element: _Element, library: Library, notes: Notes) -> Flow | None:
    reference, line = child(element, "referenceToFlowDataSet"), element.sourceline
    id, name = attribute(reference, "refObjectId"), text(reference, "shortDescription")
    stated = library.flows.get(id)
    if stated is None:
        written = text(element, "resultingAmount") or text(element, "meanAmount")
        notes.remark("B247", OUT, exchange=name, line=line, id=id, name=name, amount=written)
        return None
    unit = library.unit_of(stated.quantity, notes)
    if not unit:
        notes.remark("B248", OUT, exchange=stated.flow.name, line=line, id=id, quantity=stated.quantity)
        return None
    return replace(stated.flow, unit=unit)


def _amount(element: _Element, name: str, values: Mapping[str, float], notes: Notes) -> float | None:
    """Give the resulting amount, which is the mean amount times the variable where one is named."""
    line, variable = element.sourceline, text(element, "referenceToVariable")
    written = text(element, "resultingAmount") or text(element, "meanAmount")
    amount = number(written)
    if amount is None:
        notes.remark("B210", OUT, exchange=name, line=line, amount=written)
        return None
    if not variable or text(element, "resultingAmount"):
        return amount
    if variable not in values:
        notes.remark("B249", OUT, exchange=name, line=line, variable=variable)
        return None
    return amount * values[variable]


def _output(element: _Element, name: str, reference: bool, notes: Notes) -> bool | None:
    written = text(element, "exchangeDirection")
    output = DIRECTIONS.get(written.casefold())
    if output is None and reference and not written:
        notes.remark("B245", Consequence.ASSUMED, exchange=name, line=element.sourceline)
        return True
    if output is None:
        groups = f"exchangeDirection '{written}'"
        notes.remark("B220", OUT, exchange=name, line=element.sourceline, groups=groups)
    return output


def _shares(element: _Element) -> dict[str, float]:
    found = children(child(element, "allocations"), "allocation")
    told = {
        attribute(a, "internalReferenceToCoProduct"): number(attribute(a, "allocatedFraction")) for a in found
    }
    return {id: share for id, share in told.items() if share is not None}


def spread_of(element: _Element, amount: float, spreads: Spreads) -> Distribution | None:
    """Give the spread of an amount.

    ``relativeStandardDeviation95In`` is, in the words of the ILCD process format, the square of the
    geometric standard deviation of a log-normal, and twice the standard deviation of a normal distribution;
    neither is a percentage, whatever the name says. (openLCA 2 writes and reads the plain standard deviation
    there, against the format.) Limits are those of the mean amount and follow it where a variable scales it;
    the mode of a triangular distribution is the amount.
    """
    kind = text(element, "uncertaintyDistributionType").casefold()
    deviation = number(text(element, "relativeStandardDeviation95In"))
    mean = number(text(element, "meanAmount"))
    scale = amount / mean if mean else 1.0
    limits = (number(text(element, key)) for key in ("minimumAmount", "maximumAmount"))
    low, high = (None if limit is None else limit * scale for limit in limits)
    match kind:
        case "" | "undefined":
            return None
        case "log-normal":
            return spreads.squared(amount, deviation)
        case "normal":
            return spreads.normal(amount, None if deviation is None else deviation / 2)
        case "triangular":
            return spreads.triangular(low, amount, high)
        case "uniform":
            return spreads.uniform(amount, low, high)
    return spreads.unknown(kind)
