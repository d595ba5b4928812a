import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.documents import Span
from lca.errors import Finding, Location, RuleError
from lca.rules.case import expected, expected_footprint

PLACE = Span(Location("rule.yaml", 3, 9), ((0, 3, 9),))


def refused(text: str) -> Finding:
    with pytest.raises(RuleError) as caught:
        expected_footprint(text, PLACE)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize("sign", ["±", "+/-", "+-", " ± "])
def test_relative_margin(sign: str) -> None:
    found = expected(f"14.9 t{sign}2 %")
    assert found.value.engine == pytest.approx(14900.0)
    assert found.margin == pytest.approx(298.0)


def test_absolute_margin() -> None:
    assert expected("14.9 t ± 300 kg").margin == pytest.approx(300.0)
    assert expected("0.5 ± 0.1").margin == pytest.approx(0.1)
    assert expected("50 % ± 1 %").margin == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("14.9 t", 50.0),
        ("15 t", 500.0),
        ("14.90 t", 5.0),
        ("1.5e1 t", 500.0),
        ("1,450 kg", 0.5),
        ("0 kg", 0.5),
    ],
)
def test_without_a_margin_the_last_digit_counts(text: str, margin: float) -> None:
    assert expected(text).margin == pytest.approx(margin)


def test_accepts() -> None:
    found = expected_footprint("14.9 t ± 2 %")
    assert found.accepts(14900.0 * 1.02)
    assert found.accepts(14900.0 * 0.98)
    assert not found.accepts(14900.0 * 1.0201)
    assert not found.accepts(float("nan"))
    assert found.deviation(14900.0 * 1.01) == pytest.approx(0.01)
    assert expected("-2 kg ± 10 %").accepts(-2.1)
    assert expected("0 kg ± 0.1 kg").deviation(0.05) == 0.05


def test_a_footprint_is_kg_co2e_or_a_mass() -> None:
    for text in ("14.9 t", "14.9 t CO2e", "14900 kg CO2e"):
        assert expected_footprint(text).value.engine == pytest.approx(14900.0)
        assert str(expected_footprint(text).value.unit.dimension) == "co2e"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("14.9 MJ", "R183", 9),
        ("14.9 t ± 2 MJ", "R181", 18),
        ("14.9 t ± -2 %", "R182", 18),
        ("14.9 tt", "U101", 9),
        ("about 15 t", "U201", 9),
        ("14.9 t ± ", "U201", 18),
    ],
)
def test_what_is_wrong_and_where(text: str, code: str, column: int) -> None:
    finding = refused(text)
    assert (finding.code, finding.location.column) == (code, column)
    assert finding.remedy("en")
    assert finding.remedy("zh")


@given(st.floats(0.001, 1e6), st.floats(0.001, 100), st.sampled_from((0.0, 0.5, 0.99, 1.01, 2.0)))
@settings(max_examples=100, deadline=None)
def test_the_margin_is_symmetric(value: float, percent: float, step: float) -> None:
    found = expected(f"{value!r} kg ± {percent!r} %")
    moved = step * percent / 100 * value
    assert found.accepts(value + moved) == found.accepts(value - moved) == (step < 1)
