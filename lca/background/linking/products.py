"""What each data set makes: its reference, or several products that share its burden.

A product is a reference exchange, or a by-product output that no treatment takes. A data set with several
becomes one process a product. An output of the same flow as the reference is no second product: it stays an
exchange of the process with itself.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lca.background.linking.allocation import Shares, Unshared, allocate
from lca.background.linking.remarks import about_dataset, about_exchange
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Remark, Role


@dataclass(frozen=True, slots=True)
class Process:
    """One product of a data set, with everything that makes it.

    Attributes:
        id: that of the data set where it has one product, else with the product's flow behind ``::``.
        dataset: where it comes from.
        index: of the exchange that produces, in the data set.
        exchange: that exchange.
        flow: its flow.
        treatment: whether it takes the flow in (a waste) rather than giving it out.
    """

    id: str
    dataset: Dataset
    index: int
    exchange: Exchange
    flow: Flow
    treatment: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What linking makes of a data set: processes by product, or why there are none."""

    processes: tuple[Process, ...]
    shares: Shares
    remarks: tuple[Remark, ...] = ()
    refused: str = ""


def treated(datasets: Iterable[Dataset]) -> frozenset[str]:
    """Flows that some data set is there to take in: an output of them is disposal, not a product."""
    return frozenset(
        exchange.flow
        for dataset in datasets
        for exchange in dataset.exchanges
        if exchange.role is Role.REFERENCE and takes_in(exchange)
    )


def takes_in(exchange: Exchange) -> bool:
    """Whether a reference consumes its flow: an input, or an output below zero."""
    return (exchange.amount < 0) == exchange.output


def made(
    dataset: Dataset, flows: Mapping[str, Flow], wastes: Collection[str], unshared: Unshared = "refuse"
) -> Made:
    """The processes of a data set, sorted by product."""
    references = [(i, one) for i, one in enumerate(dataset.exchanges) if one.role is Role.REFERENCE]
    refused = _refused(dataset, references, flows)
    if refused is not None:
        return Made((), Shares(), (refused,), refused.finding.code)
    used = [(i, one) for i, one in references if one.amount != 0]
    idle = [one for _, one in references if one.amount == 0]
    remarks = [_idle(dataset, one, flows) for one in idle]
    products = used + _by_products(dataset, flows, wastes, {one.flow for _, one in used})
    products.sort(key=lambda product: product[1].flow)
    shares, told = allocate(dataset, products, flows, unshared)
    remarks += told
    if shares is None:
        return Made((), Shares(), tuple(remarks), told[-1].finding.code)
    several = len(products) > 1
    processes = tuple(_process(dataset, i, one, flows, several) for i, one in products)
    return Made(processes, shares, tuple(remarks))


def _refused(
    dataset: Dataset, references: list[tuple[int, Exchange]], flows: Mapping[str, Flow]
) -> Remark | None:
    """Why a data set cannot be a process, if it cannot."""
    left_out = Consequence.DATASET_LEFT_OUT
    names = {one.flow: _name(one, flows) for _, one in references}
    if not references:
        return about_dataset("B401", dataset, left_out)
    for _, one in references:
        if one.flow in flows and flows[one.flow].kind is FlowKind.ELEMENTARY:
            return about_dataset("B409", dataset, left_out, flow=names[one.flow])
        if not math.isfinite(one.amount):
            return about_dataset("B402", dataset, left_out, flow=names[one.flow], amount=repr(one.amount))
    used = [one.flow for _, one in references if one.amount != 0]
    if not used:
        return about_dataset("B402", dataset, left_out, flow=names[references[0][1].flow], amount="0")
    twice = sorted({flow for flow in used if used.count(flow) > 1})
    if twice:
        count = used.count(twice[0])
        return about_dataset("B403", dataset, left_out, flow=names[twice[0]], count=count)
    return None


def _idle(dataset: Dataset, exchange: Exchange, flows: Mapping[str, Flow]) -> Remark:
    return about_exchange("B413", dataset, exchange, _name(exchange, flows), Consequence.NOTED)


def _by_products(
    dataset: Dataset, flows: Mapping[str, Flow], wastes: Collection[str], own: Collection[str]
) -> list[tuple[int, Exchange]]:
    """Outputs of products that nobody treats and that name no treatment."""
    return [
        (i, one)
        for i, one in enumerate(dataset.exchanges)
        if one.role is Role.OUTPUT
        and one.flow in flows
        and flows[one.flow].kind is FlowKind.PRODUCT
        and one.output
        and 0 < one.amount < math.inf
        and not (one.provider or one.flow in wastes or one.flow in own)
    ]


def _process(
    dataset: Dataset, index: int, exchange: Exchange, flows: Mapping[str, Flow], several: bool
) -> Process:
    flow = flows.get(exchange.flow)
    if flow is None:
        flow = Flow(exchange.flow, dataset.name, FlowKind.PRODUCT, exchange.unit)
    key = f"{dataset.id}::{exchange.flow}" if several else dataset.id
    return Process(key, dataset, index, exchange, flow, takes_in(exchange))


def _name(exchange: Exchange, flows: Mapping[str, Flow]) -> str:
    flow = flows.get(exchange.flow)
    return flow.name if flow is not None else exchange.flow
