"""Search over items, names and the glossary, in Chinese and English, forgiving typing errors.

A text scores a spelling from 0 to 100: 100 for the same words, 72 to 95 where the spelling contains
them (the more of it they are, the higher), and the edit similarity (from 70) where it does not. An item
that is named brings its documented default with it (1 less) and the items below it (8 less); a word of
the glossary the items that it means (98 and less). Hits that lie far behind the best are no answer and
are cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lca.factors.columns import day
from lca.factors.glossary import Glossary, folded, read_glossary
from lca.factors.schema import Factor, FactorKind
from lca.factors.table import FactorTable

SIMILAR = 70.0
BEHIND = 12.0
NAMED = 90.0
ASIDE, GLOSSARY, UNDER = 1.0, 2.0, 8.0
KINDS = tuple(FactorKind)


@dataclass(frozen=True, slots=True)
class Hit:
    """A factor found, with how near it is (0 to 100)."""

    factor: Factor
    score: float


@dataclass(frozen=True, slots=True)
class Filter:
    """What a hit must be: all that are given; ``as_of`` is a day on which it was published and in force."""

    kind: FactorKind | None = None
    year: int | None = None
    place: str | None = None
    category: str | None = None
    as_of: date | None = None

    def keeps(self, row: Sequence[str]) -> bool:
        """Whether a row of facts passes."""
        _, kind, place, year, category, *dates = row
        return (
            self.kind in (None, kind)
            and (self.year is None or str(self.year) == year)
            and self.place in (None, place)
            and self.category in (None, category)
            and (self.as_of is None or in_force(self.as_of, *dates))
        )


ANY = Filter()
FACTS = ("id", "kind", "geography", "reference_year", "category", "published", "valid_from", "valid_to")


def in_force(on: date, published: str, begin: str, end: str) -> bool:
    """Whether a factor was published and in force on a day; what states no date always was."""
    begun = all(start is None or start <= on for start in (day(published), day(begin)))
    last = day(end)
    return begun and (last is None or last >= on)


@dataclass(frozen=True, slots=True)
class Index:
    """Folded spellings and what each leads to: items, and rows whose factors bear the name.

    ``facts`` are the cells that filters and order need, a tuple a row, so that only hits become factors.
    """

    table: FactorTable
    spellings: tuple[str, ...]
    items: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[int, ...]]
    facts: Sequence[Sequence[str]]
    glossary: Glossary


def index_of(table: FactorTable, glossary: Glossary | None = None) -> Index:
    """Build the index of a table; GWP values are looked up by set, not searched."""
    items: dict[str, tuple[str, ...]] = {}
    for key in known_items(table):
        for spelling in table.items[key].spellings:
            text = folded(spelling)
            items[text] = (*items.get(text, ()), key)
    facts = list(zip(*(table.rows[name].to_pylist() for name in FACTS), strict=True))
    rows: dict[str, tuple[int, ...]] = {}
    columns = (table.rows[name].to_pylist() for name in ("kind", "name_en", "name_zh"))
    for position, (kind, *names) in enumerate(zip(*columns, strict=True)):
        for name in filter(None, names if kind != FactorKind.GWP else ()):
            text = folded(name)
            rows[text] = (*rows.get(text, ()), position)
    spellings = tuple(dict.fromkeys((*items, *rows)))
    return Index(table, spellings, items, rows, facts, read_glossary() if glossary is None else glossary)


def known_items(table: FactorTable) -> Iterator[str]:
    """Items that have factors, and general ones that only lead to such."""
    for key, item in table.items.items():
        if item.default or key in table.by_item:
            yield key


def search(index: Index, text: str, limit: int = 10, wanted: Filter = ANY) -> list[Hit]:
    """Give the factors nearest to ``text`` that pass the filter, best first, without a tail of strangers.

    Ties go to footprints, to whole countries before their parts, to China, to the latest year, to the id.
    """
    scores = row_scores(index, folded(text))
    kept = {row: score for row, score in scores.items() if wanted.keeps(index.facts[row])}
    best = max(kept.values(), default=0.0)
    near = [row for row, score in kept.items() if score >= best - BEHIND]
    ordered = sorted(near, key=lambda row: (-kept[row], *order(index, row)))
    return [Hit(index.table.factor(row), kept[row]) for row in ordered[:limit]]


def order(index: Index, row: int) -> tuple[int, bool, bool, int, str]:
    """Give the sort key of rows with the same score."""
    key, kind, place, year, *_ = index.facts[row]
    part = index.table.geography.places[place].level in ("province", "state", "grid_region")
    return KINDS.index(FactorKind(kind)), part, place != "CN", -int(year or 0), key


def row_scores(index: Index, text: str) -> dict[int, float]:
    """Row to the best score of its item's spellings and of its own names."""
    scores: dict[int, float] = {}
    items: dict[str, float] = {}
    for spelling, score in near_spellings(index, text):
        for position in index.rows.get(spelling, ()):
            scores[position] = max(score, scores.get(position, 0.0))
        for item in index.items.get(spelling, ()):
            items[item] = max(score, items.get(item, 0.0))
    for item, score in list(meant(index, text, items)):
        items[item] = max(score, items.get(item, 0.0))
    for item, score in items.items():
        for position in index.table.by_item.get(item, ()):
            scores[position] = max(score, scores.get(position, 0.0))
    return scores


def near_spellings(index: Index, text: str) -> Iterator[tuple[str, float]]:
    """Spellings that equal, contain or resemble a folded text, with their scores."""
    from rapidfuzz import fuzz, process

    if not text:
        return
    for name, score, _ in process.extract(
        text, index.spellings, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None
    ):
        yield name, score
    words = text.split()
    for name in index.spellings:
        if contains(name, text, words):
            yield name, 72.0 + 23.0 * len(text) / len(name) if name != text else 100.0


def contains(name: str, text: str, words: list[str]) -> bool:
    """Whether a spelling contains the text as whole words, or all its words; in Chinese as a part."""
    if not text.isascii():
        return all(word in name for word in words)
    padded = f" {name} "
    return all(f" {word}" in padded for word in words) and any(f" {word} " in padded for word in words)


def meant(index: Index, text: str, named: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Items that are meant beside those named: their defaults, items below, words of the glossary."""
    for item, score in named.items():
        default = index.table.items[item].default
        while default:
            yield default, score - ASIDE
            default = index.table.items[default].default
        if score >= NAMED:
            below = (key for key in index.table.by_item if key.startswith(f"{item}."))
            yield from ((key, score - UNDER) for key in below)
    for rank, item in enumerate(index.glossary.get(text, ())):
        yield item, 100.0 - GLOSSARY - rank
