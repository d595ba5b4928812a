"""The words of the factor database: a factor, its source, a request and the match that answers it.

A factor is immutable. Its kind says what its number is, and kinds never stand in for one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from lca.errors import Finding
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.distributions import Distribution
    from lca.pedigree import Pedigree
    from lca.units import Unit


class FactorKind(StrEnum):
    """What the number of a factor is; never crossed by a match."""

    FOOTPRINT = "footprint"
    DIRECT_EMISSION = "direct_emission"
    UPSTREAM = "upstream"
    TRANSMISSION = "transmission"
    FUEL_PROPERTY = "fuel_property"
    GWP = "gwp"
    SPEND = "spend"


class Origin(StrEnum):
    """Where a distribution comes from: the publication itself, or our documented assignment policy."""

    SOURCE = "source"
    ASSIGNED = "assigned"


def frozen(values: Mapping[str, float]) -> Mapping[str, float]:
    """Give a read-only copy of a mapping."""
    return MappingProxyType(dict(values))


@dataclass(frozen=True, slots=True)
class Source:
    """The publication behind a factor and what may be done with it.

    ``locator`` is the table, sheet or row inside the publication; ``verification`` says how the number
    was checked against a second copy (empty: it was not); ``notes`` carries every remark on the row.
    """

    title: str
    document: str = ""
    publisher: str = ""
    address: str = ""
    locator: str = ""
    licence: str = ""
    redistribution: str = ""
    verification: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A physical property of a fuel as published: a decimal text and a unit text (``24.515``, ``GJ/t``)."""

    text: str
    unit: str

    @property
    def value(self) -> float:
        """The number, in ``unit``."""
        return float(self.text)


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a release.

    ``value`` is kg CO2e per ``unit`` as published under ``gwp_set`` (None: the source does not say), or
    None where the source gives only masses or properties. ``gases`` are kg of gas per ``unit``;
    ``co2e_by_gas`` are the published kg CO2e parts by gas. ``distribution`` is a dimensionless
    multiplier around 1, so it holds under every GWP set and unit; ``gas_distributions`` are multipliers
    of single gases where the source gives limits by gas. ``carbon`` is the origin of the carbon
    (``fossil``, ``biogenic``, ``biogenic_uptake``, ``land_use_change``, ``aircraft``, ``not_stated``).
    ``superseded_by`` is the following edition of the series, whose reference year tells a correction
    (same year) from a new vintage. ``derived_from`` names the factors a derived sum was added from.
    ``gwp_set`` is None where the publication does not state it (``not_stated`` in the tables) and where
    masses of gas need none. ``status`` says how the number was checked: ``second_copy``, ``consistent``
    (its own arithmetic holds), ``derived``, ``unverified``, or empty for not at all. ``currency_year`` is
    the year whose money a spend-based factor counts.
    """

    id: str
    revision: int
    kind: FactorKind
    item: str
    name: Mapping[str, str]
    category: str
    geography: str
    reference_year: int | None
    published: date | None
    valid_from: date | None
    valid_to: date | None
    superseded_by: str | None
    unit: str
    unit_published: str
    value: float | None
    gases: Mapping[str, float]
    co2e_by_gas: Mapping[str, float]
    properties: Mapping[str, Property]
    gwp_set: str | None
    carbon: str
    life_cycle_scope: str
    gas_coverage: str
    calorific_basis: str | None
    delivery_point: str | None
    supply: str | None
    variant: str | None
    distribution: Distribution | None
    distribution_origin: Origin | None
    gas_distributions: Mapping[str, Distribution]
    quality: Pedigree | None
    derived_from: tuple[str, ...]
    preference: int
    source: Source
    status: str = ""
    currency_year: int | None = None

    @property
    def unverified(self) -> bool:
        """Whether the publication was transcribed once only and not checked against a second copy."""
        return self.status == "unverified" or self.source.verification.startswith("unverified")


@dataclass(frozen=True, slots=True)
class Layer:
    """A company's own factors over a release: its name, the SHA-256 of its file's bytes, the file."""

    name: str
    sha256: str
    file: str
    count: int


@dataclass(frozen=True, slots=True)
class Release:
    """A set of factors under one version and one content hash; a run pins a release.

    ``count`` is the number of the release's own factors; ``layers`` are users' factors laid over it,
    the topmost last.
    """

    version: str
    sha256: str
    count: int
    published: date | None = None
    layers: tuple[Layer, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the database: an id, or an item with what is known about its use.

    ``unit`` is the unit of the amount (only its dimension counts). ``filters`` demand equality of any
    further field, for example ``{"calorific_basis": "gross"}``. ``as_of`` hides what was published
    later or was not in force on that day. ``widest`` is the widest level of place that may answer
    (``province``, ``grid_region``, ``country``, ``global``); None goes up to the world. ``allow_proxy``
    permits, as the last resort and with a warning, another country's factor for
    items that are not bound to a place (freight, materials; never electricity).
    """

    item: str | None = None
    id: str | None = None
    kind: FactorKind = FactorKind.FOOTPRINT
    unit: Unit | None = None
    geography: str | None = None
    year: int | None = None
    supply: str | None = None
    as_of: date | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    allow_proxy: bool = True
    widest: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "filters", MappingProxyType(dict(self.filters)))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a match's reasoning; ``action`` is a key under ``factors.step`` in the catalogue."""

    action: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def render(self, language: Language = "en") -> str:
        """Give the step in words."""
        return text(f"factors.step.{self.action}", language, default=None, **self.params)


@dataclass(frozen=True, slots=True)
class Match:
    """The factor that answers a request, with the whole reasoning and what a reader must be told.

    ``geography_distance`` is how far the taken geography lies from the asked one (0 the same, 1 a
    parent, ... ; None a proxy from elsewhere), ``year_gap`` is taken minus asked year (None: unknown),
    ``exact_item`` whether the item is the asked one and not its documented default. ``item_name`` are our
    words for the item, which serve where the publication has none in a language.
    """

    request: Request
    factor: Factor
    trail: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()
    geography_distance: int | None = 0
    year_gap: int | None = None
    exact_item: bool = True
    item_name: Mapping[str, str] = field(default_factory=dict)

    def named(self, language: Language) -> str:
        """Give the factor's name in a language: the publication's, else the item's, else any other."""
        own = self.factor.name
        other = next(iter(own.values()), self.factor.id)
        return own.get(language) or self.item_name.get(language) or other

    def explain(self, language: Language = "en") -> str:
        """Give the reasoning, one numbered line a step."""
        return "\n".join(f"{n}. {step.render(language)}" for n, step in enumerate(self.trail, 1))
