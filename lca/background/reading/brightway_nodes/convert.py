"""Nodes and edges to a reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lca.background.reading.brightway_nodes.exchanges import Work, exchange, output
from lca.background.reading.brightway_nodes.flows import about
from lca.background.reading.brightway_nodes.identity import identities
from lca.background.reading.brightway_nodes.index import index
from lca.background.reading.brightway_nodes.production import Product, produced
from lca.background.reading.brightway_nodes.records import ELEMENTARY, PRODUCTION, PRODUCTS, Node
from lca.background.records import Dataset, Reading, Remark


def reading(
    nodes: Sequence[Node], format: str, version: str = "", title: str = "", remarks: Iterable[Remark] = ()
) -> Reading:
    """Records of all nodes; remarks of the reader go before those made here.

    An edge that names no node of these keeps what it says in ``wanted``, under a flow that no data set makes,
    so that it stays unlinked and can be linked to another database.
    """
    found = index(nodes)
    ids, twice = identities(found)
    work = Work(found, ids, [*remarks, *twice])
    _declared(work, nodes)
    made = [_made(work, node, known) for node, known in zip(nodes, ids, strict=True)]
    rows = zip(nodes, ids, made, strict=True)
    datasets = tuple(_dataset(work, node, known, products) for node, known, products in rows if products)
    return Reading(format, version, work.flows.found, datasets, tuple(work.remarks), title)


def _declared(work: Work, nodes: Sequence[Node]) -> None:
    """Register the flows that have nodes of their own."""
    for node, known in zip(nodes, work.ids, strict=True):
        if known and node.type in ELEMENTARY:
            work.flows.elementary(known, node.name, node.text("unit"), node.fields)
        elif known and node.type in PRODUCTS:
            waste = node.type == "waste"
            work.flows.product(known, node.name, node.text("unit"), node.text("location"), waste=waste)


def _made(work: Work, node: Node, known: str) -> tuple[Product, ...]:
    """What a node makes, its flows registered; nothing where it is no process or cannot be used."""
    if not known or node.type in (*ELEMENTARY, *PRODUCTS):
        return ()
    made, told = produced(node, known, work.index, work.ids)
    for finding, consequence in told:
        work.remarks.append(Remark(finding, consequence, known))
    for product in made:
        if product.flow:
            work.own.setdefault(known, product.flow)
            work.makers.setdefault(product.flow, []).append(known)
            unit = work.flows.found[product.flow].unit if product.flow in work.flows.found else product.unit
            location = node.text("location")
            work.flows.product(product.flow, product.name, unit, location, waste=product.amount < 0)
    return made


def _dataset(work: Work, node: Node, known: str, made: Sequence[Product]) -> Dataset:
    exchanges = [output(work, known, product) for product in made]
    exchanges += [exchange(work, node, known, edge) for edge in node.edges if edge.type not in PRODUCTION]
    kept = tuple(one for one in exchanges if one is not None)
    return Dataset(known, node.name, node.text("location"), kept, node.place.file or "", about=about(node))
