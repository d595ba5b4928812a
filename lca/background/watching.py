"""An archive that tells how much of it was read, so that a person sees how long an import still takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from lca.background import reading
from lca.background.reading import FORMATS, Archive, detect, open_archive
from lca.background.records import Reading


@dataclass(frozen=True, eq=False)
class Watched(Archive):
    """An archive whose members are counted when they are read for the first time."""

    tell: Callable[[int, int], None] = field(default=lambda done, whole: None, repr=False)
    seen: set[str] = field(default_factory=set, repr=False)

    def read(self, name: str) -> bytes:
        """All bytes of a member; see :meth:`Archive.read`."""
        self.seen.add(name)
        self.tell(len(self.seen), len(self.members))
        return super().read(name)


def read_watched(path: Path, format: str | None, tell: Callable[[int, int], None]) -> Reading:
    """Read as :func:`lca.background.reading.read` does, and tell the members read and all there are.

    Raises:
        InputError: as :func:`lca.background.reading.read`.
    """
    if format is not None and format not in FORMATS:
        return reading.read(path, format)
    with open_archive(path) as archive:
        chosen = format or detect(archive)
        watched = Watched(archive.path, archive.members, archive.source, tell)
        found: Reading = import_module(f"{reading.__name__}.{chosen}").read(watched)
        return found
