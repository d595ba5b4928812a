"""The mapping of Catena-X PCF 9.0.0, as a table, and its forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lca.passport.facts_parts import RuleFacts
from lca.passport.formats.catena_x_shared import (
    GATE_TO_GATE,
    KINDS,
    SPEC,
    carbon_total,
    earliest,
    fossil_on_the_ground,
    included,
    preceding,
    sources,
)
from lca.passport.forms import items, moment, number
from lca.passport.mapping import Field
from lca.passport.statement_catena_x import Attestation, MassBalancing, VerifiedShares

WHO = "companyAndProductInformation[]"
COMPANY, PRODUCT = f"{WHO}.companyInformation[]", f"{WHO}.productInformation[]"
HOW = "pcfAssessmentAndMethodology[]"
ASSESSED, METHOD = f"{HOW}.pcfAssessmentInformation[]", f"{HOW}.pcfMethodology[]"
QUALITY, SHARES = f"{HOW}.dataSourcesAndQuality[]", f"{HOW}.verificationAndCertificationShares"
GENERAL, CARBON = "general[]", "carbonContent[]"
EMITTED = "productLifeCycleStagesAndEmissions[]"
PRODUCTION, DISTRIBUTION = f"{EMITTED}.productionStage[]", f"{EMITTED}.distributionStage[]"
PACKAGING = f"{EMITTED}.packagingStage[]"
UNITS = (
    *("liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer"),
    *("square meter", "piece", "hour", "megabit", "second"),
)
STANDARD_NAMES = {
    "ISO14067": "ISO 14067",
    "ISO14083": "ISO 14083",
    "ISO14040-44": "ISO 14040-44",
    "GHGP-Product": "GHG Protocol Product Standard",
    "PAS2050": "PAS 2050",
}
NOT_APPLICABLE = "not applicable"


def named(prefix: str, name: str) -> str:
    """The name of a field in a stage: ``distributionStageFossilGhgEmissions``."""
    return prefix + name[0].upper() + name[1:] if prefix else name


def bpn(number: str) -> list[str]:
    """List of urn:BPNL..., before the company's other URNs."""
    return [f"urn:{number}"]


def standards(names: Iterable[str]) -> list[object] | None:
    """List of names with a blank: ISO 14067."""
    return items(STANDARD_NAMES.get(name, name) for name in names)


def rules(rule: RuleFacts) -> list[str]:
    """List of the rule and its standards."""
    return list(dict.fromkeys((f"{rule.id} {rule.version}", *rule.standards)))


def kind(word: str) -> str | None:
    """Retrospective or prospective, in their words."""
    return KINDS.get(word)


def scheme(balancing: MassBalancing) -> str:
    """Name of the scheme; 'not applicable' where none is used."""
    return balancing.scheme or NOT_APPLICABLE


def free_attribution(balancing: MassBalancing) -> str:
    """'true' or 'false' in a string; 'not applicable' where none is used."""
    return NOT_APPLICABLE if balancing.free_attribution is None else str(balancing.free_attribution).lower()


def shares(found: VerifiedShares) -> list[dict[str, float]] | None:
    """List of one object of percentages."""
    named_shares = {
        "programCertificationShare": found.programme,
        "productVerificationShare1stParty": found.first_party,
        "productVerificationShare2ndParty": found.second_party,
        "productVerificationShare3rdParty": found.third_party,
    }
    return [{key: value for key, value in named_shares.items() if value is not None}]


def attestation(found: Attestation) -> list[dict[str, Any]]:
    """List of one attestation."""
    words = {
        "attestationType": found.type,
        "standardName": found.standard,
        "attestationStandard": found.framework,
        "attestationOfConformanceId": found.id,
        "providerName": found.provider,
        "providerId": found.provider_id,
        "attestationOfConformanceLink": found.link,
        "completedAt": f"{found.completed.isoformat()}T00:00:00Z" if found.completed else None,
    }
    return [{key: value for key, value in words.items() if value is not None}]


