"""Accuracy against 60-digit decimal arithmetic; bits against the element computed alone."""

import hashlib
import math
import statistics
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.uncertainty import floating

RANDOM = np.random.default_rng(20240501)
FUNCTIONS = [floating.exp, floating.log, floating.normal_quantile]


def ulps(computed: float, exact: Decimal) -> float:
    """Distance from the exact value in units of the last place."""
    return float(abs(Decimal(computed) - exact) / Decimal(math.ulp(computed)))


def phi(x: Decimal) -> Decimal:
    """The standard normal distribution function by its everywhere convergent series."""
    pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803")
    term = total = abs(x)
    n = 1
    while term > Decimal(10) ** -75:
        term *= x * x / (2 * n + 1)
        total += term
        n += 1
    upper = total * (-x * x / 2).exp() / (2 * pi).sqrt()
    return Decimal("0.5") + (upper if x > 0 else -upper)


@pytest.mark.parametrize("scale", [1e-9, 0.3, 3.0, 50.0, 700.0])
def test_exp_is_within_one_ulp(scale: float) -> None:
    x = RANDOM.uniform(-scale, scale, 1000)
    with localcontext() as context:
        context.prec = 60
        errors = [ulps(float(y), Decimal(float(v)).exp()) for v, y in zip(x, floating.exp(x), strict=True)]
    assert max(errors) < 1.0


@pytest.mark.parametrize(
    "x",
    [
        RANDOM.uniform(0.5, 2.0, 1000),
        1.0 + RANDOM.uniform(-1e-6, 1e-6, 300),
        10.0 ** RANDOM.uniform(-300, 300, 1000),
        np.array([5e-324, 1e-310, 2.2250738585072014e-308, 1.7976931348623157e308]),
    ],
    ids=["near one", "very near one", "whole range", "ends"],
)
def test_log_is_within_one_ulp(x: np.ndarray) -> None:
    with localcontext() as context:
        context.prec = 60
        errors = [ulps(float(y), Decimal(float(v)).ln()) for v, y in zip(x, floating.log(x), strict=True)]
    assert max(errors) < 1.0


def test_log_of_one_and_exp_of_zero_are_exact() -> None:
    assert floating.log(1.0) == 0.0
    assert floating.exp(0.0) == 1.0
    assert floating.normal_quantile(0.5) == 0.0


def test_ends_of_the_range() -> None:
    assert floating.exp([np.inf, 709.79, -746.0, -np.inf]).tolist() == [np.inf, np.inf, 0.0, 0.0]
    assert floating.exp(709.782712893384) == pytest.approx(math.exp(709.782712893384), rel=1e-15)
    assert floating.exp(-745.1332191019411) == 5e-324
    assert floating.exp(-744.0) == math.exp(-744.0)
    assert floating.log([0.0, np.inf]).tolist() == [-np.inf, np.inf]
    assert np.isnan(floating.log([-1.0, -np.inf, np.nan])).all()
    assert np.isnan(floating.exp(np.nan))
    assert floating.normal_quantile([0.0, 1.0]).tolist() == [-np.inf, np.inf]
    assert np.isnan(floating.normal_quantile([-0.1, 1.1, np.nan])).all()


@pytest.mark.parametrize(
    "p",
    [
        RANDOM.uniform(0.0, 1.0, 250),
        10.0 ** RANDOM.uniform(-10, -1, 250),
        10.0 ** RANDOM.uniform(-16, -11, 100),
        np.array([2.0**-53, 1 - 2.0**-53, 0.075, 0.925, 0.4999999, 0.5 + 1e-12]),
    ],
    ids=["body", "tail", "far tail", "ends"],
)
def test_normal_quantile_is_accurate_to_2e_15(p: np.ndarray) -> None:
    """One Newton step in 80-digit arithmetic tells how far the quantile is from exact."""
    for probability, x in zip(p.tolist(), floating.normal_quantile(p).tolist(), strict=True):
        with localcontext() as context:
            context.prec = 80
            point = Decimal(x)
            density = (-point * point / 2).exp() / Decimal(
                "2.506628274631000502415765284811045253006986740609938"
            )
            error = abs((phi(point) - Decimal(probability)) / density / point)
        assert float(error) < 2e-15, probability


def test_normal_quantile_agrees_with_the_standard_library() -> None:
    """Python's own AS 241 has the same published coefficients."""
    p = RANDOM.uniform(0.0, 1.0, 2000)
    expected = [statistics.NormalDist().inv_cdf(float(x)) for x in p]
    np.testing.assert_allclose(floating.normal_quantile(p), expected, rtol=2e-15)


def test_normal_quantile_is_antisymmetric_to_the_bit() -> None:
    p = (RANDOM.integers(0, 2**52, 1000).astype(float) + 0.5) * 2.0**-52
    assert (floating.normal_quantile(1.0 - p) == -floating.normal_quantile(p)).all()


@pytest.mark.parametrize("function", FUNCTIONS)
@given(
    values=st.lists(st.floats(allow_nan=False, allow_subnormal=True), min_size=1, max_size=40),
    units=st.lists(st.floats(0, 1), min_size=1, max_size=40),
)
@settings(max_examples=60, deadline=None)
def test_an_element_does_not_depend_on_its_neighbours(
    function: Callable[..., np.ndarray], values: list[float], units: list[float]
) -> None:
    x = np.array(values + units)
    together = function(x)
    alone = np.array([function(v) for v in x])
    strided = function(np.repeat(x, 3)[::3])
    backwards = function(x[::-1])[::-1]
    assert (
        together.tobytes()
        == alone.tobytes()
        == strided.tobytes()
        == np.ascontiguousarray(backwards).tobytes()
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_chunks_leave_no_trace(function: Callable[..., np.ndarray]) -> None:
    x = RANDOM.uniform(0.0, 1.0, 3 * floating.CHUNK + 17)
    parts = np.concatenate(
        [function(x[:5]), function(x[5 : floating.CHUNK + 1]), function(x[floating.CHUNK + 1 :])]
    )
    assert function(x).tobytes() == parts.tobytes()


def test_shape_is_kept_and_the_argument_untouched() -> None:
    x = np.full((2, 3), 0.25)
    assert floating.exp(x).shape == (2, 3)
    assert floating.normal_quantile(x).shape == (2, 3)
    assert (x == 0.25).all()


@pytest.mark.parametrize(
    ("function", "scale", "shift", "digest"),
    [
        (floating.exp, 40.0, -20.0, "1aa21bf20e426e75"),
        (floating.log, 100.0, 0.0, "0403ddcb5d52a826"),
        (floating.normal_quantile, 1.0, 0.0, "57a9885716dd4ae8"),
    ],
)
def test_bits_are_those_recorded(
    function: Callable[..., np.ndarray], scale: float, shift: float, digest: str
) -> None:
    """These bits were computed on x86-64; every machine and every version must give them again."""
    x = (np.arange(1000) + 0.5) / 1000 * scale + shift
    assert hashlib.sha256(function(x).astype("<f8").tobytes()).hexdigest()[:16] == digest
