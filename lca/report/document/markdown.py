"""A document as GitHub flavoured Markdown that also reads as plain text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lca.i18n import Language, text
from lca.report.document.blocks import Block, Document, Figure, Formula, Heading, Items, Paragraph, Table
from lca.report.mathematics import latex, latex_symbol

_SPECIAL = re.compile(r"([\\`*\[\]<>|$~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"\b(https?)://|\bwww\.(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markdown:
    """The text, and the drawings that stand in files beside it by their names."""

    text: str
    files: dict[str, str] = field(default_factory=dict)


def markdown(documents: Sequence[Document], stem: str | None = None) -> Markdown:
    """Write documents one after the other.

    With ``stem`` the drawings are files ``STEM.LANGUAGE.N.svg`` beside the text; without it they stand at
    its end as data, so that the text above stays readable.
    """
    drawings = _Drawings(stem)
    parts = ["\n\n".join(_document(document, drawings)) for document in documents]
    return Markdown("\n\n---\n\n".join(parts) + drawings.footer() + "\n", drawings.files)


@dataclass
class _Drawings:
    """The drawings met so far."""

    stem: str | None
    files: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)

    def image(self, figure: Figure, language: Language) -> str:
        number = len(self.files) + len(self.data) + 1
        words = escaped(figure.alternative)
        if self.stem is None:
            encoded = b64encode(figure.svg.encode()).decode()
            self.data.append(f"[figure-{number}]: data:image/svg+xml;base64,{encoded}")
            return f"![{words}][figure-{number}]"
        name = f"{self.stem}.{language}.{number}.svg"
        self.files[name] = figure.svg
        return f"![{words}](<{name}>)"

    def footer(self) -> str:
        return "\n\n" + "\n".join(self.data) if self.data else ""


def escaped(words: str) -> str:
    """Words that Markdown prints as they are, on one line, and turns into nothing else."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return _ADDRESS.sub(lambda match: f"{match[1]}:\\//" if match[1] else "www\\.", plain)


def _started(words: str) -> str:
    """Words that begin a block and must not be taken for a list or a heading."""
    return _LINE_START.sub(
        lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", escaped(words)
    )


def _document(document: Document, drawings: _Drawings) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    if document.subtitle:
        yield escaped(document.subtitle)
    yield "\n".join(f"- **{escaped(label)}**: {escaped(words)}" for label, words in document.facts)
    for block in document.blocks:
        yield from _block(block, document.language, drawings)


def _block(block: Block, language: Language, drawings: _Drawings) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * min(block.level + 1, 6)} {escaped(f'{block.number} {block.text}'.strip())}"
        case Paragraph():
            yield f"> {_started(block.text)}" if block.emphasis else _started(block.text)
        case Items():
            marks = (
                (f"{n}." for n in range(1, len(block.items) + 1))
                if block.ordered
                else ("-" for _ in block.items)
            )
            yield "\n".join(f"{mark} {_started(item)}" for mark, item in zip(marks, block.items, strict=True))
        case Table():
            yield f"**{escaped(block.caption)}**"
            yield _table(block)
        case Formula():
            yield from _formula(block, language)
        case Figure():
            yield drawings.image(block, language)
            yield f"**{escaped(block.caption)}**"


def _table(table: Table) -> str:
    head = [escaped(cell) for cell in table.head]
    rows = [[escaped(cell) for cell in row] for row in table.rows]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _formula(formula: Formula, language: Language) -> Iterator[str]:
    yield f"$$\n{latex(formula)} \\tag{{{formula.number}}}\n$$"
    if formula.where:
        yield text("document.where", language)
        yield "\n".join(_symbols(formula, language))


def _symbols(formula: Formula, language: Language) -> Iterator[str]:
    for symbol in formula.where:
        key = "document.symbol_unit" if symbol.unit else "document.symbol_line"
        words = text(key, language, meaning=symbol.meaning, unit=symbol.unit)
        yield f"- ${latex_symbol(formula, symbol.name)}$: {escaped(words)}"
