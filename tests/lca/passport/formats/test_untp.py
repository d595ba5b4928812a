"""UNTP 0.7: every example by the official schemas, the interval as tolerances, what schemas let pass."""

import copy
import json
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, EXAMPLES, computed

from lca.errors import InputError, Severity
from lca.passport.exporting import export, inspect
from lca.passport.formats import untp_dcc, untp_dpp

FORMATS = ("untp-0.7", "untp-dcc-0.7")
CHECKS = {"untp-0.7": untp_dpp.check, "untp-dcc-0.7": untp_dcc.check}
SCHEMAS = {
    "untp-0.7": "DigitalProductPassport.schema.json",
    "untp-dcc-0.7": "ConformityCredential.schema.json",
}
STATED = {
    "issuer": {"did": "did:web:example.com"},
    "company": {"ids": ["urn:pact:example.com:company-id:1"]},
    "product": {"categories": {"cpc": ["41431"]}, "gtin": "09521000000032"},
    "facility": {"id": "https://id.example.com/plants/7"},
    "validity": {"from": "2025-01-01", "to": "2027-12-31"},
    "study": {"url": "https://example.com/study.pdf"},
    "untp": {"category_names": {"41431": "Unwrought aluminium"}},
}
PLACE = {
    "untp-0.7": ("performanceClaim", "claimedPerformance"),
    "untp-dcc-0.7": ("conformityAssessment", "assessedPerformance"),
}
EXTENSION = "urn:zuji:uncertainty:1"


def claim(document, name):
    return document["credentialSubject"][PLACE[name][0]][0]


def measure(document, name):
    return claim(document, name)[PLACE[name][1]][0]["measure"]


def made(name, example, **more):
    return export(example, name, statement={**STATED, **more}, at=AT)


def codes(findings):
    return {one.code for one in findings if one.severity is Severity.ERROR}


@pytest.mark.shared
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", EXAMPLES)
def test_every_example_is_valid_by_the_official_schema(name, case, shared):
    payload = made(name, computed(case))
    schema = json.loads((shared / "standards/untp/v0.7.0" / SCHEMAS[name]).read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(json.loads(payload.content))
    assert CHECKS[name](json.loads(payload.content)) == ()


@pytest.mark.parametrize("name", [*FORMATS, "battery-pass-1.2", "openepd"])
def test_the_shipped_statement_of_the_battery_is_enough(name, battery):
    footprint, statement = battery
    payload = export(footprint, name, statement=statement, at=AT)
    assert not [gap for gap in payload.gaps if gap.need != "optional"]


@pytest.mark.shared
@pytest.mark.parametrize("name", FORMATS)
def test_official_samples_are_read_by_the_check(name, shared):
    """Samples that claim a product footprint pass; the others are told to have none."""
    kind = SCHEMAS[name].partition(".")[0]
    found = {}
    for path in sorted((shared / "standards/untp/v0.7.0").glob(f"samples*/{kind}*.json")):
        found[path.name] = codes(CHECKS[name](json.loads(path.read_text(encoding="utf-8"))))
    assert len(found) == 3
    expected = set() if name == "untp-0.7" else {"P248"}
    assert all(one == expected for one in found.values()), found


@pytest.mark.parametrize("name", FORMATS)
def test_context_issuer_and_times(name, example):
    document = made(name, example).document
    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://vocabulary.uncefact.org/untp/0.7.0/context/",
    ]
    assert document["issuer"]["id"] == "did:web:example.com"
    assert document["issuer"]["name"] == "Smelter B"
    assert (document["validFrom"], document["validUntil"]) == ("2025-01-01T00:00:00Z", "2028-01-01T00:00:00Z")
    assert "proof" not in document


