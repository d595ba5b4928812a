"""All tests of one rule file together: cases, coverage, or why they could not be run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lca.errors import Finding, InputError, Severity
from lca.factors.database import FactorDatabase
from lca.rule_tests.coverage import Coverage, coverage_of
from lca.rule_tests.outcome import CaseResult
from lca.rule_tests.running import run_cases
from lca.rules.load import load_rule
from lca.rules.registry import read_entry
from lca.system.backgrounds import Backgrounds


@dataclass(frozen=True, eq=False)
class Suite:
    """The tests of one rule file.

    ``refused`` is why there are no cases: the file is no rule, or an expectation cannot be read; ``id`` and
    ``version`` are then empty as far as they are not known. ``coverage`` is there where it was asked for.
    A ``frame`` is a general or sector rule, which has no tests of its own.
    """

    file: str
    id: str = ""
    version: str = ""
    cases: tuple[CaseResult, ...] = ()
    coverage: Coverage | None = None
    refused: tuple[Finding, ...] = ()
    frame: bool = False

    @property
    def failed(self) -> int:
        """How many cases failed."""
        return sum(not case.passed for case in self.cases)


def run_suite(
    path: Path,
    *,
    factors: FactorDatabase,
    select: Iterable[str] = (),
    coverage: bool = False,
    backgrounds: Backgrounds = (),
) -> Suite:
    """Run the tests of one rule file; what is wrong with it is part of the answer."""
    entry = read_entry(path) if path.is_file() else None
    if entry is not None and entry.is_frame:
        return Suite(str(path), entry.id, entry.version, frame=True)
    try:
        rule = load_rule(path)
        runs = run_cases(rule, factors=factors, select=select, backgrounds=backgrounds)
    except InputError as error:
        wrong = tuple(finding for finding in error.findings if finding.severity is Severity.ERROR)
        return Suite(str(path), refused=wrong or error.findings)
    measured = coverage_of(rule, runs) if coverage else None
    return Suite(str(path), rule.id, rule.version, tuple(run.result for run in runs), measured)
