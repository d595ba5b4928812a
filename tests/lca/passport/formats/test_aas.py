"""The submodel Carbon Footprint of our examples: official schema, template and test engines."""

import io
import json
import os
import subprocess
import sys
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, EXAMPLES, computed, whole_life

from lca.errors import InputError, Severity
from lca.passport.exporting import export, inspect
from lca.passport.facts_numbers import common_unit
from lca.passport.facts_parts import UnitFacts
from lca.passport.formats.aas_check import check, semantic, values
from lca.passport.formats.aas_environment import content_type
from lca.passport.formats.aas_forms import double, methods, quantity, reference_unit
from lca.passport.formats.aas_library import PlainDecimal, as_aas_json
from lca.passport.formats.aas_terms import METHODS, PHASES, SUBMODEL, UNITS, elements

STATED = {
    "validity": {"from": "2025-07-01", "to": "2027-06-30"},
    "product": {"gtin": "09521000000032", "batch": "B-7"},
    "study": {"url": "https://example.org/study.pdf"},
    "aas": {
        "rule": {"operator": "Example Operator", "address": "https://example.org/rule"},
        "api": {"endpoint": "https://example.org/footprints", "query": "productId=1"},
        "handover": {"street": "Example Road 1", "zip_code": "100000", "city": "Beijing", "country": "CN"},
    },
}


def template(shared):
    path = shared / "standards" / "idta" / "IDTA_02023-1-0-1_Template_CarbonFootprint.json"
    return json.loads(path.read_text(encoding="utf-8"))


def submodel(document):
    return document["submodels"][0]


def entry(document, place=0):
    return values(submodel(document), "submodelElements")["ProductCarbonFootprints"][place]


@pytest.fixture(params=EXAMPLES)
def payload(request):
    return export(computed(request.param), "aas-02023", statement=STATED, at=AT)


@pytest.mark.shared
def test_every_example_is_valid_by_the_official_schema(payload, shared):
    schema = json.loads((shared / "standards/idta/aas-metamodel-v3.0.schema.json").read_text())
    jsonschema.Draft201909Validator(schema).validate(json.loads(payload.content))


def test_every_example_passes_the_test_engines(payload):
    engines = pytest.importorskip("aas_test_engines.file")
    result = engines.check_json_data(json.loads(payload.content))
    assert result.ok(), result.to_dict()
    package = export(computed(EXAMPLES[0]), "aas-02023-aasx", statement=STATED, at=AT)
    packed = engines.check_aasx_file(io.BytesIO(package.content))
    assert packed.ok(), packed.to_dict()


def test_what_the_library_writes_is_the_document(payload):
    assert json.loads(payload.content) == payload.document
    again = export(computed(EXAMPLES[0]), "aas-02023", statement=STATED, at=AT)
    assert again.content == export(computed(EXAMPLES[0]), "aas-02023", statement=STATED, at=AT).content


def test_entries_add_up_to_the_result(payload):
    assert Decimal(entry(payload.document)["PcfCO2eq"]) == payload.facts.emissions.total
    assert not [one for one in payload.findings if one.severity is Severity.ERROR]


@pytest.mark.shared
def test_structure_is_that_of_the_template(shared):
    ours = dict(elements())
    theirs = dict(_elements_of(submodel(template(shared)), "submodelElements"))
    open_inside = {path for path in ours if "GoodsHandoverAddress." in path}
    arbitrary = {path for path in theirs if path.endswith("PcfInformation.ArbitraryContent")}
    assert ours.keys() - open_inside == theirs.keys() - arbitrary
    for path, one in theirs.items():
        if path in arbitrary:
            continue
        mine = ours[path]
        assert (mine.model, mine.semantic) == (one["modelType"], semantic(one)), path
        if one["modelType"] == "Property":
            assert mine.value_type == one["valueType"]
        said = [q["value"] for q in one.get("qualifiers", []) if q["type"] == "SMT/Cardinality"]
        assert said in ([mine.cardinality], []), path
        supplemental = [ref["keys"][0]["value"] for ref in one.get("supplementalSemanticIds", [])]
        assert list(mine.supplemental) == supplemental


