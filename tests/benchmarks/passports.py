"""How long an export takes: ``python tests/benchmarks/passports.py [FORMAT]...``; the promise is 20 ms."""

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import lca
from lca import passport
from lca.content import content

AT = datetime(2025, 6, 1, tzinfo=UTC)
RUNS = 50
LIMIT_MS = 20


def main(names: list[str]) -> int:
    folder = Path(str(content("datasets"))) / "examples" / "lfp-battery"
    footprint = lca.calculate(folder / "inventory.yaml", samples=200)
    slow = 0
    for name in names or ["pact-3.0", "pact-2.3"]:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            passport.export(footprint, name, statement=folder / "passport.yaml", at=AT)
            times.append((time.perf_counter() - start) * 1000)
        median = statistics.median(times)
        slow += median > LIMIT_MS
        longest = max(times[1:])
        print(f"{name:24} first {times[0]:7.2f} ms, median {median:6.2f} ms, longest after {longest:6.2f} ms")
    return slow


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
