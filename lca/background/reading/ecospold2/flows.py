"""Flows of ecoSpold 2, from exchanges and from the lists of master data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca.background.reading.elements import attribute, children, local, text, texts
from lca.background.reading.notes import MASTER, Flows
from lca.background.records import Flow, FlowKind

if TYPE_CHECKING:
    from lxml.etree import _Element

INTERMEDIATE, ELEMENTARY = "intermediateExchange", "elementaryExchange"


def master(root: _Element, flows: Flows) -> bool:
    """Whether the file is master data; its flows are then added."""
    if not (local(root).startswith(("valid", "usedValid")) or local(root) == "activityIndex"):
        return False
    for element in root:
        if local(element) in (INTERMEDIATE, ELEMENTARY):
            flows.add(flow_of(element, attribute(element, "id")), MASTER)
    return True


def flow_of(element: _Element, id: str) -> Flow:
    """Give the flow that an exchange, or an entry of master data, describes.

    A product is a waste where its by-product classification says so.
    """
    elementary = local(element) == ELEMENTARY
    return Flow(
        id=id or f"{local(element)}:{text(element, 'name')}|{text(element, 'unitName')}",
        name=text(element, "name"),
        kind=FlowKind.ELEMENTARY if elementary else _kind(element),
        unit=text(element, "unitName"),
        compartment=_compartment(element) if elementary else (),
        cas=attribute(element, "casNumber"),
        formula=attribute(element, "formula"),
        synonyms=texts(element, "synonym"),
    )


def _compartment(element: _Element) -> tuple[str, ...]:
    path = text(element, "compartment", "compartment"), text(element, "compartment", "subcompartment")
    return tuple(part for part in path if part)


def _kind(element: _Element) -> FlowKind:
    for classification in children(element, "classification"):
        if text(classification, "classificationSystem") == "By-product classification":
            waste = text(classification, "classificationValue").casefold() == "waste"
            return FlowKind.WASTE if waste else FlowKind.PRODUCT
    return FlowKind.PRODUCT
