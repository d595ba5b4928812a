"""Identities of draws: what they depend on, and what not."""

import hashlib
from dataclasses import replace

import pytest

from lca.background.linking.keys import exchange_keys, key_array
from lca.background.records import Dataset, Exchange, Role


def used(flow: str = "x", amount: float = 1.0, provider: str = "", **more) -> Exchange:
    return Exchange(flow, Role.INPUT, False, amount, "kg", provider, **more)


def keys(*exchanges: Exchange, database: str = "db", dataset: str = "d") -> list[bytes]:
    return exchange_keys(database, Dataset(dataset, "any name", "", exchanges))


def test_a_key_is_the_beginning_of_a_sha256() -> None:
    """Written out by hand: length, colon and text of database, data set, flow, provider, occurrence."""
    expected = hashlib.sha256(b"2:db1:d1:x1:p1:0").digest()[:16]
    assert keys(used(provider="p")) == [expected]


def test_lengths_count_characters_and_text_is_utf8() -> None:
    expected = hashlib.sha256("2:db1:d1:钢0:1:0".encode()).digest()[:16]
    assert keys(used("钢")) == [expected]


def test_as_numbers_the_first_byte_is_the_largest() -> None:
    array = key_array([bytes(range(16)), b"\xff" * 16])
    assert array.shape == (2, 2)
    assert array[0].tolist() == [0x0001020304050607, 0x08090A0B0C0D0E0F]
    assert array[1].tolist() == [2**64 - 1, 2**64 - 1]
    assert key_array([]).shape == (0, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"database": "db2"},
        {"dataset": "d2"},
        {"flow": "y"},
        {"provider": "q"},
    ],
)
def test_everything_that_is_part_of_it_changes_it(other) -> None:
    plain = keys(used())
    where = {key: other[key] for key in ("database", "dataset") if key in other}
    what = {key: other[key] for key in ("flow", "provider") if key in other}
    assert keys(used(**what), **where) != plain


@pytest.mark.parametrize(
    "change", [{"amount": 2.0}, {"unit": "t"}, {"place": "line 7"}, {"role": Role.OUTPUT}, {"output": True}]
)
def test_what_is_no_part_of_it_does_not(change) -> None:
    assert keys(replace(used(), **change)) == keys(used())


def test_texts_cannot_run_into_each_other() -> None:
    assert keys(used("ab", provider="c")) != keys(used("a", provider="bc"))


def test_equals_are_numbered_by_amount_wherever_they_stand() -> None:
    small, large, other = used(amount=1.0), used(amount=2.0), used("y")
    one, two, three = keys(small, large, other)
    assert keys(large, other, small) == [two, three, one]
    assert len({one, two, three}) == 3
    assert one == keys(small)[0]


def test_a_number_that_is_none_does_not_disturb_the_order() -> None:
    missing = used(amount=float("nan"))
    assert keys(used(), missing) == keys(missing, used())[::-1]


def test_an_exchange_without_a_flow_is_told_apart_by_what_is_wanted() -> None:
    steel, iron = used("", wanted={"name": "steel"}), used("", wanted={"name": "iron"})
    assert keys(steel, iron) == [*keys(steel), *keys(iron)]
    assert keys(steel) != keys(iron)
