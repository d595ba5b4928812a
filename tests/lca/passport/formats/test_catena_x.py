"""Catena-X PCF 9.0.0 and 7.0.0: our examples by the official schemas, fields by hand, what is told."""

import copy
import json
from decimal import Decimal

import jsonschema
import pytest
from catena_x_cases import FOLDER, stated, stated_for
from passport_cases import AT, EXAMPLES, computed, whole_life, without

from lca.errors import InputError, Severity
from lca.passport import export, inspect
from lca.passport.formats import format_of
from lca.passport.formats.catena_x_7 import check as check_7
from lca.passport.formats.catena_x_9 import NODES
from lca.passport.formats.catena_x_9 import check as check_9
from lca.passport.formats.catena_x_table_9 import ASSESSED, COMPANY, METHOD, PACKAGING, PRODUCT, PRODUCTION
from lca.passport.mapping import at
from lca.passport.numbers import trimmed
from lca.passport.uncertainty import parse_line

NINE, SEVEN = "catena-x-9.0.0", "catena-x-7.0.0"
VERSIONS = {NINE: "pcf-9.0.0", SEVEN: "pcf-7.0.0"}
ALLOCATED = f"{METHOD}.allocationInForeground[]"
DISTRIBUTION = "productLifeCycleStagesAndEmissions[].distributionStage[]"


def official(shared, version):
    folder = shared / f"{FOLDER}{version}"
    return tuple(json.loads((folder / name).read_text()) for name in ("Pcf-schema.json", "Pcf.json"))


def found(footprint, to, statement):
    return {one.code: one for one in inspect(footprint, to, statement=statement, at=AT).findings}


@pytest.fixture(params=[(name, to) for name in EXAMPLES for to in VERSIONS], ids=" ".join)
def payload(request):
    name, to = request.param
    return export(computed(name), to, statement=stated_for(name), at=AT)


@pytest.mark.shared
def test_every_example_is_valid_by_the_official_schema(payload, shared):
    schema, _ = official(shared, VERSIONS[payload.format])
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(payload.content))


def test_every_example_passes_our_checks(payload):
    again = format_of(payload.format).check(json.loads(payload.content))
    assert not [one for one in again if one.severity is Severity.ERROR]


def test_the_same_inputs_give_the_same_bytes(payload):
    again = export(computed(EXAMPLES[0]), payload.format, statement=stated(), at=AT)
    assert again.content == export(computed(EXAMPLES[0]), payload.format, statement=stated(), at=AT).content


def test_the_number_is_that_of_the_result(payload):
    document, emissions = payload.document, payload.facts.emissions
    if payload.format == NINE:
        stage = at(document, PRODUCTION)
        assert Decimal(repr(stage["pcfIncludingBiogenicUptake"])) == emissions.total
        parts = ("fossilGhgEmissions", "biogenicNonCO2Emissions", "landUseChangeGhgEmissions")
        whole = sum(Decimal(repr(stage[part])) for part in (*parts, "aircraftGhgEmissions"))
        assert whole == Decimal(repr(stage["pcfExcludingBiogenicUptake"]))
    else:
        one = payload.document["pcf"]
        assert one["unitaryProductAmount"] == 1
        amount = payload.facts.unit.common_amount
        assert Decimal(repr(one["pcfIncludingBiogenic"])) * amount == pytest.approx(
            emissions.total, rel=Decimal("1e-9")
        )


def test_uncertainty_is_in_the_comment(payload):
    text = (
        payload.document["general"][0]["comment"] if payload.format == NINE else payload.document["comment"]
    )
    read = parse_line(text)
    assert read is not None
    assert read["samples"] == 200
    assert read["correlation"]
    assert "AR5 and AR6" in text


@pytest.mark.shared
def test_the_official_example_of_nine_does_not_balance(shared):
    schema, example = official(shared, "pcf-9.0.0")
    jsonschema.Draft4Validator(schema).validate(example)
    told = [(one.code, one.location.path.rpartition(".")[2]) for one in check_9(example)]
    assert ("P142", "pcfExcludingBiogenicUptake") in told  # 0.5 + 1 + 1.4 + 1.4 is not 2.9
    assert ("P142", "packagingPcfExcludingBiogenicUptake") in told
    assert ("P206", "distributionStageLandUseChangeGhgEmissions") not in told  # it is zero
    assert "P206" in {code for code, _ in told}  # 0.15 kg of a stage that is not included
    assert ("P147", "geographyCountrySubdivision") in told  # US-NY does not lie in DE
    assert ("P212", "precedingPfIds[0]") in told


@pytest.mark.shared
def test_the_official_example_of_seven_does_not_balance(shared):
    schema, example = official(shared, "pcf-7.0.0")
    jsonschema.Draft4Validator(schema).validate(example)
    told = {(one.code, one.location.path) for one in check_7(example)}
    assert {
        ("P142", "pcf.pcfExcludingBiogenic"),
        ("P142", "pcf.pcfIncludingBiogenic"),
        ("P143", "companyIds"),
        ("P213", "companyIds"),
        ("P139", "productIds"),
    } <= told


