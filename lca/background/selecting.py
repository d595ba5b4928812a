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
from lca.errors import Finding, InputError, Location, Severity
from lca.factors.geography import Gazetteer
from lca.factors.schema import Step

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 6
"""How many processes a message names."""
REST = {"row": 0, "rest-of-world": 0, "rest of world": 0, "glo": 1, "global": 1, "world": 1, "": 2}
"""Names of the world as databases write it; the rest of the world is nearer to a place than all of it."""


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
    places: Gazetteer | None = None,
    place: Location = Location(),
) -> Selection:
    """The process that is meant by an id or a name.

    Args:
        directory: of the database.
        process: id, or name of the process or of its product.
        geography: the place that it must have, as the database or the gazetteer writes it.
        near: the site's place, which decides between several of one name.
        places: the gazetteer.
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
        inside = [one for one in found if _same(directory.location(one), geography, places)]
        if not inside:
            shown = tuple(dict.fromkeys(directory.location(one) or "-" for one in found))
            raise InputError(Finding("B704", {**told, "geography": geography}, place, candidates=shown))
        found = inside
    if len(found) == 1:
        return Selection(found[0], (step,))
    best = _nearest_place(directory, found, near, places)
    if len(best) != 1:
        shown = tuple(f"{directory.described(one)} ({_id(directory, one)})" for one in best[:SHOWN])
        raise InputError(Finding("B703", {**told, "count": len(best)}, place, candidates=shown))
    where = directory.location(best[0]) or "-"
    chosen = Step("background_place", {"place": where, "near": near or "-", "count": len(found)})
    notes = () if near and _same(where, near, places) else (_proxy(told, where, near, place),)
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


def _same(one: str, other: str, places: Gazetteer | None) -> bool:
    if one.strip().casefold() == other.strip().casefold():
        return True
    codes = {_code(one, places), _code(other, places)}
    return len(codes) == 1 and None not in codes


def _code(text: str, places: Gazetteer | None) -> str | None:
    known = places.spellings if places is not None else {}
    return known.get(text.strip().casefold())


def _nearest_place(
    directory: Directory, found: Sequence[int], near: str | None, places: Gazetteer | None
) -> list[int]:
    """Those of the lowest rank; all of them where a place is unknown that may be nearer than the world."""
    ranks = [_rank(directory.location(one), near, places) for one in found]
    inside = [rank for rank in ranks if rank is not None]
    lowest = min(inside, default=None)
    if lowest is None or (lowest >= WORLD and None in ranks):
        return list(found)
    return [one for one, rank in zip(found, ranks, strict=True) if rank == lowest]


WORLD = 100
"""Rank of the world's names: behind every place that contains the site."""
ELSEWHERE = 1000
"""Rank of a known place that does not contain the site: never chosen while another serves."""


def _rank(location: str, near: str | None, places: Gazetteer | None) -> int | None:
    """How far a place lies above the site; None for a region that is not known."""
    if near is not None and _same(location, near, places):
        return 0
    rest = REST.get(location.strip().casefold())
    if rest is not None:
        return WORLD + rest
    code, site = _code(location, places), _code(near or "", places)
    if code is None or places is None:
        return None
    chain = places.chain(site) if site is not None else ()
    return next((level for level, codes in enumerate(chain) if code in codes), ELSEWHERE)
