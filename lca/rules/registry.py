"""The registry of rules: which there are, which is in force, and how one is found by its id or its path.

Rules stand in folders by publisher; the line ``id:`` of a file decides, its name is for people. Several
versions of one id stand side by side as ``product.yaml`` and ``product@1.1.0.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from lca.content import content
from lca.documents import read_bytes
from lca.errors import Finding, InputError, Location, RuleError, nearest
from lca.rules.entries import RuleEntry, read_entry
from lca.rules.versions import split

__all__ = [
    "RuleEntry",
    "choose",
    "find_rule",
    "in_force",
    "paths_by_id",
    "read_entry",
    "rules_in",
    "shipped_paths",
    "shipped_rules",
]

SUFFIXES = (".yaml", ".yml")
_ID_LINE = re.compile(rb"^id:[ \t]*['\"]?([a-z0-9_.-]+)", re.MULTILINE)


def shipped_rules() -> list[RuleEntry]:
    """All shipped rules, by id and version; a file that is no rule is left to linting."""
    return list(_shipped(content("rules")))


@cache
def _shipped(folder: Path) -> tuple[RuleEntry, ...]:
    return tuple(rules_in(folder))


def rules_in(folder: Path) -> list[RuleEntry]:
    """The rules below a folder, by id and version; files that are no rules are left out."""
    found = (read_entry(path) for path in _files(folder))
    return sorted((entry for entry in found if entry is not None), key=lambda entry: entry.order)


def in_force(entries: Iterable[RuleEntry], day: date) -> list[RuleEntry]:
    """Of every id the version that holds on a day: the highest of those in force."""
    held: dict[str, RuleEntry] = {}
    for entry in sorted((entry for entry in entries if entry.in_force(day)), key=lambda entry: entry.order):
        if entry.id not in held or entry.released or not held[entry.id].released:
            held[entry.id] = entry
    return list(held.values())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def find_rule(
    id_or_path: str | Path,
    relative_to: Path | None = None,
    *,
    as_of: date | None = None,
    folders: Iterable[Path] = (),
) -> Path:
    """The file of a rule given by its id (with ``@version``), or by a path.

    An id is looked for below ``folders``, each in turn, and then among the shipped rules.
    An id alone is the version in force on ``as_of`` (today): not superseded, the day within its validity,
    the highest of them. A path is looked for beside ``relative_to`` (a file or a folder) first, then from
    the working folder. Raises RuleError with the nearest ids or the versions that there are.
    """
    text = str(id_or_path)
    place = Location(str(relative_to)) if relative_to is not None else Location()
    known = [*(paths_by_id(_files(folder)) for folder in folders), _paths(content("rules"))]
    wanted = split(text)
    for paths in known:
        if wanted is not None and wanted[0] in paths:
            return choose(paths[wanted[0]], *wanted, as_of or date.today(), place)
    for folder in _folders(relative_to):
        if (folder / text).is_file():
            return folder / text
    code = "R191" if text.endswith(SUFFIXES) or "/" in text else "R190"
    ids = [id for paths in known for id in paths]
    raise RuleError(Finding(code, {"rule": text}, place, candidates=nearest(text, ids)))


@cache
def _paths(folder: Path) -> dict[str, tuple[Path, ...]]:
    return paths_by_id(_files(folder))


def shipped_paths() -> Mapping[str, tuple[Path, ...]]:
    """The files of the shipped rules by id."""
    return _paths(content("rules"))


def paths_by_id(files: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """Files by the line that states the id: finding one of many rules must not read them all."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in files:
        if (name := _id(path)) is not None:
            found[name] = (*found.get(name, ()), path)
    return found


def _id(path: Path) -> str | None:
    try:
        line = _ID_LINE.search(read_bytes(path))
    except InputError:
        return None
    return line[1].decode() if line else None


def choose(paths: Iterable[Path], id: str, version: str | None, day: date | None, place: Location) -> Path:
    """The file of the version that is asked for, or of that in force on a day (None: on any day).

    Raises RuleError: R202 no such version, R215 all superseded, R216 none in force, R217 one version in
    two files.
    """
    files = tuple(paths)
    entries = sorted(
        (entry for path in files if (entry := read_entry(path)) is not None), key=lambda entry: entry.order
    )
    if not entries and len(files) == 1 and version is None:
        return files[0]
    if version is not None:
        fitting = [entry for entry in entries if entry.version == version]
        refused = None if fitting else Finding("R202", {"id": id, "version": version})
    else:
        live = [entry for entry in entries if entry.status != "superseded"]
        fitting = [entry for entry in live if day is None or entry.in_force(day)]
        refused = None if fitting else _none_fits(id, entries, live, day)
    if refused is not None:
        raise RuleError(replace(refused, location=place, candidates=tuple(entry.key for entry in entries)))
    return _highest(fitting, place)


def _none_fits(id: str, entries: list[RuleEntry], live: list[RuleEntry], day: date | None) -> Finding:
    if live:
        told = "; ".join(f"{e.version}: {e.valid_from or '…'} – {e.valid_to or '…'}" for e in live)
        return Finding("R216", {"id": id, "day": day, "versions": told})
    successor = next((entry.superseded_by for entry in reversed(entries) if entry.superseded_by), None)
    return Finding("R215", {"id": id, "successor": successor or "?"})


def _highest(entries: list[RuleEntry], place: Location) -> Path:
    released = [entry for entry in entries if entry.released] or entries
    best = released[-1]
    same = [str(entry.path) for entry in released if entry.version == best.version]
    if len(same) > 1:
        raise RuleError(Finding("R217", {"rule": best.key, "files": ", ".join(same)}, place))
    return best.path


def _folders(relative_to: Path | None) -> list[Path]:
    if relative_to is None:
        return [Path()]
    return [relative_to if relative_to.is_dir() else relative_to.parent, Path()]
