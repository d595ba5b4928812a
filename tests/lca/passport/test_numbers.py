"""Decimals as printed: plain digits, one last place, sums that hold in print."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.errors import InternalError
from lca.passport.numbers import balanced, places, plain, rounded, significant, trimmed

FINITE = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False, allow_subnormal=False)
POSITIVE = st.floats(min_value=1e-6, max_value=1e9)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-3, "0.001"),
        (1e21, "1000000000000000000000"),
        (12954.432972942404, "12954.432972942404"),
        (-0.0, "0"),
        (100.0, "100"),
        (0.1 + 0.2, "0.30000000000000004"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.000"), "0"),
    ],
)
def test_plain_digits_never_an_exponent(value: float | Decimal, text: str) -> None:
    assert plain(value) == text


@given(FINITE)
def test_plain_text_is_a_plain_decimal_and_reads_back(value: float) -> None:
    text = plain(value)
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", text)
    assert float(text) == value


def test_places_give_ten_digits_to_the_largest() -> None:
    assert places([12954.43, -3.0]) == 5
    assert places([0.03]) == 11
    assert places([0.0]) == 2
    assert places([3e15]) == 0


@given(FINITE, st.integers(0, 12))
def test_rounding_is_to_half_a_last_place(value: float, decimals: int) -> None:
    assert abs(rounded(value, decimals) - Decimal(repr(value))) <= Decimal(1).scaleb(-decimals) / 2


def test_half_goes_to_even() -> None:
    assert [rounded(value, 0) for value in (0.5, 1.5, 2.5)] == [0, 2, 2]


def test_significant_digits() -> None:
    assert significant(1 / 3, 4) == Decimal("0.3333")
    assert significant(123456.0, 3) == 123456


def test_a_negative_zero_is_no_zero_to_print() -> None:
    assert str(trimmed(Decimal("-0.00"))) == "0"


@given(st.dictionaries(st.sampled_from("abcdef"), FINITE, min_size=1), st.integers(0, 6))
def test_parts_add_up_to_the_rounded_total_to_the_last_digit(parts: dict[str, float], decimals: int) -> None:
    total = float(sum(Decimal(repr(value)) for value in parts.values()))
    found = balanced(parts, total, decimals)
    assert sum(found.values()) == rounded(total, decimals)
    assert found.keys() == parts.keys()


def test_thirds_are_balanced_in_the_largest() -> None:
    assert balanced({"a": 1 / 3, "b": 2 / 3 + 1e-9, "c": 1e-9}, 1.0, 2) == {
        "a": Decimal("0.33"),
        "b": Decimal("0.67"),
        "c": 0,
    }
    assert balanced({}, 0.0, 2) == {}


def test_what_is_no_partition_is_a_fault_of_ours() -> None:
    with pytest.raises(InternalError, match="differ from their total"):
        balanced({"a": 1.0, "b": 2.0}, 4.0, 3)
