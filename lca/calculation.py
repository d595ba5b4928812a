"""The public door: rule + activity data + factors → footprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lca.errors import Finding, InputError, InventoryError, Location, once
from lca.factors.database import FactorDatabase
from lca.inventory.bind import bind
from lca.inventory.load import examine, follows, place_in_file
from lca.inventory.salvage import UNNAMED
from lca.inventory.values import Inventory
from lca.results.assemble import assemble
from lca.results.cases import cases
from lca.results.prepared import prepared, solved, stated_total
from lca.results.provenance import Choices, Run
from lca.results.sensitivity import electricity
from lca.rules.compiled import Rule
from lca.rules.load import load_rule
from lca.rules.registry import find_rule
from lca.solve.foreground import Foreground
from lca.system.accept import acceptable
from lca.system.background_notes import drawable, told
from lca.system.backgrounds import Backgrounds, link
from lca.system.resolve import Resolver
from lca.uncertainty.plans import Sampling, sampled
from lca.uncertainty.simulation import propagate

if TYPE_CHECKING:
    from lca.results.footprint import Footprint

DEFAULT_SAMPLES = 10_000


def calculate(
    inventory: Inventory | str | Path | bytes,
    rule: Rule | str | Path | None = None,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    samples: int = DEFAULT_SAMPLES,
    sampling: str = "random",
    precision: float | None = None,
    seed: int = 1,
    threads: int = 1,
    as_of: date | None = None,
    assign_uncertainty: bool = True,
    accept: Iterable[str] = (),
    backgrounds: Backgrounds = (),
) -> Footprint:
    """Compute a product carbon footprint with its uncertainty and its evidence.

    Args:
        inventory: activity data, or the path or bytes of their file.
        rule: the rule, its id or its path; left out, the one that the activity data name.
        factors: the factor database; left out, the release that is shipped.
        gwp: the GWP set, by name.
        samples: Monte Carlo samples; 0 or 1 for none; with a precision, how many at most.
        sampling: ``random``, ``latin_hypercube`` or ``sobol`` (a power of 2 of samples).
        precision: stop when the 95 % interval of the mean is as narrow as ± this share of it.
        seed: of the random streams; one seed, one result, bit for bit.
        threads: changes the time and nothing else.
        as_of: take only factors published by that day.
        assign_uncertainty: give factors without a published uncertainty one by the documented policy.
        accept: codes of refusals taken upon oneself (:data:`lca.system.accept.ACCEPTABLE`); the result
            names each and is not to be issued.
        backgrounds: databases that the rule or the activity data name, opened or as the paths of their
            folders: a list of them, or a mapping from the name that the run shall know them by.

    Raises:
        InputError: every finding in the inputs, with its place; see :mod:`lca.errors`.
    """
    choices = Choices(gwp, as_of, assign_uncertainty, acceptable(accept))
    case = prepare(inventory, rule, factors, choices, backgrounds, seed)
    resolver = case.resolver
    system, samples = drawable(case.plan.system, resolver.backgrounds, samples, seed, sampling)
    plan = replace(case.plan, system=system)
    nominal = solved(plan)
    simulation, missed = sampled(plan, Sampling(samples, sampling, precision), seed=seed, threads=threads)
    total = stated_total(plan, nominal)
    demanded = cases(plan.system.rule, plan.system.bound.inventory, resolver, total)
    run = Run(
        system=plan.system,
        nominal=nominal,
        simulation=simulation,
        first_order=propagate(plan),
        release=resolver.database.release,
        choices=replace(choices, gwp=resolver.gwp.name),
        sensitivities=(*demanded.computed, *electricity(plan.system, resolver, total)),
        refused=(*demanded.refused, *missed),
        seed=seed,
        samples=len(simulation.total) if simulation else samples,
        sampling=sampling,
        backgrounds=resolver.backgrounds,
    )
    return assemble(run)


def check(
    inventory: Inventory | str | Path | bytes,
    rule: Rule | str | Path | None = None,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    as_of: date | None = None,
    backgrounds: Backgrounds = (),
) -> tuple[Finding, ...]:
    """Everything that is wrong or worth knowing before a calculation; raises nothing about the inputs.

    Goes as far as :func:`calculate` would: reads both files, binds them, asks for every factor and solves
    the system once, and once more for each sensitivity case of the rule. Errors of one stage hide those of
    the next, never each other.
    """
    try:
        case = prepare(inventory, rule, factors, Choices(gwp, as_of), backgrounds)
        total, system = stated_total(case.plan, solved(case.plan)), case.plan.system
    except InputError as error:
        return error.findings
    demanded = cases(system.rule, system.bound.inventory, case.resolver, total)
    return once((*demanded.refused, *system.bound.findings, *system.findings))


@dataclass(frozen=True, eq=False)
class Case:
    """A system that is filled and planned, and the resolver that filled it."""

    plan: Foreground
    resolver: Resolver


def prepare(
    inventory: Inventory | str | Path | bytes,
    rule: Rule | str | Path | None,
    factors: FactorDatabase | None,
    choices: Choices,
    backgrounds: Backgrounds,
    seed: int = 1,
) -> Case:
    """Read, bind, resolve and plan: everything before a number; raises InputError as :func:`calculate`."""
    data = inventory if isinstance(inventory, Inventory) else _read(inventory, rule)
    used = _rule(data, rule)
    database = factors or FactorDatabase.open()
    gwp = database.gwp(choices.gwp)
    linked = link(backgrounds, gwp, seed)
    bound = bind(data, used.compiled)
    resolver = Resolver(
        database,
        gwp,
        bound,
        choices.as_of,
        choices.assign_uncertainty,
        choices.accept,
        backgrounds=linked,
    )
    plan, filled = prepared(used, bound, resolver)
    return Case(replace(plan, system=told(plan.system, linked)), filled)


def _read(source: str | Path | bytes, rule: Rule | str | Path | None) -> Inventory:
    """Activity data of a file; a file that is wrong is held against its rule too, for one report of all."""
    reading = examine(source)
    if reading.inventory is not None and not reading.findings:
        return reading.inventory
    more: tuple[Finding, ...] = ()
    if reading.inventory is not None and (rule is not None or reading.inventory.rule != UNNAMED):
        try:
            bind(reading.inventory, _rule(reading.inventory, rule).compiled)
        except InputError as error:
            more = tuple(finding for finding in error.findings if not follows(finding, reading))
    raise InventoryError(sorted((*reading.findings, *more), key=place_in_file))


def _rule(data: Inventory, rule: Rule | str | Path | None) -> Rule:
    if isinstance(rule, Rule):
        return rule
    if rule is not None:
        return load_rule(find_rule(rule))
    try:
        found = find_rule(data.rule, relative_to=Path(data.file).parent if data.file else None)
    except InputError as error:
        place = data.locations.get("rule", Location(data.file))
        raise InventoryError([replace(finding, location=place) for finding in error.findings]) from error
    return load_rule(found)
