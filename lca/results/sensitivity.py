"""Sensitivity cases that a rule demands: the same product with one choice made otherwise."""

from __future__ import annotations

from dataclasses import replace

from lca.results.completeness import bilingual
from lca.results.footprint import Sensitivity
from lca.rules.compiled import OptionRef
from lca.solve.foreground import evaluate, foreground
from lca.system.build import build
from lca.system.environment import real
from lca.system.product_system import ProductSystem
from lca.system.resolve import Resolver

GRID = "grid_average"


def electricity(system: ProductSystem, resolver: Resolver, total: float) -> tuple[Sensitivity, ...]:
    """The total with every supply of electricity set to the grid average, where the rule demands it.

    Empty where the rule demands none or every supply is the grid average already.
    """
    policy = system.rule.model.electricity
    if policy is None or policy.sensitivity != GRID:
        return ()
    chosen = {name: text for name in supply_choices(system) if (text := system.bound.choices[name]) != GRID}
    if not chosen:
        return ()
    choices = {**system.bound.choices, **dict.fromkeys(chosen, GRID)}
    bound = replace(system.bound, choices=choices)
    plan = foreground(build(system.rule, bound, replace(resolver, bound=bound)))
    value = float(real(evaluate(plan, {}).total))
    label = bilingual("sensitivity.grid_average", supply=", ".join(sorted(chosen.values())))
    return (Sensitivity(key=GRID, label=label, value=value, change=value / total - 1 if total else 0.0),)


def supply_choices(system: ProductSystem) -> list[str]:
    """The choices that decide the supply of an electricity factor."""
    names = set()
    for line in system.rule.compiled.lines:
        field = line.factor.fields.get("supply") if line.factor else None
        if isinstance(field, OptionRef) and field.name in system.bound.choices:
            names.add(field.name)
    return sorted(names)
