"""Results of openLCA in its JSON-LD format (``Result`` of the olca-schema) as rows of an export.

A result has ``impactResults`` (indicator or ``impactCategory`` with ``refUnit``, ``amount`` or ``value``)
and ``flowResults``, of which the reference flow (``isRefFlow``, ``isReferenceFlow``) says what the result
is of; without that mark a single flow that is no input serves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lca.errors import Finding, Location
from lca.factors.user.cells import text_of, wrong_with
from lca.factors.user.columns import Record, Table

MARKS = ("isRefFlow", "isReferenceFlow")


def is_result(data: Mapping[str, Any]) -> bool:
    """Whether an object is a result of openLCA."""
    return isinstance(data.get("impactResults"), list)


def read_results(objects: Sequence[Mapping[str, Any]], file: str, path: str) -> Table:
    """Give a row a result and impact category, as an export of scores has them."""
    records: list[Record] = []
    findings: list[Finding] = []
    for number, result in enumerate(objects):
        place = Location(file, path=f"{path}[{number}]")
        flow = reference(result)
        if flow is None:
            findings.append(Finding("F726", {}, place))
            continue
        about = about_flow(result, flow)
        for index, impact in enumerate(result.get("impactResults") or ()):
            where = Location(file, path=f"{path}[{number}].impactResults[{index}]")
            cells = about | about_impact(impact)
            for key, value in cells.items():
                findings += wrong_with(value, where, key)
            texts = {key: text_of(value) for key, value in cells.items() if value is not None}
            records.append(Record(texts, where, {}, lenient=True))
    return Table(tuple(records), tuple(findings))


def reference(result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give the reference flow of a result; None where it cannot be told."""
    flows = [flow for flow in result.get("flowResults") or () if isinstance(flow, dict)]
    marked = [flow for flow in flows if any(flow.get(mark) for mark in MARKS)]
    if marked:
        return marked[0]
    outputs = [flow for flow in flows if not (flow.get("isInput") or flow.get("input"))]
    return outputs[0] if len(outputs) == 1 else None


def about_flow(result: Mapping[str, Any], flow: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the result is of: name, place, amount, unit."""
    product, unit, place = ref(flow, "flow"), ref(flow, "unit"), ref(flow, "location")
    return {
        "code": result.get("@id"),
        "name": result.get("name") or product.get("name"),
        "location": place.get("name") or place.get("code"),
        "amount": flow.get("amount", flow.get("value")),
        "unit": unit.get("name") or product.get("refUnit"),
        "database": ref(result, "productSystem").get("name"),
    }


def about_impact(impact: Mapping[str, Any]) -> dict[str, Any]:
    """Give the category, its unit and the score."""
    category = ref(impact, "indicator") or ref(impact, "impactCategory")
    return {
        "method": category.get("name"),
        "score unit": category.get("refUnit"),
        "score": impact.get("amount", impact.get("value")),
    }


def ref(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Give what a key refers to; empty where there is none."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}
