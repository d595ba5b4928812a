"""The catalogue of checks: what each finding of linting weighs, why it matters, and what it rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter
from types import MappingProxyType

from lca.errors import Finding, Severity
from lca.i18n import Language, text

STANDARD = "GB/T 24067-2024"
ASSUMED = "*"
HANDBOOK = "rules/README.md"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, its group, its default severity, and where its demand is written.

    ``clause`` is of GB/T 24067-2024; its numbering is assumed from ISO 14067:2018, the text was not read.
    ``section`` is that of rules/README.md where the language is explained.
    """

    code: str
    group: str
    severity: Severity
    clause: str | None
    section: str

    def title(self, language: Language = "en") -> str:
        """What is looked for, in a few words."""
        return text(f"title.{self.code}", language)

    def why(self, language: Language = "en") -> str:
        """Why it matters."""
        return text(f"why.{self.code}", language)

    def message(self, language: Language = "en") -> str:
        """The words of the finding, with the names of what is filled in between angle brackets."""
        return _shown(text(self.code, language))

    def remedy(self, language: Language = "en") -> str:
        """What to do about it."""
        return _shown(text(f"{self.code}.fix", language))

    def reference(self, language: Language = "en") -> str:
        """The clause, marked as assumed, and the section of the handbook."""
        heading = text(f"lint.handbook.{self.section}", language)
        section = text("lint.section", language, handbook=HANDBOOK, section=heading)
        mark = "；" if language == "zh" else "; "
        return f"{self.standard}{mark}{section}" if self.clause else section

    @property
    def standard(self) -> str:
        """The clause with the mark that its number is assumed; empty where there is none."""
        return f"{STANDARD} {self.clause}{ASSUMED}" if self.clause else ""


def _shown(template: str) -> str:
    parts = Formatter().parse(template)
    return "".join(literal + (f"<{name}>" if name else "") for literal, name, _, _ in parts)


@cache
def checks() -> Mapping[str, Check]:
    """All checks by code, in the order of the page."""
    raw = resources.files("lca.rules.linting").joinpath("checks.toml").read_text(encoding="utf-8")
    found: dict[str, Check] = {}
    for group, entries in tomllib.loads(raw).items():
        shared = {key: entries.pop(key) for key in ("section", "clause") if key in entries}
        for code, own in entries.items():
            if code in found:
                raise ValueError(f"the check {code} stands twice")
            fields = {"severity": "error", "clause": None, **shared, **own}
            severity, clause = Severity(fields["severity"]), fields["clause"]
            found[code] = Check(code, group, severity, clause, fields["section"])
    return MappingProxyType(found)


def groups() -> tuple[str, ...]:
    """The groups of checks, in order."""
    return tuple(dict.fromkeys(check.group for check in checks().values()))


def reference(finding: Finding, language: Language) -> str:
    """What a finding rests on: its own clause, else that of its check; empty where none is known."""
    check = checks().get(finding.code)
    if finding.clause:
        return finding.clause
    return check.reference(language) if check else ""
