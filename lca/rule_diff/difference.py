"""What a comparison of two rules gives: changes, their effect on reference products, the next version."""

from __future__ import annotations

from dataclasses import dataclass

from lca.errors import Finding, Severity
from lca.names import Names
from lca.rule_diff.numbers import Numbers
from lca.rule_diff.products import Origin
from lca.rule_diff.sharing import Method
from lca.rules.comparison import Change, Impact


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rules."""

    id: str
    version: str
    title: Names
    status: str
    level: str
    file: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """How far one change moves a product, or several that only work together; numbers count from 1."""

    changes: tuple[int, ...]
    moved: Numbers


@dataclass(frozen=True, slots=True)
class Effect:
    """A reference product under both rules, in kg CO2e for the unit of each.

    ``old`` and ``new`` are None where the rule refuses the activity data; ``refused_old`` and ``refused_new``
    say why, for the data as they are given. A number beside such findings is that without ``left_out``: what
    only the other rule asks for. ``held_back`` are findings that keep the result of the new rule from being
    issued and not that of the old one. ``parts`` and ``interaction`` add up to the difference.
    """

    names: tuple[str, ...]
    origin: Origin
    old_unit: Names
    new_unit: Names
    old: Numbers | None = None
    new: Numbers | None = None
    parts: tuple[Part, ...] = ()
    method: Method | None = None
    interaction: Numbers | None = None
    left_out: tuple[str, ...] = ()
    refused_old: tuple[Finding, ...] = ()
    refused_new: tuple[Finding, ...] = ()
    held_back: tuple[str, ...] = ()

    @property
    def difference(self) -> Numbers | None:
        """New less old; None where one of them is not known."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def lost(self) -> bool:
        """Whether the old rule accepted the activity data and the new one refuses them."""
        return bool(self.refused_new) and not self.refused_old


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """Everything that differs between two rules.

    ``changes`` stand in the order of the standard's document and are numbered from 1. ``impact`` is the
    heaviest of them and of what happened to the reference products, ``proposed`` the lowest version that may
    follow the old one. ``findings`` tell of a version that is too small and of what stood in the way.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    impact: Impact | None
    proposed: str
    findings: tuple[Finding, ...] = ()

    def count(self, impact: Impact) -> int:
        """How many changes have this impact."""
        return sum(change.impact is impact for change in self.changes)

    @property
    def too_small(self) -> bool:
        """Whether the new rule's version is lower than the changes ask for."""
        return any(finding.severity is Severity.BLOCKING for finding in self.findings)
