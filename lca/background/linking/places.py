"""How near a supplier's place is to a consumer's: the place itself, what contains it, the rest, the world.

The order, nearest first: the same place; its parents in the gazetteer (a province's grid, its country); a
region within a continent (``Europe without Switzerland``, ``ENTSO-E``); the continent (``RER``); the rest of
the world; the world; a place that is not stated. A place that does not contain the consumer's is no supplier
for it.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache

from lca.background.linking.regions import EUROPE, REST, WORLD, excluded, narrow, wide
from lca.content import content
from lca.factors.geography import Gazetteer, gazetteer

SAME = 0
REGION = 20
CONTINENT = 30
REST_OF_WORLD = 40
GLOBAL = 50
NOT_STATED = 60


@lru_cache(maxsize=65536)
def distance(consumer: str, supplier: str) -> int | None:
    """Tier of a supplier's place for a consumer's, smaller is nearer; None where it does not contain it."""
    here, there = folded(consumer), folded(supplier)
    if here == there or (_code(here) is not None and _code(here) == _code(there)):
        return SAME
    if there in WORLD:
        return GLOBAL
    if there in REST:
        return None if here in WORLD else REST_OF_WORLD
    if not there:
        return NOT_STATED
    above = _parents(here)
    code = _code(there) or there.upper()
    if code in above:
        return 1 + above.index(code)
    return _regional(_country(here), there)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case with single blanks."""
    return " ".join(text.split()).casefold()


def _regional(country: str | None, region: str) -> int | None:
    if country is None:
        return None
    without = excluded(region)
    if without is not None:
        names = {_code(name) or name.upper() for name in without}
        return REGION if country in EUROPE.split() and country not in names else None
    if country in narrow(region):
        return REGION
    return CONTINENT if country in wide(region) else None


@cache
def _gazetteer() -> Gazetteer:
    with (content("factors") / "geography.csv").open(encoding="utf-8", newline="") as file:
        return gazetteer(csv.DictReader(file))


def _code(text: str) -> str | None:
    found = _gazetteer().spellings.get(text)
    return None if found is None or _gazetteer().places[found].level == "global" else found


def _parents(text: str) -> tuple[str, ...]:
    """Codes above a place, the nearest first, without the world; of ``US-WECC``, unknown, its country."""
    code = _code(text)
    if code is None:
        head = text.partition("-")[0]
        return (head.upper(),) if "-" in text and len(head) == 2 else ()
    levels = _gazetteer().chain(code)[1:]
    codes = [name for level in levels for name in level]
    return tuple(name for name in codes if _gazetteer().places[name].level != "global")


def _country(text: str) -> str | None:
    """The ISO code of the country in which a place lies; a two-letter code is taken as one."""
    code = _code(text)
    above = (code, *_parents(text)) if code else _parents(text)
    countries = [name for name in above if len(name) == 2]
    if countries:
        return countries[-1]
    return text.upper() if len(text) == 2 else None
