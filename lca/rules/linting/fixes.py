"""Mending a rule file: certain edits only, comments and layout kept, no number of a loadable rule changed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from lca.errors import Finding, Severity
from lca.rules.compiled import Rule
from lca.rules.linting.fixers import FIXERS
from lca.rules.linting.source_text import Edit, SourceText, apply_edits

Examine = Callable[[bytes], tuple[Rule | None, tuple[Finding, ...]]]
ROUNDS = 40
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file's bytes after mending, the findings that were mended, and those that remain."""

    raw: bytes
    mended: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _State:
    raw: bytes
    rule: Rule | None
    findings: tuple[Finding, ...]


Mending = tuple[Finding, tuple[Edit, ...]]


def fix(raw: bytes, file: str | None, examine: Examine, wanted: Callable[[Finding], bool]) -> Fixed:
    """Mend what can be mended for certain among the findings that are ``wanted``.

    ``examine`` reads the bytes of the file and gives the rule and all its findings. Every change is examined:
    it stays only if its finding is gone, nothing else is wrong at its place, and a rule that could be loaded
    before still means the same.
    """
    state = _State(raw, *examine(raw))
    mended: list[Finding] = []
    refused: set[tuple[str, str]] = set()
    for _ in range(ROUNDS):
        mendings = [m for m in _mendings(state, file, wanted) if _mark(m[0]) not in refused]
        if not mendings:
            break
        done, state = _step(state, mendings, examine)
        mended += done
        if not done:
            refused |= {_mark(finding) for finding, _ in mendings}
    return Fixed(state.raw, tuple(mended), state.findings)


def _mark(finding: Finding) -> tuple[str, str]:
    return finding.code, str(finding.location)


def _mendings(state: _State, file: str | None, wanted: Callable[[Finding], bool]) -> list[Mending]:
    try:
        source = SourceText.read(state.raw, file)
    except UnicodeDecodeError:
        return []
    found: list[Mending] = []
    for finding in state.findings:
        if finding.code in FIXERS and finding.location.file == file and wanted(finding):
            edits = FIXERS[finding.code](finding, source)
            found += [(finding, edits)] if edits else []
    return found


def _step(state: _State, mendings: Sequence[Mending], examine: Examine) -> tuple[list[Finding], _State]:
    """All mendings together; if that does not hold, those that hold one by one."""
    together = _applied(state, [edit for _, edits in mendings for edit in edits], examine)
    if _holds(state, together, [finding for finding, _ in mendings]):
        return [finding for finding, _ in mendings], together
    for finding, edits in mendings:
        alone = _applied(state, edits, examine)
        if _holds(state, alone, [finding]):
            return [finding], alone
    return [], state


def _applied(state: _State, edits: Collection[Edit], examine: Examine) -> _State:
    mark = BOM if state.raw.startswith(BOM) else b""
    text = apply_edits(state.raw.decode("utf-8-sig"), edits)
    raw = mark + text.encode("utf-8")
    return _State(raw, *examine(raw))


def _holds(before: _State, after: _State, mended: Sequence[Finding]) -> bool:
    if after.raw == before.raw or (before.rule is not None and not _same(before.rule, after.rule)):
        return False
    left = {_mark(finding) for finding in after.findings}
    if any(_mark(finding) in left for finding in mended):
        return False
    return not any(_worse(finding, after) for finding in mended)


def _worse(finding: Finding, after: _State) -> bool:
    """Whether something else is wrong now where a finding was mended."""
    return any(
        other.severity is Severity.ERROR
        and other.code != finding.code
        and other.location.path == finding.location.path
        for other in after.findings
    )


def _same(first: Rule, second: Rule | None) -> bool:
    return second is not None and meaning(first) == meaning(second)


def meaning(rule: Rule) -> dict[str, Any]:
    """Everything of a rule that a number can depend on, without words and places."""
    compiled = rule.compiled
    return {
        "expressions": {path: expression.tree for path, expression in rule.expressions.items()},
        "data": {
            name: (
                spec.unit.scale,
                spec.unit.dimension,
                spec.multiplier,
                spec.range,
                spec.typical,
                spec.default,
            )
            for name, spec in compiled.scalars.items()
        },
        "options": {name: (spec.options, spec.default) for name, spec in compiled.choices.items()},
        "tables": {
            name: {c: (s.kind, s.unit, s.options, s.range, s.default) for c, s in spec.columns.items()}
            for name, spec in compiled.tables.items()
        },
        "parameters": {name: entry.model_dump() for name, entry in rule.model.parameters.items()},
        "lines": [
            (
                line.path,
                line.kind,
                line.gas,
                line.origin,
                line.product,
                line.table,
                line.factor and line.factor.fields,
            )
            for line in compiled.lines
        ],
        "unit": (compiled.unit.amount.engine, compiled.unit.product),
        "cut_off": rule.model.cut_off,
    }


def difference(before: bytes, after: bytes, name: str) -> str:
    """The change of a file as a unified diff; empty where there is none."""
    old, new = (raw.decode("utf-8-sig").splitlines(keepends=True) for raw in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
