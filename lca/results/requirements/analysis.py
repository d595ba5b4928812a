"""Chapter 6.4 without carbon: collection, checks, relation to the unit, allocation, recycling, time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from lca.results.completeness import LISTED
from lca.results.requirements.decision import (
    NEGLIGIBLE,
    Decider,
    Decision,
    asked,
    differs,
    fact,
    failed,
    met,
    outside,
    percent,
    unique,
)
from lca.results.requirements.study import Study


def collected(study: Study) -> Decision:
    """No gap and no default among the data that the rule asks for."""
    gaps = {kind: [one.path for one in study.result.completeness if one.kind == kind] for kind in _GAPS}
    facts = [fact(f"completeness[{kind}]", *paths) for kind, paths in gaps.items() if paths]
    return asked("gaps", *facts) if facts else met("collected", fact("activity_data", _given(study)))


_GAPS = ("not_given", "default_value")


def _given(study: Study) -> int:
    return sum(not one.default for one in study.result.activity_data)


def balances(study: Study) -> Decision:
    """The balances that the rule declares; without any, the check is a person's."""
    found = study.result.balances
    if not found:
        return asked("no_balances", fact("balances", 0))
    open_ = [f"{one.process}.{one.key}" for one in found if one.passed is False]
    unknown = [f"{one.process}.{one.key}" for one in found if one.passed is None]
    if open_:
        return failed("balance_open", fact("balances[open]", *open_))
    if unknown:
        return asked("balance_unknown", fact("balances[undecided]", *unknown))
    worst = max(abs(one.difference or 0.0) for one in found)
    processes = len(unique(one.process for one in found))
    facts = (fact("balances", len(found)), fact("balances.difference", percent(worst)))
    return met("balanced", *facts, processes=processes)


def related(study: Study) -> Decision:
    """Forward and adjoint solution agree: every exchange stands in relation to the reference flow."""
    solver = study.result.provenance.solver
    facts = (
        fact("provenance.solver.residual", solver.residual),
        fact("provenance.solver.forward_adjoint_difference", solver.forward_adjoint_difference),
    )
    wrong = max(solver.residual, solver.forward_adjoint_difference) > NEGLIGIBLE
    return failed("not_related", *facts) if wrong else met("related", *facts)


def refined(study: Study) -> Decision:
    """What is known of cut-off and sensitivity; whether the boundary was revised is not."""
    omitted = study.result.boundary.omitted_share
    return asked(
        "refined",
        *([fact("boundary.omitted_share", percent(omitted))] if omitted is not None else []),
        fact("sensitivities", len(study.result.sensitivities)),
    )


def allocation(study: Study) -> Decision:
    """Each process with several products says by what it is shared and why."""
    methods = tuple(f"{one.process}: {'/'.join(one.methods)}" for one in study.shared)
    bare = [one.process for one in study.shared if not one.justified]
    facts = (fact("rule.processes.allocation", *methods),)
    if bare:
        return asked("allocation_bare", fact("rule.processes[without justification]", *bare), *facts)
    return met("allocation", *facts, count=len(methods))


def allocation_sum(study: Study) -> Decision:
    """The shares of each process add up to one, computed again from the rule's measures."""
    sums = [one.sum for one in study.shared]
    wrong = [one.process for one in study.shared if differs(one.sum, 1.0, 1.0)]
    if wrong:
        return failed("shares_differ", fact("processes", *wrong))
    return met(
        "shares_whole", fact("sum(shares)", *unique(f"{value:.9g}" for value in sums)), count=len(sums)
    )


def alternatives(study: Study) -> Decision:
    """A sensitivity case with another allocation."""
    cases = [
        one for one in study.result.sensitivities if any(c.startswith("allocation.") for c in one.changes)
    ]
    if not cases:
        return asked("no_other_allocation", fact("boundary.allocation", *study.result.boundary.allocation))
    return met(
        "other_allocation", *(fact(f"sensitivities[{one.key}]", f"{one.change:+.2%}") for one in cases)
    )


def recycling(study: Study) -> Decision:
    """The rule names its method; the language's default is not the rule's word."""
    method = fact("boundary.end_of_life", study.model.end_of_life.method)
    stated = "end_of_life" in study.model.model_fields_set
    materials = fact("rule.end_of_life.materials", len(study.model.end_of_life.materials))
    return met("stated", method, materials) if stated else asked("recycling_default", method)


def timing(study: Study) -> Decision:
    """Emissions that the result times; later stages without any delay are a person's to explain."""
    apart = study.result.reported_apart
    if apart is not None and apart.delayed_emissions:
        lines = apart.delayed_emissions
        facts = [
            fact(f"reported_apart.delayed_emissions[{one.path}]", one.years, unit="year") for one in lines
        ]
        if apart.delay_effect is not None:
            facts.insert(0, fact("reported_apart.delay_effect", apart.delay_effect, unit="kg CO2e"))
        return met("timed", *facts[:LISTED], count=len(lines))
    if study.included("use", "end_of_life"):
        return asked("nothing_timed", fact("boundary.type", study.result.boundary.type))
    return outside("outside.later_stages", fact("boundary.type", study.result.boundary.type))


def parts_add_up(study: Study) -> Decision:
    """Lines, stages, categories and gases each add up to the total."""
    result = study.result
    lines = [line.value for line in result.contributions]
    gross = math.fsum(abs(value) for value in lines)
    partitions = {
        "contributions": lines,
        "stages": [part.value for part in result.stages],
        "categories": [part.value for part in result.categories],
        "gases": [part.value for part in result.gases],
    }
    sums = {name: math.fsum(values) for name, values in partitions.items()}
    wrong = [name for name, value in sums.items() if differs(value, result.total.value, gross)]
    facts = (fact("total.value", result.total.value, unit="kg CO2e"),)
    if wrong:
        return failed("parts_differ", *facts, *(fact(f"sum({name})", sums[name]) for name in wrong))
    return met("parts_add_up", *facts, fact("contributions", len(lines)))


DECIDERS: Mapping[str, Decider] = MappingProxyType(
    {
        "gbt24067.6.4.2.collected": collected,
        "gbt24067.6.4.3.balances": balances,
        "gbt24067.6.4.4.related": related,
        "gbt24067.6.4.5.refined": refined,
        "gbt24067.6.4.6.allocation": allocation,
        "gbt24067.6.4.6.sum": allocation_sum,
        "gbt24067.6.4.6.alternatives": alternatives,
        "gbt24067.6.4.6.recycling": recycling,
        "gbt24067.6.4.8.timing": timing,
        "gbt24067.6.5.sum": parts_add_up,
    }
)
