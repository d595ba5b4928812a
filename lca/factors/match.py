"""Request to factor: every step narrows the candidates, says what it did, and never crosses kinds.

The order: item (its key, a synonym, then its documented default) and supply; kind; dimension of the
unit; further fields; date of publication; geography (the place, its parents up to the world, then as a
warned last resort another country); calorific basis (net unless asked); year (the same, else the
nearest earlier, else the nearest later); latest revision; documented preference; more complete gas
coverage; id. The same request gives the same factor whatever the order of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lca.dimensions import NOWHERE
from lca.errors import FactorError, Finding, Location, Severity, nearest
from lca.factors.items import resolve, with_supply
from lca.factors.notes import notes_on
from lca.factors.schema import Factor, FactorKind, Match, Request, Step
from lca.factors.table import FactorTable
from lca.units import Dimension, unit

GRID_SUPPLIES = frozenset(("grid_average", "grid", "average", "电网", "电网平均"))


@dataclass(frozen=True, slots=True)
class State:
    """The candidates that are left and what was said on the way."""

    request: Request
    location: Location
    item: str
    left: tuple[Factor, ...]
    trail: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    distance: int | None = 0

    def kept(self, left: Iterable[Factor], action: str, **params: object) -> State:
        """Give the state after a step that left these candidates."""
        found = tuple(left)
        step = Step(action, params | {"count": len(found)})
        return replace(self, left=found, trail=(*self.trail, step))

    def noting(self, finding: Finding) -> State:
        """Give the state with one more thing to tell."""
        return replace(self, findings=(*self.findings, finding))

    def refuse(self, code: str, candidates: Iterable[str] = (), **params: object) -> FactorError:
        """Give the error that ends the search here."""
        return FactorError(Finding(code, params, self.location, candidates=tuple(candidates)))


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
        of_rank,
    )
    for step in steps:
        state = step(table, state)
    return answered(state)


def answered(state: State) -> Match:
    """Give the match of a state with one candidate left."""
    (factor,) = state.left
    gap = year_gap(state.request, factor)
    trail = (*state.trail, Step("taken", {"id": factor.id, "revision": factor.revision}))
    return Match(
        request=state.request,
        factor=factor,
        trail=trail,
        findings=(*state.findings, *notes_on(factor, gap, state.request, state.location)),
        geography_distance=state.distance,
        year_gap=gap,
        exact_item=not any(step.action == "default_item" for step in trail),
    )


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
    return answered(of_unit(table, state))


def asked(table: FactorTable, request: Request, location: Location) -> State:
    """Give the candidates of the asked item and kind, or of the item's documented default."""
    item, trail = item_key(table, request, location)
    state = State(request, location, item, table.of_item(item), trail)
    of_kind = [factor for factor in state.left if factor.kind == request.kind]
    default = table.items[item].default
    while not of_kind and default:
        state = state.kept((), "default_item", asked=state.item, item=default)
        state = state.noting(Finding("F306", {"asked": state.item, "item": default}, location, Severity.INFO))
        state = replace(state, item=default, left=(*state.left, *table.of_item(default)))
        of_kind = [factor for factor in table.of_item(default) if factor.kind == request.kind]
        default = table.items[default].default
    if not of_kind:
        raise of_other_kinds(table, state, item)
    others = sorted({factor.kind.value for factor in state.left} - {request.kind.value})
    aside = ", ".join(others) or "-"
    return state.kept(of_kind, "kind", item=state.item, kind=request.kind.value, set_aside=aside)


def item_key(table: FactorTable, request: Request, location: Location) -> tuple[str, tuple[Step, ...]]:
    """Give the canonical key of the asked item and supply."""
    if not request.item:
        raise FactorError(Finding("F210", {}, location))
    keys = resolve(table.items, request.item)
    if len(keys) != 1:
        names = [name for item in table.items.values() for name in (item.key, *item.name.values())]
        code, near = ("F212", keys) if keys else ("F201", nearest(request.item, names))
        raise FactorError(Finding(code, {"item": request.item}, location, candidates=near))
    trail = [Step("item", {"asked": request.item, "item": keys[0]})]
    supply = request.supply
    if supply is None or supply.casefold() in GRID_SUPPLIES:
        return keys[0], tuple(trail)
    supplies = supplies_of(table, keys[0])
    below = with_supply(table.items, supplies, supply)
    if below is None:
        known = [key.removeprefix(f"{keys[0]}.") for key in supplies]
        params = {"item": keys[0], "supply": supply, "known": ", ".join(["grid_average", *known])}
        raise FactorError(Finding("F207", params, location, candidates=nearest(supply, known)))
    return below, (*trail, Step("supply", {"supply": supply, "item": below}))


def supplies_of(table: FactorTable, item: str) -> tuple[str, ...]:
    """Give the items below ``item`` that are supplies of it (``electricity.coal``), sorted."""
    below = sorted(key for key in table.by_item if key.startswith(f"{item}."))
    return tuple(key for key in below if any(factor.supply for factor in table.of_item(key)))


def of_other_kinds(table: FactorTable, state: State, item: str) -> FactorError:
    """Nothing of the asked kind: the other kinds that stand there may not stand in."""
    kinds = sorted({factor.kind.value for name in (item, state.item) for factor in table.of_item(name)})
    if kinds:
        electricity = state.request.kind == FactorKind.FOOTPRINT and item.partition(".")[0] == "electricity"
        code = "F213" if electricity else "F202"
        return state.refuse(code, item=item, kind=state.request.kind.value, kinds=", ".join(kinds))
    below = [key for key in table.by_item if key.startswith(f"{item}.")]
    return state.refuse("F201", candidates=below[:5], item=item)


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
    """Only what was published by the as-of date; what has no date is always there."""
    as_of = state.request.as_of
    if as_of is None:
        return state
    left = [factor for factor in state.left if factor.published is None or factor.published <= as_of]
    if not left:
        first = min(factor.published for factor in state.left if factor.published)
        raise state.refuse("F209", item=state.item, as_of=as_of.isoformat(), first=first.isoformat())
    return state.kept(left, "as_of", as_of=as_of.isoformat())


def of_place(table: FactorTable, state: State) -> State:
    """Keep the place, else its parents level by level, else as the last resort another country."""
    if state.request.geography is None:
        return anywhere(state)
    code = table.geography.code(state.request.geography, state.location)
    for distance, level in enumerate(table.geography.chain(code)):
        left = [factor for factor in state.left if factor.geography in level]
        state = state.kept(left or state.left, "place" if left else "place_empty", place="/".join(level))
        if left:
            state = replace(state, distance=distance)
            return state if distance == 0 else state.noting(fallback(state, code, "/".join(level)))
    return elsewhere(table, state, code)


def fallback(state: State, code: str, taken: str) -> Finding:
    """Say that the asked place has no factor and a larger area that holds it has one."""
    params = {"asked": code, "taken": taken, "item": state.item}
    return Finding("F301", params, state.location, Severity.INFO)


def elsewhere(table: FactorTable, state: State, code: str) -> State:
    """Another country's factor, where the item is not bound to its place and the request allows it."""
    places = sorted({factor.geography for factor in state.left})
    if table.items[state.item].place_bound or not state.request.allow_proxy:
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


def of_rank(table: FactorTable, state: State) -> State:
    """Latest revision, documented preference, more gases, id: one factor is left."""
    best = min(state.left, key=lambda f: (-f.revision, f.preference, -len(f.gas_coverage.split()), f.id))
    if len(state.left) == 1:
        return state
    return state.kept((best,), "rank", others=", ".join(f.id for f in state.left if f is not best))
