"""Running the tests of a rule: each case is computed at its stated values and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from lca.calculation import calculate
from lca.errors import Finding, InputError, RuleError, nearest
from lca.factors.database import FactorDatabase
from lca.inventory.load import load_inventory
from lca.inventory.overlay import inventory_of_test
from lca.inventory.values import Inventory
from lca.results.footprint import Footprint
from lca.rule_tests.comparing import compare, largest_lines
from lca.rule_tests.outcome import CaseResult
from lca.rules.compiled import Rule
from lca.rules.expectations import Expectation, read_expectations
from lca.system.background import LinkedDatabase
from lca.system.backgrounds import Backgrounds, link


@dataclass(frozen=True, eq=False)
class CaseRun:
    """A case, what was computed of it, and its result; ``index`` is its place among the tests.

    ``inventory`` and ``footprint`` are None where the activity data were refused.
    """

    index: int
    inventory: Inventory | None
    footprint: Footprint | None
    result: CaseResult


def run_tests(
    rule: Rule,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    select: Iterable[str] = (),
    backgrounds: Backgrounds = (),
) -> tuple[CaseResult, ...]:
    """Compute the cases of a rule, without Monte Carlo, and compare.

    ``backgrounds`` are the databases that the rule or its cases name, as :func:`lca.calculate` takes them.
    ``select`` keeps the cases whose name contains one of these texts, in whatever case. A case whose
    activity data are refused fails with their findings, unless their codes are all that it expects.

    Raises:
        RuleError: an expectation cannot be read, or ``select`` names no case (R351).
        InputError: a background database cannot be opened or solved.
    """
    runs = run_cases(rule, factors=factors, gwp=gwp, select=select, backgrounds=backgrounds)
    return tuple(run.result for run in runs)


def run_cases(
    rule: Rule,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    select: Iterable[str] = (),
    backgrounds: Backgrounds = (),
) -> tuple[CaseRun, ...]:
    """As :func:`run_tests`, with the activity data and the footprint of each case."""
    return _run(rule, selected(rule, select), factors, gwp, backgrounds)


def run_case(
    rule: Rule,
    index: int,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    backgrounds: Backgrounds = (),
) -> CaseRun:
    """Compute one case by its place among the tests; raises RuleError where it cannot be read."""
    (run,) = _run(rule, [index], factors, gwp, backgrounds)
    return run


def _run(
    rule: Rule,
    chosen: Iterable[int],
    factors: FactorDatabase | None,
    gwp: str,
    backgrounds: Backgrounds,
) -> tuple[CaseRun, ...]:
    read = {index: read_expectations(rule.model, rule.document, index) for index in chosen}
    wrong = [finding for _, findings in read.values() for finding in findings]
    if wrong:
        raise RuleError(wrong)
    database = factors or FactorDatabase.open()
    linked = link(backgrounds, database.gwp(gwp))
    runner = _Runner(rule, database, gwp, linked)
    return tuple(runner.case(index, expectations) for index, (expectations, _) in read.items())


def selected(rule: Rule, select: Iterable[str]) -> list[int]:
    """The places of the cases whose name contains one of the texts; all without any.

    Raises:
        RuleError: R351 for every text that no name contains, with the nearest names.
    """
    names = [test.name for test in rule.model.tests]
    wanted = list(select)
    kept = {
        text: [i for i, name in enumerate(names) if text.casefold() in name.casefold()] for text in wanted
    }
    missing = [text for text, found in kept.items() if not found]
    if missing:
        place = rule.document.locate(("tests",))
        raise RuleError([Finding("R351", {"name": t}, place, candidates=nearest(t, names)) for t in missing])
    return sorted({i for found in kept.values() for i in found}) if wanted else list(range(len(names)))


@dataclass(frozen=True)
class _Runner:
    """What all cases of a rule share; base inventories are read once, background databases solved once."""

    rule: Rule
    factors: FactorDatabase
    gwp: str
    backgrounds: Mapping[str, LinkedDatabase]
    bases: dict[Path, Inventory] = field(default_factory=dict)

    def case(self, index: int, expectations: Iterable[Expectation]) -> CaseRun:
        start = perf_counter()
        inventory, footprint, refused = self.computed(index)
        checks = tuple(compare(expectation, footprint, refused) for expectation in expectations)
        test = self.rule.model.tests[index]
        failed = not all(check.passed for check in checks)
        result = CaseResult(
            name=test.name,
            source=test.source,
            location=self.rule.document.locate(("tests", index)),
            checks=checks,
            refused=refused,
            largest=largest_lines(footprint) if footprint and failed else (),
            seconds=perf_counter() - start,
        )
        return CaseRun(index, inventory, footprint, result)

    def computed(self, index: int) -> tuple[Inventory | None, Footprint | None, tuple[Finding, ...]]:
        inventory: Inventory | None = None
        try:
            inventory = inventory_of_test(self.rule.document, index, self.base(index))
            footprint = calculate(
                inventory,
                self.rule,
                factors=self.factors,
                gwp=self.gwp,
                samples=0,
                backgrounds=self.backgrounds,
            )
        except InputError as error:
            return inventory, None, error.findings
        return inventory, footprint, ()

    def base(self, index: int) -> Inventory | None:
        name = self.rule.model.tests[index].inventory
        if name is None:
            return None
        folder = Path(self.rule.document.file).parent if self.rule.document.file else Path()
        place = folder / name
        if place not in self.bases:
            self.bases[place] = load_inventory(place)
        return self.bases[place]
