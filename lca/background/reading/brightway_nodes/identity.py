"""One id a node: its code or Brightway's hash of its names; told apart by file where two nodes differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from lca.background.reading.brightway_nodes.records import Node
from lca.background.records import Consequence, Remark
from lca.errors import Finding, Severity


def identities(nodes: Sequence[Node]) -> tuple[list[str], list[Remark]]:
    """An id for each node, in order, and remarks; empty for the second of one key in one file.

    What several files say word for word has one id, and linking keeps it once. What they say differently
    under one key gets the name of the file (or else of the database) added, and both stay.
    """
    ids: list[str] = []
    remarks: list[Remark] = []
    first: dict[str, list[int]] = {}
    for position, node in enumerate(nodes):
        code = node.code or node.hash
        others = first.setdefault(code, [])
        twin = next((other for other in others if _home(nodes[other]) == _home(node)), None)
        if twin is not None:
            remarks.append(_remark("B330", node, nodes[twin], Consequence.DATASET_LEFT_OUT, code))
            ids.append("")
            continue
        same = next((other for other in others if _said(nodes[other]) == _said(node)), None)
        if same is not None:
            ids.append(ids[same])
        elif not others:
            ids.append(code)
        else:
            ids.append(_told_apart(code, node, set(ids)))
            remarks.append(_remark("B331", node, nodes[others[0]], Consequence.NOTED, code))
        others.append(position)
    return ids, remarks


def _home(node: Node) -> tuple[str, str]:
    return node.place.file or "", node.database


def _said(node: Node) -> object:
    """What a node says, wherever it stands."""
    edges = sorted(
        repr((edge.type, edge.amount, edge.input, sorted(edge.fields.items()))) for edge in node.edges
    )
    return node.name, node.product, node.type, node.text("location"), node.text("unit"), edges


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
