"""The history of a factor as text: editions with their trend, and the kinds that may not stand in."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from lca.factors.history import Edition, History
from lca.i18n import Language, text
from lca.report.factor import name
from lca.report.layout import paragraph
from lca.report.numbers import written
from lca.report.page import MASS, WIDTH


def render_history(found: History, language: Language = "en", width: int = WIDTH) -> Text:
    """Editions one a line, what supersedes the factor, and other kinds with the reason against them."""
    lines: list[Text] = []
    if found.layer:
        lines += paragraph(text("factors.show.layer", language, layer=found.layer), width)
    lines += heading("factors.show.editions", language, width)
    for edition in found.editions:
        style = "bold" if edition.factor.id == found.factor.id else ""
        lines += paragraph(edition_line(edition, language), width, 2, style)
    for sentence in fate(found, language):
        lines += paragraph(sentence, width, 2)
    if found.others:
        lines += heading("factors.show.others", language, width)
    for other in found.others:
        kind = text(f"report.factor_kind.{other.kind}", language)
        why = text(f"factors.why.{other.reason}", language)
        words = text("factors.show.other", language, kind=kind, count=other.count, example=other.example.id)
        lines += paragraph(words, width, 2)
        lines += paragraph(why, width, 4, "dim")
    return Text("\n").join(lines)


def heading(key: str, language: Language, width: int) -> list[Text]:
    """Give a heading with an empty line before it."""
    return [Text(), *paragraph(text(key, language), width, 0, "bold cyan")]


def edition_line(edition: Edition, language: Language) -> str:
    """Year, number, change, date and id of an edition."""
    factor = edition.factor
    number = text("report.no_value", language)
    if edition.value is not None:
        of = f"kg {edition.gas.upper()}" if edition.gas else MASS
        number = f"{written(edition.value)} {of}/{factor.unit}"
    change = "" if edition.change is None else f"{edition.change:+.1%}"
    facts = [str(factor.reference_year or "-"), number, change, str(factor.published or ""), factor.id]
    return " · ".join(filter(None, facts))


def fate(found: History, language: Language) -> Iterator[str]:
    """Say what corrected or followed the factor, and what it corrected."""
    for key, factor in (("corrected_by", found.corrected_by), ("successor", found.successor)):
        if factor is not None:
            yield text(f"factors.show.{key}", language, id=factor.id, name=name(factor.name, language))
    for factor in found.corrects:
        yield text("factors.show.corrects", language, id=factor.id)
    if found.corrected_by is None and found.successor is None:
        yield text("factors.show.latest", language)
