"""Reading life cycle inventory databases of any format into plain records."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from lca.background.reading.archive import Archive, open_archive
from lca.background.reading.detect import FORMATS, detect
from lca.background.records import Reading
from lca.errors import Finding, InputError, Location, nearest

__all__ = ["FORMATS", "Archive", "chosen", "detect", "known", "open_archive", "read", "read_from"]

SEVERAL = "brightway_project"
"""The format that holds several databases under their names."""


def read(path: Path, format: str | None = None, database: str | None = None) -> Reading:
    """Read a database: a zip, a folder or a file in one of :data:`FORMATS`, recognised unless named.

    Args:
        path: of the source.
        format: one of :data:`FORMATS`.
        database: the one that is meant where the source holds several; left out, all of them as one.

    Raises:
        InputError: the archive is not safe or whole, its format cannot be told, nothing in it can be used,
            or B135 it holds no databases to choose from. A record that cannot be used is a remark instead.
    """
    known(path, format)
    with open_archive(Path(path)) as archive:
        return read_from(archive, chosen(archive, format, database), database)


def known(path: Path, format: str | None) -> None:
    """Raise InputError B133 for a format that is none of :data:`FORMATS`."""
    if format is not None and format not in FORMATS:
        params = {"format": format, "formats": ", ".join(FORMATS)}
        raise InputError(Finding("B133", params, Location(str(path)), candidates=nearest(format, FORMATS)))


def chosen(archive: Archive, format: str | None, database: str | None) -> str:
    """The format of an archive, named or recognised; B135 where it cannot hold a database by its name."""
    found = format or detect(archive)
    if database is not None and found != SEVERAL:
        params = {"format": found, "database": database}
        raise InputError(Finding("B135", params, Location(str(archive.path))))
    return found


def read_from(archive: Archive, format: str, database: str | None = None) -> Reading:
    """Read an open archive in a known format."""
    # Each reader brings its own libraries; only the one that is needed is loaded.
    reader = import_module(f"{__name__}.{format}")
    options = {"database": database} if format == SEVERAL else {}
    reading: Reading = reader.read(archive, **options)
    return reading
