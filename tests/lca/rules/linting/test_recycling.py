"""Recycled content and end of life: each thing that can be wrong with a material, beside a rule in order."""

import copy
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from recycling_case import MATERIAL, rule_of

from lca.errors import Finding, Severity
from lca.i18n import LANGUAGES, catalogue
from lca.rules.load import lint
from lca.rules.schema.words import Method

BUCKET = Path(__file__).resolve().parents[3] / "reference" / "bucket.yaml"
OWN = re.compile(r"R(24|25)\d")
GATE = {
    "type": "cradle_to_gate",
    "stages": {
        stage: "included"
        if stage in ("raw_material_acquisition", "production")
        else {"excluded": {"clause": "1"}}
        for stage in ("raw_material_acquisition", "production", "distribution", "use", "end_of_life")
    },
}
NEEDS: dict[Method, set[str]] = {
    "cut_off": {"virgin", "recycled", "recycled_content", "recycling_rate", "disposal"},
    "closed_loop": {"virgin", "recycling", "recycling_rate", "disposal"},
    "open_loop": {"virgin", "recycling", "recycling_rate", "disposal", "allocation"},
    "cff": {
        "virgin",
        "recycled",
        "recycled_content",
        "recycling",
        "recycling_rate",
        "disposal",
        "allocation",
        "quality_in",
        "quality_out",
    },
    "net_scrap": {"virgin", "recycled", "recycled_content", "recycling", "recycling_rate"},
}
ENERGY = {"heating_value", "heat_efficiency", "heat", "electricity_efficiency", "electricity", "allocation"}


def found(rule: Mapping[str, Any]) -> Sequence[Finding]:
    """Findings about recycling, and errors of any kind."""
    findings = lint(json.dumps(rule, ensure_ascii=False).encode(), "rule.yaml")
    return [f for f in findings if OWN.fullmatch(f.code) or f.severity is Severity.ERROR]


def without(*keys: str) -> dict[str, Any]:
    """The material of the case without some keys."""
    material = copy.deepcopy(MATERIAL)
    for key in keys:
        *inside, last = key.split(".")
        (material[inside[0]] if inside else material).pop(last)
    return material


def told(findings: Sequence[Finding]) -> list[tuple[str, Any]]:
    return [(finding.code, finding.params.get("key")) for finding in findings]


