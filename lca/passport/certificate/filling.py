"""A template filled from a result and a statement: values, and what a person must still supply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lca.errors import Finding, InputError, Location, Severity
from lca.i18n import LANGUAGES
from lca.names import Names
from lca.passport.certificate.sources import lookup, roots, unknown
from lca.passport.certificate.template import Template, TemplateField, load_template
from lca.passport.exporting import Stated, stated
from lca.passport.facts import Facts, facts
from lca.passport.facts_parts import Moments
from lca.passport.numbers import plain, significant
from lca.results.footprint import Footprint

FORMAT = "zuji.certificate"


@dataclass(frozen=True)
class Filled:
    """A filled template: the document, what is missing, and what is worth knowing."""

    document: Mapping[str, Any] = field(repr=False)
    missing: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...]


def certificate(
    footprint: Footprint, *, statement: Stated = None, at: datetime, template: Template | None = None
) -> Filled:
    """Fill a template.

    What is missing is never an error: it is listed, with who must supply it and which key takes it.

    Raises:
        InputError: P130 the result must not be issued; P341 a source of the template names nothing; the
            statement is wrong; the moment has no zone (P123).
    """
    known = facts(footprint, stated(statement), at)
    errors = [one for one in known.findings if one.severity is Severity.ERROR]
    used = template or load_template()
    sources = roots(known)
    sections = [
        {"key": one.key, "title": _names(one.title), "fields": _fields(one.fields, one.key, sources, errors)}
        for one in used.sections
    ]
    label = used.label
    told = (
        {
            "title": _names(label.title),
            "fields": _fields(label.fields, "label", sources, errors),
            "artwork": _names(label.artwork),
        }
        if label
        else None
    )
    if errors:
        raise InputError(errors)
    groups = [*sections, *([{"key": "label", **told}] if told else [])]
    missing = tuple(_missing(groups))
    document = {
        "format": FORMAT,
        "format_version": "1.0",
        "template": used.id,
        "title": _names(used.title),
        "notice": _names(used.notice),
        "illustrative": known.illustrative,
        "made": known.created.isoformat(),
        "sections": sections,
        **({"label": told} if told else {}),
        "to_supply": list(missing),
        "provenance": _provenance(known),
    }
    return Filled(document, missing, tuple(_notes(known, missing)))


def _fields(
    rows: Iterable[TemplateField], section: str, sources: Mapping[str, Any], errors: list[Finding]
) -> list[dict[str, Any]]:
    return [_field(row, section, sources, errors) for row in rows]


def _field(
    row: TemplateField, section: str, sources: Mapping[str, Any], errors: list[Finding]
) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for source in row.of:
        try:
            found = lookup(sources, source)
        except KeyError as error:
            errors.append(unknown(source, error, f"{section}.{row.key}"))
            continue
        if not content and found not in (None, (), "", {}):
            content = {**_shown(found, row.digits), "source": source}
    unit = {"unit": row.unit} if row.unit and content else {}
    need = {"need": row.need, "by": row.by, "where": row.where}
    return {"key": row.key, "label": _names(row.label), **content, **unit, **need}


def _shown(found: Any, digits: int | None) -> dict[str, Any]:
    """A value as JSON: words in both languages, numbers in plain digits, tables as rows."""
    if isinstance(found, tuple) and isinstance(found[0], tuple):
        return {"rows": [_row(one, digits) for one in found]}
    return {"value": _value(found, digits)}


def _value(found: Any, digits: int | None) -> str | dict[str, str]:
    if isinstance(found, Names):
        return _names(found)
    if isinstance(found, Moments):
        first, last = found.first.isoformat(), found.last.isoformat()
        return {"zh": f"{first} 至 {last}", "en": f"{first} to {last}"}
    if isinstance(found, Decimal | float):
        return _number(found, digits)
    if isinstance(found, tuple):
        between = " – " if isinstance(found[0], Decimal) else ", "
        return between.join(str(_value(one, digits)) for one in found)
    return found.isoformat() if isinstance(found, date) else str(found)


def _row(one: tuple[str, Names, Decimal | None, Names | None], digits: int | None) -> dict[str, Any]:
    key, label, value, reason = one
    number = {} if value is None else {"value": _number(value, digits)}
    why = {"reason": _names(reason)} if value is None and reason else {}
    return {"key": key, "label": _names(label), **number, **why}


def _number(value: Decimal | float, digits: int | None) -> str:
    return plain(value if digits is None else significant(float(value), digits))


def _names(found: Names) -> dict[str, str]:
    return {language: found.get(language) for language in LANGUAGES}


def _missing(groups: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Fields without a value, those that must be there first; one key of the statement is told once."""
    empty = [
        {"section": group["key"], **row}
        for group in groups
        for row in group["fields"]
        if "value" not in row and "rows" not in row
    ]
    seen: set[str] = set()
    for row in sorted(empty, key=lambda one: one["need"] != "required"):
        if row["where"] and row["where"] in seen:
            continue
        seen.add(row["where"])
        yield row


def _provenance(known: Facts) -> dict[str, Any]:
    made = known.provenance
    return {
        "engine": made.engine,
        "engine_version": made.engine_version,
        "rule": f"{known.rule.id} {known.rule.version}",
        "factor_release": made.factor_release,
        "result_sha256": made.result_sha256,
        **({"statement_sha256": made.statement_sha256} if made.statement_sha256 else {}),
    }


def _notes(known: Facts, missing: tuple[Mapping[str, Any], ...]) -> Iterator[Finding]:
    yield from known.findings
    required = [row for row in missing if row["need"] == "required"]
    if required:
        labels = ", ".join(f"{row['section']}.{row['key']}" for row in required)
        place = Location("<statement>", path="certificate")
        yield Finding("P342", {"count": len(required), "fields": labels}, place, Severity.WARNING)
    stated_one = known.statement.certificate
    expires = stated_one.expires if stated_one else None
    if expires and expires < known.created.date():
        params = {"expires": expires, "made": known.created.date()}
        place = Location("<statement>", path="certificate.expires")
        yield Finding("P343", params, place, Severity.WARNING)
