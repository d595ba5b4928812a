"""Numbers as files write them: what is one, what is none, and nothing in between becomes zero."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.reading.figures import Spreads, number
from lca.background.reading.notes import Notes
from lca.background.records import Consequence
from lca.distributions import Lognormal, Normal, Triangular, Uniform
from lca.errors import Location


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        (" 1.5 ", 1.5),
        ("-1.5E-12", -1.5e-12),
        ("+.5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("0", 0.0),
        ("00012", 12.0),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        None,
        ".",
        "-",
        "e5",
        "1e",
        "1,5",
        "1 000",
        "1_000",
        "0x10",
        "NaN",
        "inf",
        "-Infinity",
        "1e999",
        "١",
        "1.2.3",
    ],
)
def test_what_is_no_finite_number(text: str | None) -> None:
    assert number(text) is None


def test_another_decimal_sign() -> None:
    assert number("1,5", ",") == 1.5
    assert number("1,0E-12", ",") == 1e-12
    assert number("15", ",") == 15.0
    assert number("1.5", ",") is None, "a point would be a separator of thousands there"
    assert number("1.000,5", ",") is None
    assert number("1'5", "'") == 1.5


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_back(value: float) -> None:
    assert number(repr(value)) == value
    assert number(repr(value).replace(".", ","), ",") == value


@given(st.text(max_size=8))
def test_no_text_is_a_surprise(text: str) -> None:
    found = number(text)
    assert found is None or math.isfinite(found)
    assert found is None or found == float(text.strip())


@pytest.fixture
def notes() -> Notes:
    return Notes(Location("delivery"), "set")


@pytest.fixture
def spreads(notes: Notes) -> Spreads:
    return Spreads(notes, "coal", 7)


def told(notes: Notes) -> list[tuple[str, str, str, int | None]]:
    assert all(r.consequence is Consequence.UNCERTAINTY_LEFT_OUT for r in notes.remarks)
    return [(r.finding.code, r.dataset, r.exchange, r.finding.location.line) for r in notes.remarks]


def test_spreads_that_fit(spreads: Spreads, notes: Notes) -> None:
    assert spreads.lognormal(2, 0.5) == Lognormal(math.log(2), 0.5)
    assert spreads.squared(-2, math.e) == Lognormal(math.log(2), 0.5, -1)
    assert spreads.normal(2, 0.5) == Normal(2, 0.5)
    assert spreads.triangular(1, 2, 3) == Triangular(1, 2, 3)
    assert spreads.uniform(2, 1, 3) == Uniform(1, 3)
    assert notes.remarks == []


def test_no_spread_is_no_remark(spreads: Spreads, notes: Notes) -> None:
    found = [
        spreads.lognormal(2, 0),
        spreads.squared(2, 1),
        spreads.normal(2, 0),
        spreads.triangular(2, 2, 2),
        spreads.uniform(2, 2, 2),
    ]
    assert found == [None] * 5
    assert notes.remarks == []


def test_spreads_that_do_not_fit(spreads: Spreads, notes: Notes) -> None:
    assert spreads.lognormal(0, 0.5) is None
    assert spreads.lognormal(2, -0.5) is None
    assert spreads.squared(2, None) is None
    assert spreads.squared(2, 0.99) is None
    assert spreads.normal(2, None) is None
    assert spreads.normal(2, -1) is None
    assert spreads.triangular(1, None, 3) is None
    assert spreads.triangular(1, 4, 3) is None
    assert spreads.uniform(2, None, 3) is None
    assert spreads.uniform(4, 1, 3) is None
    assert spreads.unknown("beta") is None
    codes = [code for code, *_ in told(notes)]
    assert codes == ["D104", "D101", "B215", "B212", "B215", "D101", "B215", "D110", "B215", "B213", "B214"]
    assert {rest for _, *rest in map(tuple, told(notes)) for rest in [tuple(rest)]} == {("set", "coal", 7)}


def test_meaningless_squares_are_counted_once_a_data_set(spreads: Spreads, notes: Notes) -> None:
    for _ in range(3):
        assert spreads.squared(2, 0) is None
    assert notes.remarks == []
    notes.settle()
    ((code, dataset, exchange, _),) = told(notes)
    assert (code, dataset, exchange) == ("B211", "set", "")
    assert notes.remarks[0].finding.params["count"] == 3
