"""The text of a rule file with the places of its parts: what edits of single words rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lca.documents import Document, KeyPath, dotted, read_document
from lca.errors import InputError, Location

_PLAIN_KEY = re.compile(r"[^\s:#,\[\]{}\"'][^:#,\[\]{}\"'\n]*?(?=\s*:(?:\s|$))")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'")
_PLAIN = re.compile(r"[^\s\[\]{}\"'&*!|>%@`#,](?:[^\n#\[\]{},]|(?<=\S)#)*")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` in place of the characters from ``start`` up to ``end``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class SourceText:
    """A file's text (after a byte order mark) and what was read from it."""

    text: str
    document: Document

    @classmethod
    def read(cls, raw: bytes, file: str | None) -> SourceText:
        """Read a file; of one that is no YAML only the text is known. UnicodeDecodeError where it is none."""
        text = raw.decode("utf-8-sig")
        try:
            return cls(text, read_document(raw, file))
        except InputError:
            return cls(text, Document(None, {}, file, ""))

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        starts.extend(match.end() for match in re.finditer("\n", self.text))
        return starts

    @cached_property
    def _paths(self) -> dict[str, KeyPath]:
        return {dotted(path): path for path in self.document.positions}

    def offset(self, line: int | None, column: int | None) -> int | None:
        """The offset of a line and a column (both from 1); None outside of the text."""
        if line is None or column is None or not 0 < line <= len(self._starts):
            return None
        found = self._starts[line - 1] + column - 1
        return found if found < len(self.text) else None

    def path(self, location: Location) -> KeyPath:
        """The key path that a finding's location names; () where it is none of the file's."""
        return self._paths.get(location.path, ())

    def at(self, location: Location) -> int | None:
        """The offset of a location."""
        return self.offset(location.line, location.column)

    def value(self, path: KeyPath) -> int | None:
        """Where the scalar at a path begins."""
        place = self.document.values.get(path)
        if place is None and path and isinstance(path[-1], int):
            place = self.document.positions.get(path)
        return None if place is None else self.offset(*place)

    def scalar(self, path: KeyPath) -> tuple[int, str] | None:
        """The offset and the text, quotes included, of a scalar that stands on one line."""
        start = self.value(path)
        if start is None:
            return None
        match = _QUOTED.match(self.text, start) or _PLAIN.match(self.text, start)
        return None if match is None else (start, match[0].rstrip())

    def key(self, start: int) -> str | None:
        """The key, quotes included, that begins at an offset."""
        match = _QUOTED.match(self.text, start) or _PLAIN_KEY.match(self.text, start)
        return match[0] if match else None

    def line_around(self, offset: int) -> tuple[int, int]:
        """The beginning of the line of an offset, and that of the next line."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end + 1


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits; of edits that overlap, the first one counts."""
    done, position = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if edit.start >= position:
            done += [text[position : edit.start], edit.new]
            position = edit.end
    return "".join([*done, text[position:]])
