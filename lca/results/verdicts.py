"""What became of the requirements of the general standard: the verdicts as the result holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from lca.names import Names
from lca.validation import Frozen

Verdict = Literal["pass", "fail", "needs_person", "not_applicable"]
By = Literal["engine", "rule", "study", "reviewer"]


class Judgement(Frozen):
    """A requirement with its verdict and what the verdict rests on."""

    id: str = Field(description="Id in the catalogue of requirements; stable.")
    clause: str | None = Field(default=None, description="Clause, numbered as `numbering` says.")
    title: Names
    by: By = Field(description="Who must see to it.")
    report: bool = Field(default=False, description="The study report must contain it.")
    wording_read: bool = Field(default=False, description="Whether the wording of the clause was read.")
    verdict: Verdict
    evidence: Names | None = Field(default=None, description="Why; null where only a person can tell.")
    facts: tuple[str, ...] = Field(
        default=(), description="`path = value` of this document; below `rule`, of the rule file."
    )
    ask: Names | None = Field(default=None, description="What a person must state or check.")


class Counts(Frozen):
    """How many requirements have each verdict, and of how many the wording was not read."""

    passed: int
    failed: int
    needs_person: int
    not_applicable: int
    unread: int


class Requirements(Frozen):
    """The requirements of a general standard, each with its verdict.

    No verdict is a claim of conformity: a pass says that this document shows what the requirement asks
    for, as far as the catalogue knows it.
    """

    catalogue: str
    version: str
    standard: str
    numbering: str = Field(description="The standard whose clause numbers are used, assumed the same.")
    counts: Counts
    items: tuple[Judgement, ...]

    def having(self, verdict: Verdict) -> tuple[Judgement, ...]:
        """The requirements with a verdict, in the order of the catalogue."""
        return tuple(item for item in self.items if item.verdict == verdict)


def counted(items: Sequence[Judgement]) -> Counts:
    """The verdicts of a list, counted."""
    found = Counter(item.verdict for item in items)
    return Counts(
        passed=found["pass"],
        failed=found["fail"],
        needs_person=found["needs_person"],
        not_applicable=found["not_applicable"],
        unread=sum(not item.wording_read for item in items),
    )
