"""The Chinese passport: seven categories by their official words, our schema, arithmetic, levels."""

import copy
import json
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, EXAMPLES, computed, whole_life

from lca.errors import InputError, Severity
from lca.i18n import text
from lca.passport.exporting import export, inspect
from lca.passport.formats.cn_dpp_check import check
from lca.passport.formats.cn_dpp_fields import FIELDS
from lca.passport.formats.cn_dpp_schema import json_schema
from lca.passport.statement import load_statement

OFFICIAL = (
    "产品基本信息",
    "材料数据",
    "性能数据",
    "生产销售数据",
    "合规性信息",
    "生态环保数据",
    "售后回收数据",
)
VAA = {
    "profile": "park",
    "national": "99",
    "park": "A01",
    "enterprise": "EXAMPLE",
    "object": "P-1",
    "security": "7Q",
    "passport": "DPP-1",
}
DATA = {
    "materials": [
        {"key": "aluminium", "label": {"zh": "铝", "en": "aluminium"}, "value": "99.7", "unit": "%"},
        {
            "key": "recycled_content",
            "label": {"zh": "再生料含量", "en": "recycled content"},
            "value": "0",
            "unit": "%",
            "level": "national",
            "source": "declaration 7",
        },
    ],
    "performance": [{"key": "purity", "label": "纯度", "words": {"zh": "Al99.70", "en": "Al99.70"}}],
    "after_sales_and_recovery": [{"key": "take_back", "label": {"zh": "回收"}, "words": {"zh": "有"}}],
}
STATED = {
    "validity": {"from": "2025-07-01", "to": "2027-06-30"},
    "product": {"mass": "1 t"},
    "vaa": VAA,
    "certificate": {"number": "EX-1", "body": {"zh": "示例机构"}, "expires": "2027-06-30"},
    "cn_dpp": {
        "data": DATA,
        "registrations": [
            {"level": "enterprise", "registry": "Own register", "number": "7"},
            {"level": "national", "registry": "National register", "registered": "2025-07-02"},
        ],
    },
}


def data_of(document, key):
    group = next(one for one in document["categories"] if one["key"] == key)
    return {one["key"]: one for one in group["data"]}


def codes(document):
    return [one.code for one in check(document)]


@pytest.fixture(scope="module")
def document(example):
    return export(example, "cn-dpp", statement=STATED, at=AT).document


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_valid_by_the_schema(name):
    jsonschema.Draft202012Validator.check_schema(json_schema())
    unit = {"unit": "per_pack", "product": {"mass": "428 kg"}} if name == "lfp-battery" else {}
    payload = export(computed(name), "cn-dpp", statement={**STATED, **unit}, at=AT)
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(payload.content))
    assert not [one for one in payload.findings if one.severity is Severity.ERROR]
    assert not payload.gaps
    again = export(computed(name), "cn-dpp", statement={**STATED, **unit}, at=AT)
    assert payload.content == again.content


def test_the_seven_categories_in_their_words(document):
    assert tuple(one["label"]["zh"] for one in document["categories"]) == OFFICIAL
    environment = data_of(document, "environment")
    assert environment["carbon_footprint"]["content"]["value"] == "10000"
    assert data_of(document, "compliance")["certificate_number"]["content"]["code"] == "EX-1"


def test_labels_are_there_in_both_languages():
    for row in FIELDS:
        assert text(f"cn_dpp.{row.path}", "zh") != text(f"cn_dpp.{row.path}", "en")


def test_the_uncertainty_stands_beside_the_number(document):
    content = data_of(document, "environment")["carbon_footprint"]["content"]
    assert content["uncertainty"]["sd"] == 310
    rows = data_of(document, "environment")["interval"]["content"]["rows"]
    assert {row["key"]: row["value"] for row in rows} == {
        "mean": "10000",
        "sd": "310",
        "p2_5": "9392.4",
        "p97_5": "10607.6",
    }


def test_excluded_stages_keep_their_reasons(document):
    rows = {row["key"]: row for row in data_of(document, "environment")["stages"]["content"]["rows"]}
    assert rows["production"]["value"] == "8100"
    assert "value" not in rows["use"]
    assert rows["use"]["reason"] == {"zh": "止于电解厂大门", "en": "ends at the smelter's gate"}
    boundary = data_of(document, "environment")["boundary"]["content"]["text"]
    assert boundary["zh"].startswith("摇篮到大门")
    assert boundary["en"].startswith("cradle to gate")


