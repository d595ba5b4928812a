"""zuji explain on a real result."""

import io
import json
import sys

import pytest
from rich.cells import cell_len

ELECTRICITY = "production.electrolysis.electricity"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_walks_to_the_file_the_factor_and_the_rule(zuji, result, language) -> None:
    done = zuji("explain", result, ELECTRICITY, "--lang", language)
    assert (done.code, done.err) == (0, "")
    for words in ("inventory.yaml:", "aluminium-primary.yaml:", "0.5777", "mee.gov.cn", "cn.mee."):
        assert words in done.out, words
    assert max(map(cell_len, done.out.splitlines())) <= 80


def test_the_total_is_explained_where_no_path_is_named(zuji, result) -> None:
    assert zuji("explain", result).out == zuji("explain", result, "total").out


def test_json_holds_the_evidence(zuji, result) -> None:
    done = zuji("explain", result, "production", "--format", "json")
    explanation = json.loads(done.out)
    assert explanation["kind"] == "stage"
    parts = sum(part["value"] for part in explanation["parts"])
    assert parts == pytest.approx(explanation["value"], rel=1e-9)
    assert {item["line"]["stage"] for item in explanation["evidence"]} == {"production"}


def test_a_result_may_come_through_a_pipe(zuji, result, monkeypatch) -> None:
    class Input:
        buffer = io.BytesIO(result.read_bytes())

    monkeypatch.setattr(sys, "stdin", Input)
    assert zuji("explain", "-", "production").code == 0


def test_a_misspelt_path_gets_candidates(zuji, result) -> None:
    done = zuji("explain", result, "production.electrolysis.electrcity")
    assert done.code == 2
    assert ELECTRICITY in done.err


def test_what_is_not_a_result_is_refused(zuji, tmp_path, result) -> None:
    broken, other, older = tmp_path / "broken.json", tmp_path / "other.json", tmp_path / "older.json"
    broken.write_text('{"format": ', encoding="utf-8")
    other.write_text('{"format": "pact"}', encoding="utf-8")
    older.write_text(
        result.read_text(encoding="utf-8").replace('"format_version": "1.1"', '"format_version": "0.9"'),
        encoding="utf-8",
    )
    for file, code in ((broken, "V102"), (other, "V103"), (older, "V104"), (tmp_path / "no.json", "V101")):
        done = zuji("explain", file)
        assert done.code == 2
        assert code in done.err
        assert str(file) in done.err
