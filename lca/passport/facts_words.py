"""Facts that are words: company, product, place, time, boundary, sources, provenance."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from lca.i18n import Language
from lca.names import Names
from lca.passport.facts_numbers import PERCENT_PLACES, kilograms
from lca.passport.facts_parts import (
    CompanyFacts,
    ExemptedFacts,
    FacilityFacts,
    GeographyFacts,
    Moments,
    ProductFacts,
    ProvenanceFacts,
    RuleFacts,
    Source,
)
from lca.passport.numbers import rounded, significant
from lca.passport.regions import COUNTRIES, SUBREGION
from lca.passport.statement import Statement
from lca.passport.urns import classification_urn, gtin_urn, is_urn
from lca.results.footprint import Footprint

GENERAL = {"GB/T 24067": "ISO14067", "ISO 14067": "ISO14067", "ISO14067": "ISO14067", "PAS 2050": "PAS2050"}
"""Beginnings of standards to codes of cross-sectoral ones; GB/T 24067-2024 is ISO 14067:2018 (MOD)."""


def words(names: Names | None, language: Language) -> str | None:
    """A name in a language; None where there is none."""
    return names.get(language) if names else None


def company(footprint: Footprint, statement: Statement, language: Language) -> CompanyFacts:
    """The statement's company, and the result's where it is silent."""
    stated, own = statement.company, footprint.company
    return CompanyFacts(
        name=words(stated.name or own.name, language),
        ids=urns(stated.ids, own.id),
        identifier=own.id,
        contact=stated.contact,
        address=stated.address,
        country=stated.country or country_of(own.geography),
    )


def urns(stated: tuple[str, ...], own: str | None) -> tuple[str, ...] | None:
    """What is stated, and the result's own identifier where it is a URN."""
    return tuple(dict.fromkeys((*stated, *([own] if own is not None and is_urn(own) else ())))) or None


def product(footprint: Footprint, statement: Statement, language: Language) -> ProductFacts:
    """The statement's product, and the result's where it is silent."""
    stated, own = statement.product, footprint.product
    gtin = (gtin_urn(stated.gtin),) if stated.gtin else ()
    ids = urns((*stated.ids, *gtin), own.id)
    name = words(stated.name or own.name, language)
    classes = [classification_urn(key, code) for key, codes in stated.categories.items() for code in codes]
    return ProductFacts(
        name=name,
        description=words(stated.description, language) or footprint.unit.of.get(language),
        ids=ids,
        identifier=own.id,
        gtin=stated.gtin,
        model=stated.model or own.model,
        batch=stated.batch,
        serial=stated.serial,
        image=stated.image,
        categories=dict(stated.categories),
        classifications=tuple(classes) or None,
        cpc=next(iter(stated.categories.get("cpc", ())), None),
        fossil_carbon=kilograms(stated.carbon_content.fossil),
        biogenic_carbon=biogenic_carbon(footprint, statement),
        recycled_carbon=kilograms(stated.carbon_content.recycled),
    )


def biogenic_carbon(footprint: Footprint, statement: Statement) -> Decimal | None:
    """kg C as stated, else as the rule made the result report it (for the result's own unit only)."""
    stated = kilograms(statement.product.carbon_content.biogenic)
    apart = footprint.reported_apart
    if stated is not None or statement.unit is not None or apart is None:
        return stated
    content = apart.biogenic_carbon_content
    return None if content is None else significant(content)


def facility(footprint: Footprint, statement: Statement, language: Language) -> FacilityFacts:
    """The statement's facility, and the result's site where it is silent."""
    stated, own = statement.facility, footprint.site
    return FacilityFacts(
        id=stated.id or own.id,
        name=words(stated.name or own.name, language),
        address=stated.address,
        country=stated.country or country_of(own.geography),
    )


def country_of(place: str | None) -> str | None:
    """The country of a code of place (``CN-GX``); None where it is none."""
    code = (place or "").partition("-")[0]
    return code if code in COUNTRIES else None


def geography(footprint: Footprint, statement: Statement) -> GeographyFacts:
    """Region, country and subdivision, and the one that a format which takes a single one is given."""
    stated, place = statement.geography, footprint.site.geography
    country = stated.country or (stated.subdivision or "").partition("-")[0] or country_of(place)
    own = place if place and "-" in place and country_of(place) == country else None
    subdivision = stated.subdivision or own
    region = stated.region or SUBREGION.get(country or "")
    narrowest = next(
        (
            name
            for name, found in (("subdivision", subdivision), ("country", country), ("region", region))
            if found
        ),
        "global",
    )
    level = stated.granularity or narrowest
    return GeographyFacts(
        region=region,
        country=country or None,
        subdivision=subdivision,
        granularity=level,
        one_region=region if level == "region" else None,
        one_country=(country or None) if level == "country" else None,
        one_subdivision=subdivision if level == "subdivision" else None,
    )


