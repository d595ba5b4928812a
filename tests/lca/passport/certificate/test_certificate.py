"""Data of a certificate: filled by a template, what is missing is listed and nothing is invented."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, EXAMPLES, computed
from ruamel.yaml import YAML

from lca.errors import InputError
from lca.passport.certificate import as_html, as_json, certificate, load_template
from lca.passport.certificate.schema import json_schema, template_schema
from lca.passport.certificate.sources import lookup, roots
from lca.passport.facts import facts

LAB = "statement.certificate.extra.lab"
COMPLETE = {
    "language": "zh",
    "company": {"address": "Example Road 1"},
    "facility": {"address": "Example Road 2"},
    "product": {"gtin": "09521000000032"},
    "study": {"url": "https://example.org/study", "title": "Report 7"},
    "exempted": {"percent": 1.5},
    "verification": {"provider": "Example Verifier", "standard": "ISO 14064-3"},
    "vaa": {"profile": "park", "identifier": "99.A01.EXAMPLE/P-1"},
    "certificate": {
        "number": "EX-2025-1",
        "body": {"zh": "示例认证机构", "en": "Example body"},
        "body_approval": "EX-R-1",
        "scheme": {"zh": "示例实施规则", "en": "Example rules"},
        "mode": {"zh": "示例模式", "en": "example mode"},
        "issued": "2025-06-30",
        "expires": "2027-06-29",
        "signatory": {"zh": "张三", "en": "A. Person"},
        "manufacturer_address": {"zh": "示例路 1 号", "en": "Example Road 1"},
        "label_number": "L-1",
    },
}


def field(document, section, key):
    groups = {one["key"]: one["fields"] for one in document["sections"]}
    groups["label"] = document["label"]["fields"]
    return next(one for one in groups[section] if one["key"] == key)


def own_template(tmp_path, change):
    yaml = YAML(typ="safe")
    from importlib import resources

    raw = resources.files("lca.passport.certificate").joinpath("cn_footprint.yaml").read_text("utf-8")
    data = yaml.load(raw)
    change(data)
    file = tmp_path / "template.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def filled(example):
    return certificate(example, statement=COMPLETE, at=AT)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("statement", [None, COMPLETE])
def test_every_example_by_its_schema(name, statement):
    jsonschema.Draft202012Validator.check_schema(json_schema())
    made = certificate(computed(name), statement=statement, at=AT)
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(as_json(made)))
    assert as_json(made) == as_json(certificate(computed(name), statement=statement, at=AT))
    assert as_html(made, "zh") == as_html(made, "zh")


def test_our_template_is_valid_by_its_schema(tmp_path):
    jsonschema.Draft202012Validator.check_schema(template_schema())
    file = own_template(tmp_path, lambda data: None)
    jsonschema.Draft202012Validator(template_schema()).validate(json.loads(file.read_text("utf-8")))
    assert load_template(file) == load_template()


def test_values_by_hand(filled):
    document = filled.document
    assert field(document, "footprint", "value")["value"] == "10000"
    assert field(document, "footprint", "value")["unit"] == "kg CO2e"
    assert field(document, "footprint", "per")["value"] == {
        "zh": "1 t 原铝液",
        "en": "1 t molten primary aluminium",
    }
    assert field(document, "footprint", "interval")["value"] == "9392 – 10608"  # 10607.6, whole
    assert field(document, "footprint", "period")["value"]["zh"] == "2024-01-01 至 2024-12-31"
    assert field(document, "footprint", "boundary_type")["value"]["zh"] == "摇篮到大门"
    assert field(document, "footprint", "exempted")["value"] == "1.5"
    assert field(document, "product", "identifier")["value"] == "99.A01.EXAMPLE/P-1"
    assert field(document, "certificate", "body")["value"] == {"zh": "示例认证机构", "en": "Example body"}
    assert field(document, "basis", "standards")["value"] == "GB/T 44905-2024"
    assert field(document, "label", "number")["value"] == "L-1"
    rows = {row["key"]: row for row in field(document, "footprint", "stages")["rows"]}
    assert rows["production"]["value"] == "8100"
    assert rows["use"]["reason"]["en"] == "ends at the smelter's gate"
    assert "value" not in rows["use"]


def test_what_is_stated_goes_before_the_result(example):
    statement = {"product": {"name": {"zh": "另名", "en": "Other"}}, "certificate": {"client": "C Ltd"}}
    document = certificate(example, statement=statement, at=AT).document
    assert field(document, "product", "name")["source"] == "statement.product.name"
    assert field(document, "parties", "client")["value"] == {"zh": "C Ltd", "en": "C Ltd"}
    assert field(document, "parties", "manufacturer")["source"] == "result.company.name"


def test_nothing_is_missing_from_a_complete_statement(filled):
    assert [row["key"] for row in filled.missing] == []
    assert "P342" not in {one.code for one in filled.findings}
    assert "没有缺项" in as_html(filled, "zh")


def test_what_a_person_must_supply_is_listed_once_with_its_key(example):
    made = certificate(example, at=AT)
    required = [row for row in made.missing if row["need"] == "required"]
    assert {(row["where"], row["by"]) for row in required} >= {
        ("certificate.number", "body"),
        ("certificate.issued", "body"),
        ("company.address", "company"),
        ("study.url", "company"),
    }
    keys = [row["where"] for row in made.missing if row["where"]]
    assert len(keys) == len(set(keys))
    assert made.missing[: len(required)] == tuple(required)
    finding = next(one for one in made.findings if one.code == "P342")
    assert "certificate.number" in finding.message("zh")


def test_no_field_is_invented(example):
    """Whatever the body must give is empty until it is stated."""
    document = certificate(example, at=AT).document
    given = [row for one in document["sections"] for row in one["fields"] if "value" in row or "rows" in row]
    assert not [row["key"] for row in given if row["by"] == "body"]


def test_an_expired_certificate_is_told(example):
    later = datetime(2027, 7, 1, tzinfo=UTC)
    codes = {one.code for one in certificate(example, statement=COMPLETE, at=later).findings}
    assert "P343" in codes


def test_a_result_that_must_not_be_issued_is_refused(example):
    from lca.results.footprint import ConformityFinding

    found = ConformityFinding(code="C101", severity="blocking", message=example.product.name)
    with pytest.raises(InputError) as caught:
        certificate(example.model_copy(update={"findings": (found,)}), at=AT)
    assert caught.value.findings[0].code == "P130"


def test_a_further_unit(example):
    document = certificate(example, statement={"unit": "per_coil"}, at=AT).document
    assert field(document, "label", "value")["value"] == "25000"
    assert field(document, "label", "per")["value"]["zh"] == "1 item 2.5 t 卷"


class Reading(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.tags = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-Hans"), ("en", "en")])
def test_the_page_is_whole_and_needs_nothing_from_outside(filled, language, tag):
    page = as_html(filled, language)
    reading = Reading()
    reading.feed(page)
    assert reading.open == []
    assert next(found for name, found in reading.tags if name == "html")["lang"] == tag
    assert not [name for name, _ in reading.tags if name in ("script", "img", "link", "iframe")]
    assert not re.search(r"url\(|@import|src=", page)
    words = " ".join("".join(reading.words).split())
    assert {"zh": "不是证书", "en": "not a certificate"}[language] in words
    assert {"zh": "示例：规则或数据为示例", "en": "Illustrative:"}[language] in words
    assert "10000 kg CO2e" in words
    assert {"zh": "标识图形由认证机构提供", "en": "Artwork of the mark"}[language] in words


def test_blanks_say_who_fills_them(example):
    page = as_html(certificate(example, at=AT), "zh")
    assert "待认证机构填写" in page
    assert "待企业填写" in page
    assert "certificate.number" in page


@given(st.text(alphabet="<>&\"'{}%ab/", min_size=1, max_size=20).filter(str.strip))
def test_words_are_escaped(example, words):
    page = as_html(certificate(example, statement={"company": {"name": words}}, at=AT), "en")
    reading = Reading()
    reading.feed(page)
    assert reading.open == []
    assert words.strip() in "".join(reading.words)


def test_a_template_of_ones_own(example, tmp_path):
    def change(data):
        data["sections"] = [
            {
                "key": "one",
                "title": {"zh": "一"},
                "fields": [
                    {
                        "key": "a",
                        "label": {"zh": "甲"},
                        "of": ["statement.certificate.extra.lab"],
                        "by": "body",
                    },
                    {"key": "b", "label": {"zh": "乙"}, "of": ["result.site.geography"]},
                    {"key": "c", "label": {"zh": "丙"}, "of": ["facts.quality.overall", "facts.gwp"]},
                ],
            }
        ]
        del data["label"]

    template = load_template(own_template(tmp_path, change))
    made = certificate(example, template=template, at=AT)
    (section,) = made.document["sections"]
    assert [row.get("value") for row in section["fields"]][0:2] == [None, "CN-YN"]
    assert "label" not in made.document
    stated = {"certificate": {"extra": {"lab": "Lab 7"}}}
    again = certificate(example, statement=stated, template=template, at=AT)
    assert again.document["sections"][0]["fields"][0]["value"] == "Lab 7"
    assert as_html(again, "en")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("facts.emission.total", "P341"),
        ("result.product.colour", "P341"),
        ("statement.model_dump", "P341"),
        ("facts.footprint.to_json", "P341"),
        ("derived.nothing", "P341"),
        ("facts.__class__", "Y132"),
        ("os.environ", "Y132"),
        ("facts", "Y132"),
    ],
)
def test_sources_name_data_only(example, tmp_path, source, code):
    def change(data):
        data["sections"][0]["fields"][0]["of"] = [source]

    with pytest.raises(InputError) as caught:
        certificate(example, template=load_template(own_template(tmp_path, change)), at=AT)
    assert caught.value.findings[0].code == code


def test_a_misspelt_source_has_its_nearest_name(example, tmp_path):
    file = own_template(tmp_path, lambda d: d["sections"][0]["fields"][0].update(of=["facts.emissions.totl"]))
    with pytest.raises(InputError) as caught:
        certificate(example, template=load_template(file), at=AT)
    (finding,) = caught.value.findings
    assert "total" in finding.candidates
    assert finding.location.path == "certificate.number"


def test_every_source_of_our_template_is_there(example):
    """Each source resolves even where an earlier one fills the field."""
    template = load_template()
    sources = roots(facts(example, None, AT))
    rows = [row for one in template.sections for row in one.fields] + list(template.label.fields)
    for row in rows:
        for source in row.of:
            lookup(sources, source)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.pop("notice"), "Y111"),
        (lambda d: d.update(zuji_certificate=2), "Y125"),
        (lambda d: d.update(sections=[]), "Y133"),
        (lambda d: d["sections"][0]["fields"][0].update(digits=0), "Y130"),
        (lambda d: d["sections"][0]["fields"][0].update(colour="red"), "Y110"),
        (lambda d: d["sections"][0]["fields"].append(d["sections"][0]["fields"][0]), "P340"),
        (lambda d: d["sections"][0]["fields"][0].update(label={}), "Y113"),
    ],
)
def test_wrong_templates(tmp_path, change, code):
    with pytest.raises(InputError) as caught:
        load_template(own_template(tmp_path, change))
    assert code in {one.code for one in caught.value.findings}


def test_without_jinja_the_extra_is_named(filled, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(InputError) as caught:
        as_html(filled)
    assert caught.value.findings[0].code == "P122"


def test_wrong_dates_of_a_certificate():
    from lca.passport.statement import load_statement

    with pytest.raises(InputError) as caught:
        load_statement({"certificate": {"issued": "2025-02-01", "expires": "2025-01-01"}})
    assert caught.value.findings[0].code == "P105"
