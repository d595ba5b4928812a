"""First-order variance against closed forms and against a million Monte Carlo samples."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.distributions import Distribution, Fixed, Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError
from lca.solve.batched import solve_batched
from lca.solve.pattern import Pattern
from lca.uncertainty.propagation import BATCH, FirstOrder, Function, first_order, gradient, value_and_gradient
from lca.uncertainty.sampling import draw
from lca.uncertainty.statistics import statistics


def propagated(function: Function, inputs: dict[str, Distribution]) -> FirstOrder:
    means = {name: distribution.mean for name, distribution in inputs.items()}
    return first_order(function, means, {name: d.variance for name, d in inputs.items()})


@given(st.floats(0.1, 50), st.floats(-50, -0.1), st.floats(1e-9, 1e9))
@settings(max_examples=50, deadline=None)
def test_gradient_of_products_powers_and_quotients(x: float, y: float, z: float) -> None:
    slopes = gradient(lambda p: p["x"] ** 2 * p["y"] / p["z"] + np.exp(p["y"]), {"x": x, "y": y, "z": z})
    exact = [2 * x * y / z, x**2 / z + math.exp(y), -(x**2) * y / z**2]
    np.testing.assert_allclose(slopes, exact, rtol=1e-13)


def test_gradient_at_zero_and_of_what_does_not_matter() -> None:
    assert gradient(lambda p: 3.0 * p["x"] + 0.0 * p["y"], {"x": 0.0, "y": 5.0}).tolist() == [3.0, 0.0]
    assert gradient(lambda _: 7.0, {"x": 1.0}).tolist() == [0.0]
    assert value_and_gradient(lambda _: 7.0, {})[0] == 7.0


def test_many_parameters_take_several_batches() -> None:
    point = {f"p{k}": float(k + 1) for k in range(BATCH + 30)}
    slopes = gradient(lambda p: sum((k + 1) * p[f"p{k}"] ** 2 for k in range(len(point))), point)
    np.testing.assert_allclose(slopes, [2.0 * (k + 1) ** 2 for k in range(len(point))], rtol=1e-14)


def test_several_results_at_once() -> None:
    value, slopes = value_and_gradient(
        lambda p: np.array([p["a"] * p["b"], p["a"] + p["b"]]), {"a": 2, "b": 3}
    )
    assert value.tolist() == [6.0, 5.0]
    assert slopes.tolist() == [[3.0, 2.0], [1.0, 1.0]]


def test_variance_and_shares_of_a_sum_by_hand() -> None:
    """y = 2 a + 3 b: variance 4 · 0.01 + 9 · 4/12 = 3.04."""
    result = propagated(lambda p: 2 * p["a"] + 3 * p["b"], {"a": Normal(1, 0.1), "b": Uniform(0, 2)})
    assert result.value == pytest.approx(5.0)
    assert result.variance == pytest.approx(3.04, rel=1e-14)
    assert result.sd == pytest.approx(math.sqrt(3.04), rel=1e-14)
    assert result.shares == pytest.approx({"a": 0.04 / 3.04, "b": 3.0 / 3.04})


def test_a_product_of_lognormals_has_the_known_first_order_relative_variance() -> None:
    """(sd/mean)² of a product is to first order the sum of the factors' (exp σ² - 1)."""
    result = propagated(lambda p: p["a"] * p["b"], {"a": Lognormal(1, 0.1), "b": Lognormal(-2, 0.2)})
    expected = math.expm1(0.01) + math.expm1(0.04)
    assert result.variance / result.value**2 == pytest.approx(expected, rel=1e-12)


def test_without_spread_there_are_no_shares() -> None:
    result = propagated(lambda p: p["a"] * 2, {"a": Fixed(3.0)})
    assert (result.value, result.variance, result.shares) == (6.0, 0.0, {"a": 0.0})


def test_analytic_and_monte_carlo_agree_within_monte_carlo_error_at_a_million_samples() -> None:
    """A linear footprint of five independent inputs, each of another kind."""
    weights = {"a": 0.62, "b": 2.7, "c": -1.4, "d": 11.0, "e": 0.05}
    inputs = {
        "a": Normal(13_450, 200),
        "b": Lognormal(math.log(1900), 0.05),
        "c": Uniform(300, 500),
        "d": Triangular(50, 60, 90),
        "e": Fixed(1000),
    }
    samples = sum(weights[name] * draw(inputs[name], 2024, name, 0, 10**6) for name in inputs)
    sampled = statistics(samples)
    analytic = propagated(lambda p: sum(weights[name] * p[name] for name in p), inputs)
    deviations = samples - sampled.mean
    fourth = float((deviations**4).mean()) / sampled.sd**4
    error_of_sd = sampled.sd * math.sqrt((fourth - 1) / (4 * sampled.n))
    assert abs(sampled.sd - analytic.sd) < 3 * error_of_sd
    assert error_of_sd < 1e-3 * analytic.sd
    assert abs(sampled.mean - analytic.value) < 3 * sampled.standard_error


