"""ILCD (zip or folder with ``processes``, ``flows``, ``flowproperties``, ``unitgroups``), and single files.

Identity: the UUID of a process is that of its data set, the UUID of a flow that of the product or elementary
flow; of several versions of one UUID the highest is read. ILCD processes name no suppliers: linking goes by
product flow, and by the location that an exchange may state.

Amounts are in the reference unit of the flow's reference property, so a flow whose data set is missing has
no unit and its exchanges cannot be used (B247, B248). Environmental product declarations are no inventories
and are left out (B240).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lca.background.reading.archive import Archive
from lca.background.reading.elements import child, local, text
from lca.background.reading.ilcd.library import Library, version_of
from lca.background.reading.ilcd.process import process_of
from lca.background.reading.notes import Flows, Notes, chosen, finished, told, unread
from lca.background.reading.xml import parse_xml
from lca.background.records import Consequence, Dataset, Reading
from lca.errors import InputError, Location

if TYPE_CHECKING:
    from lxml.etree import _Element

ASIDE = ("contact", "source", "lciamethod", "lciamethods", "contacts", "sources", "external_docs")
"""Folders that hold no inventory and are not looked into."""

UNUSED = ("contactDataSet", "sourceDataSet", "LCIAMethodDataSet", "lifeCycleModelDataSet", "ILCDLocations")


def read(archive: Archive) -> Reading:
    """Read every process of a delivery; InputError where not one can be used.

    Remarks: files that are no XML (their findings) or no process, flow, flow property or unit group (B202),
    older versions (B241), and all that :mod:`lca.background.reading.ilcd.process` says of records.
    """
    notes, library, found = Notes(Location(str(archive.path))), Library(), Processes()
    names = [name for name in chosen(archive, (".xml",)) if not _aside(name)]
    for name in names:
        here = notes.at(told(archive, name))
        try:
            _sort(parse_xml(archive.read(name), str(here.place.file)), name, library, found, here)
        except InputError as error:
            here.adopt(error.findings, Consequence.DATASET_LEFT_OUT)
    rest = (name for name in archive.names() if name not in names and not _aside(name))
    unread(archive, rest, notes)
    flows = Flows()
    datasets = list(_datasets(archive, found, library, flows, notes))
    return finished("ilcd", "1.1", flows, datasets, notes, archive)


@dataclass
class Processes:
    """The newest version of each process: UUID to version and file."""

    newest: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, key: str, version: str, name: str, notes: Notes) -> None:
        """Keep a process unless a newer version is known; the older one gets a remark."""
        known = self.newest.get(key)
        self.newest[key] = max((version, name), known) if known else (version, name)
        if known:
            older = min((version, name), known)
            place = replace(notes.place, file=str(notes.place.file).removesuffix(name) + older[1])
            newer = self.newest[key][0]
            notes.at(place, key).remark("B241", Consequence.DATASET_LEFT_OUT, version=older[0], newer=newer)


def _sort(root: _Element, name: str, library: Library, found: Processes, notes: Notes) -> None:
    """Put a file where it belongs: among the processes, or into the library of what they refer to."""
    kind = local(root)
    if kind == "processDataSet":
        key = text(child(root, "processInformation", "dataSetInformation"), "UUID") or name
        found.add(key, version_of(root), name, notes)
    elif kind in UNUSED:
        notes.remark("B242", Consequence.NOTED, root=kind)
    elif not library.add(root, notes):
        notes.remark("B202", Consequence.NOTED, root=kind, format="ILCD")


def _datasets(
    archive: Archive, found: Processes, library: Library, flows: Flows, notes: Notes
) -> Iterator[Dataset]:
    for key, (_, name) in found.newest.items():
        here = notes.at(told(archive, name), key)
        root = parse_xml(archive.read(name), str(here.place.file))
        dataset = process_of(root, key, name, library, flows, here)
        if dataset is not None:
            yield dataset


def _aside(name: str) -> bool:
    return any(part.casefold() in ASIDE for part in name.split("/")[:-1])
