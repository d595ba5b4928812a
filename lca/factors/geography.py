"""Geography codes and the way up from a province to its grid, its nation and the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lca.dimensions import NOWHERE
from lca.errors import FactorError, Finding, Location, nearest
from lca.factors.columns import Row


@dataclass(frozen=True, slots=True)
class Place:
    """A code with its names; a place may have two parents (Inner Mongolia spans two grids)."""

    code: str
    name: Mapping[str, str]
    level: str
    parents: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places by code, and the spellings that lead to them."""

    places: Mapping[str, Place]
    spellings: Mapping[str, str]

    def code(self, text: str, location: Location = NOWHERE) -> str:
        """Give the code of a place given by code, name in either language, or alias.

        Raises:
            FactorError: no place has this name, or it is the bare code of provinces of several countries.

        """
        found = self.spellings.get(text.strip().casefold())
        if found is None and len(several := ambiguous(text, self.places)) > 1:
            raise FactorError(Finding("F215", {"geography": text}, location, candidates=several))
        if found is None:
            names = [place.code for place in self.places.values()]
            names += [name for place in self.places.values() for name in place.name.values()]
            raise FactorError(Finding("F204", {"geography": text}, location, candidates=nearest(text, names)))
        return found

    def chain(self, code: str) -> tuple[tuple[str, ...], ...]:
        """Give the place, its parents, their parents, ... up to the world; one level an entry."""
        levels: list[tuple[str, ...]] = []
        level: tuple[str, ...] = (code,)
        while level:
            levels.append(level)
            seen = {name for above in levels for name in above}
            above = (parent for name in level for parent in self.places[name].parents)
            level = tuple(dict.fromkeys(parent for parent in above if parent not in seen))
        return tuple(levels)


def ambiguous(text: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Give the codes of provinces and states that a bare code such as ``SC`` may mean: CN-SC, US-SC.

    Empty where the text is a code as it stands.
    """
    names = list(codes)
    bare = text.strip().upper()
    if not bare or text in names:
        return ()
    return tuple(sorted(code for code in names if code.partition("-")[2] == bare))


def gazetteer(rows: Iterable[Row]) -> Gazetteer:
    """Give the gazetteer of a geography table."""
    places = {row["code"]: _place(row) for row in rows}
    spellings: dict[str, str] = {}
    for place in places.values():
        for name in (place.code, *place.name.values(), *place.aliases):
            spellings.setdefault(name.casefold(), place.code)
    return Gazetteer(MappingProxyType(places), MappingProxyType(spellings))


def _place(row: Row) -> Place:
    name = MappingProxyType({"zh": row["name_zh"], "en": row["name_en"]})
    return Place(row["code"], name, row["level"], _listed(row["parent"]), _listed(row["aliases"]))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