def test_the_case_and_the_example_are_in_order() -> None:
    assert found(rule_of("cff")) == []
    assert [f.code for f in lint(BUCKET) if OWN.fullmatch(f.code) or f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("method", NEEDS)
def test_a_method_names_the_keys_that_it_needs(method: Method) -> None:
    """With all keys there is no error; without any optional one, each that the method needs is named."""
    everything = [f for f in found(rule_of(method)) if f.severity is Severity.ERROR]
    assert everything == []
    bare = found(rule_of(method, {"amount": "mass"}))
    assert {key for _, key in told(bare)} == NEEDS[method]
    assert {(f.code, f.severity, f.location.path) for f in bare} == {
        ("R240", Severity.ERROR, "end_of_life.materials.stuff")
    }


@pytest.mark.parametrize("method", NEEDS)
def test_a_method_warns_of_the_keys_that_it_does_not_use(method: Method) -> None:
    optional = {"recovery", "disposal", "replaced"}
    unused = {key for key in MATERIAL if key not in NEEDS[method] | optional | {"amount", "label"}}
    unused |= {"replaced"} if method == "cut_off" else set()
    unused |= set() if method == "cff" else {f"recovery.{key}" for key in ENERGY}
    findings = found(rule_of(method))
    assert {key for _, key in told(findings)} == unused
    assert {(f.code, f.severity) for f in findings} <= {("R250", Severity.WARNING)}


def test_beyond_the_gate_cut_off_uses_nothing_and_warns() -> None:
    findings = found(rule_of("cut_off", boundary=GATE))
    given = set(MATERIAL) - {"amount", "label", "virgin", "recycled", "recycled_content"}
    assert {key for _, key in told(findings)} == given
    assert found(rule_of("cut_off", without(*given), boundary=GATE)) == []


@pytest.mark.parametrize("method", ["closed_loop", "open_loop", "cff", "net_scrap"])
def test_a_method_with_terms_beyond_the_boundary(method: Method) -> None:
    errors = [f for f in found(rule_of(method, boundary=GATE)) if f.severity is Severity.ERROR]
    assert [(f.code, f.location.path, f.params["stage"]) for f in errors] == [
        ("R241", "end_of_life.method", "end_of_life")
    ]


def test_net_scrap_from_cradle_to_gate_includes_the_scrap_cycle() -> None:
    """The scrap option's boundary: cradle to gate with the end of life for scrap; no other method's."""
    gate = {**GATE, "stages": {**GATE["stages"], "end_of_life": "included"}}
    codes = [
        [f.code for f in lint(json.dumps(rule_of(m, boundary=gate)).encode())] for m in ("net_scrap", "cff")
    ]
    assert ["R154" in one for one in codes] == [False, True]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"amount": "mass / 1 kg"}, "R242", "amount"),
        ({"recycling_rate": "mass"}, "R242", "recycling_rate"),
        ({"quality_out": "lhv"}, "R242", "quality_out"),
        ({"recovery.heating_value": "40 MJ"}, "R242", "recovery.heating_value"),
        ({"recycled_content": "101 %"}, "R243", "recycled_content"),
        ({"recovery.allocation": "-0.1"}, "R243", "recovery.allocation"),
        ({"quality_in": "0"}, "R244", "quality_in"),
        ({"amount": "-1 kg"}, "R244", "amount"),
        ({"recovery.heating_value": "0 MJ/kg"}, "R244", "recovery.heating_value"),
        ({"recycling_rate": "80 %", "recovery.rate": "30 %"}, "R245", "recovery.rate"),
        ({"recovery.heat_efficiency": "0.6", "recovery.electricity_efficiency": "0.5"}, "R245", None),
        ({"process": "melting"}, "R247", "process"),
        ({"allocation": "1"}, "R251", "allocation"),
        ({"allocation": "0.1"}, "R251", "allocation"),
        ({"quality_out": "1.1"}, "R252", "quality_out"),
    ],
)
def test_numbers_that_cannot_be(changes: dict[str, str], code: str, path: str | None) -> None:
    material = copy.deepcopy(MATERIAL)
    for key, value in changes.items():
        *inside, last = key.split(".")
        (material[inside[0]] if inside else material)[last] = value
    (finding,) = found(rule_of("cff", material))
    assert finding.code == code
    assert finding.location.path == f"end_of_life.materials.stuff.{path or 'recovery.electricity_efficiency'}"
    assert (finding.severity is Severity.WARNING) == (code in ("R251", "R252"))
    assert all(finding.message(language) and finding.remedy(language) for language in LANGUAGES)


def test_a_constant_of_the_rule_is_judged_as_a_number() -> None:
    names = {"zh": "系数", "en": "factor"}
    constants = {"share_of_a": {"value": "1.5", "source": "invented", "label": names}}
    (finding,) = found(rule_of("cff", {**MATERIAL, "allocation": "share_of_a"}, parameters=constants))
    assert (finding.code, finding.params["value"]) == ("R243", "1.5")


def test_energy_recovery_that_recovers_nothing() -> None:
    keys = [f"recovery.{key}" for key in ENERGY - {"allocation"}]
    (finding,) = found(rule_of("cff", without(*keys)))
    assert (finding.code, finding.location.path) == ("R246", "end_of_life.materials.stuff.recovery")
    heat_alone = without("recovery.electricity_efficiency", "recovery.electricity")
    assert found(rule_of("cff", heat_alone)) == []


