"""Where each version keeps what every footprint has: tables, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lca.factors.user.payloads.looking import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING,
    RATING_OF_THREE,
)

UNITS: Mapping[str, str] = {
    "liter": "L",
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "t·km",
    "square meter": "m2",
    "piece": "item",
    "hour": "h",
}
CATEGORIES = ("fossil", "aircraft", "land_use_change", "biogenic", "other")


@dataclass(frozen=True)
class Layout:
    """Paths of one version; ``""`` where it has no such field.

    ``numbers`` have their bounds, ``must`` are those that have to stand. ``quoted`` numbers are decimals in
    texts; ``bare`` are JSON numbers nevertheless. ``parts`` are the components of the value by category;
    aircraft is part of the fossil ones where ``aircraft_within``. ``apart`` says that the excluding value
    leaves out all that is biogenic, so that the value is the including one less the uptake.
    """

    format: str
    title: str
    version: str
    versions: re.Pattern[str]
    head: Mapping[str, str]
    must: tuple[str, ...]
    numbers: Mapping[str, str]
    parts: Mapping[str, str]
    ratings: Mapping[str, str]
    sets: tuple[str, ...]
    places: tuple[str, str, str]
    lines: tuple[str, ...]
    quoted: bool = True
    bare: frozenset[str] = frozenset()
    of_three: bool = False
    apart: bool = False
    one_place: bool = True
    aircraft_within: bool = True
    missing: str = "P602"
    extensions: str = ""
    shape: Mapping[str, str] = field(default_factory=dict)

    def is_quoted(self, path: str) -> bool:
        """Whether the number at a path stands in a text."""
        return self.quoted and path not in self.bare


def under(path: str, names: Mapping[str, str]) -> dict[str, str]:
    """Paths of some fields below one."""
    return {name: f"{path}.{field}" for name, field in names.items()}


ENVELOPE = {
    "id": "id",
    "created": "created",
    "status": "status",
    "company": "companyName",
    "name": "productNameCompany",
    "ids": "productIds",
    "description": "productDescription",
    "comment": "comment",
    "valid_from": "validityPeriodStart",
    "valid_to": "validityPeriodEnd",
    "start": "pcf.referencePeriodStart",
    "end": "pcf.referencePeriodEnd",
    "mass": "pcf.productMassPerDeclaredUnit",
    "share": "pcf.primaryDataShare",
}
PLACES = ("pcf.geographyCountrySubdivision", "pcf.geographyCountry", "pcf.geographyRegionOrSubregion")
RATINGS = {"technological": "technologicalDQR", "geographical": "geographicalDQR", "temporal": "temporalDQR"}
FIVE = {**RATINGS, "completeness": "completenessDQR", "reliability": "reliabilityDQR"}

PACT_3 = Layout(
    format="pact-3.0",
    title="PACT 3",
    version="specVersion",
    versions=re.compile(r"3\.\d+\.\d+(-\d{8})?"),
    head={
        **ENVELOPE,
        "unit": "pcf.declaredUnitOfMeasurement",
        "amount": "pcf.declaredUnitAmount",
        "excluding": "pcf.pcfExcludingBiogenicUptake",
        "including": "pcf.pcfIncludingBiogenicUptake",
        "uptake": "pcf.biogenicCO2Uptake",
    },
    must=(
        *("id", "specVersion", "created", "status", "companyName", "productNameCompany", "pcf"),
        *("productIds", "pcf.declaredUnitOfMeasurement", "pcf.declaredUnitAmount"),
        *("pcf.productMassPerDeclaredUnit", "pcf.pcfExcludingBiogenicUptake"),
        *("pcf.pcfIncludingBiogenicUptake", "pcf.fossilGhgEmissions", "pcf.fossilCarbonContent"),
        *("pcf.exemptedEmissionsPercent", "pcf.ipccCharacterizationFactors"),
        *("pcf.referencePeriodStart", "pcf.referencePeriodEnd"),
    ),
    numbers={
        "pcf.declaredUnitAmount": POSITIVE,
        "pcf.pcfExcludingBiogenicUptake": ANY,
        "pcf.pcfIncludingBiogenicUptake": ANY,
        **{
            f"pcf.{name}": NOT_NEGATIVE
            for name in (
                *("productMassPerDeclaredUnit", "fossilGhgEmissions", "fossilCarbonContent"),
                *("biogenicCarbonContent", "recycledCarbonContent", "landUseChangeGhgEmissions"),
                *("landCarbonLeakage", "landManagementFossilGhgEmissions", "biogenicNonCO2Emissions"),
                *("landManagementBiogenicCO2Emissions", "landAreaOccupation", "aircraftGhgEmissions"),
                *("packagingGhgEmissions", "packagingBiogenicCarbonContent", "ccuCarbonContent"),
                "outboundLogisticsGhgEmissions",
            )
        },
        **{
            f"pcf.{name}": NOT_POSITIVE
            for name in (
                *("landManagementBiogenicCO2Removals", "biogenicCO2Uptake", "ccsTechnologicalCO2Capture"),
                "technologicalCO2Removals",
            )
        },
        "pcf.exemptedEmissionsPercent": PERCENT,
        "pcf.primaryDataShare": PERCENT,
        **{f"pcf.dqi.{name}": RATING for name in RATINGS.values()},
    },
    parts={
        "pcf.fossilGhgEmissions": "fossil",
        "pcf.aircraftGhgEmissions": "aircraft",
        "pcf.landUseChangeGhgEmissions": "land_use_change",
        "pcf.biogenicNonCO2Emissions": "biogenic",
        "pcf.landManagementBiogenicCO2Emissions": "biogenic",
        "pcf.landManagementBiogenicCO2Removals": "other",
        "pcf.technologicalCO2Removals": "other",
        "pcf.ccsTechnologicalCO2Capture": "other",
    },
    ratings=under("pcf.dqi", RATINGS),
    sets=("pcf.ipccCharacterizationFactors",),
    places=PLACES,
    lines=("comment",),
    missing="F703",
    extensions="extensions",
    shape={"id": "uuid", "status": "status", "productIds": "urns"},
)

PACT_2 = Layout(
    format="pact-2.3",
    title="PACT 2",
    version="specVersion",
    versions=re.compile(r"2\.\d+\.\d+(-\d{8})?"),
    head={
        **ENVELOPE,
        "unit": "pcf.declaredUnit",
        "amount": "pcf.unitaryProductAmount",
        "excluding": "pcf.pCfExcludingBiogenic",
        "including": "pcf.pCfIncludingBiogenic",
        "uptake": "pcf.biogenicCarbonWithdrawal",
    },
    must=(
        *("id", "specVersion", "created", "status", "companyName", "productNameCompany", "pcf"),
        *("productIds", "pcf.declaredUnit", "pcf.unitaryProductAmount", "pcf.pCfExcludingBiogenic"),
        *("pcf.fossilGhgEmissions", "pcf.fossilCarbonContent", "pcf.exemptedEmissionsPercent"),
        *("pcf.referencePeriodStart", "pcf.referencePeriodEnd"),
    ),
    numbers={
        "pcf.unitaryProductAmount": POSITIVE,
        "pcf.pCfIncludingBiogenic": ANY,
        "pcf.landManagementGhgEmissions": ANY,
        **{
            f"pcf.{name}": NOT_NEGATIVE
            for name in (
                *("pCfExcludingBiogenic", "fossilGhgEmissions", "fossilCarbonContent", "dLucGhgEmissions"),
                *("otherBiogenicGhgEmissions", "iLucGhgEmissions", "biogenicCarbonContent"),
                *("aircraftGhgEmissions", "packagingGhgEmissions", "productMassPerDeclaredUnit"),
            )
        },
        "pcf.biogenicCarbonWithdrawal": NOT_POSITIVE,
        "pcf.exemptedEmissionsPercent": PERCENT,
        "pcf.primaryDataShare": PERCENT,
        "pcf.dqi.coveragePercent": PERCENT,
        **{f"pcf.dqi.{name}": RATING_OF_THREE for name in FIVE.values()},
    },
    parts={
        "pcf.fossilGhgEmissions": "fossil",
        "pcf.aircraftGhgEmissions": "aircraft",
        "pcf.dLucGhgEmissions": "land_use_change",
        "pcf.iLucGhgEmissions": "land_use_change",
        "pcf.otherBiogenicGhgEmissions": "biogenic",
        "pcf.landManagementGhgEmissions": "other",
    },
    ratings=under("pcf.dqi", FIVE),
    sets=("pcf.ipccCharacterizationFactorsSources", "pcf.characterizationFactors"),
    places=PLACES,
    lines=("comment", "pcf.uncertaintyAssessmentDescription"),
    bare=frozenset(
        (
            *("pcf.exemptedEmissionsPercent", "pcf.primaryDataShare", "pcf.dqi.coveragePercent"),
            *(f"pcf.dqi.{name}" for name in FIVE.values()),
        )
    ),
    of_three=True,
    apart=True,
    extensions="extensions",
    shape={"id": "uuid", "status": "status", "productIds": "urns"},
)
