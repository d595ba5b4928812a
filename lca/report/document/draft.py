"""From drafts to blocks: headings, tables and figures get numbers, sentences those they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lca.i18n import Language, text
from lca.report.document.blocks import Block, Figure, Formula, Heading, Paragraph, Table

ANNEXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading before it is numbered.

    ``annex`` says how an annex of level 1 binds, ``plain`` takes no number, ``listed`` puts it into contents.
    """

    text: str
    level: int = 1
    annex: Literal["normative", "informative"] | None = None
    plain: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence of the catalogue about the next table or figure, or the formulas that follow it at once.

    Its ``{number}`` becomes ``table 3``, ``figure 1``, ``formulas (4) to (9)``.
    """

    key: str
    to: Literal["table", "figure", "formula"]
    params: Mapping[str, object] = field(default_factory=dict)


Draft: TypeAlias = Title | Lead | Block


def numbered(drafts: Iterable[Draft], language: Language) -> tuple[Block, ...]:
    """The blocks of a document; formulas come with their numbers."""
    waiting = tuple(drafts)
    counters = _Counters(language)
    return tuple(_numbered(waiting, counters))


@dataclass
class _Counters:
    """What has been numbered so far; lives for one document."""

    language: Language
    sections: list[int] = field(default_factory=list)
    annex: int = 0
    tables: int = 0
    figures: int = 0

    def heading(self, title: Title) -> Heading:
        if title.plain:
            return Heading(title.text, title.level)
        if title.annex:
            self.annex, self.sections, self.tables, self.figures = self.annex + 1, [0], 0, 0
            words = text(f"document.annex.{title.annex}", self.language, title=title.text)
            return Heading(words, title.level, text("document.annex", self.language, letter=self._letter))
        self.sections = [*self.sections, *[0] * title.level][: title.level]
        self.sections[-1] += 1
        head = [self._letter] if self.annex else []
        tail = self.sections[1:] if self.annex else self.sections
        return Heading(title.text, title.level, ".".join([*head, *map(str, tail)]), title.listed)

    @property
    def _letter(self) -> str:
        return ANNEXES[self.annex - 1]

    def number(self, kind: str, ahead: int = 0) -> str:
        """The number of the table or figure last numbered, or of the one that comes ``ahead``."""
        count = (self.tables if kind == "table" else self.figures) + ahead
        number = f"{self._letter}.{count}" if self.annex else str(count)
        return text(f"document.{kind}_number", self.language, number=number)


def _numbered(drafts: Sequence[Draft], counters: _Counters) -> Iterator[Block]:
    for position, draft in enumerate(drafts):
        if isinstance(draft, Title):
            yield counters.heading(draft)
        elif isinstance(draft, Lead):
            number = _referred(draft, drafts[position + 1 :], counters)
            words = text(f"document.{draft.key}", counters.language, None, number=number, **draft.params)
            yield Paragraph(words)
        else:
            yield _captioned(draft, counters)


def _captioned(block: Block, counters: _Counters) -> Block:
    if isinstance(block, Table):
        counters.tables += 1
    elif isinstance(block, Figure):
        counters.figures += 1
    else:
        return block
    number = counters.number("table" if isinstance(block, Table) else "figure")
    caption = text("document.captioned", counters.language, number=number, caption=block.caption)
    return replace(block, caption=caption)


def _leading(drafts: Sequence[Draft]) -> Iterator[Formula]:
    """The formulas at the head, up to what is none."""
    for draft in drafts:
        if not isinstance(draft, Formula):
            return
        yield draft


def _referred(lead: Lead, following: Sequence[Draft], counters: _Counters) -> str:
    if lead.to != "formula":
        return counters.number(lead.to, ahead=1)
    run = [formula.number for formula in _leading(following)]
    key = {1: "formula_number", 2: "formula_two"}.get(len(run), "formula_numbers")
    return text(f"document.{key}", counters.language, first=run[0], last=run[-1])
