"""Request to factor: every step narrows the candidates, says what it did, and never crosses kinds.

The order: item (its key, a synonym, then its documented default) and supply; kind; dimension of the
unit; further fields; what was published and in force on a day; geography (the place, its parents as
far as the request allows, then as a warned last resort another country); calorific basis (net unless
asked); year (the same, else the nearest earlier, else the nearest later); corrections before what they
correct; a user's own layers before the release; latest revision; documented preference; more complete
gas coverage; id. The same request gives the same factor whatever the order of rows, and every step
names the candidates that it set aside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lca.dimensions import NOWHERE
from lca.errors import FactorError, Finding, Location, Severity, nearest
from lca.factors.candidates import State, asked
from lca.factors.notes import notes_on
from lca.factors.schema import Factor, Match, Request, Step
from lca.factors.table import FactorTable
from lca.units import Dimension, unit

LEVELS = ("province", "grid_region", "country", "global")
RANKS = {"province": 0, "state": 0, "grid_region": 1, "country": 2, "region": 2, "global": 3}


def match(table: FactorTable, request: Request, location: Location = NOWHERE) -> Match:
    """Give the factor that answers ``request``, with the whole reasoning.

    Raises:
        FactorError: nothing fits; the finding says what was there instead and why it may not stand in.

    """
    if request.id is not None:
        return by_id(table, request, location)
    state = asked(table, request, location)
    steps: tuple[Callable[[FactorTable, State], State], ...] = (
        of_unit,
        of_filters,
        of_date,
        of_place,
        of_basis,
        of_year,
        of_correction,
        of_layer,
        of_rank,
    )
    for step in steps:
        state = step(table, state)
    return answered(table, state)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was set aside, and the step that did it."""

    id: str
    step: Step


def rejected(found: Match) -> tuple[Rejected, ...]:
    """Give every candidate that a match set aside, in the order of its trail, each with the reason."""
    return tuple(Rejected(key, step) for step in found.trail for key in names_in(step))


def names_in(step: Step) -> tuple[str, ...]:
    """Ids that a step set aside."""
    names = step.params.get("rejected", ())
    return names if isinstance(names, tuple) else ()


def answered(table: FactorTable, state: State) -> Match:
    """Give the match of a state with one candidate left."""
    (factor,) = state.left
    gap = year_gap(state.request, factor)
    trail = (*state.trail, *origin(table, factor))
    trail = (*trail, Step("taken", {"id": factor.id, "revision": factor.revision}))
    return Match(
        request=state.request,
        factor=factor,
        trail=trail,
        findings=(*state.findings, *notes_on(factor, gap, state.request, state.location)),
        geography_distance=state.distance,
        year_gap=gap,
        exact_item=not any(step.action == "default_item" for step in trail),
        item_name=table.items[factor.item].name if factor.item in table.items else {},
    )


def origin(table: FactorTable, factor: Factor) -> tuple[Step, ...]:
    """Say which layer a factor comes from; nothing where it is the release's own."""
    layer = table.layer_of.get(factor.id)
    return (Step("layer", {"layer": layer, "id": factor.id}),) if layer else ()


def year_gap(request: Request, factor: Factor) -> int | None:
    """Year of the factor minus the asked year; None where either is unknown."""
    if request.year is None or factor.reference_year is None:
        return None
    return factor.reference_year - request.year


def by_id(table: FactorTable, request: Request, location: Location) -> Match:
    """Give the factor of an id; its kind must still be the asked one, and its unit fit."""
    position = table.by_id.get(str(request.id))
    if position is None:
        near = nearest(str(request.id), table.by_id)
        raise FactorError(Finding("F206", {"id": request.id}, location, candidates=near))
    factor = table.factor(position)
    state = State(request, location, factor.item, (factor,), (Step("by_id", {"id": factor.id}),))
    if factor.kind != request.kind:
        raise state.refuse("F211", id=factor.id, kind=factor.kind.value, asked=request.kind.value)
    return answered(table, of_date(table, of_unit(table, state)))


def dimension_of(factor: Factor) -> Dimension:
    """Give the dimension of the factor's denominator."""
    return unit(factor.unit).dimension


