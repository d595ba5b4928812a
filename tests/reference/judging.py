"""Who catches a mutant of a rule: lint or a test of the rule, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mutants import Mutant, original

from lca.errors import Finding, InputError, Severity
from lca.factors.database import FactorDatabase
from lca.rule_tests.running import run_case
from lca.rules.compiled import Rule
from lca.rules.load import examine


@dataclass(frozen=True)
class Verdict:
    """Who caught a mutant: error, warning, test, or nobody."""

    path: Path
    mutant: Mutant
    by: str


def judge(path: Path, mutant: Mutant) -> Verdict:
    """Lint first, then the tests of the mutant, until one fails."""
    rule, findings = examine(mutant.source, str(path), advice=True)
    if rule is None:
        return Verdict(path, mutant, "error")
    if {_mark(finding) for finding in findings if _counts(finding)} - _known(path):
        return Verdict(path, mutant, "warning")
    return Verdict(path, mutant, "nobody" if _passes(rule) else "test")


def _passes(rule: Rule) -> bool:
    cases = range(len(rule.model.tests))
    try:
        return all(run_case(rule, index, factors=_factors()).result.passed for index in cases)
    except InputError:
        return False


def _counts(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _mark(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.location.path


@cache
def _known(path: Path) -> frozenset[tuple[str, str]]:
    """What lint says of the rule itself, written as its mutants are."""
    source = original(path.read_bytes())
    return frozenset(_mark(finding) for finding in examine(source, str(path), advice=True)[1])


@cache
def _factors() -> FactorDatabase:
    return FactorDatabase.open()
