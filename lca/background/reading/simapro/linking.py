"""Links by name between the processes of a SimaPro delivery, and amounts in the units of their flows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lca.background.reading.archive import Archive
from lca.background.reading.notes import Flows, Notes, told
from lca.background.reading.simapro.units import Units
from lca.background.records import Consequence, Dataset, Exchange, FlowKind, Role
from lca.distributions import scaled


@dataclass(frozen=True, slots=True)
class Maker:
    """A process with a product (``makes``) or with a waste that it takes in."""

    dataset: str
    makes: bool


@dataclass(frozen=True, eq=False)
class Linker:
    """Who makes what, and the tables to convert by."""

    makers: dict[str, list[Maker]]
    flows: Flows
    units: Units

    def linked(self, exchange: Exchange, notes: Notes) -> Exchange:
        """Give an exchange its provider, its direction and its amount in the unit of the flow."""
        flow = self.flows.flows[exchange.flow]
        exchange = self._converted(exchange, flow.unit, notes)
        if exchange.role is Role.REFERENCE or flow.kind is FlowKind.ELEMENTARY:
            return exchange
        makers = self.makers.get(exchange.flow, [])
        treated = bool(makers) and not any(maker.makes for maker in makers)
        if exchange.role is Role.AVOIDED and treated:
            # A treatment that is avoided: as if the waste were taken in here, not given out once more.
            exchange = replace(exchange, output=False)
        elif exchange.role is Role.OUTPUT and makers and all(maker.makes for maker in makers):
            notes.tally("B273", Consequence.ASSUMED, flow.name)
            exchange = replace(exchange, role=Role.INPUT, output=False)
        elif exchange.role is Role.INPUT and treated:
            notes.tally("B277", Consequence.ASSUMED, flow.name)
            exchange = replace(exchange, role=Role.OUTPUT, output=True)
        return replace(exchange, provider=makers[0].dataset) if len(makers) == 1 else exchange

    def _converted(self, exchange: Exchange, unit: str, notes: Notes) -> Exchange:
        factor = self.units.factor(exchange.unit, unit, notes)
        if factor is None or exchange.unit == unit:
            return exchange
        spread = None if exchange.spread is None else scaled(exchange.spread, factor)
        return replace(exchange, amount=exchange.amount * factor, unit=unit, spread=spread)


def linked(
    datasets: Iterable[Dataset], flows: Flows, units: Units, archive: Archive, notes: Notes
) -> list[Dataset]:
    """Give data sets whose exchanges have their providers, where exactly one process makes the name."""
    kept = list(datasets)
    makers: dict[str, list[Maker]] = {}
    for dataset in kept:
        for exchange in dataset.exchanges:
            if exchange.role is Role.REFERENCE:
                maker, known = Maker(dataset.id, exchange.output), makers.setdefault(exchange.flow, [])
                known += [] if maker in known else [maker]
    linker = Linker(makers, flows, units)
    ready = []
    for dataset in kept:
        here = notes.at(told(archive, dataset.file), dataset.id)
        exchanges = tuple(linker.linked(exchange, here) for exchange in dataset.exchanges)
        here.settle()
        ready.append(replace(dataset, exchanges=exchanges))
    return ready
