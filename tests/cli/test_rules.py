"""zuji rules on the shipped rules and on a folder of one's own."""

import json
import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from lca.content import content

ALUMINIUM = content("rules") / "cn" / "aluminium-primary.yaml"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_shipped_rules_are_listed_with_their_status(zuji, language) -> None:
    done = zuji("rules", "list", "--lang", language)
    assert done.code == 0
    assert "cn.aluminium.primary" in done.out
    assert ("illustrative" if language == "en" else "示例") in done.out


def test_the_list_is_machine_readable(zuji) -> None:
    rules = json.loads(zuji("rules", "list", "--format", "json").out)
    assert "cn.battery.lfp" in {rule["id"] for rule in rules}
    assert all(rule["path"].endswith(".yaml") for rule in rules)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_is_shown_with_what_it_asks_for(zuji, language) -> None:
    done = zuji("rules", "show", "cn.aluminium.primary", "--lang", language)
    assert done.code == 0
    assert "anode_effect_minutes" in done.out
    assert "electrolysis" in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80


def test_a_rule_is_machine_readable(zuji) -> None:
    assert (
        json.loads(zuji("rules", "show", ALUMINIUM, "--format", "json").out)["id"] == "cn.aluminium.primary"
    )


def test_an_unknown_rule_gets_candidates(zuji) -> None:
    done = zuji("rules", "show", "cn.aluminum.primary")
    assert done.code == 2
    assert "cn.aluminium.primary" in done.err


def test_the_shipped_rules_are_clean(zuji) -> None:
    done = zuji("rules", "lint")
    assert done.code == 0
    assert " 0 errors" in done.err


def test_lint_names_the_line_and_goes_on(zuji, tmp_path) -> None:
    text = ALUMINIUM.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("version: ", "verzion: ", 1), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no rule", encoding="utf-8")
    done = zuji("rules", "lint", tmp_path)
    assert done.code == 2
    assert f"{wrong}:" in done.out
    assert "version" in done.out
    assert "notes.txt" not in done.out
    findings = json.loads(zuji("rules", "lint", wrong, "--format", "json").out)
    assert {"Y110", "Y111"} <= {finding["code"] for finding in findings}


def test_a_rule_is_named_by_its_id(zuji) -> None:
    assert zuji("rules", "lint", "cn.battery.lfp").code == 0
    done = zuji("rules", "lint", "cn.batery.lfp")
    assert (done.code, "cn.battery.lfp" in done.err) == (2, True)


def test_a_place_without_rules_is_told(zuji, tmp_path) -> None:
    done = zuji("rules", "lint", tmp_path / "nowhere", tmp_path)
    assert done.code == 2
    assert done.err.count("V304") == 2


def test_the_tests_of_the_shipped_rules_pass(zuji) -> None:
    done = zuji("rules", "test")
    assert done.code == 0
    assert " 0 failed" in done.err
    assert "passed" in done.out


def test_a_failing_test_makes_exit_code_one(zuji, tmp_path) -> None:
    text = ALUMINIUM.read_text(encoding="utf-8")
    examples = Path("datasets", "examples", "primary-aluminium")
    shutil.copytree(content("datasets").parent / examples, tmp_path / examples)
    rule = tmp_path / "rules" / "cn" / "rule.yaml"
    rule.parent.mkdir(parents=True)
    wrong, count = re.subn(r"\{production: 9\.26 t", "{production: 8.26 t", text)
    assert count == 1
    rule.write_text(wrong, encoding="utf-8")
    done = zuji("rules", "test", rule)
    assert done.code == 1
    assert " 1 failed" in done.err
    assert "8.26 t" in done.out
    cases = json.loads(zuji("rules", "test", rule, "--format", "json").out)[0]["cases"]
    assert [case["checks"][0]["passed"] for case in cases].count(False) == 1
