"""One data set of ecoSpold 1: its products, its exchanges, its allocation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lca.background.reading.ecospold1.allocation import causal_of
from lca.background.reading.ecospold1.exchanges import exchange_of
from lca.background.reading.elements import attribute, child, children, kept, text, texts
from lca.background.reading.figures import number
from lca.background.reading.notes import MADE, Flows, Notes
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

TYPES = {
    "0": "system non-terminated",
    "1": "unit process",
    "2": "system terminated",
    "3": "elementary flow",
    "4": "impact category",
    "5": "multi-output process",
}
NO_INVENTORY = ("3", "4")
PRODUCTS = ("0", "2")


def process_of(element: _Element, file: str, flows: Flows, notes: Notes) -> Dataset | None:
    """Give a data set; None, with a remark, where it is no inventory or has no usable product.

    Remarks: B205 no product, or one that cannot be read, B207 a product of amount zero, B231 no inventory,
    B232 product taken from the reference function, and those of its exchanges and its allocation.
    """
    information = child(element, "metaInformation", "processInformation")
    function = child(information, "referenceFunction")
    name, line = attribute(function, "name"), element.sourceline
    kind = attribute(child(information, "dataSetInformation"), "type")
    scored = attribute(child(information, "dataSetInformation"), "impactAssessmentResult").casefold()
    if kind in NO_INVENTORY or scored in ("true", "1"):
        told = TYPES.get(kind, kind)
        notes.remark("B231", Consequence.DATASET_LEFT_OUT, line=line, name=name, type=told)
        return None
    location = attribute(child(information, "geography"), "location")
    flow_data = child(element, "flowData")
    numbered = list(_numbered(flow_data, flows, notes))
    exchanges = [exchange for _, exchange in numbered]
    products = [exchange for exchange in exchanges if exchange.role is Role.REFERENCE]
    stated = sum(text(found, "outputGroup") in PRODUCTS for found in children(flow_data, "exchange"))
    if not stated:
        products = _from_function(function, location, flows, notes)
        exchanges += products
    if not products or len(products) < stated or not all(product.amount for product in products):
        notes.remark("B205", Consequence.DATASET_LEFT_OUT, line=line, name=name)
        return None
    causal = causal_of(flow_data, [number for number, _ in numbered], exchanges, notes)
    notes.settle()
    return Dataset(
        id=attribute(element, "number") or f"{name}|{location}",
        name=name or flows.flows[products[0].flow].name,
        location=location,
        exchanges=tuple(exchanges),
        file=file,
        causal=causal,
        about=_about(element, information, kind),
    )


def _numbered(flow_data: _Element | None, flows: Flows, notes: Notes) -> Iterator[tuple[str, Exchange]]:
    for element in children(flow_data, "exchange"):
        exchange = exchange_of(element, flows, notes)
        if exchange is not None:
            yield attribute(element, "number"), exchange


def _from_function(function: _Element | None, location: str, flows: Flows, notes: Notes) -> list[Exchange]:
    """The product that the reference function names, of a data set that states none among its exchanges."""
    name, unit = attribute(function, "name"), attribute(function, "unit")
    amount = number(attribute(function, "amount"))
    if not (name and unit and amount):
        return []
    flow = Flow("|".join((name, location, unit)), name, FlowKind.PRODUCT, unit, location=location)
    flows.add(flow, MADE)
    notes.remark("B232", Consequence.ASSUMED, exchange=name, name=name, amount=amount, unit=unit)
    return [Exchange(flow.id, Role.REFERENCE, True, amount, unit)]


def _about(element: _Element, information: _Element | None, kind: str) -> dict[str, str]:
    function, period = child(information, "referenceFunction"), child(information, "timePeriod")
    source = child(element, "metaInformation", "modellingAndValidation", "source")
    start = text(period, "startYear") or text(period, "startDate") or text(period, "startYearMonth")
    end = text(period, "endYear") or text(period, "endDate") or text(period, "endYearMonth")
    told = (attribute(source, key) for key in ("firstAuthor", "year", "title"))
    path = (attribute(function, "category"), attribute(function, "subCategory"))
    return kept(
        type=TYPES.get(kind, kind),
        category="/".join(part for part in path if part),
        period="/".join(part for part in (start, end) if part),
        technology=attribute(child(information, "technology"), "text"),
        comment=attribute(function, "generalComment"),
        synonyms="; ".join(texts(function, "synonym")),
        infrastructure=attribute(function, "infrastructureProcess"),
        reference=", ".join(part for part in told if part),
    )
