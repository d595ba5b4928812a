"""Checks that no schema makes; the traps are those that the official PACT schema 3.0.4 lets pass."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lca.passport.checks import NOT_NEGATIVE, NOT_POSITIVE, PERCENT, POSITIVE, RATING, Bounds, Look, added

MADE = datetime(2025, 6, 1, tzinfo=UTC)


def codes(look: Look) -> list[str]:
    return [one.code for one in look.findings]


@pytest.mark.parametrize(
    "value",
    [
        "banana",
        "1e-3",
        "1E3",
        "",
        " 1",
        "1 ",
        "+1",
        ".5",
        "5.",
        "1,5",
        "1_000",
        "٣",
        "NaN",
        "Infinity",
        "0x1",
        "01",
    ],
)
def test_what_is_no_plain_decimal(value: str) -> None:
    look = Look({"x": value})
    assert look.decimal("x") is None
    assert codes(look) == ["P140"]


@pytest.mark.parametrize("value", [1, 1.5, True, [], {}, ["1"]])
def test_a_decimal_stands_in_a_string(value: object) -> None:
    look = Look({"x": value})
    assert look.decimal("x") is None
    assert codes(look) == ["P140"]


@pytest.mark.parametrize("value", ["0", "-1", "1.50", "0.001", "123456789012345678901234567890"])
def test_plain_decimals(value: str) -> None:
    look = Look({"x": value})
    assert look.decimal("x") == Decimal(value)
    assert not look.findings


def test_what_is_missing_is_no_error_unless_it_must_be_there() -> None:
    look = Look({"a": "", "b": [], "c": None, "d": 0, "e": False})
    assert look.decimal("z") is None
    look.present("a", "b", "c", "d", "e", "z")
    assert [(one.code, one.location.path) for one in look.findings] == [
        ("P149", name) for name in ("a", "b", "c", "z")
    ]


@pytest.mark.parametrize(
    ("value", "bounds", "within"),
    [
        ("0", POSITIVE, False),
        ("0.0001", POSITIVE, True),
        ("-1", NOT_NEGATIVE, False),
        ("0", NOT_NEGATIVE, True),
        ("0.1", NOT_POSITIVE, False),
        ("100", PERCENT, True),
        ("100.1", PERCENT, False),
        ("9", RATING, False),
        ("0.9", RATING, False),
        ("5", RATING, True),
    ],
)
def test_ranges(value: str, bounds: Bounds, within: bool) -> None:
    look = Look({"x": value})
    assert (look.decimal("x", bounds) is not None) is within
    assert codes(look) == ([] if within else ["P141"])
    assert str(bounds) in (look.findings[0].message("en") if look.findings else str(bounds))


def test_bounds_read_as_people_write_them() -> None:
    assert [str(one) for one in (POSITIVE, NOT_NEGATIVE, NOT_POSITIVE, PERCENT, Bounds())] == [
        "> 0",
        ">= 0",
        "<= 0",
        "0 .. 100",
        "any",
    ]


@pytest.mark.parametrize("value", ["1", True, float("nan"), float("inf"), None, [1]])
def test_a_json_number_is_a_finite_number(value: object) -> None:
    look = Look({"x": value})
    assert look.number("x") is None
    assert codes(look) == ([] if value is None else ["P138"])


def test_json_numbers_have_ranges_too() -> None:
    look = Look({"x": 3.2, "y": 2})
    assert look.number("y", RATING) == 2
    assert look.number("x", Bounds(Decimal(1), Decimal(3))) is None
    assert codes(look) == ["P141"]


def test_sums_hold_to_a_millionth() -> None:
    look = Look({})
    look.equal("x", Decimal("1000000"), Decimal("1000001"), "a + b")
    look.equal("x", None, Decimal(1), "a")
    look.equal("x", Decimal(0), Decimal(0), "0")
    assert not look.findings
    look.equal("x", Decimal("10"), Decimal("10.1"), "a + b")
    [finding] = look.findings
    assert finding.code == "P142"
    assert "a + b is 10.1" in finding.message("en")
    assert added({"a": Decimal(1), "b": None}) == added([Decimal(1), None]) == 1


def test_urns_and_uuids() -> None:
    look = Look({"a": ["urn:x-y:1", "4711"], "b": ["urn:x-y:1", "URN:x-y:1"], "c": ["urn:pact:product:7"]})
    for path in "abcd":
        look.urns(path)
    assert [(one.code, str(one.severity)) for one in look.findings] == [
        ("P143", "error"),
        ("P139", "error"),
        ("P143", "warning"),
    ]
    look = Look({"id": "f4b1225a-bd44-4c8e-861d-079e4e1dfd69", "old": ["x"], "n": 7})
    for path in ("id", "old", "n", "none"):
        look.uuid(path)
    assert [one.location.path for one in look.findings] == ["old", "n"]


@pytest.mark.parametrize("value", ["2025-01-01", "2025-01-01T00:00:00", "now", 5, "2025-13-01T00:00:00Z"])
def test_a_moment_has_a_zone(value: object) -> None:
    look = Look({"t": value})
    assert look.moment("t") is None
    assert codes(look) == ["P144"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", []),
        ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z", ["P145"]),
        ("2025-01-01T00:00:00Z", "2024-01-01T00:00:00Z", ["P145"]),
        ("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", ["P146"]),
        ("2025-06-01T07:00:00+08:00", "2025-06-01T08:00:00+08:00", []),
    ],
)
def test_periods(start: str, end: str, expected: list[str]) -> None:
    look = Look({"a": start, "b": end})
    look.period("a", "b", MADE)
    assert codes(look) == expected


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ({"r": "Eastern Asia"}, []),
        ({"r": "Asia", "c": "CN", "s": "CN-GX"}, []),
        ({"r": "APAC"}, ["r"]),
        ({"c": "China"}, ["c"]),
        ({"c": "XX"}, ["c"]),
        ({"s": "GX"}, ["s"]),
        ({"s": "XX-1"}, ["s"]),
        ({"c": "DE", "s": "CN-GX"}, ["s"]),
        ({"s": 5}, ["s"]),
    ],
)
def test_places(place: dict[str, object], wrong: list[str]) -> None:
    look = Look(place)
    look.place("r", "c", "s")
    assert [(one.code, one.location.path) for one in look.findings] == [("P147", path) for path in wrong]


def test_at_most_one_of_some() -> None:
    look = Look({"a": 1, "b": None})
    look.only_one("a", "b")
    assert not look.findings
    look.document["b"] = 2
    look.only_one("a", "b")
    assert codes(look) == ["P148"]


def test_long_values_are_cut() -> None:
    look = Look({"x": "y" * 1000})
    look.decimal("x")
    assert len(look.findings[0].message("en")) < 200
