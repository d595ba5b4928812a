"""What a folder says of itself: format, source, counts, and the hash of every file and of the content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lca.background.linking import Linked
from lca.background.store.folder import FORMAT, MANIFEST
from lca.errors import Finding, InputError, Location

VERSION = 1
TABLES = ("processes", "flows", "technosphere", "interventions", "unlinked", "methods", "report")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a database was imported from: the name of the file or folder, and its SHA-256."""

    file: str
    sha256: str

    @classmethod
    def of(cls, path: Path) -> SourceFile:
        """Describe a file, or a folder by the names and contents of all its files."""
        if not path.is_dir():
            return cls(path.name, file_hash(path))
        whole = hashlib.sha256()
        for one in sorted(path.rglob("*")):
            if one.is_file():
                name = one.relative_to(path).as_posix().encode("utf-8", "surrogatepass")
                whole.update(b"%d:%b:%b" % (len(name), name, file_hash(one).encode()))
        return cls(path.name, whole.hexdigest())


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest_of(linked: Linked, source: SourceFile, folder: Path) -> dict[str, Any]:
    """The manifest of a folder whose other files are written; no time and no path stands in it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": linked.background.name,
        "title": linked.title,
        "source": asdict(source),
        "format_read": " ".join(filter(None, [linked.format, linked.version])),
        "suppliers": linked.suppliers,
        "content_sha256": linked.background.sha256,
        "counts": dict(linked.counts),
        "reasons": linked.reasons,
        "files": {
            path.name: {"bytes": path.stat().st_size, "sha256": file_hash(path)}
            for path in sorted(folder.iterdir())
        },
    }


def write_manifest(manifest: Mapping[str, Any], folder: Path) -> None:
    """Write the manifest into its folder."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder, its files there and of the stated size.

    Raises:
        InputError: B461 no database, B462 another version, B463 a file is missing or of another size.
    """
    place = Location(str(folder))
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        reason = f"{MANIFEST}: {error.strerror or error}"
        raise InputError(Finding("B461", {"reason": reason}, place)) from error
    except (ValueError, RecursionError) as error:
        raise InputError(Finding("B463", {"what": f"{MANIFEST}: {error}"}, place)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise InputError(Finding("B461", {"reason": MANIFEST}, place))
    if said.get("version") != VERSION:
        told = {"version": said.get("version", "?"), "known": VERSION}
        raise InputError(Finding("B462", told, place))
    wrong = [Finding("B463", {"what": what}, place) for what in _wrong(said, folder)]
    if wrong:
        raise InputError(wrong)
    return said


def _wrong(said: Mapping[str, Any], folder: Path) -> list[str]:
    """What does not hold of the files that a manifest names."""
    files = said.get("files")
    names = [f"{name}.arrow" for name in TABLES]
    texts = ("name", "content_sha256", "format_read", "suppliers")
    if not isinstance(files, dict) or not all(isinstance(said.get(one), str) for one in texts):
        return [MANIFEST]
    found = [] if isinstance(said.get("counts"), dict) else [MANIFEST]
    for name in names:
        entry = files.get(name)
        size = entry.get("bytes") if isinstance(entry, dict) else None
        try:
            actual = (folder / name).stat().st_size
        except OSError as error:
            found.append(f"{name}: {error.strerror}")
            continue
        if actual != size:
            found.append(f"{name}: {actual} B ≠ {size} B")
    return found
