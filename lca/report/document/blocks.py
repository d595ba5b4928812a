"""What a document is made of, whatever its format: headings, paragraphs, tables, formulas, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from lca.i18n import Language
from lca.report.mathematics.formula import Formula, Symbol

__all__ = [
    "Block",
    "Document",
    "Figure",
    "Formula",
    "Heading",
    "Items",
    "Paragraph",
    "Symbol",
    "Table",
]


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
