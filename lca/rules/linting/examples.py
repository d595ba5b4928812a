"""The examples of findings: a rule that has one, a rule that has none, and the lines that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from textwrap import dedent
from types import MappingProxyType

from lca.documents import read_document

FILE = "example.yaml"
FILES = ("examples.yaml", "examples_above.yaml")
WIDEST = 100
SECTOR = """zuji: 1
id: example.sector
version: 1.0.0
level: sector
title: {zh: 行业, en: sector}
status: illustrative
"""
_EXTENDS = ("version: 1.0.0\n", "version: 1.0.0\nextends: ./sector.yaml\n")
_REPEATED = re.compile(r"\(\((\d+) x (.*?)\)\)(?!\))")


@dataclass(frozen=True, slots=True)
class Example:
    """Two rule files: ``wrong`` has exactly one kind of finding, ``right`` has none.

    ``as_of`` is the day on which they are examined, ``on_disk`` says that they must stand as files, and
    ``above`` are the files beside them, by name, that they may extend.
    """

    code: str
    wrong: bytes
    right: bytes
    as_of: date | None = None
    on_disk: bool = False
    above: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def snippets(self) -> tuple[str, str]:
        """The lines of each that the other does not have."""
        wrong, right = (raw.decode("utf-8", "replace").splitlines() for raw in (self.wrong, self.right))
        matcher = SequenceMatcher(None, wrong, right, autojunk=False)
        if matcher.ratio() < 0.5:
            return _shown(wrong), ""
        hunks = [hunk for hunk in matcher.get_opcodes() if hunk[0] != "equal"]
        return (
            "\n…\n".join(_lines(wrong, start, end) for _, start, end, _, _ in hunks),
            "\n…\n".join(_lines(right, start, end) for _, _, _, start, end in hunks),
        )


def _lines(lines: list[str], start: int, end: int) -> str:
    """The lines of a difference; where there are none, the two lines between which something is missing."""
    return _shown(lines[start:end] if end > start else lines[max(start - 1, 0) : start + 1])


def _shown(lines: list[str]) -> str:
    kept = [line if len(line) <= WIDEST else f"{line[: WIDEST - 1]}…" for line in lines]
    return dedent("\n".join(kept))


@cache
def examples() -> Mapping[str, Example]:
    """All examples by the code of their check."""
    base = _read(FILE).decode()
    read = [read_document(_read(name), name).data for name in FILES]
    entries = [(code, entry) for data in read for code, entry in data.items()]
    return MappingProxyType({code: _example(code, entry, base) for code, entry in entries})


def _read(name: str) -> bytes:
    return resources.files("lca.rules.linting").joinpath(name).read_bytes()


def _example(code: str, entry: Mapping[str, object], base: str) -> Example:
    lower = base.replace(*_EXTENDS, 1) if "above" in entry else base
    given = _changed(lower, entry.get("given"))
    wrong = str(entry["text"]) if "text" in entry else _changed(given, entry["wrong"])
    as_of = entry.get("as_of")
    return Example(
        code,
        wrong.encode(str(entry.get("encoding", "utf-8"))),
        _changed(given, entry.get("right")).encode(),
        as_of if isinstance(as_of, date) else None,
        bool(entry.get("file")) or "above" in entry,
        _above(entry.get("above")),
    )


def _above(given: object) -> Mapping[str, bytes]:
    """The files beside an example: what a sector rule says, or whole files by name."""
    files = {"sector.yaml": SECTOR + given} if isinstance(given, str) else given
    named = files.items() if isinstance(files, dict) else ()
    return MappingProxyType({name: str(words).encode() for name, words in named})


def _changed(text: str, changes: object) -> str:
    for old, new in _pairs(changes):
        if old not in text:
            raise ValueError(f"the text of an example is not there: {old!r}")
        text = text.replace(old, _REPEATED.sub(lambda run: run[2] * int(run[1]), new), 1)
    return text


def _pairs(changes: object) -> Iterator[tuple[str, str]]:
    for change in changes if isinstance(changes, list) else ():
        yield change["old"], change["new"]
