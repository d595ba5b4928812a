"""What a view keeps back: policies, three of which are ready made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from lca.documents import read_document
from lca.errors import Finding, InputError, Location, nearest
from lca.validation import Frozen, validate

CLOSED: Final = "closed"
"""The word for factors that no public release holds: suppliers', background products, own layers."""
Pattern = Annotated[str, Field(min_length=1, max_length=400)]
Sums = Literal["stages", "processes", "categories", "gases"]


class Policy(Frozen):
    """What is kept back; in patterns ``*`` stands for anything.

    Whatever would let a hidden number be computed is kept back as well: that is not the policy's business.
    """

    zuji_disclosure: Literal[1] = 1
    name: str = Field(min_length=1, max_length=80, description="What the view is called.")
    hide_lines: tuple[Pattern, ...] = Field(default=(), description="Paths of lines.")
    hide_activity: tuple[Pattern, ...] = Field(default=(), description="Ids of activity data.")
    hide_factors: tuple[Pattern, ...] = Field(
        default=(), description="Ids of factors; `closed` for all that no public release holds."
    )
    sums: tuple[Sums, ...] = Field(
        default=("stages", "processes", "categories", "gases"), description="Sums that may be shown."
    )
    name_factors: bool = Field(
        default=False, description="Say what hidden factors are, without their number."
    )
    evidence: bool = Field(
        default=True, description="Show activity data, factors, findings and whatever nothing hidden forbids."
    )
    keep: Literal["values", "amounts"] = Field(
        default="values", description="What is shown of a line whose factor is hidden: never both."
    )
    fewest: int = Field(
        default=2, ge=2, le=50, description="Hidden lines that a shown sum must have at least."
    )
    margin: float = Field(
        default=0.02, ge=0, lt=1, description="How near, relatively, a shown sum may come to a hidden line."
    )


PUBLIC: Final = Policy(
    name="public", hide_lines=("*",), hide_activity=("*",), hide_factors=("*",), evidence=False
)
CUSTOMER: Final = Policy(name="customer", hide_activity=("*",), hide_factors=(CLOSED,))
VERIFIER: Final = Policy(name="verifier", name_factors=True)
POLICIES: Final = {one.name: one for one in (PUBLIC, CUSTOMER, VERIFIER)}


def policy_of(name: str | Path) -> Policy:
    """A ready made policy by its name, or that of a YAML file.

    Raises:
        InputError: P550 neither; whatever is wrong with the file, with its place.
    """
    if str(name) in POLICIES:
        return POLICIES[str(name)]
    if not Path(name).is_file():
        near = nearest(str(name), POLICIES)
        told = {"policy": str(name), "known": ", ".join(POLICIES)}
        raise InputError(Finding("P550", told, Location("--view"), candidates=near))
    model, findings = validate(Policy, read_document(Path(name)))
    if model is None:
        raise InputError(findings)
    return model


def matching(patterns: Iterable[str], names: Iterable[str]) -> set[str]:
    """The names that a pattern stands for."""
    found = [re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL) for pattern in patterns]
    return {name for name in names if any(one.fullmatch(name) for one in found)}
