"""Errors and findings.

Everything that can be wrong with an input is a :class:`Finding`: a code, a place, a reason, a remedy.
A stage collects all findings of its input and raises once::

    ZujiError
    ├── InputError              one or more findings; exit code 2
    │   ├── UnitError           a unit or a quantity cannot be read or converted
    │   ├── RuleError           a rule file
    │   ├── InventoryError      activity data
    │   ├── FactorError         a factor table, a release, a match
    │   └── ProductSystemError  the product system: singular, non-productive, unbalanced
    └── InternalError           a promise of ours is broken; exit code 3
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from lca.i18n import Language, text


class Severity(StrEnum):
    """How much a finding weighs: an error stops, a blocking finding gates issue (exit code 1)."""

    ERROR = "error"
    BLOCKING = "blocking"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in what somebody wrote: a file, a line and column (1-based), and a path of keys."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        place = ":".join([self.file or "<input>", *numbers])
        return f"{place} ({self.path})" if self.path else place

    @property
    def brief(self) -> str:
        """The place by the file's own name, without the folders of whoever ran the calculation."""
        name = self.file.replace("\\", "/").rsplit("/", 1)[-1] if self.file else None
        return str(replace(self, file=name))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell a person about an input or a result.

    The words live in the message catalogue under ``code``; ``params`` fill its placeholders.
    ``candidates`` are the nearest valid names when a name was not known.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    location: Location = Location()
    severity: Severity = Severity.ERROR
    candidates: tuple[str, ...] = ()
    clause: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def __reduce__(self) -> tuple[type[Finding], tuple[object, ...]]:
        """Findings travel between processes; a read-only mapping does not by itself."""
        told = (self.code, dict(self.params), self.location, self.severity, self.candidates, self.clause)
        return Finding, told

    def message(self, language: Language = "en") -> str:
        """What is wrong and why, in one sentence."""
        return text(self.code, language, **self.params)

    def remedy(self, language: Language = "en") -> str:
        """What to do about it, nearest candidates included; empty when nothing can be advised."""
        parts = [text(f"{self.code}.fix", language, default="", **self.params)]
        if self.candidates:
            parts.append(text("common.nearest", language, names=", ".join(self.candidates)))
        return " ".join(part for part in parts if part)

    def render(self, language: Language = "en") -> str:
        """The whole finding on one or two lines: place, severity, code, message, remedy."""
        severity = text(f"severity.{self.severity}", language)
        head = f"{self.location}: {severity} {self.code}: {self.message(language)}"
        if self.clause:
            head += f" [{self.clause}]"
        remedy = self.remedy(language)
        return f"{head}\n    {remedy}" if remedy else head


class ZujiError(Exception):
    """Everything this package raises on purpose."""

    exit_code = 3


class InputError(ZujiError):
    """An input is wrong; ``findings`` says where, what, why and what to do, all at once."""

    exit_code = 2

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(finding.render() for finding in self.findings))


class UnitError(InputError):
    """A unit or a quantity cannot be read or converted."""


class RuleError(InputError):
    """A rule file is wrong."""


class InventoryError(InputError):
    """Activity data are wrong or do not fit their rule."""


class FactorError(InputError):
    """A factor table, a release or a match is wrong."""


class ProductSystemError(InputError):
    """The product system cannot be solved: singular, non-productive or incomplete."""


class InternalError(ZujiError):
    """A promise of this package is broken; please report it."""


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each thing said once, at the first of its places, in order."""
    unique: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        unique.setdefault((finding.code, finding.message()), finding)
    return tuple(unique.values())


def nearest(name: str, names: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The names most like ``name``, best first; empty when nothing is near."""
    return tuple(difflib.get_close_matches(name, list(dict.fromkeys(names)), n=count, cutoff=0.5))