def _elements_of(holder, key="value", path=""):
    listed = holder["modelType"] == "SubmodelElementList"
    for one in holder.get(key, []):
        here = f"{path}[]" if listed else f"{path}.{one['idShort']}".lstrip(".")
        yield here, one
        if one["modelType"].startswith("SubmodelElement"):
            yield from _elements_of(one, path=here)


@pytest.mark.shared
def test_value_lists_are_those_of_the_template(shared):
    lists = {}
    for concept in template(shared)["conceptDescriptions"]:
        for data in concept.get("embeddedDataSpecifications", []):
            found = data["dataSpecificationContent"].get("valueList")
            if found:
                pairs = found["valueReferencePairs"]
                lists[concept["id"]] = {
                    pair["value"]: pair["valueId"]["keys"][0]["value"].strip() for pair in pairs
                }
    assert lists["0173-1#02-ABG854#003"] == METHODS
    assert lists["0173-1#02-ABG856#003"] == UNITS
    assert lists["0173-1#02-ABG858#003"] == dict(PHASES.values())


@pytest.mark.shared
def test_the_empty_official_template_is_told_what_it_lacks(shared):
    codes = {one.code for one in check(template(shared))}
    assert codes == {"P149"}  # its values are empty


def test_the_package_can_be_read_back_by_the_library(example):
    aasx = pytest.importorskip("basyx.aas.adapter.aasx")
    model = pytest.importorskip("basyx.aas.model")
    package = export(computed(EXAMPLES[1]), "aas-02023-aasx", statement=STATED, at=AT)
    assert package.content == export(computed(EXAMPLES[1]), "aas-02023-aasx", statement=STATED, at=AT).content
    objects, files = model.DictIdentifiableStore(), aasx.DictSupplementaryFileContainer()
    with aasx.AASXReader(io.BytesIO(package.content), failsafe=False) as reader:
        reader.read_into(objects, files)
    found = next(one for one in objects if isinstance(one, model.Submodel))
    first = next(iter(found.get_referable("ProductCarbonFootprints").value))
    assert first.get_referable("PcfCO2eq").value == package.facts.emissions.total
    assert len(objects) == 2


def test_fields_by_hand(example):
    footprint = whole_life(example, distribution=120.0)
    payload = export(footprint, "aas-02023", statement={**STATED, "language": "zh"}, at=AT)
    first, second = (entry(payload.document, place) for place in (0, 1))
    assert first["PcfCO2eq"] == "10000"
    assert first["ReferenceImpactUnitForCalculation"] == "t"
    assert first["QuantityOfMeasureForCalculation"] == "1.0"
    assert first["LifeCyclePhases"] == ["A1-A3"]
    assert first["PublicationDate"] == "2025-07-01T08:00:00+00:00"
    assert first["ExpirationDate"] == "2027-07-01T00:00:00+00:00"  # the last day is included
    assert first["ExplanatoryStatement"] == "https://example.org/study.pdf"
    assert first["GoodsHandoverAddress"]["CityTown"] == [{"language": "zh", "text": "Beijing"}]
    assert (second["PcfCO2eq"], second["LifeCyclePhases"]) == ("120", ["A4 - transport to final destination"])
    held = values(submodel(payload.document), "submodelElements")["ProductOrSectorSpecificCarbonFootprints"][
        0
    ]
    assert held["ProductOrSectorSpecificRule"]["PcfRuleOperator"] == "Example Operator"
    assert held["PcfInformation"]["TotalIncludingBiogenicUptake"] == "10120"
    assert held["PcfInformation"]["StageDistribution"] == "120"
    shell = payload.document["assetAdministrationShells"][0]
    assert shell["assetInformation"]["globalAssetId"] == "urn:gtin:09521000000032"
    assert {one["name"]: one["value"] for one in shell["assetInformation"]["specificAssetIds"]} == {
        "gtin": "09521000000032",
        "model": "Al99.70",
        "batch": "B-7",
    }


def test_uncertainty_is_an_extension_with_its_sources(example):
    payload = export(example, "aas-02023", statement=STATED, at=AT)
    extension = submodel(payload.document)["extensions"][0]
    assert extension["name"] == "urn:zuji:uncertainty:1"
    told = json.loads(extension["value"])
    assert (told["mean"], told["sd"]) == (10_000, 310)
    assert told["correlation"][0] == {"key": "factor:test.electricity.cn.2024", "share": 0.9}


