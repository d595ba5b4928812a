"""Units: constants from outside, spellings, traps, laws."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import constants

from lca.errors import Location, UnitError
from lca.units import PURE, Dimension, Quantity, Unit, convert, display_unit, names, quantity, unit

ROOT = Path(__file__).resolve().parents[2]

# Published factors, NIST Special Publication 811 (2008), appendix B.8; exact where it prints them bold.
NIST = [
    ("lb", "kg", 0.45359237),
    ("short ton", "kg", 907.18474),
    ("long_ton", "kg", 1016.0469088),
    ("Btu", "J", 1055.05585262),
    ("mmBtu", "MJ", 1055.05585262),
    ("kcal", "J", 4186.8),
    ("kWh", "J", 3.6e6),
    ("W", "J/s", 1.0),
    ("ft3", "m3", 0.028316846592),
    ("scf", "m3", 0.028316846592),
    ("US gallon", "m3", 3.785411784e-3),
    ("imperial gallon", "m3", 4.54609e-3),
    ("oil_barrel", "L", 158.987294928),
    ("mile", "m", 1609.344),
    ("nautical mile", "m", 1852.0),
    ("ha", "m2", 1e4),
    ("h", "s", 3600.0),
    ("d", "s", 86400.0),
    ("year", "s", 3.1536e7),
]

# GB/T 2589-2020: 1 kgce is 29 307.6 kJ, which is 7000 kcal; its table gives electricity 0.1229 kgce/kWh.
# IEA, Unit converter: 1 toe = 41.868 GJ. EPA GHG Emission Factors Hub: 1 short ton-mile, in t·km.
OTHER = [
    ("kgce", "kcal", 7000.0, 1e-6),
    ("tce", "GJ", 29.3076, 1e-12),
    ("吨标准煤", "kWh", 8141.0, 1e-5),
    ("kWh", "kgce", 0.1229, 1e-3),
    ("toe", "GJ", 41.868, 1e-12),
    ("toe", "tce", 1.4286, 1e-4),
    ("short ton-mile", "t·km", 1.459972, 1e-6),
    ("mmBtu", "kWh", 293.0711, 1e-6),
]


@pytest.mark.parametrize(("have", "want", "factor"), NIST)
def test_agrees_with_nist(have: str, want: str, factor: float) -> None:
    assert convert(1.0, have, want) == pytest.approx(factor, rel=1e-15)


@pytest.mark.parametrize(("have", "want", "factor", "tolerance"), OTHER)
def test_agrees_with_published_factors(have: str, want: str, factor: float, tolerance: float) -> None:
    assert convert(1.0, have, want) == pytest.approx(factor, rel=tolerance)


@pytest.mark.parametrize(
    ("name", "engine"),
    [
        ("lb", constants.lb),
        ("short_ton", constants.short_ton),
        ("long_ton", constants.long_ton),
        ("t", constants.metric_ton),
        ("Btu", constants.Btu_IT * 1e-6),
        ("kcal", constants.calorie_IT * 1e-3),
        ("US_gallon", constants.gallon_US),
        ("imperial_gallon", constants.gallon_imp),
        ("oil_barrel", constants.bbl),
        ("L", constants.liter),
        ("mile", constants.mile),
        ("nautical_mile", constants.nautical_mile),
        ("a", constants.year),
        ("%", 0.01),
        ("ppm", constants.micro),
    ],
)
def test_scale_agrees_with_scipy(name: str, engine: float) -> None:
    assert unit(name).scale == pytest.approx(engine, rel=1e-15)


# Spellings of one unit, first the plainest.
SAME = [
    ["t", "tonne", "tonnes", "吨", "公吨", "metric ton"],
    ["kg", "千克", "公斤", "KG", "ｋｇ", "㎏"],
    ["kWh", "千瓦时", "度", "kwh", "kW·h", "kW h", "KWH"],
    ["1e4·kWh", "万千瓦时", "万kWh", "万 kWh", "10^4 kWh", "10⁴ kWh", "万度"],
    ["1e8·kWh", "亿千瓦时", "10⁸kWh"],
    ["m3", "m³", "m^3", "m**3", "立方米", "cubic metres", "㎥"],
    ["1e4·m3", "万m³", "万m3", "万立方米", "万 m^3", "10⁴m³"],
    ["Nm3", "Nm³", "Nm^3", "标准立方米", "标立方米", "Ｎｍ³"],
    ["1e4·Nm3", "万Nm³", "10^4 Nm3", "10⁴Nm³", "万标准立方米"],
    ["1e6·L", "million litres", "百万升"],
    ["tkm", "t.km", "t·km", "t*km", "t km", "t-km", "tonne.km", "tonne-km", "tonne·km", "吨公里", "吨·公里"],
    ["1e4·tkm", "万吨公里", "万t·km"],
    ["km", "公里", "千米"],
    ["item", "件", "个", "piece", "pcs", "台"],
    ["%", "percent", "％"],
    ["kgCO2e", "kg CO2e", "kg CO2-eq", "kgCO2eq", "kg CO₂e", "kg CO₂-eq.", "千克二氧化碳当量", "kg CO2 eq"],
    ["tCO2e", "t CO2e", "吨二氧化碳当量", "tCO2eq", "t CO2-e", "吨CO2当量"],
    ["gCO2e", "g CO2e", "克二氧化碳当量"],
    [
        "kgCO2e/kWh",
        "kg CO2e/kWh",
        "千克二氧化碳当量/千瓦时",
        "kg CO2e per kWh",
        "kgCO₂e·kWh⁻¹",
        "kg CO2e ∕ kWh",
    ],
    ["kgCO2e/tkm", "kg CO2e/t·km", "kg CO2e/(t·km)", "kg CO2e/t.km", "kg CO2e/tonne-km"],
    ["mmBtu", "MMBtu", "百万英热单位"],
    ["tce", "吨标煤", "吨标准煤", "t标准煤", "t 标准煤"],
    ["1e4·CNY", "万元", "万CNY", "万 元"],
    ["passenger.km", "pkm", "人公里", "passenger-km", "p·km"],
    ["vkm", "vehicle.km", "车公里"],
    ["MJ/t/a", "MJ/(t·a)", "兆焦/吨/年", "MJ·t^-1·a⁻¹"],
    ["m/s^2", "m/s2", "m·s⁻²", "m·s-2"],
    ["千克每吨", "kg/t", "公斤/吨", "kg per t"],
]


def scale_and_dimension(text: str) -> tuple[float, Dimension]:
    factor, _, rest = text.partition("·") if text.startswith("1e") else ("1", "", text)
    found = unit(rest)
    return float(factor) * found.scale, found.dimension


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_spellings_of_one_unit(texts: list[str]) -> None:
    scale, dimension = scale_and_dimension(texts[0])
    for text in texts[1:]:
        assert unit(text).dimension == dimension, text
        assert unit(text).scale == pytest.approx(scale, rel=1e-15), text


# Denominators as DESNZ (GHG conversion factors), EPA (GHG Emission Factors Hub) and NDRC print them.
PUBLISHED = [
    ("miles", "length"),
    ("tonnes", "mass"),
    ("tonne.km", "length·mass"),
    ("passenger.km", "length·person"),
    ("litres", "length^3"),
    ("cubic metres", "length^3"),
    ("million litres", "length^3"),
    ("short ton", "mass"),
    ("short ton-mile", "length·mass"),
    ("passenger-mile", "length·person"),
    ("vehicle-mile", "count·length"),
    ("scf", "length^3"),
    ("mmBtu", "energy"),
    ("10^4 Nm3", "normal_volume"),
]


@pytest.mark.parametrize(("text", "dimension"), PUBLISHED)
def test_units_of_published_tables(text: str, dimension: str) -> None:
    assert str(unit(text).dimension) == dimension


def test_text_stays_as_written() -> None:
    assert unit(" 万m³ ").text == "万m³"
    assert str(quantity("１，２３４ 吨")) == "1234 吨"


@pytest.mark.parametrize(
    ("text", "dimension", "scale"),
    [
        ("kg", "mass", 1.0),
        ("kWh", "energy", 3.6),
        ("t·km", "length·mass", 1e6),
        ("kg CO2e/t·km", "co2e/(length·mass)", 1e-6),
        ("kg CO2e/kWh", "co2e/energy", 1 / 3.6),
        ("t CO2e/t", "co2e/mass", 1.0),
        ("kg/t", "dimensionless", 1e-3),
        ("kWh/t", "energy/mass", 3.6e-3),
        ("MJ/Nm3", "energy/normal_volume", 1.0),
        ("kWp", "peak_power", 1e3),
        ("万元", "currency_CNY", 1e4),
        ("1/t", "1/mass", 1e-3),
        ("1", "dimensionless", 1.0),
        ("kg/(m2·a)", "mass/(length^2·time)", 1 / 31536000),
        ("kg/千克", "dimensionless", 1.0),
        ("kg·千克", "mass^2", 1.0),
    ],
)
def test_dimension_and_scale(text: str, dimension: str, scale: float) -> None:
    found = unit(text)
    assert str(found.dimension) == dimension
    assert found.scale == pytest.approx(scale, rel=1e-15)


def code(text: object) -> str:
    with pytest.raises(UnitError) as caught:
        unit(text)  # type: ignore[arg-type]
    (finding,) = caught.value.findings
    assert finding.render("zh") != finding.render("en")
    assert finding.remedy("en")
    assert finding.remedy("zh")
    return finding.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "U102"),
        ("  ", "U102"),
        ("abc", "U101"),
        ("kg/abc", "U101"),
        ("kWh (Net CV)", "U108"),
        ("kg CO2e/kWh (Gross CV)", "U108"),
        ("kg//t", "U103"),
        ("kg/", "U103"),
        ("/t", "U103"),
        ("·kg", "U103"),
        ("(kg", "U103"),
        ("2 kg", "U103"),
        ("kg+t", "U103"),
        ("kg^0.5", "U103"),
        ("kg^12", "U103"),
        ("kg/t·a", "U104"),
        ("kWh/m2 a", "U104"),
        ("ton", "U105"),
        ("gallon", "U105"),
        ("标煤", "U105"),
        ("标准煤", "U105"),
        ("month", "U105"),
        ("Mg", "U105"),
        ("CO2e", "U105"),
        ("¥", "U105"),
        ("kg CO2", "U106"),
        ("kgCO2/kWh", "U106"),
        ("tC/TJ", "U106"),
        ("kg CH4", "U106"),
        ("吨二氧化碳", "U106"),
        ("°C", "U107"),
        ("℃", "U107"),
        ("摄氏度", "U107"),
        ("degF", "U107"),
        (5, "U205"),
        (None, "U205"),
    ],
)
def test_refused_units(text: object, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize("text", ["ms", "kgs", "ts", "Mkg", "mkWh", "kkg", "万", "万s2", "N·m3", "Mt2s"])
def test_no_prefix_or_plural_is_guessed(text: str) -> None:
    assert code(text) == "U101"


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Mwh", "MWh"),
        ("kgCo2ee", "kgCO2e"),
        ("T", "t"),
        ("tonnne", "tonne"),
        ("mj", "MJ"),
        ("立方", None),
        ("kw", "kW"),
    ],
)
def test_nearest_names(text: str, candidate: str | None) -> None:
    if candidate is None:
        assert unit(text).dimension == unit("m3").dimension
        return
    with pytest.raises(UnitError) as caught:
        unit(text)
    assert candidate in caught.value.findings[0].candidates
    assert candidate in str(caught.value)


def test_the_unknown_part_is_named_with_its_whole() -> None:
    with pytest.raises(UnitError, match=r"rule.yaml:3:7.*unknown unit 'tonn' \(kg/tonn\)") as caught:
        unit("kg/tonn", Location("rule.yaml", 3, 7))
    assert caught.value.findings[0].location.line == 3


def test_a_normal_cubic_metre_is_not_newton_metre_cubed() -> None:
    assert unit("Nm3").dimension == Dimension.of({"normal_volume": 1})
    assert unit("Nm3").dimension != unit("MJ·m2").dimension


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        ("Nm3", "m3", "U302"),
        ("scf", "Nm3", "U302"),
        ("MJ/Nm3", "MJ/m3", "U302"),
        ("kg", "kg CO2e", "U303"),
        ("t CO2e/kWh", "t/kWh", "U303"),
        ("CNY", "USD", "U304"),
        ("kg CO2e/EUR", "kg CO2e/CNY", "U304"),
        ("kWp", "kW", "U305"),
        ("kg", "kWh", "U301"),
        ("CNY", "1", "U301"),
        ("kg CO2e/kg", "kWh", "U301"),
        ("MJ/Nm3", "m3", "U301"),
        ("t·km", "pkm", "U301"),
        ("item", "person", "U301"),
    ],
)
def test_refused_conversions(have: str, want: str, expected: str) -> None:
    for value_unit, other in ((have, want), (want, have)):
        with pytest.raises(UnitError) as caught:
            convert(1.0, value_unit, other)
        (finding,) = caught.value.findings
        assert finding.code == expected
        assert finding.remedy("zh")


def test_the_remedy_for_normal_volume_names_the_temperature() -> None:
    with pytest.raises(UnitError) as caught:
        convert(1.0, "Nm3", "m3")
    assert "temperature" in caught.value.findings[0].remedy("en")
    assert "温度" in caught.value.findings[0].remedy("zh")
    assert f"{293.15 / 273.15:.4f}" in caught.value.findings[0].remedy("en")


@pytest.mark.parametrize(
    ("text", "value", "engine"),
    [
        ("13450 kWh", 13450, 48420),
        ("13,450 kWh", 13450, 48420),
        ("1,234,567.5 kg", 1234567.5, 1234567.5),
        ("1.5 %", 1.5, 0.015),
        ("0.42", 0.42, 0.42),
        ("1e3kg", 1000, 1000),
        (".5t", 0.5, 500),
        ("5. kg", 5, 5),
        ("-3 kg", -3, -3),
        ("−3 kg", -3, -3),
        ("+3 kg", 3, 3),
        ("１００ ｋｇ", 100, 100),
        ("1.5万吨", 1.5, 1.5e7),
        ("1.5 万 kWh", 1.5, 54000),
        ("5 1/t", 5, 0.005),
        ("5 10⁴Nm³", 5, 50000),
        (" 12\u00a0MJ ", 12, 12),
        (3, 3, 3),
        (0.25, 0.25, 0.25),
    ],
)
def test_quantities(text: str | float, value: float, engine: float) -> None:
    found = quantity(text)
    assert found.value == value
    assert found.engine == pytest.approx(engine, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 450 kWh", "U203"),
        ("13\u00a0450 kWh", "U203"),
        ("1,5 kg", "U203"),
        ("0,123 kg", "U203"),
        ("1,2345 kg", "U203"),
        ("1.234.567,8 kg", "U203"),
        ("13'450 kg", "U203"),
        ("1_000 kg", "U203"),
        ("nan", "U202"),
        ("NaN kg", "U202"),
        ("-inf kg", "U202"),
        ("∞", "U202"),
        ("1e400 kg", "U202"),
        ("1e300 Gt", "U202"),
        (float("nan"), "U202"),
        (float("inf"), "U202"),
        ("", "U201"),
        ("kg", "U201"),
        ("<5 kg", "U201"),
        ("约 5 kg", "U201"),
        ("n/a", "U201"),
        ("--5 kg", "U201"),
        ("12 abc", "U101"),
        ("1–2 kg", "U103"),
        ("1-2 kg", "U103"),
        (True, "U205"),
        (None, "U205"),
        ([1], "U205"),
    ],
)
def test_refused_quantities(text: object, expected: str) -> None:
    with pytest.raises(UnitError) as caught:
        quantity(text, Location("data.yaml", 2))  # type: ignore[arg-type]
    (finding,) = caught.value.findings
    assert finding.code == expected
    assert finding.location == Location("data.yaml", 2)
    assert finding.remedy("en")
    assert finding.remedy("zh")


def test_a_missing_unit_where_one_is_expected() -> None:
    with pytest.raises(UnitError, match="13450 has no unit; a unit of energy is expected") as caught:
        quantity("13450", like="kWh")
    (finding,) = caught.value.findings
    assert finding.code == "U204"
    assert "13450 kWh" in finding.remedy("zh")
    assert "能量" in finding.message("zh")
    assert quantity("13450 MJ", like="kWh").engine == 13450
    assert quantity("3 %", like="1").engine == 0.03
    assert quantity(0.03, like="%").engine == 0.03
    with pytest.raises(UnitError, match="U301"):
        quantity("13450 kg", like="kWh")


def test_to_another_unit() -> None:
    assert quantity("1 tce").to("kWh") == pytest.approx(8141.0, rel=1e-5)
    with pytest.raises(UnitError, match="U303"):
        quantity("1 t").to("t CO2e")


NAMES = sorted(names())
ANY_NAME = st.sampled_from(NAMES)
FINITE = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False).filter(
    lambda x: x == 0 or abs(x) > 1e-15
)


def test_every_listed_name_is_read_and_shown_again() -> None:
    for name in NAMES:
        found = unit(name)
        assert found.scale > 0, name
        assert unit(display_unit(found.dimension)).dimension == found.dimension, name
        if name.isidentifier():
            assert unit("万" + name).scale == pytest.approx(1e4 * found.scale, rel=1e-15), name


@settings(max_examples=150, deadline=None)
@given(ANY_NAME, st.data(), FINITE)
def test_conversion_there_and_back(have: str, data: st.DataObject, value: float) -> None:
    same = [name for name in NAMES if unit(name).dimension == unit(have).dimension]
    want = data.draw(st.sampled_from(same))
    assert convert(convert(value, have, want), want, have) == pytest.approx(value, rel=4e-16 * 3)


@settings(max_examples=100, deadline=None)
@given(ANY_NAME, ANY_NAME, ANY_NAME)
def test_products_and_quotients_follow_the_algebra(a: str, b: str, c: str) -> None:
    whole = unit(f"{a}/({b}·{c})")
    ua, ub, uc = unit(a), unit(b), unit(c)
    assert whole.dimension == ua.dimension / (ub.dimension * uc.dimension)
    assert whole.scale == pytest.approx(ua.scale / (ub.scale * uc.scale), rel=1e-14)
    assert unit(f"{a}/{b}/{c}") == Unit(f"{a}/{b}/{c}", whole.dimension, whole.scale)


@settings(max_examples=150, deadline=None)
@given(
    st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([*NAMES, "", "kg CO2e/(t·km)", "1/t"])
)
def test_a_finite_quantity_is_read_back_as_it_was_written(value: float, name: str) -> None:
    if not math.isfinite(value * (unit(name).scale if name else 1.0)):
        with pytest.raises(UnitError, match="U202"):
            quantity(f"{value!r} {name}")
        return
    first = quantity(f"{value!r} {name}")
    assert quantity(str(first)) == first


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20) | st.text("kgtCO2e/·*^(). 12³每万-", max_size=12))
def test_any_text_is_a_quantity_or_a_finding(text: str) -> None:
    for read in (unit, quantity):
        found = outcome(read, text)
        if isinstance(found, UnitError):
            assert found.findings[0].code.startswith("U")
            assert found.findings[0].render("zh")
        else:
            assert str(found)


def outcome(read: Callable[[str], Unit | Quantity], text: str) -> Unit | Quantity | UnitError:
    try:
        return read(text)
    except UnitError as error:
        return error


def test_reading_a_unit_twice_gives_the_same_object() -> None:
    assert unit("kg CO2e/kWh") is unit("kg CO2e/kWh")


def test_pint_is_loaded_only_when_a_unit_is_read() -> None:
    script = (
        "import sys, lca.units as u; assert 'pint' not in sys.modules; "
        "assert 'numpy' not in sys.modules; u.unit('kWh'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_pure_number() -> None:
    assert quantity("0.42").unit == PURE
    assert PURE.dimension == Dimension()