@pytest.mark.parametrize("name", FORMATS)
def test_tolerances_are_distances_to_the_ends_of_the_interval(name, example):
    payload = made(name, example)
    found, spread = measure(payload.document, name), payload.facts.uncertainty
    assert found.keys() == {"value", "unit", "upperTolerance", "lowerTolerance"}
    assert (found["value"], found["unit"]) == (10_000, "KGM")
    assert found["value"] + found["upperTolerance"] == pytest.approx(float(spread.high), rel=1e-12)
    assert found["value"] - found["lowerTolerance"] == pytest.approx(float(spread.low), rel=1e-12)
    literal = claim(payload.document, name)[EXTENSION]
    assert literal["@type"] == "@json"
    assert literal["@value"]["correlation"][0] == {"key": "factor:test.electricity.cn.2024", "share": 0.9}


@pytest.mark.parametrize("name", FORMATS)
def test_the_unit_has_no_denominator_so_the_name_does(name, example):
    found = claim(made(name, example).document, name)
    assert found["name"] == "Product carbon footprint per 1 t molten primary aluminium (cradle-to-gate)"
    chinese = claim(made(name, example, language="zh").document, name)
    assert chinese["name"] == "产品碳足迹，每 1 t 原铝液（cradle-to-gate）"
    assert "cradle-to-gate" in found["description"]
    assert "P240" in {one.code for one in made(name, example).findings}


def test_product_category_facility_and_country(example):
    subject = made("untp-0.7", example).document["credentialSubject"]
    assert subject["id"] == "https://id.gs1.org/01/09521000000032"
    assert subject["idScheme"]["id"] == "https://id.gs1.org/01/"
    assert subject["productCategory"][0]["name"] == "Unwrought aluminium"
    assert subject["producedAtFacility"]["id"] == "https://id.example.com/plants/7"
    assert subject["countryOfProduction"] == {"countryCode": "CN"}
    assert "dimensions" not in subject  # the declared unit is a tonne, not a piece


def test_a_batch_and_an_item_stand_in_the_address(example):
    product = {**STATED["product"], "batch": "B/7", "serial": "9"}
    subject = made("untp-0.7", example, product=product).document["credentialSubject"]
    assert subject["id"] == "https://id.gs1.org/01/09521000000032/10/B%2F7/21/9"
    assert (subject["idGranularity"], subject["batchNumber"], subject["itemNumber"]) == ("item", "B/7", "9")
    model = made("untp-0.7", example, product=product, untp={"granularity": "model"})
    assert model.document["credentialSubject"]["id"] == "https://id.gs1.org/01/09521000000032"


def test_without_a_gtin_the_issuer_is_the_scheme(example):
    product = {"ids": ["urn:pact:example.com:product-id:7"], "categories": {"own": ["7"]}}
    subject = made("untp-0.7", example, product=product, untp={}).document["credentialSubject"]
    assert subject["id"] == "urn:pact:example.com:product-id:7"
    assert subject["idScheme"] == {
        "type": ["IdentifierScheme"],
        "id": "did:web:example.com",
        "name": "Smelter B",
    }
    assert subject["productCategory"][0]["schemeId"] == "urn:pact:productclassification:own"


def test_the_weight_is_told_of_one_piece(battery):
    footprint, statement = battery
    document = export(footprint, "untp-0.7", statement=statement, at=AT).document
    assert document["credentialSubject"]["dimensions"] == {"weight": {"value": 428, "unit": "KGM"}}


def test_left_alone_the_attestation_is_the_companys_own(example):
    subject = made("untp-dcc-0.7", example).document["credentialSubject"]
    keys = ("assessorLevel", "assessmentLevel", "attestationType")
    assert tuple(subject[key] for key in keys) == ("self", "no-endorsement", "declaration")
    assert subject["issuedToParty"]["id"] == "urn:pact:example.com:company-id:1"
    assert subject["referenceScheme"]["id"] == "urn:zuji:rule:cn.aluminium.primary:1.0.0"
    assert subject["conformityAssessment"][0]["assessmentDate"] == "2025-07-01"
    assert "conformance" not in subject["conformityAssessment"][0]


