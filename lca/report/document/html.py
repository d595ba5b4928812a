"""A document as one self-contained HTML page: no scripts, nothing from outside, readable on paper."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING

from lca.i18n import Language, text
from lca.report.document.blocks import Block, Document, Formula, Heading, Symbol
from lca.report.document.extra import needed
from lca.report.document.tables import BREAK, broken
from lca.report.mathematics import mathml, mathml_symbol

if TYPE_CHECKING:
    from markupsafe import Markup

TAGS: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


def html(documents: Sequence[Document]) -> str:
    """Write documents one after the other into one page.

    Raises:
        InputError: V360 Jinja2 is not installed.
    """
    jinja2 = needed("jinja2")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "kind": _kind,
        "words": _words,
        "lang": TAGS.__getitem__,
        "percent": _percent,
        "breakable": _breakable,
    }
    environment.globals |= {"mathml": _mathml, "symbol": _symbol, "drawing": _drawing, "anchor": _anchor}
    environment.globals |= {"number": _number, "meaning": _meaning}
    page: str = environment.get_template("document.html.jinja").render(documents=documents)
    return page


def _template(name: str) -> str:
    return resources.files("lca.report.document").joinpath(name).read_text(encoding="utf-8")


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _words(key: str, language: Language) -> str:
    return text(f"document.{key}", language)


def _percent(widths: Sequence[float]) -> list[str]:
    return [f"{100 * width / sum(widths):.4g}%" for width in widths]


def _anchor(document: Document, heading: Heading) -> str:
    """The name of a heading on the page: language and number, or place."""
    place = document.blocks.index(heading)
    return f"{document.language}-{heading.number or f'h{place}'}".replace(" ", "")


def _number(formula: Formula, language: Language) -> str:
    return text("document.formula_mark", language, number=formula.number)


def _meaning(symbol: Symbol, language: Language) -> str:
    key = "document.symbol_unit" if symbol.unit else "document.symbol_line"
    return text(key, language, meaning=symbol.meaning, unit=symbol.unit)


def _breakable(words: str) -> Markup:
    """Words with places to break in long names."""
    from markupsafe import escape

    return _safe("<wbr>".join(str(escape(part)) for part in broken(words).split(BREAK)))


def _safe(markup: str) -> Markup:
    from markupsafe import Markup

    return Markup(markup)  # the writers of formulas and drawings escape what they are given


def _mathml(formula: Formula) -> Markup:
    return _safe(mathml(formula))


def _symbol(formula: Formula, name: str) -> Markup:
    return _safe(mathml_symbol(formula, name))


def _drawing(svg: str) -> Markup:
    return _safe(svg)