def test_gradient_through_a_loop_is_minus_intensity_times_supply() -> None:
    """Two processes that feed one another: ∂(d·λ)/∂a_ij = -λ_i s_j."""
    pattern = Pattern.from_positions(2, [(0, 0), (0, 1), (1, 0), (1, 1)])
    point = {"a01": -0.2, "a10": -0.5}

    def footprint(p: dict) -> np.ndarray:
        values = {(0, 0): 1.0, (1, 1): 1.0, (0, 1): p["a01"], (1, 0): p["a10"]}
        solution = solve_batched(pattern, values, {0: 1.0}, [{0: 2.0, 1: 5.0}])
        return 2.0 * solution.supply[0] + 5.0 * solution.supply[1]

    nominal = solve_batched(
        pattern, {(0, 0): 1.0, (1, 1): 1.0, (0, 1): -0.2, (1, 0): -0.5}, {0: 1.0}, [{0: 2.0, 1: 5.0}]
    )
    intensity, supply = nominal.intensities[0], nominal.supply
    expected = [-intensity[0] * supply[1], -intensity[1] * supply[0]]
    np.testing.assert_allclose(gradient(footprint, point), expected, rtol=1e-13)


@pytest.mark.parametrize(
    ("function", "point", "code"),
    [
        (lambda p: abs(p["x"]), {"x": 1.0}, "N121"),
        (lambda p: np.array([1j, 2j, 3j]) + p["x"][0], {"x": 1.0, "y": 2.0}, "N120"),
        (lambda p: complex(1.0), {"x": 1.0, "y": 2.0}, "N120"),
        (lambda p: p["x"] * np.inf, {"x": 1.0}, "N122"),
    ],
)
def test_functions_without_a_derivative_are_refused(function: object, point: dict, code: str) -> None:
    with np.errstate(all="ignore"), pytest.raises(InputError) as error:
        gradient(function, point)
    assert error.value.findings[0].code == code
    assert error.value.findings[0].remedy("en")


def test_first_order_of_a_vector_is_refused() -> None:
    with pytest.raises(InputError) as error:
        propagated(lambda p: np.array([p["x"], p["x"]]), {"x": Normal(1, 1)})
    assert error.value.findings[0].code == "N120"


@pytest.mark.parametrize(
    "variances", [{}, {"x": -1.0}, {"x": math.nan}, {"x": math.inf}, {"x": 1.0, "y": 1.0}]
)
def test_means_and_variances_must_fit(variances: dict[str, float]) -> None:
    with pytest.raises(InputError) as error:
        first_order(lambda p: p["x"], {"x": 1.0}, variances)
    assert error.value.findings[0].code == "N123"


def test_covariance_by_hand() -> None:
    """y = 2 a + 3 b with Var a = 4, Var b = 1, Cov = -1.5: 16 + 9 - 2 · 2 · 3 · 1.5 = 7 (GUM, equation 13).

    Shared out evenly: a has 16 - 9, b has 9 - 9.
    """
    together = {("a", "b"): -1.5, ("b", "a"): -1.5}
    result = first_order(
        lambda p: 2 * p["a"] + 3 * p["b"], {"a": 1.0, "b": 2.0}, {"a": 4.0, "b": 1.0}, together
    )
    assert result.variance == pytest.approx(7.0, rel=1e-14)
    assert result.contributions.tolist() == pytest.approx([7.0, 0.0])
    assert result.shares == pytest.approx({"a": 1.0, "b": 0.0})


def test_what_varies_as_one_and_cancels_has_no_variance() -> None:
    together = {("a", "b"): 0.04, ("b", "a"): 0.04}
    result = first_order(lambda p: p["a"] - p["b"], {"a": 1.0, "b": 1.0}, {"a": 0.04, "b": 0.04}, together)
    assert result.variance == 0.0
    assert result.sd == 0.0
    assert result.shares == {"a": 0.0, "b": 0.0}


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(1e-3, 1e3))
@settings(max_examples=50, deadline=None)
def test_rounding_of_what_cancels_makes_no_negative_variance(a: float, b: float, sd: float) -> None:
    """a x - b y with y = a x / b is nothing but rounding."""
    variances = {"x": sd**2, "y": (sd * a / b) ** 2}
    both = sd**2 * a / b
    result = first_order(
        lambda p: a * p["x"] - b * p["y"],
        {"x": 1.0, "y": 1.0},
        variances,
        {("x", "y"): both, ("y", "x"): both},
    )
    assert 0.0 <= result.sd <= 1e-6 * a * sd


def test_no_covariance_is_as_if_none_were_stated() -> None:
    plain = propagated(lambda p: p["a"] * p["b"], {"a": Normal(3, 0.1), "b": Normal(5, 0.2)})
    zero = first_order(
        lambda p: p["a"] * p["b"],
        {"a": 3.0, "b": 5.0},
        {"a": 0.01, "b": 0.04},
        {("a", "b"): 0.0, ("b", "a"): 0.0},
    )
    assert zero.variance == pytest.approx(plain.variance, rel=1e-14)


def test_covariance_by_sampling() -> None:
    """Two normals of correlation 0.8 in a product with a third: within a percent of 400,000 samples."""
    rng = np.random.default_rng(7)
    z = rng.standard_normal((3, 400_000))
    a, b, c = 5 + 0.1 * z[0], 3 + 0.2 * (0.8 * z[0] + 0.6 * z[1]), 2 + 0.05 * z[2]
    covariance = 0.8 * 0.1 * 0.2
    result = first_order(
        lambda p: (p["a"] + p["b"]) * p["c"],
        {"a": 5.0, "b": 3.0, "c": 2.0},
        {"a": 0.01, "b": 0.04, "c": 0.0025},
        {("a", "b"): covariance, ("b", "a"): covariance},
    )
    assert result.sd == pytest.approx(float(np.std((a + b) * c, ddof=1)), rel=0.01)
    assert math.fsum(result.shares.values()) == pytest.approx(1.0)
