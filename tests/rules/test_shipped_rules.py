"""The shipped rules with their worked examples, against numbers made by hand and ranges from outside."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lca import calculate, load_inventory, load_rule
from lca.errors import Severity
from lca.inventory.values import Inventory
from lca.results.footprint import Footprint
from lca.rule_tests import run_tests
from lca.rules.compiled import Rule
from lca.rules.expectations import read_expectations
from lca.rules.registry import find_rule

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {
    "cn.aluminium.primary": "primary-aluminium",
    "cn.steel.bf-bof": "bf-bof-steel",
    "cn.battery.lfp": "lfp-battery",
}
FILES = {
    "cn.aluminium.primary": "aluminium-primary.yaml",
    "cn.steel.bf-bof": "steel-bf-bof.yaml",
    "cn.battery.lfp": "battery-lfp.yaml",
}
WORKED = {
    "cn.aluminium.primary": "integrated smelter on grid power, by hand",
    "cn.steel.bf-bof": "integrated works, by hand",
    "cn.battery.lfp": "pack of 60 kWh, by hand",
}
BY_HAND: dict[str, dict[str, dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "reference" / "worked_examples.json").read_text(encoding="utf-8")
)
CASES = [(rule, case) for rule, cases in BY_HAND.items() for case in cases]
ALUMINIUM = BY_HAND["cn.aluminium.primary"][WORKED["cn.aluminium.primary"]]
STEEL = BY_HAND["cn.steel.bf-bof"]
BATTERY = BY_HAND["cn.battery.lfp"][WORKED["cn.battery.lfp"]]


@cache
def shipped(rule: str) -> Rule:
    return load_rule(ROOT / "rules" / "cn" / FILES[rule])


@cache
def inventory(rule: str) -> Inventory:
    return load_inventory(ROOT / "datasets" / "examples" / EXAMPLES[rule] / "inventory.yaml")


@cache
def footprint(rule: str) -> Footprint:
    """The worked example of a rule, with few samples."""
    return calculate(inventory(rule), samples=200)


def stage(result: Footprint, key: str) -> float:
    return next(part.value for part in result.stages if part.key == key)


def contribution(result: Footprint, path: str) -> float:
    return math.fsum(line.value for line in result.contributions if re.search(path, line.path))


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_shipped_rule_lints_without_a_warning(rule: str) -> None:
    loaded = shipped(rule)
    assert [finding.code for finding in loaded.warnings if finding.severity is not Severity.INFO] == []
    assert loaded.status == "illustrative"


@pytest.mark.parametrize("rule", EXAMPLES)
def test_every_constant_and_every_test_of_a_rule_names_its_source(rule: str) -> None:
    model = shipped(rule).model
    assert all(len(parameter.source) > 20 for parameter in model.parameters.values())
    assert len(model.tests) >= 2
    assert all(len(test.source) > 20 for test in model.tests)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_tests_that_a_rule_carries_pass(rule: str) -> None:
    failed = [
        (case.name, check.what, check.expected, check.actual)
        for case in run_tests(shipped(rule))
        for check in case.checks
        if not check.passed
    ]
    assert failed == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_is_found_by_its_id(rule: str) -> None:
    assert find_rule(rule).name == FILES[rule]


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_worked_example_keeps_to_its_rule(rule: str) -> None:
    """No blocking finding; what is left out has a bound, and stays below the cut-off of 5 %."""
    result = footprint(rule)
    assert not result.blocking
    excluded = [entry for entry in result.completeness if entry.kind == "excluded_process"]
    bounds = [entry.bound for entry in excluded if entry.bound is not None]
    assert len(bounds) == len(excluded) > 0
    assert math.fsum(bounds) < 0.05 * result.total.value


@pytest.mark.parametrize("rule", EXAMPLES)
def test_everything_a_reader_sees_has_a_name_in_both_languages(rule: str) -> None:
    def blocks(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, dict):
            own = [node] if set(node) & {"zh", "en"} and set(node) <= {"zh", "en"} else []
            return own + [found for value in node.values() for found in blocks(value)]
        return [found for value in node for found in blocks(value)] if isinstance(node, list | tuple) else []

    for names in blocks(shipped(rule).model.model_dump()):
        assert all(names.values()), names
    for spec in shipped(rule).model.activity_data.values():
        assert spec.label is not None


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_worked_example_says_that_it_is_illustrative(rule: str) -> None:
    result = footprint(rule)
    assert result.illustrative
    assert result.kind == "partial"
    supplied = inventory(rule).footprints.values()
    assert all("illustrative" in (footprint.source or "") for footprint in supplied)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_numbers_are_those_of_the_spreadsheet(rule: str) -> None:
    """To one part in ten million: totals of a year are written with so many digits in the examples."""
    result, by_hand = footprint(rule), BY_HAND[rule][WORKED[rule]]
    assert result.total.value == pytest.approx(by_hand["total"], rel=1e-7)
    for name, value in by_hand["stages"].items():
        assert stage(result, name) == pytest.approx(value, rel=1e-7)
    for name, value in by_hand["lines"].items():
        assert contribution(result, rf"^{re.escape(name)}(\[|$)") == pytest.approx(value, rel=1e-7)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_what_a_test_by_hand_expects_is_what_the_spreadsheet_says(rule: str, case: str) -> None:
    """Each expectation holds the spreadsheet's number within its margin of at most one in a thousand."""
    loaded, by_hand = shipped(rule), BY_HAND[rule][case]
    names = [test.name for test in loaded.model.tests]
    found, findings = read_expectations(loaded.model, loaded.document, names.index(case))
    assert findings == ()
    for one in (one for one in found if one.section != "findings"):
        value = by_hand[one.section] if not one.key else by_hand[one.section][one.key]
        assert one.number is not None
        assert one.number.accepts(value), one
        assert one.number.margin <= 1.001e-3 * abs(value), one


