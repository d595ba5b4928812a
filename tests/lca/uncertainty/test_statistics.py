"""Statistics against NumPy, the standard library and exact sums; their bits; wrong input."""

import math
import statistics as standard

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import InputError
from lca.uncertainty.statistics import COLUMNS, Summary, statistics, table, total

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60)


@given(NUMBERS)
@settings(max_examples=80, deadline=None)
def test_agrees_with_the_standard_library_and_numpy(numbers: list[float]) -> None:
    summary = statistics(numbers)
    size = max(map(abs, numbers))
    assert summary.mean == pytest.approx(standard.fmean(numbers), rel=1e-14, abs=1e-15 * size)
    assert summary.sd == pytest.approx(standard.stdev(numbers), rel=1e-9, abs=1e-14 * size + 1e-150)
    expected = np.quantile(numbers, [0.5, 0.025, 0.05, 0.95, 0.975])
    found = [summary.median, summary.p2_5, summary.p5, summary.p95, summary.p97_5]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14 * size)
    assert summary.standard_error == pytest.approx(summary.sd / math.sqrt(len(numbers)), rel=1e-15)
    assert summary.n == len(numbers)


@given(NUMBERS, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_samples_leaves_no_trace(numbers: list[float], random: object) -> None:
    shuffled = list(numbers)
    random.shuffle(shuffled)
    assert statistics(shuffled) == statistics(numbers)


@given(st.floats(-1e150, 1e150), st.integers(2, 200))
@settings(max_examples=30, deadline=None)
def test_equal_samples_have_exactly_their_value_and_no_spread(value: float, count: int) -> None:
    assert statistics([value] * count) == Summary(value, 0.0, value, value, value, value, value, 0.0, count)


def test_definition_seven_by_hand() -> None:
    """Of 1 to 5, (n - 1) p = 0.1 lies a tenth of the way from the first to the second."""
    summary = statistics([5.0, 3.0, 1.0, 2.0, 4.0])
    assert summary.p2_5 == pytest.approx(1.1)
    assert summary.p95 == pytest.approx(4.8)
    assert summary.mean == summary.median == 3.0
    assert summary.sd == pytest.approx(math.sqrt(2.5), rel=1e-15)


def test_nist_statistical_reference_data() -> None:
    """NIST StRD univariate: NumAcc3 (1000000.2 and 1000000.1, 1000000.3 in turn): sd is exactly 0.1."""
    values = [1000000.2] + [1000000.1, 1000000.3] * 500
    summary = statistics(values)
    assert summary.mean == pytest.approx(1000000.2, rel=1e-15)
    assert summary.sd == pytest.approx(0.1, rel=1e-9)


def test_a_row_of_a_table_is_the_row_alone() -> None:
    samples = np.random.default_rng(1).lognormal(size=(7, 333))
    rows = table(samples)
    assert rows.shape == (7, len(COLUMNS))
    for row, values in zip(rows, samples, strict=True):
        summary = statistics(values)
        assert row.tolist() == [getattr(summary, name) for name in COLUMNS]
    assert table(np.asfortranarray(samples)).tobytes() == rows.tobytes()


def test_total_is_near_the_exact_sum_of_a_million() -> None:
    values = np.random.default_rng(2).normal(size=10**6)
    assert float(total(values)) == pytest.approx(math.fsum(values), abs=1e-12 * math.fsum(np.abs(values)))


def test_bits_are_those_recorded() -> None:
    """Computed on x86-64; every machine and version must give them again."""
    summary = statistics((np.arange(1000) * 7919 % 1009) / 1009)
    assert [summary.mean.hex(), summary.sd.hex()] == ["0x1.00171f6a06f22p-1", "0x1.27d6a365e40f4p-2"]


@pytest.mark.parametrize("samples", [[], [1.0], 3.0, [[1.0, 2.0]]])
def test_too_few_samples_or_another_shape_is_refused(samples: object) -> None:
    with pytest.raises(InputError) as error:
        statistics(samples)
    assert error.value.findings[0].code == "N110"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e160])
def test_what_is_not_finite_is_refused_and_located(value: float) -> None:
    with pytest.raises(InputError) as error:
        table([[1.0, 2.0, 3.0], [1.0, 2.0, value]])
    assert error.value.findings[0].code == "N111"
    assert error.value.findings[0].params["row"] == 1
    assert error.value.findings[0].params["sample"] == 2
    assert error.value.findings[0].remedy("zh")
