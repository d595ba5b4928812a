"""Measure ``zuji rules lint``: the largest rule beyond start-up, and a thousand rules in one call.

``python tests/benchmarks/linting.py [RUNS]``, in an environment where the package is installed. The thousand
are the shipped product rules, each under its own id and with its own labels, so that no two say the same.
"""

from __future__ import annotations

import re
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from lca.content import content
from lca.rules.load import lint
from lca.rules.registry import shipped_rules

ZUJI = str(Path(sysconfig.get_path("scripts")) / "zuji")
COUNT = 1000
LIMITS = {"largest": 0.3, "thousand": 20.0}


def largest(runs: int) -> tuple[Path, float, float]:
    """The largest rule, the first lint in this process and the median of the next: seconds."""
    path = max((entry.path for entry in shipped_rules()), key=lambda one: one.stat().st_size)
    first, *later = [_seconds(path) for _ in range(runs + 1)]
    return path, first, statistics.median(later)


def _seconds(path: Path) -> float:
    start = time.perf_counter()
    lint(path)
    return time.perf_counter() - start


def thousand(folder: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds of one command over a thousand files with start-up and output; their bytes."""
    general = content("rules") / "cn" / "gbt24067.yaml"
    products = [entry.path for entry in shipped_rules() if entry.path.name != general.name]
    place = folder / "rules" / "cn"
    place.mkdir(parents=True)
    (folder / "datasets").symlink_to(content("datasets"))
    written = 0
    for at in range(COUNT):
        text = products[at % len(products)].read_text(encoding="utf-8")
        text = re.sub(r"^id: (.*)$", rf"id: \1.edition_{at}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"\ben: (\w)", rf"en: e{at} \1", re.sub(r"\bzh: (\w)", rf"zh: 第{at}版\1", text))
        written += (place / f"rule-{at}.yaml").write_bytes(text.encode())
    start = time.perf_counter()
    done = subprocess.run(
        [ZUJI, "rules", "lint", str(folder / "rules")], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    if f"{COUNT} rules: 0 errors" not in done.stderr:
        raise SystemExit(f"not as expected: {done.stderr[-500:]}")
    return seconds, usage.ru_utime + usage.ru_stime, written


def main() -> None:
    """Print both numbers beside their limits; exit code 1 beyond one."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    path, first, later = largest(runs)
    print(
        f"{path.name}: first {first * 1e3:.0f} ms, then {later * 1e3:.0f} ms; limit {LIMITS['largest']:.1f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        seconds, cpu, written = thousand(Path(folder))
    size, limit = written / 2**20, LIMITS["thousand"]
    print(f"{COUNT} rules, {size:.0f} MiB: {seconds:.1f} s, CPU {cpu:.1f} s; limit {limit:.0f} s")
    raise SystemExit(first > LIMITS["largest"] or seconds > LIMITS["thousand"])


if __name__ == "__main__":
    main()
