"""The section ``openepd`` of a statement: what an openEPD declaration needs beside the footprint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.passport.statement_parts import Words
from lca.validation import Frozen

Late = Literal["use", "end_of_life"]
Scope = Literal["B1", "B2", "B3", "B4", "B5", "B6", "B7", "C1", "C2", "C3", "C4"]
FIRST = {"use": "B", "end_of_life": "C"}


class OpenEpd(Frozen):
    """How the declaration is filled."""

    id: Words | None = Field(default=None, description="Registered open xPD UUID.")
    version: Annotated[int, Field(ge=0)] | None = None
    web_domain: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$")] | None = Field(
        default=None, description="Domain of the manufacturer, by which registries know him."
    )
    program_operator: Words | None = None
    program_operator_id: Words | None = Field(default=None, description="Number of the declaration there.")
    scopes: Mapping[Late, Scope] = Field(
        default_factory=dict,
        description="The module of EN 15804 that our stage of use, or of end of life, stands for.",
    )

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        for stage, scope in self.scopes.items():
            if not scope.startswith(FIRST[stage]):
                told = {"stage": stage, "scope": scope, "letter": FIRST[stage]}
                raise PydanticCustomError("P280", "not of this stage", told)
        return self
