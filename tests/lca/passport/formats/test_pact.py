"""Both PACT versions: every shipped example, the official schemas, our arithmetic, and what is refused."""

import copy
import json
from decimal import Decimal

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from lca import passport
from lca.errors import Severity
from lca.factors.database import FactorDatabase, open_with
from lca.passport.formats import pact_v2, pact_v3
from lca.passport.mapping import put
from lca.passport.uncertainty import IDENTIFIER, parse, parse_line

FILES = {"pact-3.0": "openapi_v3_0.yaml", "pact-2.3": "openapi_v2_3.yaml"}
CHECKS = {"pact-3.0": pact_v3.check, "pact-2.3": pact_v2.check}
VERSIONS = tuple(FILES)


@pytest.fixture(scope="module")
def schemas(shared):
    """A validator of the official component schema ProductFootprint by version."""
    found = {}
    for version, file in FILES.items():
        contents = yaml.safe_load((shared / "standards" / "pact" / file).read_text(encoding="utf-8"))
        registry = Registry().with_resource("urn:pact", Resource(contents, DRAFT202012))
        reference = {"$ref": "urn:pact#/components/schemas/ProductFootprint"}
        found[version] = jsonschema.Draft202012Validator(
            reference, registry=registry, format_checker=jsonschema.FormatChecker()
        )
    return found


@pytest.fixture(params=VERSIONS)
def version(request) -> str:
    return request.param


@pytest.fixture
def document(battery, at):
    """``document(version)``: a right document that a test may spoil."""
    footprint, statement = battery

    def make(version: str) -> dict:
        return copy.deepcopy(passport.export(footprint, version, statement=statement, at=at).document)

    return make


def codes(version: str, document: dict, severity: Severity | None = Severity.ERROR) -> set[str]:
    return {one.code for one in CHECKS[version](document) if severity in (None, one.severity)}


@pytest.mark.shared
def test_every_example_is_valid_against_the_official_schema(version, shipped, at, schemas) -> None:
    footprint, statement = shipped
    payload = passport.export(footprint, version, statement=statement, at=at)
    assert [error.message for error in schemas[version].iter_errors(payload.document)] == []


def test_every_example_passes_our_checks(version, shipped, at) -> None:
    footprint, statement = shipped
    payload = passport.export(footprint, version, statement=statement, at=at)
    assert CHECKS[version](payload.document) == ()
    assert not payload.gaps


def test_every_example_balances_to_the_last_digit(shipped, at) -> None:
    footprint, statement = shipped
    pcf = passport.export(footprint, "pact-3.0", statement=statement, at=at).document["pcf"]
    parts = ("fossilGhgEmissions", "landUseChangeGhgEmissions", "biogenicNonCO2Emissions")
    excluding = sum(Decimal(pcf[name]) for name in parts)
    assert Decimal(pcf["pcfExcludingBiogenicUptake"]) == excluding
    assert Decimal(pcf["pcfIncludingBiogenicUptake"]) == excluding + Decimal(pcf["biogenicCO2Uptake"])


@pytest.mark.shared
@pytest.mark.parametrize("version", ["pact-3.0"])
def test_a_passing_schema_means_little(version, document, schemas) -> None:
    # Trap 1: what the official schema 3.0.4 accepts and we refuse.
    for path, value in {
        "pcf.fossilGhgEmissions": "banana",
        "pcf.pcfExcludingBiogenicUptake": "1e-3",
        "pcf.dqi.temporalDQR": "9",
        "pcf.declaredUnitAmount": "-1",
        "pcf.primaryDataShare": "120",
        "pcf.productMassPerDeclaredUnit": "-5",
        "productIds": ["urn:"],
    }.items():
        spoilt = document(version)
        put(spoilt, path, value)
        assert not list(schemas[version].iter_errors(spoilt)), path
        assert codes(version, spoilt), path


