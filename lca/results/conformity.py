"""Conformity findings: what the rule demands of a result, decided with the numbers at hand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lca.errors import Finding, Severity, once
from lca.i18n import LANGUAGES
from lca.inventory.values import GRID
from lca.names import Names
from lca.results.apart import storage_findings
from lca.results.balances import balance_findings
from lca.results.burdens import burden_findings
from lca.results.cases import ALL_GRID
from lca.results.cut_off import Shares
from lca.results.footprint import (
    Balance,
    ConformityFinding,
    DataQuality,
    LedgerEntry,
    Sensitivity,
    Uncertainty,
)
from lca.results.lines import LineResult
from lca.results.omitted import cut_off_findings
from lca.results.quality_demands import activity_findings, period_findings, result_findings
from lca.rules.schema.rule import RuleModel
from lca.solve.foreground import Evaluation
from lca.system.product_system import ProductSystem

NONLINEAR = 0.1
"""Relative difference of first-order and sampled standard deviation worth telling."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the findings are decided from: the system and the numbers of its result.

    ``demands`` are findings on sensitivity cases that could not be computed and on performance classes.
    """

    system: ProductSystem
    nominal: Evaluation
    lines: Sequence[LineResult]
    total: float
    gwp_set: str
    quality: DataQuality
    shares: Shares
    ledger: Sequence[LedgerEntry]
    balances: Sequence[Balance]
    uncertainty: Uncertainty
    sensitivities: Sequence[Sensitivity] = ()
    demands: Sequence[Finding] = ()


def findings(result: Judged) -> tuple[ConformityFinding, ...]:
    """All findings of a result: the rule's demands, the data's, and those that came with the factors."""
    system = result.system
    own = (
        *_standing(system),
        *result_findings(system, result.quality),
        *activity_findings(system, result.lines),
        *period_findings(system),
        *cut_off_findings(system.rule.model.cut_off, result.shares, result.ledger),
        *balance_findings(system, result.balances),
        *burden_findings(system, result.nominal),
        *storage_findings(system),
        *_gwp(result.total, result.gwp_set, result.ledger),
        *_statistics(result.uncertainty),
        *_allocation(system),
        *_sensitivities(result),
        *result.demands,
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


def _stands_on(model: RuleModel) -> list[str]:
    """The standards that a rule models; those that it follows, or stands below, where it models none."""
    by_relation = (
        [standard.id for standard in model.standards if standard.relation == relation]
        for relation in ("models", "follows", "general_rule")
    )
    return next((found for found in by_relation if found), [])


def _standing(system: ProductSystem) -> Iterable[Finding]:
    rule, inventory = system.rule, system.bound.inventory
    model, period = rule.model, inventory.period
    if model.status == "illustrative":
        words = {"rule": rule.id, "standards": ", ".join(_stands_on(model)) or "—"}
        yield Finding("C101", words, severity=Severity.INFO)
    if inventory.illustrative:
        yield Finding("C102", severity=Severity.INFO)
    if model.valid is not None and model.valid.to is not None and period.end > model.valid.to:
        ends = {"end": period.end, "valid_to": model.valid.to}
        yield Finding("C103", ends, severity=Severity.WARNING)
    if model.status == "superseded":
        params = {"rule": rule.id, "successor": model.superseded_by}
        yield Finding("C104", params, severity=Severity.WARNING)


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
    """The grid average instead: demanded by the rule, or by the general standard where it is silent."""
    for case in result.sensitivities:
        if case.key == GRID or case.changes == ALL_GRID:
            params = {"case": case.label}
            numbers = {"value": f"{case.value:,.4g}", "change": f"{case.change:+.1%}"}
            code = "C170" if case.demanded else "C201"
            yield Finding(code, {**params, **numbers}, severity=Severity.INFO)
