"""The mapping of Catena-X PCF 7.0.0, as a table, and its forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lca.passport.facts_parts import RuleFacts, Source
from lca.passport.formats.catena_x_shared import GATE_TO_GATE, SPEC, carbon_total, preceding
from lca.passport.formats.catena_x_shared import earliest as earliest_of
from lca.passport.formats.catena_x_shared import sources as source_names
from lca.passport.formats.pact_shared import operator
from lca.passport.formats.pact_v2 import of_three
from lca.passport.forms import items, moment, number
from lca.passport.mapping import Field

UNITS = (
    *("liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer"),
    *("square meter", "piece"),
)
REPORTS = ("AR5", "AR6")
STANDARDS = {
    "ISO14067": ("ISO Standard 14067",),
    "ISO14040-44": ("ISO Standard 14040", "ISO Standard 14044"),
    "PACT-1.0": ("Pathfinder v1",),
    "PACT-2.0": ("Pathfinder v2",),
    "PAS2050": ("PAS 2050",),
    "PEF": ("PEF",),
    "GHGP-Product": ("GHG Protocol Product Standard",),
}
OTHER = ("Other",)


def bpn(value: str) -> list[str]:
    """List of urn:bpn:id:BPNL..., before the company's other URNs."""
    return [f"urn:bpn:id:{value}"]


def standards(names: Iterable[str]) -> list[dict[str, str]] | None:
    """List of objects with the names of this version; Other for those that it does not know."""
    found = dict.fromkeys(theirs for name in names for theirs in STANDARDS.get(name, OTHER))
    return [{"crossSectoralStandard": name} for name in found] or None


def rules(rule: RuleFacts) -> list[dict[str, Any]]:
    """List of one rule of another operator, its standards beside it."""
    names = dict.fromkeys((f"{rule.id} {rule.version}", *rule.standards))
    listed = [{"ruleName": name} for name in names]
    return [
        {
            "extWBCSD_operator": "Other",
            "productOrSectorSpecificRules": listed,
            "extWBCSD_otherOperatorName": operator(rule),
        }
    ]


def earliest(sets: Iterable[str]) -> str | None:
    """The earliest assessment report; missing where it is neither AR5 nor AR6."""
    return earliest_of(sets, REPORTS)


def sources(found: Iterable[Source]) -> list[dict[str, str]]:
    """List of objects with a name and version each."""
    return [{"secondaryEmissionFactorSource": name} for name in source_names(found)]


def incineration(word: str) -> str:
    """Text; polluter pays is the reverse cut-off."""
    return "reverse cut-off" if word == "polluter pays principle" else word


def emissions(of: str, names: tuple[str, ...], need: Any) -> tuple[Field, ...]:
    """The rows of a stage; left out where the stage is outside the boundary."""
    facts = ("fossil", "total", "fossil", "biogenic_non_co2", "product_uptake", "land_use_change", "aircraft")
    notes = ("the fossil part", "", "with what no source splits", "", "zero or negative", "", "within fossil")
    return tuple(
        Field(f"pcf.{name}", f"{of}.{fact}", number, need, note=note)
        for name, fact, note in zip(names, facts, notes, strict=True)
    )


