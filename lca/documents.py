"""YAML documents with positions: reading, and turning what is wrong into findings with a place.

A document is plain data (dict, list, str, int, float, bool, date, None) and, beside it, the position
of every key path, so that a validation error that names a path can name a line and a column.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lca.errors import Finding, InputError, Location, nearest

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

KeyPath = tuple[str | int, ...]
MAXIMUM_BYTES = 16 * 1024 * 1024
MAXIMUM_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Document:
    """What a file said: its data, where each part stands, and the SHA-256 of its bytes."""

    data: Any
    positions: Mapping[KeyPath, tuple[int, int]]
    file: str | None
    sha256: str

    def locate(self, path: KeyPath) -> Location:
        """The place of ``path``, or of its nearest ancestor that stands in the file."""
        for length in range(len(path), -1, -1):
            position = self.positions.get(path[:length])
            if position is not None:
                return Location(self.file, *position, path=dotted(path))
        return Location(self.file, path=dotted(path))


def dotted(path: KeyPath) -> str:
    """A key path as people write it: ``processes.smelting.inputs[2].amount``."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return "".join(parts).lstrip(".")


def read_document(source: str | Path | bytes, file: str | None = None) -> Document:
    """Read YAML from a path, or from bytes that ``file`` names. Raises InputError with every finding.

    Refused, with the place: not UTF-8, not YAML, empty, more than one document, duplicate keys,
    aliases and tags (a document is read as it stands), NaN and infinity, absurd size or depth.
    """
    if isinstance(source, bytes):
        raw, name = source, file
    else:
        raw, name = _read_bytes(Path(source)), str(source)
    content = _decode(raw, name)
    node = _compose(content, name)
    positions: dict[KeyPath, tuple[int, int]] = {}
    findings: list[Finding] = []
    data = _build(node, (), positions, findings, name)
    if findings:
        raise InputError(findings)
    return Document(data, positions, name, hashlib.sha256(raw).hexdigest())


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise InputError(Finding("Y105", {"limit": MAXIMUM_BYTES // 2**20}, Location(str(path))))
        return path.read_bytes()
    except OSError as error:
        siblings = [str(other) for other in path.parent.glob("*")] if path.parent.is_dir() else []
        candidates = nearest(str(path), siblings)
        finding = Finding("Y100", {"reason": error.strerror or error}, Location(str(path)), candidates=candidates)
        raise InputError(finding) from error


def _decode(raw: bytes, file: str | None) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise InputError(Finding("Y101", {"byte": f"0x{raw[error.start]:02x}"}, Location(file, line, column))) from error


def _compose(content: str, file: str | None) -> Node:
    reader = YAML(typ="safe", pure=True)
    try:
        nodes = list(reader.compose_all(content))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        raise InputError(Finding("Y102", {"problem": error.problem or "syntax"}, place)) from error
    except (YAMLError, RecursionError) as error:
        raise InputError(Finding("Y102", {"problem": str(error).splitlines()[0]}, Location(file))) from error
    if len(nodes) > 1:
        raise InputError(Finding("Y103", {}, _place(nodes[1], (), file)))
    if not nodes or nodes[0] is None:
        raise InputError(Finding("Y104", {}, Location(file, 1, 1)))
    return nodes[0]


def _place(node: Node, path: KeyPath, file: str | None) -> Location:
    return Location(file, node.start_mark.line + 1, node.start_mark.column + 1, dotted(path))


def _build(
    node: Node, path: KeyPath, positions: dict[KeyPath, tuple[int, int]], findings: list[Finding], file: str | None
) -> Any:
    if len(path) > MAXIMUM_DEPTH:
        findings.append(Finding("Y106", {"limit": MAXIMUM_DEPTH}, _place(node, path[:3], file)))
        return None
    if path in positions or getattr(node, "anchor", None):
        findings.append(Finding("Y107", {}, _place(node, path, file)))
    positions.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, MappingNode):
        return _build_mapping(node, path, positions, findings, file)
    if isinstance(node, SequenceNode):
        items = enumerate(node.value)
        return [_build(item, (*path, index), positions, findings, file) for index, item in items]
    return _build_scalar(node, path, findings, file)


def _build_mapping(
    node: MappingNode,
    path: KeyPath,
    positions: dict[KeyPath, tuple[int, int]],
    findings: list[Finding],
    file: str | None,
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if not isinstance(key_node, ScalarNode) or key == "<<":
            findings.append(Finding("Y107", {}, _place(key_node, path, file)))
            continue
        if key in data:
            line = positions[(*path, key)][0]
            findings.append(Finding("Y108", {"key": key, "line": line}, _place(key_node, (*path, key), file)))
            continue
        data[key] = _build(value_node, (*path, key), positions, findings, file)
        positions[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
    return data


def _build_scalar(node: Node, path: KeyPath, findings: list[Finding], file: str | None) -> Any:
    constructor = YAML(typ="safe", pure=True).constructor
    try:
        value = constructor.construct_object(node)
    except (YAMLError, ValueError) as error:
        findings.append(Finding("Y102", {"problem": str(error).splitlines()[0]}, _place(node, path, file)))
        return None
    if isinstance(value, float) and not math.isfinite(value):
        findings.append(Finding("Y109", {"value": node.value}, _place(node, path, file)))
    return value


def validation_findings(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Finding]:
    """The findings of a pydantic error: each with the place, and for an unknown key the nearest names."""
    for item in error.errors():
        path = tuple(part for part in item["loc"] if _stands_in(part, document))
        place = document.locate(_real_path(item["loc"], document))
        kind, key = item["type"], str(item["loc"][-1]) if item["loc"] else ""
        if kind == "extra_forbidden":
            names = _field_names(model, item["loc"][:-1])
            yield Finding("Y110", {"key": key}, place, candidates=nearest(key, names))
        elif kind == "missing":
            yield Finding("Y111", {"key": key}, place)
        else:
            shown = _shown(item.get("input"))
            yield Finding("Y112", {"value": shown, "reason": item["msg"]}, place)
        del path


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
