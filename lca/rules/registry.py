"""The shipped rules, and how a rule is found by its id or its path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lca.content import content
from lca.documents import read_document
from lca.errors import Finding, InputError, Location, RuleError, nearest
from lca.i18n import LANGUAGES
from lca.names import Names

_ID_LINE = re.compile(rb"^id:[ \t]*['\"]?([a-z0-9_.-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A shipped rule: enough to list it and to open it."""

    id: str
    version: str
    status: str
    path: Path
    title: Names


def shipped_rules() -> list[RuleEntry]:
    """All shipped rules, sorted by id; a file that is no rule is left to linting."""
    return list(_entries(content("rules")))


@cache
def _entries(folder: Path) -> tuple[RuleEntry, ...]:
    found = (_entry(path) for path in sorted(folder.rglob("*.yaml")))
    return tuple(sorted((entry for entry in found if entry is not None), key=lambda entry: entry.id))


def _entry(path: Path) -> RuleEntry | None:
    try:
        data = read_document(path).data
    except InputError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("title"), dict):
        return None
    words = {k: v for k, v in data["title"].items() if k in LANGUAGES and isinstance(v, str) and v.strip()}
    head = [value for key in ("id", "version", "status") if isinstance(value := data.get(key), str)]
    if not words or len(head) < 3:
        return None
    return RuleEntry(head[0], head[1], head[2], path, Names.model_validate(words))


def find_rule(id_or_path: str | Path, relative_to: Path | None = None) -> Path:
    """The file of a rule given by the id of a shipped rule, or by a path.

    A path is looked for beside ``relative_to`` (a file or a folder) first, then from the working folder.
    Raises RuleError with the nearest ids.
    """
    text = str(id_or_path)
    shipped = _paths(content("rules"))
    if text in shipped:
        return shipped[text]
    for folder in _folders(relative_to):
        if (folder / text).is_file():
            return folder / text
    code = "R191" if text.endswith((".yaml", ".yml")) or "/" in text else "R190"
    place = Location(str(relative_to)) if relative_to is not None else Location()
    raise RuleError(Finding(code, {"rule": text}, place, candidates=nearest(text, shipped)))


@cache
def _paths(folder: Path) -> dict[str, Path]:
    """Id to file, by the line that states the id: finding one of many rules must not read them all."""
    found = ((_ID_LINE.search(path.read_bytes()), path) for path in sorted(folder.rglob("*.yaml")))
    return {line[1].decode(): path for line, path in found if line}


def _folders(relative_to: Path | None) -> list[Path]:
    if relative_to is None:
        return [Path()]
    return [relative_to if relative_to.is_dir() else relative_to.parent, Path()]
