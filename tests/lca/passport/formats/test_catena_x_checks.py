"""Checks of Catena-X payloads of others: each trap alone, and anything at all without a traceback."""

import copy
from functools import cache

import pytest
from catena_x_cases import stated
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, EXAMPLES, computed

from lca.errors import Severity
from lca.passport import export
from lca.passport.formats import format_of
from lca.passport.formats.catena_x_checks import nodes_of
from lca.passport.formats.catena_x_table_9 import (
    ASSESSED,
    CARBON,
    COMPANY,
    METHOD,
    PACKAGING,
    PRODUCT,
    PRODUCTION,
    QUALITY,
)
from lca.passport.mapping import at

FORMATS = ("catena-x-9.0.0", "catena-x-7.0.0", "catena-x-battery-pass", "catena-x-dpp")
BATTERY = "sustainability.carbonFootprint"
CARBON_OF_PASSPORT = "sustainability.productFootprint.carbon"


@cache
def right(to):
    return export(computed(EXAMPLES[0]), to, statement=stated(), at=AT).document


def changed(to, path, value):
    """The document with one field of its own changed; ... takes it away."""
    document = copy.deepcopy(right(to))
    way, _, last = path.rpartition(".")
    holder = at(document, way) if way else document
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return document


def codes(to, path, value):
    return {(one.code, one.severity.value) for one in format_of(to).check(changed(to, path, value))}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("scopeOfPcfForm[].specVersion", "9.0.0", "P209"),
        ("scopeOfPcfForm[].partialFullPcf", "cradle-to-gate", "P210"),
        (f"{COMPANY}.companyIds", ["urn:gtin:09521000000032"], "P213"),
        (f"{COMPANY}.companyIds", ["BPNLEXAMPLE00001"], "P143"),
        (f"{COMPANY}.companyIds", ["urn:BPNLEXAMPLE00001", "urn:bpnlexample00001"], "P139"),
        (f"{COMPANY}.companyIds", ..., "P149"),
        (f"{COMPANY}.companyIds", "urn:BPNLEXAMPLE00001", "P143"),
        (f"{PRODUCT}.productIds", [], "P149"),
        (f"{PRODUCT}.declaredUnitOfMeasurement", "megabit second", "P210"),
        (f"{PRODUCT}.declaredUnitAmount", 0, "P141"),
        (f"{PRODUCT}.declaredUnitAmount", "1", "P138"),
        (f"{PRODUCT}.productMassPerDeclaredUnit", -1, "P141"),
        (f"{QUALITY}.primaryDataShare", 101, "P141"),
        (f"{QUALITY}.primaryDataShare", "56.12", "P138"),
        (f"{QUALITY}.temporalDQR", 0.5, "P141"),
        (f"{QUALITY}.temporalDQR", True, "P138"),
        (f"{ASSESSED}.idAndVersion[].id", "1", "P143"),
        (f"{ASSESSED}.idAndVersion[].precedingPfIds", ["6f7aa6f0-8c0b-4d5f-9a7e-1c1f5f2f7c11"], "P212"),
        (f"{ASSESSED}.idAndVersion[].precedingPfIds", [{"id": "7"}], "P143"),
        (f"{ASSESSED}.idAndVersion[].status", "active", "P210"),
        (f"{ASSESSED}.boundarySpecifications[].exemptedEmissionsPercent", 10.5, "P141"),
        (f"{ASSESSED}.geography[].geographyRegionOrSubregion", ..., "P149"),
        (f"{ASSESSED}.geography[].geographyRegionOrSubregion", "Western Europe", "P147"),
        (f"{ASSESSED}.geography[].geographyRegionOrSubregion", "China", "P210"),
        (f"{ASSESSED}.geography[].geographyCountry", "DE", "P147"),
        (f"{ASSESSED}.geography[].geographyCountry", ["CN"], "P147"),
        (f"{ASSESSED}.geography[].geographyCountrySubdivision", "US-NY", "P147"),
        (f"{ASSESSED}.technology[].ccsTechnologicalCO2CaptureIncluded", "false", "P210"),
        (f"{ASSESSED}.time[].referencePeriodEnd", "2023-12-31T00:00:00Z", "P145"),
        (f"{ASSESSED}.time[].referencePeriodEnd", "2025-12-31T00:00:00Z", "P146"),
        (f"{ASSESSED}.time[].referencePeriodEnd", "2024-12-31", "P144"),
        (f"{ASSESSED}.time[].validityPeriodStart", "2024-12-01T00:00:00Z", "P150"),
        (f"{ASSESSED}.time[].validityPeriodEnd", "2025-06-01T00:00:00Z", "P152"),
        (f"{ASSESSED}.time[].validityPeriodEnd", "2025-07-01T00:00:00Z", "P145"),
        (f"{METHOD}.gwpCharacterizationFactorDetails[].ipccCharacterizationFactors", ["AR5", "AR6"], "P210"),
        (f"{METHOD}.massBalancingInformation[].massBalancingUsed", True, "P219"),
        (f"{METHOD}.allocationInForeground[].allocationWasteIncineration", "none", "P210"),
        (f"{CARBON}.carbonContentTotal", 1.9, "P214"),
        (f"{CARBON}.fossilCarbonContent", -0.1, "P141"),
        (f"{PRODUCTION}.pcfExcludingBiogenicUptake", 1, "P142"),
        (f"{PRODUCTION}.pcfExcludingBiogenicUptake", "1", "P138"),
        (f"{PRODUCTION}.pcfIncludingBiogenicUptake", 99_999, "P160"),
        (f"{PRODUCTION}.fossilGhgEmissions", -1, "P141"),
        (f"{PRODUCTION}.biogenicCO2Uptake", 1, "P141"),
        (f"{PRODUCTION}.biogenicCO2Uptake", -1, "P142"),
        (f"{PRODUCTION}.aircraftGhgEmissions", 100, "P142"),
        (f"{PACKAGING}.packagingEmissionsIncluded", False, "P206"),
        (f"{PACKAGING}.packagingPcfExcludingBiogenicUptake", 99_999, "P207"),
    ],
)
def test_traps_of_nine(path, value, code):
    assert (code, "error") in codes("catena-x-9.0.0", path, value)


