"""The sensitivity cases that a rule demands: the whole way from rule to total, with one thing made otherwise.

A case goes the way of the result itself (bind, factors, certificates, solution), so that a structure that
depends on what is changed changes with it; nothing is sampled. A case that cannot be computed is a finding
that stands in the way of issue, never missing in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lca.errors import Finding, InputError, Severity
from lca.inventory.bind import bind
from lca.inventory.changed import all_from, with_changes, with_given
from lca.inventory.values import GRID, Inventory
from lca.names import Names
from lca.results.completeness import bilingual
from lca.results.footprint import Sensitivity, SensitivityRange
from lca.results.prepared import prepared, solved, stated_total
from lca.rules.changed import changed_rule
from lca.rules.compiled import Rule
from lca.rules.schema import demands
from lca.system.resolve import Resolver

ALL_GRID = (f"electricity: {GRID}",)
"""What the case changes that the general standard asks for where electricity is not grid average."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What became of the cases of a rule: those computed, and why others could not be."""

    computed: tuple[Sensitivity, ...] = ()
    refused: tuple[Finding, ...] = ()


def cases(rule: Rule, inventory: Inventory, resolver: Resolver, total: float) -> Cases:
    """Every case that the rule demands, in its order; ``total`` is the result's, kg CO2e for the unit."""
    computed: list[Sensitivity] = []
    refused: list[Finding] = []
    for key, case in demanded(rule).items():
        try:
            value = _value(rule, inventory, resolver, key, case)
        except InputError as error:
            refused.append(_refused(rule, key, case, error))
            continue
        computed.append(
            Sensitivity(
                key=key,
                label=case.label,
                value=value,
                change=relative_change(value, total),
                demanded=True,
                changes=tuple(changes(case)),
                clause=case.clause,
            )
        )
    return Cases(tuple(computed), tuple(refused))


def demanded(rule: Rule) -> dict[str, demands.Sensitivity]:
    """The rule's cases, and that of its electricity where it asks for another source than the grid."""
    policy, own = rule.model.electricity, dict(rule.model.sensitivities)
    source = policy.sensitivity if policy is not None else None
    if policy is None or source in (None, GRID) or source in own:
        return own
    label = bilingual("sensitivity.source", source=bilingual(f"supply.type.{source}"))
    return own | {str(source): demands.Sensitivity(label=label, electricity=source, clause=policy.clause)}


def relative_change(value: float, total: float) -> float:
    """By how much a case differs from the total, relative to it; zero for the same bits."""
    return (value - total) / abs(total) if total else 0.0


def spanned(found: Sequence[Sensitivity]) -> SensitivityRange | None:
    """From the least to the greatest of all cases; None without any."""
    if not found:
        return None
    low, high = (pick(found, key=lambda one: one.value) for pick in (min, max))
    return SensitivityRange(low=low.value, high=high.value, low_change=low.change, high_change=high.change)


def changes(case: demands.Sensitivity) -> Iterator[str]:
    """What a case makes otherwise, as the rule writes it; a table or a block by its name alone."""
    for name, given in case.given.items():
        yield f"given.{name}" if isinstance(given, dict | list) else f"given.{name}: {given}"
    for section in ("change", "parameters", "allocation"):
        yield from (f"{section}.{name}: {value}" for name, value in getattr(case, section).items())
    for choice in ("electricity", "end_of_life"):
        if getattr(case, choice) is not None:
            yield f"{choice}: {getattr(case, choice)}"


def _value(
    rule: Rule, inventory: Inventory, resolver: Resolver, key: str, case: demands.Sensitivity
) -> float:
    """kg CO2e for the unit in a case; raises InputError with what keeps it from being computed."""
    other = changed_rule(rule, case)
    data = with_given(inventory, rule.document, key, case.given)
    bound = with_changes(bind(data, other.compiled, spare=True), case)
    if case.electricity is not None:
        bound = all_from(bound, case.electricity)
    plan, _ = prepared(other, bound, resolver)
    return stated_total(plan, solved(plan))


def _refused(rule: Rule, key: str, case: demands.Sensitivity, error: InputError) -> Finding:
    reasons = error.findings
    told = Names(
        zh="；".join(one.message("zh") for one in reasons), en="; ".join(one.message("en") for one in reasons)
    )
    place = rule.document.locate(("sensitivities", key))
    params = {"case": case.label, "reason": told}
    return Finding("C171", params, place, Severity.BLOCKING, clause=case.clause)