def span(first: date, last: date) -> Moments:
    """Two days, both included, as moments in UTC whose end is excluded."""
    start = datetime.combine(first, time(), UTC)
    return Moments(first, last, start, datetime.combine(last + timedelta(days=1), time(), UTC))


def exempted(footprint: Footprint, statement: Statement, language: Language) -> ExemptedFacts:
    """The stated share, else the share that the cut-off of the rule left out of the footprint.

    A share of mass or energy is no share of emissions and is not taken for one.
    """
    left = [entry for entry in footprint.completeness if entry.kind == "excluded_process"]
    reasons = "; ".join(dict.fromkeys(entry.reason.get(language) for entry in left)) or None
    if statement.exempted is not None:
        percent = significant(statement.exempted.percent, 6)
        return ExemptedFacts(percent, statement.exempted.description or reasons)
    found = footprint.boundary
    share = found.omitted_share if found.cut_off_basis in (None, "footprint") else None
    if share is None or any(entry.basis not in (None, "footprint") for entry in left):
        return ExemptedFacts(None, reasons)
    return ExemptedFacts(rounded(share * 100, PERCENT_PLACES + 2), reasons)


def boundary(footprint: Footprint, language: Language) -> str:
    """The boundary in words: its type, the stages within it and why others are not."""
    within = [stage.label.get(language) for stage in footprint.stages if stage.included]
    without = [
        f"{stage.label.get(language)} ({stage.reason.get(language)})"
        if stage.reason
        else stage.label.get(language)
        for stage in footprint.stages
        if not stage.included
    ]
    included, excluded = ("包括", "不包括") if language == "zh" else ("included", "excluded")
    parts = [footprint.boundary.type.replace("_", "-"), f"{included}: {', '.join(within)}"]
    return "; ".join([*parts, f"{excluded}: {', '.join(without)}"] if without else parts)


def allocation(footprint: Footprint) -> str | None:
    """Allocation and the treatment of end of life in words; None where the rule says nothing of them."""
    parts = list(footprint.boundary.allocation)
    if footprint.boundary.end_of_life:
        parts.append(f"end of life: {footprint.boundary.end_of_life.replace('_', '-')}")
    return "; ".join(parts) or None


def standards(footprint: Footprint, statement: Statement) -> tuple[str, ...] | None:
    """Codes of cross-sectoral standards: as stated, else those that the standards of the rule stand for."""
    if statement.standards:
        return tuple(dict.fromkeys(statement.standards))
    found = [
        code
        for name in footprint.rule.standards
        for beginning, code in GENERAL.items()
        if name.startswith(beginning)
    ]
    return tuple(dict.fromkeys(found)) or None


def rule(footprint: Footprint, language: Language) -> RuleFacts:
    """The rule, named."""
    one = footprint.rule
    return RuleFacts(one.id, one.version, one.title.get(language), one.status, one.standards)


def sources(footprint: Footprint) -> tuple[Source, ...] | None:
    """Published sources of the factors that are nobody's own, each once."""
    found: dict[Source, None] = {}
    for factor in footprint.factors:
        name = factor.title or factor.publisher
        if factor.supplier_specific or name is None:
            continue
        version = factor.document or (str(factor.reference_year) if factor.reference_year else None)
        found[Source(name, version or footprint.provenance.factor_release)] = None
    return tuple(found) or None


def provenance(footprint: Footprint, result: str, statement: str | None) -> ProvenanceFacts:
    """What made the number, by content."""
    made = footprint.provenance
    return ProvenanceFacts(
        engine=made.engine,
        engine_version=made.engine_version,
        gwp_set=made.gwp_set,
        factor_release=made.factor_release,
        result_sha256=result,
        statement_sha256=statement,
        inputs={f"{one.role} {one.name}": one.sha256 for one in made.inputs},
        seed=made.seed,
        samples=made.samples,
    )


def gwp_sets(footprint: Footprint) -> tuple[str, ...]:
    """The set of the run, and those of published factors that could not be characterised again."""
    others = {one.gwp_set for one in footprint.factors if one.gwp_set and not one.recharacterised}
    return tuple(sorted({footprint.provenance.gwp_set, *others}))
