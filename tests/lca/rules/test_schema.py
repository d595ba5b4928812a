import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import lca.rules
from lca.documents import read_document
from lca.rules.registry import shipped_rules
from lca.rules.schema.rule import LANGUAGE_VERSION, SCHEMA_ID, rule_schema
from lca.rules.stages import STAGES, stage_label

COMMITTED = Path(lca.rules.__file__).with_name("rule.schema.json")
METAL = Path(__file__).with_name("metal.yaml")


def plain(value: Any) -> Any:
    """As JSON has it: dates are texts."""
    return json.loads(json.dumps(value, default=lambda item: item.isoformat()))


def test_the_committed_schema_is_up_to_date() -> None:
    """rules/README.md says how to write it anew."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == plain(rule_schema())


def test_it_is_a_schema_with_a_name_and_a_version() -> None:
    schema = rule_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["$id"], schema["version"]) == (SCHEMA_ID, LANGUAGE_VERSION)


@pytest.mark.parametrize("path", [METAL, *(entry.path for entry in shipped_rules())], ids=lambda p: p.stem)
def test_rules_fit_the_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(rule_schema()).validate(plain(read_document(path).data))


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("cut_off", "basis", "price"),
        ("unit", "extra", 1),
        ("end_of_life", "method", None),
        ("product", "name", "x"),
    ],
)
def test_what_does_not_fit(section: str, key: str, value: object) -> None:
    data = plain(read_document(METAL).data)
    data[section][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(rule_schema()).validate(data)


def test_every_field_is_described_in_both_languages() -> None:
    schema = rule_schema()
    ours = {name: d for name, d in schema["$defs"].items() if not name.endswith("Spec") and name != "Names"}
    for name, definition in {**ours, "RuleModel": schema}.items():
        for field, entry in definition.get("properties", {}).items():
            assert entry.get("description"), (name, field)
            assert entry.get("description_zh"), (name, field)


def test_dates_are_dates() -> None:
    assert plain({"from": datetime.date(2025, 5, 1)}) == {"from": "2025-05-01"}


def test_stages_have_names_in_both_languages() -> None:
    assert len(STAGES) == 5
    assert [stage_label(stage, "en") for stage in STAGES][1] == "Production"
    assert stage_label("raw_material_acquisition", "zh") == "原材料获取"
