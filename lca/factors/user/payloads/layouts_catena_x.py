"""The same for the two versions of the Catena-X footprint; their numbers are JSON numbers."""

from __future__ import annotations

import re

from lca.factors.user.payloads.layouts import ENVELOPE, FIVE, PLACES, RATINGS, Layout, under
from lca.factors.user.payloads.looking import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING,
    RATING_OF_THREE,
)

SPEC = "urn:io.catenax.pcf:datamodel:version:"
_COMPANY = "companyAndProductInformation.companyInformation"
_PRODUCT = "companyAndProductInformation.productInformation"
_INFORMATION = "pcfAssessmentAndMethodology.pcfAssessmentInformation"
_WHICH = f"{_INFORMATION}.idAndVersion"
_TIME = f"{_INFORMATION}.time"
_METHOD = "pcfAssessmentAndMethodology.pcfMethodology"
_QUALITY = "pcfAssessmentAndMethodology.dataSourcesAndQuality"
_STAGE = "productLifeCycleStagesAndEmissions.productionStage"
_EXEMPTED = f"{_INFORMATION}.boundarySpecifications.exemptedEmissionsPercent"
_PLACE = f"{_INFORMATION}.geography.geography"
_GWP = f"{_METHOD}.gwpCharacterizationFactorDetails.ipccCharacterizationFactors"
KIND = f"{_WHICH}.retroOrProspectivePcfType"
RETROSPECTIVE = "Retrospective PCF"
BOUNDARY_9, BOUNDARY_7 = "scopeOfPcfForm.partialFullPcf", "partialFullPcf"
NODES = (
    *("scopeOfPcfForm", "companyAndProductInformation", _COMPANY, _PRODUCT),
    *("pcfAssessmentAndMethodology", _INFORMATION, _WHICH, _TIME, f"{_INFORMATION}.geography"),
    *(f"{_INFORMATION}.boundarySpecifications", _METHOD, f"{_METHOD}.gwpCharacterizationFactorDetails"),
    *(_QUALITY, "productLifeCycleStagesAndEmissions", _STAGE, "general"),
)
"""Nodes that are arrays of exactly one object."""
UPTAKE_9 = f"{_STAGE}.biogenicCO2Uptake"
_PARTS_9 = {
    f"{_STAGE}.fossilGhgEmissions": "fossil",
    f"{_STAGE}.aircraftGhgEmissions": "aircraft",
    f"{_STAGE}.landUseChangeGhgEmissions": "land_use_change",
    f"{_STAGE}.biogenicNonCO2Emissions": "biogenic",
    f"{_STAGE}.landManagementBiogenicCO2Emissions": "biogenic",
    f"{_STAGE}.landManagementBiogenicCO2Removals": "other",
}

CATENA_X_9 = Layout(
    format="catena-x-9.0.0",
    title="Catena-X PCF 9.0.0",
    version="scopeOfPcfForm.specVersion",
    versions=re.compile(re.escape(f"{SPEC}9.0.0")),
    head={
        "id": f"{_WHICH}.id",
        "created": f"{_TIME}.created",
        "status": f"{_WHICH}.status",
        "company": f"{_COMPANY}.companyName",
        "name": f"{_PRODUCT}.productNameCompany",
        "ids": f"{_PRODUCT}.productIds",
        "description": f"{_PRODUCT}.productDescription",
        "comment": "general.comment",
        "valid_from": f"{_TIME}.validityPeriodStart",
        "valid_to": f"{_TIME}.validityPeriodEnd",
        "start": f"{_TIME}.referencePeriodStart",
        "end": f"{_TIME}.referencePeriodEnd",
        "mass": f"{_PRODUCT}.productMassPerDeclaredUnit",
        "share": f"{_QUALITY}.primaryDataShare",
        "unit": f"{_PRODUCT}.declaredUnitOfMeasurement",
        "amount": f"{_PRODUCT}.declaredUnitAmount",
        "excluding": f"{_STAGE}.pcfExcludingBiogenicUptake",
        "including": f"{_STAGE}.pcfIncludingBiogenicUptake",
        "uptake": UPTAKE_9,
    },
    must=(
        *("scopeOfPcfForm.specVersion", f"{_WHICH}.id", f"{_TIME}.created", f"{_COMPANY}.companyName"),
        *(f"{_PRODUCT}.productNameCompany", f"{_PRODUCT}.productIds", f"{_TIME}.validityPeriodEnd"),
        *(f"{_PRODUCT}.declaredUnitOfMeasurement", f"{_PRODUCT}.declaredUnitAmount"),
        *(f"{_TIME}.referencePeriodStart", f"{_TIME}.referencePeriodEnd", f"{_PLACE}RegionOrSubregion"),
        *(f"{_STAGE}.pcfExcludingBiogenicUptake", f"{_STAGE}.pcfIncludingBiogenicUptake", _GWP),
    ),
    numbers={
        f"{_PRODUCT}.declaredUnitAmount": POSITIVE,
        f"{_PRODUCT}.productMassPerDeclaredUnit": NOT_NEGATIVE,
        f"{_STAGE}.pcfExcludingBiogenicUptake": ANY,
        f"{_STAGE}.pcfIncludingBiogenicUptake": ANY,
        **{path: NOT_POSITIVE if part == "other" else NOT_NEGATIVE for path, part in _PARTS_9.items()},
        UPTAKE_9: NOT_POSITIVE,
        _EXEMPTED: PERCENT,
        f"{_QUALITY}.primaryDataShare": PERCENT,
        **{f"{_QUALITY}.{name}": RATING for name in RATINGS.values()},
    },
    parts=_PARTS_9,
    ratings=under(_QUALITY, RATINGS),
    sets=(_GWP,),
    places=(f"{_PLACE}CountrySubdivision", f"{_PLACE}Country", f"{_PLACE}RegionOrSubregion"),
    lines=("general.comment",),
    quoted=False,
    one_place=False,
    aircraft_within=False,
    shape={f"{_WHICH}.id": "uuid", f"{_WHICH}.status": "status", f"{_PRODUCT}.productIds": "urns"},
)

