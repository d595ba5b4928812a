"""Sources of electricity as they may stand in an activity data file: models, and what tells them apart."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from lca.inventory.words import Number, Words
from lca.validation import Frozen

CERTIFICATE = r"[0-9A-Za-z]{32}"
"""A Chinese green electricity certificate: 17 characters of the project, 15 of the volume."""
SUPPLIES = ("grid_average", "on_site", "direct_line", "contract")
SUPPLY_KEYS = frozenset(("technology", "line_loss", "evidence", "share"))
Technology = Literal["coal", "gas", "hydro", "nuclear", "wind", "solar_pv", "csp", "biomass"]


class CertificateModel(Frozen):
    """A green electricity certificate that was redeemed for the product."""

    certificate: Annotated[str, StringConstraints(strip_whitespace=True)]
    vintage: Annotated[int, Field(strict=True, ge=1990, le=2100)]
    volume: Words

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if not re.fullmatch(CERTIFICATE, self.certificate):
            told = {"certificate": self.certificate, "length": len(self.certificate)}
            raise PydanticCustomError("S311", "malformed", told)
        return self


Certificates = Annotated[
    Annotated[CertificateModel, Tag("<one>")] | Annotated[tuple[CertificateModel, ...], Tag("<several>")],
    Discriminator(lambda value: "<several>" if isinstance(value, list | tuple) else "<one>"),
]


class SupplyModel(Frozen):
    """One source of electricity and its share of the supply."""

    type: Literal["grid_average", "on_site", "direct_line", "contract"]
    share: Words | Number | None = None
    technology: Technology | None = None
    footprint: Words | None = None
    line_loss: Words | Number | None = None
    evidence: Certificates | None = None
    source: Words | None = None

    @property
    def certificates(self) -> tuple[CertificateModel, ...]:
        """The evidence as a list, however it was written."""
        given = self.evidence
        return (given,) if isinstance(given, CertificateModel) else given or ()

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        given = {"technology", "footprint", "line_loss", "evidence"} & self.model_fields_set
        if self.type == "grid_average" and given:
            raise PydanticCustomError("S312", "grid", {"names": ", ".join(sorted(given))})
        if self.type != "grid_average" and (self.technology is None) == (self.footprint is None):
            told = {"type": self.type, "technologies": ", ".join(get_args(Technology))}
            raise PydanticCustomError("S313", "no technology", told)
        if self.type == "contract" and not self.certificates:
            raise PydanticCustomError("S314", "no evidence", {})
        if self.type != "contract" and self.certificates:
            raise PydanticCustomError("S315", "evidence", {"type": self.type})
        return self


def is_supply(value: Any) -> bool:
    """Whether a mapping, or a list of them, tells a source of electricity: it has a type and no value."""
    if isinstance(value, list | tuple):
        return any(not isinstance(item, list) and is_supply(item) for item in value)
    if isinstance(value, SupplyModel):
        return True
    if not isinstance(value, dict) or "type" not in value or "value" in value:
        return False
    return value["type"] in SUPPLIES or not SUPPLY_KEYS.isdisjoint(value)
