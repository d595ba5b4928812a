"""Exchanges of openLCA in the unit of their flow; what cannot be used becomes a remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lca.background.reading.formulas import value_of
from lca.background.reading.notes import Notes
from lca.background.reading.openlca.fields import Record, flag, number, record, reference, text
from lca.background.reading.openlca.flows import Flows, is_marked
from lca.background.reading.openlca.spreads import fits, spread_of
from lca.background.records import Consequence, Exchange, Flow, FlowKind, Role
from lca.distributions import Distribution, scaled
from lca.errors import InputError

NEAR = 1e-6
"""Relative difference up to which a formula and the number beside it agree."""


@dataclass(frozen=True, eq=False)
class Exchanges:
    """Reads the exchanges of one process.

    Attributes:
        flows: where flows are looked up.
        values: parameters of the process by name.
        notes: of the process.
        kept: index in the file to index among what was read.
    """

    flows: Flows
    values: Mapping[str, float]
    notes: Notes
    kept: dict[int, int] = field(default_factory=dict)

    def read(self, given: list[Record]) -> tuple[Exchange, ...]:
        """All exchanges that can be used, in the order of the file."""
        found: list[Exchange] = []
        for index, data in enumerate(given):
            exchange = self._exchange(data, self._at(index))
            if exchange is not None:
                self.kept[index] = len(found)
                found.append(exchange)
        return tuple(found)

    def _at(self, index: int) -> Notes:
        place = replace(self.notes.place, path=f"exchanges[{index}]")
        return Notes(place, self.notes.dataset, self.notes.remarks, self.notes.tallies)

    def _exchange(self, data: Record, notes: Notes) -> Exchange | None:
        name = text(record(data, "flow"), "name") or reference(data, "flow") or "-"
        flow = self.flows.of(data, notes.dataset)
        if flow is None:
            notes.remark("B168", Consequence.EXCHANGE_LEFT_OUT, exchange=name, name=name)
            return None
        amount = self._amount(data, flow, notes)
        if amount is None:
            return None
        factor = self.flows.factor(data)
        unit = flow.unit if factor is not None else self._stated_unit(data, flow, notes)
        factor = 1.0 if factor is None else factor
        role, output = role_of(data, flow)
        location = self.flows.places.location(data)
        wanted = {"location": location} if location and flow.kind is not FlowKind.ELEMENTARY else {}
        return Exchange(
            flow.id,
            role,
            output,
            amount * factor,
            unit,
            reference(data, "defaultProvider"),
            wanted,
            self._spread(data, amount, factor, flow, notes),
            notes.place.path,
        )

    def _amount(self, data: Record, flow: Flow, notes: Notes) -> float | None:
        stated, formula = number(data.get("amount")), text(data, "amountFormula")
        if formula:
            try:
                value = value_of(formula, self.values, "openlca", notes.place)
            except InputError as error:
                kept = Consequence.ASSUMED if stated is not None else Consequence.EXCHANGE_LEFT_OUT
                notes.adopt(error.findings, kept, exchange=flow.name)
                return stated
            if stated is not None and abs(value - stated) > NEAR * max(abs(value), abs(stated)):
                notes.remark(
                    "B174", Consequence.NOTED, exchange=flow.name, formula=formula, value=value, stated=stated
                )
            return value
        if stated is None:
            told = str(data.get("amount"))
            notes.remark(
                "B169", Consequence.EXCHANGE_LEFT_OUT, exchange=flow.name, name=flow.name, amount=told
            )
        return stated

    def _stated_unit(self, data: Record, flow: Flow, notes: Notes) -> str:
        """The unit as the exchange names it, where the archive cannot convert it."""
        unit = text(record(data, "unit"), "name")
        known = self.flows.objects.of("Flow").get(flow.id)
        measured = known is not None and bool(self.flows.quantities.measure(known).unit)
        if measured:
            notes.remark(
                "B175",
                Consequence.ASSUMED,
                exchange=flow.name,
                unit=unit or "-",
                wanted=flow.unit,
                name=flow.name,
            )
        elif known is not None:
            notes.tally("B176", Consequence.ASSUMED, f"{flow.name} ({unit or '-'})")
        return unit or flow.unit

    def _spread(
        self, data: Record, amount: float, factor: float, flow: Flow, notes: Notes
    ) -> Distribution | None:
        try:
            spread = spread_of(record(data, "uncertainty"), amount, self.values, notes.place)
            if spread is not None and not fits(spread, amount):
                notes.remark(
                    "B173", Consequence.NOTED, exchange=flow.name, amount=amount, median=spread.median
                )
            return None if spread is None else scaled(spread, factor)
        except InputError as error:
            notes.adopt(error.findings, Consequence.UNCERTAINTY_LEFT_OUT, exchange=flow.name)
            return None


def role_of(data: Record, flow: Flow) -> tuple[Role, bool]:
    """What an exchange is, and whether it is an output.

    Products that come out and wastes that go in are what a process is for. openLCA keeps an avoided product
    as an input (and shows it among the outputs), an avoided waste as an output.
    """
    output = not flag(data, "isInput", "input")
    if flow.kind is FlowKind.ELEMENTARY:
        return (Role.OUTPUT if output else Role.INPUT), output
    product = flow.kind is FlowKind.PRODUCT
    if flag(data, "isAvoidedProduct", "avoidedProduct"):
        return Role.AVOIDED, product
    if output is product or is_marked(data):
        return Role.REFERENCE, output
    return (Role.OUTPUT if output else Role.INPUT), output
