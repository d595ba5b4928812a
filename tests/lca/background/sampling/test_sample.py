"""Samples of all products: draws from NumPy's Philox, systems by dense algebra; the same bits always."""

import dataclasses

import numpy as np
import pytest
from small_background import PLAIN, background, co2, dense, entry, lognormal, productive, shuffled

from lca.background.database import Background, Exchanges
from lca.background.sampling import sample, sampled_entries
from lca.background.sampling.designs import seed_words
from lca.errors import InputError
from lca.uncertainty import floating


def draws(x: Exchanges, seed: int, number: int) -> np.ndarray:
    """Entries of a sample, exchange by exchange, with NumPy's Philox."""
    s0, s1 = (int(word) for word in seed_words(seed))
    counter = number // 4 + (s0 << 128) + (s1 << 192)
    values = x.amount.copy()
    for e in np.flatnonzero(x.code == 2):
        generator = np.random.Philox(key=int(x.key[e, 0]) + (int(x.key[e, 1]) << 64), counter=counter - 1)
        u = ((generator.random_raw(4)[number % 4] >> np.uint64(12)).astype(float) + 0.5) * 2.0**-52
        values[e] = np.sign(x.amount[e]) * floating.exp(x.loc[e] + x.scale[e] * floating.normal_quantile(u))
    return values


def by_hand(d: Background, seed: int, number: int) -> np.ndarray:
    size = d.size
    a, h = np.zeros((size, size)), np.zeros(size)
    np.add.at(a, (d.technosphere.row, d.technosphere.column), draws(d.technosphere, seed, number))
    np.add.at(h, d.interventions.column, draws(d.interventions, seed, number))
    return np.linalg.solve(a.T, h)


def told(error: InputError) -> list[str]:
    for finding in error.findings:
        assert all(finding.message(language) and finding.remedy(language) for language in ("en", "zh"))
    return [finding.code for finding in error.findings]


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 12), (3, 40)])
def test_samples_are_those_computed_by_hand(seed: int, size: int) -> None:
    d = productive(seed, size, sigma=0.2)
    found = sample(d, co2(d), PLAIN, seed=seed, start=5, count=9)
    for column, number in enumerate(range(5, 14)):
        np.testing.assert_allclose(found.values[:, column], by_hand(d, seed, number), rtol=1e-9)
    assert (found.start, found.seed, found.design, found.lost) == (5, seed, "random", ())
    assert found.sweeps.shape == (9,)


def test_bits_depend_on_nothing_but_seed_identity_and_number() -> None:
    d = productive(7, 60, sigma=0.3)
    whole = sample(d, co2(d), PLAIN, count=150, threads=1)
    two = sample(d, co2(d), PLAIN, count=150, threads=2)
    assert two.values.tobytes() == whole.values.tobytes()
    for start, count in ((0, 1), (7, 2), (8, 8), (63, 66), (149, 1)):
        part = sample(d, co2(d), PLAIN, start=start, count=count, threads=2)
        assert part.values.tobytes() == whole.values[:, start : start + count].tobytes()
    mixed = shuffled(d, 3)
    assert sample(mixed, co2(d), PLAIN, count=150).values.tobytes() == whole.values.tobytes()
    assert (sample(d, co2(d), PLAIN, seed=2, count=8).values != whole.values[:, :8]).all()


def test_a_process_more_changes_no_other_product() -> None:
    one = productive(4, 20, sigma=0.2)
    t, b = one.technosphere, one.interventions
    more = entry(20, 20, 1.0), lognormal(3, 20, -0.5, 0.3)

    def longer(x: Exchanges, entries: tuple) -> Exchanges:
        extra = background(21, entries, []).technosphere
        names = [f.name for f in dataclasses.fields(x)]
        return Exchanges(**{n: np.concatenate([getattr(x, n), getattr(extra, n)]) for n in names})

    two = dataclasses.replace(
        background(21, [], []), technosphere=longer(t, more), interventions=b, flows=one.flows
    )
    first = sample(one, co2(one), PLAIN, count=8).values
    second = sample(two, co2(two), PLAIN, count=8).values
    np.testing.assert_allclose(second[:20], first, rtol=1e-9)


