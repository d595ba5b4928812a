"""Streams: known answers of Philox, slices, independence, distribution; draws; wrong input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lca.distributions import Distribution, Fixed, Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError
from lca.uncertainty import sampling
from lca.uncertainty.sampling import draw, stream_key, uniforms

PI = 0x082EFA98EC4E6C89_A4093822299F31D0_13198A2E03707344_243F6A8885A308D3
PI_KEY = 0xBE5466CF34E90C6C_452821E638D01377


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        (0, 0, "16554d9eca36314c db20fe9d672d0fdc d7e772cee186176b 7e68b68aec7ba23b"),
        (2**256 - 1, 2**128 - 1, "87b092c3013fe90b 438c3c67be8d0224 9cc7d7c69cd777b6 a09caebf594f0ba0"),
        (PI, PI_KEY, "a528f45403e61d95 38c72dbd566e9788 a5a1610e72fd18b5 57bd43b5e52b7fe6"),
    ],
    ids=["zeros", "ones", "pi"],
)
def test_philox_gives_the_answers_that_its_authors_publish(counter: int, key: int, words: str) -> None:
    """Random123, tests/kat_vectors, lines "philox4x64 10"."""
    assert [f"{word:016x}" for word in sampling._words(key, counter, 4)] == words.split()


@given(st.integers(0, 2**70), st.text(min_size=1), st.integers(0, 10**9), st.integers(0, 40), st.data())
@settings(max_examples=60, deadline=None)
def test_any_slice_is_itself_when_drawn_alone(
    seed: int, identity: str, start: int, count: int, data: st.DataObject
) -> None:
    whole = uniforms(seed, identity, start, count)
    first = data.draw(st.integers(0, count))
    last = data.draw(st.integers(first, count))
    assert uniforms(seed, identity, start + first, last - first).tobytes() == whole[first:last].tobytes()


def test_samples_are_those_recorded() -> None:
    """Computed once; a change of these bits changes every published result."""
    assert stream_key(42, "factor:electricity") == 0x060B4AD400817CDDB50476A13E3A424B
    assert [value.hex() for value in uniforms(42, "factor:electricity", 0, 3).tolist()] == [
        "0x1.266e94b604d8dp-1",
        "0x1.6d7729cf4319bp-1",
        "0x1.2dc44dfcd3d23p-1",
    ]


@pytest.mark.parametrize("identity", ["electricity", "电", "a", "a" * 1000])
def test_a_stream_is_uniform(identity: str) -> None:
    samples = uniforms(7, identity, 0, 50_000)
    assert stats.kstest(samples, "uniform").pvalue > 1e-3
    assert 0 < samples.min() < 1e-3
    assert 1 - 1e-3 < samples.max() < 1
    for bit in range(1, 9):
        share = ((samples * 2**bit).astype(int) % 2).mean()
        assert abs(share - 0.5) < 4 * 0.5 / np.sqrt(50_000)


def test_streams_do_not_correlate_with_one_another_nor_with_themselves() -> None:
    """7,140 pairs of streams with similar names or seeds: their correlations are those of pure chance."""
    count = 5_000
    streams = [uniforms(seed, f"parameter.{k}", 0, count) for seed in (1, 2, 12) for k in range(40)]
    scores = np.corrcoef(streams)[np.triu_indices(len(streams), 1)] * np.sqrt(count)
    assert stats.kstest(scores, "norm").pvalue > 1e-3
    assert np.abs(scores).max() < 5.5
    for lag in (1, 2, 3, 4):
        lagged = [np.corrcoef(stream[lag:], stream[:-lag])[0, 1] * np.sqrt(count) for stream in streams]
        assert stats.kstest(lagged, "norm").pvalue > 1e-3


def test_seed_and_identity_cannot_be_mistaken_for_one_another() -> None:
    keys = {
        stream_key(1, "1"),
        stream_key(11, ""),
        stream_key(1, "\n1"),
        stream_key(11, "1"),
        stream_key(1, "11"),
    }
    assert len(keys) == 5


def test_uniforms_are_never_zero_or_one() -> None:
    """The ends of the 52-bit grid: both are exact and lie within."""
    ends = (np.array([0, 2**52 - 1], dtype=np.uint64).astype(float) + 0.5) * 2.0**-52
    assert ends.tolist() == [2.0**-53, 1 - 2.0**-53]


DISTRIBUTIONS: list[tuple[Distribution, object]] = [
    (Normal(-3.0, 2.0), stats.norm(-3.0, 2.0)),
    (Lognormal(1.5, 0.3), stats.lognorm(0.3, scale=np.exp(1.5))),
    (Uniform(-2.0, 5.0), stats.uniform(-2.0, 7.0)),
    (Triangular(1.0, 1.5, 4.0), stats.triang(0.5 / 3, 1.0, 3.0)),
    (Triangular(1.0, 1.0, 4.0), stats.triang(0.0, 1.0, 3.0)),
    (Triangular(1.0, 4.0, 4.0), stats.triang(1.0, 1.0, 3.0)),
]


@pytest.mark.parametrize(("distribution", "reference"), DISTRIBUTIONS)
def test_draws_follow_their_distribution(distribution: Distribution, reference: stats.rv_continuous) -> None:
    samples = draw(distribution, 3, "x", 0, 30_000)
    assert stats.kstest(samples, reference.cdf).pvalue > 1e-3
    expected = reference.ppf(uniforms(3, "x", 0, 30_000))
    np.testing.assert_allclose(samples, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("distribution", "reference"), DISTRIBUTIONS)
def test_moments_of_draws_are_those_of_the_description(distribution: Distribution, reference: object) -> None:
    samples = draw(distribution, 4, "moments", 0, 100_000)
    assert samples.mean() == pytest.approx(distribution.mean, abs=4.5 * distribution.sd / np.sqrt(1e5))
    assert samples.std() == pytest.approx(distribution.sd, rel=0.02)
    assert reference.var() == pytest.approx(distribution.variance, rel=1e-12)


def test_a_negative_lognormal_mirrors_the_positive_one() -> None:
    positive, negative = (draw(Lognormal(0.2, 0.4, sign), 1, "x", 5, 100) for sign in (1, -1))
    assert np.array_equal(positive, -negative)


def test_a_fixed_value_and_a_spread_of_zero_do_not_vary() -> None:
    assert draw(Fixed(2.5), 1, "x", 0, 3).tolist() == [2.5, 2.5, 2.5]
    assert draw(Normal(2.5, 0.0), 1, "x", 0, 3).tolist() == [2.5, 2.5, 2.5]
    assert draw(Uniform(2.5, 2.5), 1, "x", 0, 3).tolist() == [2.5, 2.5, 2.5]
    assert draw(Triangular(2.5, 2.5, 2.5), 1, "x", 0, 3).tolist() == [2.5, 2.5, 2.5]


@given(st.floats(-100, 100), st.floats(0, 50), st.floats(0, 1), st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_bounded_draws_stay_within_their_bounds(low: float, width: float, mode: float, start: int) -> None:
    high = low + width
    peak = min(max(low + mode * width, low), high)
    for distribution in (Uniform(low, high), Triangular(low, peak, high)):
        samples = draw(distribution, 9, "bounds", start, 50)
        assert (samples >= low).all()
        assert (samples <= high).all()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((-1, "x", 0, 1), "N101"),
        ((1.5, "x", 0, 1), "N101"),
        ((True, "x", 0, 1), "N101"),
        ((1, "", 0, 1), "N102"),
        ((1, None, 0, 1), "N102"),
        ((1, "x", -1, 1), "N103"),
        ((1, "x", 0, -1), "N103"),
        ((1, "x", 0.0, 1), "N103"),
    ],
)
def test_wrong_arguments_are_refused(arguments: tuple, code: str) -> None:
    with pytest.raises(InputError) as error:
        uniforms(*arguments)
    assert [finding.code for finding in error.value.findings] == [code]
    assert error.value.findings[0].remedy("zh")


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(InputError) as error:
        draw("lognormal", 1, "x", 0, 1)
    assert error.value.findings[0].code == "N104"
