"""Suppliers' payloads whose numbers a reader sees, and the same with one thing changed."""

import copy

ID = "f4b1225a-bd44-4c8e-861d-079e4e1dfd69"
FORMATS = ("pact-3.0", "pact-2.3", "catena-x-9.0.0", "catena-x-7.0.0")
PACT_3 = {
    "id": ID,
    "specVersion": "3.0.0",
    "created": "2024-05-01T00:00:00Z",
    "status": "Active",
    "companyName": "Acme Metals",
    "companyIds": ["urn:pact:acme.example:company:1"],
    "productDescription": "a cathode material",
    "productIds": ["urn:pact:acme.example:product:7"],
    "productNameCompany": "Cathode 7",
    "pcf": {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "2",
        "productMassPerDeclaredUnit": "2",
        "referencePeriodStart": "2023-01-01T00:00:00Z",
        "referencePeriodEnd": "2024-01-01T00:00:00Z",
        "geographyCountry": "CN",
        "pcfExcludingBiogenicUptake": "10",
        "pcfIncludingBiogenicUptake": "9",
        "biogenicCO2Uptake": "-1",
        "fossilGhgEmissions": "9",
        "aircraftGhgEmissions": "0.5",
        "landUseChangeGhgEmissions": "1",
        "fossilCarbonContent": "0",
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067"],
        "exemptedEmissionsPercent": "0.5",
        "primaryDataShare": "60",
        "dqi": {"technologicalDQR": "1.5", "geographicalDQR": "2.0", "temporalDQR": "3"},
    },
    "extensions": [
        {
            "specVersion": "2.0.0",
            "dataSchema": "urn:zuji:uncertainty:1",
            "data": {
                "mean": 9.0,
                "sd": 2.0,
                "p2_5": 5.5,
                "p97_5": 13.2,
                "correlation": [
                    {"key": "factor:grid", "share": 0.64},
                    {"key": "own", "share": 0.36},
                ],
            },
        }
    ],
}
PACT_2 = {
    "id": ID,
    "specVersion": "2.3.0",
    "created": "2024-05-01T00:00:00Z",
    "status": "Active",
    "version": 0,
    "companyName": "Acme Metals",
    "companyIds": ["urn:pact:acme.example:company:1"],
    "productDescription": "a board",
    "productIds": ["urn:pact:acme.example:product:8"],
    "productCategoryCpc": "31100",
    "productNameCompany": "Board 8",
    "comment": "",
    "pcf": {
        "declaredUnit": "kilogram",
        "unitaryProductAmount": "1",
        "pCfExcludingBiogenic": "3",
        "pCfIncludingBiogenic": "2.5",
        "fossilGhgEmissions": "3",
        "dLucGhgEmissions": "0.25",
        "otherBiogenicGhgEmissions": "0.25",
        "biogenicCarbonWithdrawal": "-1",
        "fossilCarbonContent": "0",
        "biogenicCarbonContent": "0.27",
        "characterizationFactors": "AR5",
        "crossSectoralStandardsUsed": ["GHG Protocol Product standard"],
        "exemptedEmissionsPercent": 1,
        "exemptedEmissionsDescription": "",
        "referencePeriodStart": "2023-01-01T00:00:00Z",
        "referencePeriodEnd": "2024-01-01T00:00:00Z",
        "geographyCountry": "DE",
        "packagingEmissionsIncluded": False,
        "boundaryProcessesDescription": "sawmill",
        "primaryDataShare": 40,
        "dqi": {"coveragePercent": 90, "technologicalDQR": 1.5, "temporalDQR": 2, "geographicalDQR": 3},
    },
}
BATTERY = {
    "batteryCarbonFootprint": 0.1,
    "absoluteCarbonFootprint": 12000,
    "carbonFootprintPerLifecycleStage": [
        {"lifecycleStage": "RawMaterialExtraction", "carbonFootprint": 0.06},
        {"lifecycleStage": "MainProduction", "carbonFootprint": 0.03},
        {"lifecycleStage": "Distribution", "carbonFootprint": 0.004},
        {"lifecycleStage": "Recycling", "carbonFootprint": 0.006},
    ],
    "carbonFootprintPerformanceClass": "B",
    "carbonFootprintStudy": "https://acme.example/study",
}


def changed(data, path, value):
    """The same with one thing changed; a dotted path stands inside, None takes away, lists hold one."""
    found = copy.deepcopy(data)
    *way, last = path.split(".")
    holder = found
    for key in way:
        holder = holder[key]
        holder = holder[0] if isinstance(holder, list) else holder
    if value is None:
        del holder[last]
    else:
        holder[last] = value
    return found
