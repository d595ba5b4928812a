"""What a reader must be told about a factor that was taken: age, supersession, gaps, double counting."""

from __future__ import annotations

from collections.abc import Iterator

from lca.errors import Finding, Location, Severity
from lca.factors.schema import Factor, FactorKind, Request

YEARS = 2


def notes_on(factor: Factor, gap: int | None, request: Request, location: Location) -> Iterator[Finding]:
    """All notes on a taken factor, weightiest first."""
    about: dict[str, object] = {"id": factor.id, "item": factor.item}
    if gap is not None and abs(gap) > YEARS:
        params = about | {"year": request.year, "taken": factor.reference_year, "gap": abs(gap)}
        yield Finding("F303", params, location, Severity.WARNING)
    if factor.superseded_by and same_year(factor):
        params = about | {"successor": factor.superseded_by}
        yield Finding("F304", params, location, Severity.WARNING)
    if factor.unverified:
        yield Finding("F305", about, location, Severity.WARNING)
    if factor.kind == FactorKind.FOOTPRINT and factor.category == "electricity":
        yield from electricity(factor, location)
    if factor.gas_coverage != "all" and factor.kind == FactorKind.DIRECT_EMISSION:
        params = about | {"gases": factor.gas_coverage.replace(" ", ", ")}
        if len(factor.gas_coverage.split()) == 1 and factor.category != "gas":
            yield Finding("F310", params, location, Severity.INFO)
    if factor.life_cycle_scope == "upstream_and_direct":
        yield Finding("F311", about | {"parts": ", ".join(factor.derived_from)}, location, Severity.INFO)


def same_year(factor: Factor) -> bool:
    """Whether the successor corrects this vintage; a following year's edition replaces nothing."""
    successor = factor.superseded_by or ""
    vintage = str(factor.reference_year)
    return (vintage in factor.id.split(".")) == (vintage in successor.split("."))


def electricity(factor: Factor, location: Location) -> Iterator[Finding]:
    """Generation-side footprints need transmission and losses when delivered over the public grid."""
    if factor.delivery_point == "plant":
        yield Finding("F308", {"id": factor.id, "item": factor.item}, location, Severity.INFO)
