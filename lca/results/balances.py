"""Balances of processes at the stated values: what goes in must come out, within the rule's tolerance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lca.errors import Finding, Severity
from lca.i18n import catalogue
from lca.names import Names
from lca.results.completeness import bilingual
from lca.results.demanded import Balance
from lca.results.lines import named
from lca.results.stated import read, scope_of
from lca.rules.demanded import BalanceSpec
from lca.system.environment import Environment
from lca.system.product_system import ProductSystem
from lca.units import display_unit, unit

ROUNDING: Final = 1e-12
"""Share of what goes in that floating-point sums may miss."""


def balances(system: ProductSystem) -> tuple[Balance, ...]:
    """The balances of all processes that the reference product needs, in the order of the rule."""
    scope, used = scope_of(system), {column.process.key for column in system.columns}
    demanded = system.rule.compiled.demanded.balances
    return tuple(_balance(system, spec, scope) for spec in demanded if spec.process in used)


def _balance(system: ProductSystem, spec: BalanceSpec, scope: Environment) -> Balance:
    shown, known = display_unit(spec.dimension), read(scope, spec.inputs, spec.outputs)
    inputs, outputs = known.values if known.values else (None, None)
    difference = passed = None
    if inputs is not None and outputs is not None and inputs > 0:
        difference = (outputs - inputs) / inputs
        passed = abs(difference) <= spec.tolerance + ROUNDING
    scale, process = unit(shown).scale, system.rule.compiled.processes[spec.process]
    return Balance(
        process=spec.process,
        process_label=process.label or named(spec.process),
        key=spec.key,
        label=spec.label or _label(spec.key),
        inputs=None if inputs is None else inputs / scale,
        outputs=None if outputs is None else outputs / scale,
        unit=shown,
        difference=difference,
        tolerance=spec.tolerance,
        passed=passed,
        missing=known.missing,
        clause=spec.clause,
    )


def _label(key: str) -> Names:
    """The catalogue's words for a balance that has a known name, or the name itself."""
    return bilingual(f"balance.{key}") if f"balance.{key}" in catalogue() else named(key)


def balance_findings(system: ProductSystem, found: Sequence[Balance]) -> Iterable[Finding]:
    """C140 a difference beyond the tolerance; C141 data that are missing; C142 nothing that goes in."""
    places = {(b.process, b.key): b.location for b in system.rule.compiled.demanded.balances}
    for one in found:
        if one.passed:
            continue
        code, params = _verdict(one)
        told = {"balance": one.label, "process": one.process_label, **params}
        place = places[one.process, one.key]
        yield Finding(code, told, place, Severity.BLOCKING, clause=one.clause)


def _verdict(one: Balance) -> tuple[str, dict[str, str]]:
    if one.missing:
        return "C141", {"missing": ", ".join(one.missing)}
    if one.difference is None:
        return "C142", {"inputs": f"{one.inputs:,.6g} {one.unit}"}
    numbers = {"inputs": f"{one.inputs:,.6g}", "outputs": f"{one.outputs:,.6g}", "unit": one.unit}
    return "C140", {**numbers, "actual": f"{one.difference:+.2%}", "limit": f"{one.tolerance * 100:.4g} %"}
