"""One data set of ecoSpold 2: its reference product, its exchanges, what else is worth keeping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lca.background.reading.ecospold2.exchanges import REFERENCE, exchange_of
from lca.background.reading.ecospold2.flows import ELEMENTARY, INTERMEDIATE
from lca.background.reading.elements import attribute, child, children, kept, local, text, texts
from lca.background.reading.figures import number
from lca.background.reading.formulas import evaluate
from lca.background.reading.notes import Flows, Notes
from lca.background.records import Consequence, Dataset, Exchange, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = (
    "ordinary transforming activity",
    "market activity",
    "IO activity",
    "residual activity",
    "production mix",
    "import activity",
    "supply mix",
    "export activity",
    "re-export activity",
    "correction activity",
    "market group",
)
"""Special activity types 0 to 10 (ecoSpold 2 data format, field 115)."""


def activity_of(element: _Element, file: str, flows: Flows, notes: Notes) -> Dataset | None:
    """Give a data set; None, with a remark, without a usable reference product.

    Remarks: B205 no reference product, B207 a reference amount of zero or a reference product that cannot
    be read (the others would then carry its burden), B208 no activity id, and those of its exchanges.
    """
    description = child(element, "activityDescription")
    name, location = (
        text(description, "activity", "activityName"),
        text(description, "geography", "shortname"),
    )
    activity = attribute(child(description, "activity"), "id")
    notes = notes.at(notes.place, activity or name)
    if not activity:
        activity = f"{name}|{location}"
        notes.remark("B208", Consequence.ASSUMED, name=name, id=activity)
    exchanges = list(_exchanges(child(element, "flowData"), flows, notes))
    notes.settle()
    references = [exchange for exchange in exchanges if exchange.role is Role.REFERENCE]
    made = [exchange for exchange in references if exchange.amount != 0]
    for exchange in references:
        if exchange.amount == 0:
            product = flows.flows[exchange.flow].name
            notes.remark("B207", Consequence.EXCHANGE_LEFT_OUT, exchange=product, product=product)
    if not made or len(references) < _stated(element):
        notes.remark("B205", Consequence.DATASET_LEFT_OUT, line=element.sourceline, name=name)
        return None
    return Dataset(
        id=f"{activity}_{made[0].flow}" if len(made) == 1 else activity,
        name=name or flows.flows[made[0].flow].name,
        location=location,
        exchanges=tuple(e for e in exchanges if e.role is not Role.REFERENCE or e.amount != 0),
        file=file,
        about=_about(element, description, activity),
    )


def _stated(element: _Element) -> int:
    """How many reference products the file states, whether they can be read or not."""
    found = children(child(element, "flowData"), INTERMEDIATE)
    return sum(text(exchange, "outputGroup") == REFERENCE for exchange in found)


def _exchanges(flow_data: _Element | None, flows: Flows, notes: Notes) -> Iterator[Exchange]:
    values = _values(flow_data, notes)
    for element in flow_data if flow_data is not None else ():
        if local(element) in (INTERMEDIATE, ELEMENTARY):
            exchange = exchange_of(element, values, flows, notes)
            if exchange is not None:
                yield exchange
        elif local(element) != "parameter":
            notes.tally("B225", Consequence.NOTED, local(element))


def _values(flow_data: _Element | None, notes: Notes) -> dict[str, float]:
    """Values of all variables, where some exchange has a relation but no amount; else there is no need."""
    if flow_data is None or not any(
        attribute(element, "mathematicalRelation") and not attribute(element, "amount")
        for element in flow_data
    ):
        return {}
    stated: dict[str, float | str] = {}
    for element in flow_data.iterfind(".//*[@variableName]"):
        amount = number(attribute(element, "amount"))
        relation = attribute(element, "mathematicalRelation")
        if amount is not None or relation:
            stated[attribute(element, "variableName")] = relation if amount is None else amount
    values, findings = evaluate(stated, "ecospold2")
    notes.adopt(findings, Consequence.NOTED)
    return values


def _about(element: _Element, description: _Element | None, activity: str) -> dict[str, str]:
    process, period = child(description, "activity"), child(description, "timePeriod")
    special = number(attribute(process, "specialActivityType"))
    source = child(element, "administrativeInformation", "dataGeneratorAndPublication")
    classes = (
        f"{text(found, 'classificationSystem')}: {text(found, 'classificationValue')}"
        for found in children(description, "classification")
    )
    return kept(
        activity=activity,
        type=KINDS[int(special)] if special is not None and 0 <= special < len(KINDS) else "",
        category="; ".join(classes),
        period="/".join(filter(None, (attribute(period, "startDate"), attribute(period, "endDate")))),
        technology=" ".join(texts(description, "technology", "comment", "text")),
        comment="\n".join(texts(process, "generalComment", "text")),
        synonyms="; ".join(texts(process, "synonym")),
        system_model=text(element, "modellingAndValidation", "representativeness", "systemModelName"),
        reference=" ".join(
            filter(
                None,
                (attribute(source, "publishedSourceFirstAuthor"), attribute(source, "publishedSourceYear")),
            )
        ),
    )
