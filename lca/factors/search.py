"""Fuzzy search over items and names, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lca.factors.items import Item
from lca.factors.schema import Factor, FactorKind
from lca.factors.table import FactorTable

CUTOFF = 55.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A factor found, with how near it is (0 to 100)."""

    factor: Factor
    score: float


def search(
    table: FactorTable,
    text: str,
    limit: int = 10,
    *,
    kind: FactorKind | None = None,
    year: int | None = None,
    geography: str | None = None,
) -> list[Hit]:
    """Give the factors nearest to ``text``: items by key, name and synonym, then factors by name.

    Ties go to the more general item, to footprints, to the latest year, then to the id.
    """
    place = table.geography.code(geography) if geography else None
    scores = item_scores(table, text)
    hits = (
        Hit(factor, score)
        for item, score in scores.items()
        for factor in table.of_item(item)
        if (kind is None or factor.kind == kind)
        and (year is None or factor.reference_year == year)
        and (place is None or factor.geography == place)
    )
    return sorted(hits, key=order)[:limit]


def order(hit: Hit) -> tuple[float, int, bool, int, str]:
    """Give the sort key of a hit."""
    factor = hit.factor
    general = factor.item.count(".")
    return -hit.score, general, factor.kind != "footprint", -(factor.reference_year or 0), factor.id


def item_scores(table: FactorTable, text: str) -> dict[str, float]:
    """Item key to the best score of its spellings and of the names of its factors."""
    from rapidfuzz import fuzz, process, utils

    names, keys = zip(*spellings(table), strict=True)
    found = process.extract(
        text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=60, score_cutoff=CUTOFF
    )
    scores: dict[str, float] = {}
    for _, score, position in found:
        scores[keys[position]] = max(score, scores.get(keys[position], 0.0))
    for name, score in exact(table, text):
        scores[name] = score
    return scores


def exact(table: FactorTable, text: str) -> Iterator[tuple[str, float]]:
    """Items that carry the text as one of their spellings outright, and the defaults that stand for them."""
    folded = text.strip().casefold()
    for item in table.items.values():
        if folded in item.spellings:
            yield item.key, 101.0
            yield from following(table, item)


def following(table: FactorTable, item: Item) -> Iterator[tuple[str, float]]:
    """Give the chain of defaults of an item."""
    while item.default:
        item = table.items[item.default]
        yield item.key, 100.5


def spellings(table: FactorTable) -> Iterator[tuple[str, str]]:
    """(spelling, item key) of every item that has factors, and of the names of the factors."""
    for key in table.by_item:
        for spelling in table.items[key].spellings:
            yield spelling, key
    columns = (table.rows[name].to_pylist() for name in ("item", "kind", "name_en", "name_zh"))
    for key, kind, *names in zip(*columns, strict=True):
        if kind != FactorKind.GWP:
            yield from ((name, key) for name in names if name)
