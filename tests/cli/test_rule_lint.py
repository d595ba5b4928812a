"""zuji rules lint: formats, choice of codes, strictness, mending, explaining."""

import json

import pytest
from rich.cells import cell_len

from lca.content import content
from lca.rules.linting.examples import examples

RIGHT = examples()["R119"].right
REVERSED = RIGHT.replace(b"[1.5, 3]", b"[3, 1.5]")
WARNED = examples()["R301"].wrong
NOTED = examples()["R302"].wrong


@pytest.fixture
def rule(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(raw: bytes, name: str = "rule.yaml"):
        (tmp_path / name).write_bytes(raw)
        return tmp_path / name

    return write


@pytest.mark.parametrize(
    ("raw", "strict", "code"),
    [
        (RIGHT, False, 0),
        (RIGHT, True, 0),
        (NOTED, True, 0),
        (WARNED, False, 0),
        (WARNED, True, 1),
        (REVERSED, False, 2),
        (REVERSED, True, 2),
    ],
)
def test_exit_codes(zuji, rule, raw, strict, code) -> None:
    assert zuji("rules", "lint", rule(raw), *(["--strict"] if strict else [])).code == code


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_shows_the_line_with_a_caret(zuji, rule, language) -> None:
    done = zuji("rules", "lint", rule(REVERSED), "--lang", language)
    assert "rule.yaml:28:" in done.out
    assert "[3, 1.5]" in done.out
    assert "^" in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert ("assumed from ISO 14067" if language == "en" else "推定") in done.err


def test_json_holds_words_and_what_they_rest_on(zuji, rule) -> None:
    (finding,) = json.loads(zuji("rules", "lint", rule(REVERSED), "--format", "json").out)
    assert finding["code"] == "R119"
    assert finding["location"]["line"] == 28
    assert finding["message"].startswith("the interval is reversed")
    assert finding["remedy"]
    assert finding["clause"].startswith("GB/T 24067-2024 6.4.2*")


def test_sarif_into_a_file(zuji, rule, tmp_path) -> None:
    done = zuji("rules", "lint", rule(REVERSED), "--format", "sarif", "--out", tmp_path / "log.sarif")
    assert done.code == 2
    assert done.out == ""
    log = json.loads((tmp_path / "log.sarif").read_text(encoding="utf-8"))
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (result["ruleId"], place["artifactLocation"]["uri"]) == ("R119", "rule.yaml")


def test_github_annotations(zuji, rule) -> None:
    done = zuji("rules", "lint", rule(REVERSED), "--format", "github")
    assert done.out.startswith("::error file=rule.yaml,line=28,col=")


def test_select_and_ignore(zuji, rule) -> None:
    both = rule(REVERSED.replace(b"source: molar masses", b"source: TODO"))

    def codes(*options: str) -> list[str]:
        found = json.loads(zuji("rules", "lint", both, "--format", "json", *options).out)
        return [finding["code"] for finding in found]

    assert codes() == ["R311", "R119"]
    assert codes("--select", "R119") == ["R119"]
    assert codes("--select", "r3,E") == ["R311"]
    assert codes("--ignore", "R1", "--ignore", "Y") == ["R311"]
    assert codes("--select", "R", "--ignore", "R311,R119") == []
    assert zuji("rules", "lint", both, "--ignore", "R119").code == 0


def test_a_code_that_is_none(zuji, rule) -> None:
    done = zuji("rules", "lint", rule(RIGHT), "--select", "R999,E", "--lang", "zh")
    assert done.code == 2
    assert "R340" in done.err
    assert "R999" in done.err


def test_fix_writes_and_diff_only_shows(zuji, rule) -> None:
    file = rule(REVERSED)
    shown = zuji("rules", "lint", file, "--diff")
    assert shown.code == 2
    assert "-  ore: {unit: t, per: t, range: [3, 1.5]" in shown.out
    assert "+  ore: {unit: t, per: t, range: [1.5, 3]" in shown.out
    assert file.read_bytes() == REVERSED
    done = zuji("rules", "lint", file, "--fix")
    assert done.code == 0
    assert file.read_bytes() == RIGHT
    assert "R119" in done.err
    assert zuji("rules", "lint", file, "--fix").err.count("\n") == 1


def test_fix_keeps_to_the_codes_that_are_asked_for(zuji, rule) -> None:
    file = rule(REVERSED)
    assert zuji("rules", "lint", file, "--fix", "--ignore", "R119").code == 0
    assert file.read_bytes() == REVERSED


def test_fix_reports_what_it_cannot_mend(zuji, rule) -> None:
    done = zuji("rules", "lint", rule(REVERSED.replace(b"coke * 0.9", b"coek * 0.9")), "--fix")
    assert done.code == 2
    assert "E201" in done.out
    assert "R119" not in done.out


def test_a_file_that_cannot_be_read_is_a_finding(zuji, rule) -> None:
    done = zuji("rules", "lint", rule("标题: 铝".encode("gbk")), "--fix")
    assert done.code == 2
    assert "Y101" in done.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_check_is_explained(zuji, language) -> None:
    done = zuji("rules", "lint", "--explain", "r304", "--lang", language)
    assert done.code == 0
    assert "R304" in done.out
    assert "GB/T 24067-2024 6.4.6*" in done.out
    assert "price: -3 CNY" in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80


def test_no_check_of_that_name(zuji) -> None:
    done = zuji("rules", "lint", "--explain", "R141x")
    assert done.code == 2
    assert "R141" in done.err


def test_the_day_of_validity(zuji, rule) -> None:
    file = rule(examples()["R324"].wrong)
    assert "R324" in zuji("rules", "lint", file, "--as-of", "2025-06-01").out
    assert zuji("rules", "lint", file, "--as-of", "2024-06-01").out == ""
    assert zuji("rules", "lint", file, "--as-of", "soon").code == 2


def test_jobs_change_nothing(zuji, rule, tmp_path) -> None:
    for number in range(4):
        rule(REVERSED if number % 2 else WARNED, f"rule-{number}.yaml")
    one = zuji("rules", "lint", tmp_path, "--jobs", "1")
    two = zuji("rules", "lint", tmp_path, "--jobs", "2")
    assert (one.code, one.out, one.err) == (two.code, two.out, two.err)


def test_the_shipped_rules_have_no_error_and_few_warnings(zuji) -> None:
    done = zuji("rules", "lint", content("rules"), "--format", "json")
    assert done.code == 0
    warnings = [f for f in json.loads(done.out) if f["severity"] == "warning"]
    assert {f["code"] for f in warnings} <= {"R315"}
