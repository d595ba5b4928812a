"""The tests that a rule carries: its cases are computed and compared with the numbers they expect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lca.calculation import calculate
from lca.documents import KeyPath
from lca.errors import Finding, InputError, Location
from lca.factors.database import FactorDatabase
from lca.inventory.load import load_inventory
from lca.inventory.overlay import inventory_of_test
from lca.inventory.values import Inventory
from lca.results.footprint import Footprint
from lca.rules.case import Expected, expected_footprint
from lca.rules.compiled import Rule


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation of a case: ``what`` is ``total``, a stage or ``findings``; numbers in kg CO2e."""

    what: str
    expected: str
    passed: bool
    value: float | None = None
    margin: float | None = None
    actual: float | None = None
    found: tuple[str, ...] = ()

    @property
    def deviation(self) -> float | None:
        """Actual less expected, relative to the expected; None where there is no such number."""
        if not self.value or self.actual is None:
            return None
        return (self.actual - self.value) / abs(self.value)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case; ``refused`` holds the findings that kept it from being computed."""

    name: str
    source: str
    location: Location
    checks: tuple[Check, ...]
    refused: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return all(check.passed for check in self.checks)


def run_tests(
    rule: Rule, *, factors: FactorDatabase | None = None, gwp: str = "AR6"
) -> tuple[CaseResult, ...]:
    """Compute every case of a rule, without Monte Carlo, and compare.

    A case whose activity data are refused fails with their findings, unless their codes are all that
    it expects. Raises RuleError where an expectation itself cannot be read.
    """
    expected = [_expectations(rule, index) for index in range(len(rule.model.tests))]
    database = factors or FactorDatabase.open()
    return tuple(_case(rule, index, numbers, database, gwp) for index, numbers in enumerate(expected))


def _expectations(rule: Rule, index: int) -> dict[str, Expected]:
    """``total`` and the stages of a case, read."""
    expect = rule.model.tests[index].expect
    root: KeyPath = ("tests", index, "expect")
    numbers: dict[str, Expected] = {
        stage: expected_footprint(text, rule.document.locate((*root, "stages", stage)))
        for stage, text in expect.stages.items()
    }
    if expect.total is None:
        return numbers
    return {"total": expected_footprint(expect.total, rule.document.locate((*root, "total"))), **numbers}


def _case(
    rule: Rule, index: int, numbers: Mapping[str, Expected], factors: FactorDatabase, gwp: str
) -> CaseResult:
    test = rule.model.tests[index]
    refused: tuple[Finding, ...] = ()
    footprint: Footprint | None = None
    try:
        footprint = calculate(_inventory(rule, index), rule, factors=factors, gwp=gwp, samples=0)
    except InputError as error:
        refused = error.findings
    codes = [finding.code for finding in (footprint.findings if footprint else refused)]
    checks = [_compare(what, number, footprint) for what, number in numbers.items()]
    if test.expect.findings is not None:
        checks.append(_codes(test.expect.findings, codes))
    return CaseResult(test.name, test.source, rule.document.locate(("tests", index)), tuple(checks), refused)


def _inventory(rule: Rule, index: int) -> Inventory:
    return inventory_of_test(rule.document, index, _base(rule, index))


def _base(rule: Rule, index: int) -> Inventory | None:
    name = rule.model.tests[index].inventory
    folder = Path(rule.document.file).parent if rule.document.file else Path()
    return load_inventory(folder / name) if name else None


def _compare(what: str, expected: Expected, footprint: Footprint | None) -> Check:
    actual = None if footprint is None else _values(footprint).get(what)
    passed = actual is not None and expected.accepts(actual)
    return Check(what, expected.text, passed, expected.value.engine, expected.margin, actual)


def _values(footprint: Footprint) -> dict[str, float]:
    stages = {stage.key: stage.value for stage in footprint.stages if stage.included}
    return {"total": footprint.total.value, **stages}


def _codes(expected: Iterable[str], found: Iterable[str]) -> Check:
    """Every expected code must be found; an empty list demands that nothing is."""
    wanted, there = tuple(expected), tuple(sorted(set(found)))
    passed = set(wanted) <= set(there) if wanted else not there
    return Check("findings", ", ".join(wanted) or "-", passed, found=there)