def test_all_distributions_have_their_moments() -> None:
    """Products that are nothing but one emission each; moments by stats_arrays' own formulas."""
    kinds = {
        0: (0,),
        1: (2, np.log(2.0), 0.3),
        2: (3, 5.0, 0.5),
        3: (4, np.nan, np.nan, 1.0, 4.0),
        4: (5, 2.0, np.nan, 1.0, 6.0),
        5: (2, np.log(3.0), 0.2),
    }
    amounts = [7.0, 2.0, 5.0, 2.5, 2.0, -3.0]
    t = [entry(j, j, 1.0) for j in range(6)]
    d = background(6, t, [entry(0, j, amounts[j], kinds[j], "b") for j in range(6)])
    values = sample(d, co2(d), PLAIN, count=4000).values
    mean = [7.0, 2 * np.exp(0.045), 5.0, 2.5, 3.0, -3 * np.exp(0.02)]
    sd = [
        0.0, mean[1] * np.sqrt(np.expm1(0.09)), 0.5, 3 / np.sqrt(12),
        np.sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18), -mean[5] * np.sqrt(np.expm1(0.04)),
    ]  # fmt: skip
    assert (np.abs(values.mean(axis=1) - mean) <= 4.5 * np.array(sd) / np.sqrt(4000)).all()
    np.testing.assert_allclose(values.std(axis=1), sd, rtol=0.06)
    assert (values[0] == 7).all()
    assert (values[5] < 0).all()
    assert ((values[3] > 1) & (values[3] < 4)).all()


def test_the_entries_of_a_sample_are_its_draws() -> None:
    d = productive(6, 25, sigma=0.2)
    technosphere, interventions = sampled_entries(d, co2(d), PLAIN, 13, seed=4)
    np.testing.assert_array_equal(technosphere, draws(d.technosphere, 4, 13))
    np.testing.assert_array_equal(interventions, draws(d.interventions, 4, 13))


def test_parts_of_one_exchange_share_their_draw() -> None:
    key = lognormal(0, 0, 1.0, 0.5)["key"]
    b = [{**lognormal(0, j, float(j + 1), 0.5), "key": key} for j in range(2)]
    d = background(2, [entry(0, 0, 1.0), entry(1, 1, 1.0)], b)
    values = sample(d, co2(d), PLAIN, count=32).values
    np.testing.assert_allclose(values[1], 2 * values[0], rtol=1e-14)


@pytest.mark.parametrize(("design", "total"), [("latin_hypercube", 50), ("sobol", 64)])
def test_designs_spread_better_and_let_samples_alone(design: str, total: int) -> None:
    d = background(1, [entry(0, 0, 1.0)], [entry(0, 0, 2.5, (4, np.nan, np.nan, 0.0, 5.0))])
    whole = sample(d, co2(d), PLAIN, count=total, design_name=design)
    assert sorted((whole.values[0] / 5 * total).astype(int)) == list(range(total))
    part = sample(d, co2(d), PLAIN, start=17, count=3, design_name=design, total=total)
    assert part.values.tobytes() == whole.values[:, 17:20].tobytes()
    big = productive(5, 30, sigma=0.2)
    one = sample(big, co2(big), PLAIN, count=total, design_name=design, threads=1)
    two = sample(shuffled(big, 1), co2(big), PLAIN, count=total, design_name=design, threads=2)
    assert one.values.tobytes() == two.values.tobytes()


@pytest.mark.parametrize("design", ["random", "latin_hypercube", "sobol"])
def test_databases_are_independent_of_each_other(design: str) -> None:
    """Pairs of databases of one uncertain exchange: correlations stray by 1/sqrt(1024), 0.03, about zero."""
    found = []
    for number in range(16):
        emission = {**entry(0, 0, 2.5, (4, np.nan, np.nan, 0.0, 5.0)), "key": (number + 1, 77 * number)}
        d = background(1, [entry(0, 0, 1.0)], [emission])
        found.append(sample(d, co2(d), PLAIN, count=1024, design_name=design).values[0])
    apart = np.abs(np.corrcoef(found)[np.triu_indices(16, 1)])
    assert apart.max() < 0.15
    assert apart.mean() < 0.04


