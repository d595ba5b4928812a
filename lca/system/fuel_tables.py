"""The tables of a fuel: whose factors there are, and which properties lead from one quantity to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from lca.dimensions import NOWHERE
from lca.errors import InputError
from lca.factors.candidates import State, asked
from lca.factors.match import (
    answered,
    of_correction,
    of_date,
    of_filters,
    of_layer,
    of_place,
    of_rank,
    of_year,
)
from lca.factors.schema import Factor, FactorKind, Match, Request
from lca.units import Dimension, unit

if TYPE_CHECKING:
    from lca.factors.table import FactorTable

Node = Literal["mass", "volume", "normal_volume", "net", "gross"]
MASS: Final = Dimension((("mass", 1),))
VOLUME: Final = Dimension((("length", 3),))
NORMAL_VOLUME: Final = Dimension((("normal_volume", 1),))
ENERGY: Final = Dimension((("energy", 1),))
MEASURES: Final = (MASS, VOLUME, NORMAL_VOLUME, ENERGY)
CALORIFIC: Final = ("net", "gross")
MOST_BRIDGES: Final = 3
PROPERTIES: Final[tuple[tuple[str, Node], ...]] = (
    ("net_calorific_value", "net"),
    ("gross_calorific_value", "gross"),
    ("density", "mass"),
)
FILTERED: Final[tuple[Callable[[FactorTable, State], State], ...]] = (
    of_filters,
    of_date,
    of_place,
    of_year,
    of_correction,
    of_layer,
)


@dataclass(frozen=True, slots=True)
class Bridge:
    """A published property as a way between quantities: one ``start`` stands for ``factor`` of ``end``."""

    start: Node
    end: Node
    factor: float
    name: str
    match: Match
    told: str


def node(dimension: Dimension, gross: bool = False) -> Node:
    """What an amount of this dimension measures; an energy is net calorific value unless it is gross."""
    plain: dict[Dimension, Node] = {
        MASS: "mass",
        VOLUME: "volume",
        NORMAL_VOLUME: "normal_volume",
        ENERGY: "gross" if gross else "net",
    }
    return plain[dimension]


def node_of(factor: Factor) -> Node:
    """What a factor is per."""
    return node(unit(factor.unit).dimension, factor.calorific_basis == "gross")


def publisher_of(factor: Factor) -> str:
    """The publisher by the beginning of the id: ``ipcc``, else country and body, as in ``cn_ndrc``."""
    head, _, rest = factor.id.partition(".")
    return head if head == "ipcc" else f"{head}_{rest.partition('.')[0]}"


def matches(table: FactorTable, request: Request, publisher: str | None) -> Iterator[Match]:
    """The best factor of each publisher and each quantity that it publishes for; sorted.

    Of fuel properties every row is kept, so that two sets of calorific values stand beside each other.

    Raises:
        InputError: F201, F202 where the item or the kind is not known.
    """
    state = asked(table, replace(request, unit=None), NOWHERE)
    groups: dict[tuple[str, Node], list[Factor]] = {}
    for factor in state.left:
        if unit(factor.unit).dimension in MEASURES:
            groups.setdefault((publisher_of(factor), node_of(factor)), []).append(factor)
    for (name, measure), members in sorted(groups.items()):
        if publisher not in (None, name):
            continue
        told = {"publisher": name, "measure": measure}
        yield from _best(table, state.kept(members, "fuel_table", **told), request.kind)


def _best(table: FactorTable, state: State, kind: FactorKind) -> Iterator[Match]:
    try:
        for step in FILTERED:
            state = step(table, state)
        if kind != FactorKind.FUEL_PROPERTY:
            yield answered(table, of_rank(table, state))
            return
    except InputError:
        return
    for factor in state.left:
        yield answered(table, state.kept((factor,), "fuel_row"))


def bridges_of(table: FactorTable, request: Request) -> tuple[Bridge, ...]:
    """Every published way between quantities of the fuel, both directions."""
    properties = replace(request, kind=FactorKind.FUEL_PROPERTY, filters={})
    try:
        found = list(matches(table, properties, None))
    except InputError:
        return ()
    forward = [bridge for match in found for bridge in _bridges(match)]
    return (*forward, *(_back(bridge) for bridge in forward))


def _bridges(match: Match) -> Iterator[Bridge]:
    for name, end in PROPERTIES:
        given = match.factor.properties.get(name)
        if given is None or given.value <= 0:
            continue
        published = unit(given.unit)
        per = VOLUME if name == "density" else _per(published.dimension)
        if per is not None:
            told = f"× {given.text} {given.unit}"
            yield Bridge(node(per), end, given.value * published.scale, name, match, told)


def _per(calorific: Dimension) -> Dimension | None:
    """What a calorific value is per."""
    found = ENERGY / calorific
    return found if found in (MASS, VOLUME, NORMAL_VOLUME) else None


def _back(bridge: Bridge) -> Bridge:
    return Bridge(
        bridge.end,
        bridge.start,
        1 / bridge.factor,
        bridge.name,
        bridge.match,
        bridge.told.replace("×", "÷", 1),
    )


def ways(start: Node, end: Node, bridges: Sequence[Bridge]) -> Iterator[tuple[Bridge, ...]]:
    """Every way without detour; net and gross become each other by a pair of one row only."""
    if start == end:
        yield ()
        return
    yield from _onward(start, end, bridges, ())


def _onward(
    here: Node, end: Node, bridges: Sequence[Bridge], so_far: tuple[Bridge, ...]
) -> Iterator[tuple[Bridge, ...]]:
    passed = {bridge.start for bridge in so_far}
    for bridge in bridges:
        if bridge.start != here or bridge.end in passed:
            continue
        way = (*so_far, bridge)
        if bridge.end == end and _paired(way):
            yield way
        elif bridge.end not in CALORIFIC and bridge.end != end and len(way) < MOST_BRIDGES:
            yield from _onward(bridge.end, end, bridges, way)


def _paired(way: tuple[Bridge, ...]) -> bool:
    """Whether calorific values on both ends of a way are of one row."""
    rows = {b.match.factor.id for b in way if b.name != "density"}
    return len(rows) <= 1
