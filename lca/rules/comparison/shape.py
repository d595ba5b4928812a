"""Of what the language is made, for comparing: fields, sections of fields, entries by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lca.rules.comparison import judging as by
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.change import Verb
from lca.rules.comparison.judging import Compare, Weighed

Weighing: TypeAlias = Weighed | Callable[[str, Tree, Tree], Weighed]
"""A weight, or what tells it from the key of an entry, the entry, and the entries of the other rule."""


@dataclass(frozen=True)
class Leaf:
    """One field; ``numeric`` ones may move the total or a stage, ``formula`` says that names stand in it."""

    compare: Compare
    numeric: bool = False
    formula: bool = False


@dataclass(frozen=True)
class Section:
    """Several fields.

    Where a section stands in one rule only, ``came`` and ``went`` weigh the whole, or its ``decisive`` field
    alone is told; without either, a section that is not there is an empty one. Where the field ``kind``
    differs the two are not the same sort of thing, and nothing else is told of them.
    """

    fields: Mapping[str, Shape]
    decisive: str | None = None
    kind: str | None = None
    came: Weighed | Callable[[Tree], Weighed] | None = None
    went: Weighed | None = None
    numeric: bool = False


@dataclass(frozen=True)
class Entries:
    """Sections by name; ``added`` and ``removed`` weigh an entry that stands in one rule only."""

    entry: Section
    added: Weighing
    removed: Weighing
    numeric: bool = False


Shape: TypeAlias = Leaf | Section | Entries

WORDS = Leaf(by.words())
SOURCE = Leaf(by.words(by.SOURCED, Verb.CHANGED))
CLAUSE = Leaf(by.words(changed=Verb.CHANGED))
TEXTS: Mapping[str, Shape] = {"label": WORDS, "clause": CLAUSE}


def plain(weight: Weighed, *, numeric: bool = False) -> Leaf:
    """A field of which any difference weighs the same."""
    return Leaf(by.fixed(weight), numeric)


def formula(weight: Weighed) -> Leaf:
    """An expression that does not enter the total."""
    return Leaf(by.formula(weight), formula=True)


def amount(weight: Weighed) -> Leaf:
    """A quantity that does not enter the total."""
    return Leaf(by.amount(weight))


NUMBER = Leaf(by.formula(), numeric=True, formula=True)
CHOSEN = plain(by.NUMBER, numeric=True)