@pytest.mark.shared
@pytest.mark.parametrize("to", VERSIONS)
def test_our_field_names_are_theirs(shared, to):
    """Every field of our table stands in the official schema; it lets unknown ones pass."""
    schema, _ = official(shared, VERSIONS[to])
    text = json.dumps(schema)
    for field in format_of(to).fields:
        assert f'"{field.path.rpartition(".")[2].removesuffix("[]")}"' in text, field.path


def test_nine_by_hand(example):
    footprint = whole_life(example, distribution=120.0)
    document = export(footprint, NINE, statement=stated(), at=AT).document
    assert at(document, f"{PRODUCTION}.pcfIncludingBiogenicUptake") == 10_000
    assert at(document, f"{PRODUCT}.declaredUnitOfMeasurement") == "kilogram"
    assert at(document, f"{PRODUCT}.declaredUnitAmount") == 1000
    stage = at(document, DISTRIBUTION)
    assert stage["distributionStageIncluded"] is True
    assert stage["distributionStagePcfExcludingBiogenicUptake"] == 120
    assert stage["distributionStageFossilGhgEmissions"] == 120
    assert at(document, PACKAGING) == {
        "packagingEmissionsIncluded": True,
        "packagingPcfExcludingBiogenicUptake": 0.5,
    }
    assert at(document, "carbonContent[].carbonContentTotal") == 2
    assert at(document, f"{COMPANY}.companyIds")[:2] == [
        "urn:BPNLEXAMPLE00001",
        "urn:pact:example.com:company-id:1",
    ]
    assert at(document, f"{ALLOCATED}.allocationWasteIncineration") == "polluter pays principle"
    assert at(document, f"{METHOD}.standards[].crossSectoralStandards") == ["ISO 14067"]
    assert at(document, f"{ASSESSED}.geography[]") == {
        "geographyRegionOrSubregion": "Eastern Asia",
        "geographyCountry": "CN",
        "geographyCountrySubdivision": "CN-GX",
    }
    assert at(document, "scopeOfPcfForm[].specVersion") == "urn:io.catenax.pcf:datamodel:version:9.0.0"


def test_seven_by_hand(example):
    footprint = whole_life(example, distribution=120.0)
    previous = "6f7aa6f0-8c0b-4d5f-9a7e-1c1f5f2f7c11"
    document = export(footprint, SEVEN, statement=stated(previous=[previous]), at=AT).document
    one = document["pcf"]
    assert one["declaredUnit"] == "kilogram"
    assert one["productMassPerDeclaredUnit"] == 1
    assert one["pcfIncludingBiogenic"] == 10
    assert one["distributionStagePcfIncludingBiogenic"] == 0.12
    assert one["extWBCSD_packagingGhgEmissions"] == 0.0005
    assert one["extTFS_allocationWasteIncineration"] == "reverse cut-off"
    assert one["crossSectoralStandardsUsed"] == [{"crossSectoralStandard": "ISO Standard 14067"}]
    assert document["companyIds"][0] == "urn:bpn:id:BPNLEXAMPLE00001"
    assert document["precedingPfIds"] == [{"id": previous}]
    assert "extTFS_luGhgEmissions" not in one  # not known, never zero


def test_what_is_missing_is_named_with_its_key(example):
    with pytest.raises(InputError) as caught:
        export(example, NINE, at=AT)
    keys = {one.location.path for one in caught.value.findings if one.code == "P110"}
    assert {
        *("catena_x.bpnl", "catena_x.mass_balancing", "catena_x.waste_incineration"),
        *("validity.to", "packaging.included", "capture.included", "exempted.percent"),
    } <= keys
    with pytest.raises(InputError) as caught:
        export(example, SEVEN, at=AT)
    keys = {one.location.path for one in caught.value.findings if one.code == "P110"}
    assert {"product.categories.cpc", "product.carbon_content.fossil"} <= keys


def test_use_and_end_of_life_are_told(example):
    footprint = whole_life(example, distribution=1.0, use=50.0, end_of_life=3.0)
    for to, values in ((NINE, ("50", "3")), (SEVEN, ("0.05", "0.003"))):  # 1 t, and 1 kg of it
        findings = inspect(footprint, to, statement=stated(), at=AT).findings
        told = {one.params["stage"]: one.params["value"] for one in findings if one.code == "P157"}
        assert told == dict(zip(("use", "end_of_life"), values, strict=True))
    refused = found(without(example, "raw_material_acquisition"), NINE, stated())
    assert refused["P156"].severity is Severity.ERROR


