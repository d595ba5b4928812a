"""Entries with their distributions: numbers by stats_arrays' definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.linking.columns import Columns
from lca.distributions import Fixed, Lognormal, Normal, Triangular, Uniform, scaled

KEY = bytes(16)


def one(spread, factor=1.0, share=1.0, stated=2.0):
    columns = Columns()
    columns.add(0, 0, stated, factor, share, spread, KEY)
    return columns.exchanges()


def numbers(entry) -> list[float | None]:
    values = [getattr(entry, name)[0] for name in ("loc", "scale", "minimum", "maximum")]
    return [None if math.isnan(value) else float(value) for value in values]


@pytest.mark.parametrize(
    ("spread", "factor", "code", "expected"),
    [
        (None, -2.0, 0, [None, None, None, None]),
        (Fixed(2.0), -2.0, 1, [None, None, None, None]),
        (Lognormal(0.5, 0.1), -1.0, 2, [0.5, 0.1, None, None]),
        (Lognormal(0.5, 0.1), 2.0, 2, [0.5 + 0.6931471805599453, 0.1, None, None]),
        (Normal(2.0, 0.25), -2.0, 3, [-4.0, 0.5, None, None]),
        (Uniform(1.0, 4.0), -2.0, 4, [None, None, -8.0, -2.0]),
        (Triangular(1.0, 2.0, 4.0), -2.0, 5, [-4.0, None, -8.0, -2.0]),
        (Triangular(1.0, 2.0, 4.0), 0.5, 5, [1.0, None, 0.5, 2.0]),
    ],
)
def test_the_distribution_is_that_of_the_entry(spread, factor, code, expected) -> None:
    entry = one(spread, factor)
    assert entry.code.tolist() == [code]
    assert entry.amount.tolist() == [2.0 * factor]
    assert numbers(entry) == expected


def test_entries_are_sorted_by_column_row_and_key() -> None:
    columns = Columns()
    placed = [(1, 1, b"\x02"), (0, 1, b"\x01"), (5, 0, b"\x03"), (1, 1, b"\x01")]
    for number, (row, column, key) in enumerate(placed):
        columns.add(row, column, float(number), 1.0, 1.0, None, key * 16)
    entries = columns.exchanges()
    assert entries.amount.tolist() == [2.0, 1.0, 3.0, 0.0]
    assert entries.row.tolist() == [5, 0, 1, 1]
    assert entries.column.tolist() == [0, 1, 1, 1]


def test_rows_may_be_renamed_at_the_end() -> None:
    columns = Columns()
    for row in (0, 1, 0):
        columns.add(row, 0, float(row), 1.0, 1.0, None, KEY)
    entries = columns.exchanges(np.array([1, 0], dtype=np.int32))
    assert entries.row.tolist() == [0, 1, 1]
    assert entries.amount.tolist() == [1.0, 0.0, 0.0]


def test_nothing_is_empty_columns() -> None:
    entries = Columns().exchanges(np.empty(0, dtype=np.int32))
    assert len(entries) == 0
    assert entries.key.shape == (0, 2)
    assert [str(array.dtype) for array in (entries.row, entries.code, entries.key)] == [
        "int32",
        "uint8",
        "uint64",
    ]


finite = st.floats(0.01, 100).map(lambda number: round(number, 3))


@given(
    st.one_of(
        st.builds(Normal, finite, finite),
        st.builds(Lognormal, finite, finite.map(lambda s: s / 100)),
        st.builds(lambda low, width: Uniform(low, low + width), finite, finite),
        st.builds(lambda low, a, b: Triangular(low, low + a, low + a + b), finite, finite, finite),
    ),
    finite,
    st.sampled_from([1.0, -1.0]),
)
def test_scaled_as_the_distributions_themselves_scale(spread, size, sign) -> None:
    """The ground floor's own :func:`lca.distributions.scaled` says the same."""
    factor = size * sign
    expected = scaled(spread, factor)
    entry = one(spread, factor)
    match expected:
        case Lognormal() | Normal():
            assert numbers(entry)[:2] == [pytest.approx(expected.loc, rel=1e-15), expected.scale]
        case Uniform():
            assert numbers(entry)[2:] == [expected.minimum, expected.maximum]
        case Triangular():
            assert numbers(entry) == [expected.mode, None, expected.minimum, expected.maximum]