def test_float32_into_an_array_of_ones_own() -> None:
    d = productive(5, 10, sigma=0.2)
    out = np.empty((10, 20), dtype=np.float32)
    found = sample(d, co2(d), PLAIN, count=20, out=out)
    assert found.values is out
    assert (out == sample(d, co2(d), PLAIN, count=20).values.astype(np.float32)).all()


def test_samples_with_a_loop_that_takes_more_than_it_makes_are_counted() -> None:
    """A loop of 0.8 x 1 with a wide distribution passes 1 in some samples: right numbers, and told."""
    t = [entry(0, 0, 1.0), entry(1, 1, 1.0), entry(1, 0, -1.0), lognormal(0, 1, -0.8, 0.3)]
    d = background(2, t, [entry(0, 0, 1.0)])
    found = sample(d, co2(d), PLAIN, count=64)
    wanted = np.array([by_hand(d, 1, number) for number in range(64)]).T
    np.testing.assert_allclose(found.values, wanted, rtol=1e-9)
    assert found.unproductive == tuple(np.flatnonzero(wanted[0] < 0))
    assert 2 < len(found.unproductive) < 40
    (finding,) = found.findings
    assert finding.code == "B634"
    assert finding.params["count"] == len(found.unproductive)
    assert finding.message("en")
    assert finding.message("zh")


def test_a_production_that_turns_its_sign_is_counted() -> None:
    d = background(1, [entry(0, 0, 1.0, (3, 1.0, 0.7))], [entry(0, 0, 1.0)])
    found = sample(d, co2(d), PLAIN, count=64)
    assert found.unproductive == tuple(np.flatnonzero(found.values[0] < 0))
    assert found.findings


def test_samples_without_solution_are_nan_and_told() -> None:
    """A uniform production from 0 to 0 in all but its amount: every sample divides by zero."""
    t = [
        entry(0, 0, 1.0, (4, np.nan, np.nan, 0.0, 0.0)),
        entry(1, 1, 1.0),
        entry(0, 1, -1.0),
        entry(2, 2, 1.0),
    ]
    d = background(3, t, [entry(0, 0, 1.0), entry(0, 2, 1.0)])
    found = sample(d, co2(d), PLAIN, count=3)
    assert found.lost == (0, 1, 2)
    assert not np.isfinite(found.values[:2]).any()
    assert (found.values[2] == 1).all()
    assert found.findings[0].params["lost"] == 3


@pytest.mark.parametrize(
    ("spread", "reason"),
    [
        ((2, np.nan, 0.1), "sigma"),
        ((2, 0.0, -0.1), "sigma"),
        ((3, 1.0, np.inf), "sd"),
        ((4, np.nan, np.nan, 2.0, 1.0), "minimum"),
        ((5, 9.0, np.nan, 1.0, 2.0), "mode"),
        ((7, 1.0, 1.0), "code"),
    ],
)
def test_distributions_that_cannot_be_drawn(spread: tuple, reason: str) -> None:
    d = background(1, [entry(0, 0, 1.0)], [entry(0, 0, 1.0, spread)])
    with pytest.raises(InputError) as error:
        sample(d, co2(d), PLAIN, count=1)
    assert told(error.value)[0] == "B631"
    assert reason in error.value.findings[0].params["reason"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"count": 0}, "B630"),
        ({"start": -1}, "B630"),
        ({"count": 1.5}, "B630"),
        ({"seed": -1}, "N101"),
        ({"design_name": "halton"}, "B632"),
        ({"design_name": "sobol", "count": 100}, "B633"),
        ({"design_name": "latin_hypercube", "count": 10, "total": 5}, "B633"),
        ({"design_name": "latin_hypercube", "count": 1}, "B633"),
    ],
)
def test_wrong_wishes_are_refused(options: dict, code: str) -> None:
    d = dense([[1]], [[1]])
    with pytest.raises(InputError) as error:
        sample(d, co2(d), PLAIN, **options)
    assert told(error.value) == [code]
