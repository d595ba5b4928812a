"""From a rule and bound activity data to a solved system: the way that a result and each of its cases go."""

from __future__ import annotations

import math
from dataclasses import replace

from lca.errors import Finding, ProductSystemError
from lca.inventory.bound import BoundInventory
from lca.results.certificates import coverage
from lca.results.lines import line_results
from lca.rules.compiled import Rule
from lca.solve.foreground import Evaluation, Foreground, evaluate, foreground
from lca.system.build import build
from lca.system.environment import real
from lca.system.resolve import Resolver

TOLERANCE = 1e-9
"""Largest relative difference between the forward and the adjoint total that a result may have."""


def prepared(rule: Rule, bound: BoundInventory, resolver: Resolver) -> tuple[Foreground, Resolver]:
    """The plan of a system with its certificates held against its use, and the resolver that filled it.

    Raises InputError: every line that has no factor, every formula that cannot be evaluated.
    """
    first = replace(resolver, bound=bound, covered={})
    plan = foreground(build(rule, bound, first))
    covered = coverage(plan)
    if all(one.share == 1 for one in covered.values()):
        return plan, first
    second = replace(first, covered=covered)
    return foreground(build(rule, bound, second)), second


def solved(plan: Foreground) -> Evaluation:
    """Solve the system at the stated values; forward and adjoint must agree.

    Raises:
        ProductSystemError: S114 a loop that takes more than it makes, S115 totals that disagree.
    """
    nominal = evaluate(plan, {})
    if nominal.solution.nonproductive.any():
        raise ProductSystemError(Finding("S114", {"processes": "; ".join(_loops(plan))}))
    total, adjoint = float(real(nominal.total)), float(real(nominal.adjoint_total))
    gross = sum(abs(float(real(part))) for parts in nominal.flows.values() for part in parts)
    if abs(total - adjoint) > TOLERANCE * gross:
        raise ProductSystemError(Finding("S115", {"forward": f"{total:.12g}", "adjoint": f"{adjoint:.12g}"}))
    return nominal


def stated_total(plan: Foreground, nominal: Evaluation) -> float:
    """kg CO2e for the unit as a result states it: the correctly rounded sum of its lines."""
    return math.fsum(line.value for line in line_results(plan.system, nominal, {}))


def _loops(plan: Foreground) -> list[str]:
    """The processes of each loop, by name."""
    from lca.solve.structure import loops

    columns, pattern = plan.system.columns, plan.pattern
    found = loops(pattern.size, pattern.positions, pattern.production)
    return [", ".join(columns[int(j)].name for j in members) for members in found]
