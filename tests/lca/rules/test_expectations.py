"""What a test of a rule expects, read; names that a result does not have are refused with candidates."""

from collections.abc import Callable, Sequence

import pytest

from lca.errors import Finding
from lca.results.footprint import CATEGORIES as OF_RESULT
from lca.results.footprint import DataQuality
from lca.rules.expectations import CATEGORIES, SCORES, SHARES, read_expectations
from lca.rules.load import load_rule

Found = Callable[..., Sequence[Finding]]
Spoil = Callable[..., bytes]
EXPECT = "expect: {total: 14.9 t ± 2 %}"
CLASSES = "classes: {source: x, bands: [{name: A, at_most: 1 t}, {name: B}]}\ntests:\n"


def test_what_may_be_expected_is_what_a_result_holds() -> None:
    assert OF_RESULT == CATEGORIES
    assert {*SCORES, *SHARES} <= set(DataQuality.model_fields)


def test_everything_of_a_test_is_read(spoil: Spoil) -> None:
    new = """expect:
      total: 14.9 t ± 2 %
      stages: {production: 1 t ± 1 kg}
      categories: {fossil: 14 t}
      gases: {CO2: 13.5 t, 甲烷: 2 t CO2e ± 1 %}
      quality: {temporal: 2.5, primary_share: 60 % ± 2 %}
      sensitivities: {grid_average: 15 t}
      performance_class: B
      findings: [A205]"""
    rule = load_rule(spoil((EXPECT, new), ("tests:\n", CLASSES)), "metal.yaml")
    found, findings = read_expectations(rule.model, rule.document, 0)
    assert findings == ()
    read = {
        one.what: (one.number.value.engine, one.number.margin, str(one.number.value.unit.dimension))
        for one in found
        if one.number
    }
    assert read == {
        "total": (14900.0, pytest.approx(298.0), "co2e"),
        "stages.production": (1000.0, pytest.approx(1.0), "co2e"),
        "categories.fossil": (14000.0, pytest.approx(500.0), "co2e"),
        "gases.co2": (13500.0, pytest.approx(50.0), "mass"),
        "gases.ch4": (2000.0, pytest.approx(20.0), "co2e"),
        "quality.temporal": (2.5, pytest.approx(0.05), "dimensionless"),
        "quality.primary_share": (0.6, pytest.approx(0.02), "dimensionless"),
        "sensitivities.grid_average": (15000.0, pytest.approx(500.0), "co2e"),
    }
    assert [(one.what, one.names) for one in found if not one.number] == [
        ("performance_class", ("B",)),
        ("findings", ("A205",)),
    ]
    assert {one.location.file for one in found} == {"metal.yaml"}
    assert len({one.location.line for one in found}) == 8


def test_a_class_is_one_of_the_rule_s(found: Found) -> None:
    wrong = (EXPECT, "expect: {performance_class: C}")
    (finding,) = found(wrong, ("tests:\n", CLASSES))
    assert (finding.code, finding.candidates) == ("R186", ("A", "B"))


def test_a_margin_that_is_wrong_is_told_at_its_place(found: Found) -> None:
    (finding,) = found((EXPECT, "expect: {gases: {cf4: 1 kg ± 1 MJ}}"))
    assert (finding.code, finding.location.path) == ("R181", "tests[0].expect.gases.cf4")
    assert finding.location.column == len("    expect: {gases: {cf4: 1 kg ± ") + 1


def test_several_wrong_names_are_all_told(found: Found) -> None:
    codes = [f.code for f in found((EXPECT, "expect: {categories: {a: 1 t, fossil: 1 MJ}, findings: [X1]}"))]
    assert sorted(codes) == ["R183", "R185", "R350"]
