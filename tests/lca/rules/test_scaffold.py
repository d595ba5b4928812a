"""New rules from templates: they load, linting finds what is open and no more, filled in they compute."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lca.documents import read_document
from lca.errors import InputError, RuleError, Severity
from lca.i18n import LANGUAGES
from lca.rule_tests import run_tests
from lca.rule_tests.insertion import with_case
from lca.rules.load import examine, load_rule
from lca.rules.scaffold import TEMPLATES, Wish, scaffold
from lca.rules.schema.editor import rule_schema
from lca.rules.schema.words import Method
from lca.rules.stages import STAGES

LIME = Wish(
    "cn.lime.burnt",
    title_zh="生石灰",
    title_en="Burnt lime",
    product_zh="生石灰",
    product_en="burnt lime",
    extends="cn.gbt24067",
)
METHODS: tuple[Method, ...] = get_args(Method)
FITS = jsonschema.Draft202012Validator(rule_schema())
SECTOR = """zuji: 1
id: test.sector
version: 1.0.0
level: sector
title: {zh: 行业, en: sector}
status: illustrative
cut_off: {basis: mass, single: 1 %, total: 5 %}
"""


def findings(text: str, file: str = "new.yaml") -> Counter[tuple[str, Severity]]:
    found = examine(text.encode(), file, advice=True)[1]
    return Counter((finding.code, finding.severity) for finding in found)


def codes(text: str, file: str = "new.yaml") -> dict[str, int]:
    assert all(severity is not Severity.ERROR for _, severity in findings(text, file))
    return {code: count for (code, _), count in findings(text, file).items()}


def plain(text: str) -> Any:
    return json.loads(json.dumps(read_document(text.encode()).data, default=str))


def test_a_material_has_open_ranges_and_no_test() -> None:
    """Three numbers without range, one input whose factor nobody named, no test, the scope twice."""
    assert codes(scaffold(LIME)) == {"R153": 1, "R301": 3, "R162": 1, "R380": 2}


def test_what_is_not_said_is_asked_for() -> None:
    """Title, product, unit and scope, each in two languages."""
    assert codes(scaffold(Wish("cn.lime")))["R380"] == 8


@pytest.mark.parametrize("method", METHODS)
def test_a_product_has_materials_under_every_method(method: Method) -> None:
    text = scaffold(Wish("cn.bucket", "product", method=method, extends="cn.gbt24067"))
    found = codes(text)
    assert set(found) == {"R153", "R301", "R325", "R380"}
    rule = load_rule(text.encode(), "new.yaml")
    assert rule.model.end_of_life.method == method
    assert all(rule.model.boundary.stages.includes(stage) for stage in STAGES)


def test_a_sector_is_a_frame() -> None:
    text = scaffold(Wish("cn.metals", "sector", extends="cn.gbt24067"))
    assert codes(text) == {"R380": 4}
    with pytest.raises(RuleError) as caught:
        load_rule(text.encode(), "new.yaml")
    assert [finding.code for finding in caught.value.findings] == ["R208"]


@pytest.mark.parametrize("extends", [None, "cn.gbt24067", "cn.gbt24067@1.0.0"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_it_is_illustrative_without_numbers_and_fits_the_schema(template, extends) -> None:
    text = scaffold(Wish("cn.new", template, extends=extends))
    assert text.startswith("# yaml-language-server: $schema=./rule.schema.json\n")
    assert "<<" not in text
    data = plain(text)
    FITS.validate(data)
    assert data["status"] == "illustrative"
    assert "parameters" not in data
    assert data.get("extends") == extends


def test_comments_stand_in_both_languages() -> None:
    lines = [line for line in scaffold(LIME).splitlines() if line.startswith("# ")]
    chinese = [line for line in lines if any("\u4e00" <= sign <= "\u9fff" for sign in line)]
    assert len(chinese) >= 12
    assert len(lines) - len(chinese) >= 12


def computed(text: str, case: dict[str, Any], total: str) -> None:
    whole = {
        "name": "by hand",
        **case,
        "expect": {"total": total},
        "source": "arithmetic by hand in this test",
    }
    raw = with_case(text.encode(), {**whole, "year": 2024, "geography": "CN"}, "new.yaml")
    (result,) = run_tests(load_rule(raw, "new.yaml"))
    assert result.refused == ()
    assert [check.actual for check in result.checks] == [
        pytest.approx(check.value) for check in result.checks
    ]


def each(unit: str, **values: float) -> dict[str, Any]:
    return {name: {"value": value, "unit": f"kg CO2e/{unit}"} for name, value in values.items()}


def test_a_material_computes() -> None:
    """1.5 t of raw material at 0.2 t/t are 0.3 t."""
    wish = replace(LIME, activities=("raw_material: t/t",))
    case = {"given": {"raw_material": "1.5 t"}, "footprints": each("kg", raw_material=0.2)}
    computed(scaffold(wish), case, "0.3 t")


@pytest.mark.parametrize(("unit", "factor"), [("1 t", 1.0), ("500 kg", 0.5)])
def test_processes_feed_one_another(unit: str, factor: float) -> None:
    """Quarrying: 2 kg/t x 5 = 10 kg for a tonne; calcining takes 1.8 t, 18 kg, and 3 kg x 0.3 = 0.9 kg."""
    wish = replace(
        LIME,
        unit=unit,
        processes=("raw_material_acquisition: quarrying", "calcining"),
        activities=("quarrying.dynamite: kg/t", "additive: kg/t"),
    )
    used = "1.8 t" if unit == "1 t" else "1.8 kg"
    given = {"dynamite": "2 kg/t", "additive": "3 kg", "quarrying_used": used}
    case = {"given": given, "footprints": each("kg", dynamite=5, additive=0.3)}
    computed(scaffold(wish), case, f"{18.9 * factor} kg")


def test_a_product_computes() -> None:
    """Cut-off, for one item: parts 1 kg x 3; paint 0.1 kg x 10; main material 2 kg, a quarter of it recycled:
    1.5 kg x 4 + 0.5 kg x 1; half of it disposed of: 1 kg x 0.5; use 10 kWh x 0.5: 3 + 1 + 6 + 0.5 + 0.5 + 5.
    """
    wish = Wish("cn.bucket", "product", activities=("paint: kg/item",))
    text = scaffold(wish)
    keys = {
        "Primary material (EV)": "fresh",
        "Recycled material (Erecycled)": "again",
        "Disposal (ED)": "dump",
    }
    for words, item in keys.items():
        assert words in text
        text = text.replace(f'"TODO: {words}"', item)
    given = {
        "main_material": "2 kg",
        "recycled_content": "25 %",
        "recycling_rate": "50 %",
        "paint": "0.1 kg",
        "use_electricity": "10 kWh",
        "materials": [{"name": "handle", "material": "steel", "mass": "1 kg"}],
        "deliveries": [],
    }
    footprints = each("kg", steel=3, paint=10, fresh=4, again=1, dump=0.5) | each("kWh", use_electricity=0.5)
    computed(text, {"given": given, "footprints": footprints}, "16 kg")


def test_activity_data_find_their_use() -> None:
    wish = replace(
        LIME,
        activities=(
            *("coal: kg/t = fuel coal.bituminous", "bags: item/t = item packaging.bag", "electricity: MWh/t"),
            *("moisture: %", "heating_value: GJ/Nm3", "gas:Nm3"),
        ),
    )
    data = plain(scaffold(wish))
    (process,) = data["processes"].values()
    factors = {line["of"]: line.get("factor") for line in process["inputs"]}
    assert factors == {
        "coal_burnt": {"fuel": "coal.bituminous"},
        "coal_upstream": {"fuel": "coal.bituminous", "kind": "upstream"},
        "bags": {"item": "packaging.bag"},
        "electricity": {"electricity": "$electricity_supply"},
        "gas": None,
    }
    asked = {name: (entry.get("unit"), entry.get("per")) for name, entry in data["activity_data"].items()}
    assert asked["coal"] == ("kg", "t")
    assert asked["moisture"] == ("%", None)
    assert asked["heating_value"] == ("GJ/Nm3", None)
    assert asked["gas"] == ("Nm3", "t")
    assert codes(scaffold(wish))["R116"] == 2, (
        "shares and properties are used in formulas that are not there yet"
    )


def test_no_electricity_is_asked_for_where_none_is_used() -> None:
    assert (
        "electricity_supply" not in plain(scaffold(replace(LIME, activities=("ore: t/t",))))["activity_data"]
    )


def test_what_the_rule_above_gives_is_left_to_it(tmp_path: Path) -> None:
    (tmp_path / "sector.yaml").write_text(SECTOR, encoding="utf-8")
    file = tmp_path / "new.yaml"
    for extends in ("./sector.yaml", "test.sector"):
        text = scaffold(replace(LIME, extends=extends), file)
        assert "cut_off" not in plain(text)
        assert f"given by the rule above: {extends}" in text
        assert "electricity" in plain(text)
        assert load_rule(text.encode(), str(file)).model.cut_off.basis == "mass"
    assert "electricity" not in plain(scaffold(LIME))
    assert plain(scaffold(LIME))["cut_off"]["total"] == "0 %"


@pytest.mark.parametrize(
    ("words", "found"),
    [("TODO", 1), ("TBD: ask", 1), ("待定", 1), ("待补充：x", 1), ("FIXME", 1), ("To do", 0), ("no TODO", 0)],
)
def test_placeholders_are_known_by_their_beginning(words: str, found: int) -> None:
    text = scaffold(LIME).replace("zh: 待补充：规则适用于哪些产品，不适用于哪些产品", f"zh: '{words}'")
    assert codes(text).get("R380", 0) == found + 1


def test_sources_of_terms_and_of_numbers() -> None:
    """A term's source that is open is R380, that of a number R311, and neither is told twice."""
    terms = "terms: [{term: {zh: 灰, en: ash}, definition: {zh: 残余, en: rest}, source: TODO}]\n"
    number = "parameters: {k: {value: 1, source: TODO, label: {zh: 常, en: k}}}\n"
    before, after = codes(scaffold(LIME)), codes(scaffold(LIME) + terms + number)
    assert (after["R380"] - before["R380"], after["R311"], before.get("R311")) == (1, 1, None)


