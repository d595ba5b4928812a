"""Sections of a statement for China: ``vaa`` (identifier), ``cn_dpp`` (passport) and ``certificate``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.errors import InputError
from lca.passport.statement_parts import Label, Web, Words
from lca.passport.vaa import Identifier, identifier, parse
from lca.validation import Frozen

Level = Literal["national", "industry", "enterprise"]
CATEGORIES = (
    "basic_information",
    "materials",
    "performance",
    "production_and_sales",
    "compliance",
    "environment",
    "after_sales_and_recovery",
)
"""产品基本信息、材料数据、性能数据、生产销售数据、合规性信息、生态环保数据、售后回收数据."""
Category = Literal[
    "basic_information",
    "materials",
    "performance",
    "production_and_sales",
    "compliance",
    "environment",
    "after_sales_and_recovery",
]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Plain = Annotated[str, StringConstraints(pattern=r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?$")]


class Vaa(Frozen):
    """A VAA identifier: in its parts, or as one text; ``allowed`` is a table of allocated codes."""

    profile: Words
    national: Words | None = None
    park: Words | None = None
    industry: Words | None = None
    enterprise: Words | None = None
    object: Words | None = None
    security: Words | None = None
    identifier: Words | None = None
    security_length: Annotated[int, Field(ge=0, le=60)] = 0
    passport: Words | None = Field(
        default=None, description="Object code of the passport itself, under the same prefix."
    )
    allowed: Mapping[Key, tuple[Words, ...]] = Field(default_factory=dict)

    @property
    def codes(self) -> dict[str, str]:
        """The stated codes of the prefix by key."""
        keys = ("national", "park", "industry", "enterprise")
        return {key: code for key in keys if (code := getattr(self, key)) is not None}

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        parts = bool(self.codes) or self.object is not None or self.security is not None
        if parts == (self.identifier is not None):
            raise PydanticCustomError("P307", "parts or text", {})
        try:
            _ = (self.product, self.of_passport)
        except InputError as error:
            first = error.findings[0]
            raise PydanticCustomError(first.code, "VAA", dict(first.params)) from error
        return self

    @property
    def product(self) -> Identifier:
        """The identifier of the product; raises InputError as :func:`lca.passport.vaa.identifier`."""
        if self.identifier is not None:
            length = self.security_length
            return parse(self.identifier, self.profile, security=length, allowed=self.allowed)
        return identifier(
            self.profile, self.codes, self.object or "", self.security or "", allowed=self.allowed
        )

    @property
    def of_passport(self) -> Identifier | None:
        """The identifier of the passport; None where no object code is stated for it."""
        if self.passport is None:
            return None
        return identifier(self.profile, self.product.codes, self.passport, allowed=self.allowed)


class Registration(Frozen):
    """An entry of a passport in a register."""

    level: Level
    registry: Words
    number: Words | None = None
    registered: date | None = None
    address: Web | None = None


class Datum(Frozen):
    """A datum of a passport that is stated beside the footprint: a number with its unit, or words."""

    key: Key
    label: Label
    value: Plain | None = Field(default=None, description="A number in plain digits.")
    unit: Words | None = None
    words: Label | None = None
    level: Level = "enterprise"
    source: Words | None = None

    @model_validator(mode="after")
    def _number_or_words(self) -> Self:
        if (self.value is None) == (self.words is None) or (self.value is None and self.unit is not None):
            raise PydanticCustomError("P310", "number or words", {"key": self.key})
        return self


class CnDpp(Frozen):
    """What a Chinese passport holds beside the footprint, by category, and where it is registered."""

    registrations: tuple[Registration, ...] = ()
    data: Mapping[Category, tuple[Datum, ...]] = Field(default_factory=dict)
    after_sales: Web | None = Field(default=None, description="Where service and take-back are explained.")

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        for category, rows in self.data.items():
            keys = [row.key for row in rows]
            twice = next((key for key in keys if keys.count(key) > 1), None)
            if twice:
                raise PydanticCustomError("P311", "twice", {"key": twice, "category": category})
        return self


class Certificate(Frozen):
    """A certificate of the footprint and its label: what its body gives and no calculation knows."""

    number: Words | None = None
    body: Label | None = None
    body_approval: Words | None = Field(default=None, description="Approval number of the body.")
    scheme: Label | None = Field(default=None, description="Implementation rule of the certification.")
    mode: Label | None = None
    client: Label | None = None
    client_address: Label | None = None
    manufacturer: Label | None = None
    manufacturer_address: Label | None = None
    issued: date | None = None
    expires: date | None = None
    signatory: Label | None = None
    label_number: Words | None = None
    extra: Mapping[Key, Words] = Field(
        default_factory=dict, description="Further fields that a template names, by their keys."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.issued and self.expires and self.expires < self.issued:
            raise PydanticCustomError("P105", "reversed", {"start": self.issued, "end": self.expires})
        return self
