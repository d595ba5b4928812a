"""Product footprints on offer, and the filters of the PACT Technical Specifications 3.0.

Values of one criterion are combined with or, criteria with and; texts match whatever their case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from lca.errors import Finding, InputError, Severity
from lca.factors.user.payloads.reading import read_payloads
from lca.passport.regions import SUBREGION

PACT = "pact-3.0"
CONTINENTS = {
    "Africa": ("Northern Africa", "Sub-Saharan Africa"),
    "Americas": ("Latin America and the Caribbean", "Northern America"),
    "Asia": ("Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"),
    "Europe": ("Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"),
    "Oceania": ("Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"),
}
_CONTINENT = {region: continent for continent, regions in CONTINENTS.items() for region in regions}


@dataclass(frozen=True, slots=True)
class Query:
    """What a data recipient asks for; nothing of it is everything."""

    product_ids: tuple[str, ...] = ()
    company_ids: tuple[str, ...] = ()
    geographies: tuple[str, ...] = ()
    classifications: tuple[str, ...] = ()
    valid_on: tuple[datetime, ...] = ()
    valid_after: tuple[datetime, ...] = ()
    valid_before: tuple[datetime, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A footprint as it is sent, and when it is valid."""

    document: Mapping[str, Any]
    start: datetime
    end: datetime

    @property
    def id(self) -> str:
        """The id of the footprint."""
        return str(self.document["id"])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Footprints by id, in the order of their making."""

    offers: tuple[Offer, ...]
    by_id: Mapping[str, Offer]

    def matching(self, query: Query) -> tuple[Offer, ...]:
        """The offers that match a query."""
        return tuple(offer for offer in self.offers if matches(offer, query))


def catalogue_of(footprints: Iterable[Mapping[str, Any]]) -> Catalogue:
    """A catalogue of PACT 3 product footprints.

    The validity of one that states none is the three years after its reference period.

    Raises:
        InputError: a footprint that our own reader refuses, P650 one of another format or id twice.
    """
    documents = tuple(footprints)
    found = read_payloads(documents, "<footprints>", "")
    wrong = [finding for one in found for finding in one.errors]
    by_id: dict[str, Offer] = {}
    for one, document in zip(found, documents, strict=True):
        if one.format != PACT or one.id.lower() in by_id:
            wrong.append(Finding("P650", {"id": one.id, "format": one.format}, one.place, Severity.ERROR))
        elif one.valid_from is not None and one.valid_to is not None:
            by_id[one.id.lower()] = Offer(document, one.valid_from, one.valid_to)
    if wrong:
        raise InputError(wrong)
    ordered = sorted(by_id.values(), key=lambda offer: (str(offer.document["created"]), offer.id))
    return Catalogue(tuple(ordered), MappingProxyType(by_id))


def matches(offer: Offer, query: Query) -> bool:
    """Whether a footprint matches every criterion that stands."""
    document = offer.document
    texts = (
        (query.product_ids, document.get("productIds")),
        (query.company_ids, document.get("companyIds")),
        (query.classifications, document.get("productClassifications")),
        (query.statuses, [document.get("status")]),
        (query.geographies, places_of(document.get("pcf") or {})),
    )
    start, end = offer.start, offer.end
    times = (
        (query.valid_on, [start <= moment <= end for moment in query.valid_on]),
        (query.valid_after, [start > moment for moment in query.valid_after]),
        (query.valid_before, [end < moment for moment in query.valid_before]),
    )
    return all(not wanted or _any(wanted, given) for wanted, given in texts) and all(
        not wanted or any(holding) for wanted, holding in times
    )


def places_of(pcf: Mapping[str, Any]) -> list[str]:
    """The places that a footprint lies in: its own, and the country, subregion and continent around it."""
    narrow = pcf.get("geographyCountrySubdivision")
    country = pcf.get("geographyCountry") or (str(narrow).partition("-")[0] if narrow else None)
    region = pcf.get("geographyRegionOrSubregion") or SUBREGION.get(str(country))
    continent = _CONTINENT.get(str(region))
    found = [str(place) for place in (narrow, country, region, continent) if place]
    return found or ["Global"]


def _any(wanted: Iterable[str], given: Iterable[Any] | None) -> bool:
    known = {str(text).casefold() for text in given or ()}
    return any(text.casefold() in known for text in wanted)
