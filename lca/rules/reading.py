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

_NAMED = ("activity_data", "parameters", "quantities", "processes")
_DROPPED = (
    "alternative_units",
    "allocation",
    "electricity",
    "end_of_life",
    "data_quality",
    "report",
    "tests",
    "valid",
    "standards",
    "superseded_by",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read.

    ``model`` is without the parts that ``findings`` refuse, or None where too little is left.
    ``unreadable`` are the names declared in a part that was refused; ``complete`` is False when a
    process was, so that nothing is said about what is missing among them.
    """

    document: Document
    model: RuleModel | None
    findings: tuple[Finding, ...]
    unreadable: frozenset[str] = frozenset()
    complete: bool = True


def read_rule(source: str | Path | bytes, file: str | None = None) -> Reading:
    """Read a rule file from a path, or from bytes that ``file`` names; InputError where it is no YAML."""
    document = read_document(source, file)
    model, wrong = validate_parts(RuleModel, document)
    findings = tuple(finding for _, finding in wrong)
    if model is not None or not isinstance(document.data, dict):
        return Reading(document, model, findings)
    data, dropped = _without(document.data, list(_refused(wrong)))
    if data is None:
        return Reading(document, None, findings)
    model, _ = validate_parts(RuleModel, replace(document, data=data))
    names = frozenset(path[1] for path in dropped if len(path) == 2 and isinstance(path[1], str))
    complete = not any(path[0] == "processes" for path in dropped)
    return Reading(document, model, findings, names, complete)


def _refused(wrong: list[tuple[KeyPath, Finding]]) -> Iterator[KeyPath]:
    for path, finding in wrong:
        yield path if finding.code == "Y110" else _part(path)


def _part(path: KeyPath) -> KeyPath:
    return path[:2] if path and path[0] in _NAMED else path[:1]


def _without(data: dict[str, Any], paths: list[KeyPath]) -> tuple[dict[str, Any] | None, list[KeyPath]]:
    """The data without some parts; None where a part cannot be missed. Also the parts of names."""
    dropped: list[KeyPath] = []
    for path in sorted(set(paths), key=len):
        whole = len(path) == 1 and path[0] in RuleModel.model_fields
        if not path or (whole and path[0] not in _DROPPED):
            return None, []
        if len(path) == 2 and path[0] in _NAMED:
            dropped.append(path)
        data = _drop(data, path)
    return data, dropped


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
