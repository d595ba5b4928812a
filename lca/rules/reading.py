"""A rule file to its model; where parts are wrong, the rest is read on, to report all findings at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lca.documents import Document, KeyPath, read_document
from lca.errors import Finding
from lca.rules.schema.rule import RuleModel
from lca.validation import validate_parts

NAMED = ("activity_data", "parameters", "quantities", "processes")


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read.

    ``model`` is without the parts that ``findings`` refuse, or None where too little is left.
    ``dropped`` are the key paths of those parts. ``unreadable`` are the names declared in one, and
    ``complete`` is False when a process is among them, so that nothing is said about what they lack.
    """

    document: Document
    model: RuleModel | None
    findings: tuple[Finding, ...]
    dropped: tuple[KeyPath, ...] = ()

    @property
    def unreadable(self) -> frozenset[str]:
        """The names whose declaration was dropped."""
        return frozenset(str(path[1]) for path in self.dropped if len(path) == 2 and path[0] in NAMED)

    @property
    def complete(self) -> bool:
        """Whether all processes could be read."""
        return not any(path[0] == "processes" and len(path) == 2 for path in self.dropped)


def read_rule(source: str | Path | bytes, file: str | None = None) -> Reading:
    """Read a rule file from a path, or from bytes that ``file`` names; InputError where it is no YAML."""
    document = read_document(source, file)
    model, wrong = validate_parts(RuleModel, document)
    findings = tuple(finding for _, finding in wrong)
    if model is not None or not isinstance(document.data, dict):
        return Reading(document, model, findings)
    dropped = tuple(sorted(set(_refused(wrong)), key=len))
    if any(_needed(path) for path in dropped):
        return Reading(document, None, findings)
    data = document.data
    for path in dropped:
        data = _drop(data, path)
    model, _ = validate_parts(RuleModel, replace(document, data=data))
    return Reading(document, model, findings, dropped)


def _refused(wrong: list[tuple[KeyPath, Finding]]) -> Iterator[KeyPath]:
    for path, finding in wrong:
        yield path if finding.code == "Y110" else _part(path)


def _part(path: KeyPath) -> KeyPath:
    return path[:2] if path and path[0] in NAMED else path[:1]


def _needed(path: KeyPath) -> bool:
    """Whether nothing can be said about a rule without this part."""
    if not path:
        return True
    field = RuleModel.model_fields.get(str(path[0]))
    return len(path) == 1 and field is not None and (field.is_required() or path[0] in NAMED)


def _drop(data: Any, path: KeyPath) -> Any:
    """A copy without the key at ``path``; what is not there stays so."""
    head, *rest = path
    if isinstance(data, list) and isinstance(head, int) and rest:
        return [_drop(item, tuple(rest)) if index == head else item for index, item in enumerate(data)]
    if not isinstance(data, dict) or head not in data:
        return data
    if rest:
        return data | {head: _drop(data[head], tuple(rest))}
    return {key: value for key, value in data.items() if key != head}
