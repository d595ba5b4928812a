"""The same product with its electricity from the grid: demanded wherever another supply was counted.

ISO 14067:2018, 6.4.9.4 asks for it where the attributes of electricity may be counted twice, as those
of green certificates are, since no residual mix is published; a rule may ask for it at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lca.inventory.changed import supply_choices
from lca.inventory.values import GRID, Supply, grid_supply
from lca.names import Names
from lca.results.cases import ALL_GRID, changes, relative_change
from lca.results.completeness import bilingual
from lca.results.footprint import Sensitivity
from lca.results.prepared import prepared, solved, stated_total
from lca.system.electricity import described
from lca.system.product_system import ProductSystem
from lca.system.resolve import Resolver


def electricity(system: ProductSystem, resolver: Resolver, total: float) -> tuple[Sensitivity, ...]:
    """The total with every supply of electricity at the grid average; empty where all of it is already.

    A special supply has this case always; a plain choice of the rule, where the rule demands it. A rule
    with just this case among its own has it there.
    """
    supplies, choices = special(system), chosen(system)
    own = any(tuple(changes(case)) == ALL_GRID for case in system.rule.model.sensitivities.values())
    if own or (not supplies and not choices):
        return ()
    grid = {name: grid_supply(name, supply.location) for name, supply in supplies.items()}
    bound = replace(
        system.bound,
        choices={**system.bound.choices, **dict.fromkeys(choices, GRID)},
        supplies={**system.bound.supplies, **grid},
    )
    plan, _ = prepared(system.rule, bound, resolver)
    value = stated_total(plan, solved(plan))
    told = [described(supply) for supply in supplies.values()]
    told += [Names(zh=text, en=text) for text in sorted(set(choices.values()))]
    unique = list(dict.fromkeys((name.get("zh"), name.get("en")) for name in told))
    supply = Names(zh="；".join(zh for zh, _ in unique), en="; ".join(en for _, en in unique))
    label = bilingual("sensitivity.grid_average", supply=supply)
    policy = system.rule.model.electricity
    return (
        Sensitivity(
            key=GRID,
            label=label,
            value=value,
            change=relative_change(value, total),
            demanded=policy is not None and policy.sensitivity == GRID,
        ),
    )


def special(system: ProductSystem) -> Mapping[str, Supply]:
    """The supplies in use that are not the grid average alone, by name, sorted."""
    used = {flow.line.factor.supply for flow in system.all_flows if flow.line.factor is not None}
    supplies = system.bound.supplies
    return {name: supplies[name] for name in sorted(supplies) if name in used and not supplies[name].plain}


def chosen(system: ProductSystem) -> dict[str, str]:
    """The choices that decide the supply of a factor and are not the grid, where the rule wants the case."""
    policy = system.rule.model.electricity
    if policy is None or policy.sensitivity != GRID:
        return {}
    given = (
        (name, system.bound.choices[name])
        for name in supply_choices(system.rule.compiled, system.bound.choices)
    )
    return {name: text for name, text in given if text != GRID}