def test_avoided_production_is_told_twice_over(example):
    payload = export(example, "aas-02023", statement=STATED, at=AT)
    assert "P324" in {one.code for one in payload.findings}
    items = submodel(payload.document)["submodelElements"][0]["value"][0]["value"]
    carrier = next(one for one in items if one["idShort"] == "PcfCO2eq")
    assert [(one["name"], one["value"]) for one in carrier["extensions"]] == [
        ("urn:zuji:avoided:1", "-302.5")
    ]


def test_gaps_name_what_to_state(example):
    seen = inspect(example, "aas-02023", at=AT)
    assert {(gap.need, gap.where) for gap in seen.gaps} == {
        ("expected", "validity"),
        ("expected", "aas.rule.operator"),
    }
    assert "ProductOrSectorSpecificCarbonFootprints" not in values(
        submodel(seen.document), "submodelElements"
    )
    bare = example.model_copy(
        update={
            "product": example.product.model_copy(update={"id": "AL-1"}),
            "rule": example.rule.model_copy(update={"standards": ()}),
        }
    )
    with pytest.raises(InputError) as caught:
        export(bare, "aas-02023", at=AT)
    keys = {one.params["key"] for one in caught.value.findings if one.code == "P110"}
    assert keys == {"product.ids", "aas.methods"}


def test_stated_identifiers_go_before_made_ones(example):
    own = {
        "asset_id": "https://example.org/asset/1",
        "asset_kind": "Instance",
        "shell_id": "https://example.org/shell/1",
        "submodel_id": "https://example.org/submodel/1",
        "methods": ["ISO 14067", "GB/T 24067-2024"],
    }
    document = export(example, "aas-02023", statement={"aas": own}, at=AT).document
    shell = document["assetAdministrationShells"][0]
    assert (shell["id"], submodel(document)["id"]) == (own["shell_id"], own["submodel_id"])
    assert shell["assetInformation"] == {
        "globalAssetId": own["asset_id"],
        "assetKind": "Instance",
        "specificAssetIds": [{"name": "model", "value": "Al99.70"}],
    }
    items = submodel(document)["submodelElements"][0]["value"][0]["value"][0]["value"]
    assert [one.get("valueId", {}).get("keys", [{}])[0].get("value") for one in items] == [
        "0173-1#07-ABU218#003",
        None,
    ]


@pytest.mark.parametrize("to", ["aas-02023", "aas-02023-aasx"])
def test_a_control_character_is_refused_with_a_remedy(example, to):
    bad = example.model_copy(update={"rule": example.rule.model_copy(update={"id": "a\x01b"})})
    with pytest.raises(InputError) as caught:
        export(bad, to, statement=STATED, at=AT)
    assert {one.code for one in caught.value.findings} == {"P332"}


def test_what_the_library_refuses_is_told(example):
    document = export(example, "aas-02023", statement=STATED, at=AT).document
    document["assetAdministrationShells"][0]["idShort"] = "7 shells"
    with pytest.raises(InputError) as caught:
        as_aas_json(document)
    assert caught.value.findings[0].code == "P333"


def test_without_the_library_the_extra_is_named(example, monkeypatch):
    monkeypatch.setitem(sys.modules, "basyx.aas.adapter.json", None)
    with pytest.raises(InputError) as caught:
        export(example, "aas-02023", statement=STATED, at=AT)
    assert caught.value.findings[0].code == "P122"
    assert "zuji[aas]" in caught.value.findings[0].remedy()


