"""Finding a process of a background database by what a rule or a company calls it.

An id is exact. A name is that of a process or, where no process has it, that of a product; case, blanks and
hyphens do not count. Several processes of one name differ by place: a stated place decides, and without one
the place nearest to the site. Nothing is guessed: what is still open is told with the names to choose from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lca.background.database import Background
from lca.background.linking.places import SAME, distance
from lca.errors import Finding, InputError, Location, Severity
from lca.factors.schema import Step

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 6
"""How many processes a message names."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The process that was meant: its position, the reasoning, and what a reader must be told."""

    position: int
    trail: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, eq=False)
class Directory:
    """The names of a database, indexed when first asked for."""

    background: Background

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """Id of a process to its position."""
        return {key: index for index, key in enumerate(self._column("id"))}

    @cached_property
    def names(self) -> Mapping[str, Sequence[int]]:
        """Folded name of a process to its positions."""
        return _positions(self._column("name"))

    @cached_property
    def products(self) -> Mapping[str, Sequence[int]]:
        """Folded name of a product to the positions of what makes it."""
        return _positions(self._column("product"))

    def location(self, position: int) -> str:
        """The place of a process as the database writes it."""
        return str(self._cell("location", position))

    def described(self, position: int) -> str:
        """``name, place [unit]``: a process as messages call it."""
        place = self.location(position)
        words = f"{self._cell('name', position)}, {place}" if place else str(self._cell("name", position))
        return f"{words} [{self._cell('unit', position)}]"

    def nearest(self, text: str, count: int = SHOWN) -> tuple[str, ...]:
        """The processes whose name or product is most like a text, best first."""
        from rapidfuzz import fuzz, process

        wanted, names = folded(text), list(dict.fromkeys((*self.names, *self.products)))
        hits = process.extract(wanted, names, scorer=fuzz.WRatio, limit=count, score_cutoff=60)
        positions = (index for name, _, _ in hits for index in self._named(name))
        return tuple(dict.fromkeys(self.described(index) for index in positions))[:count]

    def candidates(self, text: str) -> Sequence[int]:
        """Positions that an id, the name of a process or that of a product may mean."""
        if text in self.ids:
            return (self.ids[text],)
        return self._named(folded(text))

    def _named(self, name: str) -> Sequence[int]:
        return self.names.get(name) or self.products.get(name, ())

    def _column(self, name: str) -> list[str]:
        values: list[str | None] = self._table.column(name).to_pylist()
        return [value or "" for value in values]

    def _cell(self, name: str, position: int) -> str:
        return self._table.column(name)[position].as_py() or ""

    @property
    def _table(self) -> pa.Table:
        return self.background.processes


def select(
    directory: Directory,
    process: str,
    *,
    geography: str | None = None,
    near: str | None = None,
    place: Location = Location(),
) -> Selection:
    """The process that is meant by an id or a name.

    Args:
        directory: of the database.
        process: id, or name of the process or of its product.
        geography: the place that it must have, by code or name.
        near: the site's place, which decides between several of one name: the nearest that contains it.
        place: where the wish stands, for messages.

    Raises:
        InputError: B702 nothing is called so, B703 several are, B704 none of them has this place.
    """
    found, name = list(directory.candidates(process)), directory.background.name
    told: dict[str, object] = {"process": process, "database": name}
    if not found:
        raise InputError(Finding("B702", told, place, candidates=directory.nearest(process)))
    step = Step("background_id" if process in directory.ids else "background_name", told)
    if geography is not None:
        inside = [one for one in found if _same(directory.location(one), geography)]
        if not inside:
            shown = tuple(dict.fromkeys(directory.location(one) or "-" for one in found))
            raise InputError(Finding("B704", {**told, "geography": geography}, place, candidates=shown))
        found = inside
    if len(found) == 1:
        return Selection(found[0], (step,))
    best = _nearest_place(directory, found, near)
    if len(best) != 1:
        shown = tuple(f"{directory.described(one)} ({_id(directory, one)})" for one in best[:SHOWN])
        raise InputError(Finding("B703", {**told, "count": len(best)}, place, candidates=shown))
    where = directory.location(best[0]) or "-"
    chosen = Step("background_place", {"place": where, "near": near or "-", "count": len(found)})
    notes = () if near and _same(where, near) else (_proxy(told, where, near, place),)
    return Selection(best[0], (step, chosen), notes)


def folded(name: str) -> str:
    """Lower case without blanks and hyphens, so that two spellings of one name are one."""
    return re.sub(r"[\s‐-―-]+", "", unicodedata.normalize("NFKC", name)).casefold()


def _proxy(told: Mapping[str, object], where: str, near: str | None, place: Location) -> Finding:
    return Finding("B705", {**told, "place": where, "near": near or "-"}, place, Severity.WARNING)


def _positions(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        found.setdefault(folded(name), []).append(index)
    return found


def _id(directory: Directory, position: int) -> str:
    return str(directory.background.processes.column("id")[position].as_py())


def _same(one: str, other: str) -> bool:
    return distance(one, other) == SAME


def _nearest_place(directory: Directory, found: Sequence[int], near: str | None) -> list[int]:
    """Those nearest to the site; all of them where none contains it."""
    far = {one: distance(near or "", directory.location(one)) for one in found}
    known = [tier for tier in far.values() if tier is not None]
    return [one for one in found if far[one] == min(known)] if known else list(found)
