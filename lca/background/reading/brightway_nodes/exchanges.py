"""Edges to exchanges: what a process takes, replaces and exchanges with nature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lca.background.linking.nature import is_resource
from lca.background.reading.brightway_nodes.flows import Flows
from lca.background.reading.brightway_nodes.index import Index
from lca.background.reading.brightway_nodes.production import Product
from lca.background.reading.brightway_nodes.records import (
    BIOSPHERE,
    CONSUMPTION,
    EDGES,
    PRODUCTS,
    Edge,
    Node,
    product_of,
)
from lca.background.reading.brightway_nodes.spreads import spread
from lca.background.records import Consequence, Exchange, Remark, Role
from lca.distributions import Distribution
from lca.errors import Finding, Severity


@dataclass
class Work:
    """What one conversion knows and gathers.

    ``own`` is the product flow of each data set, ``makers`` the data sets that make each flow.
    """

    index: Index
    ids: Sequence[str]
    remarks: list[Remark]
    flows: Flows = field(default_factory=Flows)
    own: dict[str, str] = field(default_factory=dict)
    makers: dict[str, list[str]] = field(default_factory=dict)

    def supplier(self, position: int) -> tuple[str, str]:
        """Flow and data set behind a node; a product that several processes make has no single provider."""
        known = self.ids[position]
        if self.index.nodes[position].type in PRODUCTS:
            makers = self.makers.get(known, [])
            return known, makers[0] if len(makers) == 1 else ""
        return self.own.get(known, ""), known

    def say(self, finding: Finding, consequence: Consequence, known: str, edge: Edge) -> None:
        """A remark on an edge of the data set ``known``."""
        self.remarks.append(Remark(finding, consequence, known, edge.text("name")))


def output(work: Work, known: str, product: Product) -> Exchange | None:
    """What a process makes: its reference or, of another's product, what adds to it."""
    edge = product.edge
    apart = _spread(work, known, edge) if edge else None
    place = edge.place.path if edge else ""
    if product.other is None:
        return Exchange(
            product.flow, Role.REFERENCE, True, product.amount, product.unit, spread=apart, place=place
        )
    flow, provider = work.supplier(product.other)
    if not flow:
        return None
    unit = product.unit or work.flows.found[flow].unit
    return Exchange(flow, Role.AVOIDED, True, product.amount, unit, provider, spread=apart, place=place)


def exchange(work: Work, node: Node, known: str, edge: Edge) -> Exchange | None:
    """An edge other than production as an exchange; None where it cannot be used, which is told."""
    if edge.type not in EDGES:
        told = {"name": node.name, "exchange": edge.text("name"), "type": edge.type or "-"}
        finding = Finding("B310", told, edge.place, Severity.WARNING)
        work.say(finding, Consequence.EXCHANGE_LEFT_OUT, known, edge)
        return None
    if edge.amount is None:
        return None  # the reader said why
    if edge.type in BIOSPHERE:
        return _intervention(work, known, edge, edge.amount)
    return _supplied(work, node, known, edge, edge.amount)


def _intervention(work: Work, known: str, edge: Edge, amount: float) -> Exchange:
    code = ""
    if edge.input is not None:
        code = next((work.ids[at] for at in work.index.keys.get(edge.input, ())), "") or edge.input[1]
    flow = work.flows.elementary(code, edge.text("name"), edge.text("unit"), edge.fields)
    taken = is_resource(work.flows.found[flow])  # amounts of Brightway have the flow's own direction
    unit = edge.text("unit") or work.flows.found[flow].unit
    role = Role.INPUT if taken else Role.OUTPUT
    apart = _spread(work, known, edge)
    return Exchange(flow, role, not taken, amount, unit, spread=apart, place=edge.place.path)


def _supplied(work: Work, node: Node, known: str, edge: Edge, amount: float) -> Exchange:
    role, out = (Role.INPUT, False) if edge.type in CONSUMPTION else (Role.AVOIDED, True)
    apart, place = _spread(work, known, edge), edge.place.path
    position = _decided(work, node, known, edge)
    if position is None:
        flow = work.flows.missing(edge)
        return Exchange(flow, role, out, amount, edge.text("unit"), "", wanted(edge), apart, place)
    flow, provider = work.supplier(position)
    unit = edge.text("unit") or work.flows.found[flow].unit
    said: Mapping[str, str] = {} if provider else wanted(edge)
    return Exchange(flow, role, out, amount, unit, provider, said, apart, place)


def _decided(work: Work, node: Node, known: str, edge: Edge) -> int | None:
    """The node that is meant; of several that differ the first by file, and a remark."""
    hits = work.index.find(edge, node).nodes
    usable = [at for at in hits if work.ids[at] and work.supplier(at)[0]]
    if len({work.ids[at] for at in usable}) > 1:
        places = tuple(work.index.nodes[at].place.brief for at in usable[:4])
        told = {"name": node.name, "exchange": edge.text("name"), "count": len(usable), "taken": places[0]}
        finding = Finding("B311", told, edge.place, Severity.WARNING, places)
        work.say(finding, Consequence.ASSUMED, known, edge)
    return usable[0] if usable else None


def wanted(edge: Edge) -> dict[str, str]:
    """What an edge says of its supplier: name, product, location, unit, database, code."""
    said = {
        "name": edge.text("name"),
        "product": product_of(edge),
        "location": edge.text("location"),
        "unit": edge.text("unit"),
        "database": edge.input[0] if edge.input else edge.text("database"),
        "code": edge.input[1] if edge.input else "",
    }
    return {key: value for key, value in said.items() if value}


def _spread(work: Work, known: str, edge: Edge) -> Distribution | None:
    """The distribution of an edge's amount; what is remarkable is told."""
    found = spread(edge.fields, edge.amount or 0.0, edge.place)
    if found.finding is not None:
        consequence = Consequence.UNCERTAINTY_LEFT_OUT if found.lost else Consequence.NOTED
        work.say(found.finding, consequence, known, edge)
    return found.distribution
