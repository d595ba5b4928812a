"""The activity data file as models: what may stand in it, and its JSON Schema.

A scalar may be written short, ``alumina: 1.92 t``, which equals ``{value: 1.92, unit: t}``. Which names
must stand here, in which dimension and range, is the rule's business and is checked when both meet
(:mod:`lca.inventory.bind`).
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    StrictBool,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from lca.distribution_spec import DistributionSpec
from lca.inventory.link_schema import LINKING, NAMING, LinkModel, Selector
from lca.inventory.payload_schema import PAYLOAD, PayloadModel
from lca.inventory.periods import Period
from lca.inventory.supply_schema import SupplyModel, is_supply
from lca.inventory.words import Number, Words, not_truth
from lca.names import Names
from lca.pedigree import Pedigree
from lca.validation import Frozen

Carbon = Literal["fossil", "biogenic", "biogenic_uptake", "land_use_change", "aircraft"]
Scope = Literal["cradle_to_gate", "cradle_to_grave", "gate_to_gate", "gate_to_grave"]


def _both_languages(value: object) -> object:
    """Read a name in plain text, such as a company's, alike in both languages."""
    return {"zh": value, "en": value} if isinstance(value, str) else value


def _known_kind(value: object) -> object:
    """Refuse a distribution of an unknown kind, with the kinds that there are."""
    kind = value.get("type", "-") if isinstance(value, dict) else None
    if kind is None or kind in KINDS:
        return value
    raise PydanticCustomError("A106", "unknown kind", {"value": str(kind), "kinds": ", ".join(KINDS)})


def _known_scores(value: object) -> object:
    """Refuse scores by other names than the five, with the names that there are."""
    unknown = [str(key) for key in value if key not in SCORES] if isinstance(value, dict) else []
    if not unknown:
        return value
    raise PydanticCustomError("A107", "unknown", {"keys": ", ".join(unknown), "scores": ", ".join(SCORES)})


KINDS = ("lognormal", "normal", "uniform", "triangular", "fixed")
SCORES = tuple(field.name for field in fields(Pedigree))

Spread = Annotated[DistributionSpec, BeforeValidator(_known_kind)]
Scores = Annotated[Pedigree, BeforeValidator(_known_scores)]
Label = Annotated[
    Names,
    BeforeValidator(_both_languages),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


class Product(Frozen):
    """The product whose footprint is asked for."""

    name: Label
    id: Words | None = None
    model: Words | None = None
    categories: dict[str, list[Words]] = Field(default_factory=dict)


class Company(Frozen):
    """The company that makes the product."""

    name: Label
    id: Words | None = None
    country: Words | None = None


class Site(Frozen):
    """The place where it is made; ``geography`` decides which factors are asked for."""

    name: Label | None = None
    id: Words | None = None
    geography: Words | None = None


class EntryModel(Frozen):
    """One amount with what is known about it."""

    value: Number
    unit: Words | None = None
    basis: Literal["per_unit", "total"] = "per_unit"
    distribution: Spread | None = None
    pedigree: Scores | None = None
    primary: StrictBool | None = None
    source: Words | None = None


def _kind(value: Any) -> str:
    """Tell which of the forms a value has; the tags can never be keys of a file."""
    if is_supply(value):
        return "<supplies>" if isinstance(value, list | tuple) else "<supply>"
    if isinstance(value, list):
        return "<table>"
    if isinstance(value, dict):
        named = value.keys() & LINKING or (value.keys() & NAMING and "value" not in value)
        return "<selector>" if named else "<entry>"
    if isinstance(value, Selector | EntryModel):
        return "<selector>" if isinstance(value, Selector) else "<entry>"
    return "<scalar>"


def _short(value: object) -> object:
    """Accept a quantity or a choice in short form: text or a number, not empty, no date or truth value."""
    not_truth(value)
    if value is None or value == "":
        raise PydanticCustomError("A104", "no value", {})
    if not isinstance(value, str | int | float):
        raise PydanticCustomError("A101", "not a quantity", {"value": str(value)})
    return value


Short = Annotated[int | float | Words, BeforeValidator(_short)]
Cell = Annotated[
    Annotated[Short, Tag("<scalar>")]
    | Annotated[EntryModel, Tag("<entry>")]
    | Annotated[Selector, Tag("<selector>")],
    Discriminator(lambda value: "<scalar>" if isinstance(value, list) or is_supply(value) else _kind(value)),
]
TableModel: TypeAlias = list[dict[str, Cell]]
Item = Annotated[
    Annotated[Short, Tag("<scalar>")]
    | Annotated[EntryModel, Tag("<entry>")]
    | Annotated[TableModel, Tag("<table>")]
    | Annotated[SupplyModel, Tag("<supply>")]
    | Annotated[tuple[SupplyModel, ...], Tag("<supplies>")],
    Discriminator(
        lambda value: "<entry>" if isinstance(value, dict) and not is_supply(value) else _kind(value)
    ),
]


class FootprintModel(Frozen):
    """A supplier's footprint of one product, per unit of that product."""

    value: Number
    unit: Words
    gwp_set: Words | None = None
    gases: dict[str, Words | Number] = Field(default_factory=dict)
    carbon: dict[Carbon, Number] = Field(default_factory=dict)
    supplier: Words | None = None
    scope: Scope | None = None
    period: Period | None = None
    geography: Words | None = None
    primary_share: Words | Number | None = None
    quality: Scores | None = None
    distribution: Spread | None = None
    source: Words | None = None


def _form(value: object) -> str:
    keys = set(value.keys()) if isinstance(value, dict) else set()
    if isinstance(value, PayloadModel) or PAYLOAD in keys:
        return "<payload>"
    return "<link>" if isinstance(value, LinkModel) or LINKING & keys else "<footprint>"


OwnFootprint = Annotated[
    Annotated[FootprintModel, Tag("<footprint>")]
    | Annotated[LinkModel, Tag("<link>")]
    | Annotated[PayloadModel, Tag("<payload>")],
    Discriminator(_form),
]


class InventoryModel(Frozen):
    """The whole file."""

    zuji: Literal[1]
    rule: Words
    product: Product
    period: Period
    company: Company | None = None
    site: Site | None = None
    illustrative: StrictBool = False
    production: Words | None = None
    activity_data: dict[str, Item]
    footprints: dict[str, OwnFootprint] = Field(default_factory=dict)


def inventory_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of an activity data file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Zuji activity data",
        **InventoryModel.model_json_schema(by_alias=True),
    }


def schema_text() -> str:
    """Write the schema as it is committed beside this module."""
    return json.dumps(inventory_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