def stage(node: str, prefix: str, of: str) -> tuple[Field, ...]:
    """The rows of a stage's emissions; left out where the stage is outside the boundary."""

    def row(name: str, fact: str, form: Any = number, note: str = "") -> Field:
        need = "required" if name.startswith("pcf") and not prefix else "optional"
        return Field(f"{node}.{named(prefix, name)}", fact, form, need, note=note)  # type: ignore[arg-type]

    return (
        row("pcfExcludingBiogenicUptake", f"{of}.excluding_product_uptake"),
        row("pcfIncludingBiogenicUptake", f"{of}.total"),
        row("fossilGhgEmissions", of, fossil_on_the_ground, "with what no source splits, without aircraft"),
        row("biogenicNonCO2Emissions", f"{of}.biogenic_non_co2"),
        row("biogenicCO2Uptake", f"{of}.product_uptake", note="zero or negative"),
        row("landUseChangeGhgEmissions", f"{of}.land_use_change"),
        row("aircraftGhgEmissions", f"{of}.aircraft", note="beside the fossil ones"),
    )


FORM = (
    Field("scopeOfPcfForm[].specVersion", value=f"{SPEC}9.0.0"),
    Field("scopeOfPcfForm[].partialFullPcf", value=GATE_TO_GATE, note="use and end of life have no field"),
    Field(f"{COMPANY}.companyName", "company.name", where="company.name"),
    Field(
        *(f"{COMPANY}.companyIds", "statement.catena_x.bpnl", bpn),
        where="catena_x.bpnl",
        note="other URNs of the company follow",
    ),
    Field(f"{PRODUCT}.productNameCompany", "product.name", where="product.name"),
    Field(f"{PRODUCT}.productIds", "product.ids", items, where="product.ids"),
    Field(f"{PRODUCT}.declaredUnitOfMeasurement", "unit.common", where="unit", note="piece or kilogram"),
    Field(f"{PRODUCT}.declaredUnitAmount", "unit.common_amount", number, where="unit"),
    Field(f"{PRODUCT}.productMassPerDeclaredUnit", "unit.mass_kg", number, where="product.mass"),
    Field(
        *(f"{PRODUCT}.productClassifications", "product.classifications", items, "expected"),
        where="product.categories",
    ),
    Field(
        f"{PRODUCT}.productDescription", "product.description", need="expected", where="product.description"
    ),
)
ASSESSMENT = (
    Field(f"{QUALITY}.secondaryEmissionFactorSources", "sources", sources, "optional"),
    Field(f"{QUALITY}.primaryDataShare", "primary_percent", number, "expected", note="percent"),
    Field(f"{QUALITY}.technologicalDQR", "quality.technological", number, "expected"),
    Field(f"{QUALITY}.temporalDQR", "quality.temporal", number, "expected"),
    Field(f"{QUALITY}.geographicalDQR", "quality.geographical", number, "expected"),
    Field(
        f"{ASSESSED}.technology[].ccsTechnologicalCO2CaptureIncluded",
        *("stated.capture_included",),
        where="capture.included",
    ),
    Field(f"{ASSESSED}.technology[].boundaryProcessesDescription", "boundary", need="optional"),
    Field(f"{ASSESSED}.idAndVersion[].id", "id", note="UUID of result and statement by content"),
    Field(f"{ASSESSED}.idAndVersion[].version", value=0),
    Field(f"{ASSESSED}.idAndVersion[].status", "status", where="status"),
    Field(
        f"{ASSESSED}.idAndVersion[].retroOrProspectivePcfType",
        *("statement.catena_x.kind", kind),
        where="catena_x.kind",
    ),
    Field(f"{ASSESSED}.idAndVersion[].precedingPfIds", "previous", preceding, "optional", "previous"),
    Field(
        f"{ASSESSED}.boundarySpecifications[].exemptedEmissionsPercent",
        *("exempted.percent", number),
        where="exempted.percent",
        note="at most 10",
    ),
    Field(
        f"{ASSESSED}.boundarySpecifications[].exemptedEmissionsDescription",
        *("exempted.description",),
        need="optional",
        where="exempted.description",
    ),
    Field(f"{ASSESSED}.geography[].geographyRegionOrSubregion", "geography.region", where="geography.region"),
    Field(
        f"{ASSESSED}.geography[].geographyCountrySubdivision",
        *("geography.subdivision",),
        need="optional",
        where="geography.subdivision",
    ),
    Field(
        *(f"{ASSESSED}.geography[].geographyCountry", "geography.country"),
        need="optional",
        where="geography.country",
    ),
    Field(f"{ASSESSED}.time[].referencePeriodStart", "period.start", moment),
    Field(f"{ASSESSED}.time[].referencePeriodEnd", "period.end", moment, note="excluded"),
    Field(f"{ASSESSED}.time[].created", "created", moment, where="issued"),
    Field(f"{ASSESSED}.time[].validityPeriodStart", "validity.start", moment, "optional", "validity.from"),
    Field(f"{ASSESSED}.time[].validityPeriodEnd", "validity.end", moment, where="validity.to"),
    Field(SHARES, "statement.catena_x.shares", shares, "optional", "catena_x.shares"),
)
BALANCED, ALLOCATED = f"{METHOD}.massBalancingInformation[]", f"{METHOD}.allocationInForeground[]"
HOW_CALCULATED = (
    *(
        Field(
            f"{BALANCED}.{name}",
            f"statement.catena_x.mass_balancing{of}",
            form,
            where="catena_x.mass_balancing",
        )
        for name, of, form in (
            ("massBalancingUsed", ".used", bool),
            ("freeAttributionInMassBalancing", "", free_attribution),
            ("massBalancingCertificateScheme", "", scheme),
        )
    ),
    Field(f"{METHOD}.standards[].crossSectoralStandards", "standards", standards, where="standards"),
    Field(f"{METHOD}.standards[].productOrSectorSpecificRules", "rule", rules),
    Field(
        f"{METHOD}.gwpCharacterizationFactorDetails[].ipccCharacterizationFactors",
        *("gwp_sets", earliest),
        note="one text: the earliest",
    ),
    Field(
        f"{ALLOCATED}.allocationWasteIncineration",
        *("statement.catena_x.waste_incineration",),
        where="catena_x.waste_incineration",
    ),
    Field(f"{ALLOCATED}.allocationRulesDescription", "allocation", need="expected", where="allocation"),
    Field(
        f"{ALLOCATED}.allocationRecycledCarbon",
        *("statement.catena_x.recycled_carbon",),
        need="optional",
        where="catena_x.recycled_carbon",
    ),
    Field(f"{GENERAL}.comment", "comment", where="comment", note="with the uncertainty on one line"),
    Field(
        f"{GENERAL}.pcfLegalStatement", "statement.catena_x.legal", need="optional", where="catena_x.legal"
    ),
)
CARBON_ROWS = (
    Field(f"{CARBON}.carbonContentTotal", "product", carbon_total, "expected", "product.carbon_content"),
    Field(
        *(f"{CARBON}.fossilCarbonContent", "product.fossil_carbon", number, "expected"),
        where="product.carbon_content.fossil",
    ),
    Field(
        *(f"{CARBON}.biogenicCarbonContent", "product.biogenic_carbon", number, "expected"),
        where="product.carbon_content.biogenic",
    ),
    Field(
        *(f"{CARBON}.recycledCarbonContent", "product.recycled_carbon", number, "optional"),
        where="product.carbon_content.recycled",
    ),
    Field(
        *(f"{CARBON}.packagingBiogenicCarbonContent", "stated.packaging_biogenic_carbon", number, "optional"),
        where="packaging.biogenic_carbon",
    ),
)
STAGES = (
    *stage(PRODUCTION, "", "gate"),
    Field(f"{DISTRIBUTION}.distributionStageIncluded", "stages", included),
    *stage(DISTRIBUTION, "distributionStage", "distribution"),
    Field(f"{PACKAGING}.packagingEmissionsIncluded", "stated.packaging_included", where="packaging.included"),
    Field(
        *(f"{PACKAGING}.packagingPcfExcludingBiogenicUptake", "stated.packaging", number, "optional"),
        where="packaging.emissions",
        note="within production",
    ),
    Field("attestationOfConformance", "statement.catena_x.attestation", attestation, "optional"),
)
FIELDS = (*FORM, *ASSESSMENT, *HOW_CALCULATED, *CARBON_ROWS, *STAGES)