def test_standards_are_followed() -> None:
    text = scaffold(replace(LIME, standards=("GB/T 24067-2024", "ISO 14067:2018")))
    assert [entry["id"] for entry in plain(text)["standards"]] == ["GB/T 24067-2024", "ISO 14067:2018"]
    assert {entry["relation"] for entry in plain(text)["standards"]} == {"follows"}


WRONG = [
    ({"id": "CN Lime Burnt"}, "R381", "ID", "cn.lime.burnt"),
    ({"id": ""}, "R381", "ID", None),
    ({"id": "cn.battery.lfp"}, "R382", "ID", None),
    ({"activities": ("coal kg",)}, "R384", "--activity", None),
    ({"activities": ("Coal: kg/t",)}, "R384", "--activity", None),
    ({"processes": ("prodction: kiln",)}, "R385", "--process", "production"),
    ({"processes": ("Kiln",)}, "R385", "--process", None),
    ({"unit": "0 t"}, "R386", "--unit", None),
    ({"unit": "-1 t"}, "R386", "--unit", None),
    ({"unit": "5"}, "R386", "--unit", None),
    ({"unit": "1 tonn"}, "U101", "--unit", "tonne"),
    ({"unit": "nan t"}, "U202", "--unit", None),
    ({"processes": ("use: kiln",)}, "R387", "--process", "production"),
    ({"template": "sector", "unit": "1 t"}, "R388", "--unit", None),
    ({"method": "cff"}, "R388", "--recycling", None),
    ({"template": "product", "limits": "gate_to_gate"}, "R388", "--boundary", None),
    ({"processes": ("kiln",), "activities": ("klin.coal: kg/t",)}, "R389", "--activity", "kiln"),
    ({"activities": ("coal: kg/t", "coal: t/t")}, "R390", "--activity", None),
    ({"activities": ("if: kg/t",)}, "R390", "--activity", None),
    ({"activities": ("null: kg/t",)}, "R390", "--activity", None),
    ({"processes": ("no",)}, "R390", "--process", None),
    ({"activities": ("electricity_supply: kWh/t",)}, "R390", "--activity", None),
    ({"processes": ("kiln", "kiln")}, "R390", "--process", None),
    ({"activities": ("coal: % = fuel coal",)}, "R391", "--activity", None),
    ({"activities": ("coal: km/t = fuel coal",)}, "R391", "--activity", None),
    ({"activities": ("coal: kg/tt",)}, "U101", "--activity", None),
    ({"extends": "cn.gbt24076"}, "R190", "--extends", "cn.gbt24067"),
    ({"extends": "cn.gbt24067@9.0.0"}, "R202", "--extends", "cn.gbt24067@1.0.0"),
    ({"extends": "cn.battery.lfp"}, "R205", "--extends", "cn.gbt24067"),
    ({"extends": "../sector.yaml"}, "R200", "--extends", None),
]


