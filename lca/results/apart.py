"""Reported apart: the carbon that a product holds, and what its emissions later in life would count.

Neither changes the total. A storage has no effect of its own here: its carbon comes out again, and where
a rule models that as a delayed emission, its effect stands there, once.

The timing of emissions is stated where they come more than ten years later (ISO 14067:2018, 6.4.8, which
GB/T 24067-2024 follows; general knowledge, the clause was not read). Their effect is that of the ILCD
Handbook, General guide for LCA, Detailed guidance (European Commission, 2010), 7.4.3.7: -0.01 kg CO2e for
each kilogram of CO2 and year of delay, other gases in proportion to their GWP100, up to 100 years; credits
that come later lose in the same measure. For what comes later than 100 years the method has no correction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from lca.errors import Finding, Severity
from lca.results.completeness import bilingual
from lca.results.demanded import CarbonStorage, DelayedEmission, ReportedApart
from lca.results.lines import LineResult, label_of, named
from lca.results.stated import amount, scope_of
from lca.rules.compiling.apart import timed_after
from lca.rules.demanded import StorageSpec
from lca.system.environment import Environment
from lca.system.product_system import ProductSystem
from lca.units import unit

CO2_OF_CARBON: Final = 44.009 / 12.011
"""kg CO2 that hold one kg C: the ratio of their molar masses."""
PER_YEAR: Final = -0.01
LONGEST: Final = 100.0
"""Years of delay that the method covers."""


def reported_apart(system: ProductSystem, lines: Sequence[LineResult]) -> ReportedApart | None:
    """What the rule demands apart, for the unit; None where it demands nothing of the kind."""
    demanded = system.rule.compiled.demanded.storages
    storages = _storages(system)
    delayed = _delayed(system, lines)
    if not demanded and not delayed:
        return None
    effects = [one.effect for one in delayed if one.effect is not None]
    known = demanded and len(storages) == len(demanded)
    return ReportedApart(
        biogenic_carbon_content=math.fsum(one.carbon for one in storages) if known else None,
        carbon_storage=storages,
        delayed_emissions=delayed,
        delay_effect=math.fsum(effects) if effects else None,
        delay_method=bilingual("apart.method") if delayed else None,
    )


def delay_effect(value: float, years: float) -> float | None:
    """kg CO2e of ``value`` kg CO2e that are emitted ``years`` later; None beyond 100 years."""
    return PER_YEAR * value * years if years <= LONGEST else None


def storage_findings(system: ProductSystem) -> Iterable[Finding]:
    """C180: carbon that the rule wants reported and that is not known, because data were not given."""
    scope = scope_of(system)
    for spec in system.rule.compiled.demanded.storages:
        missing = amount(scope, spec.carbon, spec.label or named(spec.key), spec.location).missing
        if missing:
            params = {"name": spec.label or named(spec.key), "missing": ", ".join(missing)}
            yield Finding("C180", params, spec.location, Severity.WARNING, clause=spec.clause)


def _storages(system: ProductSystem) -> tuple[CarbonStorage, ...]:
    scope = scope_of(system)
    found = (_storage(spec, scope) for spec in system.rule.compiled.demanded.storages)
    return tuple(storage for storage in found if storage is not None)


def _storage(spec: StorageSpec, scope: Environment) -> CarbonStorage | None:
    values = amount(scope, spec.carbon, spec.label or named(spec.key), spec.location).values
    if not values:
        return None
    return CarbonStorage(
        key=spec.key,
        label=spec.label or named(spec.key),
        carbon=values[0],
        co2=values[0] * CO2_OF_CARBON,
        duration=spec.duration.value,
        duration_unit=spec.duration.unit.text,
        clause=spec.clause,
    )


def _delayed(system: ProductSystem, lines: Sequence[LineResult]) -> tuple[DelayedEmission, ...]:
    """The lines that burden more than ten years later, soonest first."""
    found = []
    for line in lines:
        delay = line.flow.line.delay
        if delay is None or delay.engine <= timed_after():
            continue
        years = delay.engine / unit("year").scale
        found.append(
            DelayedEmission(
                path=line.flow.path,
                label=label_of(line, system),
                stage=line.flow.line.stage,
                value=line.value,
                years=years,
                effect=delay_effect(line.value, years),
                clause=line.flow.line.clause,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.years, one.path)))
