"""PACT 3.0: the ProductFootprint of the PACT Technical Specifications 3.0 (OpenAPI 3.0.4).

Emissions are of cradle to gate and for one declared unit, ``declaredUnitAmount`` of
``declaredUnitOfMeasurement``, in strings of plain decimals. They add up as the specification says: excluding
is the sum of its components, including is excluding plus ``biogenicCO2Uptake``, which is what the product
still holds at the gate; uptake that was released within the boundary again cancels. Aircraft and packaging
are within the number and told beside it; outbound logistics is outside and told beside it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lca.errors import Finding, Severity
from lca.passport.checks import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING,
    Bounds,
    Look,
    added,
)
from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats.pact_shared import (
    beyond_gate,
    check_envelope,
    check_exempted,
    check_packaging,
    check_times,
    extension,
    remark,
    rules,
    sources,
)
from lca.passport.forms import decimal_text, items, moment, reports
from lca.passport.mapping import Field, Written, put, write
from lca.passport.statement_parts import Verification

NAME = "pact-3.0"
VERSION = "3.0.0"
STANDARDS = (
    *("ISO14067", "ISO14083", "ISO14040-44", "GHGP-Product", "PEF"),
    *("PACT-1.0", "PACT-2.0", "PACT-3.0", "PAS2050"),
)
UNITS = (
    *("liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer"),
    *("square meter", "piece", "hour", "megabit second"),
)
COVERAGE = {"model": "PCF calculation model", "programme": "PCF program", "product": "product level"}
RATINGS = ("pcf.dqi.technologicalDQR", "pcf.dqi.geographicalDQR", "pcf.dqi.temporalDQR")


def verification(one: Verification) -> dict[str, Any]:
    """Object of coverage, provider, time, standard and comments."""
    found = {
        "coverage": COVERAGE.get(one.coverage or ""),
        "providerName": one.provider,
        "completedAt": f"{one.completed.isoformat()}T00:00:00Z" if one.completed else None,
        "standardName": one.standard,
        "comments": one.comments,
    }
    return {key: value for key, value in found.items() if value is not None}


ENVELOPE = (
    Field("id", "id", note="UUID of result and statement by content"),
    Field("specVersion", value=VERSION),
    Field("precedingPfIds", "previous", items, "optional", "previous"),
    Field("created", "created", moment, where="issued"),
    Field("status", "status", where="status"),
    Field("validityPeriodStart", "validity.start", moment, "optional", "validity"),
    Field("validityPeriodEnd", "validity.end", moment, "optional", "validity"),
    Field("companyName", "company.name", where="company.name"),
    Field("companyIds", "company.ids", items, where="company.ids"),
    Field("productDescription", "product.description", where="product.description"),
    Field("productIds", "product.ids", items, where="product.ids"),
    Field("productClassifications", "product.classifications", items, "expected", "product.categories"),
    Field("productNameCompany", "product.name", where="product.name"),
    Field("comment", "comment", where="comment", note="with the uncertainty on one line"),
)
SCOPE = (
    Field("pcf.declaredUnitOfMeasurement", "unit.common", where="unit", note="a further unit of the result"),
    Field("pcf.declaredUnitAmount", "unit.common_amount", decimal_text, where="unit"),
    Field(
        *("pcf.productMassPerDeclaredUnit", "unit.mass_kg", decimal_text),
        where="product.mass",
        note="0 kg for energy, transport and services",
    ),
    Field("pcf.referencePeriodStart", "period.start", moment),
    Field("pcf.referencePeriodEnd", "period.end", moment, note="excluded"),
    Field("pcf.geographyRegionOrSubregion", "geography.one_region", need="optional", where="geography"),
    Field("pcf.geographyCountry", "geography.one_country", need="optional", where="geography"),
    Field("pcf.geographyCountrySubdivision", "geography.one_subdivision", need="optional", where="geography"),
    Field("pcf.boundaryProcessesDescription", "boundary", need="expected", where="boundary"),
)
NUMBERS = (
    Field("pcf.pcfExcludingBiogenicUptake", "gate.excluding_product_uptake", decimal_text),
    Field("pcf.pcfIncludingBiogenicUptake", "gate.total", decimal_text),
    Field(
        *("pcf.fossilGhgEmissions", "gate.fossil", decimal_text),
        note="with aircraft and with what no source splits, before capture",
    ),
    Field("pcf.landUseChangeGhgEmissions", "gate.land_use_change", decimal_text, "optional"),
    Field("pcf.biogenicNonCO2Emissions", "gate.biogenic_non_co2", decimal_text, "optional"),
    Field(
        *("pcf.biogenicCO2Uptake", "gate.product_uptake", decimal_text, "optional"), note="zero or negative"
    ),
    Field(
        *("pcf.aircraftGhgEmissions", "gate.aircraft", decimal_text, "optional"),
        note="within the fossil ones",
    ),
    Field(
        *("pcf.fossilCarbonContent", "product.fossil_carbon", decimal_text),
        where="product.carbon_content.fossil",
    ),
    Field(
        *("pcf.biogenicCarbonContent", "product.biogenic_carbon", decimal_text, "expected"),
        where="product.carbon_content.biogenic",
    ),
    Field(
        *("pcf.recycledCarbonContent", "product.recycled_carbon", decimal_text, "expected"),
        where="product.carbon_content.recycled",
    ),
    Field("pcf.packagingEmissionsIncluded", "stated.packaging_included", where="packaging.included"),
    Field(
        *("pcf.packagingGhgEmissions", "stated.packaging", decimal_text, "optional", "packaging.emissions"),
        note="within the number",
    ),
    Field(
        *("pcf.packagingBiogenicCarbonContent", "stated.packaging_biogenic_carbon", decimal_text),
        need="optional",
        where="packaging.biogenic_carbon",
    ),
    Field(
        *("pcf.outboundLogisticsGhgEmissions", "stages.distribution", decimal_text, "optional"),
        note="beside the number; where distribution is within the boundary",
    ),
    Field("pcf.ccsTechnologicalCO2CaptureIncluded", "stated.capture_included", where="capture.included"),
    Field("pcf.ccsTechnologicalCO2Capture", "stated.captured", decimal_text, "optional", "capture.captured"),
    Field("pcf.technologicalCO2Removals", "stated.removed", decimal_text, "optional", "capture.removed"),
    Field(
        "pcf.technologicalCO2CaptureOrigin", "stated.capture_origin", need="optional", where="capture.origin"
    ),
)
METHOD = (
    Field("pcf.ipccCharacterizationFactors", "gwp_sets", reports),
    Field("pcf.crossSectoralStandards", "standards", items, where="standards"),
    Field("pcf.productOrSectorSpecificRules", "rule", rules, "optional"),
    Field(
        *("pcf.exemptedEmissionsPercent", "exempted.percent", decimal_text),
        where="exempted.percent",
        note="from the cut-off of the rule where that is a share of the footprint",
    ),
    Field("pcf.exemptedEmissionsDescription", "exempted.description", need="optional", where="exempted"),
    Field("pcf.allocationRulesDescription", "allocation", need="expected", where="allocation"),
    Field("pcf.secondaryEmissionFactorSources", "sources", sources, "optional"),
    Field("pcf.primaryDataShare", "primary_percent", decimal_text, note="percent"),
    Field(RATINGS[0], "quality.technological", decimal_text, "expected"),
    Field(RATINGS[1], "quality.geographical", decimal_text, "expected"),
    Field(RATINGS[2], "quality.temporal", decimal_text, "expected"),
    Field("pcf.verification", "statement.verification", verification, "optional", "verification"),
    Field("extensions", "gate_uncertainty", extension, "expected", note="urn:zuji:uncertainty:1"),
)
FIELDS = (*ENVELOPE, *SCOPE, *NUMBERS, *METHOD)

COMPONENTS = {
    "pcf.fossilGhgEmissions": NOT_NEGATIVE,
    "pcf.landUseChangeGhgEmissions": NOT_NEGATIVE,
    "pcf.landManagementBiogenicCO2Emissions": NOT_NEGATIVE,
    "pcf.landManagementBiogenicCO2Removals": NOT_POSITIVE,
    "pcf.technologicalCO2Removals": NOT_POSITIVE,
    "pcf.ccsTechnologicalCO2Capture": NOT_POSITIVE,
    "pcf.biogenicNonCO2Emissions": NOT_NEGATIVE,
}
"""What adds up to the value without uptake."""
UPTAKE = "pcf.biogenicCO2Uptake"
EXCLUDING, INCLUDING = "pcf.pcfExcludingBiogenicUptake", "pcf.pcfIncludingBiogenicUptake"
OTHERS: dict[str, Bounds] = {
    "pcf.declaredUnitAmount": POSITIVE,
    "pcf.productMassPerDeclaredUnit": NOT_NEGATIVE,
    "pcf.fossilCarbonContent": NOT_NEGATIVE,
    "pcf.biogenicCarbonContent": NOT_NEGATIVE,
    "pcf.recycledCarbonContent": NOT_NEGATIVE,
    "pcf.landCarbonLeakage": NOT_NEGATIVE,
    "pcf.landManagementFossilGhgEmissions": NOT_NEGATIVE,
    "pcf.landAreaOccupation": NOT_NEGATIVE,
    "pcf.aircraftGhgEmissions": NOT_NEGATIVE,
    "pcf.packagingGhgEmissions": NOT_NEGATIVE,
    "pcf.packagingBiogenicCarbonContent": NOT_NEGATIVE,
    "pcf.outboundLogisticsGhgEmissions": NOT_NEGATIVE,
    "pcf.ccuCarbonContent": NOT_NEGATIVE,
    "pcf.primaryDataShare": PERCENT,
    **dict.fromkeys(RATINGS, RATING),
}
MANDATORY = tuple(field.path for field in FIELDS if field.need == "required" and field.path != "comment")


def build(facts: Facts) -> Written:
    """The ProductFootprint, and what of the result lies beyond the gate."""
    written = write(FIELDS, facts)
    put(written.document, "comment", remark(facts))
    put(written.document, "pcf.fossilGhgEmissions", decimal_text(before_capture(facts)))
    ratings = written.document["pcf"].get("dqi", {})
    if len(ratings) < len(RATINGS):
        written.document["pcf"].pop("dqi", None)
    return Written(written.document, written.gaps, tuple(beyond_gate(facts, NAME)))


def before_capture(facts: Facts) -> Decimal:
    """Fossil emissions before capture: the number is net of it, and capture is a component of its own."""
    stated = facts.stated
    return facts.gate.fossil - (stated.captured or 0) - (stated.removed or 0)


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: words for decimals, signs, ranges, sums, places, URNs, times."""
    look = Look(document)
    look.present(*MANDATORY)
    check_envelope(look, "3.")
    check_times(look)
    for path, bounds in OTHERS.items():
        look.decimal(path, bounds)
    check_exempted(look, look.decimal("pcf.exemptedEmissionsPercent", PERCENT))
    check_packaging(look)
    check_sums(look)
    check_words(look)
    return look.done()