@pytest.mark.parametrize(
    ("path", "value", "code", "severity"),
    [
        (f"{METHOD}.standards[].crossSectoralStandards", ["ISO14067"], "P211", "warning"),
        (f"{PRODUCT}.productIds", ["urn:mycompany.com:product-id:401765"], "P143", "warning"),
        (f"{ASSESSED}.boundarySpecifications[].exemptedEmissionsPercent", 3.1, "P205", "warning"),
        (f"{ASSESSED}.time[].validityPeriodEnd", "2025-12-01T00:00:00Z", "P203", "info"),
        (
            f"{ASSESSED}.idAndVersion[].retroOrProspectivePcfType",
            "Prospective PCF without forerunner",
            "P229",
            "error",
        ),
    ],
)
def test_what_is_only_told_of_nine(path, value, code, severity):
    assert (code, severity) in codes("catena-x-9.0.0", path, value)


@pytest.mark.parametrize("region", ["Global", "Several", "Asia", "Eastern Asia"])
def test_wider_regions_take_any_country(region):
    found = codes("catena-x-9.0.0", f"{ASSESSED}.geography[].geographyRegionOrSubregion", region)
    assert not {code for code, severity in found if severity == "error"}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("specVersion", "urn:io.catenax.pcf:datamodel:version:9.0.0", "P209"),
        ("companyIds", ["telnet://192.0.2.16:80/"], "P143"),
        ("extWBCSD_productCodeCpc", "", "P149"),
        ("precedingPfIds", [{}], "P212"),
        ("pcf.declaredUnit", "hour", "P210"),
        ("pcf.extTFS_allocationWasteIncineration", "polluter pays principle", "P210"),
        ("pcf.extWBCSD_characterizationFactors", "AR4", "P210"),
        ("pcf.exemptedEmissionsPercent", 5.5, "P141"),
        ("pcf.dataQualityRating.temporalDQR", 4, "P141"),
        ("pcf.pcfExcludingBiogenic", 0.1, "P142"),
        ("pcf.dlucGhgEmissions", 0.5, "P142"),
        ("pcf.extTFS_luGhgEmissions", 0.5, "P142"),
        ("pcf.biogenicCarbonWithdrawal", 0.5, "P141"),
        ("pcf.aircraftGhgEmissions", 99, "P230"),
        ("pcf.distributionStagePcfIncludingBiogenic", "x", "P138"),
        ("pcf.extWBCSD_packagingEmissionsIncluded", False, "P206"),
        ("pcf.carbonContentTotal", 0.0001, "P214"),
    ],
)
def test_traps_of_seven(path, value, code):
    assert (code, "error") in codes("catena-x-7.0.0", path, value)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("value", -1, "P141"),
        ("value", "1", "P138"),
        ("type", "Climate Change", "P210"),
        ("unit", "kWh", "P225"),
        ("unit", "kg CO2e / kWh of another kind", "P221"),
        ("lifecycle", "main product production", "P220"),
        ("lifecycle", "", "P149"),
        ("declaration", [], "P149"),
        ("rulebook", [{"content": "x", "contentType": "URL", "header": "x" * 101}], "P222"),
    ],
)
def test_traps_of_passports(path, value, code):
    assert (code, "error") in codes("catena-x-battery-pass", f"{BATTERY}[0].{path}", value)
    assert (code, "error") in codes("catena-x-dpp", f"{CARBON_OF_PASSPORT}[0].{path}", value)


