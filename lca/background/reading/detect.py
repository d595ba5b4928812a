"""Which format an archive is in, told by what its files begin with, not by their names alone.

Looked at are the beginnings of some members of each kind of file, those first whose folder promises
processes. What openLCA and ILCD carry along (``bin``, ``external_docs``) says nothing about the format.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from lca.background.reading.archive import READABLE, Archive
from lca.errors import Finding, InputError, Location

FORMATS = (
    "openlca",
    "ecospold2",
    "ecospold1",
    "ilcd",
    "simapro",
    "brightway_excel",
    "brightway_datapackage",
    "brightway_project",
)
SAMPLES = 16
HEAD = 2**16
SHEET = 2**20
LUGGAGE = frozenset(("bin", "external_docs"))
PROMISING = re.compile(r"process|dataset|\.spold$", re.IGNORECASE)
_OPENLCA = re.compile(
    r'"@type"\s*:\s*"(Process|Flow|UnitGroup|FlowProperty|ImpactCategory|ProductSystem)"|openlca\.org/schema'
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)(?P<rest>[^>]*)>")
_SKIPPED = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ILCD = re.compile(r"(process|flow|flowProperty|unitGroup|source|contact|LCIAMethod|lifeCycleModel)DataSet")
_SPOLD2 = re.compile(r"EcoSpold0?2|childActivityDataset|<activityDataset", re.IGNORECASE)
_SIMAPRO = re.compile(r"\s*[\"']?\{?SimaPro\b[^\n]*[\t;,}]", re.IGNORECASE)
_CELL = re.compile(rb">\s*(Activity|Database)\s*</", re.IGNORECASE)
_PROJECT = re.compile(r"(?P<folder>(.*/)?)lci/databases\.db")
_OWN_DATABASE = re.compile(r"(^|/)(service\.properties|seg0/[^/]+\.dat)$")


def detect(archive: Archive) -> str:
    """The format of an archive, one of :data:`FORMATS`.

    InputError where no format is recognised, with what each looks like, and where several are: then the
    format has to be named.
    """
    place = Location(str(archive.path))
    projects = _projects(archive)
    if "" in projects and archive.source is None:
        # Whatever else stands in the folder of a project is Brightway's own.
        return "brightway_project"
    found = recognised(archive)
    if len(found) == 1:
        return next(iter(found))
    if found:
        named = "; ".join(f"{name} ({example})" for name, example in sorted(found.items()))
        raise InputError(Finding("B131", {"formats": named}, place))
    if projects:
        folders = ", ".join(one or archive.path.name for one in projects)
        raise InputError(Finding("B134", {"folders": folders}, place))
    if any(_OWN_DATABASE.search(name) for name in archive.names()):
        raise InputError(Finding("B132", {}, place))
    packed = tuple(name for name in archive.names(".zip") if archive.source is None)
    candidates = tuple(str(archive.path / name) for name in packed if name != archive.path.name)[:3]
    raise InputError(Finding("B130", {"formats": ", ".join(FORMATS)}, place, candidates=candidates))


def _projects(archive: Archive) -> list[str]:
    """Folders within an archive that are projects of Brightway; empty text for the archive itself."""
    found = (_PROJECT.fullmatch(name) for name in archive.names("databases.db"))
    folders = (one["folder"] for one in found if one is not None)
    return [folder for folder in folders if f"{folder}databases.json" in archive.members]


def recognised(archive: Archive) -> dict[str, str]:
    """Formats that files of the archive are in, each with the first such file."""
    found: dict[str, str] = {}
    for name in _samples(archive):
        suffix = PurePosixPath(name).suffix.casefold()
        look = LOOKS.get(suffix, _any_text)
        try:
            told = look(archive, name)
        except InputError:
            # Reading will say what is wrong with the member.
            continue
        if told:
            found.setdefault(told, name)
    return found


def _samples(archive: Archive) -> Iterator[str]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in archive.names():
        path = PurePosixPath(name)
        if not LUGGAGE & set(path.parts[:-1]):
            kinds[path.suffix.casefold()].append(name)
    for suffix in sorted(kinds):
        names = sorted(kinds[suffix], key=lambda name: (not PROMISING.search(name), name))
        promising = [name for name in names if PROMISING.search(name)]
        others = names[len(promising) :]
        yield from promising[:SAMPLES]
        yield from others[: SAMPLES // 2]
        yield from others[SAMPLES // 2 :][-SAMPLES // 2 :]


def _text(archive: Archive, name: str) -> str:
    raw = archive.head(name, HEAD)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace")


def _json(archive: Archive, name: str) -> str:
    base = PurePosixPath(name).name
    text = _text(archive, name)
    if base == "olca-schema.json" or _OPENLCA.search(text):
        return "openlca"
    return "brightway_datapackage" if base == "datapackage.json" and '"resources"' in text else ""


def _xml(archive: Archive, name: str) -> str:
    text = _SKIPPED.sub("", _text(archive, name))
    root = _ROOT.search(text)
    if root is None:
        return ""
    if root["name"].casefold() == "ecospold":
        return "ecospold2" if _SPOLD2.search(text[: root.end() + 2000]) else "ecospold1"
    return "ilcd" if _ILCD.fullmatch(root["name"]) and "ILCD" in root["rest"] else ""


def _any_text(archive: Archive, name: str) -> str:
    return "simapro" if _SIMAPRO.match(_text(archive, name)) else ""


def _workbook(archive: Archive, name: str) -> str:
    """Whether a cell of a workbook begins a database or an activity, as Brightway's layout has them."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
            parts = [part for part in book.infolist() if _holds_cells(part)]
            return "brightway_excel" if any(_CELL.search(book.open(p).read(SHEET)) for p in parts) else ""
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return ""


def _holds_cells(part: zipfile.ZipInfo) -> bool:
    known = part.filename == "xl/sharedStrings.xml" or part.filename.startswith("xl/worksheets/")
    return known and part.compress_type in READABLE


LOOKS: dict[str, Callable[[Archive, str], str]] = {
    ".json": _json,
    ".jsonld": _json,
    ".xml": _xml,
    ".spold": _xml,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
}
