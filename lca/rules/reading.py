"""A rule file to its model; where parts are wrong, the rest is read on, to report all findings at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lca.documents import Document, KeyPath, read_document
from lca.errors import Finding
from lca.rules.extending.chain import LEVELS, Chain, Step, chain_of
from lca.rules.schema.rule import Frame, RuleModel
from lca.validation import validate_parts

NAMED = ("activity_data", "parameters", "quantities", "processes")


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read.

    ``model`` is without the parts that ``findings`` refuse, or None where too little is left.
    ``dropped`` are the key paths of those parts. ``unreadable`` are the names declared in one, and
    ``complete`` is False when a process is among them, so that nothing is said about what they lack.
    ``document`` is the rule with all that it extends, ``chain`` how it was put together. A general or
    sector rule has a ``frame`` instead of a model.
    """

    document: Document
    model: RuleModel | None
    findings: tuple[Finding, ...]
    dropped: tuple[KeyPath, ...] = ()
    chain: Chain | None = None
    frame: Frame | None = None
    above: tuple[Frame, ...] = ()

    @property
    def pairs(self) -> Iterator[tuple[Step, Frame, Frame]]:
        """The neighbours of the chain from the top down, as far as they could be read."""
        lowest = self.model or self.frame
        steps = self.chain.steps if self.chain else ()
        if lowest is not None and len(self.above) == len(steps):
            yield from zip(steps, self.above, (*self.above[1:], lowest), strict=False)

    @property
    def unreadable(self) -> frozenset[str]:
        """The names whose declaration was dropped."""
        return frozenset(str(path[1]) for path in self.dropped if len(path) == 2 and path[0] in NAMED)

    @property
    def complete(self) -> bool:
        """Whether all processes could be read."""
        return not any(path[0] == "processes" and len(path) == 2 for path in self.dropped)


def read_rule(
    source: str | Path | bytes, file: str | None = None, given: Sequence[Document] | None = None
) -> Reading:
    """Read a rule file from a path, or from bytes that ``file`` names, with all that it extends.

    ``given`` are the files that it extends, the nearest first, where they are at hand; nothing else is read.
    Raises InputError where the file itself is no YAML.
    """
    chain = chain_of(read_document(source, file), given)
    if chain.findings:
        return Reading(chain.document, None, (*chain.findings, *_alone(chain.document)), chain=chain)
    frames = [validate_parts(Frame, step.above) for step in chain.steps]
    above = tuple(frame for frame, _ in frames if frame is not None)
    upper = tuple(finding for _, wrong in frames for _, finding in wrong)
    reading = _framed(chain) if is_frame(chain.document) else _modelled(chain.document)
    return replace(reading, findings=(*upper, *reading.findings), chain=chain, above=above)


def is_frame(document: Document) -> bool:
    """Whether a document says that it is a general or a sector rule."""
    return isinstance(document.data, dict) and document.data.get("level", LEVELS[-1]) in LEVELS[:-1]


def _alone(document: Document) -> Iterator[Finding]:
    """What is wrong with a rule whatever stands above it: there, nothing is told to be missing."""
    _, wrong = validate_parts(Frame, document)
    yield from (finding for _, finding in wrong if finding.code != "Y111")


def _framed(chain: Chain) -> Reading:
    frame, wrong = validate_parts(Frame, chain.document)
    return Reading(chain.document, None, tuple(finding for _, finding in wrong), frame=frame)


def _modelled(document: Document) -> Reading:
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
