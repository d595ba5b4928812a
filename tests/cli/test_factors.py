"""zuji factors on the shipped release."""

import json

import pytest
from rich.cells import cell_len

NATIONAL = "cn.mee.elec_footprint.national_avg.2024"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_search_finds_in_both_languages(zuji, language) -> None:
    for words in (("electricity",), ("全国", "电力")):
        done = zuji("factors", "search", *words, "--lang", language)
        assert done.code == 0
        assert NATIONAL in done.out
        assert max(map(cell_len, done.out.splitlines())) <= 80


def test_search_keeps_to_its_conditions(zuji) -> None:
    words = ("electricity", "--year", "2023", "--kind", "footprint", "--geography", "CN", "--format", "json")
    found = json.loads(zuji("factors", "search", *words).out)
    assert found
    facts = {(factor["reference_year"], factor["kind"], factor["geography"]) for factor in found}
    assert facts == {(2023, "footprint", "CN")}


def test_the_limit_holds(zuji) -> None:
    found = json.loads(zuji("factors", "search", "electricity", "--limit", "3", "--format", "json").out)
    assert len(found) == 3


def test_nothing_found_is_said_and_is_no_error(zuji) -> None:
    done = zuji("factors", "search", "electricity", "--year", "1850")
    assert (done.code, done.out) == (0, "")
    assert "electricity" in done.err


def test_a_misspelt_kind_gets_candidates(zuji) -> None:
    done = zuji("factors", "search", "electricity", "--kind", "foot_print")
    assert done.code == 2
    assert "V303" in done.err
    assert "Did you mean: footprint" in done.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_factor_is_shown_with_its_source(zuji, language) -> None:
    done = zuji("factors", "show", NATIONAL, "--lang", language)
    assert done.code == 0
    for words in ("0.5777 kg CO2e/kWh", "2024", "mee.gov.cn"):
        assert words in done.out, words


def test_a_factor_is_machine_readable(zuji) -> None:
    factor = json.loads(zuji("factors", "show", NATIONAL, "--format", "json").out)
    assert factor["value"] == 0.5777
    assert factor["source"]["address"].startswith("https://www.mee.gov.cn/")


def test_every_factor_of_a_search_can_be_shown(zuji) -> None:
    for words in ("natural gas", "methane", "diesel"):
        for factor in json.loads(zuji("factors", "search", words, "--limit", "8", "--format", "json").out):
            assert zuji("factors", "show", factor["id"]).code == 0


def test_an_unknown_factor_gets_candidates(zuji) -> None:
    done = zuji("factors", "show", "cn.mee.elec_footprint.national_avg.2042")
    assert done.code == 2
    assert NATIONAL in done.err
