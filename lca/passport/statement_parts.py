"""What a company states for a passport beyond the footprint: the sections that every format may need.

Quantities are texts with units and stand for one declared unit: the unit of the result, or the further
unit that ``unit`` of the statement names.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.errors import UnitError
from lca.names import Names
from lca.passport.urns import is_gtin, is_urn, keeps_namespace
from lca.units import quantity
from lca.validation import Frozen

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _urn(value: str) -> str:
    if not (is_urn(value) and keeps_namespace(value)):
        raise PydanticCustomError("P102", "not a URN", {"value": value})
    return value


def _gtin(value: str) -> str:
    if not is_gtin(value):
        raise PydanticCustomError("P108", "check digit", {"value": value})
    return value


def _like(unit: str) -> Any:
    """Refuse what is no quantity of the dimension of ``unit``, or negative."""

    def check(value: object) -> str:
        try:
            found = quantity(value, like=unit)  # type: ignore[arg-type]
        except UnitError as error:
            raise PydanticCustomError("P101", "no quantity", {"value": str(value), "unit": unit}) from error
        if found.value < 0:
            raise PydanticCustomError("P103", "negative", {"value": str(value)})
        return str(value)

    return BeforeValidator(check)


def _names(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


def _web(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/$.?#][^\s]*", value):
        raise PydanticCustomError("P104", "no address", {"value": value})
    return value


Urn = Annotated[Words, AfterValidator(_urn)]
Gtin = Annotated[str, StringConstraints(pattern=r"^\d{8}$|^\d{12,14}$"), AfterValidator(_gtin)]
Mass = Annotated[str, _like("kg")]
Co2e = Annotated[str, _like("kg CO2e")]
Label = Annotated[Names, BeforeValidator(_names)]
Web = Annotated[Words, AfterValidator(_web)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Percent = Annotated[float, Field(ge=0, le=100)]


class Company(Frozen):
    """Who owns the data; what is left out comes from the result."""

    name: Label | None = None
    ids: tuple[Urn, ...] = ()
    contact: Words | None = None
    address: Words | None = None
    country: Country | None = None


class CarbonContent(Frozen):
    """Carbon in the product (kg C) for one declared unit; what is left out is not known, never zero."""

    fossil: Mass | None = None
    biogenic: Mass | None = None
    recycled: Mass | None = None


class Product(Frozen):
    """The product as its buyers know it."""

    name: Label | None = None
    ids: tuple[Urn, ...] = ()
    description: Label | None = None
    gtin: Gtin | None = None
    model: Words | None = None
    batch: Words | None = None
    serial: Words | None = None
    image: Web | None = None
    categories: dict[str, tuple[Words, ...]] = Field(
        default_factory=dict, description="Classification codes by system: cpc, hs, unspsc, cas, eclass."
    )
    mass: Mass | None = Field(default=None, description="Mass of one declared unit without packaging.")
    carbon_content: CarbonContent = CarbonContent()


class Facility(Frozen):
    """Where it is made."""

    id: Words | None = None
    name: Label | None = None
    address: Words | None = None
    country: Country | None = None


class Geography(Frozen):
    """Where the number holds; what is left out comes from the site of the result."""

    country: Country | None = None
    subdivision: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    region: Words | None = Field(default=None, description="UN region or subregion, such as Eastern Asia.")
    granularity: Literal["global", "region", "country", "subdivision"] | None = Field(
        default=None, description="Which of them a format that takes one only is given; else the narrowest."
    )


class Validity(Frozen):
    """From when until when the footprint may be used, both days included."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise PydanticCustomError("P105", "reversed", {"start": self.start, "end": self.end})
        return self


class Exempted(Frozen):
    """Emissions that were left out, as a share of the whole footprint."""

    percent: Percent
    description: Words | None = None


class Packaging(Frozen):
    """Whether packaging is within the number, and what it is."""

    included: StrictBool
    emissions: Co2e | None = Field(default=None, description="For one declared unit.")
    biogenic_carbon: Mass | None = Field(default=None, description="kg C for one declared unit.")

    @model_validator(mode="after")
    def _only_if_included(self) -> Self:
        if self.emissions is not None and not self.included:
            raise PydanticCustomError("P106", "not included", {})
        return self


class Capture(Frozen):
    """Whether carbon capture and storage is within the number, and what it is."""

    included: StrictBool
    captured: Co2e | None = Field(default=None, description="CO2 captured and stored, a positive mass.")
    removed: Co2e | None = Field(default=None, description="CO2 removed from the air, a positive mass.")
    origin: Words | None = None


class Issuer(Frozen):
    """Who issues a credential."""

    did: Annotated[str, StringConstraints(pattern=r"^did:[a-z0-9]+:.+$")] | None = None
    name: Label | None = None


class Verification(Frozen):
    """A verification of the footprint by somebody else."""

    provider: Words
    standard: Words | None = None
    completed: date | None = None
    coverage: Literal["model", "programme", "product"] | None = None
    level: Literal["limited", "reasonable"] | None = None
    comments: Words | None = None


class Study(Frozen):
    """Where the study of the footprint can be read."""

    url: Web
    title: Words | None = None
