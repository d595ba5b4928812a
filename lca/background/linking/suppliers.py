"""Which process supplies an exchange, or treats what it gives off.

In this order:

1. the data set that the source names, by its product of this flow, or by its only product;
2. the makers of the flow, or where nobody makes it, the processes of the wanted name and product; of
   these only what the source says of name, product, location and database (case and blanks do not count);
3. one that is left supplies. Of several the nearest by place does (:mod:`~lca.background.linking.places`),
   of several in one place the only market; the reader is told which others there were. Two that are
   equally near are no choice: the exchange stays unlinked.

A data set that the source names and that is not there is never replaced by another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lca.background.linking.places import distance, folded
from lca.background.linking.products import Process
from lca.background.records import Exchange

SHOWN = 6
"""How many candidates a message names."""


class Suppliers(StrEnum):
    """What decides where several processes could supply: nothing, or the place."""

    UNIQUE = "unique"
    GEOGRAPHY = "geography"


@dataclass(frozen=True, slots=True)
class Choice:
    """The position of the supplier, or None and the code of the reason; candidates in words.

    With a position, a code tells an assumption.
    """

    position: int | None
    code: str = ""
    params: Mapping[str, str] | None = None
    candidates: tuple[str, ...] = ()


class Makers:
    """All processes, by everything that an exchange may say of its supplier."""

    def __init__(
        self,
        processes: Sequence[Process],
        left_out: Mapping[str, str],
        lost: Collection[str],
        databases: Collection[str],
        suppliers: Suppliers,
    ) -> None:
        """Index processes; ``left_out`` are data sets to reason, ``lost`` flows that only they make."""
        self.processes = processes
        self.left_out = left_out
        self.lost = frozenset(lost)
        self.databases = frozenset(map(folded, databases))
        self.suppliers = suppliers
        self.by_dataset = _indexed(processes, lambda one: one.dataset.id)
        self.by_flow = _indexed(processes, lambda one: one.flow.id)
        self.by_name = _indexed(processes, lambda one: folded(one.dataset.name))
        self.by_product = _indexed(processes, lambda one: folded(one.flow.name))

    def choose(self, exchange: Exchange, location: str, disposal: bool) -> Choice:
        """The supplier of an exchange of a data set at ``location``, or the treatment of its waste."""
        database = exchange.wanted.get("database", "")
        if database and folded(database) not in self.databases:
            return Choice(None, "B436", {"database": database})
        if exchange.provider:
            return self._provider(exchange)
        pool = self._pool(exchange)
        able = [one for one in pool if not disposal or self.processes[one].treatment]
        if not able:
            return Choice(None, self._absence(exchange, disposal), _wanted(exchange), self._near(exchange))
        wanted = exchange.wanted
        fitting = [one for one in able if self._fits(one, wanted)] if wanted else able
        if len(fitting) > 1:
            return self._nearest(fitting, location)
        if fitting:
            return Choice(fitting[0])
        return Choice(None, "B437", _wanted(exchange), self._told(able))

    def own(self, dataset: str, flow: str) -> int | None:
        """The process of a data set that has this product, if there is one."""
        found = [one for one in self.by_dataset.get(dataset, []) if self.processes[one].flow.id == flow]
        return found[0] if found else None

    def _provider(self, exchange: Exchange) -> Choice:
        told = {"provider": exchange.provider}
        if exchange.provider in self.left_out:
            return Choice(None, "B432", told | {"why": self.left_out[exchange.provider]})
        own = self.by_dataset.get(exchange.provider, [])
        if not own:
            return Choice(None, "B431", told, self._told(self.by_flow.get(exchange.flow, [])))
        exact = [one for one in own if self.processes[one].flow.id == exchange.flow]
        if len(exact) == 1 or len(own) == 1:
            return Choice((exact or own)[0])
        return Choice(None, "B433", told, self._told(own))

    def _pool(self, exchange: Exchange) -> list[int]:
        makers = self.by_flow.get(exchange.flow, []) if exchange.flow else []
        if makers:
            return makers
        name, product = exchange.wanted.get("name", ""), exchange.wanted.get("product", "")
        if name:
            return self.by_name.get(folded(name), [])
        return self.by_product.get(folded(product), []) if product else []

    def _absence(self, exchange: Exchange, disposal: bool) -> str:
        if exchange.flow in self.lost:
            return "B440"
        if any(exchange.wanted.get(key) for key in ("name", "product")):
            return "B437"
        return "B438" if disposal else "B430"

    def _near(self, exchange: Exchange) -> tuple[str, ...]:
        """Processes of the wanted product, for one of a name that does not exist."""
        product = exchange.wanted.get("product", "")
        return self._told(self.by_product.get(folded(product), [])) if product else ()

    def _fits(self, position: int, wanted: Mapping[str, str]) -> bool:
        process = self.processes[position]
        have = (
            ("name", process.dataset.name),
            ("product", process.flow.name),
            ("location", process.dataset.location),
        )
        return all(folded(wanted[key]) == folded(text) for key, text in have if wanted.get(key))

    def _nearest(self, fitting: list[int], location: str) -> Choice:
        told = self._told(fitting)
        if self.suppliers is Suppliers.UNIQUE:
            return Choice(None, "B434", {"count": str(len(fitting))}, told)
        tiers = {one: distance(location, self.processes[one].dataset.location) for one in fitting}
        nearest = min((tier for tier in tiers.values() if tier is not None), default=None)
        best = [one for one, tier in tiers.items() if nearest is not None and tier == nearest]
        markets = [one for one in best if self._market(one)]
        chosen = best if len(best) == 1 else markets
        if len(chosen) != 1:
            return Choice(None, "B434", {"count": str(len(best or fitting))}, self._told(best or fitting))
        return Choice(chosen[0], "B450", {"supplier": self._label(chosen[0])}, told)

    def _market(self, position: int) -> bool:
        return folded(self.processes[position].dataset.name).startswith(("market for", "market group for"))

    def _told(self, positions: Sequence[int]) -> tuple[str, ...]:
        return tuple(map(self._label, positions[:SHOWN]))

    def _label(self, position: int) -> str:
        process = self.processes[position]
        place = process.dataset.location
        name = process.dataset.name or process.id
        return f"{name} @ {place}" if place else name


def _wanted(exchange: Exchange) -> dict[str, str]:
    """What the source says of the supplier, for a message."""
    said = [exchange.wanted.get(key, "") for key in ("name", "product", "location")]
    return {"wanted": ", ".join(dict.fromkeys(filter(None, said))) or exchange.flow}


def _indexed(processes: Sequence[Process], key: Callable[[Process], str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, process in enumerate(processes):
        found.setdefault(key(process), []).append(position)
    return found
