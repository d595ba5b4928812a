"""Dimensions: the laws of an abelian group, and words for people."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.dimensions import DIMENSIONLESS, Dimension, display_unit, mismatch
from lca.units import unit

BASES = ["mass", "energy", "length", "time", "temperature", "count", "person", "co2e", "peak_power"]
BASES += ["normal_volume", "currency_CNY", "currency_USD", "currency_EUR", "currency_GBP"]
POWERS = st.dictionaries(st.sampled_from(BASES), st.integers(-4, 4), max_size=4)
DIMENSIONS = POWERS.map(Dimension.of)


@settings(max_examples=100)
@given(DIMENSIONS, DIMENSIONS, DIMENSIONS)
def test_group_laws(a: Dimension, b: Dimension, c: Dimension) -> None:
    assert a * b == b * a
    assert (a * b) * c == a * (b * c)
    assert a * DIMENSIONLESS == a
    assert a / a == DIMENSIONLESS
    assert a / b == a * b**-1
    assert (a * b) ** 2 == a**2 * b**2
    assert a**0 == DIMENSIONLESS
    assert hash(a * b) == hash(b * a)


@settings(max_examples=150, deadline=None)
@given(DIMENSIONS)
def test_a_display_unit_is_read_back(dimension: Dimension) -> None:
    shown = unit(display_unit(dimension))
    assert shown.dimension == dimension


@settings(max_examples=50)
@given(DIMENSIONS, DIMENSIONS)
def test_only_equal_dimensions_match(a: Dimension, b: Dimension) -> None:
    finding = mismatch(a, b)
    assert (finding is None) == (a == b)
    if finding:
        assert finding.render("en")
        assert finding.render("zh")


@pytest.mark.parametrize(
    ("powers", "formula", "english", "chinese", "shown"),
    [
        ({}, "dimensionless", "pure number", "无量纲数", "1"),
        ({"mass": 1}, "mass", "mass", "质量", "kg"),
        ({"mass": 1, "length": -1}, "mass/length", "mass/length", "质量/长度", "kg/m"),
        ({"length": 3}, "length^3", "volume", "体积", "m3"),
        ({"length": 2}, "length^2", "area", "面积", "m2"),
        ({"length": 1, "mass": 1}, "length·mass", "transport work", "货物周转量", "t·km"),
        ({"energy": 1, "time": -1}, "energy/time", "power", "功率", "kW"),
        (
            {"co2e": 1, "energy": -1},
            "co2e/energy",
            "CO2 equivalent/energy",
            "二氧化碳当量/能量",
            "kg CO2e/MJ",
        ),
        (
            {"co2e": 1, "mass": -1, "length": -1},
            "co2e/(length·mass)",
            "CO2 equivalent/(length·mass)",
            "二氧化碳当量/(长度·质量)",
            "kg CO2e/(t·km)",
        ),
        ({"currency_CNY": 1}, "currency_CNY", "money (CNY)", "金额（人民币）", "CNY"),
    ],
)
def test_words(powers: dict[str, int], formula: str, english: str, chinese: str, shown: str) -> None:
    dimension = Dimension.of(powers)
    assert str(dimension) == f"{dimension}" == formula
    assert f"{dimension:en}" == english
    assert f"{dimension:zh}" == chinese
    assert display_unit(dimension) == shown


def test_zero_powers_are_left_out() -> None:
    assert Dimension.of({"mass": 0, "energy": 1}) == Dimension((("energy", 1),))