CATENA_X_7 = Layout(
    format="catena-x-7.0.0",
    title="Catena-X PCF 7.0.0",
    version="specVersion",
    versions=re.compile(re.escape(f"{SPEC}7.0.0")),
    head={
        **ENVELOPE,
        "status": "extWBCSD_pfStatus",
        "name": "productName",
        "unit": "pcf.declaredUnit",
        "amount": "pcf.unitaryProductAmount",
        "excluding": "pcf.pcfExcludingBiogenic",
        "including": "pcf.pcfIncludingBiogenic",
        "uptake": "pcf.biogenicCarbonWithdrawal",
    },
    must=(
        *("id", "specVersion", "created", "companyName", "productName", "productIds", "pcf"),
        *("pcf.declaredUnit", "pcf.unitaryProductAmount", "pcf.pcfExcludingBiogenic"),
        *("pcf.referencePeriodStart", "pcf.referencePeriodEnd", "pcf.geographyRegionOrSubregion"),
        *("pcf.extWBCSD_characterizationFactors", "pcf.exemptedEmissionsPercent"),
    ),
    numbers={
        "pcf.unitaryProductAmount": POSITIVE,
        "pcf.pcfIncludingBiogenic": ANY,
        "pcf.extTFS_luGhgEmissions": ANY,
        **{
            f"pcf.{name}": NOT_NEGATIVE
            for name in (
                *("pcfExcludingBiogenic", "fossilGhgEmissions", "biogenicCarbonEmissionsOtherThanCO2"),
                *("dlucGhgEmissions", "aircraftGhgEmissions", "productMassPerDeclaredUnit"),
                *("extWBCSD_packagingGhgEmissions", "carbonContentTotal", "extWBCSD_fossilCarbonContent"),
                "carbonContentBiogenic",
            )
        },
        "pcf.biogenicCarbonWithdrawal": NOT_POSITIVE,
        "pcf.exemptedEmissionsPercent": PERCENT,
        "pcf.primaryDataShare": PERCENT,
        "pcf.dataQualityRating.coveragePercent": PERCENT,
        **{f"pcf.dataQualityRating.{name}": RATING_OF_THREE for name in FIVE.values()},
    },
    parts={
        "pcf.fossilGhgEmissions": "fossil",
        "pcf.aircraftGhgEmissions": "aircraft",
        "pcf.dlucGhgEmissions": "land_use_change",
        "pcf.biogenicCarbonEmissionsOtherThanCO2": "biogenic",
        "pcf.extTFS_luGhgEmissions": "other",
    },
    ratings=under("pcf.dataQualityRating", FIVE),
    sets=("pcf.extWBCSD_characterizationFactors",),
    places=PLACES,
    lines=("comment",),
    quoted=False,
    of_three=True,
    apart=True,
    one_place=False,
    shape={"id": "uuid", "extWBCSD_pfStatus": "status", "productIds": "urns"},
)
