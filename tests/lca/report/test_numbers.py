"""Numbers for people."""

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.report.numbers import aligned, last_place, percent, percentages, rounded, significant, written

finite = st.floats(-1e12, 1e12, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-12)


@pytest.mark.parametrize(
    ("value", "sd", "text"),
    [
        (14_532.4, 331.0, "14,530"),
        (14_532.4, None, "14,530"),
        (14_532.4, 0.5, "14,530"),
        (14_532.4, 9_000.0, "14,500"),
        (0.62048, 0.031, "0.620"),
        (0.62048, None, "0.6205"),
        (-302.5, 12.0, "-302"),
        (99_996.0, None, "100,000"),
        (0.0, 1.0, "0"),
    ],
)
def test_digits_follow_the_uncertainty(value: float, sd: float | None, text: str) -> None:
    assert rounded(value, last_place(value, sd)) == text


def test_what_is_too_small_for_the_place_keeps_two_digits() -> None:
    assert rounded(0.0123, 1) == "0.012"
    assert rounded(-3.14, 1) == "-3.1"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13_450.0, "13,450"),
        (0.6205, "0.6205"),
        (1.92, "1.92"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333"),
        (1e-9, "1e-9"),
        (0.0, "0"),
        (-5.0, "-5"),
    ],
)
def test_an_amount_is_printed_as_written(value: float, text: str) -> None:
    assert written(value) == text


def test_significant_digits_have_no_trailing_zeros() -> None:
    assert significant(14_532.7) == "14,530"
    assert significant(2.0) == "2"


@given(finite, st.floats(1e-9, 1e9))
@settings(max_examples=200)
def test_rounding_moves_a_number_by_half_a_step_at_most(value: float, sd: float) -> None:
    place = last_place(value, sd)
    printed = Decimal(rounded(value, place).replace(",", ""))
    assert abs(printed - Decimal(repr(value))) <= Decimal(10) ** place / 2
    assert (printed == 0) == (value == 0)


@given(st.lists(st.floats(-3, 3, allow_nan=False), min_size=1, max_size=12))
@settings(max_examples=200)
def test_printed_shares_add_up_to_their_rounded_sum(shares: list[float]) -> None:
    texts = percentages(shares)
    printed = sum(Decimal(text.removesuffix(" %")) for text in texts if not text.startswith(("<", ">")))
    exact = sum(Decimal(repr(share)) for share in shares) * 100
    assert abs(printed - exact) <= Decimal("0.05")
    for share, text in zip(shares, texts, strict=True):
        assert re.fullmatch(r"(<0\.1|>-0\.1|-?[\d,]+\.\d) %", text)
        assert share == 0 or text != "0.0 %"


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
@settings(max_examples=100)
def test_shares_of_a_whole_print_as_hundred_percent(parts: list[int]) -> None:
    texts = percentages([part / sum(parts) for part in parts])
    printed = [Decimal(text.removesuffix(" %")) for text in texts if not text.startswith("<")]
    assert sum(printed) == Decimal("100.0")


def test_one_share() -> None:
    assert percent(1.0) == "100.0 %"
    assert percent(1e-9) == "<0.1 %"
    assert percent(-1e-9) == ">-0.1 %"


def test_decimal_points_stand_below_each_other() -> None:
    columns = aligned(["14,530", "3.2", "-0.042"])
    assert len(set(map(len, columns))) == 1
    assert {text.index(".") for text in columns[1:]} == {len(columns[0].rstrip())}


def test_a_number_without_size_has_a_place() -> None:
    assert last_place(0.0) == 0
    assert last_place(math.inf) == 0
