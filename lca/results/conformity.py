"""Conformity findings: what the rule demands of a result, decided with the numbers at hand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lca.errors import Finding, Severity, once
from lca.i18n import LANGUAGES
from lca.names import Names
from lca.results.completeness import bilingual, fraction
from lca.results.footprint import (
    ConformityFinding,
    DataQuality,
    LedgerEntry,
    Sensitivity,
    Uncertainty,
)
from lca.system.product_system import ProductSystem

NONLINEAR = 0.1
"""Relative difference of first-order and sampled standard deviation worth telling."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the findings are decided from: the system and the numbers of its result."""

    system: ProductSystem
    total: float
    gwp_set: str
    quality: DataQuality
    ledger: Sequence[LedgerEntry]
    uncertainty: Uncertainty
    sensitivities: Sequence[Sensitivity] = ()


def findings(result: Judged) -> tuple[ConformityFinding, ...]:
    """All findings of a result: the rule's demands, the data's, and those that came with the factors."""
    system = result.system
    own = (
        *_standing(system),
        *_primary(system, result.quality),
        *_scores(system, result.quality),
        *_cut_off(system, result.total, result.ledger),
        *_gwp(result.total, result.gwp_set, result.ledger),
        *_statistics(result.uncertainty),
        *_allocation(system),
        *_sensitivities(result),
    )
    told = (finding for finding in system.rule.warnings if finding.severity is not Severity.INFO)
    unique = once((*own, *told, *system.bound.findings, *system.findings))
    return tuple(document(finding) for finding in sorted(unique, key=_weight))


