"""Processes of openLCA as data sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lca.background.reading.notes import Notes
from lca.background.reading.openlca.allocation import shares_of
from lca.background.reading.openlca.exchanges import Exchanges
from lca.background.reading.openlca.fields import Record, identity, record, records, reference, text
from lca.background.reading.openlca.flows import Flows, is_marked
from lca.background.reading.openlca.objects import Found
from lca.background.reading.openlca.parameters import parameter_values, uncertain
from lca.background.records import Consequence, Dataset, Exchange, FlowKind, Role

DAY = 10
"""Length of a date as ISO 8601 writes it; openLCA adds an hour."""


@dataclass(frozen=True, eq=False)
class Processes:
    """Reads processes; flows and global parameters are those of the archive."""

    flows: Flows
    parameters: Mapping[str, float]

    def read(self, key: str, found: Found) -> Dataset | None:
        """The data set of a process; None, with a remark, where it has no usable product."""
        notes = self.flows.objects.at(found, key)
        notes.tallies.clear()
        data = found.data
        own = records(data, "parameters")
        values = parameter_values(own, self.parameters, notes) if own else self.parameters
        given = records(data, "exchanges")
        reader = Exchanges(self.flows, values, notes)
        exchanges = self._usable(given, reader, notes)
        if exchanges is None:
            notes.settle()
            return None
        shares = shares_of(data, exchanges, reader.kept, values, notes)
        self._note_parameters(own, given, notes)
        notes.settle()
        name = text(data, "name") or key
        about = self._about(data, given)
        location = self.flows.places.location(data)
        return Dataset(key, name, location, exchanges, found.file, shares.general, shares.causal, about)

    def _usable(self, given: list[Record], reader: Exchanges, notes: Notes) -> tuple[Exchange, ...] | None:
        """The exchanges, with at least one product of which there is some; None, with a remark, without."""
        marked = [index for index, data in enumerate(given) if is_marked(data)]
        exchanges = reader.read(given)
        if len(marked) > 1:
            notes.remark("B180", Consequence.NOTED, count=len(marked))
        main = reader.kept.get(marked[0]) if marked else None
        if marked and main is None:
            notes.remark("B181", Consequence.DATASET_LEFT_OUT)
            return None
        if main is not None and self._elementary(exchanges[main]):
            notes.remark(
                "B182", Consequence.DATASET_LEFT_OUT, name=reader.flows.used[exchanges[main].flow].name
            )
            return None
        if main is not None and exchanges[main].amount == 0:
            notes.remark("B183", Consequence.DATASET_LEFT_OUT)
            return None
        exchanges = self._without_empty(exchanges, reader, notes)
        products = sum(one.role is Role.REFERENCE for one in exchanges)
        if not products:
            notes.remark("B184", Consequence.DATASET_LEFT_OUT)
            return None
        if main is None:
            notes.remark("B185", Consequence.ASSUMED, count=products)
        return exchanges

    def _elementary(self, exchange: Exchange) -> bool:
        return self.flows.used[exchange.flow].kind is FlowKind.ELEMENTARY

    def _without_empty(
        self, exchanges: tuple[Exchange, ...], reader: Exchanges, notes: Notes
    ) -> tuple[Exchange, ...]:
        """Leave out co-products of which there is nothing, and move indices along."""
        empty = {i for i, one in enumerate(exchanges) if one.role is Role.REFERENCE and one.amount == 0}
        for index in sorted(empty):
            name = self.flows.used[exchanges[index].flow].name
            here = notes.at(replace(notes.place, path=exchanges[index].place), notes.dataset)
            here.remark("B186", Consequence.EXCHANGE_LEFT_OUT, exchange=name, name=name)
        moved = {old: new for new, old in enumerate(i for i in range(len(exchanges)) if i not in empty)}
        for index, position in list(reader.kept.items()):
            if position in empty:
                del reader.kept[index]
            else:
                reader.kept[index] = moved[position]
        return tuple(one for index, one in enumerate(exchanges) if index not in empty)

    def _note_parameters(self, own: list[Record], given: list[Record], notes: Notes) -> None:
        """A spread of a parameter has no place in an exchange of its own; say that it is not used."""
        names = uncertain([*own, *(one.data for one in self.flows.objects.of("Parameter").values())])
        formulas = any(text(data, "amountFormula") for data in given)
        if names and formulas:
            told = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
            notes.remark("B187", Consequence.UNCERTAINTY_LEFT_OUT, count=len(names), names=told)

    def _about(self, data: Record, given: list[Record]) -> dict[str, str]:
        papers = record(data, "processDocumentation")
        start, end = (text(papers, key)[:DAY] for key in ("validFrom", "validUntil"))
        quality = record(data, "dqSystem")
        main = next((one for one in given if is_marked(one)), {})
        about = {
            "type": text(data, "processType").casefold(),
            "category": "/".join(self.flows.places.category(data)),
            "reference": reference(main, "flow"),
            "period": f"{start}/{end}" if start or end else "",
            "technology": text(papers, "technologyDescription"),
            "geography": text(papers, "geographyDescription"),
            "comment": text(data, "description"),
            "version": text(data, "version"),
            "last_change": text(data, "lastChange"),
            "quality": text(data, "dqEntry"),
            "quality_system": text(quality, "name") or identity(quality),
            "allocation": text(data, "defaultAllocationMethod").casefold(),
        }
        return {key: value for key, value in about.items() if value}
