"""What lies behind a result: derivatives by differences, variance by samples, parts that add up."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_background import PLAIN, background, co2, dense, entry, lognormal, productive

from lca.background.analysing import (
    by_process,
    derivatives,
    paths,
    suppliers,
    tiers,
    tornado,
    unit_demand,
    variance,
)
from lca.background.sampling import sample
from lca.background.solving import intensities
from lca.errors import InputError


@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
@settings(max_examples=15, deadline=None)
def test_derivatives_are_differences(seed: int, size: int) -> None:
    d = productive(seed, size)
    demand = unit_demand(d, seed % size)
    found = derivatives(d, co2(d), PLAIN, demand)
    random = np.random.default_rng(seed)
    for matrix in ("technosphere", "interventions"):
        exchanges = getattr(d, matrix)
        e = int(random.integers(len(exchanges)))
        step = 1e-5 * exchanges.amount[e]
        ends = []
        for side in (-1, 1):
            amount = exchanges.amount.copy()
            amount[e] += side * step
            changed = dataclasses.replace(d, **{matrix: dataclasses.replace(exchanges, amount=amount)})
            ends.append(demand @ intensities(changed, co2(d)).co2e(PLAIN))
        slope = getattr(found, matrix)[e]
        assert (ends[1] - ends[0]) / (2 * step) == pytest.approx(
            slope, rel=1e-4, abs=1e-9 * abs(found.total / exchanges.amount[e])
        )


@given(st.integers(0, 2**32 - 1), st.integers(1, 15))
@settings(max_examples=15, deadline=None)
def test_everything_adds_up(seed: int, size: int) -> None:
    d = productive(seed, size)
    product = seed % size
    found = derivatives(d, co2(d), PLAIN, unit_demand(d, product))
    size_ = np.abs(by_process(found)).sum()
    assert by_process(found).sum() == pytest.approx(found.total, rel=1e-9, abs=1e-12 * size_)
    assert suppliers(d, found, product).total == pytest.approx(found.total, rel=1e-9)
    for depth in (0, 3):
        assert tiers(d, found, depth).total == pytest.approx(found.total, rel=1e-9)
    for cutoff in (0.5, 0.01):
        assert paths(d, found, product, cutoff).total == pytest.approx(found.total, rel=1e-9)


def test_a_chain_by_hand() -> None:
    """2 of b for each a, 3 of c for each b; a emits 1, c emits 5; b takes up 4: 1 - 8 + 30 = 23."""
    d = dense([[1, 0, 0], [-2, 1, 0], [0, -3, 1]], [[1, -4, 5]])
    found = derivatives(d, co2(d), PLAIN, unit_demand(d, 0))
    assert by_process(found).tolist() == [1, -8, 30]
    assert tiers(d, found).burden.tolist() == [1, -8, 30, 0, 0, 0]
    direct = suppliers(d, found, 0)
    assert (direct.direct, direct.product.tolist(), direct.amount.tolist()) == (1, [1], [2])
    assert direct.burden.tolist() == [22]
    chain = paths(d, found, 0)
    assert [(p.products, p.amount, p.burden, p.direct) for p in chain.paths] == [
        ((0,), 1, 23, 1),
        ((0, 1), 2, 22, -8),
        ((0, 1, 2), 6, 30, 30),
    ]
    assert chain.rest == 0


def test_what_is_cut_off_is_in_the_rest() -> None:
    d = dense([[1, 0, 0], [-1, 1, 0], [-1, 0, 1]], [[0, 99, 1]])
    found = paths(d, derivatives(d, co2(d), PLAIN, unit_demand(d, 0)), 0, cutoff=0.05)
    assert [path.products for path in found.paths] == [(0,), (0, 1)]
    assert found.rest == pytest.approx(1.0)
    few = paths(d, derivatives(d, co2(d), PLAIN, unit_demand(d, 0)), 0, cutoff=0.0, most=1)
    assert (len(few.paths), few.rest) == (1, 100.0)


def test_variance_of_a_product_of_lognormals() -> None:
    """x · y: to first order (σx² + σy²) times the square; sampled a little more."""
    t = [entry(0, 0, 1.0), entry(1, 1, 1.0), lognormal(0, 1, -3.0, 0.05)]
    d = background(2, t, [lognormal(0, 0, 2.0, 0.1)])
    found = derivatives(d, co2(d), PLAIN, unit_demand(d, 1))
    known = variance(d, found)
    wanted = sum((6 * np.exp(s**2 / 2)) ** 2 * np.expm1(s**2) for s in (0.05, 0.1))
    assert known.total == pytest.approx(wanted, rel=1e-12)
    assert known.process.sum() == pytest.approx(known.total)
    assert known.technosphere[2] / known.total == pytest.approx(0.2, abs=0.01)
    assert known.ratio(sample(d, co2(d), PLAIN, count=2000).values[1]) == pytest.approx(1, abs=0.06)


def test_exchanges_that_share_a_draw_are_added_before_they_are_squared() -> None:
    key = lognormal(0, 0, 1.0, 0.1)["key"]
    b = [{**lognormal(0, j, 1.0, 0.1), "key": key} for j in range(2)]
    d = background(2, [entry(0, 0, 1.0), entry(1, 1, 1.0)], b)
    known = variance(d, derivatives(d, co2(d), PLAIN, np.array([1.0, 1.0])))
    assert known.total == pytest.approx(4 * np.exp(0.01) * np.expm1(0.01))
    against = variance(d, derivatives(d, co2(d), PLAIN, np.array([1.0, -1.0])))
    assert against.total == pytest.approx(0, abs=1e-18)


def test_the_tornado_names_the_largest_first() -> None:
    spreads = [
        (2, np.log(5.0), 0.2),
        (3, 1.0, 0.1),
        (4, np.nan, np.nan, 0.0, 2.0),
        (5, 1.0, np.nan, 0.0, 2.0),
    ]
    amounts = [5.0, 1.0, 1.0, 1.0]
    d = background(4, [entry(j, j, 1.0) for j in range(4)],
                   [entry(0, j, amounts[j], spreads[j]) for j in range(4)])  # fmt: skip
    bars = tornado(d, derivatives(d, co2(d), PLAIN, np.ones(4)))
    assert [bar.process for bar in bars] == [0, 2, 3, 1]
    assert sum(bar.share for bar in bars) == pytest.approx(1)
    z = 1.6448536269514722
    assert (bars[0].low, bars[0].high) == pytest.approx((3 + 5 * np.exp(-0.2 * z), 3 + 5 * np.exp(0.2 * z)))
    assert (bars[1].low, bars[1].high) == pytest.approx((8 - 0.9, 8 + 0.9))
    assert (bars[2].low, bars[2].high) == pytest.approx((7 + np.sqrt(0.1), 9 - np.sqrt(0.1)))
    assert (bars[3].low, bars[3].high) == pytest.approx((8 - 0.1 * z, 8 + 0.1 * z))
    assert all(bar.matrix == "interventions" and bar.derivative == 1 for bar in bars)


@pytest.mark.parametrize("product", [-1, 5, True])
def test_a_product_that_is_none_is_refused(product: int) -> None:
    with pytest.raises(InputError) as error:
        unit_demand(dense([[1]], [[1]]), product)
    assert [f.code for f in error.value.findings] == ["B660"]