def spoilt_v3() -> list[tuple[dict[str, object], str]]:
    return [
        ({"pcf.fossilGhgEmissions": "banana"}, "P140"),
        ({"pcf.fossilGhgEmissions": "4.0e3"}, "P140"),
        ({"pcf.fossilGhgEmissions": 4037.942951}, "P140"),
        ({"pcf.fossilGhgEmissions": "-4037.942951"}, "P141"),
        ({"pcf.declaredUnitAmount": "0"}, "P141"),
        ({"pcf.dqi.geographicalDQR": "0.5"}, "P141"),
        ({"pcf.primaryDataShare": "-1"}, "P141"),
        ({"pcf.exemptedEmissionsPercent": "101"}, "P141"),
        ({"pcf.biogenicCO2Uptake": "1"}, "P141"),
        ({"pcf.pcfExcludingBiogenicUptake": "4038"}, "P142"),
        ({"pcf.pcfIncludingBiogenicUptake": "4000"}, "P142"),
        ({"pcf.landUseChangeGhgEmissions": "5"}, "P142"),
        ({"pcf.pcfIncludingBiogenicUptake": "5000"}, "P160"),
        ({"companyIds": ["4711"]}, "P143"),
        ({"companyIds": []}, "P149"),
        ({"id": "4711"}, "P143"),
        ({"precedingPfIds": ["4711"]}, "P143"),
        ({"specVersion": "2.3.0"}, "P153"),
        ({"status": "Draft"}, "P154"),
        ({"pcf.geographyCountry": "CN"}, "P148"),
        ({"pcf.geographyCountrySubdivision": "XX-1"}, "P147"),
        ({"pcf.referencePeriodEnd": "2023-01-01T00:00:00Z"}, "P145"),
        ({"pcf.referencePeriodEnd": "2026-01-01T00:00:00Z"}, "P146"),
        ({"pcf.referencePeriodStart": "2024-01-01"}, "P144"),
        ({"validityPeriodEnd": "2024-06-01T00:00:00Z"}, "P145"),
        ({"validityPeriodStart": "2024-06-01T00:00:00Z"}, "P150"),
        ({"validityPeriodEnd": "2029-01-01T00:00:00Z"}, "P151"),
        ({"created": "2030-01-01T00:00:00Z"}, "P152"),
        ({"pcf.declaredUnitOfMeasurement": "carton"}, "P161"),
        ({"pcf.packagingGhgEmissions": "1"}, "P159"),
        ({"pcf.packagingEmissionsIncluded": None}, "P149"),
        ({"pcf.crossSectoralStandards": []}, "P149"),
    ]


