"""YAML documents with positions: reading, and turning what is wrong into findings with a place.

A document is plain data (dict, list, str, int, float, bool, date, None) and, beside it, the position
of every key path, so that an error that names a path can name a line and a column.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from lca.errors import Finding, InputError, Location, nearest
from lca.yaml_nodes import compose_all, first_deeper

KeyPath = tuple[str | int, ...]
MAXIMUM_BYTES = 16 * 2**20
MAXIMUM_DEPTH = 40
PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a piece of text stands, so that a place inside it can be named.

    ``segments`` are (offset in the text, line, column) of its physical lines; without any, the place
    of the whole is the place of every part.
    """

    location: Location = field(default_factory=Location)
    segments: tuple[tuple[int, int, int], ...] = ()

    def at(self, offset: int) -> Location:
        """The place of the character at ``offset`` (0-based)."""
        for start, line, column in reversed(self.segments):
            if start <= offset:
                return replace(self.location, line=line, column=column + offset - start)
        return self.location


@dataclass(frozen=True, slots=True)
class Document:
    """What a file said: its data, where each part stands (1-based), and the SHA-256 of its bytes.

    ``positions`` are those of keys and list items, ``values`` those of the values that follow a key.
    Where a document was put together of several files, ``parts`` says from which path on another document
    speaks, and under which path there; every place is then told in the file where the piece stands.
    """

    data: Any
    positions: Mapping[KeyPath, tuple[int, int]]
    file: str | None
    sha256: str
    values: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    lines: Sequence[str] = field(default=(), repr=False)
    parts: Mapping[KeyPath, tuple[Document, KeyPath]] = field(default_factory=dict, repr=False)

    def origin(self, path: KeyPath) -> tuple[Document, KeyPath]:
        """The document of the file in which ``path`` stands, and the path that it has there."""
        for length in range(len(path), -1, -1) if self.parts else ():
            if path[:length] in self.parts:
                document, start = self.parts[path[:length]]
                return document.origin((*start, *path[length:]))
        return self, path

    def locate(self, path: KeyPath) -> Location:
        """The place of ``path``, or of its nearest ancestor that stands in the file."""
        document, path = self.origin(path)
        return document._locate(path)

    def _locate(self, path: KeyPath) -> Location:
        for length in range(len(path), -1, -1):
            position = self.positions.get(path[:length])
            if position is not None:
                return Location(self.file, *position, path=dotted(path))
        return Location(self.file, path=dotted(path))

    def span(self, path: KeyPath, text: str) -> Span:
        """Where the scalar ``text`` at ``path`` stands, character by character.

        Plain, quoted and block scalars are followed over their physical lines; where the text is not
        found as it stands (escapes), the place of the whole serves.
        """
        document, path = self.origin(path)
        return document._span(path, text)

    def _span(self, path: KeyPath, text: str) -> Span:
        start = self.values.get(path) or self.positions.get(path)
        location = self._locate(path)
        if start is None:
            return Span(location)
        return Span(location, tuple(_segments(self.lines, start, text)))


def _segments(lines: Sequence[str], start: tuple[int, int], text: str) -> Iterator[tuple[int, int, int]]:
    number, column = start
    offset = 0
    while number <= len(lines):
        rest = lines[number - 1][column - 1 :]
        shift = len(rest) - len(rest.lstrip(" \"'"))
        rest = rest[shift:].rstrip("\r ")
        common = _common(rest, text[offset:])
        if common and not (rest[:1] in "|>" and rest[:1] != text[offset : offset + 1]):
            yield offset, number, column + shift
            offset += common
            offset += len(text[offset:]) - len(text[offset:].lstrip())
        elif rest[:1] not in ("", "|", ">"):
            return
        if offset >= len(text):
            return
        number, column = number + 1, 1


def _common(first: str, second: str) -> int:
    """How many characters two texts share at their beginning."""
    if first.startswith(second) or second.startswith(first):
        return min(len(first), len(second))
    pairs = enumerate(zip(first, second, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(first), len(second)))