def test_traps_of_plants():
    assert ("P226", "error") in codes(
        "catena-x-battery-pass", f"{BATTERY}[0].manufacturingPlant[0].facility", "x"
    )
    address = f"{CARBON_OF_PASSPORT}[0].manufacturingPlant[0].facilityAddress"
    assert ("P147", "error") in codes("catena-x-dpp", f"{address}.country.shortName", "CN")
    assert ("P227", "error") in codes("catena-x-dpp", f"{address}.postCode.value", "AB 100")
    assert ("P149", "error") in codes("catena-x-battery-pass", BATTERY, [])


def test_a_total_is_its_parts():
    document = copy.deepcopy(right("catena-x-battery-pass"))
    entry = document["sustainability"]["carbonFootprint"][0]
    names = ("Fossil", "Biogenic Removals and Emissions", "Land Use and Land Use Change")
    parts = [{**entry, "type": f"Climate Change {name}", "value": entry["value"] / 3} for name in names]
    document["sustainability"]["carbonFootprint"] += parts
    check = format_of("catena-x-battery-pass").check
    assert not check(document)
    parts[0]["value"] += 1
    assert [one.code for one in check(document)] == ["P142"]


def test_nodes_are_the_arrays_on_the_way():
    assert nodes_of(["a[].b[].c", "a[].d"]) == ("a", "a[].b")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    """Every place of a document."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from places(inner, (*path, key))


@pytest.mark.parametrize("to", FORMATS)
@given(data=st.data())
def test_anything_anywhere_gives_findings_and_no_traceback(to, data):
    document = copy.deepcopy(right(to))
    *way, last = data.draw(st.sampled_from([path for path in places(document) if path]))
    holder = document
    for key in way:
        holder = holder[key]
    holder[last] = data.draw(ANYTHING)
    for one in format_of(to).check(document):
        assert one.code.startswith("P")
        assert one.severity in Severity


@pytest.mark.parametrize("to", FORMATS)
@given(document=ANYTHING)
def test_any_document_gives_findings(to, document):
    assert format_of(to).check(document)
