"""Words of databases for units, as USLCI, ecoinvent and SimaPro write them; definitions of BIPM and NIST."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.units import RADIOACTIVITY, conversion, mass_of, source_unit
from lca.errors import UnitError
from lca.units import unit

SAME = [
    ("kilogram", "kg"),
    ("Kilogram", "kg"),
    ("ton", "t"),
    ("metric ton*km", "t·km"),
    ("t*km", "t·km"),
    ("ton kilometer", "t·km"),
    ("kg*km", "kg·km"),
    ("kilowatt hour", "kWh"),
    ("megajoule", "MJ"),
    ("cubic meter", "m3"),
    ("square meter-year", "m2·a"),
    ("m2a", "m2·a"),
    ("m2 * a", "m2·a"),
    ("m2·a", "m2·a"),
    ("meter-year", "m·a"),
    ("my", "m·a"),
    ("ha a", "ha·a"),
    ("p", "item"),
    ("Item(s)", "item"),
    ("unit", "item"),
    ("p*km", "pkm"),
    ("person kilometer", "pkm"),
    ("personkm", "pkm"),
    ("vehicle kilometer", "vkm"),
    ("sh tn", "short_ton"),
    ("tn.sh", "short_ton"),
    ("Nm3", "Nm3"),
    ("normal cubic meter", "Nm3"),
    ("hr", "h"),
    ("year", "a"),
    ("dimensionless", "%"),
]


@pytest.mark.parametrize(("word", "name"), SAME)
def test_words_are_units_of_the_engine(word, name) -> None:
    found, expected = source_unit(word), unit(name)
    assert found.dimension == expected.dimension
    assert found.text == word
    if name != "%":
        assert found.scale == expected.scale


@pytest.mark.parametrize(
    ("have", "want", "factor"),
    [
        ("kWh", "MJ", 3.6),
        ("MJ", "kilowatt hour", 1 / 3.6),
        ("ton", "kilogram", 1000.0),
        ("oz", "g", 28.349523125),
        ("ug", "kg", 1e-9),
        ("µg", "kg", 1e-9),
        ("inch", "cm", 2.54),
        ("acre", "m2", 4046.8564224),
        ("gal*", "l", 3.785411784),
        ("cu ft", "m3", 0.028316846592),
        ("kBq", "Bq", 1000.0),
        ("mBq", "kBq", 1e-6),
        ("kilo Becquerel", "kBq", 1.0),
        ("btu", "MJ", 1.05505585262e-3),
        ("kg*km", "metric ton*km", 1e-3),
        ("ha a", "m2a", 1e4),
        ("Dozen(s)", "p", 12.0),
    ],
)
def test_conversions(have, want, factor) -> None:
    assert conversion(have, want) == pytest.approx(factor, rel=1e-15)


@pytest.mark.parametrize(
    ("have", "want"),
    [
        ("m3", "Nm3"),
        ("Sm3", "Nm3"),
        ("standard cubic meter", "Nm3"),
        ("kg", "MJ"),
        ("Bq", "kg"),
        ("guest night", "p"),
        ("EUR2005", "EUR"),
        ("", "kg"),
        ("gal", "l"),
        ("p*km", "t*km"),
        ("item", "dimensionless"),
    ],
)
def test_what_does_not_convert(have, want) -> None:
    assert conversion(have, want) is None
    assert conversion(want, have) is None


@pytest.mark.parametrize("word", ["guest night", "EUR2005", "", "pig  place"])
def test_equal_words_need_no_meaning(word) -> None:
    assert conversion(word, f" {word} ") == 1.0


def test_milligram_and_megagram_are_not_mixed_up() -> None:
    assert source_unit("mg").scale == 1e-6
    with pytest.raises(UnitError):
        source_unit("Mg")


def test_radioactivity_is_a_dimension_of_its_own_with_a_name() -> None:
    assert source_unit("kBq").dimension == RADIOACTIVITY
    assert f"{RADIOACTIVITY:en}" == "radioactivity"
    assert f"{RADIOACTIVITY:zh}" == "放射性活度"


@pytest.mark.parametrize(
    ("word", "kg"), [("kg", 1.0), ("ton", 1000.0), ("lb", 0.45359237), ("MJ", None), ("p", None)]
)
def test_masses(word, kg) -> None:
    assert mass_of(word) == kg


@given(st.sampled_from([word for word, name in SAME if name != "%"]), st.sampled_from([w for w, _ in SAME]))
def test_there_and_back_is_where_one_was(one, other) -> None:
    there, back = conversion(one, other), conversion(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there * back == pytest.approx(1.0, rel=1e-15)
