"""Allocation factors of openLCA as shares: by product, and by exchange and product where they are causal.

Generation 1 names the exchange of a causal factor by its flow or its ``@id``, generation 2 by its
``internalId``. Factors count for a process with several products only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lca.background.reading.formulas import value_of
from lca.background.reading.notes import Notes
from lca.background.reading.openlca.fields import Record, number, record, records, reference, text
from lca.background.records import Consequence, Exchange, Role
from lca.errors import InputError

PHYSICAL, ECONOMIC, CAUSAL = "PHYSICAL_ALLOCATION", "ECONOMIC_ALLOCATION", "CAUSAL_ALLOCATION"
GENERAL = (PHYSICAL, ECONOMIC)


@dataclass(frozen=True)
class Shares:
    """Shares of one process: of products, and of single exchanges (by index)."""

    general: Mapping[str, float] = field(default_factory=dict)
    causal: Mapping[int, Mapping[str, float]] = field(default_factory=dict)


def shares_of(
    process: Record,
    exchanges: tuple[Exchange, ...],
    kept: Mapping[int, int],
    values: Mapping[str, float],
    notes: Notes,
) -> Shares:
    """The shares that a process states by its default method, or by the only ones there are."""
    products = {one.flow for one in exchanges if one.role is Role.REFERENCE}
    given = records(process, "allocationFactors")
    if len(products) < 2 or not given:
        return Shares()
    found = _Factors(process, products, kept, values, notes)
    for index, factor in enumerate(given):
        found.add(index, factor)
    return found.shares(text(process, "defaultAllocationMethod"))


@dataclass
class _Factors:
    """Gathers factors by method."""

    process: Record
    products: set[str]
    kept: Mapping[int, int]
    values: Mapping[str, float]
    notes: Notes
    general: dict[str, dict[str, float]] = field(default_factory=dict)
    causal: dict[int, dict[str, float]] = field(default_factory=dict)

    def add(self, index: int, factor: Record) -> None:
        """Keep a factor, or say why not."""
        kind, product = text(factor, "allocationType"), reference(factor, "product")
        value = self._value(factor)
        if value is None or product not in self.products or kind not in (*GENERAL, CAUSAL):
            name = text(record(factor, "product"), "name") or product or "-"
            self.notes.tally("B177", Consequence.NOTED, f"[{index}] {kind or '-'} {name}")
        elif kind in GENERAL:
            self.general.setdefault(kind, {})[product] = value
        else:
            for position in self._exchanges(record(factor, "exchange")):
                self.causal.setdefault(position, {})[product] = value

    def _value(self, factor: Record) -> float | None:
        formula = text(factor, "formula")
        if formula:
            try:
                return value_of(formula, self.values, "openlca", self.notes.place)
            except InputError as error:
                self.notes.adopt(error.findings, Consequence.ASSUMED)
        return number(factor.get("value"))

    def _exchanges(self, wanted: Record) -> list[int]:
        """Indices among the exchanges that were read; all of a flow where only the flow is told.

        Internal ids stand twice in some files of openLCA 1.x; the flow then tells which one is meant.
        """
        given = records(self.process, "exchanges")
        flow = reference(wanted, "flow")
        of_flow = [i for i, one in enumerate(given) if flow and reference(one, "flow") == flow]
        same = of_flow
        for key in ("internalId", "@id"):
            known = [i for i, one in enumerate(given) if key in wanted and one.get(key) == wanted[key]]
            if known:
                same = [i for i in known if i in of_flow] or known
                break
        if not same:
            name = text(record(wanted, "flow"), "name") or str(wanted.get("internalId", "-"))
            self.notes.tally("B178", Consequence.NOTED, name)
        return [self.kept[i] for i in same if i in self.kept]

    def shares(self, method: str) -> Shares:
        """Shares by a method; where it has none, by those that are stated, with a remark."""
        if method == CAUSAL and self.causal:
            return Shares(self._fallback(), self.causal)
        if method in GENERAL and self.general.get(method):
            return Shares(self.general[method])
        if not (self.general or self.causal):
            return Shares()
        used = next((kind for kind in GENERAL if self.general.get(kind)), CAUSAL)
        self.notes.remark("B179", Consequence.ASSUMED, method=method or "-", used=used)
        return Shares(self.general[used]) if used in self.general else Shares({}, self.causal)

    def _fallback(self) -> Mapping[str, float]:
        return next((self.general[kind] for kind in GENERAL if self.general.get(kind)), {})
