"""How far certificates cover what was used: their volume against the use of the period's production."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lca.errors import Finding, InputError, Location
from lca.inventory.values import Source, Supply
from lca.solve.foreground import Evaluation, Foreground, evaluate
from lca.system.electricity import Coverage, coverage_key
from lca.system.environment import real
from lca.system.product_system import ProductSystem


def coverage(plan: Foreground) -> Mapping[str, Coverage]:
    """Volume and use of every source with certificates that the product takes electricity from.

    The use is that of all that was produced in the period, at the stated values: the amounts of a
    product do not depend on where its electricity comes from. It stays the same in every sample.

    Raises:
        InputError: S332 no production in the activity data, S333 a production of another dimension.
    """
    system = plan.system
    proven = [
        (supply, source)
        for supply in system.bound.supplies.values()
        for source in supply.sources
        if source.certificates and _flows(system, supply, source)
    ]
    if not proven:
        return {}
    nominal = evaluate(plan, {})
    return {
        coverage_key(supply, source): _coverage(system, nominal, supply, source) for supply, source in proven
    }


def _coverage(system: ProductSystem, nominal: Evaluation, supply: Supply, source: Source) -> Coverage:
    paths = _flows(system, supply, source)
    one_unit = math.fsum(float(real(nominal.amounts[path])) for path in paths)
    volume = math.fsum(certificate.volume for certificate in source.certificates)
    return Coverage(volume, one_unit * _units(system, nominal, source.certificates[0].location))


def _flows(system: ProductSystem, supply: Supply, source: Source) -> list[str]:
    """The paths of the flows that a source feeds; the way over the grid and what is replaced are none."""
    return [
        flow.path
        for flow in system.all_flows
        if flow.sign > 0
        and flow.part == source.key
        and flow.line.factor is not None
        and flow.line.factor.supply == supply.name
    ]


def _units(system: ProductSystem, nominal: Evaluation, place: Location) -> float:
    """How many reference flows were produced in the period, by the unit that the production is in."""
    rule, made = system.rule.compiled, system.bound.inventory.production
    units = " | ".join(str(unit.amount) for unit in (rule.unit, *rule.alternatives))
    if made is None:
        raise InputError(Finding("S332", {"declared": units}, place))
    if made.unit.dimension == rule.unit.amount.unit.dimension:
        return made.engine / rule.unit.amount.engine
    for other in rule.alternatives:
        if made.unit.dimension == other.amount.unit.dimension:
            flow = float(real(nominal.alternatives[other.id])) / float(real(nominal.demand))
            return made.engine / other.amount.engine * flow
    raise InputError(Finding("S333", {"made": str(made), "declared": units}, place))
