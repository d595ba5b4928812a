"""How much of a rule its tests exercise: clauses, branches, exclusions, options, ends of ranges."""

from __future__ import annotations

from collections.abc import Iterable

from lca.factors.database import FactorDatabase
from lca.rule_tests.coverage.declared import points
from lca.rule_tests.coverage.points import Coverage, Point, Tally, gather
from lca.rule_tests.coverage.visited import visited
from lca.rule_tests.running import CaseRun, run_cases
from lca.rules.compiled import Rule
from lca.system.backgrounds import Backgrounds

__all__ = ["Coverage", "Point", "Tally", "coverage_of", "rule_coverage"]


def rule_coverage(
    rule: Rule,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    backgrounds: Backgrounds = (),
) -> Coverage:
    """Compute the tests of a rule and tell what of it they exercise.

    A test exercises what its result is made of: processes, lines with an amount other than zero, the arms
    of conditions that its values take, options, defaults. Whether it passes does not count. Raises
    RuleError where an expectation cannot be read.
    """
    return coverage_of(rule, run_cases(rule, factors=factors, gwp=gwp, backgrounds=backgrounds))


def coverage_of(rule: Rule, runs: Iterable[CaseRun]) -> Coverage:
    """The coverage by cases that were computed already."""
    return gather(points(rule), {run.result.name: visited(rule, run) for run in runs})
