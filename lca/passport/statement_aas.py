"""The section ``aas`` of a statement: what an asset administration shell needs beside the footprint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.passport.statement_parts import Web, Words
from lca.validation import Frozen

Uri = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s]+$", max_length=2000)]
StageKey = Literal["raw_material_acquisition", "production", "distribution", "use", "end_of_life", "credits"]
Phase = Literal[
    "A1", "A2", "A3", "A1-A3", "A4", "A5", "A4-A5", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B1-B7",
    "C1", "C2", "C3", "C4", "C2-C4", "C1-C4", "D",
]  # fmt: skip


class Handover(Frozen):
    """Where the goods are handed over: the end of phase A4, or of A3 where nothing follows."""

    street: Words | None = None
    zip_code: Words | None = None
    city: Words | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None


class RulePublisher(Frozen):
    """Who keeps the product category rule, and where it can be read."""

    operator: Words
    address: Web | None = None


class Api(Frozen):
    """An interface that gives the same footprint to whoever asks."""

    endpoint: Web
    query: Words


class Aas(Frozen):
    """How the submodel Carbon Footprint is filled."""

    asset_id: Uri | None = Field(
        default=None, description="globalAssetId; left out, the first identifier of the product."
    )
    asset_kind: Literal["Type", "Instance"] | None = Field(
        default=None, description="Left out, Instance where the product has a serial number, else Type."
    )
    shell_id: Uri | None = None
    submodel_id: Uri | None = None
    methods: tuple[Words, ...] = Field(
        default=(), description="Calculation methods by their names; left out, the standards of the rule."
    )
    phases: Mapping[StageKey, tuple[Phase, ...]] = Field(
        default_factory=dict,
        description="Which phases each of our stages stands for, where the default mapping is not right.",
    )
    split: Literal["phases", "total"] = Field(
        default="phases", description="An entry for each group of phases, or one entry for all."
    )
    rule: RulePublisher | None = None
    api: Api | None = None
    explanation: Web | None = Field(default=None, description="PDF that explains the footprint.")
    handover: Handover | None = None

    @model_validator(mode="after")
    def _each_phase_once(self) -> Self:
        seen: dict[str, str] = {}
        for stage, phases in self.phases.items():
            for single in (one for phase in phases for one in singles(phase)):
                if single in seen:
                    told = {"phase": single, "first": seen[single], "second": stage}
                    raise PydanticCustomError("P320", "a phase stands twice", told)
                seen[single] = stage
            if not phases:
                raise PydanticCustomError("P321", "no phase", {"stage": stage})
        return self


def singles(phase: str) -> tuple[str, ...]:
    """The single phases of a phase or a group: ``A1-A3`` is A1, A2 and A3.

    ``B1-B7`` and its likes name their ends; all between belong to them.
    """
    first, dash, last = phase.partition("-")
    if not dash:
        return (phase,)
    return tuple(f"{phase[0]}{number}" for number in range(int(first[1:]), int(last[1:]) + 1))
