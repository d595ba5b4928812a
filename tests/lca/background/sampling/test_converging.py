"""Standard errors against repeated sampling, and a stop that anybody repeats."""

import dataclasses
import functools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_background import PLAIN, background, co2, entry, lognormal

from lca.background.characterising import GasFlows
from lca.background.sampling import convergence, keep_samples, sample, sample_until, statistics, store_samples
from lca.background.solving.stored import samples_about
from lca.errors import InputError


def test_standard_errors_are_what_repetition_shows() -> None:
    random = np.random.default_rng(3)
    many = random.lognormal(0, 0.4, (300, 400))
    known = convergence(many)
    assert known.mean_error.mean() == pytest.approx(known.mean.std(), rel=0.15)
    for errors, values in zip(known.percentile_errors, known.percentiles, strict=True):
        assert errors.mean() == pytest.approx(values.std(), rel=0.3)
    assert (known.count == 400).all()
    assert known.relative == (known.mean_error / known.mean).max()


def test_samples_that_are_none_are_left_out_and_counted() -> None:
    values = np.random.default_rng(1).normal(10, 1, (1, 50))
    with_gaps = np.concatenate([values, [[np.nan, np.inf]]], axis=1)
    known = convergence(with_gaps)
    assert known.count.tolist() == [50]
    assert known.mean[0] == pytest.approx(values.mean())
    with pytest.raises(InputError) as error:
        convergence(values[:, :10])
    assert [f.code for f in error.value.findings] == ["B637"]


def one():
    t = [entry(0, 0, 1.0), entry(1, 1, 1.0), lognormal(0, 1, -1.0, 0.3)]
    return background(2, t, [lognormal(0, 0, 1.0, 0.5)])


def test_sampling_stops_at_the_precision_asked_for() -> None:
    d = one()
    samples, known = sample_until(d, co2(d), PLAIN, 0.03, products=np.array([1]))
    count = samples.values.shape[1]
    assert known.relative <= 0.03
    assert count % 64 == 0
    assert 64 < count < 1000
    assert samples.values.tobytes() == sample(d, co2(d), PLAIN, count=count).values.tobytes()
    again, _ = sample_until(d, co2(d), PLAIN, 0.03, products=np.array([1]), threads=1)
    assert again.values.tobytes() == samples.values.tobytes()
    assert samples.findings == ()


def test_a_precision_that_is_not_reached_is_told() -> None:
    d = one()
    samples, known = sample_until(d, co2(d), PLAIN, 1e-4, most=128)
    assert samples.values.shape[1] == 128
    assert [f.code for f in samples.findings] == ["B636"]
    assert known.relative > 1e-4


@pytest.mark.parametrize(("precision", "most"), [(0.0, 1000), (-1.0, 1000), (float("nan"), 1000), (0.1, 10)])
def test_wrong_precisions_are_refused(precision: float, most: int) -> None:
    d = one()
    with pytest.raises(InputError) as error:
        sample_until(d, co2(d), PLAIN, precision, most=most)
    assert [f.code for f in error.value.findings] == ["B635"]


def test_statistics_are_those_of_numpy() -> None:
    """Rows with gaps, more of them than are sorted at a time, in single precision too."""
    values = np.random.default_rng(5).lognormal(0, 1, (1100, 40))
    values[3, 5], values[700, :9] = np.nan, np.inf
    for kind in (np.float64, np.float32):
        given = values.astype(kind)
        known = convergence(given)
        rows = [row[np.isfinite(row)].astype(float) for row in given]
        assert known.count.tolist() == [len(row) for row in rows]
        np.testing.assert_allclose(known.mean, [row.mean() for row in rows], rtol=1e-13)
        np.testing.assert_allclose(known.sd, [row.std(ddof=1) for row in rows], rtol=1e-12)
        expected = np.array([np.percentile(row, statistics.PERCENTILES) for row in rows]).T
        np.testing.assert_allclose(known.percentiles, expected, rtol=1e-12)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_moments_of_blocks_are_those_of_the_whole(sizes: list, seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.normal(1000, 1, (3, sum(sizes)))
    values[random.random(values.shape) < 0.1] = np.nan
    blocks = [statistics.moments(one) for one in np.split(values, np.cumsum(sizes)[:-1], axis=1)]
    joined, whole = functools.reduce(lambda a, b: a.joined(b), blocks), statistics.moments(values)
    assert joined.count.tolist() == whole.count.tolist()
    np.testing.assert_allclose(joined.mean, whole.mean, rtol=1e-13)
    np.testing.assert_allclose(joined.squares, whole.squares, rtol=1e-9, atol=1e-12)


def test_no_rows_have_no_error() -> None:
    known = convergence(np.empty((0, 20)))
    assert (known.count.shape, known.percentiles.shape, known.relative) == ((0,), (5, 0), 0.0)


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_samples_that_were_drawn_are_kept_as_if_stored_at_once(precision: str, tmp_path: Path) -> None:
    d = dataclasses.replace(one(), folder=str(tmp_path))
    samples, _ = sample_until(d, co2(d), PLAIN, 0.03)
    kept = keep_samples(d, co2(d), samples, precision=precision).read_bytes()
    about = dict(samples_about(d, co2(d), "plain", 1))
    count = samples.values.shape[1]
    _, path = store_samples(d, co2(d), PLAIN, count=count, precision=precision)
    assert path.read_bytes() == kept
    assert samples_about(d, co2(d), "plain", 1) == about


def test_gases_without_a_value_are_told_once_and_are_in_no_sample() -> None:
    """PLAIN values carbon dioxide and methane only."""
    d = background(1, [entry(0, 0, 1.0)], [lognormal(0, 0, 1.0, 0.5), entry(1, 0, 2.0)], 2)
    gases = GasFlows(
        np.arange(2, dtype=np.int32), ("co2", "sf6"), ("fossil", "not_stated"), np.ones(2), ("cas",) * 2
    )
    samples, _ = sample_until(d, gases, PLAIN, 0.03)
    assert samples.values.shape[1] > 64
    assert [f.code for f in samples.findings] == ["B518"]
    assert "sf6" in samples.findings[0].message("en")
    alone = sample(d, co2(dataclasses.replace(d, flows=d.flows.slice(0, 1))), PLAIN, count=5)
    assert samples.values[:, :5].tolist() == alone.values.tolist()