def of_unit(table: FactorTable, state: State) -> State:
    """Only factors per a unit of the asked dimension."""
    asked_unit = state.request.unit
    if asked_unit is None:
        return state
    left = [factor for factor in state.left if dimension_of(factor) == asked_unit.dimension]
    if not left:
        units = ", ".join(sorted({factor.unit for factor in state.left}))
        raise state.refuse("F203", item=state.item, unit=asked_unit.text, units=units)
    return state.kept(left, "unit", dimension=str(asked_unit.dimension))


def of_filters(table: FactorTable, state: State) -> State:
    """Only factors whose further fields are as demanded."""
    for name, value in state.request.filters.items():
        if name not in Factor.__dataclass_fields__:
            near = nearest(name, Factor.__dataclass_fields__)
            raise state.refuse("F214", near, field=name)
        left = [factor for factor in state.left if str(getattr(factor, name)) == value]
        if not left:
            known = sorted({str(getattr(factor, name)) for factor in state.left})
            raise state.refuse("F208", item=state.item, field=name, value=value, known=", ".join(known))
        state = state.kept(left, "filter", field=name, value=value)
    return state


def of_date(table: FactorTable, state: State) -> State:
    """Only what was published by the as-of date and in force on it; what has no date is always there.

    Where the validity of all editions published by then had run out, the last of them is still the latest
    that anybody could know: it is taken, with a warning. What was not yet in force never is.
    """
    as_of = state.request.as_of
    if as_of is None:
        return state
    known = [factor for factor in state.left if factor.published is None or factor.published <= as_of]
    if not known:
        first = min(factor.published for factor in state.left if factor.published)
        raise state.refuse("F209", item=state.item, as_of=as_of.isoformat(), first=first.isoformat())
    begun = [factor for factor in known if factor.valid_from is None or factor.valid_from <= as_of]
    left = [factor for factor in begun if factor.valid_to is None or factor.valid_to >= as_of]
    if left:
        return state.kept(left, "as_of", as_of=as_of.isoformat())
    if not begun:
        spans = ", ".join(f"{f.id} {f.valid_from or ''}/{f.valid_to or ''}" for f in known[:3])
        raise state.refuse("F601", item=state.item, as_of=as_of.isoformat(), spans=spans)
    return expired(state, begun, as_of.isoformat())


def expired(state: State, begun: list[Factor], as_of: str) -> State:
    """The editions whose validity ended last before the day, told as such."""
    ended = max(factor.valid_to for factor in begun if factor.valid_to)
    left = [factor for factor in begun if factor.valid_to == ended]
    params = {"item": state.item, "ended": ended.isoformat(), "as_of": as_of}
    state = state.kept(left, "as_of_expired", as_of=as_of, ended=ended.isoformat())
    return state.noting(Finding("F605", params, state.location, Severity.WARNING))


def of_place(table: FactorTable, state: State) -> State:
    """Keep the place, else its parents level by level, else as the last resort another country."""
    if state.request.geography is None:
        return anywhere(state)
    code = table.geography.code(state.request.geography, state.location)
    for distance, level in enumerate(table.geography.chain(code)):
        if distance and beyond(table, state, level):
            raise too_wide(state, code)
        left = [factor for factor in state.left if factor.geography in level]
        state = state.kept(left or state.left, "place" if left else "place_empty", place="/".join(level))
        if left:
            state = replace(state, distance=distance)
            return state if distance == 0 else state.noting(fallback(state, code, "/".join(level)))
    return elsewhere(table, state, code)


def beyond(table: FactorTable, state: State, level: tuple[str, ...]) -> bool:
    """Whether every place of a level is wider than the request allows."""
    widest = state.request.widest
    if widest is None:
        return False
    if widest not in LEVELS:
        params = {"widest": widest, "known": ", ".join(LEVELS)}
        raise state.refuse("F603", nearest(widest, LEVELS), **params)
    ranks = (RANKS.get(table.geography.places[code].level, RANKS["country"]) for code in level)
    return all(rank > RANKS[widest] for rank in ranks)


