"""Rows of a SimaPro process as exchanges: amounts, units, spreads."""

from __future__ import annotations

from dataclasses import dataclass

from lca.background.reading.figures import Spreads
from lca.background.reading.notes import TREATED, Flows, Notes
from lca.background.reading.simapro.dialect import Row
from lca.background.reading.simapro.parameters import Scope
from lca.background.reading.simapro.substances import COMPARTMENTS, Substances
from lca.background.records import Consequence, Exchange, Flow, FlowKind, Role
from lca.distributions import Distribution

OUT = Consequence.EXCHANGE_LEFT_OUT
TO_TREATMENT = "Waste to treatment"
TECHNOSPHERE = {
    "Materials/fuels": Role.INPUT,
    "Electricity/heat": Role.INPUT,
    "Avoided products": Role.AVOIDED,
    TO_TREATMENT: Role.OUTPUT,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """The cells of a row by their meaning; ``rest`` are those after unit and amount."""

    row: Row
    name: str
    unit: str
    amount: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What it takes to read the rows of one process."""

    scope: Scope
    substances: Substances
    flows: Flows
    notes: Notes

    def exchanges(self, section: str, rows: list[Row]) -> list[Exchange]:
        """Exchanges of a section; rows that cannot be used become remarks."""
        read = (self._exchange(section, row) for row in rows)
        return [exchange for exchange in read if exchange is not None]

    def entry(self, row: Row, first: int = 1) -> Entry | None:
        """The cells of a row, unit and amount from ``first`` on; None for what only continues a comment.

        SimaPro 7 writes the amount before the unit. Where only the other order makes sense, it is taken.
        """
        if not row.cell(0):
            if any(row.cells[1 : first + 3]):
                self.notes.remark("B265", OUT, line=row.line, row="; ".join(filter(None, row.cells)))
            return None
        dialect = self.scope.dialect
        unit, amount = row.cell(first), row.cell(first + 1)
        if dialect.old:
            unit, amount = amount, unit
        if dialect.number(amount) is None and dialect.number(unit) is not None:
            unit, amount = amount, unit
        return Entry(row, row.cell(0), unit, amount, row.cells[first + 2 :])

    def amount(self, entry: Entry) -> float | None:
        """The value of the amount; None, with a remark (B210 or those of the formula), where it has none."""
        value = self.scope.amount(entry.amount)
        if isinstance(value, float):
            return value
        if value is None:
            self.notes.remark("B210", OUT, exchange=entry.name, line=entry.row.line, amount=entry.amount)
        else:
            self.notes.adopt(value, OUT, exchange=entry.name, line=entry.row.line)
        return None

    def _exchange(self, section: str, row: Row) -> Exchange | None:
        elementary = section in COMPARTMENTS
        entry = self.entry(row, 2 if elementary else 1)
        amount = None if entry is None else self.amount(entry)
        if entry is None or amount is None:
            return None
        flow = self._substance(section, entry) if elementary else product(entry.name, entry.unit, section)
        self.flows.add(flow, TREATED if section == TO_TREATMENT else 0)
        role = TECHNOSPHERE.get(section, Role.INPUT if section == "Resources" else Role.OUTPUT)
        spreads = Spreads(self.notes, entry.name, row.line)
        return Exchange(
            flow=flow.id,
            role=role,
            output=role is not Role.INPUT,
            amount=amount,
            unit=entry.unit,
            wanted={} if elementary else {"product": entry.name},
            spread=self.spread(entry, amount, spreads),
            place=f"{row.line}",
        )

    def _substance(self, section: str, entry: Entry) -> Flow:
        compartment, below = COMPARTMENTS[section], entry.row.cell(1)
        listed = self.substances.of(compartment, entry.name)
        path = (compartment, below) if below else (compartment,)
        return Flow(
            id="|".join((compartment, below, entry.name)),
            name=entry.name,
            kind=FlowKind.ELEMENTARY,
            unit=listed.unit or entry.unit,
            compartment=path,
            cas=listed.cas,
            formula=listed.formula,
        )

    def spread(self, entry: Entry, amount: float, spreads: Spreads) -> Distribution | None:
        """Give the spread of an amount.

        First parameter: GSD² of a lognormal, twice the standard deviation of a normal distribution; second
        and third: minimum and maximum of a triangle or a uniform distribution, the amount being the mode.
        So openLCA reads the format; ``bw_simapro_csv`` takes the square root of the first for normal.
        """
        kind, *told = (*entry.rest, "", "", "", "")[:4]
        first, low, high = (self.scope.dialect.number(cell) for cell in told)
        match kind.casefold():
            case "" | "undefined":
                return None
            case "lognormal":
                return spreads.squared(amount, first)
            case "normal":
                return spreads.normal(amount, None if first is None else first / 2)
            case "triangle":
                return spreads.triangular(low, amount, high)
            case "uniform":
                return spreads.uniform(amount, low, high)
        return spreads.unknown(kind)


def product(name: str, unit: str, section: str = "") -> Flow:
    """The flow of a product or a waste; SimaPro knows both by name alone."""
    kind = FlowKind.WASTE if section == TO_TREATMENT else FlowKind.PRODUCT
    return Flow(f"product|{name}", name, kind, unit)
