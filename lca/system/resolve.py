"""From a line of the rule to the intensity of its amount: gas, supplier or factor database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from lca.distributions import scaled
from lca.errors import Finding, InputError, Location
from lca.factors.assign import Assigned, assigned
from lca.factors.characterise import bounds, co2e
from lca.factors.schema import Factor, FactorKind, Match, Origin, Request
from lca.gases import GwpSet, gas_key
from lca.inventory.bound import BoundInventory, BoundRow
from lca.inventory.values import OwnFootprint, SupplierFootprint
from lca.rules.compiled import ColumnRef, Fuel, Line, OptionRef, SelectorValue
from lca.system.accept import admitted
from lca.system.background import LinkedDatabase, Surroundings, Wish, database_of
from lca.system.categories import CATEGORY
from lca.system.electricity import Coverage, Delivery
from lca.system.fuel_tables import node
from lca.system.fuels import Asked, burnt
from lca.system.intensity import Cell, Intensity, Parameter, ParameterOrigin, Part, Term, supplier_key
from lca.system.supplier import supplier_cells
from lca.units import Unit, display_unit, unit

if TYPE_CHECKING:
    from lca.factors.database import FactorDatabase

_FIELDS = ("item", "id", "kind", "geography", "year", "supply")
_FUEL_FIELDS = ("publisher", "calorific_basis")


@dataclass(frozen=True)
class Resolver:
    """Finds intensities for the lines of one product system.

    ``assign`` gives a factor without published uncertainty one by the documented policy of
    :mod:`lca.factors.assign`; without it such a factor is taken as exact. ``accept`` are codes of
    refusals that the user takes upon himself (:mod:`lca.system.accept`). ``covered`` says how far
    certificates cover the use of electricity, by :func:`lca.system.electricity.coverage_key`.
    """

    database: FactorDatabase
    gwp: GwpSet
    bound: BoundInventory
    as_of: date | None = None
    assign: bool = True
    accept: frozenset[str] = frozenset()
    covered: Mapping[str, Coverage] = field(default_factory=dict)
    backgrounds: Mapping[str, LinkedDatabase] = field(default_factory=dict)

    def parts(self, line: Line, row: BoundRow | None) -> tuple[Part, ...]:
        """The parts of a line: one for most, several where electricity comes from several sources.

        Raises InputError with every reason why there is no intensity.
        """
        if line.factor is None or line.factor.supply is None:
            return (Part(self.intensity(line, row)),)
        inventory, policy = self.bound.inventory, self.bound.rule.model.electricity
        delivery = Delivery(
            base=replace(self.request(line, row), item="electricity"),
            period=inventory.period,
            ask=lambda request: self.answer(request, self.place(line, row)),
            own=lambda name: self.own(line, inventory.footprints[name]),
            vintage=policy.vintage if policy is not None else None,
            covered=self.covered,
        )
        return delivery.parts(self.bound.supplies[line.factor.supply])

    def intensity(self, line: Line, row: BoundRow | None) -> Intensity:
        """The intensity of a line; raises InputError with every reason why there is none."""
        if line.gas is not None:
            return self.emission(line)
        if line.factor is not None and line.factor.fuel is not None:
            return self.fuel(line, row, line.factor.fuel)
        supplied = self.supplied(line, row)
        if supplied is not None:
            return self.own(line, supplied)
        return self.linked(line, row) or self.matched(line, row)

    def emission(self, line: Line) -> Intensity:
        """kg CO2e of a kilogram of the line's gas."""
        gas, origin = line.gas or "", line.origin or "fossil"
        try:
            value = self.gwp.of(gas, origin)
        except InputError as error:
            finding = Finding("S104", {"gas": gas, "gwp_set": self.gwp.name}, line.location)
            raise InputError(finding) from error
        mass = -1.0 if origin == "biogenic_uptake" else 1.0
        key = gas_key(gas)
        return Intensity((Term({(key, CATEGORY[origin]): value}),), masses={key: mass}, primary_share=1.0)

    def supplied(self, line: Line, row: BoundRow | None) -> OwnFootprint | None:
        """The footprint that stands in for the line's factor, if the activity data give one."""
        footprints = self.bound.inventory.footprints
        if self.kind(line, row) is not FactorKind.FOOTPRINT:
            return None
        names = [line.of] if line.table is None else []
        item = self.item(line, row)
        names += [item] if item is not None else []
        return next((footprints[name] for name in names if name in footprints), None)

    def own(self, line: Line, footprint: OwnFootprint) -> Intensity:
        """The intensity of what the activity data put under ``footprints``."""
        if isinstance(footprint, SupplierFootprint):
            return self.supplier(line, footprint)
        return self.background(line, Wish.of_link(footprint))

    def linked(self, line: Line, row: BoundRow | None) -> Intensity | None:
        """The intensity of a background product, where the selector of the rule or the row names one."""
        fields = self.fields(line, row)
        if "background" not in fields:
            return None
        name, process, where = (_text(fields.get(key)) for key in ("background", "process", "geography"))
        return self.background(line, Wish(name or "", process or "", where, self.place(line, row)))

    def background(self, line: Line, wish: Wish) -> Intensity:
        """The intensity of a product of a background database."""
        around = Surroundings(self.bound.inventory.geography, self.database.gwp)
        return database_of(self.backgrounds, wish).intensity(wish, line.dimension, around)

    def supplier(self, line: Line, footprint: SupplierFootprint) -> Intensity:
        """The intensity of a supplier's footprint, with its own carbon parts or gases."""
        if footprint.unit.dimension != line.dimension:
            params = {"name": footprint.name, "given": footprint.unit.text, "wanted": line.dimension}
            raise InputError(Finding("S102", params, footprint.location))
        cells, mixed = supplier_cells(footprint, self.gwp, self.database.gwp)
        return Intensity(
            (Term(cells, _supplier_parameter(footprint)),),
            source=footprint,
            masses={gas_key(g): mass / footprint.unit.scale for g, mass in footprint.gases.items()},
            quality=footprint.quality,
            primary_share=footprint.primary_share or 0.0,
            mixed_bound=mixed,
        )

    def matched(self, line: Line, row: BoundRow | None) -> Intensity:
        """The intensity of the database factor that the line's selector asks for."""
        if line.factor is None:
            raise InputError(Finding("S101", {"name": line.of}, line.location))
        return self.answer(self.request(line, row), self.place(line, row))

    def answer(self, request: Request, place: Location) -> Intensity:
        """The intensity of the factor that answers a request; what is to be told stands at ``place``."""
        try:
            match, accepted = admitted(self.database, request, self.accept)
            intensity = self.from_match(match)
        except InputError as error:
            raise InputError(_placed(error.findings, place)) from error
        return replace(intensity, findings=_placed((*intensity.findings, *accepted), place))

    def fuel(self, line: Line, row: BoundRow | None, fuel: Fuel) -> Intensity:
        """The intensity of a fuel, by mass, volume or energy."""
        place, request = self.place(line, row), self.request(line, row)
        basis, publisher = (request.filters.get(key) for key in ("calorific_basis", "publisher"))
        wanted = {key: value for key, value in request.filters.items() if key not in _FUEL_FIELDS}
        measure = node(line.dimension, gross=basis == "gross")
        asking = Asked(replace(request, filters=wanted), fuel, measure, publisher, place)
        try:
            intensity = burnt(self.database.table, asking, self)
        except InputError as error:
            raise InputError(_placed(error.findings, place)) from error
        return replace(intensity, findings=_placed(intensity.findings, place))

    def from_masses(self, match: Match, masses: Mapping[str, float]) -> Intensity:
        """The intensity of masses of gas that were derived from a property, as uncertain as its row."""
        carbon = match.factor.carbon
        values = {(gas, carbon): mass * self.gwp.of(gas, carbon) for gas, mass in masses.items()}
        spread = assigned(match)
        terms = tuple(self.terms(match, values, spread))
        return Intensity(terms, source=match, masses=masses, quality=spread.quality, findings=match.findings)

    def from_match(self, match: Match) -> Intensity:
        """The intensity of a match, recomputed under the run's GWP set where its gases are given."""
        found = co2e(match.factor, self.gwp)
        spread = assigned(match)
        return Intensity(
            tuple(self.terms(match, found.values, spread)),
            source=match,
            masses=_masses(match.factor),
            quality=spread.quality,
            rescaled=bool(match.factor.gwp_set != self.gwp.name and found.recomputed > 0),
            mixed_bound=self.bound_of(match.factor, 1.0 - found.recomputed),
            findings=match.findings,
        )

    def terms(self, match: Match, values: Mapping[Cell, float], spread: Assigned) -> Iterable[Term]:
        """One term a gas that has its own distribution, and one for all the rest."""
        factor, own = match.factor, match.factor.gas_distributions
        for gas, distribution in sorted(own.items()):
            cells = {(g, CATEGORY[carbon]): value for (g, carbon), value in values.items() if g == gas}
            yield Term(cells, Parameter(f"factor:{factor.id}:{gas}", "factor", 1.0, distribution, "source"))
        rest = {(g, CATEGORY[carbon]): value for (g, carbon), value in values.items() if g not in own}
        if rest and (self.assign or spread.origin is Origin.SOURCE):
            origin: ParameterOrigin = "source" if spread.origin is Origin.SOURCE else "assigned"
            yield Term(rest, Parameter(f"factor:{factor.id}", "factor", 1.0, spread.distribution, origin))
        elif rest:
            yield Term(rest)

    def bound_of(self, factor: Factor, unsplit: float) -> float | None:
        """Largest relative effect of the part that stands under another GWP set; None where all is known."""
        if unsplit <= 0:
            return None
        low, high = bounds(factor, self.gwp, self.database.gwp)
        return unsplit * max(abs(low - 1), abs(high - 1))

    def request(self, line: Line, row: BoundRow | None) -> Request:
        """What the line asks of the database; the site and the period where the rule leaves it open."""
        fields = self.fields(line, row)
        return Request(
            item=_text(fields.get("item")),
            id=_text(fields.get("id")),
            kind=self.kind(line, row),
            unit=Unit(display_unit(line.dimension), line.dimension, 1.0),
            geography=_text(fields.get("geography")) or self.bound.inventory.geography,
            year=int(fields.get("year") or self.bound.inventory.period.year),
            supply=_text(fields.get("supply")),
            as_of=self.as_of,
            filters={key: str(value) for key, value in fields.items() if key not in _FIELDS},
        )

    def fields(self, line: Line, row: BoundRow | None) -> dict[str, str | int]:
        """The selector's fields with references to choices and columns resolved."""
        if line.factor is None:
            return {}
        if line.factor.whole is not None:
            return self.row_fields(line, line.factor.whole, row)
        resolved = {key: self.resolve(value, row) for key, value in line.factor.fields.items()}
        return {key: value for key, value in resolved.items() if value is not None}

    def row_fields(self, line: Line, reference: ColumnRef, row: BoundRow | None) -> dict[str, str | int]:
        """The selector that the row itself gives: an item's name, or fields written out."""
        given = row.factors.get(reference.column) if row is not None else None
        if given is not None and given.selector is not None:
            return dict(given.selector.model_dump(exclude_none=True))
        if given is not None:
            return {"item": given.item or given.footprint or ""}
        raise InputError(
            Finding("S103", {"column": reference.column}, row.location if row else line.location)
        )

    def resolve(self, value: SelectorValue, row: BoundRow | None) -> str | int | None:
        """A field of a selector: a literal, the text of a choice, or a column of the row."""
        if isinstance(value, OptionRef):
            return self.bound.choices.get(value.name)
        if isinstance(value, ColumnRef):
            return row.texts.get(value.column) if row is not None else None
        return value

    def item(self, line: Line, row: BoundRow | None) -> str | None:
        """The item that the line asks for."""
        return _text(self.fields(line, row).get("item"))

    def kind(self, line: Line, row: BoundRow | None) -> FactorKind:
        """The kind of factor that the line asks for; a footprint where the rule does not say."""
        if line.factor is None or line.factor.whole is not None:
            return FactorKind.FOOTPRINT
        return FactorKind(_text(self.fields(line, row).get("kind")) or "footprint")

    def place(self, line: Line, row: BoundRow | None) -> Location:
        """Where to point when the factor is wrong: the row that named it, or the rule."""
        return row.location if row is not None else line.location


def _masses(factor: Factor) -> dict[str, float]:
    scale = unit(factor.unit).scale
    return {gas: kg / scale for gas, kg in factor.gases.items()}


def _supplier_parameter(footprint: SupplierFootprint) -> Parameter | None:
    if footprint.distribution is None or footprint.value == 0:
        return None
    relative = scaled(footprint.distribution, 1 / footprint.value)
    return Parameter(supplier_key(footprint), "factor", 1.0, relative, "stated")


def _placed(findings: tuple[Finding, ...], place: Location) -> tuple[Finding, ...]:
    """Findings without a place get the line that they concern."""
    return tuple(f if f.location.file else replace(f, location=place) for f in findings)


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