@pytest.mark.parametrize("rule", EXAMPLES)
def test_every_line_of_a_worked_example_is_expected(rule: str) -> None:
    test = next(test for test in shipped(rule).model.tests if test.name == WORKED[rule])
    assert set(test.expect.lines) == set(BY_HAND[rule][WORKED[rule]]["lines"])


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_test_by_hand_is_in_the_spreadsheet(rule: str) -> None:
    named = {test.name for test in shipped(rule).model.tests if test.name.endswith(", by hand")}
    assert named == set(BY_HAND[rule])


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_parts_add_up_to_the_total(rule: str) -> None:
    result = footprint(rule)
    total = result.total.value
    for parts in (result.stages, result.categories, result.contributions):
        assert math.fsum(part.value for part in parts) == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        # Electrolysis step alone in China 9.26 t/t; full chain, world average of 2022, 15.1 t/t (IAI).
        ("cn.aluminium.primary", 9260, 15100),
        # Converter steel 1.99 t/t to cold rolled 2.60 t/t (CPCD); 5 % below the lowest.
        ("cn.steel.bf-bof", 1890, 2600),
        # 73.51 kg/kWh for an LFP pack in 2021 (CPCD), and a third to each side of it.
        ("cn.battery.lfp", 60, 100),
    ],
)
def test_the_total_lies_where_literature_puts_it(rule: str, low: float, high: float) -> None:
    result = footprint(rule)
    assert low < result.total.value < high
    interval = result.uncertainty.interval
    assert interval is not None
    assert interval.p2_5 < result.total.value < interval.p97_5


def test_electricity_is_the_larger_part_of_aluminium() -> None:
    result = footprint("cn.aluminium.primary")
    assert contribution(result, r"electrolysis\.electricity$") == pytest.approx(13450 * 0.5777, rel=1e-9)
    assert contribution(result, r"electrolysis\.electricity$") > 0.5 * result.total.value


def test_the_process_emissions_of_the_cell_follow_ipcc() -> None:
    result = footprint("cn.aluminium.primary")
    assert contribution(result, r"electrolysis\.anode_carbon$") == pytest.approx(
        ALUMINIUM["lines"]["production.electrolysis.anode_carbon"]
    )
    assert contribution(result, r"electrolysis\.c2?f[46]$") == pytest.approx(
        ALUMINIUM["gases"]["cf4"] * 7380 + ALUMINIUM["gases"]["c2f6"] * 12400
    )


def test_slag_is_a_credit_of_what_the_clinker_would_have_emitted() -> None:
    result = footprint("cn.steel.bf-bof")
    credit = math.fsum(line.value for line in result.contributions if line.kind == "avoided")
    by_hand = STEEL[WORKED["cn.steel.bf-bof"]]["total"] - STEEL["slag not used, by hand"]["total"]
    assert credit == pytest.approx(by_hand, rel=1e-6)


def test_the_carbon_of_the_gases_counts_where_it_is_burnt() -> None:
    """Power plant and reheating furnace burn blast furnace gas; at 260 kg/GJ they are a third of the coil."""
    burnt = contribution(
        footprint("cn.steel.bf-bof"), r"(gas_power_plant\.gas_burnt|hot_rolling\.blast_furnace_gas)$"
    )
    assert 600 < burnt < 900


def test_a_battery_is_reported_in_four_units() -> None:
    units = {unit.id: unit.value for unit in footprint("cn.battery.lfp").alternative_units}
    assert units == pytest.approx(BATTERY["units"], rel=1e-9)


def test_the_identifiers_of_the_examples_are_reserved_ones() -> None:
    """Prefix 952 is GS1's own for demonstrations; its numbers carry a valid check digit all the same."""
    for rule in EXAMPLES:
        result = footprint(rule)
        for identified in (result.product, result.company, result.site):
            assert identified.id is not None
            assert identified.id.startswith("urn:pact:example.com:")
            digits = [int(digit) for digit in identified.id.rpartition(":")[2]]
            assert identified.id.rpartition(":")[2].lstrip("0").startswith("952")
            assert sum(d * (3 if i % 2 else 1) for i, d in enumerate(reversed(digits))) % 10 == 0