THIRD = {
    "attestation": {
        "assessor": "3rdParty",
        "level": "scheme-cab",
        "kind": "verification",
        "scheme": {"id": "https://example.org/scheme", "name": "Example scheme"},
        "profile": {"id": "https://example.org/scheme/1", "name": "Example profile"},
        "conformance": True,
    },
    "criteria": [{"id": "https://example.org/criteria/1", "name": "Criterion 1"}],
}
VERIFIED = {"provider": "Verifier", "completed": "2025-05-02"}


def test_a_third_party_issues_for_another(example):
    issuer = {"did": "did:web:verifier.example", "name": "Verifier"}
    payload = made("untp-dcc-0.7", example, untp=THIRD, issuer=issuer, verification=VERIFIED)
    subject = payload.document["credentialSubject"]
    assert subject["referenceProfile"]["name"] == "Example profile"
    assessment = subject["conformityAssessment"][0]
    assert assessment["assessmentDate"] == "2025-05-02"
    assert assessment["conformance"] is True
    assert assessment["assessmentCriteria"] == [
        {"type": ["Criterion"], "id": "https://example.org/criteria/1", "name": "Criterion 1"}
    ]


def test_nobody_is_his_own_third_party_and_no_date_is_made_up(example):
    seen = inspect(example, "untp-dcc-0.7", statement={**STATED, "untp": THIRD}, at=AT)
    assert "P247" in codes(seen.findings)
    assert "verification.completed" in {gap.where for gap in seen.gaps if gap.need == "required"}


@pytest.mark.parametrize("name", FORMATS)
def test_gaps_name_what_to_state(name, example):
    with pytest.raises(InputError) as caught:
        export(example, name, at=AT)
    keys = {one.params.get("key") for one in caught.value.findings}
    expected = {"issuer.did"}
    expected |= (
        {"untp.id_scheme", "product.categories", "facility.id"} if name == "untp-0.7" else {"company.ids"}
    )
    assert keys == expected
    for one in caught.value.findings:
        assert one.remedy("zh")


@pytest.mark.parametrize("name", FORMATS)
def test_a_value_off_its_interval_has_no_tolerances(name, example):
    interval = example.total.interval.model_copy(update={"p2_5": 10_100.0})
    odd = example.model_copy(update={"total": example.total.model_copy(update={"interval": interval})})
    payload = made(name, odd)
    assert measure(payload.document, name).keys() == {"value", "unit"}
    assert "P241" in {one.code for one in payload.findings}
    assert EXTENSION in claim(payload.document, name)


@pytest.mark.parametrize("name", FORMATS)
def test_without_samples_no_tolerance_and_no_extension(name, example):
    bare = example.model_copy(update={"total": example.total.model_copy(update={"interval": None})})
    payload = made(name, bare)
    assert measure(payload.document, name).keys() == {"value", "unit"}
    assert EXTENSION not in claim(payload.document, name)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_inputs_the_same_bytes_and_ids_apart(name, example):
    one, other = made(name, example), made(name, example)
    assert one.content == other.content
    ids = [made(each, example).document["id"] for each in FORMATS]
    assert len(set(ids)) == 2
    one.document["@context"].append("x")
    assert made(name, example).content == other.content


