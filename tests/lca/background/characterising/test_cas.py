"""CAS numbers: spelling and check digit."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.characterising.cas import cas_number
from lca.content import content


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("124-38-9", "124-38-9"),
        ("000124-38-9", "124-38-9"),
        (" 124-38-9 ", "124-38-9"),
        ("124389", "124-38-9"),
        ("7732-18-5", "7732-18-5"),  # water, the example of the Chemical Abstracts Service
        ("058-08-2", "58-08-2"),  # caffeine
        ("138495-42-8", "138495-42-8"),
    ],
)
def test_spellings(written: str, number: str) -> None:
    assert cas_number(written) == number


@pytest.mark.parametrize(
    "written", ["124-38-8", "7732-18-4", "", "-", "0", "124-38", "1-2-3", "abc", "１２４-38-9"]
)
def test_what_is_none(written: str) -> None:
    assert cas_number(written) is None


@given(st.integers(10, 9_999_999), st.integers(0, 99), st.integers(0, 8))
def test_exactly_one_check_digit_holds(first: int, second: int, zeros: int) -> None:
    written = [f"{'0' * zeros}{first}-{second:02d}-{check}" for check in range(10)]
    assert sum(cas_number(text) is not None for text in written) == 1


def test_every_number_of_the_table_holds() -> None:
    with (content("factors") / "elementary_flows.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["match"] == "cas"]
    assert len(rows) > 90
    assert all(cas_number(row["text"]) == row["text"] for row in rows)
