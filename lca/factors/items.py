"""Items: the canonical keys that factors are asked by, their names, synonyms and documented defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lca.factors.columns import Row


@dataclass(frozen=True, slots=True)
class Item:
    """A key such as ``freight.road``; ``default`` is the item that stands for it where it has no factor.

    ``place_bound`` items (electricity, heat) never take another country's factor.
    """

    key: str
    name: Mapping[str, str]
    synonyms: tuple[str, ...] = ()
    category: str = ""
    unit: str = ""
    default: str | None = None
    place_bound: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write the item, case folded."""
        names = (self.key, *self.name.values(), *self.synonyms)
        return tuple(name.casefold() for name in names if name)


def items_of(rows: Iterable[Row], keys: Iterable[str]) -> Mapping[str, Item]:
    """Give the curated items, and a bare item for every key that only occurs in the tables."""
    curated = {row["key"]: _item(row) for row in rows}
    bare = {key: _bare(key, curated) for key in keys if key not in curated}
    return MappingProxyType(curated | bare)


def _item(row: Row) -> Item:
    return Item(
        key=row["key"],
        name=MappingProxyType({"zh": row["name_zh"], "en": row["name_en"]}),
        synonyms=tuple(filter(None, row["synonyms"].split("|"))),
        category=row["category"],
        unit=row["unit"],
        default=row["default"] or None,
        place_bound=bool(row["place_bound"]),
    )


def _bare(key: str, curated: Mapping[str, Item]) -> Item:
    """Give an item without names of its own; whether it is bound to a place it has from its head."""
    head = curated.get(key.partition(".")[0])
    words = key.replace(".", " ").replace("_", " ")
    return Item(key, MappingProxyType({"en": words}), place_bound=head.place_bound if head else False)


def resolve(items: Mapping[str, Item], text: str) -> tuple[str, ...]:
    """Give the keys that ``text`` names: the key itself, or all items with this name or synonym."""
    if text in items:
        return (text,)
    folded = text.strip().casefold()
    return tuple(item.key for item in items.values() if folded in item.spellings)


def with_supply(items: Mapping[str, Item], supplies: Iterable[str], supply: str) -> str | None:
    """Give the item of ``supplies`` that ``supply`` names by its last segment, a name or a synonym."""
    folded = supply.strip().casefold()
    known = [items[key] for key in supplies]
    exact = (item.key for item in known if item.key.rpartition(".")[2] == folded)
    named = (item.key for item in known if folded in item.spellings)
    return next(exact, None) or next(named, None)
