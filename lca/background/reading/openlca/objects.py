"""The JSON files of an archive as objects by kind and id; what cannot be read becomes a remark.

The kind is what ``@type`` says, or else the folder. Read are the kinds that matter to an inventory; sources,
actors, pictures and the like are not opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from lca.background.reading.archive import Archive
from lca.background.reading.notes import Notes, told
from lca.background.reading.openlca.fields import Record, identity, text
from lca.background.records import Consequence
from lca.errors import InputError

MAXIMUM_BYTES = 256 * 2**20
FOLDERS = {
    "processes": "Process",
    "flows": "Flow",
    "unit_groups": "UnitGroup",
    "flow_properties": "FlowProperty",
    "locations": "Location",
    "parameters": "Parameter",
    "categories": "Category",
    "lcia_categories": "ImpactCategory",
}
KINDS = frozenset(FOLDERS.values())
SKIPPED = frozenset(
    (
        "actors", "bin", "currencies", "dq_systems", "epds", "flow_maps", "lcia_methods", "nw_sets",
        "projects", "product_systems", "results", "social_indicators", "sources",
    )
)  # fmt: skip
VERSION_FILES = ("olca-schema.json", "context.json")


@dataclass(frozen=True, slots=True)
class Found:
    """An object and the member of the archive that it came from."""

    data: Record
    file: str


@dataclass(frozen=True, eq=False)
class Objects:
    """Objects by kind and id, in the order of the names of their files."""

    archive: Archive
    notes: Notes
    version: str
    kinds: dict[str, dict[str, Found]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Found]:
        """The objects of a kind by id."""
        return self.kinds.get(kind, {})

    def at(self, found: Found, dataset: str = "") -> Notes:
        """Where to note what is wrong with an object."""
        return self.notes.at(told(self.archive, found.file), dataset)


def read_objects(archive: Archive) -> Objects:
    """Read all objects that matter to an inventory."""
    notes = Notes(told(archive, archive.path.name))
    objects = Objects(archive, notes, version_of(archive))
    for name in archive.names(".json"):
        folder = PurePosixPath(name).parent.name
        if folder in SKIPPED or "bin" in name.split("/")[:-1] or PurePosixPath(name).name in VERSION_FILES:
            continue
        for data in _objects(archive, name, notes):
            _add(objects, data, name, FOLDERS.get(folder, ""))
    return objects


def version_of(archive: Archive) -> str:
    """The version of the format that the archive states (``1.0``, ``1.1``, ``2``), or nothing."""
    for name in archive.names(".json"):
        base = PurePosixPath(name).name
        if base in VERSION_FILES:
            data = next(_objects(archive, name, Notes(told(archive, name))), {})
            if base == VERSION_FILES[0]:
                return str(data.get("version", ""))
            return text(data, "@vocab").rstrip("/").rpartition("/v")[2]
    return ""


def _add(objects: Objects, data: Record, name: str, kind: str) -> None:
    kind = text(data, "@type") or kind
    if kind not in KINDS:
        return
    found = Found(data, name)
    key = identity(data)
    notes = objects.at(found, key if kind == "Process" else "")
    left_out = Consequence.DATASET_LEFT_OUT if kind == "Process" else Consequence.NOTED
    if not key:
        key = PurePosixPath(name).stem
        notes.remark("B153", Consequence.ASSUMED, kind=kind, id=key)
    first = objects.kinds.setdefault(kind, {}).setdefault(key, found)
    if first is not found:
        notes.remark("B154", left_out, kind=kind, id=key, first=first.file)


def _objects(archive: Archive, name: str, notes: Notes) -> Iterator[dict[str, Any]]:
    """The object of a file, or the objects of its list."""
    here = notes.at(told(archive, name))
    process = "processes" in name.split("/")
    lost = Consequence.DATASET_LEFT_OUT if process else Consequence.NOTED
    try:
        if archive.size(name) > MAXIMUM_BYTES:
            here.remark("B107", lost, size=archive.size(name), limit=MAXIMUM_BYTES)
            return
        raw = archive.read(name)
    except InputError as error:
        here.adopt(error.findings, lost)
        return
    doubled: list[str] = []
    try:
        data = json.loads(_decoded(raw), object_pairs_hook=lambda pairs: _object(pairs, doubled))
    except UnicodeDecodeError as error:
        here.remark("B151", lost, byte=f"0x{raw[error.start]:02x}", line=raw.count(b"\n", 0, error.start) + 1)
        return
    except json.JSONDecodeError as error:
        here.remark("B150", lost, problem=error.msg, line=error.lineno)
        return
    except (ValueError, RecursionError) as error:
        here.remark("B150", lost, problem=str(error))
        return
    if doubled:
        here.remark("B152", Consequence.ASSUMED, keys=", ".join(dict.fromkeys(doubled)))
    found = [item for item in (data if isinstance(data, list) else [data]) if isinstance(item, dict)]
    if not found:
        here.remark("B150", lost, problem="no object")
    yield from found


def _decoded(raw: bytes) -> str:
    """UTF-8, or UTF-16 where a mark says so."""
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def _object(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _ in pairs]
        doubled += [key for key in data if keys.count(key) > 1]
    return data
