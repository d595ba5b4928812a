"""How a run is sampled: designs, a demanded precision, and refusals."""

import math

import numpy as np
import pytest
from small_case import Case

from lca.calculation import prepare
from lca.errors import InputError
from lca.results.provenance import Choices
from lca.uncertainty.plans import BATCH, Sampling, sampled
from lca.uncertainty.simulation import simulate

LINES = {
    "activity_data": {"a": {"unit": "kg"}, "b": {"unit": "kg"}},
    "processes": {
        "making": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"of": "steel", "amount": "a"}, {"of": "glass", "amount": "b"}],
        }
    },
}
DATA = {
    "activity_data": {
        "a": {"value": 2, "unit": "kg", "distribution": {"type": "normal", "sd": "10 %"}},
        "b": {"value": 1, "unit": "kg", "distribution": {"type": "uniform", "min": 0.5, "max": 1.5}},
    },
    "footprints": {
        "steel": {"value": 3, "unit": "kg CO2e/kg"},
        "glass": {"value": 1, "unit": "kg CO2e/kg"},
    },
}
MEAN, SD = 7.0, math.sqrt(0.6**2 + 1 / 12)
"""3 x 2 + 1 x 1; 3 x 0.2, and a range of 1 by the square root of 12."""


@pytest.fixture(scope="module")
def plan():
    rule, data = Case(LINES, DATA).loaded()
    return prepare(data, rule, None, Choices(), ()).plan


def drawn(plan, *asked, seed=1, **options):
    return sampled(plan, Sampling(*asked), seed=seed, **options)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_samples_are_none(plan, count):
    assert drawn(plan, count) == (None, ())
    assert drawn(plan, count, "sobol") == (None, ())


def test_random_samples_are_those_of_simulate(plan):
    found, told = drawn(plan, 500)
    assert found.total.tolist() == simulate(plan, samples=500, seed=1).total.tolist()
    assert told == ()


@pytest.mark.parametrize("design", ["random", "latin_hypercube", "sobol"])
def test_every_design_has_mean_and_spread(plan, design):
    found, _ = drawn(plan, 4096, design)
    assert found.total.mean() == pytest.approx(MEAN, abs=3 * SD / 64)
    assert found.total.std(ddof=1) == pytest.approx(SD, rel=0.05)


def test_even_designs_know_the_mean_better(plan):
    """Error over ten seeds: by chance it is sd / 32, by strata far less for a sum of two."""
    errors = {
        design: np.std([drawn(plan, 1024, design, seed=n)[0].total.mean() - MEAN for n in range(10)])
        for design in ("random", "latin_hypercube", "sobol")
    }
    assert errors["latin_hypercube"] < errors["random"] / 10
    assert errors["sobol"] < errors["random"] / 10


@pytest.mark.parametrize("design", ["random", "latin_hypercube", "sobol"])
def test_threads_change_no_bit(plan, design):
    one, two = (drawn(plan, 2048, design, threads=n)[0].total for n in (1, 2))
    assert one.tolist() == two.tolist()


def test_a_precision_stops_after_the_batch_that_reaches_it(plan):
    """± 0.5 % of 7 by 1.96 sd / sqrt(n): 1378 samples, so two batches of 1000."""
    found, told = drawn(plan, 50_000, "random", 0.005)
    assert len(found.total) == 2 * BATCH
    assert told == ()
    assert 1.96 * found.total.std(ddof=1) / math.sqrt(len(found.total)) / found.total.mean() <= 0.005


def test_its_samples_are_the_first_of_the_same_stream(plan):
    found, _ = drawn(plan, 50_000, "random", 0.005)
    assert found.total.tolist() == simulate(plan, samples=len(found.total), seed=1).total.tolist()
    assert set(found.flows) == {"production.making.steel", "production.making.glass"}


def test_a_precision_that_is_not_reached_is_told(plan):
    found, told = drawn(plan, 3000, "random", 1e-5)
    assert len(found.total) == 3000
    assert [(one.code, one.severity.value) for one in told] == [("N142", "warning")]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ((100, "halton"), "N130"),
        ((100, "sobol"), "N132"),
        ((100, "latin_hypercube", 0.01), "N148"),
        ((128, "sobol", 0.01), "N148"),
        ((100, "random", 0.0), "N140"),
        ((100, "random", -0.1), "N140"),
        ((100, "random", math.inf), "N140"),
        ((100, "random", math.nan), "N140"),
        ((100, "random", 5.0), "N140"),
        ((0, "random", 5.0), "N140"),
    ],
)
def test_what_cannot_be_drawn_is_refused(plan, asked, code):
    with pytest.raises(InputError) as caught:
        drawn(plan, *asked)
    assert [one.code for one in caught.value.findings] == [code]
    assert all(one.remedy(language) for one in caught.value.findings for language in ("en", "zh"))
