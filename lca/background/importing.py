"""The import of a life cycle inventory database: read, link, store, and say what became of every record."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from lca.errors import Finding, InputError, Location

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.linking import Linked
    from lca.background.reading import Archive
    from lca.background.records import Remark

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the stage (``read``, ``link``, ``write``), how much is done and of how much; 0: unknown."""

SHOWN = 20
"""How many reasons are told with a refusal."""


@dataclass(frozen=True, eq=False)
class ImportReport:
    """What an import made.

    Attributes:
        background: the database, opened from its folder.
        counts: how much was read, used, linked, left out; see :class:`lca.background.linking.Linked`.
        reasons: how many remarks, by consequence and code.
        remarks: every one; the folder keeps them in ``report.arrow``.
        gases: which elementary flows are greenhouse gases.
        format: what was read, and the version of the format where it is stated.
        suppliers: how suppliers were chosen.
    """

    background: Background
    counts: Mapping[str, int]
    reasons: Mapping[str, Mapping[str, int]]
    remarks: tuple[Remark, ...]
    gases: GasFlows
    format: str
    suppliers: str


def import_database(
    path: Path | str,
    into: Path | str,
    *,
    format: str | None = None,
    database: str | None = None,
    name: str | None = None,
    suppliers: Literal["unique", "geography"] = "geography",
    unshared: Literal["refuse", "whole"] = "refuse",
    replace: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a file or folder of any known format into the new folder ``into``.

    Args:
        path: of the source.
        into: the folder to make; its parent must exist.
        format: name of a reader (``lca.background.reading.FORMATS``); recognised where it can be.
        database: the one that is meant where the source holds several; left out, all of them as one.
        name: of the database, part of the identity of its draws; else ``database``, else that of the source
            without ending.
        suppliers: what decides where a source names no supplier, see :func:`lca.background.linking.link`.
        unshared: what becomes of data sets with several products and no shares, see there.
        replace: whether a database that stands at ``into`` gives way.
        progress: is told how far the import is.

    Raises:
        InputError: the source cannot be read (B1xx to B3xx), holds nothing that could be used (B466), or
            the folder cannot be made (B460, B464, B465). Nothing is left behind then.
    """
    from lca.background.characterising import greenhouse_gases
    from lca.background.store import SourceFile, write
    from lca.background.store.folder import refuse_existing
    from lca.background.watching import watched

    path, into = Path(path), Path(into)
    tell = progress or _silent
    refuse_existing(into, replace=replace)
    tell("read", 0, 0)
    with watched(path, format, database, partial(tell, "read")) as (archive, found):
        options = _Linking(name or database or _name(path), suppliers, unshared, partial(tell, "link"))
        linked = _linked(archive, found, database, options)
    linked = _relative(linked, path)
    _insist_on_processes(linked, path)
    gases = greenhouse_gases(linked.background)
    background = write(
        linked,
        into,
        SourceFile.of(path),
        replace=replace,
        progress=partial(tell, "write"),
    )
    return ImportReport(
        background=background,
        counts=linked.counts,
        reasons=linked.reasons,
        remarks=linked.remarks,
        gases=gases,
        format=str(background.manifest["format_read"]),
        suppliers=suppliers,
    )


@dataclass(frozen=True, slots=True)
class _Linking:
    name: str
    suppliers: Literal["unique", "geography"]
    unshared: Literal["refuse", "whole"]
    tell: Callable[[int, int], None]


def _linked(archive: Archive, format: str, database: str | None, how: _Linking) -> Linked:
    """Read and link; a datapackage, which is linked already, array by array."""
    if format == "brightway_datapackage":
        from lca.background.reading.brightway_datapackage import read_columns

        return dataclasses.replace(read_columns(archive, how.name), suppliers=how.suppliers)
    from lca.background.linking import link
    from lca.background.reading import read_from

    reading = read_from(archive, format, database)
    how.tell(0, 0)
    return link(reading, how.name, suppliers=how.suppliers, unshared=how.unshared, progress=how.tell)


def _silent(stage: str, done: int, whole: int) -> None:
    """Tell nobody."""


def _name(path: Path) -> str:
    whole = path.absolute()
    return whole.name if path.is_dir() else whole.stem


def _relative(linked: Linked, path: Path) -> Linked:
    """Name files of the source as they are within it, so that no report holds whoever imported it."""
    heads = tuple(f"{one.as_posix().rstrip('/')}/" for one in (path, path.absolute(), path.resolve()))
    return dataclasses.replace(linked, remarks=tuple(_within(one, heads) for one in linked.remarks))


def _within(remark: Remark, heads: tuple[str, ...]) -> Remark:
    place = remark.finding.location
    file = (place.file or "").replace("\\", "/")
    head = next((one for one in heads if file.startswith(one)), "")
    if not head:
        return remark
    finding = dataclasses.replace(remark.finding, location=dataclasses.replace(place, file=file[len(head) :]))
    return dataclasses.replace(remark, finding=finding)


def _insist_on_processes(linked: Linked, path: Path) -> None:
    if linked.background.size:
        return
    told = {"read": linked.counts["datasets_read"]}
    findings = [one.finding for one in linked.remarks[:SHOWN]]
    raise InputError([*findings, Finding("B466", told, Location(str(path)))])
