"""Standard errors against theory, SciPy and repetition; the rule that stops."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.stats.mstats import mjci

from lca.distributions import Lognormal, Normal, Uniform
from lca.errors import InputError, Severity
from lca.uncertainty.convergence import (
    NAMES,
    Demand,
    percentile_interval,
    shares,
    standard_errors,
    until_precise,
)
from lca.uncertainty.sampling import draw
from lca.uncertainty.statistics import PER_MILLE, statistics

NORMAL = Normal(100.0, 10.0)
SKEW = Lognormal(0.0, 0.5)


def source(of=NORMAL, seed=1, identity="total"):
    return lambda start, count: draw(of, seed, identity, start, count)


def test_by_hand() -> None:
    """1, 2, 3, 4: s² = 5/3, m4 = (2 · 0.5⁴ + 2 · 1.5⁴) / 4 = 2.5625."""
    found = standard_errors([4.0, 1.0, 3.0, 2.0])
    s2 = 5 / 3
    assert found.mean == pytest.approx(math.sqrt(s2) / 2, rel=1e-15)
    assert found.sd == pytest.approx(math.sqrt((2.5625 - s2**2 / 3) / 4) / (2 * math.sqrt(s2)), rel=1e-14)
    assert found.p2_5 == found.p97_5 == math.inf
    assert found.n == 4


@pytest.mark.parametrize(
    ("of", "density"), [(NORMAL, stats.norm(100, 10)), (Uniform(0.0, 1.0), stats.uniform())]
)
def test_large_samples_meet_theory(of, density) -> None:
    """sqrt(p (1 - p) / n) / f(x_p); of normal samples the error of s is σ / sqrt(2 (n - 1))."""
    count = 200_000
    found = standard_errors(draw(of, 1, "a", 0, count))
    for name, per_mille in zip(NAMES[2:], PER_MILLE, strict=True):
        p = per_mille / 1000
        wanted = math.sqrt(p * (1 - p) / count) / density.pdf(density.ppf(p))
        spacings = 2 * 1.96 * math.sqrt(count * p * (1 - p))  # as many exponential spacings are summed
        assert getattr(found, name) == pytest.approx(wanted, rel=4 / math.sqrt(spacings))
    assert found.mean == pytest.approx(density.std() / math.sqrt(count), rel=0.01)
    if of is NORMAL:
        assert found.sd == pytest.approx(10 / math.sqrt(2 * (count - 1)), rel=0.02)


@pytest.mark.parametrize("of", [NORMAL, SKEW], ids=["normal", "lognormal"])
def test_percentiles_agree_with_maritz_and_jarrett(of) -> None:
    samples = draw(of, 3, "b", 0, 5000)
    found = standard_errors(samples)
    wanted = mjci(samples, [p / 1000 for p in PER_MILLE])
    for name, value in zip(NAMES[2:], wanted, strict=True):
        assert getattr(found, name) == pytest.approx(value, rel=0.25)


@pytest.mark.parametrize("of", [NORMAL, SKEW], ids=["normal", "lognormal"])
def test_errors_are_the_spread_of_repetitions(of) -> None:
    """400 repetitions of 1000 samples: the spread of each statistic is its mean standard error."""
    runs = [draw(of, seed, "c", 0, 1000) for seed in range(400)]
    found = [standard_errors(run) for run in runs]
    values = [statistics(run) for run in runs]
    for name in NAMES:
        spread = np.std([getattr(value, name) for value in values], ddof=1)
        expected = math.sqrt(np.mean([getattr(error, name) ** 2 for error in found]))
        assert spread == pytest.approx(expected, rel=0.2), name


def test_intervals_of_percentiles_cover() -> None:
    inside = 0
    for seed in range(400):
        low, high = percentile_interval(np.sort(draw(SKEW, seed, "d", 0, 400)), 950)
        inside += low <= math.exp(0.5 * stats.norm.ppf(0.95)) <= high
    assert stats.binomtest(inside, 400, 0.95).pvalue > 1e-3


@pytest.mark.parametrize(("count", "known"), [(10, False), (100, False), (300, True)])
def test_few_samples_say_nothing_of_the_tails(count: int, known: bool) -> None:
    found = standard_errors(draw(NORMAL, 1, "e", 0, count))
    assert math.isfinite(found.p2_5) is known
    assert math.isfinite(found.p97_5) is known
    assert math.isfinite(found.median) is (count >= 10)


def test_equal_samples_have_no_error() -> None:
    found = standard_errors([2.0] * 1000)
    assert {getattr(found, name) for name in NAMES} == {0.0}


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60), st.floats(1e-3, 1e3), st.data())
def test_laws(values: list[float], factor: float, data: st.DataObject) -> None:
    """Errors do not depend on the order and scale with the samples."""
    shuffled = data.draw(st.permutations(values))
    one = standard_errors(values)
    assert standard_errors(shuffled) == one
    other = standard_errors([value * factor for value in values])
    for name in NAMES:
        error, scaled = getattr(one, name), getattr(other, name)
        assert (
            scaled == pytest.approx(error * factor, rel=1e-3, abs=1e-6 * factor)
            or error == scaled == math.inf
        )


def test_shares() -> None:
    found = shares([-4.0, -1.0, -3.0, -2.0], {"mean": 1, "p5": 1})
    assert found["mean"] == pytest.approx(1.959963984540054 * math.sqrt(5 / 3) / 2 / 2.5)
    assert found["p5"] == math.inf
    assert shares([1.0, -1.0], {"mean": 1}) == {"mean": math.inf}


def test_it_stops_where_theory_says() -> None:
    """± 0.1 % of a normal with 10 % spread: (1.96 · 0.1 / 0.001)² = 38,415 samples, in whole batches."""
    found = until_precise(source(), Demand({"mean": 0.001}, batch=1000))
    assert found.reached
    assert len(found.samples) % 1000 == 0
    assert 36_000 <= len(found.samples) <= 41_000
    assert found.shares["mean"] <= 0.001
    assert found.findings == ()
    before = found.samples[:-1000]
    assert shares(before, {"mean": 0.001})["mean"] > 0.001


def test_the_samples_are_the_stream_and_the_batch_is_what_is_asked_for() -> None:
    asked = []

    def drawn(start: int, count: int) -> np.ndarray:
        asked.append((start, count))
        return source()(start, count)

    found = until_precise(drawn, Demand({"p97_5": 0.01}, batch=250, least=500))
    assert found.samples.tobytes() == source()(0, len(found.samples)).tobytes()
    assert asked == [(start, 250) for start in range(0, len(found.samples), 250)]
    again = until_precise(source(), Demand({"p97_5": 0.01}, batch=250, least=500))
    assert again.samples.tobytes() == found.samples.tobytes()


def test_all_demands_must_be_met() -> None:
    one = until_precise(source(), Demand({"mean": 0.01}, batch=100, least=100))
    both = until_precise(source(), Demand({"mean": 0.01, "p2_5": 0.01}, batch=100, least=100))
    assert len(one.samples) < len(both.samples)


def test_least_and_most() -> None:
    assert len(until_precise(source(), Demand({"mean": 0.5}, batch=100, least=1000)).samples) == 1000
    found = until_precise(source(), Demand({"mean": 1e-6}, batch=400, least=400, most=1000))
    assert len(found.samples) == 800
    assert not found.reached
    (told,) = found.findings
    assert (told.code, told.severity) == ("N142", Severity.WARNING)
    assert "mean ± " in told.message("en")
    assert told.remedy("zh")


def test_a_result_about_zero_never_gets_precise() -> None:
    found = until_precise(source(Normal(0.0, 1.0)), Demand({"mean": 0.01}, batch=500, least=500, most=2000))
    assert not found.reached


@pytest.mark.parametrize(
    "precision", [{}, {"average": 0.1}, {"mean": 0.0}, {"mean": -1.0}, {"mean": math.nan}]
)
def test_wrong_demands(precision: dict[str, float]) -> None:
    with pytest.raises(InputError) as caught:
        until_precise(source(), Demand(precision))
    assert [finding.code for finding in caught.value.findings] == ["N140"]


@pytest.mark.parametrize(
    "numbers",
    [
        {"batch": 0},
        {"least": -1},
        {"most": 10},
        {"batch": 2.5},
        {"batch": True},
        {"batch": 500, "most": 400, "least": 1},
    ],
)
def test_wrong_batches(numbers: dict[str, int]) -> None:
    with pytest.raises(InputError) as caught:
        until_precise(source(), Demand(**numbers))
    assert [finding.code for finding in caught.value.findings] == ["N141"]


def test_wrong_samples() -> None:
    with pytest.raises(InputError) as caught:
        until_precise(lambda start, count: np.zeros(count - 1), Demand())
    assert caught.value.findings[0].code == "N143"
    with pytest.raises(InputError) as caught:
        until_precise(lambda start, count: np.full(count, np.nan), Demand())
    assert caught.value.findings[0].code == "N111"
