"""The period of the activity data beside the days from which a rule's constants hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lca.errors import Finding, Location, RuleError, Severity
from lca.inventory.periods import Period
from lca.rules.compiled import CompiledRule, DatedValue, ParameterSpec


def dated_findings(period: Period, rule: CompiledRule, place: Location) -> Iterator[Finding]:
    """What is to be told of constants whose value is not one and the same over the period.

    C173 (error) no value holds on the last day, which decides; C172 another value held on earlier days;
    C174 no value held on earlier days.
    """
    for spec in rule.parameters.values():
        try:
            used = spec.at(period.end)
        except RuleError as error:
            yield from (replace(finding, location=place, clause=spec.clause) for finding in error.findings)
            continue
        if used.since is not None and used.since > period.start:
            yield _changed(spec, used, period, place)


def _changed(spec: ParameterSpec, used: DatedValue, period: Period, place: Location) -> Finding:
    told = {"name": spec.name, "start": period.start, "used": _words(used)}
    first = spec.values[0].since
    if first is not None and period.start < first:
        told |= {"first": first}
        return Finding("C174", told, place, Severity.WARNING, clause=spec.clause)
    held = spec.values[spec.values.index(spec.at(period.start)) : spec.values.index(used)]
    told |= {"former": "; ".join(map(_words, held))}
    return Finding("C172", told, place, Severity.WARNING, clause=spec.clause)


def _words(value: DatedValue) -> str:
    """``3 % (2023-01-01)``: the value and the day from which it holds."""
    return f"{value.quantity} ({value.since})"
