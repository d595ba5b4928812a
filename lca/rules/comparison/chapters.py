"""The chapters under which changes are told: those of the standard's document, in its order."""

from __future__ import annotations

from typing import Final

CHAPTERS: Final = (
    ("head", ("title", "status", "superseded_by", "level", "extends")),
    ("introduction", ("text.introduction",)),
    ("scope", ("text.scope",)),
    ("references", ("standards",)),
    ("terms", ("terms",)),
    ("goal", ("text.goal",)),
    ("product", ("product", "text.description")),
    ("unit", ("unit", "alternative_units")),
    ("boundary", ("boundary.type", "boundary.stages", "boundary")),
    ("exclusions", ("boundary.exclusions",)),
    ("cut_off", ("cut_off",)),
    ("data", ("data_quality",)),
    ("collection", ("activity_data", "text.data_collection")),
    ("constants", ("parameters",)),
    ("quantities", ("quantities",)),
    ("processes", ("processes",)),
    ("allocation", ("allocation", "processes.allocation", "processes.co_products")),
    ("electricity", ("electricity",)),
    ("recycling", ("end_of_life",)),
    ("balances", ("processes.balances",)),
    ("interpretation", ("text.interpretation",)),
    ("sensitivities", ("sensitivities",)),
    ("storage", ("carbon_storage",)),
    ("classes", ("classes",)),
    ("report", ("report",)),
    ("comparability", ("comparability",)),
    ("declaration", ("text.declaration",)),
    ("validity", ("valid",)),
    ("tests", ("tests",)),
)
"""A chapter and the categories that stand in it; the longest that a category begins with counts."""

_ORDER: Final = tuple(chapter for chapter, _ in CHAPTERS)
_HOMES: Final = {prefix: chapter for chapter, prefixes in CHAPTERS for prefix in prefixes}


def chapter_of(category: str) -> str:
    """The chapter of a category."""
    parts = category.split(".")
    heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next(_HOMES[head] for head in heads if head in _HOMES)


def place_of(category: str) -> int:
    """Where the chapter of a category stands among all."""
    return _ORDER.index(chapter_of(category))