PRODUCTION = (
    *("pcfExcludingBiogenic", "pcfIncludingBiogenic", "fossilGhgEmissions"),
    *("biogenicCarbonEmissionsOtherThanCO2", "biogenicCarbonWithdrawal", "dlucGhgEmissions"),
    "aircraftGhgEmissions",
)
DISTRIBUTION = (
    *("distributionStagePcfExcludingBiogenic", "distributionStagePcfIncludingBiogenic"),
    *("distributionStageFossilGhgEmissions", "distributionStageBiogenicCarbonEmissionsOtherThanCO2"),
    *("distributionStageBiogenicCarbonWithdrawal", "extTFS_distributionStageDlucGhgEmissions"),
    "distributionStageAircraftGhgEmissions",
)
LAND_USE = ("pcf.extTFS_luGhgEmissions", "pcf.extTFS_distributionStageLuGhgEmissions")
ENVELOPE = (
    Field("id", "id", note="UUID of result and statement by content"),
    Field("specVersion", value=f"{SPEC}7.0.0"),
    Field("partialFullPcf", value=GATE_TO_GATE, note="use and end of life have no field"),
    Field("precedingPfIds", "previous", preceding, "optional", "previous"),
    Field("version", value=0),
    Field("created", "created", moment, where="issued"),
    Field("extWBCSD_pfStatus", "status", where="status"),
    Field("validityPeriodStart", "validity.start", moment, "optional", "validity.from"),
    Field("validityPeriodEnd", "validity.end", moment, "optional", "validity.to"),
    Field("comment", "comment", where="comment", note="with the uncertainty on one line"),
    Field("pcfLegalStatement", "statement.catena_x.legal", need="optional", where="catena_x.legal"),
    Field("companyName", "company.name", where="company.name"),
    Field(
        *("companyIds", "statement.catena_x.bpnl", bpn),
        where="catena_x.bpnl",
        note="other URNs of the company follow",
    ),
    Field("productDescription", "product.description", need="expected", where="product.description"),
    Field("productIds", "product.ids", items, where="product.ids"),
    Field("extWBCSD_productCodeCpc", "product.cpc", where="product.categories.cpc"),
    Field("productName", "product.name", where="product.name"),
)
SCOPE = (
    Field("pcf.declaredUnit", "unit.common", where="unit", note="piece or kilogram"),
    Field("pcf.unitaryProductAmount", "unit.common_amount", number, where="unit", note="always 1"),
    Field("pcf.productMassPerDeclaredUnit", "unit.mass_kg", number, where="product.mass"),
    Field("pcf.exemptedEmissionsPercent", "exempted.percent", number, where="exempted.percent"),
    Field("pcf.exemptedEmissionsDescription", "exempted.description", need="optional", where="exempted"),
    Field("pcf.boundaryProcessesDescription", "boundary", need="optional", where="boundary"),
    Field("pcf.geographyCountrySubdivision", "geography.subdivision", need="optional", where="geography"),
    Field("pcf.geographyCountry", "geography.country", need="optional", where="geography"),
    Field("pcf.geographyRegionOrSubregion", "geography.region", where="geography.region"),
    Field("pcf.referencePeriodStart", "period.start", moment),
    Field("pcf.referencePeriodEnd", "period.end", moment, note="excluded"),
)
METHOD = (
    Field("pcf.crossSectoralStandardsUsed", "standards", standards, where="standards"),
    Field("pcf.productOrSectorSpecificRules", "rule", rules),
    Field("pcf.extWBCSD_characterizationFactors", "gwp_sets", earliest, note="one text: the earliest"),
    Field("pcf.extWBCSD_allocationRulesDescription", "allocation", need="expected", where="allocation"),
    Field(
        *("pcf.extTFS_allocationWasteIncineration", "statement.catena_x.waste_incineration", incineration),
        where="catena_x.waste_incineration",
    ),
    Field("pcf.primaryDataShare", "primary_percent", number, note="percent"),
    Field("pcf.secondaryEmissionFactorSources", "sources", sources),
    *(
        Field(f"pcf.dataQualityRating.{name}", f"quality.{fact}", form, "expected")
        for name, fact, form in (
            ("coveragePercent", "coverage_percent", number),
            ("technologicalDQR", "technological", of_three),
            ("temporalDQR", "temporal", of_three),
            ("geographicalDQR", "geographical", of_three),
            ("completenessDQR", "completeness", of_three),
            ("reliabilityDQR", "reliability", of_three),
        )
    ),
)
NUMBERS = (
    Field("pcf.extWBCSD_packagingEmissionsIncluded", "stated.packaging_included", where="packaging.included"),
    Field(
        *("pcf.extWBCSD_packagingGhgEmissions", "stated.packaging", number, "optional"),
        where="packaging.emissions",
        note="within the number",
    ),
    *emissions("gate", PRODUCTION, "required"),
    Field(LAND_USE[0], need="expected", note="no source tells land management apart"),
    *emissions("distribution", DISTRIBUTION, "optional"),
    Field("pcf.carbonContentTotal", "product", carbon_total, where="product.carbon_content"),
    Field(
        *("pcf.extWBCSD_fossilCarbonContent", "product.fossil_carbon", number),
        where="product.carbon_content.fossil",
    ),
    Field(
        *("pcf.carbonContentBiogenic", "product.biogenic_carbon", number),
        where="product.carbon_content.biogenic",
    ),
)
FIELDS = (*ENVELOPE, *SCOPE, *METHOD, *NUMBERS)
