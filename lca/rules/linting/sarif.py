"""Findings as SARIF 2.1.0, the static analysis format that code hosts and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from lca.errors import Finding, Severity
from lca.i18n import Language
from lca.rules.linting.catalogue import Check, checks

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "SRCROOT"
LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.BLOCKING: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_TONGUES: Final[Mapping[Language, str]] = {"en": "en-US", "zh": "zh-CN"}


def sarif(
    findings: Iterable[Finding], version: str, language: Language = "en", root: Path | None = None
) -> dict[str, Any]:
    """A SARIF log of one run; files below ``root`` are named by their way from it.

    Columns count characters. All checks are listed as rules with their help; codes without an entry in the
    catalogue are added with their sentence alone.
    """
    told = list(findings)
    known = checks()
    extra = dict.fromkeys(finding.code for finding in told if finding.code not in known)
    rules = [*(_rule(check, language) for check in known.values()), *({"id": code} for code in extra)]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "zuji", "version": version, "rules": rules}},
        "language": _TONGUES[language],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, language, root) for finding in told],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Check, language: Language) -> dict[str, Any]:
    words = [check.why(language), check.remedy(language), check.reference(language)]
    return {
        "id": check.code,
        "shortDescription": {"text": check.title(language)},
        "fullDescription": {"text": check.message(language)},
        "help": {"text": "\n".join(words)},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {"tags": [check.group]},
    }


def _result(
    finding: Finding, index: Mapping[str, int], language: Language, root: Path | None
) -> dict[str, Any]:
    words = [finding.message(language), finding.remedy(language)]
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(part for part in words if part)},
        "locations": list(_locations(finding, root)),
    }


def _locations(finding: Finding, root: Path | None) -> Iterator[dict[str, Any]]:
    place = finding.location
    if place.file is None:
        return
    physical: dict[str, Any] = {"artifactLocation": artifact(place.file, root)}
    if place.line is not None:
        column = {} if place.column is None else {"startColumn": place.column}
        physical["region"] = {"startLine": place.line, **column}
    logical = [{"fullyQualifiedName": place.path}] if place.path else []
    yield {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def relative(file: str, root: Path | None) -> str | None:
    """The way from ``root`` to a file below it, with ``/``; None where it stands elsewhere."""
    if root is None:
        return None
    try:
        return Path(file).resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        return None


def artifact(file: str, root: Path | None) -> dict[str, str]:
    """Where a file is: by its way from the root, or by its whole address."""
    below = relative(file, root)
    if below is not None:
        return {"uri": quote(below), "uriBaseId": ROOT}
    path = Path(file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def count(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """How many errors, warnings and notes there are; what blocks is an error."""
    levels = [LEVELS[finding.severity] for finding in findings]
    return levels.count("error"), levels.count("warning"), levels.count("note")
