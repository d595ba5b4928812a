"""SARIF 2.1.0 and workflow commands, held against what their specifications ask for."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from lca.errors import Finding, Location, Severity
from lca.i18n import LANGUAGES
from lca.rules.linting.annotations import workflow_commands
from lca.rules.linting.catalogue import checks
from lca.rules.linting.sarif import count, sarif

TEXT = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}},
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
# The part of the format that we write, from the property tables of the specification (sections 3.13 to 3.52);
# no key beyond those tables may stand there.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"$ref": "#/$defs/rule"},
                                    },
                                },
                            }
                        },
                    },
                    "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "rule": {
            "type": "object",
            "additionalProperties": False,
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "shortDescription": TEXT,
                "fullDescription": TEXT,
                "help": TEXT,
                "defaultConfiguration": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"level": LEVEL},
                },
                "properties": {
                    "type": "object",
                    "properties": {
                        "tags": {"type": "array", "uniqueItems": True, "items": {"type": "string"}}
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "additionalProperties": False,
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": TEXT,
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "uri": {"type": "string", "format": "uri-reference"},
                                "uriBaseId": {"type": "string"},
                            },
                        },
                        "region": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                },
                "logicalLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"fullyQualifiedName": {"type": "string"}},
                    },
                },
            },
        },
    },
}
FINDINGS = (
    Finding(
        "R114",
        {"process": "a, b: 50 %"},
        Location("rules/规则 1.yaml", 3, 5, "processes.a"),
        Severity.WARNING,
    ),
    Finding("Y100", {"reason": "gone\nfor good"}, Location("rules/none.yaml")),
    Finding("R162", {"of": "x"}, Location("rules/a.yaml", 1), Severity.INFO),
    Finding("V301", {"reason": "full"}, Location("rules/a.yaml", 2, 1), Severity.BLOCKING),
    Finding("R153"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_has_the_form_of_sarif(language, tmp_path) -> None:
    log = sarif(FINDINGS, "1.2.3", language, tmp_path)
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    json.dumps(log, allow_nan=False)


def test_every_result_points_at_its_rule() -> None:
    (run,) = sarif(FINDINGS, "1.2.3")["runs"]
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids)) == len(checks()) + 1
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert all(rule["help"]["text"] for rule in rules if rule["id"] in checks())
    assert ids[-1] == "V301"


def test_levels() -> None:
    (run,) = sarif(FINDINGS, "1.2.3")["runs"]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "note", "error", "error"]
    assert count(FINDINGS) == (3, 1, 1)


def test_files_are_named_by_their_way_from_the_root(tmp_path) -> None:
    inside = Finding("R153", {}, Location(str(tmp_path / "a b" / "规.yaml"), 2, 3))
    outside = Finding("R153", {}, Location(str(tmp_path.parent / "x.yaml"), 2, 3))
    (run,) = sarif([inside, outside], "1", root=tmp_path)["runs"]
    first, second = (r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"])
    assert first == {"uri": "a%20b/%E8%A7%84.yaml", "uriBaseId": "SRCROOT"}
    assert second == {"uri": (tmp_path.parent / "x.yaml").as_uri()}


def test_a_place_without_column_or_file() -> None:
    (run,) = sarif(FINDINGS, "1")["runs"]
    places = [result["locations"] for result in run["results"]]
    assert places[4] == []
    assert "region" not in places[1][0]["physicalLocation"]
    assert places[2][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_workflow_commands_escape_what_would_end_them() -> None:
    lines = workflow_commands(FINDINGS, "en").splitlines()
    assert len(lines) == len(FINDINGS)
    assert lines[0].startswith(
        "::warning file=rules/规则 1.yaml,line=3,col=5,title=R114 unreachable process::"
    )
    assert "'a, b: 50 %25'" in lines[0]
    assert "gone%0Afor good%0A" in lines[1]
    assert re.match(r"::error file=rules/none\.yaml,title=Y100 [^,:]*::", lines[1])
    assert lines[2].startswith("::notice file=rules/a.yaml,line=1,title=")
    assert lines[3].startswith("::error file=rules/a.yaml,line=2,col=1,title=V301::")
    assert lines[4].startswith("::error title=R153 ")


def test_properties_of_a_command_escape_their_signs() -> None:
    finding = Finding("R153", {}, Location("a,b:c%d.yaml", 1, 1))
    assert "file=a%2Cb%3Ac%25d.yaml,line=1" in workflow_commands([finding], root=Path())
