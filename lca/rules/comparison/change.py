"""What differs between two rules: one change, how much it weighs, and how it is applied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lca.documents import KeyPath
from lca.errors import Location
from lca.names import Names


class Impact(StrEnum):
    """What a change does to those who use the rule, as Semantic Versioning counts.

    ``breaking`` (major): activity data accepted before may be refused or results held back, a number of a
    result comes out otherwise, a result means another thing (unit, boundary, what it covers), or something
    that results stated is gone. ``minor``: more is accepted or more is stated, and every result that there
    was keeps its numbers. ``patch``: words, sources, tests, the same meaning written differently.
    """

    BREAKING = "breaking"
    MINOR = "minor"
    PATCH = "patch"


WEIGHT: Final = {Impact.PATCH: 1, Impact.MINOR: 2, Impact.BREAKING: 3}


class Verb(StrEnum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    STATED = "stated"
    DROPPED = "dropped"
    GAINED = "gained"
    LOST = "lost"
    RESPELLED = "respelled"
    REWORDED = "reworded"


class _Absent:
    """The mark of what is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Edit:
    """A place in the old rule's tree and what stands there in the new one.

    The tree is that of :mod:`lca.rules.comparison.canonical`; ``ABSENT`` stands where nothing does.
    """

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two rules.

    ``category`` names the field whatever entry it belongs to: ``cut_off.single``,
    ``processes.lines.amount``. ``path`` is the place in the file, the new one where it stands there.
    ``subject`` is whose field it is. ``before`` and ``after`` are values as the rules write them. ``reason``
    names the sentence that tells why the ``impact`` is what it is. ``numeric`` says that a footprint may
    move; ``edits`` then turn the old rule's tree into one that has this change.
    """

    category: str
    verb: Verb
    path: str
    subject: Names
    clause: str | None
    before: Any
    after: Any
    old: Location | None
    new: Location | None
    impact: Impact
    reason: str
    numeric: bool = False
    edits: tuple[Edit, ...] = ()
