"""zuji calc --requirements and zuji explain RESULT requirements."""

import json

import pytest
from rich.cells import cell_len

from lca.results.footprint import Requirements
from lca.results.reading import read_footprint

UNIT = "gbt24067.6.3.3.unit"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_calc_counts_them_and_tells_all_when_asked(zuji, example, language) -> None:
    brief = zuji("calc", example, "--samples", "0", "--lang", language)
    whole = zuji("calc", example, "--samples", "0", "--lang", language, "--requirements")
    assert (brief.code, whole.code) == (0, 0)
    assert "GB/T 24067-2024" in brief.out
    assert "unit.amount = 1 t" in whole.out
    assert "unit.amount = 1 t" not in brief.out
    assert max(map(cell_len, whole.out.splitlines())) <= 80


def test_a_file_takes_them_too(zuji, example, tmp_path) -> None:
    page, document = tmp_path / "page.txt", tmp_path / "result.json"
    for file in (page, document):
        zuji("calc", example, "--samples", "0", "--requirements", "--out", file)
    assert "unit.amount = 1 t" in page.read_text(encoding="utf-8")
    assert read_footprint(document).requirements is not None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_tells_all_or_one(zuji, result, language) -> None:
    known = read_footprint(result).requirements
    every = zuji("explain", result, "requirements", "--lang", language)
    one = zuji("explain", result, UNIT, "--lang", language)
    assert (every.code, one.code) == (0, 0)
    assert all(item.title.get(language) in every.out for item in known.items)
    assert one.out == zuji("explain", result, f"requirements.{UNIT}", "--lang", language).out
    assert UNIT in one.out
    assert len(one.out.splitlines()) < 12


def test_json_is_the_section_or_the_one(zuji, result) -> None:
    section = json.loads(zuji("explain", result, "requirements", "--format", "json").out)
    assert Requirements.model_validate(section) == read_footprint(result).requirements
    one = json.loads(zuji("explain", result, UNIT, "--format", "json").out)
    assert (one["id"], one["verdict"], one["wording_read"]) == (UNIT, "pass", False)


def test_a_misspelt_id_gets_candidates(zuji, result) -> None:
    done = zuji("explain", result, "gbt24067.6.3.3.units")
    assert done.code == 2
    assert "C208" in done.err
    assert UNIT in done.err


def test_an_older_result_says_that_it_has_none(zuji, result, tmp_path) -> None:
    older = tmp_path / "older.json"
    document = json.loads(result.read_text(encoding="utf-8"))
    del document["requirements"]
    older.write_text(json.dumps(document), encoding="utf-8")
    done = zuji("explain", older, "requirements")
    assert done.code == 2
    assert "C207" in done.err
    assert zuji("explain", older, "total").code == 0