def test_a_stage_outside_the_boundary_has_no_emissions(example):
    document = export(example, NINE, statement=stated(), at=AT).document
    assert at(document, DISTRIBUTION) == {"distributionStageIncluded": False}
    document = export(example, SEVEN, statement=stated(), at=AT).document
    assert not [key for key in document["pcf"] if "istribution" in key]


def test_prospective_footprints_tell_no_primary_share(example):
    said = stated(catena_x={"kind": "prospective_without_forerunner"})
    document = export(example, NINE, statement=said, at=AT).document
    quality = document["pcfAssessmentAndMethodology"][0]["dataSourcesAndQuality"][0]
    assert "primaryDataShare" not in quality
    assert "temporalDQR" not in quality
    assert found(example, SEVEN, said)["P228"].severity is Severity.ERROR


def test_mass_balancing_attestation_and_shares(example):
    said = stated(
        catena_x={
            "mass_balancing": {"used": True, "scheme": "ISCC+", "free_attribution": False},
            "shares": {"programme": 40, "third_party": 0},
            "recycled_carbon": "cut-off",
            "legal": "For information.",
            "attestation": {
                "type": "PCF 3rd party verification",
                "standard": "ISO 14067",
                "framework": "Framework",
                "id": "1",
                "provider": "Verifier",
                "completed": "2025-06-01",
            },
        }
    )
    document = export(example, NINE, statement=said, at=AT).document
    assert at(document, f"{METHOD}.massBalancingInformation[]") == {
        "massBalancingUsed": True,
        "freeAttributionInMassBalancing": "false",
        "massBalancingCertificateScheme": "ISCC+",
    }
    assert document["pcfAssessmentAndMethodology"][0]["verificationAndCertificationShares"] == [
        {"programCertificationShare": 40, "productVerificationShare3rdParty": 0}
    ]
    assert document["attestationOfConformance"][0]["completedAt"] == "2025-06-01T00:00:00Z"
    assert document["general"][0]["pcfLegalStatement"] == "For information."
    assert found(example, SEVEN, said)["P218"].severity is Severity.WARNING
    assert "P215" in found(example, NINE, stated(verification={"provider": "Verifier"}))


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ({"mass_balancing": {"used": True}}, "P200"),
        ({"mass_balancing": {"used": False, "scheme": "ISCC+"}}, "P201"),
    ],
)
def test_wrong_statements(example, section, code):
    with pytest.raises(InputError) as caught:
        export(example, NINE, statement=stated(catena_x=section), at=AT)
    assert code in {one.code for one in caught.value.findings}


@pytest.mark.parametrize("number", ["BPNL1", "BPNA00000000EX01", "urn:BPNLEXAMPLE00001"])
def test_a_business_partner_number_has_its_form(example, number):
    with pytest.raises(InputError):
        export(example, NINE, statement=stated(catena_x={"bpnl": number}), at=AT)


def test_standards_without_a_name_are_told(example):
    said = stated(standards=["ISO14067", "ISO14040-44", "PACT-3.0"])
    one = export(example, SEVEN, statement=said, at=AT).document["pcf"]
    names = [item["crossSectoralStandard"] for item in one["crossSectoralStandardsUsed"]]
    assert names == ["ISO Standard 14067", "ISO Standard 14040", "ISO Standard 14044", "Other"]
    assert found(example, SEVEN, said)["P217"].params["value"] == "PACT-3.0"


def test_exempted_share_is_capped(example):
    for to, most in ((NINE, 10), (SEVEN, 5)):
        assert found(example, to, stated(exempted={"percent": most + 1}))["P141"].severity is Severity.ERROR
        assert found(example, to, stated(exempted={"percent": most}))["P205"].severity is Severity.WARNING
        assert "P205" not in found(example, to, stated(exempted={"percent": 3}))


def test_unit_beside_piece_and_kilogram_is_told():
    battery = computed("lfp-battery")
    assert found(battery, NINE, stated())["P204"].params["unit"] == "kilowatt hour"
    assert "P204" not in found(battery, NINE, stated(unit="per_pack"))
    said = stated(unit="per_pack", product={"mass": "428 kg"})
    document = export(battery, SEVEN, statement=said, at=AT).document
    assert document["pcf"]["declaredUnit"] == "piece"
    assert Decimal(repr(document["pcf"]["pcfIncludingBiogenic"])) == trimmed(Decimal("4037.942951"))


def test_every_node_is_told_if_it_is_no_array_of_one(example):
    document = export(example, NINE, statement=stated(), at=AT).document
    assert "productLifeCycleStagesAndEmissions[].productionStage" in NODES
    for node in NODES:
        wrong = copy.deepcopy(document)
        holder = at(wrong, node.rpartition(".")[0]) if "." in node else wrong
        key = node.rpartition(".")[2]
        holder[key] = holder[key] * 2
        assert ("P208", node) in {(one.code, one.location.path) for one in check_9(wrong)}
