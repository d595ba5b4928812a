"""Standard errors against repeated sampling, and a stop that anybody repeats."""

import numpy as np
import pytest
from small_background import PLAIN, background, co2, entry, lognormal

from lca.background.sampling import convergence, sample, sample_until
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
