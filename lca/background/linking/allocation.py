"""How a data set with several products shares its burden among them.

The shares that the source states go first: those of single exchanges (causal) before the general ones. Where
it states none, the burden is shared by mass if every product's unit is a mass, and the reader is told; else
the data set is refused, for any other choice (price, energy, the first product) would be a guess. Whoever
would rather count too much than nothing may let each product carry the whole burden. The order follows ISO
14044:2006, 4.3.4.2: physical relationship before others. Shares are used as stated, also where they do not
add up to one; that is told too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lca.background.linking.remarks import about_dataset, about_exchange
from lca.background.records import Consequence, Dataset, Exchange, Flow, Remark, Role
from lca.background.units import mass_of

Unshared: TypeAlias = Literal["refuse", "whole"]
TOLERANCE = 1e-6
"""How far a sum of shares may be from one."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The part of an exchange that a product carries.

    Attributes:
        general: product flow to share.
        causal: index of an exchange to product flow to share.
    """

    general: Mapping[str, float] = field(default_factory=dict)
    causal: Mapping[int, Mapping[str, float]] = field(default_factory=dict)

    def of(self, index: int, product: str) -> float:
        """The share of a product in the exchange with this index."""
        own = self.causal.get(index)
        return self.general[product] if own is None else own[product]


def allocate(
    dataset: Dataset,
    products: Sequence[tuple[int, Exchange]],
    flows: Mapping[str, Flow],
    unshared: Unshared = "refuse",
) -> tuple[Shares | None, list[Remark]]:
    """Shares of a data set's products and remarks; no shares where none can be told.

    ``unshared`` is for a data set whose shares can neither be read nor told by mass: ``refuse`` it, or let
    each product carry the ``whole`` burden, which counts too much and never too little.
    """
    names = [one.flow for _, one in products]
    if not _stated_well(dataset):
        return None, [about_dataset("B407", dataset, Consequence.DATASET_LEFT_OUT)]
    if len(names) == 1 and not dataset.shares and not dataset.causal:
        return Shares({names[0]: 1.0}), []
    causal, told = _causal(dataset, names, flows)
    if causal and _complete(dataset, products, causal):
        return Shares({}, causal), told
    general, remarks = _general(dataset, products, unshared)
    return (None, remarks) if general is None else (Shares(general, causal), remarks + told)


def _complete(
    dataset: Dataset, products: Sequence[tuple[int, Exchange]], causal: Mapping[int, Mapping[str, float]]
) -> bool:
    """Whether every exchange to be shared has shares of its own, so that no general ones are needed."""
    made = {index for index, _ in products}
    shared = (i for i, one in enumerate(dataset.exchanges) if one.role is not Role.REFERENCE)
    return all(index in causal for index in shared if index not in made)


def _stated_well(dataset: Dataset) -> bool:
    """Whether all stated shares are finite numbers."""
    values = [*dataset.shares.values(), *(v for own in dataset.causal.values() for v in own.values())]
    return all(map(math.isfinite, values))


def _general(
    dataset: Dataset, products: Sequence[tuple[int, Exchange]], unshared: Unshared
) -> tuple[dict[str, float] | None, list[Remark]]:
    names = [one.flow for _, one in products]
    stated = {name: dataset.shares[name] for name in names if name in dataset.shares}
    missing = [name for name in names if name not in stated]
    if not stated:
        return ({names[0]: 1.0}, []) if len(names) == 1 else _by_mass(dataset, products, unshared)
    total = _carried(dataset, dataset.shares)
    whole = abs(math.fsum(stated.values()) - 1) <= TOLERANCE
    if missing and not whole:
        return None, [about_dataset("B407", dataset, Consequence.DATASET_LEFT_OUT)]
    remarks = []
    if missing:
        remarks.append(about_dataset("B412", dataset, Consequence.ASSUMED, count=len(missing)))
    if abs(total - 1) > TOLERANCE:
        remarks.append(about_dataset("B410", dataset, Consequence.NOTED, sum=f"{total:.7g}"))
    return stated | dict.fromkeys(missing, 0.0), remarks


def _carried(dataset: Dataset, shares: Mapping[str, float]) -> float:
    """What shares add up to, without those of products of zero: nobody carries these."""
    idle = {one.flow for one in dataset.exchanges if one.role is Role.REFERENCE and one.amount == 0}
    return math.fsum(share for product, share in shares.items() if product not in idle)


def _by_mass(
    dataset: Dataset, products: Sequence[tuple[int, Exchange]], unshared: Unshared
) -> tuple[dict[str, float] | None, list[Remark]]:
    """Shares by the mass of the products, where every unit is one."""
    masses = {one.flow: _mass(one) for _, one in products}
    known = {name: mass for name, mass in masses.items() if mass is not None and mass > 0}
    count = len(masses)
    if len(known) < count:
        if unshared == "whole":
            return dict.fromkeys(masses, 1.0), [
                about_dataset("B415", dataset, Consequence.ASSUMED, count=count)
            ]
        units = ", ".join(dict.fromkeys(one.unit or "-" for _, one in products))
        told = about_dataset("B406", dataset, Consequence.DATASET_LEFT_OUT, count=count, units=units)
        return None, [told]
    total = math.fsum(known.values())
    shares = {name: mass / total for name, mass in known.items()}
    return shares, [about_dataset("B411", dataset, Consequence.ASSUMED, count=count)]


def _mass(exchange: Exchange) -> float | None:
    """kg that a product output is; None for what is no mass or is taken in."""
    scale = mass_of(exchange.unit)
    return None if scale is None or not exchange.output else exchange.amount * scale


def _causal(
    dataset: Dataset, names: Sequence[str], flows: Mapping[str, Flow]
) -> tuple[dict[int, dict[str, float]], list[Remark]]:
    """Shares of single exchanges that are complete; the general ones serve for the others."""
    causal: dict[int, dict[str, float]] = {}
    remarks: list[Remark] = []
    for index, own in dataset.causal.items():
        total = _carried(dataset, own)
        whole = abs(total - 1) <= TOLERANCE
        if whole or all(name in own for name in names):
            causal[index] = {name: own.get(name, 0.0) for name in names}
        if not whole and 0 <= index < len(dataset.exchanges):
            exchange = dataset.exchanges[index]
            name = flows[exchange.flow].name if exchange.flow in flows else exchange.flow
            told = {"sum": f"{total:.7g}"}
            remarks.append(about_exchange("B414", dataset, exchange, name, Consequence.NOTED, **told))
    return causal, remarks
