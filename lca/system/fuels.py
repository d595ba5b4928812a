"""Fuels: a mass, a volume or an energy of a fuel to the gases that it becomes.

Two methods, as the rule says. ``factor``: a published emission factor, reached through density and
calorific value where it is per another quantity than the amount. ``carbon``: the amount's net energy
x carbon content x oxidation x 44/12 (the method of the Chinese sector guidelines; CO2 only).

Every way from the amount to a table is a route (:mod:`lca.system.fuel_tables` finds the tables). The
first by :attr:`Route.rank` is taken; the others are alternatives, and the result names them with the
difference that they would make. Net and gross calorific value are different quantities: one becomes
the other only through a pair that one table publishes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from lca.errors import Finding, Location, ProductSystemError, Severity
from lca.factors.schema import FactorKind, Match, Request, Step
from lca.rules.compiled import Fuel
from lca.system.fuel_tables import Bridge, Node, bridges_of, matches, node_of, publisher_of, ways
from lca.system.intensity import Intensity
from lca.units import unit

if TYPE_CHECKING:
    from lca.factors.table import FactorTable

CARBON_TO_CO2: Final = 44 / 12
"""Ratio of molar masses as the sector guidelines write it."""
FAR: Final = 99
SAME: Final = 5e-5


class Characteriser(Protocol):
    """What turns a factor, or the gases that were found for it, into an intensity."""

    def from_match(self, match: Match) -> Intensity:
        """The intensity of one unit of what the factor is per."""

    def from_masses(self, match: Match, masses: Mapping[str, float]) -> Intensity:
        """The intensity of masses of gas, kg, as uncertain as the row that they were derived from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fuel line: the request for its factor, what its amount measures, and what the rule fixed."""

    request: Request
    fuel: Fuel
    node: Node
    publisher: str | None
    location: Location


@dataclass(frozen=True)
class Route:
    """One way from the amount to gases: over bridges to what a table is per."""

    match: Match
    bridges: tuple[Bridge, ...]
    intensity: Intensity = field(repr=False)

    @property
    def tables(self) -> tuple[str, ...]:
        """Whose tables it takes: of the factor first, then of the properties."""
        used = (self.match, *(bridge.match for bridge in self.bridges))
        return tuple(dict.fromkeys(publisher_of(match.factor) for match in used))

    @property
    def proxies(self) -> tuple[bool, bool]:
        """Whether the factor, and whether a property, is of a place that does not hold the asked one."""
        return _proxy(self.match), any(_proxy(bridge.match) for bridge in self.bridges)

    @property
    def rank(self) -> tuple[object, ...]:
        """The order of choice: own place, fewest conversions and tables, nearest place, most gases, id."""
        factor, near = self.match.factor, self.match.geography_distance
        return (
            *self.proxies,
            len(self.bridges),
            len(self.tables),
            FAR if near is None else near,
            -len(factor.gas_coverage.split()),
            factor.id,
            tuple(bridge.match.factor.id for bridge in self.bridges),
        )


def burnt(table: FactorTable, asking: Asked, make: Characteriser) -> Intensity:
    """The intensity of one engine unit of a fuel's amount, with all steps from the amount to the gases.

    Raises:
        InputError: F201, F202 no such fuel or kind; S411 not by this publisher, S412 no way to convert,
            S413 no carbon content.
    """
    found = (
        _carbon(table, asking, make) if asking.fuel.method == "carbon" else _published(table, asking, make)
    )
    routes = sorted(found, key=lambda route: route.rank)
    if not routes:
        raise _nothing(table, asking)
    first, *others = routes
    notes = [*first.intensity.findings, *(note for b in first.bridges for note in b.match.findings)]
    if asking.publisher is None:
        notes += _alternatives(asking, first, others)
    head = [Step("fuel_tables", {"tables": ", ".join(first.tables)})]
    if asking.node in ("net", "gross"):
        head.append(Step(f"fuel_{asking.node}"))
    return replace(first.intensity, findings=tuple(notes), steps=(*head, *first.intensity.steps))


def _published(table: FactorTable, asking: Asked, make: Characteriser) -> Iterator[Route]:
    """The routes to published factors."""
    bridges = bridges_of(table, asking.request)
    for match in matches(table, asking.request, asking.publisher):
        for way in ways(asking.node, node_of(match.factor), bridges):
            yield Route(match, way, _over(make.from_match(match), way))


def _carbon(table: FactorTable, asking: Asked, make: Characteriser) -> Iterator[Route]:
    """The routes through carbon content; calorific value and carbon content are of one table."""
    request = replace(asking.request, kind=FactorKind.FUEL_PROPERTY)
    bridges = bridges_of(table, asking.request)
    for match in matches(table, request, asking.publisher):
        made = _from_carbon(match, asking.fuel, make)
        if made is None:
            continue
        own = [b for b in bridges if b.match.factor.id == match.factor.id or b.name == "density"]
        for way in ways(asking.node, "net", own):
            yield Route(match, way, _over(made, way))


def _from_carbon(match: Match, fuel: Fuel, make: Characteriser) -> Intensity | None:
    """kg CO2 of one MJ net: carbon content x oxidation x 44/12; None where the table lacks one."""
    known = match.factor.properties
    carbon, table_oxidation = known.get("carbon_content"), known.get("oxidation")
    if carbon is None or (fuel.oxidation is None and table_oxidation is None):
        return None
    oxidation = fuel.oxidation
    if oxidation is None and table_oxidation is not None:
        oxidation = table_oxidation.value * unit(table_oxidation.unit).scale
    co2 = carbon.value * unit(carbon.unit).scale * (oxidation or 0.0) * CARBON_TO_CO2
    made = make.from_masses(match, {"co2": co2})
    own = "rule" if fuel.oxidation is not None else match.factor.id
    steps = (
        Step("fuel_carbon_content", {"value": f"{carbon.text} {carbon.unit}", "id": match.factor.id}),
        Step("fuel_oxidation", {"value": f"{100 * (oxidation or 0.0):.6g} %", "id": own}),
        Step("fuel_co2", {"value": f"{1000 * co2:.6g}"}),
    )
    return replace(made, steps=steps, conversion=_of_row(match))


def _of_row(match: Match) -> float:
    """How much of what a row of properties is per holds one MJ net; 1 where it says no calorific value."""
    net = match.factor.properties.get("net_calorific_value")
    return 1 / (net.value * unit(net.unit).scale) if net is not None and net.value > 0 else 1.0


def _over(made: Intensity, way: Sequence[Bridge]) -> Intensity:
    """An intensity per unit of the factor as one per unit of the amount; every bridge says so."""
    steps: list[Step] = []
    for bridge in way:
        made = made.times(bridge.factor)
        steps.append(Step(f"fuel_{bridge.name}", {"value": bridge.told, "id": bridge.match.factor.id}))
    return replace(made, steps=(*steps, *made.steps))


def _alternatives(asking: Asked, first: Route, others: Sequence[Route]) -> Iterator[Finding]:
    """The other tables that could serve as well, each once, with the change that it would make."""
    told: dict[tuple[str, ...], str] = {}
    for route in others:
        if not _serves(route, first):
            continue
        change = route.intensity.total / first.intensity.total - 1 if first.intensity.total else 0.0
        if abs(change) > SAME:
            told.setdefault(_rows(route), f"{' + '.join(route.tables)} ({_ids(route)}) {change:+.1%}")
    if told:
        params = {
            "item": first.match.factor.item,
            "taken": f"{' + '.join(first.tables)} ({_ids(first)})",
            "others": "; ".join(told.values()),
        }
        yield Finding("C230", params, asking.location, Severity.INFO)


def _serves(route: Route, first: Route) -> bool:
    """Whether a route is another table that could serve: no farther, and no other unit of the same table."""
    farther = any(theirs > ours for theirs, ours in zip(route.proxies, first.proxies, strict=True))
    same_factor = route.match.factor.id == first.match.factor.id
    properties = first.match.factor.kind == FactorKind.FUEL_PROPERTY
    other_publisher = route.tables[0] != first.tables[0]
    return not farther and (other_publisher or same_factor or properties)


def _rows(route: Route) -> tuple[str, ...]:
    return route.match.factor.id, *(bridge.match.factor.id for bridge in route.bridges)


def _ids(route: Route) -> str:
    return ", ".join(dict.fromkeys(_rows(route)))


def _proxy(match: Match) -> bool:
    return match.geography_distance is None and match.request.geography is not None


def _nothing(table: FactorTable, asking: Asked) -> ProductSystemError:
    """Why there is no route, by the first thing that is missing."""
    carbon, item = asking.fuel.method == "carbon", asking.request.item
    kind = FactorKind.FUEL_PROPERTY if carbon else asking.request.kind
    every = list(matches(table, replace(asking.request, kind=kind), None))
    known = sorted({publisher_of(match.factor) for match in every})
    if asking.publisher is not None and asking.publisher not in known:
        params = {"item": item, "publisher": asking.publisher, "known": ", ".join(known) or "-"}
        return ProductSystemError(Finding("S411", params, asking.location))
    if carbon and not any("carbon_content" in match.factor.properties for match in every):
        return ProductSystemError(Finding("S413", {"item": item}, asking.location))
    units = ", ".join(sorted({match.factor.unit for match in every}))
    amount = asking.request.unit.text if asking.request.unit else "-"
    params = {"item": item, "unit": amount, "units": units or "-"}
    return ProductSystemError(Finding("S412", params, asking.location))
