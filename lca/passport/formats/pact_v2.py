"""PACT 2.3, for partners who have not moved to 3.0.

The values are for one unit of measurement (``unitaryProductAmount`` is 1), so that both readings of that
version, per unit and per amount, agree; a piece, which 2.3 does not know, is stated per kilogram. Excluding
biogenic is the fossil part alone, including is all of it. Numbers of emissions are strings, shares and
ratings JSON numbers. Ratings run from 1 to 3: ours from 1 to 5 are shrunk evenly, and the comment says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING_OF_THREE,
    Bounds,
    Look,
    added,
)
from lca.passport.facts import Facts
from lca.passport.facts_parts import Emissions, UncertaintyFacts
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
from lca.passport.forms import decimal_text, items, moment, number, reports
from lca.passport.mapping import Field, Written, put, write
from lca.passport.numbers import trimmed
from lca.passport.rescaling import per_one
from lca.passport.statement_parts import Verification
from lca.passport.uncertainty import line

NAME = "pact-2.3"
VERSION = "2.3.0"
UNITS = (
    *("liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer"),
    "square meter",
)
STANDARDS = (
    *("ISO14067", "ISO14083", "ISO14040-44", "GHGP-Product", "PEF"),
    *("PACT-1.0", "PACT-2.0", "PACT-3.0"),
)
OLD_STANDARDS = {
    "ISO14067": "ISO Standard 14067",
    "ISO14040-44": "ISO Standard 14044",
    "GHGP-Product": "GHG Protocol Product standard",
}
COVERAGE = {"model": "PCF system", "programme": "PCF system", "product": "product level"}
SCALE_NOTE = "Data quality ratings run from 1 to 5 here and are shrunk evenly to the 1 to 3 of this version."


def of_three(rating: Decimal) -> float | int:
    """JSON number, 1 to 5 shrunk evenly to 1 to 3."""
    return number(trimmed((rating + 1) / 2))


def other_biogenic(gate: Emissions) -> str:
    """Plain decimal in a string: biogenic emissions but for those that cancel with uptake."""
    return decimal_text(gate.biogenic_non_co2 + gate.net_biogenic_co2)


def earliest(sets: Iterable[str]) -> str | None:
    """The earliest assessment report."""
    found = reports(sets)
    return min(found, key=lambda name: int(name[2:])) if found else None


def known_standards(names: Iterable[str]) -> list[object] | None:
    """List of those that this version knows."""
    return items(name for name in names if name in STANDARDS)


def old_standards(names: Iterable[str]) -> list[object] | None:
    """List of the three old names."""
    return items(OLD_STANDARDS[name] for name in names if name in OLD_STANDARDS)


def uncertainty_text(found: UncertaintyFacts) -> str:
    """Text: the interval in words, and the object on one line."""
    words = f"Monte Carlo, {found.samples} samples: 95 % interval {found.low:f} to {found.high:f} kg CO2e."
    return f"{words} {line(found)}"


def assurance(one: Verification) -> dict[str, Any]:
    """Object of the assurance."""
    found = {
        "assurance": True,
        "coverage": COVERAGE.get(one.coverage or ""),
        "level": one.level,
        "boundary": "Cradle-to-Gate",
        "providerName": one.provider,
        "completedAt": f"{one.completed.isoformat()}T00:00:00Z" if one.completed else None,
        "standardName": one.standard,
        "comments": one.comments,
    }
    return {key: value for key, value in found.items() if value is not None}


def count(previous: tuple[str, ...]) -> int:
    """JSON number: how many came before."""
    return len(previous)


ENVELOPE = (
    Field("id", "id", note="UUID of result and statement by content"),
    Field("specVersion", value=VERSION),
    Field("precedingPfIds", "previous", items, "optional", "previous"),
    Field("version", "statement.previous", count, where="previous"),
    Field("created", "created", moment, where="issued"),
    Field("status", "status", where="status"),
    Field("validityPeriodStart", "validity.start", moment, "optional", "validity"),
    Field("validityPeriodEnd", "validity.end", moment, "optional", "validity"),
    Field("companyName", "company.name", where="company.name"),
    Field("companyIds", "company.ids", items, where="company.ids"),
    Field("productDescription", "product.description", where="product.description"),
    Field("productIds", "product.ids", items, where="product.ids"),
    Field("productClassifications", "product.classifications", items, "expected", "product.categories"),
    Field("productCategoryCpc", "product.cpc", where="product.categories.cpc"),
    Field("productNameCompany", "product.name", where="product.name"),
    Field("comment", "comment", where="comment", note="with the uncertainty on one line"),
)
SCOPE = (
    Field("pcf.declaredUnit", "unit.common", where="unit", note="a piece is stated per kilogram"),
    Field("pcf.unitaryProductAmount", "unit.common_amount", decimal_text, where="unit", note="always 1"),
    Field(
        *("pcf.productMassPerDeclaredUnit", "unit.mass_kg", decimal_text, "expected"), where="product.mass"
    ),
    Field("pcf.referencePeriodStart", "period.start", moment),
    Field("pcf.referencePeriodEnd", "period.end", moment, note="excluded"),
    Field("pcf.geographyRegionOrSubregion", "geography.one_region", need="optional", where="geography"),
    Field("pcf.geographyCountry", "geography.one_country", need="optional", where="geography"),
    Field("pcf.geographyCountrySubdivision", "geography.one_subdivision", need="optional", where="geography"),
    Field("pcf.boundaryProcessesDescription", "boundary", where="boundary"),
)
NUMBERS = (
    Field("pcf.pCfExcludingBiogenic", "gate.fossil", decimal_text, note="the fossil part"),
    Field("pcf.pCfIncludingBiogenic", "gate.total", decimal_text, "optional"),
    Field("pcf.fossilGhgEmissions", "gate.fossil", decimal_text, note="with what no source splits"),
    Field("pcf.dLucGhgEmissions", "gate.land_use_change", decimal_text, "optional"),
    Field("pcf.otherBiogenicGhgEmissions", "gate", other_biogenic, "optional"),
    Field(
        *("pcf.biogenicCarbonWithdrawal", "gate.product_uptake", decimal_text, "optional"),
        note="zero or negative",
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
        *("pcf.biogenicCarbonContent", "product.biogenic_carbon", decimal_text),
        where="product.carbon_content.biogenic",
    ),
    Field("pcf.packagingEmissionsIncluded", "stated.packaging_included", where="packaging.included"),
    Field("pcf.packagingGhgEmissions", "stated.packaging", decimal_text, "optional", "packaging.emissions"),
)
METHOD = (
    Field("pcf.characterizationFactors", "gwp_sets", earliest, note="the earliest"),
    Field("pcf.ipccCharacterizationFactorsSources", "gwp_sets", reports),
    Field("pcf.crossSectoralStandardsUsed", "standards", old_standards, where="standards"),
    Field("pcf.crossSectoralStandards", "standards", known_standards, "expected", "standards"),
    Field("pcf.productOrSectorSpecificRules", "rule", rules, "optional"),
    Field("pcf.exemptedEmissionsPercent", "exempted.percent", number, where="exempted.percent"),
    Field("pcf.exemptedEmissionsDescription", "exempted.description", where="exempted.description"),
    Field("pcf.allocationRulesDescription", "allocation", need="optional", where="allocation"),
    Field("pcf.secondaryEmissionFactorSources", "sources", sources, "optional"),
    Field("pcf.uncertaintyAssessmentDescription", "gate_uncertainty", uncertainty_text, "expected"),
    Field("pcf.primaryDataShare", "primary_percent", number, note="percent"),
    Field("pcf.dqi.coveragePercent", "quality.coverage_percent", number, "expected"),
    Field("pcf.dqi.technologicalDQR", "quality.technological", of_three, "expected"),
    Field("pcf.dqi.temporalDQR", "quality.temporal", of_three, "expected"),
    Field("pcf.dqi.geographicalDQR", "quality.geographical", of_three, "expected"),
    Field("pcf.dqi.completenessDQR", "quality.completeness", of_three, "expected"),
    Field("pcf.dqi.reliabilityDQR", "quality.reliability", of_three, "expected"),
    Field("pcf.assurance", "statement.verification", assurance, "optional", "verification"),
    Field("extensions", "gate_uncertainty", extension, "expected", note="urn:zuji:uncertainty:1"),
)
FIELDS = (*ENVELOPE, *SCOPE, *NUMBERS, *METHOD)
RATINGS = tuple(field.path for field in METHOD if field.path.endswith("DQR"))
COMPONENTS = {
    "pcf.fossilGhgEmissions": NOT_NEGATIVE,
    "pcf.dLucGhgEmissions": NOT_NEGATIVE,
    "pcf.landManagementGhgEmissions": ANY,
    "pcf.otherBiogenicGhgEmissions": NOT_NEGATIVE,
    "pcf.iLucGhgEmissions": NOT_NEGATIVE,
    "pcf.biogenicCarbonWithdrawal": NOT_POSITIVE,
}
OTHERS: dict[str, Bounds] = {
    "pcf.unitaryProductAmount": POSITIVE,
    "pcf.productMassPerDeclaredUnit": NOT_NEGATIVE,
    "pcf.fossilCarbonContent": NOT_NEGATIVE,
    "pcf.biogenicCarbonContent": NOT_NEGATIVE,
    "pcf.aircraftGhgEmissions": NOT_NEGATIVE,
    "pcf.packagingGhgEmissions": NOT_NEGATIVE,
}
EXCLUDING, INCLUDING = "pcf.pCfExcludingBiogenic", "pcf.pCfIncludingBiogenic"
MANDATORY = tuple(field.path for field in FIELDS if field.need == "required")


def build(facts: Facts) -> Written:
    """The ProductFootprint of 2.3 for one kilogram, litre, kilowatt hour ... of the product."""
    one = in_known_unit(facts)
    written = write(FIELDS, one)
    put(written.document, "comment", f"{remark(one)}\n{SCALE_NOTE}")
    if len(written.document["pcf"].get("dqi", {})) <= len(RATINGS):
        written.document["pcf"].pop("dqi", None)
    return Written(written.document, written.gaps, (*beyond_gate(one, NAME), *left_out(one)))


def in_known_unit(facts: Facts) -> Facts:
    """The facts for one of a unit that 2.3 knows; a piece of known mass per kilogram, else as they are."""
    if facts.unit.common == "piece" and facts.unit.mass_kg:
        return per_one(facts, "kilogram", facts.unit.mass_kg)
    if facts.unit.common in UNITS:
        return per_one(facts)
    return replace(facts, unit=replace(facts.unit, common=None, common_amount=None))


def left_out(facts: Facts) -> Iterable[Finding]:
    """Standards that this version does not know are told."""
    for name in facts.standards or ():
        if name not in STANDARDS:
            params = {"field": "crossSectoralStandards", "value": name, "known": ", ".join(STANDARDS)}
            yield Finding("P162", params, Location("<statement>", path="standards"), Severity.WARNING)


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: words for decimals, signs, sums, places, URNs, times."""
    look = Look(document)
    look.present(*(path for path in MANDATORY if path != "pcf.exemptedEmissionsDescription"))
    check_envelope(look, "2.")
    check_times(look)
    for path, bounds in OTHERS.items():
        look.decimal(path, bounds)
    for path in ("pcf.primaryDataShare", "pcf.dqi.coveragePercent"):
        look.number(path, PERCENT)
    for path in RATINGS:
        look.number(path, RATING_OF_THREE)
    check_exempted(look, look.number("pcf.exemptedEmissionsPercent", PERCENT))
    check_packaging(look)
    check_sums(look)
    unit = look.get("pcf.declaredUnit")
    if unit is not None and unit not in UNITS:
        look.tell("P161", "pcf.declaredUnit", value=str(unit), known=", ".join(UNITS))
    return look.done()


def check_sums(look: Look) -> None:
    """Excluding is the fossil part; including is the sum of all components."""
    parts = {path: look.decimal(path, bounds) for path, bounds in COMPONENTS.items()}
    excluding, including = look.decimal(EXCLUDING, NOT_NEGATIVE), look.decimal(INCLUDING, ANY)
    look.equal(EXCLUDING, excluding, parts["pcf.fossilGhgEmissions"], "fossilGhgEmissions")
    if parts["pcf.fossilGhgEmissions"] is not None:
        names = " + ".join(path.removeprefix("pcf.") for path, value in parts.items() if value)
        look.equal(INCLUDING, including, added(parts), names or "0")


FORMAT = Format(NAME, "PACT Technical Specifications 2.3", "application/json", FIELDS, build, check)
