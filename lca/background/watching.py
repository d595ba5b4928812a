"""An archive that tells how much of it was read, so that a person sees how long an import still takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lca.background.reading import Archive, chosen, known, open_archive


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


@contextmanager
def watched(
    path: Path, format: str | None, database: str | None, tell: Callable[[int, int], None]
) -> Iterator[tuple[Watched, str]]:
    """Open an archive that tells the members read and all there are; gives it with its format.

    Raises:
        InputError: as :func:`lca.background.reading.read`.
    """
    known(path, format)
    with open_archive(path) as archive:
        found = chosen(archive, format, database)
        yield Watched(archive.path, archive.members, archive.source, tell), found
