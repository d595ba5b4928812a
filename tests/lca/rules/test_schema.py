"""The JSON Schema of rule files: what fits, what does not, and what an editor is told."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

import lca.rules
from lca.documents import read_document
from lca.rules.registry import shipped_rules
from lca.rules.schema.editor import rule_schema, schema_text
from lca.rules.schema.rule import LANGUAGE_VERSION, SCHEMA_ID, Frame
from lca.rules.stages import STAGES, stage_label

COMMITTED = Path(lca.rules.__file__).with_name("rule.schema.json")
METAL = Path(__file__).with_name("metal.yaml")
SPOILT = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("spoilt.yaml").read_text(encoding="utf-8")
)["errors"]
OF_A_SINGLE_PART = ("Y110", "Y111", "Y120", "Y121", "Y124", "Y125", "Y126", "Y127", "Y132", "Y133", "Y134")
REFERENCE = Path(__file__).resolve().parents[2] / "reference"
FITS = jsonschema.Draft202012Validator(rule_schema())


def plain(value: Any) -> Any:
    """As JSON has it: dates are texts."""
    return json.loads(json.dumps(value, default=lambda item: item.isoformat()))


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, with the way to it; the names of properties are no schemas."""
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from parts(item, f"{path}/{index}")
    if not isinstance(schema, dict):
        return
    yield path, schema
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "$defs"):
            for name, item in value.items():
                yield from parts(item, f"{path}/{key}/{name}")
        elif key not in ("required", "enum", "const", "default"):
            yield from parts(value, f"{path}/{key}")


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every object, but those that only say when others are needed."""
    for path, part in parts(schema):
        if "/if" not in path:
            for name, entry in part.get("properties", {}).items():
                yield f"{path}/properties/{name}", entry


def test_the_committed_schema_is_up_to_date() -> None:
    """rules/README.md says how to write it anew."""
    assert COMMITTED.read_text(encoding="utf-8") == schema_text()


def test_it_is_a_schema_with_a_name_and_a_version() -> None:
    schema = rule_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["$id"], schema["version"]) == (SCHEMA_ID, LANGUAGE_VERSION)


@pytest.mark.parametrize(
    "path",
    [
        METAL,
        *(REFERENCE / name for name in ("bucket.yaml", "everything.yaml")),
        *(entry.path for entry in shipped_rules()),
    ],
    ids=lambda p: p.stem,
)
def test_rules_fit_the_schema(path: Path) -> None:
    FITS.validate(plain(read_document(path).data))


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("cut_off", "basis", "price"),
        ("unit", "extra", 1),
        ("unit", "service_life", None),
        ("end_of_life", "method", None),
        ("product", "name", "x"),
        ("product", "name", {}),
        ("activity_data", "Coal", {"unit": "t"}),
        ("activity_data", "coal", {"unit": "t", "options": ["a"]}),
        ("activity_data", "coal", {}),
        ("parameters", "k", {"value": 1, "distribution": {"type": "cauchy"}}),
    ],
)
def test_what_does_not_fit(section: str, key: str, value: object) -> None:
    data = plain(read_document(METAL).data)
    data[section][key] = value
    assert not FITS.is_valid(data)


@pytest.mark.parametrize(
    "case", [case for case in SPOILT if case["code"] in OF_A_SINGLE_PART], ids=lambda case: case["case"]
)
def test_the_schema_refuses_what_reading_refuses(case: dict[str, str]) -> None:
    text = METAL.read_text(encoding="utf-8").replace(case["old"], case["new"], 1)
    assert not FITS.is_valid(plain(read_document(text.encode()).data))


@pytest.mark.parametrize("section", ["product", "unit", "boundary", "cut_off", "processes"])
def test_what_a_rule_above_may_give_is_needed_only_without_one(section: str) -> None:
    data = plain(read_document(METAL).data)
    del data[section]
    assert not FITS.is_valid(data)
    assert FITS.is_valid(data | {"extends": "test.sector"})
    assert FITS.is_valid(data | {"level": "sector"})
    assert not FITS.is_valid(data | {"level": "product"})


def test_every_property_has_a_title_and_a_description_in_both_languages() -> None:
    told = ("title", "title_zh", "description", "description_zh", "markdownDescription")
    found = dict(properties(rule_schema()))
    assert len(found) > len(Frame.model_fields)
    assert [(path, key) for path, entry in found.items() for key in told if not entry.get(key)] == []
    for entry in found.values():
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in entry["title"])
        assert entry["title"] in entry["markdownDescription"]
        assert entry["title_zh"] in entry["markdownDescription"]


def test_one_language_stands_alone() -> None:
    chinese, english = dict(properties(rule_schema("zh"))), dict(properties(rule_schema("en")))
    both = dict(properties(rule_schema()))
    assert chinese.keys() == english.keys() == both.keys()
    for path, entry in both.items():
        assert (chinese[path]["title"], english[path]["title"]) == (entry["title_zh"], entry["title"])
        assert chinese[path]["description"] == entry["description_zh"]
        assert "title_zh" not in chinese[path]
        assert "markdownDescription" not in english[path]


def test_every_choice_is_explained() -> None:
    found = [part for path, part in parts(rule_schema()) if "enum" in part and "/if" not in path]
    assert found
    for part in found:
        assert len(part["enumDescriptions"]) == len(part["enum"])
        assert all(" / " in words for words in part["enumDescriptions"])
    stages = next(
        part for path, part in parts(rule_schema("zh")) if path.endswith("Process/properties/stage")
    )
    assert dict(zip(stages["enum"], stages["enumDescriptions"], strict=True))["use"] == "使用"


def test_editors_can_use_it() -> None:
    """No alternatives that exclude each other, no empty values, nothing beside a reference."""
    schema = rule_schema()
    for path, part in parts(schema):
        assert "oneOf" not in part, path
        assert part.get("type") != "null", path
        assert part.get("default", 0) is not None, path
        assert "$ref" not in part or len(part) == 1, path
        if "$ref" in part:
            assert part["$ref"].rpartition("/")[2] in schema["$defs"], path
    named = {part["$ref"].rpartition("/")[2] for _, part in parts(schema) if "$ref" in part}
    assert named == schema["$defs"].keys()


def test_alternatives_have_titles() -> None:
    schema = rule_schema()
    (activity,) = schema["properties"]["activity_data"]["patternProperties"].values()
    held = [schema["$defs"][one["$ref"].rpartition("/")[2]]["title_zh"] for one in activity["anyOf"]]
    assert held == ["数值", "选项", "电力来源", "表"]


def test_dates_are_dates() -> None:
    assert plain({"from": datetime.date(2025, 5, 1)}) == {"from": "2025-05-01"}


def test_stages_have_names_in_both_languages() -> None:
    assert len(STAGES) == 5
    assert [stage_label(stage, "en") for stage in STAGES][1] == "Production"
    assert stage_label("raw_material_acquisition", "zh") == "原材料获取"
