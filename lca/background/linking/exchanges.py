"""What becomes of one exchange of a data set: an entry of a matrix, or a reason why not.

Signs: of products, what a process gives out is positive and what it takes in negative; an avoided product is
an output. An elementary flow is positive in its own direction: what is emitted, and what is taken of a
resource, so that factors of characterisation apply as methods publish them. Amounts enter in the unit of the
supplier's product or of the elementary flow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca.background.linking.nature import is_resource, is_uptake
from lca.background.linking.products import Process
from lca.background.linking.remarks import about_exchange
from lca.background.linking.suppliers import Choice, Makers
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Remark, Role
from lca.background.units import conversion
from lca.distributions import Distribution, Lognormal

TECHNOSPHERE = (FlowKind.PRODUCT, FlowKind.WASTE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An entry where ``row`` or ``flow`` is given, else the reason in ``code``.

    Attributes:
        row: position of the product, of a technosphere exchange.
        flow: id of the elementary flow.
        factor: sign and unit: the entry is the stated amount times this.
        spread: of the stated amount.
        code: why there is no entry.
        left_out: whether the exchange is of no use at all, rather than without a supplier.
        remarks: for the reader.
    """

    row: int = -1
    flow: str = ""
    factor: float = 1.0
    spread: Distribution | None = None
    code: str = ""
    left_out: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, eq=False)
class Linker:
    """What an exchange is looked up in."""

    flows: Mapping[str, Flow]
    makers: Makers
    resources: dict[str, bool] = field(default_factory=dict)
    """Whether an elementary flow is a resource, by id, as far as it was asked."""

    def outcome(self, dataset: Dataset, exchange: Exchange) -> Outcome:
        """What becomes of an exchange that is no product of its data set."""
        flow = self.flows.get(exchange.flow)
        about = _About(dataset, exchange, flow)
        if not math.isfinite(exchange.amount):
            return about.left_out("B420", amount=repr(exchange.amount))
        if flow is not None and flow.kind is FlowKind.ELEMENTARY:
            return self._elementary(about, flow)
        if flow is None and not (exchange.provider or exchange.wanted):
            return about.left_out("B421")
        return self._technosphere(about, flow)

    def production(self, process: Process) -> Outcome:
        """The entry by which a process makes its product, in the product's own unit."""
        about = _About(process.dataset, process.exchange, process.flow)
        spread, remarks = about.spread()
        sign = 1.0 if process.exchange.output else -1.0
        return Outcome(factor=sign, spread=spread, remarks=remarks)

    def taken(self, flow: Flow) -> bool:
        """Whether an elementary flow is by its nature taken rather than emitted."""
        if flow.id not in self.resources:
            self.resources[flow.id] = is_resource(flow)
        return self.resources[flow.id]

    def _elementary(self, about: _About, flow: Flow) -> Outcome:
        exchange = about.exchange
        if exchange.role not in (Role.INPUT, Role.OUTPUT):
            return about.left_out("B424")
        scale = conversion(exchange.unit, flow.unit)
        if scale is None:
            return about.left_out("B422", unit=exchange.unit or "-", wanted=flow.unit or "-")
        spread, remarks = about.spread()
        own = exchange.output != self.taken(flow) or (not exchange.output and is_uptake(flow))
        sign = 1.0 if own else -1.0
        return Outcome(flow=flow.id, factor=sign * scale, spread=spread, remarks=remarks)

    def _technosphere(self, about: _About, flow: Flow | None) -> Outcome:
        exchange = about.exchange
        waste = flow is not None and flow.kind is FlowKind.WASTE
        if waste and exchange.role is Role.INPUT and not exchange.provider and exchange.amount > 0:
            return about.unlinked("B439")
        choice = self._choice(about)
        if choice.position is None:
            return about.chosen_none(choice)
        supplier = self.makers.processes[choice.position]
        unit = supplier.exchange.unit
        scale = conversion(exchange.unit, unit)
        if scale is None:
            told = {"unit": exchange.unit or "-", "wanted": unit or "-", "supplier": supplier.dataset.name}
            return about.unlinked("B435", **told)
        spread, remarks = about.spread()
        remarks += tuple(about.notes(choice, supplier))
        return Outcome(choice.position, factor=about.sign() * scale, spread=spread, remarks=remarks)

    def _choice(self, about: _About) -> Choice:
        exchange, location = about.exchange, about.dataset.location
        if exchange.role is not Role.OUTPUT or exchange.amount < 0:
            return self.makers.choose(exchange, location, disposal=False)
        own = None if exchange.provider else self.makers.own(about.dataset.id, exchange.flow)
        return self.makers.choose(exchange, location, disposal=True) if own is None else Choice(own)


@dataclass(frozen=True, slots=True)
class _About:
    """An exchange and how to tell of it."""

    dataset: Dataset
    exchange: Exchange
    flow: Flow | None

    @property
    def name(self) -> str:
        wanted = self.exchange.wanted
        said = wanted.get("product") or wanted.get("name") or self.exchange.flow or self.exchange.provider
        return self.flow.name if self.flow is not None and self.flow.name else said

    def sign(self) -> float:
        """1 for what the process gives out, -1 for what it takes in."""
        return 1.0 if self.exchange.output else -1.0

    def spread(self) -> tuple[Distribution | None, tuple[Remark, ...]]:
        """The distribution, or a remark where its sign is not that of the amount."""
        found, amount = self.exchange.spread, self.exchange.amount
        if isinstance(found, Lognormal) and found.sign * amount <= 0:
            return None, (self.remark("B423", Consequence.UNCERTAINTY_LEFT_OUT, amount=repr(amount)),)
        return found, ()

    def notes(self, choice: Choice, supplier: Process) -> Iterator[Remark]:
        """What a reader must know of a link."""
        if choice.code:
            told: dict[str, Any] = dict(choice.params or {})
            yield self.remark(choice.code, Consequence.ASSUMED, choice.candidates, **told)
        amount = self.exchange.amount
        code = self._oddity(supplier)
        if code and amount:
            yield self.remark(code, Consequence.NOTED, amount=f"{amount:.6g}", supplier=supplier.dataset.name)

    def _oddity(self, supplier: Process) -> str:
        """The code of a sign that is unusual but has a meaning."""
        below = self.exchange.amount < 0
        if self.exchange.role is Role.INPUT and below != supplier.treatment:
            return "B453" if below else "B451"
        return "B452" if self.exchange.role is Role.OUTPUT and below else ""

    def left_out(self, code: str, **params: Any) -> Outcome:
        told = self.remark(code, Consequence.EXCHANGE_LEFT_OUT, **params)
        return Outcome(code=code, left_out=True, remarks=(told,))

    def unlinked(self, code: str, **params: Any) -> Outcome:
        return self.chosen_none(Choice(None, code, params))

    def chosen_none(self, choice: Choice) -> Outcome:
        told: dict[str, Any] = dict(choice.params or {})
        remark = self.remark(choice.code, Consequence.EXCHANGE_UNLINKED, choice.candidates, **told)
        return Outcome(code=choice.code, remarks=(remark,))

    def remark(
        self, code: str, consequence: Consequence, candidates: tuple[str, ...] = (), **params: Any
    ) -> Remark:
        return about_exchange(code, self.dataset, self.exchange, self.name, consequence, candidates, **params)