def _weight(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def document(finding: Finding) -> ConformityFinding:
    """A finding as the result document holds it, in both languages."""
    remedies = {language: finding.remedy(language) for language in LANGUAGES}
    return ConformityFinding(
        code=finding.code,
        severity=finding.severity.value,
        message=Names(zh=finding.message("zh"), en=finding.message("en")),
        remedy=Names(zh=remedies["zh"], en=remedies["en"]) if all(remedies.values()) else None,
        location=finding.location.brief if finding.location.file else None,
        clause=finding.clause,
    )


def _standing(system: ProductSystem) -> Iterable[Finding]:
    rule, inventory = system.rule, system.bound.inventory
    model, period = rule.model, inventory.period
    if model.status == "illustrative":
        modelled = [standard.id for standard in model.standards if standard.relation == "models"]
        standards = ", ".join(modelled) or "-"
        yield Finding("C101", {"rule": rule.id, "standards": standards}, severity=Severity.INFO)
    if inventory.illustrative:
        yield Finding("C102", severity=Severity.INFO)
    if model.valid is not None and model.valid.to is not None and period.end > model.valid.to:
        ends = {"end": period.end, "valid_to": model.valid.to}
        yield Finding("C103", ends, severity=Severity.WARNING)
    if model.status == "superseded":
        params = {"rule": rule.id, "successor": model.superseded_by}
        yield Finding("C104", params, severity=Severity.WARNING)


def _primary(system: ProductSystem, quality: DataQuality) -> Iterable[Finding]:
    demanded = system.rule.model.data_quality
    if demanded is None or demanded.primary_share is None:
        return
    minimum = fraction(demanded.primary_share)
    if quality.primary_activity_share < minimum:
        params = {"actual": f"{quality.primary_activity_share:.1%}", "minimum": f"{minimum:.0%}"}
        yield Finding("C110", params, severity=Severity.BLOCKING)


def _scores(system: ProductSystem, quality: DataQuality) -> Iterable[Finding]:
    demanded = system.rule.model.data_quality
    limits = demanded.minimum.model_dump(exclude_none=True) if demanded and demanded.minimum else {}
    for indicator, limit in limits.items():
        actual = getattr(quality, indicator)
        name = bilingual(f"indicator.{indicator}")
        params = {"indicator": name, "limit": limit, "covered": f"{quality.covered_share:.0%}"}
        if actual is None:
            yield Finding("C112", params, severity=Severity.BLOCKING)
        elif actual > limit:
            yield Finding("C111", {**params, "actual": f"{actual:.2f}"}, severity=Severity.BLOCKING)


def _cut_off(system: ProductSystem, total: float, ledger: Sequence[LedgerEntry]) -> Iterable[Finding]:
    rule = system.rule.model.cut_off
    left_out = [entry for entry in ledger if entry.kind in ("excluded_process", "not_given")]
    unknown = [entry for entry in left_out if entry.bound is None]
    if unknown:
        yield Finding("C121", {"count": len(unknown)}, severity=Severity.WARNING)
    if rule is None or not total:
        return
    for entry in left_out:
        part = (entry.bound or 0.0) / abs(total)
        if part > fraction(rule.single) * (1 + 1e-9):
            params = {"name": entry.path, "actual": f"{part:.1%}", "limit": rule.single}
            yield Finding("C122", params, severity=Severity.BLOCKING)
    omitted = omitted_share(total, ledger)
    if omitted is not None and omitted > fraction(rule.total) * (1 + 1e-9):
        yield Finding("C120", {"actual": f"{omitted:.1%}", "limit": rule.total}, severity=Severity.BLOCKING)


def omitted_share(total: float, ledger: Sequence[LedgerEntry]) -> float | None:
    """The bounds of all that is left out, as a share of the total; None where nothing has a bound."""
    left_out = [
        e.bound for e in ledger if e.kind in ("excluded_process", "not_given") and e.bound is not None
    ]
    return math.fsum(left_out) / abs(total) if left_out and total else None


def _gwp(total: float, gwp_set: str, ledger: Sequence[LedgerEntry]) -> Iterable[Finding]:
    entries = [entry for entry in ledger if entry.kind == "gwp_set"]
    if not entries or not total:
        return
    affected = math.fsum(entry.affected or 0.0 for entry in entries) / abs(total)
    bound = math.fsum(entry.bound or 0.0 for entry in entries) / abs(total)
    params = {"share": f"{affected:.1%}", "bound": f"{bound:.1%}", "gwp_set": gwp_set}
    yield Finding("C130", params, severity=Severity.WARNING)


def _statistics(uncertainty: Uncertainty) -> Iterable[Finding]:
    if uncertainty.failed_samples:
        params: dict[str, object] = {"count": uncertainty.failed_samples, "samples": uncertainty.samples}
        yield Finding("C150", params, severity=Severity.BLOCKING)
    sampled = uncertainty.interval.sd if uncertainty.interval else 0.0
    if sampled and abs(uncertainty.analytic_sd - sampled) > NONLINEAR * sampled:
        params = {
            "analytic": f"{uncertainty.analytic_sd:.4g}",
            "sampled": f"{sampled:.4g}",
            "limit": f"{NONLINEAR:.0%}",
        }
        yield Finding("C151", params, severity=Severity.INFO)


def _allocation(system: ProductSystem) -> Iterable[Finding]:
    for process in {column.process.key: column.process for column in system.columns}.values():
        spec = process.allocation
        if spec is not None and spec.method != "none" and process.co_products and spec.justification is None:
            params = {"process": process.key, "method": spec.method}
            yield Finding("C160", params, spec.location, Severity.WARNING, clause=spec.clause)


def _sensitivities(result: Judged) -> Iterable[Finding]:
    """The cases of the result: demanded by the rule, or by the general standard where it is silent."""
    policy = result.system.rule.model.electricity
    demanded = policy is not None and policy.sensitivity is not None
    for case in result.sensitivities:
        params = {"case": case.label}
        numbers = {"value": f"{case.value:,.4g}", "change": f"{case.change:+.1%}"}
        yield Finding("C170" if demanded else "C201", {**params, **numbers}, severity=Severity.INFO)
