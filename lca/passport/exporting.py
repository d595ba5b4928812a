"""The door: a footprint and a statement to a payload of a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lca.errors import Finding, InputError, Severity
from lca.passport.facts import Facts, facts
from lca.passport.formats import Format, format_of
from lca.passport.mapping import Gap
from lca.passport.statement import Statement, load_statement
from lca.results.footprint import Footprint

Stated = Statement | str | Path | Mapping[str, Any] | None


@dataclass(frozen=True)
class Payload:
    """A document of a format, its bytes, and what is worth knowing about it (no errors among it)."""

    format: str
    media_type: str
    document: Any = field(repr=False)
    content: bytes = field(repr=False)
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    facts: Facts = field(repr=False)

    @property
    def text(self) -> str:
        """The bytes as UTF-8 text."""
        return self.content.decode("utf-8")


@dataclass(frozen=True)
class Inspection:
    """What an export would say: the facts, the document as far as it goes, every gap and finding."""

    format: Format
    facts: Facts = field(repr=False)
    document: Any = field(repr=False)
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands in the way of the payload."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def inspect(footprint: Footprint, to: str, *, statement: Stated = None, at: datetime) -> Inspection:
    """Build and check a document without refusing it.

    Raises:
        InputError: no such format, or the statement itself is wrong.
    """
    form = format_of(to)
    known = facts(footprint, stated(statement), at)
    written = form.build(known)
    gaps = tuple(gap.finding(form.name) for gap in written.gaps)
    said = (*gaps, *known.findings, *written.findings)
    missing = {gap.field for gap in written.gaps}
    checked = (one for one in form.check(written.document) if one.location.path not in missing)
    return Inspection(form, known, written.document, written.gaps, (*said, *checked))


def export(footprint: Footprint, to: str, *, statement: Stated = None, at: datetime) -> Payload:
    """The payload of a format.

    Args:
        footprint: a result of :func:`lca.calculate`, or one read back.
        to: the name of the format (:data:`lca.passport.formats.FORMATS`).
        statement: what the footprint cannot know; a file, a mapping or a :class:`Statement`.
        at: the moment of issue, with its zone; ``issued`` of the statement goes before it.

    Raises:
        InputError: a finding for each mandatory field that neither result nor statement supplies, with the
            key of the statement that would, and for each check that fails.
    """
    seen = inspect(footprint, to, statement=statement, at=at)
    if seen.errors:
        raise InputError(seen.errors)
    content = seen.format.encode(seen.document)
    return Payload(
        seen.format.name, seen.format.media_type, seen.document, content, seen.gaps, seen.findings, seen.facts
    )


def stated(source: Stated) -> Statement | None:
    """A statement of whatever form it was given in."""
    return source if source is None or isinstance(source, Statement) else load_statement(source)
