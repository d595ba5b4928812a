"""The categories of change: every field, and every entry or section that may come or go."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lca.rules.comparison.language import RULE
from lca.rules.comparison.shape import Entries, Leaf, Section


@cache
def field_categories() -> frozenset[str]:
    """Every field, whatever entry it belongs to."""
    return frozenset(name for name, part in _parts(RULE, "") if isinstance(part, Leaf))


@cache
def entry_categories() -> frozenset[str]:
    """What comes and goes by name."""
    return frozenset(name for name, part in _parts(RULE, "") if isinstance(part, Entries))


@cache
def section_categories() -> frozenset[str]:
    """What comes and goes as a whole."""
    parts = ((name, part) for name, part in _parts(RULE, "") if isinstance(part, Section))
    return frozenset(name for name, part in parts if part.came or part.went)


def _parts(section: Section, above: str) -> Iterator[tuple[str, Leaf | Section | Entries]]:
    for key, part in section.fields.items():
        name = f"{above}.{key}".lstrip(".")
        yield name, part
        if not isinstance(part, Leaf):
            yield from _parts(part.entry if isinstance(part, Entries) else part, name)
