"""A rule file to a rule that can be calculated with, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lca.documents import Document
from lca.errors import Finding, InputError, RuleError, Severity
from lca.rules.compiled import Rule
from lca.rules.compiling.context import Context
from lca.rules.compiling.whole import Outcome, compile_rule
from lca.rules.frames import ancestors, incomplete, offered
from lca.rules.linting.advice import advise, refuse
from lca.rules.linting.burdens import check_burdens
from lca.rules.linting.cases import check_tests
from lca.rules.linting.classes import check_classes
from lca.rules.linting.demands import check_demands
from lca.rules.linting.frames import check_frame
from lca.rules.linting.general import check_general
from lca.rules.linting.graph import check_lines, check_reach, check_stages, check_use
from lca.rules.linting.narrowing import check_narrowing
from lca.rules.linting.recycling import busy_stages, check_recycling, hosts
from lca.rules.linting.sensitivities import check_sensitivities
from lca.rules.reading import Reading, read_rule
from lca.rules.registry import find_rule
from lca.rules.schema.rule import RuleModel
from lca.rules.versions import split

_FOLLOW = {
    "tests": ("R153",),
    "valid": ("R161",),
    "standards": ("R104",),
    "superseded_by": ("R101",),
    "electricity": ("R328",),
    "end_of_life": ("R112", "R116", "R118", "R124"),
}


def load_rule(
    source: str | Path | bytes, file: str | None = None, *, above: Sequence[Document] | None = None
) -> Rule:
    """Read, check and compile a rule from a path, a shipped rule's id, or bytes that ``file`` names.

    ``above`` are the files that it extends, the nearest first, where they are at hand; then no other is read.

    Raises RuleError with all findings of the file when one of them is an error, R208 where it is a general
    or sector rule; other findings are the rule's ``warnings``.
    """
    place = _located(source)
    rule, findings = examine(place, file, above=above)
    if rule is None:
        raise RuleError(findings if _wrong(findings) else incomplete(place, file))
    return rule


def _located(source: str | Path | bytes) -> str | Path | bytes:
    """The file of a shipped rule where its id is given and no file has that name."""
    if isinstance(source, str) and split(source) is not None and not Path(source).exists():
        return find_rule(source)
    return source


def lint(source: str | Path | bytes, file: str | None = None, *, as_of: date | None = None) -> list[Finding]:
    """Every finding of a rule file, errors and warnings and advice, in the order of the file.

    ``as_of`` is the day on which the rule must be valid; without it no day counts.
    """
    return list(examine(source, file, advice=True, as_of=as_of)[1])


def examine(
    source: str | Path | bytes,
    file: str | None = None,
    *,
    advice: bool = False,
    as_of: date | None = None,
    above: Sequence[Document] | None = None,
) -> tuple[Rule | None, tuple[Finding, ...]]:
    """The rule, or None where a finding is an error, and all findings in the order of the file.

    With ``advice`` the findings are all that linting knows, not only what bears on a calculation.
    """
    try:
        reading = read_rule(source, file, above)
    except InputError as error:
        return None, error.findings
    if reading.frame is not None:
        return None, _ordered(check_frame(reading, reading.frame), reading.document)
    if reading.model is None:
        return None, _ordered(reading.findings, reading.document)
    outcome = compile_rule(reading, reading.model)
    _check(reading, reading.model, outcome)
    if advice:
        advise(reading.model, outcome, _whole(reading, outcome.context), as_of)
    told = [f for f in outcome.context.findings if not _follows(f, reading)]
    findings = _ordered(told, reading.document)
    if _wrong(findings) or outcome.rule is None:
        return None, findings
    expressions, higher = outcome.context.expressions, ancestors(reading)
    return Rule(reading.model, reading.document, outcome.rule, expressions, findings, higher), findings


def _wrong(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _check(reading: Reading, model: RuleModel, outcome: Outcome) -> None:
    context = outcome.context
    context.findings += check_narrowing(reading.pairs)
    check_general(context, model)
    check_stages(context, model)
    check_lines(context, model, hosts(outcome.materials))
    check_recycling(context, model, outcome.declared, outcome.materials)
    check_demands(context, model)
    check_classes(context, model)
    check_sensitivities(reading, model, outcome)
    check_tests(context, model, outcome.declared)
    refuse(model, outcome)
    if _whole(reading, context):
        check_reach(context, model, outcome.products, busy_stages(outcome.materials))
        check_use(context, model)
        check_burdens(context, model, outcome.products)


def _whole(reading: Reading, context: Context) -> bool:
    """Whether all parts could be read, so that it can be told what is missing or without use."""
    return reading.complete and not reading.unreadable and not context.broken


def _follows(finding: Finding, reading: Reading) -> bool:
    """Whether a finding only follows from a part that was dropped, or concerns what a rule above offers."""
    if finding in reading.findings:
        return False
    if offered(finding, reading.document):
        return True
    sections = {str(path[0]) for path in reading.dropped if len(path) == 1}
    holders = {reading.document.locate(path[:-1]).path for path in reading.dropped if len(path) > 2}
    return finding.location.path in holders or any(finding.code in _FOLLOW.get(s, ()) for s in sections)


def _ordered(findings: tuple[Finding, ...] | list[Finding], document: Document) -> tuple[Finding, ...]:
    """Each finding once, by place; those of the files above after the file's own."""
    unique = {(f.code, f.location, f.message(), f.candidates): f for f in findings}

    def order(finding: Finding) -> tuple[str, int, int]:
        place = finding.location
        file = "" if place.file == document.file else place.file or ""
        return file, place.line or 0, place.column or 0

    return tuple(sorted(unique.values(), key=order))