BAD = [
    (lambda d, c, m: d["@context"].reverse(), "P242"),
    (lambda d, c, m: d.update({"@context": "https://www.w3.org/ns/credentials/v2"}), "P242"),
    (lambda d, c, m: d.update(type=["VerifiableCredential"]), "P243"),
    (lambda d, c, m: d["issuer"].update(id="https://example.com"), "P244"),
    (lambda d, c, m: d["credentialSubject"].update(emissionsScorecard={"carbonFootprint": 1}), "P245"),
    (lambda d, c, m: d.update(validUntil="2024-12-31T00:00:00Z"), "P145"),
    (lambda d, c, m: d.update(validFrom="2025-01-01"), "P144"),
    (lambda d, c, m: d.update(id="no uri"), "P251"),
    (lambda d, c, m: c.update(id="7"), "P251"),
    (lambda d, c, m: c.update(conformityTopic=[]), "P149"),
    (lambda d, c, m: m.update(type=["Measure"]), "P249"),
    (lambda d, c, m: m.update(value="10000"), "P138"),
    (lambda d, c, m: m.update(value=float("nan")), "P138"),
    (lambda d, c, m: m.update(value=True), "P138"),
    (lambda d, c, m: m.update(upperTolerance=-1), "P141"),
    (lambda d, c, m: m.update(upperTolerance=m["upperTolerance"] * 2), "P142"),
    (lambda d, c, m: m.update(value=m["value"] + 50), "P142"),
    (lambda d, c, m: m.update(unit="TNE"), "P250"),
    (lambda d, c, m: m.pop("unit"), "P149"),
]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("change", "code"), BAD)
def test_wrong_credentials_are_told(name, change, code, example):
    document = copy.deepcopy(made(name, example).document)
    change(document, claim(document, name), measure(document, name))
    assert code in codes(CHECKS[name](document))


@pytest.mark.parametrize("name", FORMATS)
def test_a_credential_without_a_footprint_is_told(name, example):
    document = copy.deepcopy(made(name, example).document)
    performance = claim(document, name)[PLACE[name][1]][0]
    performance["metric"]["id"] = "https://example.org/metrics/water"
    assert codes(CHECKS[name](document)) == {"P248"}
    performance["metric"]["id"] = "https://example.org/product-carbon-footprint"
    performance.pop("measure")
    assert codes(CHECKS[name](document)) == {"P149"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: s.update(idGranularity="batch"), "P246"),
        (lambda s: s.update(id="https://id.gs1.org/01/09521000000033"), "P143"),
        (lambda s: s["countryOfProduction"].update(countryCode="XX"), "P147"),
        (lambda s: s["productCategory"][0].update(schemeId="CPC"), "P251"),
        (lambda s: s["productCategory"][0].update(name=""), "P149"),
        (lambda s: s.update(productCategory=[]), "P149"),
        (lambda s: s["performanceClaim"][0]["applicablePeriod"].update(endDate="2023-01-01"), "P145"),
        (lambda s: s["performanceClaim"][0]["referenceCriteria"][0].update(id="rule"), "P251"),
        (lambda s: s.update(performanceClaim=[]), "P248"),
    ],
)
def test_wrong_passports_are_told(change, code, example):
    document = copy.deepcopy(made("untp-0.7", example).document)
    change(document["credentialSubject"])
    assert code in codes(untp_dpp.check(document))


KEYS = ["@context", "type", "issuer", "id", "credentialSubject", "performanceClaim", "conformityAssessment"]
KEYS += ["claimedPerformance", "assessedPerformance", "measure", "metric", "value", "countryOfProduction"]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)


@given(JUNK)
def test_nothing_at_all_makes_the_checks_stumble(document):
    for check in CHECKS.values():
        assert check(document)


@given(st.data())
def test_junk_anywhere_in_a_right_credential_is_survived(data):
    name = data.draw(st.sampled_from(FORMATS))
    document = copy.deepcopy(_right(name))
    holder = document
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        inner = holder[key]
        if not inner or not isinstance(inner, dict | list) or data.draw(st.booleans()):
            holder[key] = data.draw(JUNK)
            break
        holder = inner
    CHECKS[name](document)


def _right(name, kept={}):  # noqa: B006 - one export for all draws
    if name not in kept:
        kept[name] = made(name, computed(EXAMPLES[0])).document
    return kept[name]


@pytest.mark.parametrize("case", EXAMPLES)
def test_signing_takes_the_credential_as_it_is(case):
    """Canonical JSON needs integers below 2^53 and no float that is none."""
    rfc8785 = pytest.importorskip("rfc8785")
    document = made("untp-0.7", computed(case)).document
    assert json.loads(rfc8785.dumps(document)) == document
    assert Decimal(str(measure(document, "untp-0.7")["value"])) > 0