def test_where_a_datum_comes_from(document):
    basic = data_of(document, "basic_information")
    assert basic["product_name"]["origin"] == "result"
    assert data_of(document, "materials")["mass"]["origin"] == "statement"


def test_what_is_stated_extends_by_level(document):
    materials = next(one for one in document["categories"] if one["key"] == "materials")["data"]
    assert [(one["key"], one["level"]) for one in materials] == [
        ("mass", "base"),
        ("recycled_content", "national"),
        ("aluminium", "enterprise"),
    ]
    assert materials[1]["source"] == "declaration 7"
    assert materials[1]["content"] == {"kind": "quantity", "value": "0", "unit": "%"}
    assert [one["level"] for one in document["registrations"]] == ["national", "enterprise"]
    assert document["registrations"][0]["label"]["zh"] == "全国级"


def test_a_datum_of_ours_is_not_replaced(example):
    stated = {**STATED, "cn_dpp": {"data": {"materials": [{**DATA["materials"][0], "key": "mass"}]}}}
    with pytest.raises(InputError) as caught:
        export(example, "cn-dpp", statement=stated, at=AT)
    assert [one.code for one in caught.value.findings] == ["P311", "P312"]


def test_identifiers(document):
    product = document["identifiers"]["product"]
    assert product["identifier"] == "99.A01.EXAMPLE/P-17Q"
    assert [(one["label"]["zh"], one["code"]) for one in product["prefix"]] == [
        ("国家代码", "99"),
        ("园区代码", "A01"),
        ("企业代码", "EXAMPLE"),
    ]
    assert document["identifiers"]["passport"]["identifier"] == "99.A01.EXAMPLE/DPP-1"


def test_the_industry_profile(example):
    vaa = {"profile": "industry", "national": "99", "industry": "C32", "enterprise": "E", "object": "1"}
    document = export(example, "cn-dpp", statement={**STATED, "vaa": vaa}, at=AT).document
    product = document["identifiers"]["product"]
    assert product["identifier"] == "99.C32.E/1"
    assert product["prefix"][1]["label"] == {"zh": "行业代码", "en": "industry code"}


def test_gaps_name_what_to_state(example):
    seen = inspect(example, "cn-dpp", at=AT)
    assert {gap.where for gap in seen.gaps if gap.need == "expected"} == {
        "certificate.number",
        "cn_dpp.data.materials",
        "cn_dpp.data.performance",
        "cn_dpp.data.after_sales_and_recovery",
        "facility.id",
        "vaa",
    }
    bare = example.model_copy(
        update={
            "product": example.product.model_copy(update={"id": None, "name": None}),
            "company": example.company.model_copy(update={"name": None}),
        }
    )
    with pytest.raises(InputError) as caught:
        export(bare, "cn-dpp", at=AT)
    keys = {one.params["key"] for one in caught.value.findings if one.code == "P110"}
    assert keys == {"product.ids", "product.name", "company.name"}


def test_a_further_unit_has_its_own_numbers(example):
    coil = {**STATED, "unit": "per_coil", "product": {"mass": "2.5 t"}}
    document = export(example, "cn-dpp", statement=coil, at=AT).document
    environment = data_of(document, "environment")
    assert environment["carbon_footprint"]["content"]["value"] == "25000"
    assert environment["declared_amount"]["content"]["unit"] == "item"
    assert environment["declared_unit"]["content"]["text"]["zh"] == "2.5 t 卷"


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 0))
def test_stages_and_parts_add_up_for_any_numbers(example, use, credit):
    footprint = whole_life(example, use=round(use, 6), credit=round(credit, 6))
    payload = export(footprint, "cn-dpp", statement=STATED, at=AT)
    environment = data_of(payload.document, "environment")
    total = Decimal(environment["carbon_footprint"]["content"]["value"])
    for key in ("stages", "parts"):
        rows = environment[key]["content"]["rows"]
        assert sum(Decimal(row["value"]) for row in rows if "value" in row) == total


def change(document, key, datum, **content):
    changed = copy.deepcopy(document)
    data_of(changed, key)[datum]["content"].update(content)
    return changed


