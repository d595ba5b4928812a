"""Mutation score of the shipped rules: how many slips of the pen lint and tests catch together.

``python tests/benchmarks/mutation.py [--every N] [--list] [RULE.yaml ...]``

A mutant is caught where lint gives an error or a warning that it does not give of the rule itself, or where
a test of the rule fails; notes do not count. ``--every N`` takes each N-th mutant; ``--list`` prints the
survivors. Mutants that no number can tell from the rule are not made; their reasons are counted at the end,
and the score is told again as if each of them had survived.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lca.rules.registry import shipped_rules

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
from judging import Verdict, judge
from mutants import equivalent, mutants


def score(paths: list[Path], every: int = 1) -> list[Verdict]:
    """All verdicts, two processes at work."""
    jobs = [(path, mutant) for path in paths for mutant in mutants(path.read_bytes())]
    chosen = jobs[::every]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(judge, *zip(*chosen, strict=True), chunksize=20))


def equivalents(paths: list[Path]) -> Counter[str]:
    """How many mutants were not made, by the reason why no number can tell them from the rule."""
    return Counter(reason for path in paths for reason in equivalent(path.read_bytes()))


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
    start = time.perf_counter()
    verdicts, left = score(paths, options.every), equivalents(paths)
    print(report(verdicts, options.list))
    print(f"{time.perf_counter() - start:.0f} s")
    for reason, count in left.most_common():
        print(f"not made, {count}: {reason}")
    if options.every == 1:
        caught = sum(verdict.by != "nobody" for verdict in verdicts)
        every = len(verdicts) + left.total()
        print(f"caught of all, those not made counted as survivors: {caught / every:.1%}")


if __name__ == "__main__":
    main()