def check_sums(look: Look) -> None:
    """Excluding = components; including = excluding + uptake; including never above excluding."""
    parts = {path: look.decimal(path, bounds) for path, bounds in COMPONENTS.items()}
    uptake = look.decimal(UPTAKE, NOT_POSITIVE)
    excluding, including = look.decimal(EXCLUDING, ANY), look.decimal(INCLUDING, ANY)
    if parts["pcf.fossilGhgEmissions"] is not None:
        names = " + ".join(path.removeprefix("pcf.") for path, value in parts.items() if value)
        look.equal(EXCLUDING, excluding, added(parts), names or "0")
    if excluding is not None:
        total = excluding + (uptake or 0)
        look.equal(INCLUDING, including, total, "pcfExcludingBiogenicUptake + biogenicCO2Uptake")
    if excluding is not None and including is not None and including > excluding:
        look.tell("P160", INCLUDING, including=f"{including:f}", excluding=f"{excluding:f}")


def check_words(look: Look) -> None:
    """Units, standards and assessment reports out of their lists."""
    unit = look.get("pcf.declaredUnitOfMeasurement")
    if unit is not None and unit not in UNITS:
        look.tell("P161", "pcf.declaredUnitOfMeasurement", value=str(unit), known=", ".join(UNITS))
    for name in look.get("pcf.crossSectoralStandards") or ():
        if name not in STANDARDS:
            known = ", ".join(STANDARDS)
            look.tell("P162", "pcf.crossSectoralStandards", Severity.WARNING, value=str(name), known=known)


FORMAT = Format(NAME, "PACT Technical Specifications 3.0", "application/json", FIELDS, build, check)
