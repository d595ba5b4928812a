"""A document as a Word file: real headings, formulas and tables that a committee can go on writing in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lca.i18n import Language, text
from lca.report.document import docx_parts as parts
from lca.report.document.blocks import (
    Block,
    Document,
    Figure,
    Formula,
    Heading,
    Items,
    Paragraph,
    Symbol,
    Table,
)
from lca.report.document.docx_styles import HEADINGS, WIDTH, page, properties, styles
from lca.report.document.extra import needed
from lca.report.document.picture import png
from lca.report.mathematics import omml, omml_symbol

FORMULA, NUMBER = 14.4, WIDTH - 14.4
CONTENTS_DEPTH = 2


def docx(documents: Sequence[Document]) -> bytes:
    """Write documents one after the other into one file, each with its own front page and contents.

    Raises:
        InputError: V360 python-docx is not installed.
    """
    made = needed("docx").Document()
    styles(made, documents[0].language)
    properties(made, documents[0])
    for position, document in enumerate(documents):
        section = made.sections[0] if position == 0 else made.add_section()
        page(section, document)
        writer = _Writer(made, document, position)
        writer.front()
        for block in document.blocks:
            writer.block(block)
    return parts.package(made)


@dataclass(frozen=True)
class _Writer:
    """Writes one document; ``order`` is its place in the file."""

    made: Any
    document: Document
    order: int

    @property
    def language(self) -> Language:
        return self.document.language

    def front(self) -> None:
        """The front page and the contents."""
        points = needed("docx.shared").Pt
        title = self.made.add_paragraph(parts.clean(self.document.title), style="Title")
        title.alignment, title.paragraph_format.space_before = 1, points(120)
        subtitle = self.made.add_paragraph(parts.clean(self.document.subtitle))
        subtitle.alignment, subtitle.paragraph_format.space_after = 1, points(60)
        self._grid(self.document.facts, (3.6, WIDTH - 3.6), borders=False)
        self._contents()

    def _contents(self) -> None:
        head = self.made.add_paragraph()
        head.paragraph_format.page_break_before = True
        head.alignment = 1
        head.add_run(text("document.contents", self.language)).bold = True
        entries = list(self._entries())
        for place, (level, words, name) in enumerate(entries):
            line = self.made.add_paragraph()
            line.paragraph_format.left_indent = needed("docx.shared").Cm(0.7 * (level - 1))
            line.paragraph_format.space_after = needed("docx.shared").Pt(1)
            line.paragraph_format.line_spacing = 1.05
            if place == 0:
                _open_contents(line)
            parts.link(line, words, name)
        if entries:
            line.add_run()._r.append(parts.element("w:fldChar", fldCharType="end"))
        self.made.add_page_break()

    def _entries(self) -> Iterator[tuple[int, str, str]]:
        for block in self.document.blocks:
            if isinstance(block, Heading) and block.level <= CONTENTS_DEPTH and block.listed:
                yield block.level, _heading(block), self._mark(block)

    def _mark(self, heading: Heading) -> str:
        return f"_Toc{self.order + 1}{self.document.blocks.index(heading):05d}"

    def block(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self._paragraph(block)
            case Items():
                self._items(block)
            case Table():
                self._table(block)
            case Formula():
                self._formula(block)
            case Figure():
                self._figure(block)

    def heading(self, block: Heading) -> None:
        """A heading with its number as text; annexes begin a page and stand in the middle."""
        line = self.made.add_paragraph(_heading(block), style=f"Heading {min(block.level, len(HEADINGS))}")
        if block.level == 1 and not block.number[:1].isdigit() and block.number:
            line.paragraph_format.page_break_before, line.alignment = True, 1
        if block.level <= CONTENTS_DEPTH:
            place = self.document.blocks.index(block)
            parts.bookmark(line, self._mark(block), self.order * 100_000 + place)

    def _paragraph(self, block: Paragraph) -> None:
        line = self.made.add_paragraph()
        run = line.add_run(parts.clean(block.text))
        if block.emphasis:
            shared = needed("docx.shared")
            run.font.size = shared.Pt(9.5)
            line.paragraph_format.left_indent = shared.Cm(0.74)

    def _items(self, block: Items) -> None:
        centimetres = needed("docx.shared").Cm
        for number, item in enumerate(block.items, 1):
            line = self.made.add_paragraph(style=None if block.ordered else "List Bullet")
            if block.ordered:
                line.paragraph_format.left_indent = centimetres(1.1)
                line.paragraph_format.first_line_indent = centimetres(-0.8)
                line.paragraph_format.tab_stops.add_tab_stop(centimetres(1.1))
            line.add_run((f"{number})\t" if block.ordered else "") + parts.clean(item))

    def _table(self, block: Table) -> None:
        self._caption(block.caption, above=True)
        widths = block.widths or (1.0,) * len(block.head)
        whole = sum(widths)
        self._grid((block.head, *block.rows), [WIDTH * width / whole for width in widths], borders=True)
        after = self.made.add_paragraph()
        after.paragraph_format.space_after = needed("docx.shared").Pt(2)
        after.paragraph_format.line_spacing = 0.6

    def _grid(self, rows: Sequence[Sequence[str]], widths: Sequence[float], borders: bool) -> None:
        shared = needed("docx.shared")
        table = self.made.add_table(rows=len(rows), cols=len(widths))
        if borders:
            table.style = "Table Grid"
        table.autofit, table.alignment = False, 1
        for place, width in enumerate(widths):
            table.columns[place].width = shared.Cm(width)
        for place, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            parts.together(row)
            if borders and place == 0:
                parts.repeated(row)
            for cell, words, width in zip(row.cells, cells, widths, strict=True):
                cell.width = shared.Cm(width)
                _fill(cell, words, head=borders and place == 0, small=borders)

    def _caption(self, words: str, above: bool) -> None:
        line = self.made.add_paragraph(parts.clean(words), style="Caption")
        line.paragraph_format.keep_with_next = above

    def _formula(self, block: Formula) -> None:
        centimetres = needed("docx.shared").Cm
        table = self.made.add_table(rows=1, cols=2)
        parts.borderless(table)
        table.autofit = False
        left, right = table.rows[0].cells
        left.width, right.width = centimetres(FORMULA), centimetres(NUMBER)
        table.columns[0].width, table.columns[1].width = left.width, right.width
        left.vertical_alignment = right.vertical_alignment = 1
        parts.mathematics(left.paragraphs[0], omml(block))
        right.paragraphs[0].alignment = 2
        right.paragraphs[0].add_run(text("document.formula_mark", self.language, number=block.number))
        if block.where:
            self.made.add_paragraph(
                text("document.where", self.language)
            ).paragraph_format.keep_with_next = True
        for symbol in block.where:
            self._symbol(block, symbol)

    def _symbol(self, formula: Formula, symbol: Symbol) -> None:
        shared = needed("docx.shared")
        line = self.made.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.space_after = shared.Cm(0.74), shared.Pt(1)
        parts.mathematics(line, omml_symbol(formula, symbol.name))
        key = "document.symbol_unit" if symbol.unit else "document.symbol_line"
        words = text(key, self.language, meaning=symbol.meaning, unit=symbol.unit)
        line.add_run("——" + parts.clean(words))

    def _figure(self, block: Figure) -> None:
        line = self.made.add_paragraph()
        line.alignment, line.paragraph_format.keep_with_next = 1, True
        shape = line.add_run().add_picture(io.BytesIO(png(block.svg)))
        room = needed("docx.shared").Cm(WIDTH)
        if shape.width > room:
            shape.width, shape.height = room, int(shape.height * room / shape.width)
        shape._inline.docPr.set("descr", parts.clean(block.alternative))
        shape._inline.docPr.set("title", parts.clean(block.caption))
        self._caption(block.caption, above=False)


def _heading(block: Heading) -> str:
    return parts.clean(f"{block.number}\u3000{block.text}" if block.number else block.text)


def _open_contents(line: Any) -> None:
    """Begin the field of the contents; what follows stands until Word makes them anew."""
    begin = parts.element("w:fldChar", fldCharType="begin", dirty="true")
    line.add_run()._r.append(begin)
    code = parts.element("w:instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f' TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u '
    line.add_run()._r.append(code)
    line.add_run()._r.append(parts.element("w:fldChar", fldCharType="separate"))


def _fill(cell: Any, words: str, head: bool, small: bool) -> None:
    shared = needed("docx.shared")
    line = cell.paragraphs[0]
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = shared.Pt(0), 1.1
    line.paragraph_format.keep_with_next = head
    run = line.add_run(parts.clean(words))
    if small:
        run.font.size = shared.Pt(9)
    if head:
        run.bold = True
        line.alignment = 1
        parts.shaded(cell)
