"""Mutation score of the shipped rules: how many slips of the pen lint and tests catch together.

``python tests/benchmarks/mutation.py [--every N] [--list] [RULE.yaml ...]``

A mutant is caught where lint says something that it does not say of the rule itself, or where a test of
the rule fails. ``--every N`` takes each N-th mutant; ``--list`` prints the survivors.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lca.errors import Finding, InputError, Severity
from lca.factors.database import FactorDatabase
from lca.rule_tests import run_tests
from lca.rules.load import examine
from lca.rules.registry import shipped_rules

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
from mutants import Mutant, mutants


@dataclass(frozen=True)
class Verdict:
    """Who caught a mutant: error, warning, test, or nobody."""

    path: Path
    mutant: Mutant
    by: str


def judge(path: Path, mutant: Mutant) -> Verdict:
    """Lint first, then the tests of the mutant."""
    rule, findings = examine(mutant.source, str(path))
    if rule is None:
        return Verdict(path, mutant, "error")
    if {_mark(finding) for finding in findings} - _known(path):
        return Verdict(path, mutant, "warning")
    try:
        passed = all(case.passed for case in run_tests(rule, factors=_factors()))
    except InputError:
        passed = False
    return Verdict(path, mutant, "nobody" if passed else "test")


def _mark(finding: Finding) -> tuple[str, str, Severity]:
    return finding.code, finding.location.path, finding.severity


@cache
def _known(path: Path) -> frozenset[tuple[str, str, Severity]]:
    return frozenset(_mark(finding) for finding in examine(path)[1])


@cache
def _factors() -> FactorDatabase:
    return FactorDatabase.open()


@cache
def _items() -> tuple[str, ...]:
    return tuple(sorted({"electricity", "natural_gas", "diesel", "freight.rail"}))


def score(paths: list[Path], every: int = 1) -> list[Verdict]:
    """All verdicts, two processes at work."""
    jobs = [(path, mutant) for path in paths for mutant in mutants(path.read_bytes(), _items())]
    chosen = jobs[::every]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(judge, *zip(*chosen, strict=True), chunksize=20))


def report(verdicts: list[Verdict], listed: bool) -> str:
    """A table by rule, the survivors by kind, and each where asked for."""
    lines = [
        f"{'rule':28} {'mutants':>8} {'error':>7} {'warning':>8} {'test':>6} {'nobody':>7} {'caught':>8}"
    ]
    for path in dict.fromkeys(verdict.path for verdict in verdicts):
        own = Counter(verdict.by for verdict in verdicts if verdict.path == path)
        lines.append(_row(path.stem, own))
    lines.append(_row("all", Counter(verdict.by for verdict in verdicts)))
    survivors = [verdict for verdict in verdicts if verdict.by == "nobody"]
    kinds = Counter(verdict.mutant.kind for verdict in survivors)
    lines.append("survivors by kind: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    for verdict in survivors if listed else ():
        one = verdict.mutant
        lines.append(f"  {verdict.path.stem}: {one.kind} {one.place}: {one.before} -> {one.after}")
    return "\n".join(lines)


def _row(name: str, own: Counter[str]) -> str:
    total = own.total()
    columns = f"{total:8} {own['error']:7} {own['warning']:8} {own['test']:6} {own['nobody']:7}"
    return f"{name:28} {columns} {1 - own['nobody'] / total:8.1%}"


def main() -> None:
    """Print the score of the rules named, or of all shipped ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rules", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    paths = options.rules or [entry.path for entry in shipped_rules()]
    print(report(score(paths, options.every), options.list))


if __name__ == "__main__":
    main()
