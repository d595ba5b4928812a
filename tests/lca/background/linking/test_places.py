"""How near one place is to another."""

import pytest

from lca.background.linking.places import distance
from lca.background.linking.regions import excluded, narrow, wide

ORDERED = [
    ("CN-NM", ["CN-NM", "CN-GRID-NORTH", "CN", "RAS", "RoW", "GLO", ""]),
    ("CN-YN", ["Yunnan", "CN-GRID-SOUTH", "China", "Asia", "rest of world", "World", " "]),
    ("DE", ["DE", "ENTSO-E", "RER", "RoW", "GLO", ""]),
    ("US-TX", ["US-TX", "US", "RNA", "RoW", "GLO"]),
    ("ZA", ["ZAF", "RAF", "RoW", "Global"]),
    ("RER", ["RER", "RoW", "GLO", ""]),
]


@pytest.mark.parametrize(("home", "places"), ORDERED)
def test_places_from_near_to_far(home, places) -> None:
    tiers = [distance(home, place) for place in places]
    assert None not in tiers
    assert tiers == sorted(tiers)
    assert len(set(tiers)) == len(tiers)


@pytest.mark.parametrize(
    ("home", "place"),
    [
        ("DE", "FR"),
        ("CN", "CN-YN"),
        ("CN-YN", "CN-SC"),
        ("CN-YN", "RER"),
        ("CH", "Europe without Switzerland"),
        ("AT", "Europe without Switzerland and Austria"),
        ("RU", "RER w/o RU"),
        ("GLO", "RoW"),
        ("GLO", "CN"),
        ("", "CN"),
        ("RER", "DE"),
        ("somewhere", "elsewhere"),
    ],
)
def test_a_place_that_does_not_contain_another(home, place) -> None:
    assert distance(home, place) is None


def test_case_and_blanks_do_not_count() -> None:
    assert distance("europe  without switzerland", "Europe without Switzerland") == 0
    assert distance("de", "Germany") == 0


def test_regions_read_as_written() -> None:
    assert excluded("europe without switzerland and austria") == ("switzerland", "austria")
    assert excluded("europe, without russia and turkey") == ("russia", "turkey")
    assert excluded("rer w/o ru") == ("ru",)
    assert excluded("europe") is None


def test_regions_hold_countries_by_iso_code() -> None:
    """United Nations M49: every code has two letters and stands in one continent."""
    continents = [wide(code) for code in ("rer", "ras", "raf", "rna", "rla", "oce")]
    everywhere = [code for continent in continents for code in continent]
    assert len(everywhere) == len(set(everywhere))
    assert {len(code) for code in everywhere} == {2}
    assert 225 <= len(everywhere) <= 250
    assert len(narrow("eu27")) == 27
    assert narrow("ucte") < narrow("entso-e") | {"BA"}
    assert wide("eu27") == frozenset()