def test_half_of_a_pair_of_keys_is_missed() -> None:
    findings = found(rule_of("cff", without("recovery.heat", "recovery.heating_value")))
    assert told(findings) == [("R240", "recovery.heat"), ("R240", "recovery.heating_value")] or told(
        findings
    ) == [
        ("R240", "recovery.heating_value"),
        ("R240", "recovery.heat"),
    ]


def test_a_method_without_materials() -> None:
    rule = rule_of("open_loop")
    rule["end_of_life"] = {"method": "open_loop"}
    (finding,) = [f for f in found(rule) if f.code == "R253"]
    assert (finding.severity, finding.location.path) == (Severity.WARNING, "end_of_life.method")
    rule["end_of_life"] = {"method": "cut_off"}
    assert "R253" not in [f.code for f in found(rule)]


def test_a_material_that_the_process_makes() -> None:
    """Without virgin there is no making; that must be meant, and a method that needs it says so."""
    elsewhere = without("virgin", "recycled")
    notes = [f for f in found(rule_of("net_scrap", elsewhere)) if f.code != "R250"]
    assert [(f.code, f.severity) for f in notes] == [("R254", Severity.INFO)]
    missed = [f for f in found(rule_of("cff", elsewhere)) if f.severity is Severity.ERROR]
    assert told(missed) == [("R240", "virgin"), ("R240", "recycled")]


def test_a_line_of_the_same_name() -> None:
    rule = rule_of("cff")
    line = {"of": "stuff_virgin", "amount": "mass", "factor": {"item": "ev"}}
    rule["processes"]["making"]["inputs"] = [line]
    (finding,) = found(rule)
    assert (finding.code, finding.params["id"]) == ("R108", "stuff_virgin")


def test_a_key_that_cannot_be_read_is_said_once() -> None:
    findings = found(rule_of("cff", {**MATERIAL, "recycling_rate": "r_two"}))
    assert [f.code for f in findings] == ["E201"]


def test_data_and_choices_that_materials_use_are_used() -> None:
    rule = rule_of("cff", {**MATERIAL, "virgin": {"item": "$grade"}})
    label = {"zh": "牌号", "en": "grade"}
    rule["activity_data"]["grade"] = {"options": ["pet", "pp"], "required": True, "label": label}
    findings = lint(json.dumps(rule).encode())
    assert {"R116", "R124"}.isdisjoint(f.code for f in findings)
    empty = [f.params["stage"] for f in findings if f.code == "R112"]
    assert empty == ["distribution", "use"]


def test_a_material_without_a_name() -> None:
    findings = lint(json.dumps(rule_of("cff", without("label"))).encode())
    assert [f.location.path for f in findings if f.code == "R158"] == ["end_of_life.materials.stuff"]


def test_the_methods_of_sensitivity_cases_find_their_keys_too() -> None:
    """A key that only a case's method uses is used; one that it lacks is missed at the case."""
    case = {"other": {"label": {"zh": "其他", "en": "other"}, "end_of_life": "open_loop"}}
    quiet = without("quality_in", "quality_out", "recycled", "recycled_content")
    for key in ENERGY:
        quiet["recovery"].pop(key)
    assert found(rule_of("closed_loop", quiet, sensitivities=case)) == []
    quiet.pop("allocation")
    (finding,) = found(rule_of("closed_loop", quiet, sensitivities=case))
    assert (finding.code, finding.location.path) == ("R240", "sensitivities.other.end_of_life")
    assert finding.params["key"] == "allocation"
    gate = [f for f in found(rule_of("cut_off", boundary=GATE, sensitivities=case)) if f.code == "R241"]
    assert [f.location.path for f in gate] == ["sensitivities.other.end_of_life"]


def test_every_message_is_tried() -> None:
    """Codes of this part that no test here names would be promises without proof."""
    here = Path(__file__).read_text(encoding="utf-8")
    there = (Path(__file__).parents[2] / "system" / "test_recycling.py").read_text(encoding="utf-8")
    codes = {key for key in catalogue() if OWN.fullmatch(key)}
    assert {code for code in codes if f'"{code}"' not in here + there} == set()
