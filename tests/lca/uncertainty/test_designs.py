"""Designs of samples: strata, nets, slices, precision gained, wrong input."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import qmc

from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError
from lca.uncertainty import sobol
from lca.uncertainty.designs import KINDS, RANDOM, Design, design, designed_draw, designed_uniforms, strata
from lca.uncertainty.sampling import draw, uniforms

NAMES = ("factor:electricity", "activity:mass", "rule:r.constant", "supplier:s:steel")


def made(kind: str, samples: int) -> Design:
    return design(kind, samples, NAMES)


def codes(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


@given(st.integers(0, 2**70), st.text(min_size=1), st.integers(0, 10**6), st.integers(0, 50))
@settings(max_examples=40, deadline=None)
def test_random_draws_keep_their_bits(seed: int, identity: str, start: int, count: int) -> None:
    assert design("random") is RANDOM
    own = designed_uniforms(RANDOM, seed, identity, start, count)
    assert own.tobytes() == uniforms(seed, identity, start, count).tobytes()


@given(st.integers(0, 2**70), st.text(min_size=1), st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_a_latin_hypercube_has_one_sample_in_each_interval(seed: int, identity: str, samples: int) -> None:
    found = designed_uniforms(design("latin_hypercube", samples), seed, identity, 0, samples)
    assert sorted(np.floor(found * samples).astype(int).tolist()) == list(range(samples))
    assert found.min() > 0.0
    assert found.max() < 1.0


@pytest.mark.parametrize("samples", [3, 1000, 2**20 - 1, 2**20, 1_234_567])
def test_intervals_hold_for_large_numbers_of_samples(samples: int) -> None:
    found = designed_uniforms(design("latin_hypercube", samples), 1, "a", 0, samples)
    assert (np.sort(np.floor(found * samples)) == np.arange(samples)).all()


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_slice_is_itself_when_drawn_alone(kind: str, data: st.DataObject) -> None:
    of = made(kind, 2 ** data.draw(st.integers(0, 9)))
    first = data.draw(st.integers(0, of.samples))
    last = data.draw(st.integers(first, of.samples))
    whole = designed_uniforms(of, 5, NAMES[1], 0, of.samples)
    assert designed_uniforms(of, 5, NAMES[1], first, last - first).tobytes() == whole[first:last].tobytes()


def test_draws_do_not_change() -> None:
    """Computed once; a change of these bits changes every published result of a design."""
    recorded = {
        "latin_hypercube": ["0x1.c7499ba52d820p-1", "0x1.65b6bb94e7a40p-2", "0x1.fdcb71137f360p-1"],
        "sobol": ["0x1.91d3c0a499ba4p-3", "0x1.f6724cd36d773p-1", "0x1.936882ee5b88ap-2"],
    }
    for kind, bits in recorded.items():
        found = designed_uniforms(made(kind, 1024), 42, NAMES[0], 0, 3)
        assert [value.hex() for value in found.tolist()] == bits


@pytest.mark.parametrize("kind", KINDS)
def test_identities_are_uniform_and_independent(kind: str) -> None:
    of = made(kind, 4096)
    columns = [designed_uniforms(of, 3, name, 0, 4096) for name in NAMES]
    for column in columns:
        assert stats.kstest(column, "uniform").pvalue > 1e-3
    correlation = np.corrcoef(columns)[np.triu_indices(len(columns), 1)]
    assert np.abs(correlation).max() < 4 / math.sqrt(4096)


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_seeds_differ(kind: str) -> None:
    of = made(kind, 64)
    one, other = (designed_uniforms(of, seed, NAMES[0], 0, 64) for seed in (1, 2))
    assert not (one == other).any()


def test_every_permutation_is_as_likely() -> None:
    """All 6 orders of 3 intervals over 3000 identities: chi-squared of 5 degrees of freedom."""
    orders = [tuple(strata(3, 11, f"parameter {i}").tolist()) for i in range(3000)]
    counts = np.unique(orders, axis=0, return_counts=True)[1]
    assert len(counts) == 6
    assert stats.chisquare(counts).pvalue > 1e-3


def test_direction_numbers_are_those_of_scipy() -> None:
    """Points without scramble are SciPy's own sequence, in every dimension."""
    wanted = qmc.Sobol(100, scramble=False, bits=sobol.BITS).random(256)
    for dimension in (0, 1, 7, 63, 64, 99):
        directions = sobol._directions(sobol._rounded(dimension + 1), 8)[dimension]
        assert (sobol._sum(directions, 0, 256) * 2.0**-sobol.BITS == wanted[:, dimension]).all()


@pytest.mark.parametrize("samples", [1, 2, 16, 256, 4096])
def test_each_dimension_of_a_sobol_design_is_stratified(samples: int) -> None:
    of = made("sobol", samples)
    for name in NAMES:
        found = designed_uniforms(of, 9, name, 0, samples)
        assert sorted(np.floor(found * samples).astype(int).tolist()) == list(range(samples))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("power", [4, 8])
