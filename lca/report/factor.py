"""Factors of a release as text: a list of hits, or one factor with its whole source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.text import Text

from lca.factors.schema import Factor
from lca.i18n import Language, text
from lca.report.layout import labelled, paragraph
from lca.report.numbers import written
from lca.report.page import MASS, WIDTH

COLUMN = 18


def render_list(factors: Iterable[Factor], language: Language = "en", width: int = WIDTH) -> Text:
    """Factors, three lines each: name, number with place and year, id."""
    blocks = [Text("\n").join(_brief(factor, language, width)) for factor in factors]
    return Text("\n").join(blocks)


def _brief(factor: Factor, language: Language, width: int) -> list[Text]:
    facts = [_number(factor, language), _where(factor), _kind(factor, language), factor.source.publisher]
    return [
        *paragraph(name(factor.name, language), width, style="bold"),
        *paragraph(" · ".join(filter(None, facts)), width, 2),
        *paragraph(factor.id, width, 2, "dim italic"),
    ]


def name(names: Mapping[str, str], language: Language) -> str:
    """The name in a language, or in the other where it is missing."""
    return names.get(language) or next(iter(names.values()), "")


def _number(factor: Factor, language: Language) -> str:
    if factor.value is not None:
        unit = f"{MASS}/{factor.unit}" if factor.kind != "gwp" else f"{MASS}/kg"
        return f"{written(factor.value)} {unit}"
    return ", ".join(_parts(factor)) or text("report.no_value", language)


def _parts(factor: Factor) -> Iterator[str]:
    for gas, mass in factor.gases.items():
        yield f"{written(mass)} kg {gas.upper()}/{factor.unit}"
    for key, known in factor.properties.items():
        yield f"{key.replace('_', ' ')} {known.text} {known.unit}"


def _where(factor: Factor) -> str:
    return " ".join(str(part) for part in (factor.geography, factor.reference_year) if part)


def _kind(factor: Factor, language: Language) -> str:
    return text(f"report.factor_kind.{factor.kind}", language)


def render_factor(factor: Factor, language: Language = "en", width: int = WIDTH) -> Text:
    """One factor: number, parts, place, time, quality, and where it was published."""
    lines = [
        *paragraph(name(factor.name, language), width, style="bold"),
        Text("━" * width, "cyan"),
    ]
    for key, words in _facts(factor, language):
        lines += labelled(text(f"report.{key}", language), words, width, COLUMN)
    return Text("\n").join(lines)


def _facts(factor: Factor, language: Language) -> list[tuple[str, str]]:
    source = factor.source
    facts = [
        ("factor_id", f"{factor.id} r{factor.revision}"),
        ("item", factor.item),
        ("what", _kind(factor, language)),
        ("factor_value", _number(factor, language)),
        ("unit_published", factor.unit_published if factor.unit_published != factor.unit else ""),
        ("parts", ", ".join(_parts(factor)) if factor.value is not None else ""),
        ("gwp_set", factor.gwp_set or text("report.not_stated", language)),
        ("where", factor.geography),
        ("reference_year", str(factor.reference_year or "")),
        ("published_on", str(factor.published or "")),
        ("superseded_by", factor.superseded_by or ""),
        ("supply", factor.supply or ""),
        ("delivery_point", factor.delivery_point or ""),
        ("calorific_basis", factor.calorific_basis or ""),
        ("scope", factor.life_cycle_scope),
        ("derived_from", ", ".join(factor.derived_from)),
        ("publisher", source.publisher),
        ("published_in", " · ".join(filter(None, [source.title, source.document, source.locator]))),
        ("address", source.address),
        ("licence", source.licence),
        ("verification", source.verification),
        ("notes", source.notes),
    ]
    return [(key, words) for key, words in facts if words]