def dotted(path: KeyPath) -> str:
    """A key path as people write it: ``processes.smelting.inputs[2].amount``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def read_document(source: str | Path | bytes, file: str | None = None) -> Document:
    """Read one YAML document from a path, or from bytes that ``file`` names.

    Refused with the place, all at once where the syntax allows: not readable, not UTF-8, not YAML,
    empty, several documents, duplicate keys, anchors and aliases, NaN and infinity, absurd size or
    depth. Raises InputError.
    """
    raw, name = (source, file) if isinstance(source, bytes) else (read_bytes(Path(source)), str(source))
    content = _decode(raw, name)
    node, reader = _compose(content, name)
    builder = _Builder(name, reader)
    data = builder.build(node, ())
    if builder.findings:
        raise InputError(builder.findings)
    sha256 = hashlib.sha256(raw).hexdigest()
    return Document(data, builder.positions, name, sha256, builder.values, content.split("\n"))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; InputError where it cannot be read or is absurdly large."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise InputError(Finding("Y105", {"limit": MAXIMUM_BYTES // 2**20}, Location(str(path))))
        return path.read_bytes()
    except OSError as error:
        siblings = [str(path.with_name(other.name)) for other in path.parent.glob("*")]
        reason = error.strerror or str(error)
        finding = Finding(
            "Y100", {"reason": reason}, Location(str(path)), candidates=nearest(str(path), siblings)
        )
        raise InputError(finding) from error


def _decode(raw: bytes, file: str | None) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        place = Location(file, line, column)
        raise InputError(Finding("Y101", {"byte": f"0x{raw[error.start]:02x}"}, place)) from error


def _compose(content: str, file: str | None) -> tuple[Node, YAML]:
    reader = YAML(typ="safe", pure=True)
    try:
        nodes = compose_all(content, reader)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        raise InputError(Finding("Y102", {"problem": error.problem or "syntax"}, place)) from error
    except ReaderError as error:
        place = Location(file, *_line_and_column(content, error.position))
        problem = f"unacceptable character #x{ord(content[error.position]):04x}"
        raise InputError(Finding("Y102", {"problem": problem}, place)) from error
    except RecursionError as error:
        place = Location(file, *first_deeper(content, MAXIMUM_DEPTH + 1))
        raise InputError(Finding("Y106", {"limit": MAXIMUM_DEPTH}, place)) from error
    if len(nodes) > 1:
        raise InputError(Finding("Y103", {}, _place(nodes[1], (), file)))
    if not nodes or nodes[0] is None:
        raise InputError(Finding("Y104", {}, Location(file, 1, 1)))
    return nodes[0], reader


def _line_and_column(content: str, index: int) -> tuple[int, int]:
    return content.count("\n", 0, index) + 1, index - content.rfind("\n", 0, index)


def _place(node: Node, path: KeyPath, file: str | None) -> Location:
    return Location(file, *_position(node), path=dotted(path))


def _position(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


@dataclass
class _Builder:
    """Walks the node tree once; collects values, positions and findings."""

    file: str | None
    reader: YAML
    positions: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def build(self, node: Node, path: KeyPath) -> Any:
        self.positions.setdefault(path, _position(node))
        if getattr(node, "anchor", None):
            return self.refuse("Y107", node, path)
        if len(path) > MAXIMUM_DEPTH:
            return self.refuse("Y106", node, path[:3], limit=MAXIMUM_DEPTH)
        if isinstance(node, ScalarNode):
            return self.scalar(node, path)
        if node.tag not in PLAIN_TAGS:
            return self.refuse("Y102", node, path, problem=f"tag {node.tag}")
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]

    def refuse(self, code: str, node: Node, path: KeyPath, **params: object) -> None:
        self.findings.append(Finding(code, params, _place(node, path, self.file)))

    def mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode) or key_node.value == "<<":
                self.refuse("Y107", key_node, path)
                continue
            key = str(key_node.value)
            if key in data:
                first = self.positions[(*path, key)][0]
                self.refuse("Y108", key_node, (*path, key), key=key, line=first)
                continue
            self.positions[(*path, key)] = _position(key_node)
            if isinstance(value_node, ScalarNode) and (value_node.value or value_node.style):
                self.values[(*path, key)] = _position(value_node)
            data[key] = self.build(value_node, (*path, key))
        return data

    def scalar(self, node: Node, path: KeyPath) -> Any:
        if node.tag == "tag:yaml.org,2002:str":
            return node.value
        try:
            value = self.reader.constructor.construct_object(node)
        except (YAMLError, ValueError) as error:
            return self.refuse("Y102", node, path, problem=str(error).splitlines()[0])
        if isinstance(value, float) and not math.isfinite(value):
            return self.refuse("Y109", node, path, value=node.value)
        return value