@pytest.mark.parametrize(("changes", "code"), spoilt_v3(), ids=lambda value: str(value)[:60])
def test_what_is_refused_in_version_3(document, changes, code) -> None:
    spoilt = document("pact-3.0")
    for path, value in changes.items():
        put(spoilt, path, value)
    assert code in codes("pact-3.0", spoilt)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pcf.pCfExcludingBiogenic": "1e1"}, "P140"),
        ({"pcf.pCfExcludingBiogenic": "9"}, "P142"),
        ({"pcf.pCfIncludingBiogenic": "9"}, "P142"),
        ({"pcf.dqi.temporalDQR": 4}, "P141"),
        ({"pcf.dqi.temporalDQR": "2"}, "P138"),
        ({"pcf.primaryDataShare": 101}, "P141"),
        ({"pcf.exemptedEmissionsPercent": "1"}, "P138"),
        ({"pcf.declaredUnit": "piece"}, "P161"),
        ({"pcf.unitaryProductAmount": "0"}, "P141"),
        ({"pcf.biogenicCarbonWithdrawal": "1"}, "P141"),
        ({"specVersion": "3.0.0"}, "P153"),
        ({"productCategoryCpc": ""}, "P149"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_refused_in_version_2(document, changes, code) -> None:
    spoilt = document("pact-2.3")
    for path, value in changes.items():
        put(spoilt, path, value)
    assert code in codes("pact-2.3", spoilt)


def test_more_than_five_percent_left_out_and_an_unknown_standard_are_told(document) -> None:
    spoilt = document("pact-3.0")
    put(spoilt, "pcf.exemptedEmissionsPercent", "7")
    put(spoilt, "pcf.crossSectoralStandards", ["ISO14067", "GB/T 24067-2024"])
    assert codes("pact-3.0", spoilt) == set()
    assert codes("pact-3.0", spoilt, Severity.WARNING) == {"P155", "P162"}


@pytest.mark.shared
def test_official_samples_are_no_golden_numbers(shared) -> None:
    # Trap 2: including = excluding + uptake in all of them; excluding is hardly ever the sum of its parts.
    folder = shared / "standards" / "pact" / "examples"
    samples = [one for file in sorted(folder.glob("*.json")) for one in footprints(file)]
    sums = [pact_v3_sums(one) for one in samples]
    assert len(samples) >= 120
    assert sum(1 for one in sums if pact_v3.INCLUDING in one) == 0
    assert sum(1 for one in sums if pact_v3.EXCLUDING in one) > len(samples) / 2
    said = {one.code for sample in samples for one in pact_v3.check(sample) if one.severity is Severity.ERROR}
    assert said <= {"P142", "P149"}


def footprints(file) -> list[dict]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return data if isinstance(data, list) else data.get("data") or [data]


def pact_v3_sums(document: dict) -> set[str]:
    return {one.location.path for one in pact_v3.check(document) if one.code == "P142"}


def test_biogenic_flows_go_where_the_specification_adds_them(made, minimal, at) -> None:
    footprint = made(
        ("raw_material_acquisition", {"biogenic_uptake": -100.0}, {"co2": -100.0}),
        ("production", {"biogenic_emission": 60.0}, {"co2": 60.0}),
        ("production", {"biogenic_emission": 2.0}, {"ch4": 2.0}),
        ("production", {"fossil": 10.0}, {"co2": 10.0}),
        ("production", {"aircraft": 1.0}, {"co2": 1.0}),
        ("production", {"land_use_change": 3.0}, {"co2": 3.0}),
    )
    said = {**minimal, "standards": ["ISO14067"]}
    new = passport.export(footprint, "pact-3.0", statement=said, at=at).document["pcf"]
    assert new["pcfExcludingBiogenicUptake"] == "16"
    assert new["pcfIncludingBiogenicUptake"] == "-24"
    assert new["fossilGhgEmissions"] == "11"
    assert new["aircraftGhgEmissions"] == "1"
    assert new["biogenicNonCO2Emissions"] == "2"
    assert new["biogenicCO2Uptake"] == "-40"
    assert new["landUseChangeGhgEmissions"] == "3"
    old = passport.export(footprint, "pact-2.3", statement=said, at=at).document["pcf"]
    # Trap 3: names, and values for one kilogram of the tonne.
    assert old["pCfExcludingBiogenic"] == old["fossilGhgEmissions"] == "0.011"
    assert old["pCfIncludingBiogenic"] == "-0.024"
    assert old["otherBiogenicGhgEmissions"] == "0.002"
    assert old["biogenicCarbonWithdrawal"] == "-0.04"
    assert old["dLucGhgEmissions"] == "0.003"
    assert "iLucGhgEmissions" not in old


AMOUNT = st.floats(0, 1e6).map(lambda value: value if value > 1e-6 else 0.0)


@given(
    st.fixed_dictionaries(dict.fromkeys(("fossil", "not_stated", "aircraft", "land_use_change"), AMOUNT)),
    st.tuples(AMOUNT, AMOUNT, AMOUNT),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_parts_are_the_payload_balances(made, minimal, at, parts, biogenic) -> None:
    uptake, burnt, methane = biogenic
    lines = [("production", {key: value}, {"co2": value}) for key, value in parts.items()]
    lines += [
        ("raw_material_acquisition", {"biogenic_uptake": -uptake - burnt}, {"co2": -uptake - burnt}),
        ("production", {"biogenic_emission": burnt}, {"co2": burnt}),
        ("production", {"biogenic_emission": methane}, {"ch4": methane}),
    ]
    said = {**minimal, "standards": ["ISO14067"]}
    footprint = made(*lines)
    for version in VERSIONS:
        document = passport.inspect(footprint, version, statement=said, at=at).document
        assert codes(version, document) == set()
        texts = [value for key, value in document["pcf"].items() if key.endswith(("Emissions", "Uptake"))]
        assert all("e" not in text.lower() for text in texts)


def test_credits_that_make_the_fossil_part_negative_are_refused(made, minimal, at) -> None:
    footprint = made(("production", {"fossil": -1.0}, {"co2": -1.0}))
    found = passport.inspect(footprint, "pact-3.0", statement={**minimal, "standards": ["PEF"]}, at=at)
    assert "P141" in {one.code for one in found.errors}


def test_what_lies_beyond_the_gate_is_told_and_not_in_the_number(made, minimal, at) -> None:
    footprint = made(
        ("raw_material_acquisition", {"fossil": 4.0}, {"co2": 4.0}),
        ("production", {"fossil": 3.0}, {"co2": 3.0}),
        ("distribution", {"fossil": 2.0}, {"co2": 2.0}),
        ("use", {"fossil": 1.0}, {"co2": 1.0}),
        stages=("raw_material_acquisition", "production", "distribution", "use"),
    )
    payload = passport.export(footprint, "pact-3.0", statement={**minimal, "standards": ["PEF"]}, at=at)
    pcf = payload.document["pcf"]
    assert pcf["pcfExcludingBiogenicUptake"] == "7"
    assert pcf["outboundLogisticsGhgEmissions"] == "2"
    assert {one.code for one in payload.findings} >= {"P157", "P158"}
    assert "extensions" not in payload.document
    assert IDENTIFIER not in payload.document["comment"]


def test_a_result_that_does_not_begin_at_the_cradle_is_refused(made, minimal, at, version) -> None:
    footprint = made(("production", {"fossil": 3.0}, {"co2": 3.0}), stages=("production",))
    found = passport.inspect(footprint, version, statement={**minimal, "standards": ["PEF"]}, at=at)
    assert "P156" in {one.code for one in found.errors}


def test_uncertainty_travels_in_the_extension_and_in_the_comment(version, battery, at) -> None:
    footprint, statement = battery
    document = passport.export(footprint, version, statement=statement, at=at).document
    [extension] = document["extensions"]
    assert extension["dataSchema"] == IDENTIFIER
    data = parse(extension["data"])
    assert data == parse_line(document["comment"])
    assert data["correlation"][0]["share"] > 0.5
    grid = {one["key"] for one in data["correlation"]}
    assert "factor:cn.mee.elec_footprint.national_avg.2024" in grid
    if version == "pact-2.3":
        assert parse_line(document["pcf"]["uncertaintyAssessmentDescription"]) == data


def test_ratings_of_five_are_shrunk_to_three_in_version_2(battery, at) -> None:
    footprint, statement = battery
    new = passport.export(footprint, "pact-3.0", statement=statement, at=at).document["pcf"]["dqi"]
    document = passport.export(footprint, "pact-2.3", statement=statement, at=at).document
    old = document["pcf"]["dqi"]
    assert old["temporalDQR"] == pytest.approx((float(new["temporalDQR"]) + 1) / 2)
    assert pact_v2.SCALE_NOTE in document["comment"]
    assert [pact_v2.of_three(Decimal(one)) for one in (1, 3, 5)] == [1, 2, 3]


def test_without_scores_there_are_no_ratings(example, minimal, at, version) -> None:
    quality = example.data_quality.model_copy(update={"temporal": None})
    said = {**minimal, "standards": ["ISO14067"]}
    payload = passport.export(
        example.model_copy(update={"data_quality": quality}), version, statement=said, at=at
    )
    assert "dqi" not in payload.document["pcf"]
    assert "pcf.dqi.temporalDQR" in {gap.field for gap in payload.gaps}


def test_version_2_is_for_one_unit_and_a_piece_is_by_its_mass(battery, at) -> None:
    footprint, statement = battery
    new = passport.export(footprint, "pact-3.0", statement=statement, at=at).document["pcf"]
    old = passport.export(footprint, "pact-2.3", statement=statement, at=at).document["pcf"]
    assert (new["declaredUnitOfMeasurement"], new["declaredUnitAmount"]) == ("piece", "1")
    assert (old["declaredUnit"], old["unitaryProductAmount"]) == ("kilogram", "1")
    assert float(old["pCfIncludingBiogenic"]) == pytest.approx(
        float(new["pcfIncludingBiogenicUptake"]) / 428, rel=1e-8
    )
    assert float(old["fossilCarbonContent"]) == pytest.approx(22.5 / 428, rel=1e-9)


def test_a_unit_that_pact_does_not_know_asks_for_a_further_unit(battery, at, version) -> None:
    footprint, _ = battery
    odd = footprint.model_copy(update={"unit": footprint.unit.model_copy(update={"unit": "Wp"})})
    found = passport.inspect(odd, version, at=at)
    assert ("unit", "required") in {(gap.where, gap.need) for gap in found.gaps}


def test_a_standard_that_version_2_does_not_know_is_told(battery, at) -> None:
    footprint, statement = battery
    said = statement.model_copy(update={"standards": ("ISO14067", "PAS2050")})
    payload = passport.export(footprint, "pact-2.3", statement=said, at=at)
    assert payload.document["pcf"]["crossSectoralStandards"] == ["ISO14067"]
    assert "P162" in {one.code for one in payload.findings}


@pytest.mark.shared
def test_all_optional_parts_are_valid_too(version, battery, at, schemas) -> None:
    footprint, statement = battery
    said = passport.load_statement(
        {
            **statement.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "previous": ["f4b1225a-bd44-4c8e-861d-079e4e1dfd69"],
            "status": "Deprecated",
            "standards": ["ISO14067", "GHGP-Product"],
            "packaging": {"included": True, "emissions": "1 kg CO2e", "biogenic_carbon": "10 g"},
            "capture": {"included": True, "captured": "0 kg CO2e", "origin": "none"},
            "geography": {"granularity": "region"},
            "verification": {
                "provider": "V",
                "standard": "ISO 14064-3",
                "completed": "2025-03-01",
                "coverage": "product",
                "level": "limited",
                "comments": "c",
            },
        }
    )
    payload = passport.export(footprint, version, statement=said, at=at)
    assert [error.message for error in schemas[version].iter_errors(payload.document)] == []
    assert payload.document["pcf"]["geographyRegionOrSubregion"] == "Eastern Asia"
    assert payload.document["pcf"]["packagingGhgEmissions"] in ("1", "0.00233644859813")


def test_what_was_exported_is_read_as_a_factor_to_the_printed_precision(shipped, at, tmp_path) -> None:
    footprint, statement = shipped
    payload = passport.export(footprint, "pact-3.0", statement=statement, at=at)
    file = tmp_path / "supplier.json"
    file.write_bytes(payload.content)
    database = open_with([file], FactorDatabase.open())
    factor = database.get(payload.document["id"])
    pcf = payload.document["pcf"]
    exact = Decimal(pcf["pcfExcludingBiogenicUptake"]) / Decimal(pcf["declaredUnitAmount"])
    assert factor.value == float(exact)
    assert factor.valid_to is not None