def test_the_same_bytes_in_every_process(example):
    content = export(example, "aas-02023", statement=STATED, at=AT).content
    script = (
        "import sys; from lca.passport.exporting import export; from datetime import *;"
        "from lca.results.footprint import Footprint; import json; i = json.load(sys.stdin);"
        "f = Footprint.model_validate(i['footprint']);"
        "at = datetime.fromisoformat(i['at']);"
        "sys.stdout.buffer.write(export(f, 'aas-02023', statement=i['statement'], at=at).content)"
    )
    given = {"footprint": json.loads(example.to_json()), "statement": STATED, "at": AT.isoformat()}
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps(given).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert run.stdout == content


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: s.update(semanticId=None), "P325"),
        (lambda s: s["submodelElements"].clear(), "P326"),
        (lambda s: _first(s).pop(0), "P326"),
        (lambda s: _first(s)[1].update(value="1.2E+3"), "P140"),
        (lambda s: _first(s)[1].update(value="9999"), "P142"),
        (lambda s: _first(s)[1].update(value=""), "P149"),
        (lambda s: _first(s)[1].update(valueType="xs:double"), "P329"),
        (lambda s: _first(s)[1].update(modelType="File"), "P329"),
        (lambda s: _first(s)[2].update(value="cup"), "P322"),
        (lambda s: s.update(id="a\x00b"), "P332"),
        (lambda s: _first(s)[2]["valueId"]["keys"][0].update(value="0173-1#07-ABZ597#003"), "P329"),
        (lambda s: _first(s)[3].update(value="-1"), "P141"),
        (lambda s: _first(s)[3].update(value="NaN"), "P141"),
        (lambda s: _first(s)[3].update(value="one"), "P141"),
        (lambda s: _first(s)[4]["value"][0].update(value="A1 to A3"), "P323"),
        (lambda s: _first(s)[4]["value"][0].update(idShort="Phase"), "P328"),
        (lambda s: _first(s)[4]["value"].append(dict(_first(s)[4]["value"][0])), "P330"),
        (lambda s: _first(s)[4]["value"].clear(), "P326"),
        (lambda s: _by_name(s, "PublicationDate").update(value="2025-07-01"), "P144"),
        (lambda s: _by_name(s, "ExpirationDate").update(value="2025-01-01T00:00:00Z"), "P145"),
        (lambda s: _first(s).append({"idShort": "Own", "modelType": "Property", "value": "1"}), "P327"),
        (lambda s: s["extensions"][0].update(value="{"), "P331"),
        (lambda s: s["submodelElements"].append(dict(s["submodelElements"][0])), "P326"),
    ],
)
def test_wrong_environments_are_told(example, change, code):
    document = json.loads(export(example, "aas-02023", statement=STATED, at=AT).content)
    before = [one.code for one in check(document)].count(code)
    change(submodel(document))
    assert [one.code for one in check(document)].count(code) > before


def _first(holder):
    return holder["submodelElements"][0]["value"][0]["value"]


def _by_name(holder, name):
    return next(one for one in _first(holder) if one["idShort"] == name)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["submodels", "semanticId", "keys", "value", "modelType", "idShort"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_nothing_at_all_makes_the_check_stumble(document):
    assert check(document)
    whole = {
        "submodels": [{"semanticId": {"keys": [{"value": SUBMODEL.semantic}]}, "submodelElements": document}]
    }
    assert check(whole)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "number"),
    [
        ("t", 1.0, "t", "1.0"),
        ("kg", 2.5, "kg", "2.5"),
        ("m3", 1.0, "cbm", "1.0"),
        ("m2", 3.0, "qm", "3.0"),
        ("item", 1.0, "piece", "1.0"),
        ("kWh", 60.0, "kWh", "60.0"),
        ("MWh", 1.0, "kWh", "1000.0"),
        ("Wp", 1.0, "Wp", "1.0"),
        ("MJ", 1.0, "MJ", "1.0"),
    ],
)
def test_units_by_the_value_list(text, amount, unit, number):
    common, converted = common_unit(text, amount)
    facts = UnitFacts(None, "declared", Decimal(str(amount)), text, "x", common, converted, None, None)
    assert (reference_unit(facts), quantity(facts)) == (unit, number)


def test_methods_by_the_value_list():
    assert methods(["ISO14067", "ISO 14067:2018", "GB/T 24067-2024", "PAS2050"]) == [
        "ISO 14067",
        "GB/T 24067-2024",
        "BS PAS 2050",
    ]
    assert methods([]) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=18))
def test_decimals_have_no_exponent(number):
    assert "E" not in str(PlainDecimal(number))
    assert Decimal(str(PlainDecimal(number))) == number


def test_doubles_are_in_the_form_of_the_library():
    assert (double(Decimal("1e-7")), double(Decimal(60))) == ("1E-07", "60.0")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://e.org/a.pdf?x=1", "application/pdf"),
        ("https://e.org/a.PDF#p", "application/pdf"),
        ("https://e.org/a", "text/html"),
    ],
)
def test_kinds_of_files(address, kind):
    assert content_type(address) == kind
