"""Every kind of expectation, met and missed, on numbers counted by hand."""

from collections.abc import Callable

import pytest

from lca.errors import RuleError
from lca.factors.database import FactorDatabase
from lca.i18n import LANGUAGES, Language
from lca.report.tests import check_words
from lca.rule_tests import CaseResult, Check, run_tests
from lca.rules.compiled import Rule

Case = Callable[..., str]
Part = Callable[..., Rule]

# Metal 1.25 t x 2000 = 2500 kg and power 300 kWh x 0.5 = 150 kg, whose carbon their suppliers do not split;
# 0.01 kg/kWh x 300 kWh = 3 kg of fossil methane x 29.8 (AR6) = 89.4 kg. In all 2739.4 kg.
METHANE = (
    "processes:\n  press:\n",
    "processes:\n  press:\n    emissions: [{gas: ch4, amount: power * 0.01 kg/kWh}]\n",
)
# A piece of 2 kg has 2739.4 x 2 / 1000 = 5.4788 kg. A tenth more metal: 2739.4 + 250 = 2989.4 kg.
CASES = (
    "tests:\n",
    "alternative_units: [{id: piece, kind: declared, amount: 1 item, of: {zh: 件, en: piece}, "
    "reference_flow: 2 kg}]\n"
    "sensitivities:\n  more: {label: {zh: 多, en: more}, change: {metal: +10 %}}\n"
    "classes: {source: invented, bands: [{name: A, at_most: 2 t}, {name: B, at_most: 3 t}, {name: C}]}\n"
    "tests:\n",
)
# Only power carries scores, so they are those of all that is scored: (150 + 89.4) / 2739.4 = 8.739 %. Methane
# alone rests on primary data only: 89.4 / 2739.4 = 3.263 %.
SCORED = (
    "metal: 1.25 t, power: {value: 300, unit: kWh, pedigree: "
    "{reliability: 3, completeness: 1, temporal: 2, geographical: 1, technological: 3}}"
)


@pytest.fixture(scope="module")
def run(part: Part, case: Case, factors: FactorDatabase) -> Callable[[str], CaseResult]:
    def one(expect: str) -> CaseResult:
        rule = part(case("a", expect, SCORED), changes=(METHANE, CASES))
        (result,) = run_tests(rule, factors=factors)
        assert result.refused == ()
        return result

    return one


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        ("total: 2739.4 kg", True),
        ("stages: {raw_material_acquisition: 2500 kg, production: 239.4 kg}", True),
        ("categories: {fossil: 89.4 kg, not_stated: 2650 kg}", True),
        ("categories: {fossil: 90.4 kg}", False),
        ("gases: {ch4: 3.00 kg, methane_: 1 kg}", None),
        ("gases: {甲烷: 3.00 kg}", True),
        ("gases: {CH4: 89.4 kg CO2e}", True),
        ("gases: {CH4: 89.4 kg}", False),
        ("gases: {CF4: 0 kg}", False),
        ("quality: {temporal: 2, reliability: 3.0, technological: 3, overall: 2.0}", True),
        ("quality: {temporal: 3}", False),
        ("quality: {primary_share: 3.263 %, covered_share: 8.739 %}", True),
        ("quality: {primary_share: 4 % ± 0.5 %}", False),
        ("sensitivities: {more: 2989.4 kg}", True),
        ("sensitivities: {more: 3.1 t ± 1 %}", False),
        ("sensitivities: {grid_average: 3 t}", False),
        ("units: {piece: 5.4788 kg}", True),
        ("units: {piece: 5.4 kg}", False),
        ("lines: {press.metal: 2500 kg, production.press.power: 150 kg, press.ch4: 89.4 kg}", True),
        ("lines: {press: 2739.4 kg, production.press: 239.4 kg}", True),
        ("lines: {press.power: 239.4 kg}", False),
        ("lines: {press.met: 2500 kg}", False),
        ("lines: {pres.metal: 2500 kg}", None),
        ("units: {piec: 5.4788 kg}", None),
        ("performance_class: B", True),
        ("performance_class: A", False),
    ],
)
def test_expectations(run: Callable[[str], CaseResult], expect: str, passed: bool | None) -> None:
    if passed is None:
        with pytest.raises(RuleError):
            run(f"{{{expect}}}")
        return
    result = run(f"{{{expect}}}")
    assert result.passed is passed, result.checks
    assert bool(result.largest) is not passed
    if not passed:
        assert result.largest[0].path == "raw_material_acquisition.press.metal"
        assert result.largest[0].value == pytest.approx(2500)


