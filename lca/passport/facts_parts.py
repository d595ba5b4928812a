"""The facts of one passport, in our own words: what a mapping may name.

Every emission is a decimal of kg CO2e for the declared amount (``unit.amount``), rounded once; sums hold
to the last digit. What is not known is None, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """The declared unit: as the result writes it, and in the words that exchange formats share."""

    id: str | None
    """Id of the further unit that the statement chose; None for the result's own unit."""
    kind: str
    amount: Decimal
    text: str
    of: str
    common: str | None
    """``kilogram``, ``liter``, ``cubic meter``, ``kilowatt hour``, ``megajoule``, ``ton kilometer``,
    ``square meter``, ``piece`` or ``hour``; None where the unit is none of them."""
    common_amount: Decimal | None
    mass_kg: Decimal | None
    """Mass of the declared amount without packaging."""
    service_life: str | None


@dataclass(frozen=True, slots=True)
class FurtherUnit:
    """The same footprint for another unit of the result."""

    id: str
    kind: str
    amount: Decimal
    text: str
    of: str
    value: Decimal
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Emissions:
    """The number and its parts; kg CO2e.

    ``total`` = ``fossil`` + ``biogenic_emission`` + ``land_use_change`` + ``uptake``, where ``fossil``
    holds what is fossil by the source (``fossil_stated``, of which the sources say nothing of aircraft),
    ``aircraft`` and what no source splits (``not_stated``).

    ``excluding_uptake`` = ``total`` - ``uptake`` leaves out all that biomass took up. ``product_uptake``
    (zero or negative) is the part of it that is still in the product, after what was released as
    ``biogenic_co2`` again; ``excluding_product_uptake`` leaves out only that; ``net_biogenic_co2`` (zero or
    positive) is released biogenic CO2 beyond the uptake within the boundary.
    """

    total: Decimal
    excluding_uptake: Decimal
    fossil: Decimal
    fossil_stated: Decimal
    not_stated: Decimal
    aircraft: Decimal
    biogenic_emission: Decimal
    biogenic_co2: Decimal
    biogenic_non_co2: Decimal
    uptake: Decimal
    product_uptake: Decimal
    excluding_product_uptake: Decimal
    net_biogenic_co2: Decimal
    land_use_change: Decimal
    undecided_biogenic: Decimal
    """Part of ``biogenic_non_co2`` of which the lines do not tell the gas."""


@dataclass(frozen=True, slots=True)
class Stages:
    """kg CO2e by stage of GB/T 24067, which add up to the total; None where outside the boundary."""

    raw_material_acquisition: Decimal | None
    production: Decimal | None
    distribution: Decimal | None
    use: Decimal | None
    end_of_life: Decimal | None
    excluded: Mapping[str, str]
    """Reason by key of each excluded stage."""


@dataclass(frozen=True, slots=True)
class Moments:
    """A span of time: first and last day included, and as moments in UTC, the end excluded."""

    first: date
    last: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """Who owns the data."""

    name: str | None
    ids: tuple[str, ...] | None
    """URNs only; None where neither statement nor result has one."""
    identifier: str | None
    """As the activity data have it, of whatever form."""
    contact: str | None
    address: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What it is."""

    name: str | None
    description: str | None
    ids: tuple[str, ...] | None
    identifier: str | None
    gtin: str | None
    model: str | None
    batch: str | None
    serial: str | None
    image: str | None
    categories: Mapping[str, tuple[str, ...]]
    classifications: tuple[str, ...] | None
    """URNs of the categories."""
    cpc: str | None
    fossil_carbon: Decimal | None
    """kg C for the declared amount, as the two others."""
    biogenic_carbon: Decimal | None
    recycled_carbon: Decimal | None


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """Where it is made."""

    id: str | None
    name: str | None
    address: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class GeographyFacts:
    """Where the number holds, from the widest to the narrowest, and which one a single field takes."""

    region: str | None
    """UN subregion (M49) by its English name."""
    country: str | None
    subdivision: str | None
    granularity: str
    one_region: str | None
    one_country: str | None
    one_subdivision: str | None


@dataclass(frozen=True, slots=True)
class Quality:
    """Weighted scores from 1, best, to 5, worst, and the percentage of the total that carries scores."""

    technological: Decimal | None
    geographical: Decimal | None
    temporal: Decimal | None
    reliability: Decimal | None
    completeness: Decimal | None
    overall: Decimal | None
    coverage_percent: Decimal


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """The rule that the calculation followed."""

    id: str
    version: str
    title: str
    status: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExemptedFacts:
    """What was left out, in percent of the footprint, and why."""

    percent: Decimal | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A published source of secondary factors."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """Packaging and capture as stated; kg CO2e and kg C for the declared amount."""

    packaging_included: bool | None
    packaging: Decimal | None
    packaging_biogenic_carbon: Decimal | None
    capture_included: bool | None
    captured: Decimal | None
    """Zero or negative, as the two formats that carry it count it."""
    removed: Decimal | None
    capture_origin: str | None


@dataclass(frozen=True, slots=True)
class ProvenanceFacts:
    """What made the number, by content."""

    engine: str
    engine_version: str
    gwp_set: str
    factor_release: str
    result_sha256: str
    statement_sha256: str | None
    inputs: Mapping[str, str]
    """SHA-256 by role and name: ``rule cn.battery.lfp``."""
    seed: int
    samples: int


@dataclass(frozen=True, slots=True)
class Correlated:
    """A source of uncertainty that other products may share, and its share of the variance (0 to 1)."""

    key: str
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class UncertaintyFacts:
    """How sure the total is; kg CO2e for the declared amount."""

    mean: Decimal
    sd: Decimal | None
    low: Decimal
    """P2.5; ``high`` is P97.5."""
    high: Decimal
    relative: Decimal | None
    """sd / mean."""
    distribution: str
    samples: int
    seed: int
    correlation: tuple[Correlated, ...]
    document: Mapping[str, Any]
    """The extension object ``urn:zuji:uncertainty:1``, ready to stand in JSON."""
