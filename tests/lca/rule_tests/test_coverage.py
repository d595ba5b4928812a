"""What the tests of a rule exercise, counted by hand on a small rule."""

from collections import Counter
from collections.abc import Callable

import pytest

from lca.factors.database import FactorDatabase
from lca.rule_tests import run_tests
from lca.rule_tests.coverage import Coverage, rule_coverage
from lca.rules.compiled import Rule

Case = Callable[..., str]
Part = Callable[..., Rule]

# 22 points of 37: clauses 5.3, 5.4, 6.1, 6.3, 7.1, 7.2 of 8; the process; the lines of metal and power of
# 4; all 5 stages; the exclusion; no condition of 2; of 4 arms the power of max and the zero of if; raw; the
# empty table; of 6 the default finish and both things left out; no end of the range of metal.
# 1.25 t x 2000 + 300 kWh x 0.5 = 2650 kg.
FIRST = ("{total: 2.65 t}", "metal: 1.25 t, power: 300 kWh")
# The rest but the upper end of the range: 1 t x 2000 + (100 + 50) kWh x 0.5 + 5 kg x 3 + 10 kg x 4 = 2130 kg.
SECOND = (
    "{total: 2.13 t}",
    "metal: 1 t, power: 50 kWh, finish: painted, extra: 10 kg, "
    "paints: [{name: a, coat: paint, mass: 5 kg}, {name: b, coat: paint, mass: 0.5 kg}]",
)
# Refused, as expected: beyond the upper end.
THIRD = ("{findings: [A204]}", "metal: 2.5 t, power: 300 kWh")
ALL = {
    "clause": 8,
    "process": 1,
    "line": 4,
    "stage": 5,
    "exclusion": 1,
    "condition": 2,
    "branch": 4,
    "option": 2,
    "table": 2,
    "optional": 6,
    "range": 2,
}


@pytest.fixture(scope="module")
def measured(case: Case, part: Part, factors: FactorDatabase) -> Callable[..., Coverage]:
    """The coverage by cases, all of which must pass."""

    def measure(*cases: tuple[str, str]) -> Coverage:
        rule = part(*(case(f"case {index}", *one) for index, one in enumerate(cases)))
        results = run_tests(rule, factors=factors)
        assert all(result.passed for result in results), results
        return rule_coverage(rule, factors=factors)

    return measure


def test_everything_that_can_be_exercised_is_counted(measured: Callable[..., Coverage]) -> None:
    coverage = measured(FIRST)
    assert Counter(point.kind for point in coverage.points) == ALL
    assert len({point.key for point in coverage.points}) == len(coverage.points) == 37
    assert all(point.location.line and point.location.file == "part.yaml" for point in coverage.points)


def test_a_plain_case_exercises_what_its_result_is_made_of(measured: Callable[..., Coverage]) -> None:
    coverage = measured(FIRST)
    assert (coverage.covered, coverage.share) == (22, pytest.approx(22 / 37))
    assert {tally.kind: tally.covered for tally in coverage.kinds} == {
        "clause": 6,
        "process": 1,
        "line": 2,
        "stage": 5,
        "exclusion": 1,
        "condition": 0,
        "branch": 2,
        "option": 1,
        "table": 1,
        "optional": 3,
        "range": 0,
    }
    missed = [
        (point.kind, point.path, point.arm.rpartition(".")[2], point.words) for point in coverage.missed
    ]
    assert missed == [
        ("clause", "activity_data.extra", "", "6.2"),
        ("clause", "processes.press.inputs[3]", "", "7.3"),
        ("line", "raw_material_acquisition.press.paint", "", ""),
        ("line", "production.press.extra", "", ""),
        ("condition", "raw_material_acquisition.press.paint", "true", "$row.mass > 1 kg"),
        ("condition", "raw_material_acquisition.press.paint", "false", "$row.mass > 1 kg"),
        ("branch", "quantities.power_used", "1", "least_power"),
        ("branch", "quantities.heat", "then", '$finish == "painted"'),
        ("option", "activity_data.finish", "painted", ""),
        ("table", "activity_data.paints", "rows", ""),
        ("optional", "activity_data.finish", "given", ""),
        ("optional", "activity_data.extra", "given", ""),
        ("optional", "activity_data.paints", "given", ""),
        ("range", "activity_data.metal", "low", "1 t"),
        ("range", "activity_data.metal", "high", "2 t"),
    ]


def test_cases_add_up(measured: Callable[..., Coverage]) -> None:
    (left,) = measured(FIRST, SECOND).missed
    assert (left.kind, left.path, left.arm) == ("range", "activity_data.metal", "high")
    whole = measured(FIRST, SECOND, THIRD)
    assert (whole.missed, whole.share) == ((), 1.0)
    assert whole.cases["process", "press", ""] == ("case 0", "case 1")
    assert whole.cases["range", "activity_data.metal", "high"] == ("case 2",)


