"""General and sector rules by themselves: read and checked, but never computed with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lca.documents import Document
from lca.errors import Finding, RuleError, Severity
from lca.rules.extending.ancestors import Ancestor, ancestors_of
from lca.rules.linting.frames import check_frame
from lca.rules.reading import Reading, read_rule
from lca.rules.schema.rule import Frame


@dataclass(frozen=True, slots=True)
class FrameRule:
    """A general or sector rule that holds: what it says, with what it extends itself, and where."""

    model: Frame
    document: Document
    warnings: tuple[Finding, ...]
    ancestors: tuple[Ancestor, ...]


def load_frame(source: str | Path | bytes, file: str | None = None) -> FrameRule | None:
    """Read and check a general or sector rule; None where it is a product rule.

    Raises InputError where the file is no YAML, RuleError with all findings when one of them is an error.
    """
    reading = read_rule(source, file)
    if reading.frame is None:
        return None
    findings = tuple(check_frame(reading, reading.frame))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise RuleError(findings)
    return FrameRule(reading.frame, reading.document, findings, ancestors(reading))


def ancestors(reading: Reading) -> tuple[Ancestor, ...]:
    """The rules above the one that was read, the nearest first."""
    return ancestors_of(reading.chain.above) if reading.chain else ()


def incomplete(source: str | Path | bytes, file: str | None = None) -> tuple[Finding, ...]:
    """R208 where the source is a frame: whoever wants to compute with it is told what to do."""
    frame = load_frame(source, file)
    if frame is None:
        return ()
    model = frame.model
    return (Finding("R208", {"rule": model.id, "level": model.level}, frame.document.locate(("level",))),)


def offered(finding: Finding, document: Document) -> bool:
    """Whether a finding says that nothing uses what a rule above offers: not every rule below needs it."""
    sections = ("parameters.", "quantities.")
    elsewhere = finding.location.file != document.file
    return finding.code == "R116" and elsewhere and finding.location.path.startswith(sections)
