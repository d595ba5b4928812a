"""Forms of the Chinese passport: facts as contents of a datum, each with its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lca.i18n import LANGUAGES, Language, text
from lca.names import Names
from lca.passport.facts_parts import Emissions, Moments, Stages, UncertaintyFacts, UnitFacts
from lca.passport.numbers import plain
from lca.results.footprint import STAGES

Content = dict[str, Any]
CO2E = "kg CO2e"
PARTS = (
    ("fossil_stated", "fossil"),
    ("not_stated", "not_stated"),
    ("aircraft", "aircraft"),
    ("biogenic_emission", "biogenic_emission"),
    ("uptake", "biogenic_uptake"),
    ("land_use_change", "land_use_change"),
)
"""Names of our parts of the total to the keys of categories; they add up to it."""


def label(key: str) -> dict[str, str]:
    """A label of the catalogue in both languages."""
    return {language: text(f"cn_dpp.{key}", language) for language in LANGUAGES}


def names(value: Names | None) -> dict[str, str] | None:
    """A name in the languages that it has."""
    return value.model_dump(exclude_none=True) if value else None


def words(value: Names) -> Content:
    """Text in the languages that there are."""
    return {"kind": "text", "text": names(value)}


def words_of(value: str) -> Content:
    """Text as it was written, for both languages."""
    return {"kind": "text", "text": {"zh": value, "en": value}}


def code(value: object) -> Content:
    """Code."""
    return {"kind": "code", "code": str(value)}


def boundary_type(value: str) -> Content:
    """Text: the label of the boundary's type; the type itself where it has none."""
    return {"kind": "text", "text": {language: boundary_label(value, language) for language in LANGUAGES}}


def boundary_label(value: str, language: Language) -> str:
    """What a boundary's type is called."""
    return text(f"report.boundary_type.{value}", language, default=value.replace("_", "-"))


def codes(values: tuple[str, ...]) -> Content | None:
    """Rows of codes."""
    rows = [{"key": value, "label": {"zh": value, "en": value}} for value in values]
    return {"kind": "rows", "rows": rows} if rows else None


def classes(values: Mapping[str, tuple[str, ...]]) -> Content | None:
    """Rows of classification codes by system."""
    rows = [
        {"key": found, "label": {"zh": f"{system}：{found}", "en": f"{system}: {found}"}}
        for system, those in values.items()
        for found in those
    ]
    return {"kind": "rows", "rows": rows} if rows else None


def day(value: date) -> Content:
    """Day."""
    return {"kind": "date", "date": value.isoformat()}


def address(value: str) -> Content:
    """Web address."""
    return {"kind": "address", "address": value}


def span(value: Moments) -> Content:
    """First and last day, both included."""
    return {"kind": "period", "first": value.first.isoformat(), "last": value.last.isoformat()}


def quantity(unit: str) -> Callable[[Decimal], Content]:
    """The form of numbers in a unit."""

    def form(value: Decimal) -> Content:
        return {"kind": "quantity", "value": plain(value), "unit": unit}

    form.__doc__ = f"Number in plain digits, {unit if unit != '1' else 'a pure number'}."
    form.__name__ = f"quantity_{unit}"
    return form


kg_co2e = quantity(CO2E)
kg = quantity("kg")
percent = quantity("%")
score = quantity("1")


def amount(unit: UnitFacts) -> Content:
    """Number in plain digits, in the unit of the result."""
    return {"kind": "quantity", "value": plain(unit.amount), "unit": unit.text}


def stages(found: Stages) -> Content:
    """Rows by stage; one that is excluded without a value, with its reason."""
    return {"kind": "rows", "rows": [_row(f"stage.{key}", key, getattr(found, key)) for key in STAGES]}


def parts(found: Emissions) -> Content:
    """Rows by origin, those that are not zero; they add up to the total."""
    known = [(key, getattr(found, name)) for name, key in PARTS]
    rows = [_row(f"part.{key}", key, value) for key, value in known if value or key == "fossil"]
    return {"kind": "rows", "rows": rows}


def _row(name: str, key: str, value: Decimal | None) -> dict[str, Any]:
    number = {} if value is None else {"value": plain(value), "unit": CO2E}
    return {"key": key, "label": label(name), **number}


def interval(found: UncertaintyFacts) -> Content:
    """Rows: mean, standard deviation, P2.5 and P97.5."""
    known = {"mean": found.mean, "sd": found.sd, "p2_5": found.low, "p97_5": found.high}
    rows = [_row(f"interval.{key}", key, value) for key, value in known.items() if value is not None]
    return {"kind": "rows", "rows": rows}
