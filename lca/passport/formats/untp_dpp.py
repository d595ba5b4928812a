"""UNTP Digital Product Passport 0.7: the unsigned credential; signing makes it one that holds.

The footprint is a performance claim: what is within the boundary of the result, biogenic uptake included,
for the declared amount that the claim's name and description tell.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from lca.errors import Finding
from lca.passport.checks import Look
from lca.passport.facts import Facts
from lca.passport.facts_parts import Moments
from lca.passport.formats import Format
from lca.passport.formats.untp_checks import check_claims, check_envelope, check_product, mandatory
from lca.passport.formats.untp_shared import (
    KILOGRAM,
    LITERAL,
    PASSPORT,
    envelope,
    extension,
    link,
    listed,
    notes,
    performance,
    topics,
    view,
)
from lca.passport.forms import day, items, number
from lca.passport.mapping import Field, Written, write

NAME = PASSPORT
TYPES = ("DigitalProductPassport", "VerifiableCredential")
S, C = "credentialSubject", "credentialSubject.performanceClaim[]"


def weight(mass: Decimal) -> dict[str, Any]:
    """Measure in KGM."""
    return {"value": number(mass), "unit": KILOGRAM}


def named_passport(product: str) -> str:
    """Text, with the product."""
    return f"Digital Product Passport: {product}"


def day_of(moment: datetime) -> str:
    """Date of the moment of issue in UTC."""
    return day(moment.date())


def span(period: Moments) -> dict[str, str]:
    """First and last day."""
    return {"startDate": day(period.first), "endDate": day(period.last)}


def manufacturer(company: Any) -> list[dict[str, Any]] | None:
    """List of the company as manufacturer; left out where it has no URN."""
    if not company.ids or not company.name:
        return None
    country = {"registrationCountry": {"countryCode": company.country}} if company.country else {}
    party = {"type": ["Party"], "id": company.ids[0], "name": company.name, **country}
    return [{"role": "manufacturer", "party": party}]


ENVELOPE = envelope(TYPES, named_passport, "untp.passport", "did:web or did:webvh")
PRODUCT = (
    Field(f"{S}.type", value=("Product",), form=items),
    Field(f"{S}.id", "made.product", where="product.gtin"),
    Field(f"{S}.name", "product.name", where="product.name"),
    Field(f"{S}.description", "product.description", need="optional", where="product.description"),
    Field(f"{S}.idScheme.type", value=("IdentifierScheme",), form=items),
    Field(f"{S}.idScheme.id", "made.scheme.id", where="untp.id_scheme"),
    Field(f"{S}.idScheme.name", "made.scheme.name", where="untp.id_scheme"),
    Field(f"{S}.modelNumber", "product.model", need="optional", where="product.model"),
    Field(f"{S}.batchNumber", "product.batch", need="optional", where="product.batch"),
    Field(f"{S}.itemNumber", "product.serial", need="optional", where="product.serial"),
    Field(f"{S}.idGranularity", "made.granularity", where="untp.granularity"),
    Field(f"{S}.productImage", "product.image", link("Image"), "optional", "product.image"),
    Field(
        *(f"{S}.productCategory", "made.categories"),
        where="product.categories",
        note="names in untp.category_names",
    ),
    Field(f"{S}.relatedDocument[]", "statement.study.url", link("Study"), "optional", "study.url"),
    Field(f"{S}.relatedParty", "company", manufacturer, "optional", "company.ids"),
    Field(f"{S}.producedAtFacility.type", value=("Facility",), form=items),
    Field(f"{S}.producedAtFacility.id", "facility.id", where="facility.id", note="a URI"),
    Field(f"{S}.producedAtFacility.name", "facility.name", where="facility.name"),
    Field(f"{S}.countryOfProduction.countryCode", "facility.country", where="facility.country"),
    Field(f"{S}.dimensions.weight", "made.weight", weight, "optional", "product.mass", "of one piece"),
)
CLAIM = (
    Field(f"{C}.type", value=("Claim",), form=items),
    Field(f"{C}.id", "made.claim", note="UUID by content"),
    Field(f"{C}.name", "made.title", note="with the declared unit: KGM has no denominator"),
    Field(f"{C}.description", "made.words", note="boundary, GWP set, period, interval, provenance"),
    Field(f"{C}.referenceCriteria", "made.criteria", listed("Criterion"), where="untp.criteria"),
    Field(
        *(
            f"{C}.referenceRegulation",
            "made.regulations",
            listed("Regulation"),
            "optional",
            "untp.regulations",
        )
    ),
    Field(f"{C}.referenceStandard", "made.standards", listed("Standard"), "optional", "untp.standards"),
    Field(f"{C}.claimDate", "created", day_of, where="issued"),
    Field(f"{C}.applicablePeriod", "period", span),
    Field(
        *(f"{C}.claimedPerformance", "made.measure", performance),
        note="kg CO2e with tolerances to P2.5 and P97.5",
    ),
    Field(f"{C}.evidence[]", "statement.study.url", link("Study"), "optional", "study.url"),
    Field(f"{C}.conformityTopic", value="Greenhouse Gas Emissions", form=topics),
    Field(f"{C}.{LITERAL}", "uncertainty", extension, "expected", note="JSON literal"),
)
FIELDS = (*ENVELOPE, *PRODUCT, *CLAIM)


def build(facts: Facts) -> Written:
    """The credential without its proof."""
    known = view(facts, NAME)
    one = facts.unit.common == "piece" and facts.unit.common_amount == 1
    known["made"]["weight"] = facts.unit.mass_kg if one else None
    written = write(FIELDS, known)
    return Written(written.document, written.gaps, tuple(notes(facts)))


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: context, identifiers, places, measures, what 0.6 left behind."""
    look = Look(document)
    look.present(*mandatory((*ENVELOPE, *PRODUCT)))
    check_envelope(look, TYPES)
    check_product(look, S)
    check_claims(look, f"{S}.performanceClaim", "claimedPerformance", "referenceCriteria", "claimDate")
    return look.done()


FORMAT = Format(NAME, "UNTP Digital Product Passport 0.7", "application/vc", FIELDS, build, check)