@pytest.mark.parametrize(
    ("expect", "unit", "actual"),
    [
        ("{gases: {ch4: 5 kg}}", "kg", 3.0),
        ("{gases: {ch4: 5 kg CO2e}}", "kg CO2e", 89.4),
        ("{gases: {cf4: 5 kg}}", "kg", None),
        ("{quality: {temporal: 4}}", "", 2.0),
        ("{sensitivities: {grid_average: 1 kg}}", "kg CO2e", None),
    ],
)
def test_a_check_is_in_the_unit_of_its_expectation(
    run: Callable[[str], CaseResult], expect: str, unit: str, actual: float | None
) -> None:
    (check,) = run(expect).checks
    assert check.unit == unit
    assert check.actual == (None if actual is None else pytest.approx(actual))


WORDS = {
    "total": ("Total", "合计"),
    "stages.use": ("Use", "使用"),
    "categories.fossil": ("Fossil", "化石源"),
    "gases.cf4": ("CF₄", "CF₄"),
    "quality.temporal": ("time", "时间"),
    "quality.primary_share": ("primary data", "初级数据份额"),
    "quality.primary_activity_share": ("primary activity data", "初级活动数据份额"),
    "quality.covered_share": ("share with scores", "有评分的份额"),
    "sensitivities.more": ("Sensitivity 'more'", "敏感性情景“more”"),
    "units.piece": ("Unit 'piece'", "单位“piece”"),
    "lines.press.metal": ("Lines 'press.metal'", "各行“press.metal”"),
    "performance_class": ("Performance class", "绩效等级"),
    "findings": ("Findings against the rule", "符合性检查"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_have_words(language: Language) -> None:
    for what, words in WORDS.items():
        shown = check_words(Check(what, "1", False, 1.0, 0.1, 2.0), language)
        assert shown.startswith(words[LANGUAGES.index(language)]), shown
        assert "+100.00 %" in shown


def test_cases_are_chosen_by_a_part_of_their_name(part: Part, case: Case, factors: FactorDatabase) -> None:
    rule = part(*(case(name, "{total: 2.65 t}") for name in ("wind, by hand", "hydro, by hand", "coal")))

    def names(*select: str) -> list[str]:
        return [result.name for result in run_tests(rule, factors=factors, select=select)]

    assert names() == ["wind, by hand", "hydro, by hand", "coal"]
    assert names("BY HAND") == ["wind, by hand", "hydro, by hand"]
    assert names("coal", "wind") == ["wind, by hand", "coal"]
    with pytest.raises(RuleError) as caught:
        names("coal", "cole", "gas")
    assert [(f.code, f.params["name"]) for f in caught.value.findings] == [("R351", "cole"), ("R351", "gas")]
    assert caught.value.findings[0].candidates == ("coal",)


def test_equal_runs_are_equal(part: Part, case: Case, factors: FactorDatabase) -> None:
    rule = part(case("a", "{total: 2.65 t}"), case("b", "{total: 9 t}"))
    assert run_tests(rule, factors=factors) == run_tests(rule, factors=factors)


@pytest.mark.parametrize(
    ("given", "expect", "passed"),
    [
        ("metal: 7 t, power: 300 kWh", "[A204]", True),
        ("metal: 7 t, power: 300 kWh", "[A204 metal]", True),
        ("metal: 7 t, power: 300 kWh", "[A204 power]", False),
        ("metal: 7 t, power: 300 kWh", "[A204 metal, A206 power]", False),
        ("metal: 7 t, power: -1 kWh", "[A204 metal, A206 power]", True),
        ("metal: 7 t, power: 300 kWh", "[]", False),
        (
            "metal: 7 t, power: 300 kWh, paints: [{name: a, coat: paint, mass: -1 kg}]",
            "['A206 paints[0].mass']",
            True,
        ),
        (
            "metal: 7 t, power: 300 kWh, paints: [{name: a, coat: paint, mass: -1 kg}]",
            "['A206 paints[1].mass']",
            False,
        ),
    ],
)
def test_a_finding_is_expected_by_its_code_and_what_it_is_about(
    part: Part, case: Case, factors: FactorDatabase, given: str, expect: str, passed: bool
) -> None:
    (result,) = run_tests(part(case("a", f"{{findings: {expect}}}", given)), factors=factors)
    assert result.passed is passed, result.checks
    (check,) = result.checks
    named = any(" " in name for name in check.expected.split(", "))
    assert ("A204 metal" if named else "A204") in check.found


def test_findings_of_a_result_are_told_with_what_they_are_about(
    part: Part, case: Case, factors: FactorDatabase
) -> None:
    typical = ("range: [1, 2], ", "range: [1, 2], typical: [1, 1.1], ")
    for expect, passed in (("[A205 metal]", True), ("[A205]", True), ("[A205 power]", False)):
        rule = part(case("a", f"{{findings: {expect}}}"), changes=(typical,))
        (result,) = run_tests(rule, factors=factors)
        assert result.passed is passed, result.checks
