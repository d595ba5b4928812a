"""A document as PDF/A through Typst: every word goes as data, so that no text is ever markup or code."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from lca.i18n import Language, text
from lca.report.document.blocks import Block, Document, Figure, Formula, Heading, Items, Paragraph, Table
from lca.report.document.extra import needed
from lca.report.document.fonts import Fonts, check_characters, drawn_text, find_fonts
from lca.report.document.picture import size
from lca.report.document.tables import broken, widths
from lca.report.mathematics.typst import typst as formula_markup
from lca.report.mathematics.typst import typst_symbol
from lca.rules.expression.printer import to_text

STANDARDS = ("a-2a", "ua-1")
TEXT_WIDTH = 160.0
TEXT_HEIGHT = 215.0


def pdf(*documents: Document) -> bytes:
    """Documents, one after the other, as PDF/A-2a and PDF/UA-1 on A4; the same documents give the same bytes.

    Raises:
        InputError: Typst is not installed, or no font has a character of the text (all such are named).
    """
    needed("typst")
    fonts = find_fonts()
    data = {"title": documents[0].title, "language": documents[0].language, "fonts": fonts.families}
    whole = data | {"documents": [as_data(document) for document in documents]}
    check_characters(_texts(whole), fonts)
    return _compiled(whole, fonts)


def _compiled(data: Mapping[str, Any], fonts: Fonts) -> bytes:
    source = resources.files("lca.report.document").joinpath("standard.typ").read_bytes()
    inputs = {"document": json.dumps(data, ensure_ascii=False)}
    with tempfile.TemporaryDirectory() as nowhere:
        compiler = needed("typst").Compiler(
            source,
            root=nowhere,
            font_paths=fonts.loaded,
            ignore_system_fonts=not fonts.system,
            sys_inputs=inputs,
            package_path=nowhere,
            package_cache_path=nowhere,
        )
        made: bytes = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    return made


def as_data(document: Document) -> dict[str, Any]:
    """A document as plain data for the template."""
    language = document.language
    return {
        "language": language,
        "title": document.title,
        "subtitle": document.subtitle,
        "facts": document.facts,
        "words": {key: text(f"document.{key}", language) for key in ("contents", "where")},
        "blocks": [_block(block, language) for block in document.blocks],
    }


def _block(block: Block, language: Language) -> dict[str, Any]:
    match block:
        case Heading():
            made = {"kind": "heading", "text": block.text, "level": block.level, "number": block.number}
            made["listed"] = block.listed
        case Paragraph():
            made = {"kind": "paragraph", "text": block.text, "emphasis": block.emphasis}
        case Items():
            made = {"kind": "items", "items": block.items, "ordered": block.ordered}
        case Table():
            made = _table(block)
        case Formula():
            made = _formula(block, language)
        case Figure():
            made = _figure(block)
    return made


def _table(table: Table) -> dict[str, Any]:
    rows = [[broken(cell) for cell in row] for row in table.rows]
    head = [broken(cell) for cell in table.head]
    return {"kind": "table", "caption": table.caption, "head": head, "rows": rows, "widths": widths(table)}


def _formula(formula: Formula, language: Language) -> dict[str, Any]:
    return {
        "kind": "formula",
        "markup": formula_markup(formula),
        "alt": f"{formula.left} = {to_text(formula.right)}",
        "number": text("document.formula_mark", language, number=formula.number) if formula.number else "",
        "where": list(_where(formula, language)),
    }


def _where(formula: Formula, language: Language) -> Iterator[dict[str, str]]:
    dash, between, end = ("——", "；", "。") if language == "zh" else ("– ", ";", ".")
    for symbol in formula.where:
        key = "document.symbol_unit" if symbol.unit else "document.symbol_line"
        words = text(key, language, meaning=symbol.meaning, unit=symbol.unit)
        words = dash + words + (end if symbol is formula.where[-1] else between)
        yield {"markup": typst_symbol(formula, symbol.name), "name": symbol.name, "words": words}


def _figure(figure: Figure) -> dict[str, Any]:
    """A figure as wide as the text, or less where it would be higher than a page."""
    width, height = size(figure.svg)
    shown = min(TEXT_WIDTH, TEXT_HEIGHT * width / height)
    return {
        "kind": "figure",
        "svg": figure.svg,
        "caption": figure.caption,
        "alternative": figure.alternative,
        "width": shown,
    }


def _texts(value: object) -> Iterator[str]:
    """All text of the data that is drawn, that within drawings among it."""
    if isinstance(value, str):
        yield drawn_text(value) if value.startswith("<svg") else value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
