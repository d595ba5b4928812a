"""Which leaves of a result a view shows, once it is known what must stay hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lca.errors import UnitError
from lca.passport.disclosure.audit import Sum, telling
from lca.passport.disclosure.dependence import Rest, amounts_of_supplies, rests
from lca.passport.disclosure.hiding import Hiding
from lca.passport.disclosure.leaves import processes
from lca.passport.disclosure.policy import Policy
from lca.results.footprint import Footprint, Parameter
from lca.results.records import InputFile
from lca.units import unit

ALWAYS = (
    "subject",
    "unit",
    "boundary",
    "comparability",
    "run",
    "solver",
    "total",
    "lines",
    "uncertainty",
    "findings",
    "requirements",
)
WHOLE = ("boundary.shares", "sensitivities", "apart", "balances", "findings.full", "requirements.full")
"""Leaves in whose words and numbers anything may stand: shown where nothing is hidden."""
BARE = ("excluded_stage", "excluded_process", "not_given")


def shown(footprint: Footprint, hidden: Hiding, policy: Policy) -> set[str]:
    """The ids of the leaves that a view shows."""
    found = {*ALWAYS, *_sums(footprint, hidden, policy), *_figures(footprint, hidden, policy)}
    found |= {f"line:{line.path}" for line in footprint.contributions if _open(line.path, hidden)}
    found |= {_input(one) for one in footprint.provenance.inputs if _known(one, hidden)}
    if policy.evidence:
        found |= {*_amounts(footprint, hidden), *_factors(footprint, hidden, policy)}
        found |= {*_parameters(footprint, hidden, policy), *_ledger(footprint, hidden)}
        found |= set(WHOLE) if hidden.nothing else set()
    elif policy.name_factors:
        found |= set(_factors(footprint, hidden, policy))
    return found


def _open(path: str, hidden: Hiding) -> bool:
    """Whether a line may be shown: it is neither hidden nor kept out."""
    return path not in hidden.lines and path not in hidden.unnamed


def _input(one: InputFile) -> str:
    return f"input:{one.role}:{one.name}:{one.version or ''}"


def _known(one: InputFile, hidden: Hiding) -> bool:
    """Hashes have no salt: that of a file with hidden numbers in it would let guesses be tried."""
    if one.role == "activity_data":
        return hidden.nothing
    return one.role not in ("factor_layer", "supplier_payload") or not hidden.factors


def _sums(footprint: Footprint, hidden: Hiding, policy: Policy) -> Iterator[str]:
    yield from hidden.sums
    empty = {f"process:{key}" for key in processes(footprint)}
    yield from (name for name in empty if hidden.nothing and "processes" in policy.sums)


def _figures(footprint: Footprint, hidden: Hiding, policy: Policy) -> Iterator[str]:
    """Numbers about the whole that rest on activity data or on shares of lines."""
    if not hidden.activity or _plain_flow(footprint):
        yield "reference_flow"
    if not hidden.activity:
        yield from (f"alternative_unit:{one.id}" for one in footprint.alternative_units)
    reached = footprint.performance_class
    if reached is None or not hidden.activity or reached.unit == footprint.unit.kind:
        yield "performance"
    if not hidden.lines or len(hidden.lines) >= policy.fewest:
        yield "quality"
    if not any(telling(one, set(hidden.lines), policy.fewest, policy.margin) for one in _shares(footprint)):
        yield "quality.shares"


def _plain_flow(footprint: Footprint) -> bool:
    """Whether the reference flow only repeats the unit, so that no activity data are in it."""
    one = footprint.unit
    try:
        stated, flow = unit(one.unit), unit(one.reference_flow_unit)
    except UnitError:
        return False
    same = one.amount * stated.scale == one.reference_flow * flow.scale
    return stated.dimension == flow.dimension and same


def _shares(footprint: Footprint) -> Iterator[Sum]:
    """What a share of primary data, or of scored lines, is a sum of; and what it leaves."""
    lines = footprint.contributions
    specific = {one.id for one in footprint.factors if one.supplier_specific}
    sets = (
        {line.path for line in lines if line.primary},
        {line.path for line in lines if line.primary and (line.factor is None or line.factor in specific)},
        {line.path for line in lines if line.quality},
    )
    for chosen in sets:
        yield Sum("", "", {line.path: abs(line.value) for line in lines if line.path in chosen})
        yield Sum("", "", {line.path: abs(line.value) for line in lines if line.path not in chosen})


def _amounts(footprint: Footprint, hidden: Hiding) -> Iterator[str]:
    behind = rests(footprint)
    for line in footprint.contributions:
        if line.path not in hidden.unnamed and not behind[line.path].activity & hidden.activity:
            yield f"line.amount:{line.path}"
    for path, activity in amounts_of_supplies(footprint).items():
        if not activity & hidden.activity:
            yield f"supply:{path}"
    yield from (f"activity:{one.id}" for one in footprint.activity_data if one.id not in hidden.activity)
    yield from (f"constant:{one.id}" for one in footprint.constants)


def _factors(footprint: Footprint, hidden: Hiding, policy: Policy) -> Iterator[str]:
    """Factors of lines that are shown; of hidden ones what they are, where the policy says so."""
    for line in footprint.contributions:
        named = line.path not in hidden.unnamed
        if line.factor in hidden.factors:
            if policy.name_factors and named:
                yield f"factor:{line.factor}"
        elif _open(line.path, hidden) and policy.evidence:
            yield f"line.factor:{line.path}"
            if line.factor is not None:
                yield f"factor:{line.factor}"
                yield f"factor.value:{line.factor}"


def _parameters(footprint: Footprint, hidden: Hiding, policy: Policy) -> Iterator[str]:
    """Shares of variance of what is shown; none where the rest of them would be that of one hidden thing."""
    every, behind = footprint.uncertainty.parameters, rests(footprint)
    free = [one for one in every if hidden.nothing or _free(one, footprint, behind, hidden)]
    if len(every) - len(free) in range(1, policy.fewest):
        return
    yield from (f"parameter:{one.id}" for one in free)


def _free(one: Parameter, footprint: Footprint, behind: Mapping[str, Rest], hidden: Hiding) -> bool:
    """Whether all lines that a parameter moves are shown, and nothing about it is hidden."""
    if one.kind == "activity":
        moved: Iterable[str] = (path for path, rest in behind.items() if one.id in rest.activity)
        return one.id not in hidden.activity and all(_open(path, hidden) for path in moved)
    if one.kind == "rule":
        return not (hidden.lines or hidden.unnamed or hidden.activity)
    ids = [factor.id for factor in footprint.factors if _names(one.id, factor.id)]
    lines = [line.path for line in footprint.contributions if line.factor in ids]
    unnamed = any(key in hidden.factors for key in ids)
    return bool(lines) and not unnamed and all(_open(path, hidden) for path in lines)


def _names(parameter: str, factor: str) -> bool:
    return parameter == factor or f"{parameter}:".startswith(f"factor:{factor}:")


def _ledger(footprint: Footprint, hidden: Hiding) -> Iterator[str]:
    for number, entry in enumerate(footprint.completeness):
        bare = entry.kind in BARE and entry.affected is None and entry.bound is None and entry.share is None
        if hidden.nothing or bare:
            yield f"ledger:{number}"
