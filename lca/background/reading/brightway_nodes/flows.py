"""Flows of nodes and edges by their ids, each registered once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lca.background.reading.brightway_nodes.records import Edge, Node, categories, plain, product_of
from lca.background.records import Flow, FlowKind

ABOUT = {
    "type": ("type", "activity type"),
    "category": ("categories", "category"),
    "period": ("reference year", "year", "period"),
    "technology": ("technology",),
    "comment": ("comment", "description"),
    "reference": ("source", "reference", "filename"),
}
CHEMICAL = re.compile(r"[A-Z][A-Za-z0-9()]*([+-]\d*)?")
CAS = ("cas number", "cas", "cas_number")


@dataclass
class Flows:
    """Flows by id, as they are met."""

    found: dict[str, Flow] = field(default_factory=dict)

    def product(self, known: str, name: str, unit: str, location: str, *, waste: bool = False) -> None:
        """Register what a process makes or, with ``waste``, treats."""
        kind = FlowKind.WASTE if waste else FlowKind.PRODUCT
        self.found[known] = Flow(known, name, kind, unit, location=location)

    def elementary(self, known: str, name: str, unit: str, fields: Mapping[str, Any]) -> str:
        """Register an elementary flow and give its id: its code or, without one, all that names it."""
        path = categories(fields.get("categories"))
        key = known or " | ".join((name, "::".join(path), unit))
        if key not in self.found:
            formula, cas = _chemical(fields.get("formula")), _first(fields, CAS)
            self.found[key] = Flow(key, name, FlowKind.ELEMENTARY, unit, path, cas, formula)
        return key

    def missing(self, edge: Edge) -> str:
        """Register what nobody here supplies, under all that names it."""
        parts = (edge.text("name"), product_of(edge), edge.text("location"), edge.text("unit"))
        known = " | ".join(parts) if edge.input is None else "::".join(edge.input)
        if known not in self.found:
            name = product_of(edge) or edge.text("name")
            self.found[known] = Flow(known, name, FlowKind.PRODUCT, edge.text("unit"), location=parts[2])
        return known


def about(node: Node) -> dict[str, str]:
    """What else a node says, under the words of the records."""
    told = {
        key: _joined(next((node.fields[n] for n in names if node.fields.get(n)), ""))
        for key, names in ABOUT.items()
    }
    told["database"] = node.database
    return {key: text for key, text in told.items() if text}


def _joined(value: Any) -> str:
    return " / ".join(categories(value)) if isinstance(value, (tuple, list)) else plain(value)


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := plain(fields.get(name)))), "")


def _chemical(value: Any) -> str:
    """A chemical formula; some workbooks keep it where others keep the formula of the amount."""
    text = plain(value)
    return text if CHEMICAL.fullmatch(text) else ""