def test_the_first_two_dimensions_are_a_net(seed: int, power: int) -> None:
    """Every box of 2**a by 2**(m - a) cells holds one point: a (0, m, 2)-net, which scrambling keeps."""
    of = design("sobol", 2**power, ["a", "b"])
    x, y = (designed_uniforms(of, seed, name, 0, of.samples) for name in ("a", "b"))
    for a in range(power + 1):
        boxes = np.floor(x * 2**a) * 2 ** (power - a) + np.floor(y * 2 ** (power - a))
        assert sorted(boxes.astype(int).tolist()) == list(range(of.samples))


def test_scrambles_are_lower_triangular_and_keep_points_apart() -> None:
    matrix, _ = sobol._scramble(1, "a")
    rows = [[(int(row) >> (sobol.BITS - 1 - bit)) & 1 for bit in range(sobol.BITS)] for row in matrix]
    for index, row in enumerate(rows):
        assert row[index] == 1
        assert not any(row[index + 1 :])
    assert {row[0] for row in rows[1:]} == {0, 1}


def test_a_scrambled_point_is_uniform() -> None:
    """Over seeds, any one point of a design is uniform: means are unbiased."""
    of = design("sobol", 8, ["a"])
    for number in (0, 5):
        found = [designed_uniforms(of, seed, "a", number, 1)[0] for seed in range(2000)]
        assert stats.kstest(found, "uniform").pvalue > 1e-3


def test_the_order_of_identities_does_not_count() -> None:
    one, other = design("sobol", 64, NAMES), design("sobol", 64, [*reversed(NAMES), NAMES[0]])
    assert one == other
    assert one.dimensions == {name: index for index, name in enumerate(sorted(NAMES))}


DISTRIBUTIONS: dict[str, Distribution] = {
    NAMES[0]: Lognormal(0.0, 0.2),
    NAMES[1]: Normal(10.0, 1.0),
    NAMES[2]: Uniform(1.0, 2.0),
    NAMES[3]: Triangular(0.0, 1.0, 3.0),
}


def error_of_mean(kind: str, samples: int, seeds: int) -> float:
    """Root mean square error of the mean of a sum of four independent parameters, exact mean known."""
    exact = sum(of.mean for of in DISTRIBUTIONS.values())
    of = made(kind, samples)
    errors = []
    for seed in range(seeds):
        drawn = [designed_draw(of, d, seed, name, 0, samples) for name, d in DISTRIBUTIONS.items()]
        errors.append(float(np.sum(drawn, axis=0).mean()) - exact)
    return math.sqrt(np.mean(np.square(errors)))


def test_both_designs_are_more_precise_for_a_sum() -> None:
    """Stratification takes the variance of additive functions almost away (M. Stein 1987, Technometrics)."""
    random = error_of_mean("random", 256, 40)
    expected = math.sqrt(sum(of.variance for of in DISTRIBUTIONS.values()) / 256)
    assert random == pytest.approx(expected, rel=0.4)
    assert error_of_mean("latin_hypercube", 256, 40) < random / 10
    assert error_of_mean("sobol", 256, 40) < random / 10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of", DISTRIBUTIONS.values(), ids=lambda of: type(of).__name__)
def test_draws_are_the_quantiles_of_the_uniforms(kind: str, of: Distribution) -> None:
    plan = made(kind, 128)
    found = designed_draw(plan, of, 1, NAMES[2], 16, 32)
    assert np.isfinite(found).all()
    order = np.argsort(designed_uniforms(plan, 1, NAMES[2], 16, 32))
    assert (np.diff(found[order]) >= 0).all()
    if kind == "random":
        assert found.tobytes() == draw(of, 1, NAMES[2], 16, 32).tobytes()


@pytest.mark.parametrize(
    ("kind", "samples", "code"),
    [
        ("sobel", 8, "N130"),
        ("", 8, "N130"),
        ("latin_hypercube", 0, "N131"),
        ("latin_hypercube", -1, "N131"),
        ("latin_hypercube", 2.0, "N131"),
        ("latin_hypercube", True, "N131"),
        ("sobol", 2**31 + 1, "N131"),
        ("sobol", 1000, "N132"),
    ],
)
def test_wrong_designs(kind: str, samples: int, code: str) -> None:
    with pytest.raises(InputError) as caught:
        design(kind, samples, NAMES)
    assert codes(caught) == [code]


def test_the_nearest_powers_are_named() -> None:
    with pytest.raises(InputError) as caught:
        design("sobol", 1000)
    assert "512 or 1024" in caught.value.findings[0].remedy("en")


def test_more_identities_than_dimensions() -> None:
    with pytest.raises(InputError) as caught:
        design("sobol", 8, map(str, range(sobol.DIMENSIONS + 1)))
    assert codes(caught) == ["N135"]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_samples_beyond_the_design(kind: str) -> None:
    with pytest.raises(InputError) as caught:
        designed_uniforms(made(kind, 8), 1, NAMES[0], 4, 5)
    assert codes(caught) == ["N133"]


def test_an_identity_that_the_design_lacks() -> None:
    with pytest.raises(InputError) as caught:
        designed_uniforms(made("sobol", 8), 1, "factor:electricty", 0, 8)
    assert codes(caught) == ["N134"]
    assert caught.value.findings[0].candidates == ("factor:electricity",)


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_draws_are_told_as_without_a_design(kind: str) -> None:
    with pytest.raises(InputError) as caught:
        designed_uniforms(made(kind, 8), -1, "", 0, -1)
    assert codes(caught) == ["N101", "N102", "N103"]
