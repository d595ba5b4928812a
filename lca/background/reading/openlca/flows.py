"""Flows of openLCA: those of the archive, and those that it lacks as far as references tell of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lca.background.reading.openlca.fields import Record, record, reference, text, words
from lca.background.reading.openlca.objects import Objects
from lca.background.reading.openlca.places import Places
from lca.background.reading.openlca.quantities import Quantities
from lca.background.records import Consequence, Flow, FlowKind

KINDS = {
    "PRODUCT_FLOW": FlowKind.PRODUCT,
    "WASTE_FLOW": FlowKind.WASTE,
    "ELEMENTARY_FLOW": FlowKind.ELEMENTARY,
}


@dataclass(frozen=True, eq=False)
class Flows:
    """Flows by id as exchanges ask for them; ``used`` are those that were asked for."""

    objects: Objects
    places: Places
    quantities: Quantities
    used: dict[str, Flow] = field(default_factory=dict)

    def of(self, exchange: Record, dataset: str) -> Flow | None:
        """The flow of an exchange; None where neither the archive nor the exchange says what it is."""
        key, stated = reference(exchange, "flow"), record(exchange, "flow")
        if not key:
            return None
        if key not in self.used:
            found = self.objects.of("Flow").get(key)
            flow = self._known(key) if found else self._told(key, stated, dataset, exchange)
            if flow is None:
                return None
            self.used[key] = flow
        if not self.used[key].unit:
            # Neither the archive nor a reference has told the unit so far; this exchange may.
            unit = text(stated, "refUnit") or text(record(exchange, "unit"), "name")
            self.used[key] = replace(self.used[key], unit=unit)
        return self.used[key]

    def factor(self, exchange: Record) -> float | None:
        """The factor from what an exchange states to its flow's unit; None where it cannot be told."""
        found = self.objects.of("Flow").get(reference(exchange, "flow"))
        return self.quantities.factor(self.quantities.measure(found), exchange) if found else None

    def _known(self, key: str) -> Flow | None:
        found = self.objects.of("Flow")[key]
        kind = KINDS.get(text(found.data, "flowType"))
        if kind is None:
            told = str(found.data.get("flowType"))
            self.objects.at(found).remark("B166", Consequence.NOTED, name=text(found.data, "name"), kind=told)
            return None
        return self._made(key, kind, found.data, self.quantities.measure(found).unit)

    def _told(self, key: str, stated: Record, dataset: str, exchange: Record) -> Flow | None:
        """A flow that the archive lacks, from what its first reference says."""
        kind = KINDS.get(text(stated, "flowType"))
        if kind is None and is_marked(exchange):
            kind = FlowKind.PRODUCT
        process = self.objects.of("Process")[dataset]
        notes = self.objects.at(process, dataset)
        name = text(stated, "name") or key
        if kind is None:
            return None
        notes.remark("B167", Consequence.ASSUMED, exchange=name, name=name, id=key)
        return self._made(key, kind, stated, text(stated, "refUnit"))

    def _made(self, key: str, kind: FlowKind, data: Record, unit: str) -> Flow:
        elementary = kind is FlowKind.ELEMENTARY
        return Flow(
            key,
            text(data, "name") or key,
            kind,
            unit,
            self.places.category(data) if elementary else (),
            text(data, "cas"),
            text(data, "formula"),
            self.places.location(data) or text(data, "location"),
            words(data, "synonyms"),
        )


def is_marked(exchange: Record) -> bool:
    """Whether an exchange is the quantitative reference of its process."""
    return any(exchange.get(key) is True for key in ("isQuantitativeReference", "quantitativeReference"))
