"""Times of opening a release, searching it and building it. Run: python tests/benchmarks/bench_factors.py."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lca.content import content
from lca.factors.build import build
from lca.factors.database import FactorDatabase
from lca.factors.release import verify

LIMITS = {"open": 100.0, "search": 50.0}
WORDS = ("燃煤发电", "diesel", "自来水", "lithium-ion battery", "soybean farming", "natral gas")


def milliseconds(work: Callable[[], object], repeats: int = 9) -> float:
    """Median of some runs after one to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the medians beside the limits."""
    path = content("factors") / "release.parquet"
    database = FactorDatabase.open(path)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "release.parquet"
        found = {
            "open": milliseconds(lambda: FactorDatabase.open(path)),
            "search": max(milliseconds(lambda word=word: database.search(word)) for word in WORDS),
            "verify": milliseconds(lambda: verify(path), 3),
            "build": milliseconds(lambda: build(path=out), 3),
        }
    print(f"{len(database)} factors, {path.stat().st_size / 1024:.0f} KiB")
    for name, value in found.items():
        limit = f" (limit {LIMITS[name]:.0f})" if name in LIMITS else ""
        print(f"{name:>7}: {value:7.1f} ms{limit}")


if __name__ == "__main__":
    main()
