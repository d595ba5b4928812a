"""UNTP Digital Conformity Credential 0.7: the unsigned attestation of a footprint.

Without an attestation in the statement it is what it is: a declaration of the company itself. Whoever
verified a footprint issues his own, with himself as issuer.
"""

from __future__ import annotations

from typing import Any

from lca.errors import Finding
from lca.passport.checks import Look
from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats.untp_checks import check_claims, check_envelope, check_parties, mandatory
from lca.passport.formats.untp_shared import (
    LITERAL,
    envelope,
    extension,
    link,
    listed,
    notes,
    performance,
    section,
    topics,
    view,
)
from lca.passport.forms import day, items
from lca.passport.mapping import Field, Written, write

NAME = "untp-dcc-0.7"
TYPES = ("DigitalConformityCredential", "VerifiableCredential")
S, C = "credentialSubject", "credentialSubject.conformityAssessment[]"


def named_credential(product: str) -> str:
    """Text, with the product."""
    return f"Conformity credential, carbon footprint: {product}"


ENVELOPE = envelope(TYPES, named_credential, "untp.credential", "of the assessor")
ATTESTATION = (
    Field(f"{S}.type", value=("ConformityAttestation",), form=items),
    Field(f"{S}.id", "made.subject", note="UUID by content"),
    Field(f"{S}.name", "made.attestation_name", where="untp.attestation.name"),
    Field(f"{S}.assessorLevel", "made.attestation.assessor", where="untp.attestation.assessor"),
    Field(f"{S}.assessmentLevel", "made.attestation.level", where="untp.attestation.level"),
    Field(f"{S}.attestationType", "made.attestation.kind", where="untp.attestation.kind"),
    Field(f"{S}.issuedToParty.type", value=("Party",), form=items),
    Field(f"{S}.issuedToParty.id", "made.party", where="company.ids"),
    Field(f"{S}.issuedToParty.name", "company.name", where="company.name"),
    Field(f"{S}.referenceScheme.type", value=("ConformityScheme",), form=items),
    Field(f"{S}.referenceScheme.id", "made.reference.id", where="untp.attestation.scheme"),
    Field(f"{S}.referenceScheme.name", "made.reference.name", where="untp.attestation.scheme"),
    Field(f"{S}.referenceProfile", "made.profile", need="optional", where="untp.attestation.profile"),
    Field(
        *(f"{S}.conformityCertificate", "made.attestation.certificate", link("Certificate")),
        need="optional",
        where="untp.attestation.certificate",
    ),
)
ASSESSMENT = (
    Field(f"{C}.type", value=("ConformityAssessment",), form=items),
    Field(f"{C}.id", "made.claim", note="UUID by content"),
    Field(f"{C}.name", "made.title", note="with the declared unit: KGM has no denominator"),
    Field(f"{C}.description", "made.words", note="boundary, GWP set, period, interval, provenance"),
    Field(f"{C}.assessmentCriteria", "made.criteria", listed("Criterion"), where="untp.criteria"),
    Field(f"{C}.assessmentDate", "made.assessed", day, where="verification.completed"),
    Field(
        *(f"{C}.assessedPerformance", "made.measure", performance),
        note="kg CO2e with tolerances to P2.5 and P97.5",
    ),
    Field(f"{C}.assessedProduct[].product.type", value=("Product",), form=items),
    Field(f"{C}.assessedProduct[].product.id", "made.product", where="product.gtin"),
    Field(f"{C}.assessedProduct[].product.name", "product.name", where="product.name"),
    Field(
        f"{C}.assessedProduct[].product.modelNumber", "product.model", need="optional", where="product.model"
    ),
    Field(
        f"{C}.assessedProduct[].product.batchNumber", "product.batch", need="optional", where="product.batch"
    ),
    Field(
        f"{C}.assessedProduct[].product.itemNumber", "product.serial", need="optional", where="product.serial"
    ),
    Field(f"{C}.assessedFacility", "made.facilities", need="optional", where="facility.id"),
    Field(f"{C}.referenceStandard", "made.standards", listed("Standard"), "optional", "untp.standards"),
    Field(
        *(
            f"{C}.referenceRegulation",
            "made.regulations",
            listed("Regulation"),
            "optional",
            "untp.regulations",
        )
    ),
    Field(f"{C}.evidence[]", "statement.study.url", link("Study"), "optional", "study.url"),
    Field(f"{C}.conformityTopic", value="Greenhouse Gas Emissions", form=topics),
    Field(
        f"{C}.conformance",
        "made.attestation.conformance",
        need="optional",
        where="untp.attestation.conformance",
    ),
    Field(f"{C}.{LITERAL}", "uncertainty", extension, "expected", note="JSON literal"),
)
FIELDS = (*ENVELOPE, *ATTESTATION, *ASSESSMENT)


def build(facts: Facts) -> Written:
    """The credential without its proof."""
    known = view(facts, NAME)
    known["made"] |= attested(facts, known["made"]["rule"])
    written = write(FIELDS, known)
    return Written(written.document, written.gaps, tuple(notes(facts)))


def attested(facts: Facts, rule: dict[str, str]) -> dict[str, Any]:
    """What the attestation adds to the facts."""
    one = section(facts).attestation
    language, verification = facts.statement.language, facts.statement.verification
    completed = verification.completed if verification and one.assessor != "self" else None
    name = one.name.get(language) if one.name else "; ".join((facts.rule.title, *facts.rule.standards))
    facility = facts.facility
    place = {"type": ["Facility"], "id": facility.id, "name": facility.name}
    profile = one.profile and {"type": ["ConformityProfile"], "id": one.profile.id, "name": one.profile.name}
    return {
        "attestation": one,
        "attestation_name": name,
        "reference": {"id": one.scheme.id, "name": one.scheme.name} if one.scheme else rule,
        "profile": profile,
        "assessed": completed or (facts.created.date() if one.assessor == "self" else None),
        "facilities": [{"facility": place}] if facility.id and facility.name else None,
    }


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: context, identifiers, who attests to whom, measures."""
    look = Look(document)
    look.present(*mandatory((*ENVELOPE, *ATTESTATION)))
    check_envelope(look, TYPES)
    check_parties(look, S)
    check_claims(
        look, f"{S}.conformityAssessment", "assessedPerformance", "assessmentCriteria", "assessmentDate"
    )
    return look.done()


FORMAT = Format(NAME, "UNTP Digital Conformity Credential 0.7", "application/vc", FIELDS, build, check)