def too_wide(state: State, code: str) -> FactorError:
    """Nothing within the widest allowed area; say where there are factors."""
    places = ", ".join(sorted({factor.geography for factor in state.left}))
    return state.refuse("F602", item=state.item, asked=code, widest=state.request.widest, places=places)


def fallback(state: State, code: str, taken: str) -> Finding:
    """Say that the asked place has no factor and a larger area that holds it has one."""
    params = {"asked": code, "taken": taken, "item": state.item}
    return Finding("F301", params, state.location, Severity.INFO)


def elsewhere(table: FactorTable, state: State, code: str) -> State:
    """Another country's factor, where the item is not bound to its place and the request allows it."""
    places = sorted({factor.geography for factor in state.left})
    if table.items[state.item].place_bound or not state.request.allow_proxy or state.request.widest:
        raise state.refuse("F205", item=state.item, asked=code, places=", ".join(places))
    left = [factor for factor in state.left if factor.geography == places[0]]
    state = replace(state.kept(left, "proxy", place=places[0]), distance=None)
    params = {"asked": code, "taken": places[0], "item": state.item}
    return state.noting(Finding("F302", params, state.location, Severity.WARNING))


def anywhere(state: State) -> State:
    """No place asked: the world where it is there, China next, then the first code."""
    places = sorted({factor.geography for factor in state.left}, key=lambda c: (c != "GLOBAL", c != "CN", c))
    left = [factor for factor in state.left if factor.geography == places[0]]
    state = replace(state.kept(left, "place_not_asked", place=places[0]), distance=None)
    params = {"item": state.item, "taken": places[0]}
    return state.noting(Finding("F309", params, state.location, Severity.INFO))


def of_basis(table: FactorTable, state: State) -> State:
    """Net calorific value where both bases are there per unit of energy and none was asked."""
    bases = {factor.calorific_basis for factor in state.left}
    if not {"net", "gross"} <= bases:
        return state
    left = [factor for factor in state.left if factor.calorific_basis != "gross"]
    state = state.kept(left, "basis")
    return state.noting(Finding("F307", {"item": state.item}, state.location, Severity.INFO))


def of_year(table: FactorTable, state: State) -> State:
    """Keep the asked year, else the nearest earlier, else the nearest later; without one the latest."""
    years = {factor.reference_year for factor in state.left}
    dated = sorted(year for year in years if year is not None)
    if not dated:
        return state.kept(state.left, "year_unknown")
    asked_year = state.request.year
    if asked_year is None:
        taken = dated[-1]
    else:
        earlier = [year for year in dated if year <= asked_year]
        taken = earlier[-1] if earlier else dated[0]
    left = [factor for factor in state.left if factor.reference_year == taken]
    return state.kept(left, "year", asked=asked_year or "-", taken=taken)


def of_correction(table: FactorTable, state: State) -> State:
    """Leave out what another candidate of the same year corrects."""
    here = {factor.id: factor.reference_year for factor in state.left}
    left = [
        factor
        for factor in state.left
        if not (factor.superseded_by and here.get(factor.superseded_by, ...) == factor.reference_year)
    ]
    # A cycle of corrections corrects nothing.
    return state if not left or len(left) == len(state.left) else state.kept(left, "corrected")


def of_layer(table: FactorTable, state: State) -> State:
    """Prefer the topmost layer: a user's own factor goes before the release where both fit alike."""
    names = [layer.name for layer in table.release.layers]
    heights = [height(table, names, factor) for factor in state.left]
    top = max(heights)
    left = [factor for factor, own in zip(state.left, heights, strict=True) if own == top]
    return state if len(left) == len(state.left) else state.kept(left, "layer_first", layer=names[top])


def height(table: FactorTable, names: list[str], factor: Factor) -> int:
    """Height of a factor's layer; -1 for the release."""
    layer = table.layer_of.get(factor.id)
    return names.index(layer) if layer else -1


def of_rank(table: FactorTable, state: State) -> State:
    """Latest revision, documented preference, more gases, id: one factor is left."""
    best = min(state.left, key=lambda f: (-f.revision, f.preference, -len(f.gas_coverage.split()), f.id))
    if len(state.left) == 1:
        return state
    return state.kept((best,), "rank", others=", ".join(f.id for f in state.left if f is not best))
