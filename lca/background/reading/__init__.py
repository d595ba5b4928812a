"""Reading life cycle inventory databases of any format into plain records."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from lca.background.reading.archive import Archive, open_archive
from lca.background.reading.detect import FORMATS, detect
from lca.background.records import Reading
from lca.errors import Finding, InputError, Location, nearest

__all__ = ["FORMATS", "Archive", "detect", "open_archive", "read"]


def read(path: Path, format: str | None = None) -> Reading:
    """Read a database: a zip, a folder or a file in one of :data:`FORMATS`, recognised unless named.

    InputError where the archive is not safe or whole, where its format cannot be told, and where nothing
    in it can be used; a record that cannot be used is a remark of the reading.
    """
    if format is not None and format not in FORMATS:
        params = {"format": format, "formats": ", ".join(FORMATS)}
        raise InputError(Finding("B133", params, Location(str(path)), candidates=nearest(format, FORMATS)))
    with open_archive(Path(path)) as archive:
        chosen = format or detect(archive)
        # Each reader brings its own libraries; only the one that is needed is loaded.
        reading: Reading = import_module(f"{__name__}.{chosen}").read(archive)
        return reading