@pytest.mark.parametrize(("change", "code", "place", "near"), WRONG)
def test_wishes_that_cannot_be_met(change: dict[str, Any], code: str, place: str, near: str | None) -> None:
    with pytest.raises(InputError) as caught:
        scaffold(replace(LIME, **change))
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.file) == (code, place)
    assert near is None or near in finding.candidates
    assert all(finding.message(language) and finding.remedy(language) for language in LANGUAGES)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        scaffold(
            Wish("X", unit="1 tonn", processes=("use: a", "b c"), activities=("x", "if: kg"), extends="cn.x")
        )
    told = [finding.code for finding in caught.value.findings]
    assert told == ["R381", "U101", "R387", "R385", "R384", "R390", "R190"]


@settings(max_examples=60, deadline=None)
@example("NULL")
@example("\ud800: # {x}, [y] & *z \t\n\x00")
@given(words=st.text(max_size=40))
def test_any_words_are_kept_and_load(words: str) -> None:
    printed = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
    wish = replace(LIME, title_zh=words, title_en="A " + words, product_zh=words or "x", product_en=words)
    text = scaffold(wish)
    data = plain(text)
    assert data["title"]["zh"] == (printed or "待补充：规则标题")
    assert data["title"]["en"] == ("A " + printed).strip()
    assert all(severity is not Severity.ERROR for _, severity in findings(text))