@pytest.mark.parametrize(
    ("datum", "content", "code"),
    [
        ("carbon_footprint", {"value": "1e3"}, "P313"),
        ("carbon_footprint", {"value": 10_000}, "P313"),
        ("carbon_footprint", {"value": "10001"}, "P142"),
        ("carbon_footprint", {"uncertainty": {"sd": -1}}, "P317"),
        ("excluding_uptake", {"value": "9999"}, "P142"),
        ("primary_share", {"value": "101"}, "P141"),
        ("exempted", {"value": "-1"}, "P141"),
        ("technological_dqr", {"value": "9"}, "P141"),
        ("stages", {"rows": []}, "P313"),
        ("gwp_set", {"kind": "number"}, "P313"),
    ],
)
def test_wrong_numbers_are_told(document, datum, content, code):
    own = copy.deepcopy(document)
    environment = next(one for one in own["categories"] if one["key"] == "environment")
    if datum == "exempted":
        filled = {"kind": "quantity", "value": "1", "unit": "%"}
        label = {"zh": "取舍比例", "en": "cut-off"}
        rest = {"level": "base", "origin": "statement", "content": filled}
        environment["data"] = [one for one in environment["data"] if one["key"] != "exempted"]
        environment["data"].append({"key": "exempted", "label": label, **rest})
    assert code not in codes(own)
    assert code in codes(change(own, "environment", datum, **content))


def swapped(document):
    rows = data_of(document, "environment")["interval"]["content"]["rows"]
    rows[2]["value"], rows[3]["value"] = rows[3]["value"], rows[2]["value"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda d: d["categories"].reverse(), "P314"),
        (lambda d: d["categories"].pop(), "P313"),
        (lambda d: d["categories"][0]["data"].append(d["categories"][0]["data"][0]), "P311"),
        (lambda d: d["categories"][0]["data"][0].update(level="national"), "P312"),
        (lambda d: d["categories"][2]["data"][0].update(level="base"), "P312"),
        (lambda d: d["categories"][5]["data"].pop(0), "P149"),
        (lambda d: d["identifiers"]["product"].update(object="P-2"), "P315"),
        (lambda d: d["identifiers"]["product"].update(identifier="x"), "P306"),
        (lambda d: d["identifiers"]["product"].update(profile="x"), "P300"),
        (lambda d: d["identifiers"]["passport"]["prefix"][1].update(code="A02"), "P315"),
        (lambda d: (d["identifiers"].pop("product"), d["identifiers"].update(others=[])), "P149"),
        (lambda d: d["valid"].update(last="2025-01-01"), "P145"),
        (lambda d: d.update(format_version="2.0"), "P313"),
        (lambda d: d.update(more=1), "P313"),
        (lambda d: d["provenance"].update(result_sha256="x"), "P313"),
        (swapped, "P316"),
    ],
)
def test_wrong_passports_are_told(document, wrong, code):
    assert codes(document) == []
    changed = copy.deepcopy(document)
    wrong(changed)
    assert code in codes(changed)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
        max_leaves=10,
    )
)
def test_any_json_is_refused_with_words(anything):
    findings = check(anything)
    assert findings
    assert all(one.message("zh") and one.remedy("en") for one in findings)


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ({"data": {"materials": [{"key": "a", "label": "x"}]}}, "P310"),
        ({"data": {"materials": [{"key": "a", "label": "x", "value": "1", "words": "y"}]}}, "P310"),
        ({"data": {"materials": [{"key": "a", "label": "x", "words": "y", "unit": "kg"}]}}, "P310"),
        ({"data": {"materials": [{"key": "a", "label": "x", "value": "1e3"}]}}, "Y132"),
        ({"data": {"materials": [{"key": "A b", "label": "x", "value": "1"}]}}, "Y132"),
        ({"data": {"materials": [DATA["materials"][0]] * 2}}, "P311"),
        ({"data": {"material": []}}, "Y125"),
        ({"registrations": [{"level": "park", "registry": "x"}]}, "Y125"),
    ],
)
def test_wrong_statements(section, code):
    with pytest.raises(InputError) as caught:
        load_statement({"cn_dpp": section})
    assert caught.value.findings[0].code == code
