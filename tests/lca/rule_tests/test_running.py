"""Tests that rules carry: computed, compared, refused."""

import pytest

from lca.errors import RuleError
from lca.factors.database import FactorDatabase
from lca.i18n import LANGUAGES, Language
from lca.report.rule import render_rule
from lca.report.tests import render_tests
from lca.rule_tests import CaseResult, run_tests
from lca.rules.compiled import Rule
from lca.rules.load import load_rule

# A tonne of a part from 1.25 t of metal at 2 kg CO2e/kg and 300 kWh at 0.5 kg CO2e/kWh:
# raw material 2500 kg, production 150 kg, total 2650 kg.
RULE = """
zuji: 1
id: test.part
version: 1.2.3
title: {zh: 零件, en: part}
status: draft
valid: {from: 2024-01-01}
product: {name: {zh: 零件, en: part}}
unit: {kind: declared, amount: 1 t, of: {zh: 零件, en: part}, reference_flow: {product: part, amount: 1 t}}
boundary:
  type: cradle_to_gate
  stages:
    raw_material_acquisition: included
    production: included
    distribution: {excluded: {reason: {zh: 无, en: none}}}
    use: {excluded: {reason: {zh: 无, en: none}}}
    end_of_life: {excluded: {reason: {zh: 无, en: none}}}
cut_off: {basis: footprint, single: 1 %, total: 5 %}
activity_data:
  metal_use: {unit: t, per: t, range: [1, 2], label: {zh: 金属, en: metal}, primary: required, clause: "6.1"}
  power: {unit: kWh, per: t, label: {zh: 用电, en: power}}
processes:
  press:
    label: {zh: 冲压, en: press}
    stage: production
    output: {product: part, amount: 1 t}
    inputs:
      - {of: metal, stage: raw_material_acquisition, amount: metal_use}
      - {of: bought_power, amount: power}
tests:
"""
GIVEN = """
    given: {metal_use: 1.25 t, power: 300 kWh}
    footprints:
      metal: {value: 2, unit: kg CO2e/kg}
      bought_power: {value: 0.5, unit: kg CO2e/kWh}
    source: by hand
"""


def case(name: str, expect: str, given: str = GIVEN) -> str:
    return f"  - name: {name}\n    expect: {expect}{given}"


def rule_with(*cases: str) -> Rule:
    return load_rule((RULE + "".join(cases)).encode(), "part.yaml")


@pytest.fixture(scope="module")
def factors() -> FactorDatabase:
    return FactorDatabase.open()


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        ("{total: 2.65 t ± 0.1 %}", True),
        ("{total: 2650 kg CO2e ± 1 kg CO2e}", True),
        ("{total: 2.65 t}", True),
        ("{total: 2.64 t ± 1 %}", True),
        ("{total: 2.64 t ± 0.3 %}", False),
        ("{total: 2.66 t}", False),
        ("{stages: {raw_material_acquisition: 2.5 t ± 0.1 %, production: 150 kg ± 0.1 %}}", True),
        ("{total: 2.65 t ± 0.1 %, stages: {production: 151 kg ± 0.1 %}}", False),
    ],
)
def test_a_number_is_compared_within_its_margin(factors: FactorDatabase, expect: str, passed: bool) -> None:
    (result,) = run_tests(rule_with(case("one", expect)), factors=factors)
    assert result.passed is passed
    assert result.refused == ()


def test_a_check_holds_both_numbers_and_how_far_apart_they_are(factors: FactorDatabase) -> None:
    (result,) = run_tests(rule_with(case("one", "{total: 2.5 t ± 1 %}")), factors=factors)
    (check,) = result.checks
    assert (check.what, check.expected) == ("total", "2.5 t ± 1 %")
    assert check.value == pytest.approx(2500)
    assert check.margin == pytest.approx(25)
    assert check.actual == pytest.approx(2650, rel=1e-12)
    assert check.deviation == pytest.approx(0.06, rel=1e-9)


def test_activity_data_that_are_refused_fail_the_case_with_their_findings(factors: FactorDatabase) -> None:
    wrong = GIVEN.replace("1.25 t", "7 t")
    (result,) = run_tests(rule_with(case("out of range", "{total: 2.65 t ± 1 %}", wrong)), factors=factors)
    assert not result.passed
    assert result.refused
    assert result.checks[0].actual is None
    assert all((finding.location.file or "").endswith("part.yaml") for finding in result.refused)


def test_a_refusal_may_be_what_is_expected(factors: FactorDatabase) -> None:
    wrong = GIVEN.replace("1.25 t", "7 t")
    (first,) = run_tests(rule_with(case("out of range", "{total: 2.65 t}", wrong)), factors=factors)
    code = first.refused[0].code
    (result,) = run_tests(rule_with(case("out of range", f"{{findings: [{code}]}}", wrong)), factors=factors)
    assert result.passed


def test_a_finding_that_does_not_come_fails_the_case(factors: FactorDatabase) -> None:
    (result,) = run_tests(rule_with(case("clean", "{findings: [C230]}")), factors=factors)
    assert not result.passed


def test_a_test_that_cannot_be_read_is_the_rule_s_error() -> None:
    with pytest.raises(RuleError):
        rule_with(case("one", "{total: 2.65 kWh ± 1 %}"))


def results(factors: FactorDatabase) -> tuple[CaseResult, ...]:
    wrong = GIVEN.replace("1.25 t", "7 t")
    cases = [
        case("good", "{total: 2.65 t ± 1 %}"),
        case("bad", "{total: 3 t ± 1 %}"),
        case("refused", "{total: 3 t ± 1 %}", wrong),
    ]
    return run_tests(rule_with(*cases), factors=factors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_shown_with_what_was_expected_and_by_whom(
    factors: FactorDatabase, language: Language
) -> None:
    text = render_tests(results(factors), language).plain
    assert ("passed" if language == "en" else "通过") in text
    assert ("FAILED" if language == "en" else "未通过") in text
    assert "2,650 kg CO2e" in text
    assert "3 t ± 1 %" in text
    assert "by hand" in text
    assert "-11.67 %" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_shown_with_what_it_asks_for(language: Language) -> None:
    text = render_rule(rule_with(case("one", "{total: 2.65 t}")), language).plain
    for words in ("test.part 1.2.3", "metal_use", "6.1", "press", "2024-01-01", "power"):
        assert words in text
    assert ("primary data required" if language == "en" else "须为初级数据") in text
