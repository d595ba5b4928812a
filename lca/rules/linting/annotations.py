"""Findings as workflow commands, which put them beside the lines of a change on a code host."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lca.errors import Finding
from lca.i18n import Language
from lca.rules.linting.catalogue import checks
from lca.rules.linting.sarif import LEVELS, relative

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def workflow_commands(
    findings: Iterable[Finding], language: Language = "en", root: Path | None = None
) -> str:
    """One line a finding: ``::error file=rule.yaml,line=3,col=5,title=R114 …::message``."""
    return "".join(f"{_annotation(finding, language, root)}\n" for finding in findings)


def _annotation(finding: Finding, language: Language, root: Path | None) -> str:
    place, check = finding.location, checks().get(finding.code)
    title = f"{finding.code} {check.title(language)}" if check else finding.code
    file = None if place.file is None else relative(place.file, root) or place.file
    given = {"file": file, "line": place.line, "col": place.column, "title": title}
    told = ",".join(
        f"{key}={str(value).translate(_PROPERTY)}" for key, value in given.items() if value is not None
    )
    words = "\n".join(part for part in (finding.message(language), finding.remedy(language)) if part)
    return f"::{_COMMANDS[LEVELS[finding.severity]]} {told}::{words.translate(_DATA)}"
