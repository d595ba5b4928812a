"""One id a node: its code or Brightway's hash of its names; told apart by file where two nodes differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from lca.background.reading.brightway_nodes.index import Index
from lca.background.reading.brightway_nodes.records import CONSUMPTION, SUBSTITUTION, Node
from lca.background.records import Consequence, Remark
from lca.errors import Finding, Severity


def identities(index: Index) -> tuple[list[str], list[Remark]]:
    """An id for each node, in order, and remarks; empty for the second of one key in one file.

    What several files say word for word, of the same suppliers, has one id, and linking keeps it once. What
    they say differently under one key gets the name of the database or the file added, and both stay.
    """
    nodes = index.nodes
    codes = [node.code or node.hash for node in nodes]
    count = Counter(codes)
    shared = [at for at, code in enumerate(codes) if count[code] > 1]
    said: dict[int, object] = {at: _said(nodes[at]) for at in shared}
    ids, remarks = _assigned(nodes, codes, said)
    for _ in shared:
        # Telling two suppliers apart may tell their users apart, and so on.
        means = {at: (said[at], _suppliers(index, nodes[at], ids)) for at in shared}
        before, (ids, remarks) = ids, _assigned(nodes, codes, means)
        if ids == before:
            break
    return ids, remarks


def _assigned(
    nodes: Sequence[Node], codes: Sequence[str], said: Mapping[int, object]
) -> tuple[list[str], list[Remark]]:
    ids: list[str] = []
    remarks: list[Remark] = []
    first: dict[str, list[int]] = {}
    for at, (node, code) in enumerate(zip(nodes, codes, strict=True)):
        others = first.setdefault(code, [])
        twin = next((other for other in others if _home(nodes[other]) == _home(node)), None)
        if twin is not None:
            remarks.append(_remark("B330", node, nodes[twin], Consequence.DATASET_LEFT_OUT, code))
            ids.append("")
            continue
        same = next((other for other in others if said[other] == said[at]), None)
        if same is not None:
            ids.append(ids[same])
        elif not others:
            ids.append(code)
        else:
            ids.append(_told_apart(code, node, {ids[other] for other in others}))
            remarks.append(_remark("B331", node, nodes[others[0]], Consequence.NOTED, code))
        others.append(at)
    return ids, remarks


def _home(node: Node) -> tuple[str, str]:
    return node.place.file or "", node.database


def _said(node: Node) -> object:
    """What a node says, wherever it stands."""
    edges = [repr((edge.type, edge.amount, edge.input, sorted(edge.fields.items()))) for edge in node.edges]
    return node.name, node.product, node.type, node.text("location"), node.text("unit"), sorted(edges)


def _suppliers(index: Index, node: Node, ids: Sequence[str]) -> list[str]:
    """Ids of what the edges of a node mean."""
    edges = [edge for edge in node.edges if edge.type in CONSUMPTION or edge.type in SUBSTITUTION]
    hits = [index.find(edge, node).nodes for edge in edges]
    return sorted(ids[hit[0]] for hit in hits if hit)


def _told_apart(code: str, node: Node, taken: set[str]) -> str:
    stem = PurePath(node.place.file or "").stem
    for word in (node.database, stem, f"{node.database}, {stem}"):
        if word and f"{code} ({word})" not in taken:
            return f"{code} ({word})"
    return f"{code} ({node.place})"


def _remark(code: str, node: Node, other: Node, consequence: Consequence, key: str) -> Remark:
    severity = Severity.INFO if consequence is Consequence.NOTED else Severity.WARNING
    params = {"name": node.name, "key": key, "first": other.place.brief}
    return Remark(Finding(code, params, node.place, severity), consequence, key)
