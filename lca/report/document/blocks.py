"""What a document is made of, whatever its format: headings, paragraphs, tables, formulas, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lca.i18n import Language
from lca.rules.expression.tree import Node


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is a chapter. ``number`` as printed (``5.2.1``, ``附录A``), empty for none.

    One that is not ``listed``, such as a term, stands in no contents.
    """

    text: str
    level: int
    number: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``emphasis`` marks notes and warnings."""

    text: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; every row has as many cells as ``head``; ``widths`` are relative."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name of the language as mathematics prints it, and what it stands for."""

    name: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """``left = right`` with its number and the symbols that it uses; ``left`` is a name of the rule.

    ``letters`` are the letters by which names print (``lca.report.mathematics.letters``); the names
    themselves are the subscripts. A name without one is split at its first underscore: ``EF_p``.
    """

    left: str
    right: Node
    number: str
    where: tuple[Symbol, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG, with its caption and words for those who cannot see it."""

    svg: str
    caption: str
    alternative: str


Block: TypeAlias = Heading | Paragraph | Items | Table | Formula | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language; ``facts`` are the lines of its front page (label, words)."""

    title: str
    subtitle: str
    language: Language
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
