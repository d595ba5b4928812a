"""Activity data as values: what a file said, with units read and nothing yet compared with a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from lca.distributions import Distribution
from lca.errors import Finding, Location
from lca.inventory.link_schema import Selector
from lca.inventory.periods import Period
from lca.inventory.schema import Carbon, Company, Product, Scope, Site
from lca.pedigree import Pedigree
from lca.units import Quantity, Unit

Basis = Literal["per_unit", "total"]
Origin = Literal["stated", "pedigree"]
SupplyType = Literal["grid_average", "on_site", "direct_line", "contract"]
GRID: Final = "grid_average"


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount as its author gave it.

    ``value`` is in ``unit``; ``distribution`` is in the same unit and says where it came from:
    ``stated`` in the file, or drawn from the ``pedigree`` scores. ``basis`` says whether the value is
    for the rule's basis (one unit of product) or for all that was made in the period.
    """

    name: str
    value: float
    unit: Unit
    text: str
    location: Location
    basis: Basis = "per_unit"
    distribution: Distribution | None = None
    distribution_origin: Origin | None = None
    pedigree: Pedigree | None = None
    primary: bool | None = None
    source: str | None = None

    @property
    def engine(self) -> float:
        """The value in the engine's units, on its own basis."""
        return self.value * self.unit.scale


@dataclass(frozen=True, slots=True)
class Choice:
    """A word chosen for an option of the rule."""

    name: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Certificate:
    """A green electricity certificate: its id, the year of generation, and its ``volume`` in MJ."""

    id: str
    vintage: int
    volume: float
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Source:
    """One source of electricity: its share of the supply (0 to 1), its technology or own footprint.

    ``line_loss`` is the share that is lost between generator and consumer, where the author states it.
    """

    type: SupplyType
    share: float
    location: Location
    technology: str | None = None
    footprint: str | None = None
    line_loss: float | None = None
    certificates: tuple[Certificate, ...] = ()
    source: str | None = None

    @property
    def key(self) -> str:
        """``contract.wind``: what tells it from the other sources of a supply."""
        return ".".join(filter(None, (self.type, self.technology or self.footprint)))


@dataclass(frozen=True, slots=True)
class Supply:
    """Where electricity comes from; the shares of the sources add up to one."""

    name: str
    sources: tuple[Source, ...]
    location: Location

    @property
    def plain(self) -> bool:
        """Whether all of it is the grid average."""
        return all(source.type == GRID for source in self.sources)


def grid_supply(name: str, location: Location) -> Supply:
    """A supply that is the grid average and nothing else."""
    return Supply(name, (Source(GRID, 1.0, location),), location)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's row: text as written, and what it can be read as.

    Which of the readings counts is the rule's business. ``problems`` says why a text that looks like a
    quantity is none; it is told only if the rule wants a quantity here.
    """

    column: str
    location: Location
    text: str | None = None
    entry: Entry | None = None
    selector: Selector | None = None
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as far as it was filled in."""

    table: str
    location: Location
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """The file that a supplier sent: its path beside the activity data, its hash, and what it was.

    ``field`` is where the footprint stands in it, ``trail`` has our fact, their field, and what stood there.
    """

    path: str
    sha256: str
    format: str
    version: str
    id: str
    field: str = ""
    trail: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SupplierFootprint:
    """A supplier's footprint: ``value`` kg CO2e for one ``unit`` of the product it names.

    ``carbon`` parts are kg CO2e and ``gases`` are kg of gas for the same unit. ``distribution`` is that of
    ``value``. ``gwp_set`` is None where the supplier did not state it. ``ratings`` are the supplier's own,
    1 (best) to 5, by indicator; ``correlation`` names shared sources with their shares of the variance.
    """

    name: str
    value: float
    unit: Unit
    location: Location
    gwp_set: str | None = None
    gases: Mapping[str, float] = field(default_factory=dict)
    carbon: Mapping[Carbon, float] = field(default_factory=dict)
    supplier: str | None = None
    scope: Scope | None = None
    period: Period | None = None
    geography: str | None = None
    primary_share: float | None = None
    quality: Pedigree | None = None
    distribution: Distribution | None = None
    source: str | None = None
    ratings: Mapping[str, float] = field(default_factory=dict)
    correlation: tuple[tuple[str, float], ...] = ()
    payload: PayloadFile | None = None

    @property
    def engine(self) -> float:
        """The value in kg CO2e for one engine unit (kg, MJ, ...) of the product."""
        return self.value / self.unit.scale


@dataclass(frozen=True, slots=True)
class BackgroundLink:
    """A process of a background database in the place of a supplier's footprint.

    ``process`` is an id or a name, ``geography`` the place that it must have, where the author says so.
    """

    name: str
    background: str
    process: str
    location: Location
    geography: str | None = None


OwnFootprint: TypeAlias = SupplierFootprint | BackgroundLink
"""What may stand under ``footprints``."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """An activity data file that was read: header, amounts, tables, choices, supplier footprints.

    ``findings`` are what is worth knowing of payloads that suppliers sent; no errors among it.
    """

    rule: str
    product: Product
    period: Period
    company: Company | None
    site: Site | None
    illustrative: bool
    production: Quantity | None
    entries: Mapping[str, Entry]
    choices: Mapping[str, Choice]
    tables: Mapping[str, tuple[Row, ...]]
    footprints: Mapping[str, OwnFootprint]
    file: str | None
    sha256: str
    locations: Mapping[str, Location]
    supplies: Mapping[str, Supply] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def payloads(self) -> tuple[PayloadFile, ...]:
        """The files of suppliers behind the footprints, each once, sorted by path."""
        sent = (getattr(one, "payload", None) for one in self.footprints.values())
        files = {one.path: one for one in sent if one is not None}
        return tuple(files[path] for path in sorted(files))

    @property
    def geography(self) -> str | None:
        """Where the product is made: the site's geography, else the company's country."""
        return (self.site and self.site.geography) or (self.company and self.company.country) or None
