"""openEPD 0.1: a product declaration with its global warming potential, held to the models of ``openepd``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.facts import Facts
from lca.passport.facts_parts import FacilityFacts, Moments, RuleFacts
from lca.passport.formats import Format
from lca.passport.formats.open_epd_check import UNITS, check
from lca.passport.formats.open_epd_impacts import impacts
from lca.passport.forms import day, moment, number
from lca.passport.mapping import Field, Gap, Written, write
from lca.passport.numbers import plain, trimmed
from lca.passport.uncertainty import IDENTIFIER

NAME = "openepd"
CLASSES = {"unspsc": "UNSPSC", "cpc": "UN CPC", "hs": "HS", "eclass": "ECLASS"}
LONGEST_NUMBER = 40


def mass(kilograms: Decimal) -> dict[str, Any]:
    """Amount in kg."""
    return {"qty": number(kilograms), "unit": "kg"}


def last_day(validity: Moments) -> str:
    """The last day, at midnight UTC."""
    return f"{day(validity.last)}T00:00:00Z"


def classes(categories: Mapping[str, tuple[str, ...]]) -> dict[str, Any] | None:
    """Codes by classification; a list where there are several."""
    named = {CLASSES.get(key.lower(), key): codes for key, codes in categories.items() if codes}
    return {key: codes[0] if len(codes) == 1 else list(codes) for key, codes in named.items()} or None


def plants(facility: FacilityFacts) -> list[dict[str, Any]] | None:
    """List of one plant with its location; left out where it has no name."""
    if facility.name is None:
        return None
    place = {"address": facility.address, "country": facility.country}
    known = {key: value for key, value in place.items() if value is not None}
    return [{"name": facility.name, **({"location": known} if known else {})}]


def rule(found: RuleFacts) -> dict[str, Any]:
    """The product category rule: title, id, version."""
    number_ = {"issuer_doc_id": found.id} if len(found.id) <= LONGEST_NUMBER else {}
    return {"name": found.title, **number_, "version": found.version}


def standards(names: tuple[str, ...]) -> list[dict[str, str]] | None:
    """List of standards by their short names."""
    return [{"short_name": name} for name in dict.fromkeys(names)] or None


def extension(document: Mapping[str, Any]) -> dict[str, Any]:
    """The uncertainty object under its URN."""
    return {IDENTIFIER: dict(document)}


FIELDS = (
    Field("doctype", value="openEPD"),
    Field("openepd_version", value="0.1"),
    Field("id", "statement.openepd.id", need="optional", where="openepd.id"),
    Field("version", "statement.openepd.version", need="optional", where="openepd.version"),
    Field("date_of_issue", "created", moment, where="issued"),
    Field("valid_until", "validity", last_day, "expected", "validity"),
    Field("language", "statement.language", where="language"),
    Field("product_name", "product.name", where="product.name"),
    Field("product_sku", "product.model", need="optional", where="product.model"),
    Field("product_description", "product.description", need="expected", where="product.description"),
    Field("product_classes", "product.categories", classes, "expected", "product.categories"),
    Field("alt_ids.zuji", "id", note="UUID of result and statement by content"),
    Field("declared_unit.qty", "epd.amount", number, where="unit", note="a further unit of the result"),
    Field("declared_unit.unit", "epd.unit", where="unit"),
    Field("kg_per_declared_unit", "unit.mass_kg", mass, "expected", "product.mass"),
    Field("kg_C_per_declared_unit", "epd.carbon", mass, "optional", "product.carbon_content"),
    Field(
        *("kg_C_biogenic_per_declared_unit", "product.biogenic_carbon", mass, "optional"),
        where="product.carbon_content.biogenic",
        note="required where biomass takes up CO2 within A1A2A3",
    ),
    Field("manufacturer.name", "company.name", where="company.name"),
    Field(
        "manufacturer.web_domain", "statement.openepd.web_domain", need="expected", where="openepd.web_domain"
    ),
    Field("plants", "facility", plants, "expected", "facility.name"),
    Field("pcr", "rule", rule),
    Field("compliance", "rule.standards", standards, "expected"),
    Field("program_operator.name", "statement.openepd.program_operator", need="optional", where="openepd"),
    Field(
        "program_operator_doc_id", "statement.openepd.program_operator_id", need="optional", where="openepd"
    ),
    Field(
        "third_party_verifier.name", "statement.verification.provider", need="optional", where="verification"
    ),
    Field("attachments.LCA_Report", "statement.study.url", need="optional", where="study.url"),
    Field("lca_discussion", "epd.discussion", where="comment", note="boundary, allocation, provenance"),
    Field("impacts", "epd.impacts", note="gwp by method: A1A2A3 with rsd and dist, A4, stated modules"),
    Field(
        "ext", "gate_uncertainty.document", extension, "expected", note="urn:zuji:uncertainty:1, of A1A2A3"
    ),
)


def build(facts: Facts) -> Written:
    """The declaration; what its modules cannot hold is a gap."""
    made, gaps = impacts(facts)
    view = {one.name: getattr(facts, one.name) for one in fields(facts)}
    view["epd"] = {
        "impacts": made,
        "amount": facts.unit.common_amount,
        "unit": UNITS.get(facts.unit.common or ""),
        "carbon": carbon(facts),
        "discussion": discussion(facts),
    }
    written = write(FIELDS, view)
    return Written(written.document, (*written.gaps, *gaps, *removals(facts)), tuple(avoided(facts)))


def carbon(facts: Facts) -> Decimal | None:
    """All carbon in the product; None where a part is not known."""
    fossil, biogenic = facts.product.fossil_carbon, facts.product.biogenic_carbon
    return None if fossil is None or biogenic is None else trimmed(fossil + biogenic)


def discussion(facts: Facts) -> str:
    """What experts read: boundary, allocation, GWP sets, period and the comment."""
    lines = [f"System boundary: {facts.boundary}."]
    if facts.allocation:
        lines.append(f"Allocation: {facts.allocation}.")
    lines.append(f"GWP100 of {', '.join(facts.gwp_sets)}.")
    lines.append(f"Reference period: {facts.period.first} to {facts.period.last}.")
    return "\n\n".join((*lines, facts.comment))


def removals(facts: Facts) -> Iterator[Gap]:
    """openEPD wants the biogenic carbon of a product whose number holds removals."""
    if facts.gate.uptake and facts.product.biogenic_carbon is None:
        key = "product.carbon_content.biogenic"
        yield Gap("kg_C_biogenic_per_declared_unit", "required", key, "biomass takes up CO2 within A1A2A3")


def avoided(facts: Facts) -> Iterator[Finding]:
    """Credits within the stages, which EN 15804 keeps apart in module D."""
    lines = [line.value for line in facts.footprint.contributions if line.kind in ("credit", "avoided")]
    if any(lines):
        share = sum(lines) / facts.footprint.total.value if facts.footprint.total.value else 0.0
        params = {"share": plain(Decimal(f"{share * 100:.1f}"))}
        yield Finding("P281", params, Location("<result>", path="contributions"), Severity.WARNING)


FORMAT = Format(NAME, "openEPD 0.1", "application/json", FIELDS, build, check)
