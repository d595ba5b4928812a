"""Choices written out in an activity data file: a factor, or a process of a background database."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from lca.inventory.words import Words
from lca.validation import Frozen

LINKING = frozenset(("background", "process"))
"""Keys that make a mapping a link to a background database."""
NAMING = LINKING | {"item", "id"}
"""Keys that make a mapping a choice rather than an amount."""
STATED = frozenset(
    (
        "basis", "carbon", "distribution", "gases", "gwp_set", "pedigree", "period", "primary",
        "primary_share", "quality", "scope", "source", "supplier", "unit", "value",
    )
)  # fmt: skip
"""Keys of amounts and of suppliers' footprints."""


class Selector(Frozen):
    """A choice written out in a table's cell: a factor, or a process of a background database."""

    item: Words | None = None
    id: Words | None = None
    background: Words | None = None
    process: Words | None = None
    geography: Words | None = None
    year: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_other_form(cls, value: object) -> object:
        return _nothing_beside(value, STATED | {"item", "id", "year"})

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.background is not None and self.process is None:
            raise PydanticCustomError("B711", "no process", {})
        if self.process is not None and self.background is None:
            raise PydanticCustomError("B713", "no background", {})
        if not (self.background or self.item or self.id):
            raise PydanticCustomError("A103", "neither item nor id", {})
        return self


class LinkModel(Frozen):
    """A process of a background database in the place of a supplier's footprint."""

    background: Words
    process: Words
    geography: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_other_form(cls, value: object) -> object:
        return _nothing_beside(value, STATED)


def _nothing_beside(value: object, keys: frozenset[str]) -> object:
    """Refuse what other forms hold beside a link to a background database."""
    found = sorted(keys & value.keys()) if isinstance(value, dict) and LINKING & value.keys() else ()
    if found:
        raise PydanticCustomError("B712", "not beside background", {"key": ", ".join(found)})
    return value
