"""One process of ILCD: its reference flows, its exchanges, its allocation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lca.background.reading.elements import attribute, child, children, kept, text, texts
from lca.background.reading.figures import number
from lca.background.reading.formulas import evaluate
from lca.background.reading.ilcd.exchanges import Entry, entry_of
from lca.background.reading.ilcd.library import Library
from lca.background.reading.notes import Flows, Notes
from lca.background.records import Consequence, Dataset, Role

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Marked:
    """Internal ids of exchanges: the reference flows, and what allocations call co-products."""

    references: frozenset[str]
    coproducts: frozenset[str]

    def __contains__(self, id: object) -> bool:
        return id in self.references or id in self.coproducts


def process_of(
    root: _Element, id: str, file: str, library: Library, flows: Flows, notes: Notes
) -> Dataset | None:
    """Give a data set; None, with a remark, where it is no inventory or has no usable reference flow.

    Remarks: B205 no reference flow, or one that cannot be used, B240 an environmental product declaration,
    and those of its exchanges.
    """
    information = child(root, "processInformation")
    name = _name(information)
    kind = text(root, "modellingAndValidation", "LCIMethodAndAllocation", "typeOfDataSet")
    if kind.casefold() == "epd":
        results = sum(1 for _ in children(child(root, "LCIAResults"), "LCIAResult"))
        notes.remark("B240", Consequence.DATASET_LEFT_OUT, name=name, results=results)
        return None
    body = child(root, "exchanges")
    marked = _marked(information, body)
    values = _values(information, body, notes)
    entries = [
        entry
        for element in children(body, "exchange")
        if (entry := entry_of(element, marked, values, library, flows, notes)) is not None
    ]
    notes.settle()
    made = [entry for entry in entries if entry.exchange.role is Role.REFERENCE]
    if not marked.references or not made or {entry.id for entry in made} != _ids(body, marked):
        notes.remark("B205", Consequence.DATASET_LEFT_OUT, name=name)
        return None
    return Dataset(
        id=id,
        name=name,
        location=attribute(
            child(information, "geography", "locationOfOperationSupplyOrProduction"), "location"
        ),
        exchanges=tuple(entry.exchange for entry in entries),
        file=file,
        causal=_causal(entries, notes),
        about=_about(root, information, kind),
    )


def _marked(information: _Element | None, body: _Element | None) -> Marked:
    references = texts(information, "quantitativeReference", "referenceToReferenceFlow")
    coproducts = frozenset(
        attribute(found, "internalReferenceToCoProduct")
        for exchange in children(body, "exchange")
        for found in children(child(exchange, "allocations"), "allocation")
        if (number(attribute(found, "allocatedFraction")) or 0) != 0
    )
    return Marked(frozenset(references), coproducts)


def _ids(body: _Element | None, marked: Marked) -> set[str]:
    found = (attribute(element, "dataSetInternalID") for element in children(body, "exchange"))
    return {id for id in found if id in marked} | marked.references


def _values(information: _Element | None, body: _Element | None, notes: Notes) -> Mapping[str, float]:
    """Values of variables, where some exchange states no resulting amount but a variable."""
    needed = any(
        text(found, "referenceToVariable") and not text(found, "resultingAmount")
        for found in children(body, "exchange")
    )
    if not needed:
        return {}
    stated: dict[str, float | str] = {}
    for found in children(child(information, "mathematicalRelations"), "variableParameter"):
        formula, mean = text(found, "formula"), number(text(found, "meanValue"))
        if formula:
            stated[attribute(found, "name")] = formula
        elif mean is not None:
            stated[attribute(found, "name")] = mean
    values, findings = evaluate(stated, "openlca")
    notes.adopt(findings, Consequence.NOTED)
    return values


def _causal(entries: list[Entry], notes: Notes) -> dict[int, dict[str, float]]:
    """Position of an exchange to product to share, from percentages; reference flows carry none."""
    products = {e.id: e.exchange.flow for e in entries if e.exchange.role is Role.REFERENCE}
    if len(products) < 2:
        return {}
    causal: dict[int, dict[str, float]] = {}
    for index, entry in enumerate(entries):
        if entry.exchange.role is Role.REFERENCE or not entry.shares:
            continue
        causal[index] = {products[id]: share / 100 for id, share in entry.shares.items() if id in products}
        if abs(sum(entry.shares.values()) - 100) > 0.2:
            notes.tally("B234", Consequence.ASSUMED, f"{sum(entry.shares.values()):g}")
    notes.settle()
    return causal


def _name(information: _Element | None) -> str:
    """The parts of a name as ILCD joins them."""
    keys = ("baseName", "treatmentStandardsRoutes", "mixAndLocationTypes", "functionalUnitFlowProperties")
    parts = (text(information, "dataSetInformation", "name", key) for key in keys)
    return "; ".join(part for part in parts if part)


def _about(root: _Element, information: _Element | None, kind: str) -> dict[str, str]:
    data, time = child(information, "dataSetInformation"), child(information, "time")
    classes = child(data, "classificationInformation", "classification")
    period = text(time, "referenceYear"), text(time, "dataSetValidUntil")
    return kept(
        type=kind,
        category="/".join(_words(children(classes, "class"))),
        period="/".join(part for part in period if part),
        technology=text(information, "technology", "technologyDescriptionAndIncludedProcesses"),
        comment=text(data, "generalComment"),
        synonyms="; ".join(texts(data, "synonyms")),
        version=text(root, "administrativeInformation", "publicationAndOwnership", "dataSetVersion"),
    )


def _words(elements: Iterator[_Element]) -> Iterator[str]:
    yield from (" ".join((element.text or "").split()) for element in elements)
