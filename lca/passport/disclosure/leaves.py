"""A result taken apart into leaves: each a part that can be shown or hidden by itself.

A line has three: what it burdens (``line:``), how much of what (``line.amount:``) and by which factor
(``line.factor:``). A factor has two: what it is (``factor:``) and its number (``factor.value:``). What holds
words beside which numbers may stand (findings, requirements, ledger) has a short leaf and full ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from lca.passport.disclosure.commitments import safe_numbers
from lca.results.footprint import Contribution, Footprint
from lca.validation import Frozen

AMOUNT: Final = ("amount", "formula", "inputs", "constants")
NAME: Final = (
    "path",
    "stage",
    "process",
    "process_label",
    "item",
    "label",
    "kind",
    "rule_location",
    "clause",
)
BURDEN: Final = ("value", "share", "categories", "gases", "interval", "primary", "quality")
IDENTITY: Final = (
    *(
        "id",
        "revision",
        "kind",
        "name",
        "unit",
        "geography",
        "reference_year",
        "gwp_set",
        "supplier_specific",
    ),
    *("title", "document", "publisher", "address", "locator", "licence"),
)
"""What a factor is. Everything else of it, what later versions add too, goes with its number."""
FLOW: Final = ("reference_flow", "reference_flow_unit", "reference_product", "mass_kg")
SUMMED: Final = ("omitted_share", "cut_off_whole", "cut_off_whole_unit")
SHARES: Final = ("covered_share", "primary_share", "primary_activity_share")


def leaves_of(footprint: Footprint) -> dict[str, Any]:
    """The parts of a result by id: JSON values, None left out."""
    return {name: safe_numbers(content) for name, content in _leaves(footprint)}


def _leaves(footprint: Footprint) -> Iterator[tuple[str, Any]]:
    yield from _about(footprint)
    yield from _sums(footprint)
    for line in footprint.contributions:
        yield from _line(line)
    yield from _evidence(footprint)
    yield from _told(footprint)


def _about(footprint: Footprint) -> Iterator[tuple[str, Any]]:
    whole = ("format", "kind", "illustrative", "product", "company", "site", "period", "rule")
    yield "subject", _json(footprint, *whole)
    yield "unit", _json(footprint.unit, without=FLOW)
    yield "reference_flow", _json(footprint.unit, *FLOW)
    yield "boundary", _json(footprint.boundary, without=SUMMED)
    yield "boundary.shares", _json(footprint.boundary, *SUMMED)
    yield "comparability", [_json(one) for one in footprint.comparability]
    yield "run", _json(footprint.provenance, without=("inputs", "solver"))
    yield "solver", _json(footprint.provenance.solver)
    for one in footprint.provenance.inputs:
        yield f"input:{one.role}:{one.name}:{one.version or ''}", _json(one)


def _sums(footprint: Footprint) -> Iterator[tuple[str, Any]]:
    yield "total", _json(footprint.total)
    yield "lines", {"count": len(footprint.contributions)}
    for kind, parts in (
        ("stage", footprint.stages),
        ("category", footprint.categories),
        ("gas", footprint.gases),
    ):
        for part in parts:
            yield f"{kind}:{part.key}", _json(part)
    for key, lines in processes(footprint).items():
        value = math.fsum(line.value for line in lines)
        total = footprint.total.value
        yield (
            f"process:{key}",
            {
                "key": key,
                "stage": lines[0].stage,
                "label": _json(lines[0].process_label),
                "value": value,
                "share": value / total if total else 0.0,
            },
        )
    for unit in footprint.alternative_units:
        yield f"alternative_unit:{unit.id}", _json(unit)


def processes(footprint: Footprint) -> dict[str, list[Contribution]]:
    """The lines by stage and process."""
    found: dict[str, list[Contribution]] = {}
    for line in footprint.contributions:
        found.setdefault(f"{line.stage}.{line.process}", []).append(line)
    return found


def _line(line: Contribution) -> Iterator[tuple[str, Any]]:
    yield f"line:{line.path}", _json(line, *NAME, *BURDEN)
    yield f"line.amount:{line.path}", {"path": line.path, **_json(line, *AMOUNT)}
    rest = _json(line, without=(*NAME, *BURDEN, *AMOUNT))
    yield f"line.factor:{line.path}", {"path": line.path, **rest}


def _evidence(footprint: Footprint) -> Iterator[tuple[str, Any]]:
    for supply in footprint.supplies:
        yield f"supply:{supply.path}", _json(supply)
    for activity in footprint.activity_data:
        yield f"activity:{activity.id}", _json(activity)
    for constant in footprint.constants:
        yield f"constant:{constant.id}", _json(constant)
    for factor in footprint.factors:
        yield f"factor:{factor.id}", _json(factor, *IDENTITY)
        yield f"factor.value:{factor.id}", {"id": factor.id, **_json(factor, without=IDENTITY)}


def _told(footprint: Footprint) -> Iterator[tuple[str, Any]]:
    yield "uncertainty", _json(footprint.uncertainty, without=("parameters", "interval"))
    for parameter in footprint.uncertainty.parameters:
        yield f"parameter:{parameter.id}", _json(parameter)
    yield (
        "sensitivities",
        {
            "cases": [_json(one) for one in footprint.sensitivities],
            "range": _json(footprint.sensitivity_range),
        },
    )
    yield "performance", _json(footprint.performance_class)
    yield "quality", _json(footprint.data_quality, without=SHARES)
    yield "quality.shares", _json(footprint.data_quality, *SHARES)
    yield "apart", _json(footprint.reported_apart)
    yield "balances", [_json(one) for one in footprint.balances]
    for number, entry in enumerate(footprint.completeness):
        yield f"ledger:{number}", _json(entry)
    yield "findings", [_json(one, "code", "severity", "clause") for one in footprint.findings]
    yield "findings.full", [_json(one) for one in footprint.findings]
    if footprint.requirements is not None:
        whole = footprint.requirements
        verdicts = [_json(one, "id", "clause", "verdict") for one in whole.items]
        yield "requirements", {**_json(whole, without=("items",)), "items": verdicts}
        yield "requirements.full", _json(whole)


def _json(model: Frozen | None, *fields: str, without: tuple[str, ...] = ()) -> Any:
    """Some fields of a model as JSON, in the order of the model; null where there is no model."""
    if model is None:
        return None
    chosen = set(fields) or None
    return model.model_dump(mode="json", exclude_none=True, include=chosen, exclude=set(without) or None)
