"""Tests that rules carry whose footprints come from a background database; compared, drawn and written."""

import json
from datetime import date

import pytest
from background_case import from_db, textbook
from small_case import RULE, Case

from lca.errors import InputError
from lca.factors.database import FactorDatabase
from lca.report.document.example import example
from lca.rule_diff import diff_rules
from lca.rule_tests import run_tests
from lca.rule_tests.coverage import rule_coverage
from lca.rule_tests.running import run_case, run_cases
from lca.rule_tests.scaffold import scaffold
from lca.rule_tests.suite import run_suite
from lca.rules.load import load_rule

EXPECT = {"total": "0.6 kg ± 0.01 %"}


def written(folder, amount="5 kWh", version="1.0.0", expect=EXPECT):
    """A rule in a file whose one test takes 5 kWh of the textbook: 5 x 0.12 kg."""
    process = {
        "stage": "production",
        "output": {"product": "product", "amount": "1 kg"},
        "inputs": [{"of": "power", "amount": amount}],
    }
    test = {
        "name": "by hand",
        "footprints": {"power": from_db("power")},
        "expect": expect,
        "source": "by hand",
    }
    rule = {**RULE, "version": version, "processes": {"making": process}, "tests": [test]}
    file = folder / f"rule-{version}.yaml"
    file.write_text(json.dumps(rule, ensure_ascii=False, indent=1), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def book():
    return textbook().opened()


@pytest.fixture(scope="module")
def factors():
    return FactorDatabase.open()


def test_a_case_takes_its_numbers_from_the_database(tmp_path, book, factors):
    (result,) = run_tests(load_rule(written(tmp_path)), factors=factors, backgrounds=[book])
    assert result.passed
    run = run_case(load_rule(written(tmp_path)), 0, factors=factors, backgrounds=book)
    assert run.footprint.total.value == pytest.approx(0.6)


def test_without_the_database_the_case_fails_with_the_reason(tmp_path, factors):
    (result,) = run_tests(load_rule(written(tmp_path)), factors=factors)
    assert not result.passed
    assert [one.code for one in result.refused] == ["B701"]


def test_a_case_may_expect_the_refusal(tmp_path, factors):
    rule = load_rule(written(tmp_path, expect={"findings": ["B701"]}))
    assert run_tests(rule, factors=factors)[0].passed


def test_a_database_is_solved_once_for_all_cases(tmp_path, book, factors, monkeypatch):
    from lca.background import solving

    calls = []
    solve = solving.intensities
    monkeypatch.setattr(solving, "intensities", lambda *given: calls.append(1) or solve(*given))
    rule = json.loads(written(tmp_path).read_text())
    rule["tests"] = [{**rule["tests"][0], "name": f"case {n}"} for n in range(3)]
    runs = run_cases(load_rule(json.dumps(rule).encode(), "rule.yaml"), factors=factors, backgrounds=[book])
    assert [run.result.passed for run in runs] == [True] * 3
    assert len(calls) == 1


def test_a_database_that_is_none_is_refused_before_any_case(tmp_path, factors):
    with pytest.raises(InputError):
        run_tests(load_rule(written(tmp_path)), factors=factors, backgrounds=[tmp_path / "nowhere"])


def test_suites_and_coverage(tmp_path, book, factors):
    suite = run_suite(written(tmp_path), factors=factors, coverage=True, backgrounds=[book])
    alone = run_suite(written(tmp_path), factors=factors, coverage=True)
    assert (suite.failed, alone.failed) == (0, 1)
    assert suite.coverage.share > alone.coverage.share
    again = rule_coverage(load_rule(written(tmp_path)), factors=factors, backgrounds=[book])
    assert again.share == suite.coverage.share


def test_a_case_is_made_from_a_run_with_the_database(tmp_path, book, factors):
    file = written(tmp_path)
    inventory = tmp_path / "inventory.yaml"
    data = Case(inventory={"footprints": {"power": from_db("power")}}).inventory
    inventory.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    rule = json.loads(file.read_text())
    del rule["tests"]
    plain = tmp_path / "plain.yaml"
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in rule.items()]
    plain.write_text("".join(lines), encoding="utf-8")
    made = scaffold(load_rule(plain), inventory, date(2024, 1, 1), factors=factors, backgrounds=[book])
    assert "total: 600.0 g ± 0.1 %" in made.text


def test_a_comparison_moves_what_the_database_gives(tmp_path, book, factors):
    """From 5 to 6 kWh: 0.12 kg more."""
    old, new = written(tmp_path), written(tmp_path, "6 kWh", "2.0.0")
    (effect,) = diff_rules(old, new, factors=factors, backgrounds=[book]).effects
    assert (effect.old.total, effect.new.total) == pytest.approx((0.6, 0.72))
    assert effect.difference.total == pytest.approx(0.12)


def test_a_document_shows_the_case_as_its_example(tmp_path, book, factors):
    shown = example(load_rule(written(tmp_path)), factors, backgrounds=[book])
    assert shown.footprint.total.value == pytest.approx(0.6)
    assert [one.code for one in example(load_rule(written(tmp_path)), factors).reasons] == ["B701"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("db") / "db"
    textbook().stored(place)
    return place


@pytest.fixture
def command(capsys):
    """The command inside this process: exit code and both outputs."""
    from lca.cli.main import run

    def call(*words):
        code = run([str(word) for word in words])
        return code, *capsys.readouterr()

    return call


def test_the_command_takes_databases(tmp_path, folder, command):
    file = written(tmp_path)
    assert command("rules", "test", file)[0] == 1
    assert command("rules", "test", file, "--background", folder)[0] == 0
    code, _, err = command("rules", "test", file, "--background", tmp_path / "nowhere")
    assert code == 2
    assert "Traceback" not in err


def test_so_do_diff_and_render(tmp_path, folder, command):
    old, new = written(tmp_path), written(tmp_path, "6 kWh", "2.0.0")
    code, out, _ = command("rules", "diff", old, new, "--background", folder, "--format", "json")
    (moved,) = json.loads(out)["reference_products"]
    assert code == 0
    assert moved["difference"]["total"] == pytest.approx(0.12)
    code, out, _ = command("rules", "render", old, "--background", folder, "--lang", "en")
    assert code == 0
    assert "0.6" in out
