"""What a supplier declares of one product, whatever format it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity

NOT_STATED = "not stated"
WORLD = "GLOBAL"


@dataclass(frozen=True, slots=True)
class Source:
    """A step of the trail: our fact, the field of the payload that it came from, and what stood there."""

    fact: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A supplier's footprint of a product; what is not stated is None or empty, never zero.

    Numbers are for ``amount`` of ``unit``: ``value`` kg CO2e without the uptake that the product still
    holds, ``including`` with it, ``parts`` of ``value`` by category where they add up to it, ``mass`` kg.
    ``primary_share`` is in percent; ``ratings`` run from 1 (best) to 5, whatever scale they came in.
    ``uncertainty`` is the object ``urn:zuji:uncertainty:1``, for the same amount. With an error among the
    ``findings`` some of it is missing and none of it is to be used.
    """

    format: str
    version: str
    place: Location
    id: str = ""
    company: str = ""
    name: str = ""
    ids: tuple[str, ...] = ()
    unit: str = ""
    amount: Decimal | None = None
    value: Decimal | None = None
    including: Decimal | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    mass: Decimal | None = None
    gwp_set: str = NOT_STATED
    geography: str = ""
    scope: str = "cradle_to_gate"
    start: datetime | None = None
    end: datetime | None = None
    created: datetime | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    primary_share: Decimal | None = None
    ratings: Mapping[str, Decimal] = field(default_factory=dict)
    uncertainty: Mapping[str, Any] | None = None
    comment: str = ""
    superseded_by: str = ""
    trail: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Why it is not to be used."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def per_unit(self) -> Decimal | None:
        """kg CO2e for one unit of the product."""
        return self.value / self.amount if self.value is not None and self.amount else None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of the reference period; its stated end is the moment after it."""
        if self.start is None or self.end is None:
            return None
        return self.start.date(), max((self.end - timedelta(seconds=1)).date(), self.start.date())
