"""zuji factors: lists as CSV, as of a day, and the history of a factor."""

import csv
import io
import json

import pytest
from rich.cells import cell_len

FIRST = "cn.mee.elec_footprint.national_avg.2023"
NEXT = "cn.mee.elec_footprint.national_avg.2024"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_coal_power_of_2023_is_the_one_answer(zuji) -> None:
    (row,) = rows(zuji("factors", "search", "燃煤发电", "--year", "2023", "--format", "csv").out)
    assert (row["id"], row["value"], row["unit"]) == ("cn.mee.elec_footprint.gen_coal.2023", "0.944", "kWh")
    assert row["licence"]


def test_csv_without_hits_is_a_header(zuji) -> None:
    done = zuji("factors", "search", "electricity", "--year", "1850", "--format", "csv")
    assert (done.code, done.out.count("\n"), rows(done.out)) == (0, 1, [])


def test_a_missing_value_is_an_empty_cell(zuji) -> None:
    done = zuji("factors", "search", "山东", "--kind", "direct_emission", "--format", "csv")
    assert {row["value"] for row in rows(done.out)} == {""}
    assert all(row["gases"].startswith("co2=") for row in rows(done.out))


@pytest.mark.parametrize(("day", "known"), [("2025-10-22", False), ("2025-10-23", True)])
def test_as_of_a_day(zuji, day, known) -> None:
    found = json.loads(zuji("factors", "search", "电力", "--as-of", day, "--format", "json").out)
    assert (NEXT in [factor["id"] for factor in found]) is known
    story = json.loads(zuji("factors", "show", FIRST, "--as-of", day, "--format", "json").out)["history"]
    assert (story["successor"] == NEXT) is known


def test_a_day_that_is_none(zuji) -> None:
    done = zuji("factors", "search", "电力", "--as-of", "yesterday")
    assert done.code == 2
    assert "F604" in done.err


def test_the_history_for_programs(zuji) -> None:
    shown = json.loads(zuji("factors", "show", FIRST, "--format", "json").out)
    assert shown["id"] == FIRST
    first, following = shown["history"]["editions"]
    assert (first["value"], following["value"]) == (0.6205, 0.5777)
    assert following["change"] == pytest.approx(0.5777 / 0.6205 - 1)
    assert "direct_emission" in {other["kind"] for other in shown["history"]["other_kinds"]}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_history_for_people(zuji, language) -> None:
    done = zuji("factors", "show", FIRST, "--lang", language)
    assert done.code == 0
    assert "-6.9%" in done.out
    assert NEXT in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80
