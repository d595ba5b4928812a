"""zuji rules test: chosen cases, coverage, JUnit, cases made from a run."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from lca.content import content

BATTERY = content("rules") / "cn" / "battery-lfp.yaml"
EXAMPLE = content("datasets") / "examples" / "lfp-battery" / "inventory.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The battery rule in a folder of its own, with its example beside it."""
    examples = tmp_path / "datasets" / "examples" / "lfp-battery"
    examples.mkdir(parents=True)
    shutil.copy(EXAMPLE, examples)
    rule = tmp_path / "rules" / "cn" / "battery.yaml"
    rule.parent.mkdir(parents=True)
    shutil.copy(BATTERY, rule)
    return rule


@pytest.fixture
def little(copy: Path) -> Path:
    """The battery rule with the first of its tests only."""
    head, tests = copy.read_text(encoding="utf-8").split("\ntests:\n")
    first = tests.split("  - name:")[1]
    copy.write_text(f"{head}\ntests:\n  - name:{first}", encoding="utf-8")
    return copy


def test_tests_are_chosen_by_their_names(zuji) -> None:
    done = zuji("rules", "test", "--select", "HYDRO", "--format", "json")
    suites = json.loads(done.out)
    assert [suite["id"] for suite in suites] == ["cn.aluminium.primary", "cn.battery.lfp", "cn.steel.bf-bof"]
    for suite in suites:
        assert [("hydro" in case["name"], case["passed"]) for case in suite["cases"]] == [(True, True)] * 3
    done = zuji("rules", "test", "--select", "hidro")
    assert done.code == 2
    assert "R351" in done.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_coverage_says_what_no_test_exercises(zuji, little, language) -> None:
    done = zuji("rules", "test", little, "--coverage", "--lang", language)
    assert done.code == 0
    assert ("Coverage by the tests" if language == "en" else "测试覆盖率") in done.out
    assert "activity_data.electricity_supply" in done.out
    assert max(map(cell_len, done.out.splitlines()[1:])) <= 80


def test_coverage_below_what_is_demanded_fails(zuji, little) -> None:
    assert zuji("rules", "test", BATTERY, "--min-coverage", "100").code == 0
    assert zuji("rules", "test", little, "--min-coverage", "10").code == 0
    done = zuji("rules", "test", little, "--min-coverage", "99.5")
    assert done.code == 1
    assert "99.5 %" in done.err
    assert zuji("rules", "test", BATTERY, "--min-coverage", "101").code == 2


def test_json_holds_every_point(zuji) -> None:
    words = ("rules", "test", BATTERY, "--coverage", "--format", "json")
    first, second = zuji(*words).out, zuji(*words).out
    assert first == second
    coverage = json.loads(first)[0]["coverage"]
    assert len(coverage["points"]) == coverage["count"] == sum(kind["count"] for kind in coverage["kinds"])
    hit = [point for point in coverage["points"] if point["cases"]]
    assert len(hit) == coverage["covered"]
    assert all(point["location"]["line"] for point in coverage["points"])


def test_junit_to_standard_output_and_to_a_file(zuji, tmp_path) -> None:
    file = tmp_path / "junit.xml"
    done = zuji("rules", "test", "--format", "junit", "--junit", file)
    assert done.code == 0
    for text in (done.out, file.read_text(encoding="utf-8")):
        root = ElementTree.fromstring(text.encode())
        assert root.get("failures") == root.get("errors") == "0"
        assert {"cn.aluminium.primary", "cn.battery.lfp"} <= {s.get("name") for s in root}


def test_a_rule_that_is_wrong_does_not_hide_the_others(zuji, copy) -> None:
    (copy.parent / "wrong.yaml").write_text("zuji: 1\nid: x\n", encoding="utf-8")
    done = zuji("rules", "test", copy.parent)
    assert done.code == 2
    assert "Y111" in done.out
    assert " 0 failed" in done.err
    assert "passed" in done.out


def test_a_case_is_printed_and_nothing_is_written(zuji, copy) -> None:
    before = copy.read_bytes()
    done = zuji("rules", "test", "cn.battery.lfp", "--scaffold", EXAMPLE, "--name", "mine", "--margin", "1 %")
    assert done.code == 0
    assert done.out.startswith("  - name: mine\n")
    assert "± 1 %" in done.out
    assert copy.read_bytes() == before


def test_a_case_is_written_and_passes(zuji, copy) -> None:
    before = copy.read_bytes()
    example = copy.parents[2] / "datasets" / "examples" / "lfp-battery" / "inventory.yaml"
    done = zuji("rules", "test", copy, "--scaffold", example, "--name", "mine", "--write")
    assert (done.code, done.out) == (0, "")
    assert "mine" in done.err
    assert copy.read_bytes().startswith(before.rstrip())
    again = zuji("rules", "test", copy, "--select", "mine")
    assert again.code == 0
    assert "passed" in again.out
    assert zuji("rules", "lint", copy).code == 0
    twice = zuji("rules", "test", copy, "--scaffold", example, "--name", "mine", "--write")
    assert twice.code == 2
    assert "R354" in twice.err


def test_options_of_a_scaffold_alone_are_refused(zuji) -> None:
    done = zuji("rules", "test", "--write", "--name", "x")
    assert done.code == 2
    assert done.err.count("R357") == 2
    done = zuji("rules", "test", "--scaffold", EXAMPLE)
    assert done.code == 2
    assert "R356" in done.err


def test_general_rules_in_a_folder_are_passed_over(zuji, copy) -> None:
    frame = (
        "zuji: 1\nid: test.general\nversion: 1.0.0\nlevel: general\ntitle: {zh: 通则, en: a}\nstatus: draft\n"
    )
    general = copy.with_name("general.yaml")
    general.write_text(frame, encoding="utf-8")
    (suite,) = json.loads(zuji("rules", "test", copy.parent, "--format", "json").out)
    assert suite["id"] == "cn.battery.lfp"
    alone = zuji("rules", "test", general)
    assert alone.code == 0
    assert "general.yaml" in alone.err
