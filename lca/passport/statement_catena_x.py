"""The section ``catena_x`` of a statement: what Catena-X asks beside the footprint.

::

    catena_x:
      bpnl: BPNLEXAMPLE00001
      mass_balancing: {used: false}
      waste_incineration: cut-off
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.passport.statement_parts import Percent, Web, Words
from lca.validation import Frozen

Bpnl = Annotated[str, StringConstraints(pattern=r"^BPNL[A-Z0-9]{12}$")]
Bpna = Annotated[str, StringConstraints(pattern=r"^BPNA[A-Z0-9]{12}$")]
Incineration = Literal["cut-off", "reverse cut-off", "system expansion", "polluter pays principle"]
Kind = Literal[
    "retrospective",
    "prospective_without_forerunner",
    "prospective_with_forerunner",
    "prospective_for_future_date",
    "progressive",
]


class MassBalancing(Frozen):
    """Whether credits were given by mass balancing, and under which scheme."""

    used: StrictBool
    scheme: Words | None = None
    free_attribution: StrictBool | None = None

    @model_validator(mode="after")
    def _all_or_nothing(self) -> Self:
        given = self.scheme is not None, self.free_attribution is not None
        if self.used and not all(given):
            raise PydanticCustomError("P200", "incomplete", {})
        if not self.used and any(given):
            raise PydanticCustomError("P201", "not used", {})
        return self


class VerifiedShares(Frozen):
    """Shares of the footprint from certified programmes and from verified products, in percent."""

    programme: Percent | None = None
    first_party: Percent | None = None
    second_party: Percent | None = None
    third_party: Percent | None = None


class Attestation(Frozen):
    """Attestation of conformance; its certifier, or verifier, is stated here in full."""

    type: Words = Field(description="Such as PCF 3rd party verification.")
    standard: Words = Field(description="The standard or rule that was attested.")
    framework: Words = Field(description="Under which framework it was attested.")
    id: Words
    provider: Words
    provider_id: Words | None = None
    link: Web | None = None
    completed: date | None = None


class Address(Frozen):
    """Where the plant is, as passports of Catena-X divide an address."""

    street: Words
    number: Words
    city: Words
    post_code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9\- ]{0,10}$")]


class CatenaX(Frozen):
    """How the payloads of Catena-X are filled."""

    bpnl: Bpnl | None = Field(default=None, description="Business partner number of the company.")
    bpna: Bpna | None = Field(default=None, description="Business partner number of the plant's address.")
    kind: Kind = "retrospective"
    mass_balancing: MassBalancing | None = None
    waste_incineration: Incineration | None = Field(
        default=None, description="How incineration of waste with use of its energy is allocated."
    )
    recycled_carbon: Literal["cut-off", "upstream system expansion"] | None = Field(
        default=None, description="How recycled material is allocated."
    )
    legal: Words | None = Field(default=None, description="Legal statement of the company.")
    shares: VerifiedShares | None = None
    attestation: Attestation | None = None
    address: Address | None = Field(default=None, description="Of the plant, for the product passport.")
    performance_class: Words | None = None
    split: Literal["stages", "total"] = Field(
        default="stages", description="Passports: an entry for each stage, or one for their sum."
    )