def test_a_refused_case_exercises_nothing_but_the_end_that_it_goes_beyond(
    measured: Callable[..., Coverage],
) -> None:
    assert set(measured(THIRD).cases) == {("range", "activity_data.metal", "high")}
    below = ("{findings: [A204]}", "metal: 0.5 t, power: 300 kWh")
    assert set(measured(below).cases) == {("range", "activity_data.metal", "low")}


def test_what_is_left_out_counts_where_a_number_is_expected_that_would_hold_it(
    measured: Callable[..., Coverage],
) -> None:
    def stages_of(expect: str) -> set[str]:
        coverage = measured((expect, FIRST[1]))
        return {f"{kind} {path}" for kind, path, _ in coverage.cases if kind in ("stage", "exclusion")}

    left_out = {"stage distribution", "stage use", "stage end_of_life"}
    inside = {"stage raw_material_acquisition", "stage production"}
    exclusion = {"exclusion boundary.exclusions[0]"}
    assert stages_of("{total: 2.65 t}") == left_out | inside | exclusion
    assert stages_of("{stages: {production: 150 kg}}") == inside | exclusion
    assert stages_of("{stages: {raw_material_acquisition: 2.5 t}}") == inside


def test_a_line_of_nothing_and_what_stands_behind_it_are_not_exercised(
    part: Part, case: Case, factors: FactorDatabase
) -> None:
    behind = (
        "processes:\n",
        "processes:\n  paint_shop:\n    label: {zh: 涂, en: paint shop}\n    stage: production\n"
        "    output: {product: coat, amount: 1 kg}\n"
        '    inputs:\n      - {of: primer, amount: "min(2 kg, 1 kg)"}\n',
    )
    link = (
        "      - {of: extra, amount: extra",
        "      - {product: coat, amount: power * 1 kg / 1 kWh - 300 kg}\n      - {of: extra, amount: extra",
    )
    primer = ("      extra: {value", "      primer: {value: 1, unit: kg CO2e/kg}\n      extra: {value")
    rule = part(case("a", *FIRST), changes=(behind, link, primer))
    (result,) = run_tests(rule, factors=factors)
    assert result.passed, result
    missed = {(point.kind, point.path) for point in rule_coverage(rule, factors=factors).missed}
    assert {
        ("process", "paint_shop"),
        ("line", "production.paint_shop.primer"),
        ("line", "production.press.coat"),
        ("branch", "processes.paint_shop.inputs[0].amount"),
    } <= missed


def test_branches_inside_branches_conditions_and_sums(
    part: Part, case: Case, factors: FactorDatabase
) -> None:
    # power 300 kWh: the outer condition holds, so the inner if is asked and the last minimum is not.
    formula = (
        "  heat: if(power > 200 kWh and not (power > 400 kWh), "
        'if($finish == "painted" or power < 100 kWh, 1 kWh, 2 kWh), min(3 kWh, power)) '
        "+ sum(paints, if($row.mass > 1 kg, 1, max(2, $row.mass / 1 kg))) * 1 kWh\n"
    )
    old = '  heat: if($finish == "painted", 50 kWh, 0 kWh)\n'
    rows = "metal: 1.25 t, power: 300 kWh, paints: [{name: a, coat: paint, mass: 0.5 kg}]"
    # Power: 300 + 2 + 2 = 304 kWh x 0.5 = 152 kg; the row of paint is not above 1 kg.
    rule = part(case("a", "{total: 2652 kg}", rows), changes=((old, formula),))
    (result,) = run_tests(rule, factors=factors)
    assert result.passed, result
    coverage = rule_coverage(rule, factors=factors)
    own = [point for point in coverage.points if point.path == "quantities.heat"]
    hit = [(p.words, p.arm.rpartition(".")[2]) for p in own if p.key in coverage.cases]
    assert len(own) == 10
    assert hit == [
        ("power > 200 kWh and not power > 400 kWh", "then"),
        ('$finish == "painted" or power < 100 kWh', "otherwise"),
        ("$row.mass > 1 kg", "otherwise"),
        ("2", "0"),
    ]
    assert {point.location.line for point in own} == {own[0].location.line}
    assert len({point.location.column for point in own}) == 5


def test_an_empty_set_of_cases_exercises_nothing(part: Part, factors: FactorDatabase) -> None:
    coverage = rule_coverage(part(), factors=factors)
    assert (coverage.covered, len(coverage.missed)) == (0, 37)


@pytest.mark.parametrize("name", ["cn.aluminium.primary", "cn.battery.lfp", "cn.steel.bf-bof"])
def test_shipped_rules_reach_every_process_line_stage_and_exclusion(
    name: str, factors: FactorDatabase
) -> None:
    from lca.rules.load import load_rule

    coverage = rule_coverage(load_rule(name), factors=factors)
    whole = {tally.kind for tally in coverage.kinds if tally.share == 1}
    assert {"process", "line", "stage", "exclusion"} <= whole
