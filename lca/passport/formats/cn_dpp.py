"""The Chinese digital product passport: seven categories of data, VAA identifiers, levels of registers.

The categories are the official ones; the layout within them is our own (:mod:`cn_dpp_schema`), because no
official machine schema could be read. A datum has its label in both languages, where it comes from, and the
level of metadata template that asks for it; what a lower level states extends and never replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lca.i18n import LANGUAGES, Language
from lca.passport.facts import Facts
from lca.passport.facts_numbers import chosen_unit
from lca.passport.facts_words import boundary
from lca.passport.formats import Format
from lca.passport.formats import cn_dpp_forms as form
from lca.passport.formats.cn_dpp_check import check
from lca.passport.formats.cn_dpp_fields import AFTER, BASIC, COMPLIANCE, ENVIRONMENT, FIELDS, PERFORMANCE
from lca.passport.formats.cn_dpp_schema import SCHEMA
from lca.passport.mapping import Gap, Need, Written, get, write
from lca.passport.statement_china import CATEGORIES, Datum, Registration
from lca.passport.vaa import Identifier, profiles
from lca.results.footprint import Footprint

ORDER = ("national", "industry", "enterprise")


def build(facts: Facts) -> Written:
    """The passport, and what could not be filled: fields by table, then whole categories without data."""
    written = write(FIELDS, facts)
    found: dict[str, dict[str, Any]] = {key: written.document.get(key, {}) for key in CATEGORIES}
    _complete(found, facts)
    categories = [_category(key, found[key], facts) for key in CATEGORIES]
    gaps = [*written.gaps, *_gaps(found, categories, facts)]
    validity = facts.validity
    document = {
        "format": "zuji.cn_dpp",
        "format_version": "1.0",
        "schema_id": SCHEMA,
        "notice": form.label("notice_illustrative" if facts.illustrative else "notice"),
        "id": f"urn:uuid:{facts.id}",
        "issued": facts.created.isoformat(),
        **({"valid": form.span(validity)} if validity else {}),
        "illustrative": facts.illustrative,
        "identifiers": _identifiers(facts),
        "registrations": [_registered(one) for one in _registrations(facts)],
        "categories": categories,
        "provenance": {
            "engine": facts.provenance.engine,
            "engine_version": facts.provenance.engine_version,
            "factor_release": facts.provenance.factor_release,
            "gwp_set": facts.provenance.gwp_set,
            "result_sha256": facts.provenance.result_sha256,
        },
    }
    return Written(document, tuple(gaps))


def _complete(found: dict[str, dict[str, Any]], facts: Facts) -> None:
    """What the table cannot say: both languages of boundary and unit, reasons, the uncertainty's object."""
    environment, footprint = found[ENVIRONMENT], facts.footprint
    unit, _ = chosen_unit(footprint, facts.unit.id)
    environment["declared_unit"] = form.words(unit.of)
    if facts.statement.boundary is None:
        text = {language: _boundary(footprint, language) for language in LANGUAGES}
        environment["boundary"] = {"kind": "text", "text": text}
    reasons = {stage.key: form.names(stage.reason) for stage in footprint.stages if not stage.included}
    for row in environment["stages"]["rows"]:
        if reasons.get(row["key"]):
            row["reason"] = reasons[row["key"]]
    if facts.uncertainty:
        environment["carbon_footprint"]["uncertainty"] = dict(facts.uncertainty.document)


def _boundary(footprint: Footprint, language: Language) -> str:
    """The boundary in words, its type by its label."""
    kind = footprint.boundary.type
    words = boundary(footprint, language)
    return form.boundary_label(kind, language) + words.removeprefix(kind.replace("_", "-"))


def _category(key: str, found: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    base = [
        {
            "key": name,
            "label": form.label(f"{key}.{name}"),
            "level": "base",
            "origin": _origin(f"{key}.{name}", facts),
            "content": content,
        }
        for name, content in found.items()
    ]
    stated = sorted(_stated(key, facts), key=lambda one: ORDER.index(one.level))
    return {"key": key, "label": form.label(f"category.{key}"), "data": [*base, *map(_datum, stated)]}


def _stated(key: str, facts: Facts) -> Iterable[Datum]:
    section = facts.statement.cn_dpp
    return section.data.get(key, ()) if section else ()  # type: ignore[call-overload]


def _origin(path: str, facts: Facts) -> str:
    keys = [row.where for row in FIELDS if row.path == path and row.where]
    stated = any(get(facts.statement, key) not in (None, (), {}) for key in keys)
    return "statement" if stated else "result"


def _datum(one: Datum) -> dict[str, Any]:
    content = (
        form.words(one.words)
        if one.words is not None
        else {"kind": "quantity", "value": one.value, "unit": one.unit or "1"}
    )
    source = {"source": one.source} if one.source else {}
    label = form.names(one.label)
    return {
        "key": one.key,
        "label": label,
        "level": one.level,
        "origin": "statement",
        "content": content,
        **source,
    }


def _gaps(
    found: Mapping[str, Mapping[str, Any]], categories: Iterable[Mapping[str, Any]], facts: Facts
) -> Iterator[Gap]:
    for name, key in (("product_name", "product.name"), ("manufacturer", "company.name")):
        if name not in found[BASIC]:
            yield Gap(f"{BASIC}.{name}", "required", key)
    if facts.statement.vaa is None:
        need: Need = "expected" if facts.product.ids else "required"
        where = "vaa" if facts.product.ids else "product.ids"
        yield Gap("identifiers.product", need, where, "a VAA identifier, or a URN of the product")
    stated = {key for key in CATEGORIES if any(True for _ in _stated(key, facts))}
    for one in categories:
        key = one["key"]
        if key in (PERFORMANCE, AFTER, "materials") and key not in stated:
            yield Gap(f"{key}.*", "expected", f"cn_dpp.data.{key}", "the result knows little of it")
    if not found[COMPLIANCE].get("standards"):
        yield Gap(f"{COMPLIANCE}.standards", "expected", "")


def _identifiers(facts: Facts) -> dict[str, Any]:
    stated = facts.statement.vaa
    of_passport = stated.of_passport if stated else None
    return {
        **({"product": _vaa(stated.product)} if stated else {}),
        **({"passport": _vaa(of_passport)} if of_passport else {}),
        "others": list(facts.product.ids or ()),
    }


def _vaa(one: Identifier) -> dict[str, Any]:
    labels = {segment.key: segment.label for segment in profiles()[one.profile].prefix}
    segments = [
        {"key": key, "label": form.names(labels[key]), "code": code} for key, code in one.codes.items()
    ]
    security = {"security": one.security} if one.security else {}
    return {
        "profile": one.profile,
        "identifier": str(one),
        "prefix": segments,
        "object": one.object,
        **security,
    }


def _registrations(facts: Facts) -> Iterable[Registration]:
    section = facts.statement.cn_dpp
    return sorted(section.registrations, key=lambda one: ORDER.index(one.level)) if section else ()


def _registered(one: Registration) -> dict[str, Any]:
    told = one.model_dump(mode="json", exclude_none=True)
    return {"level": told.pop("level"), "label": form.label(f"level.{one.level}"), **told}


FORMAT = Format(
    "cn-dpp",
    "Chinese digital product passport, seven categories (own schema)",
    "application/json",
    FIELDS,
    build,
    check,
)
