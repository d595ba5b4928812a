"""The rules above a rule: read one after the other, each once, and put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lca.documents import Document, KeyPath, read_bytes, read_document
from lca.errors import Finding, InputError, Location, RuleError
from lca.rules.extending.address import KEY, resolve
from lca.rules.extending.merging import merge
from lca.rules.registry import shipped_rules

MAXIMUM_LEVELS = 8
LEVELS = ("general", "sector", "product")
FRAMES = LEVELS[:2]


@dataclass(frozen=True, slots=True)
class Step:
    """Two neighbours of a chain: all that stands above put together, and the same with the rule below.

    ``emptied`` are the paths, with their places, where the rule below writes nothing over something.
    """

    above: Document
    below: Document
    emptied: tuple[tuple[KeyPath, Location], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A rule with those above it.

    ``document`` is the whole, ``above`` the files above, the nearest first, ``steps`` the neighbours from
    the top down. With ``findings`` the chain could not be read, and ``document`` is the rule alone.
    """

    document: Document
    above: tuple[Document, ...] = ()
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()


def chain_of(document: Document, given: Sequence[Document] | None = None) -> Chain:
    """Read what a rule extends, up to the top; ``given`` are the files above where they are at hand already.

    Findings at the line that names the rule above: those of :func:`~lca.rules.extending.address.resolve`,
    R203 a circle, R204 too many levels, R205 a product rule above, R206 levels in the wrong order, R207 no
    rule at all; and whatever keeps a file above from being read, told there.
    """
    if _above(document) is None:
        return Chain(document)
    found: list[Document] = []
    try:
        found += _upwards(document, given)
    except InputError as error:
        return Chain(document, findings=error.findings)
    whole, steps = found[-1], []
    for lower in (*reversed(found[:-1]), document):
        above = whole
        whole, emptied = merge(above, lower)
        steps.append(Step(above, whole, tuple((path, lower.locate(path)) for path in emptied)))
    return Chain(whole, tuple(found), tuple(steps))


def _upwards(document: Document, given: Sequence[Document] | None) -> Iterator[Document]:
    """The files above, the nearest first; what closes a circle is refused before it is followed."""
    seen = [document]
    waiting = None if given is None else list(given)
    while (text := _above(seen[-1])) is not None:
        lower = seen[-1]
        place = lower.span(KEY, text).at(0)
        upper = _read(resolve(lower, text)) if waiting is None else _taken(waiting, text, place)
        if not isinstance(upper.data, dict):
            raise RuleError(Finding("R207", {"file": upper.file}, place))
        _check_circle(seen, upper, place)
        _check_levels(lower, upper, place)
        seen.append(upper)
        yield upper


def _taken(waiting: list[Document], text: str, place: Location) -> Document:
    """The next of the files that are at hand; R190 where there is none."""
    if not waiting:
        raise RuleError(Finding("R190", {"rule": text}, place))
    return waiting.pop(0)


def _above(document: Document) -> str | None:
    """What a document extends; what is no text is told where the model is checked."""
    text = document.data.get("extends") if isinstance(document.data, dict) else None
    return text if isinstance(text, str) else None


def _read(path: Path) -> Document:
    return _parsed(read_bytes(path), str(path))


@lru_cache(maxsize=16)
def _parsed(raw: bytes, file: str) -> Document:
    """A file above stands above many rules; the same bytes are read once."""
    return read_document(raw, file)


def _check_circle(seen: list[Document], upper: Document, place: Location) -> None:
    for index, lower in enumerate(seen):
        if _identity(lower) & _identity(upper):
            circle = " → ".join(map(_name, (*seen[index:], upper)))
            raise RuleError(Finding("R203", {"circle": circle}, place))
    if len(seen) > MAXIMUM_LEVELS:
        raise RuleError(Finding("R204", {"limit": MAXIMUM_LEVELS}, place))


def _check_levels(lower: Document, upper: Document, place: Location) -> None:
    """A rule above is a frame, and not of a lower level; an unknown level is told where it is written."""
    below, above = _level(lower), _level(upper)
    if above == "product":
        frames = tuple(entry.id for entry in shipped_rules() if entry.is_frame)
        raise RuleError(Finding("R205", {"rule": _name(upper)}, place, candidates=frames[:3]))
    if above in LEVELS and below in LEVELS and LEVELS.index(above) > LEVELS.index(below):
        raise RuleError(Finding("R206", {"below": below, "above": above, "rule": _name(upper)}, place))


def _identity(document: Document) -> set[str]:
    """What a rule may be known again by: its file and its id."""
    marks = {f"file {Path(document.file).resolve()}"} if document.file else set()
    name = document.data.get("id")
    return marks | ({f"id {name}"} if isinstance(name, str) else set())


def _level(document: Document) -> str:
    return str(document.data.get("level", "product"))


def _name(document: Document) -> str:
    return str(document.data.get("id") or document.file)
