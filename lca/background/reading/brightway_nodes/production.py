"""What a process makes: its production edges, or the one unit of itself that Brightway implies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lca.background.reading.brightway_nodes.index import Index
from lca.background.reading.brightway_nodes.records import PRODUCTION, PRODUCTS, Edge, Node, product_of
from lca.background.records import Consequence
from lca.errors import Finding, Severity

Told = tuple[Finding, Consequence]


@dataclass(frozen=True, slots=True)
class Product:
    """One output. ``flow`` is its own; ``other`` is the position of the node whose product it adds to."""

    flow: str
    name: str
    unit: str
    amount: float
    edge: Edge | None = None
    other: int | None = None


def produced(
    node: Node, known: str, index: Index, ids: Sequence[str]
) -> tuple[tuple[Product, ...], tuple[Told, ...]]:
    """Outputs of a process under the id ``known``, and what must be told.

    Left out is a process with an output without a number (B313) or of zero (B314). A process without
    production edges makes one unit of itself, as in Brightway (B312). One edge alone is the own product, even
    where its name is another's (B315): copied rows are common. Among several, the one that names the process
    itself is its product, one that names a product node makes that, one that names another process adds to
    that one's product, and the rest are co-products.
    """
    edges = [edge for edge in node.edges if edge.type in PRODUCTION]
    wrong = tuple(_wrong(node, edges))
    if wrong:
        return (), wrong
    if not edges:
        told = _told("B312", node, None, Consequence.ASSUMED, unit=node.text("unit") or "-")
        return (Product(known, node.product, node.text("unit"), 1.0),), (told,)
    made = tuple(_one(edge, node, known, index, ids, alone=len(edges) == 1) for edge in edges)
    strange = tuple(_strange(node, edges[0])) if len(edges) == 1 and made[0].flow == known else ()
    return tuple(_once(made, index, node)), strange


def _wrong(node: Node, edges: Sequence[Edge]) -> Iterator[Told]:
    for edge in edges:
        if edge.amount is None:
            yield _told("B313", node, edge, Consequence.DATASET_LEFT_OUT)
        elif edge.amount == 0:
            yield _told("B314", node, edge, Consequence.DATASET_LEFT_OUT)


def _one(edge: Edge, node: Node, known: str, index: Index, ids: Sequence[str], *, alone: bool) -> Product:
    hits = [hit for hit in index.find(edge, node).nodes if ids[hit]]
    unit = edge.text("unit") or node.text("unit")
    name = product_of(edge) or (node.product if alone else edge.text("name"))
    made = Product(known, name, unit, edge.amount or 0.0, edge)
    node_of_product = next((hit for hit in hits if index.nodes[hit].type in PRODUCTS), None)
    if node_of_product is not None:
        target = index.nodes[node_of_product]
        return replace(made, flow=ids[node_of_product], name=target.name, unit=unit or target.text("unit"))
    if any(index.nodes[hit] is node for hit in hits) or (alone and edge.input is None):
        return replace(made, name=node.product if alone else name)
    if hits:
        return replace(made, flow="", other=hits[0])
    return replace(made, flow=f"{known}: {name}")


def _once(made: Sequence[Product], index: Index, node: Node) -> Iterator[Product]:
    """The second output of a flow adds to the first: it names the process as its other."""
    seen: set[str] = set()
    for product in made:
        if product.flow and product.flow in seen:
            own = next(at for at in index.keys[node.key] if index.nodes[at] is node)
            yield replace(product, flow="", other=own)
        else:
            yield product
        seen.add(product.flow)


def _strange(node: Node, edge: Edge) -> Iterator[Told]:
    """The edge of the own product names something else."""
    names = {" ".join(text.lower().split()) for text in (node.name, node.product)}
    said = " ".join(edge.text("name").lower().split())
    if edge.input is None and said and said not in names:
        yield _told("B315", node, edge, Consequence.ASSUMED)


def _told(code: str, node: Node, edge: Edge | None, consequence: Consequence, **params: object) -> Told:
    told = {"name": node.name, "exchange": edge.text("name") if edge else "", **params}
    place = edge.place if edge else node.place
    return Finding(code, told, place, Severity.WARNING), consequence
