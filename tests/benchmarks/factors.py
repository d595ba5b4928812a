"""Times of the factor database: medians in milliseconds, beside what was promised.

    python tests/benchmarks/factors.py [--repeats 21]

Opening and searching are timed in a process that has loaded its libraries; the command is timed whole,
interpreter and imports included.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lca.content import content
from lca.factors import FactorDatabase, Request, open_with
from lca.factors.build import build
from lca.factors.release import verify
from lca.units import unit

WORDS = ("燃煤发电", "natural gas", "natral gas", "truck", "铝", "steel", "自来水", "lithium battery")
COMMAND = ("factors", "search", "燃煤发电", "--year", "2023")
RELEASE = content("factors") / "release.parquet"
PROMISED = {"open": 100.0, "open, index and first search": None, "search": 50.0, "search, worst": 50.0}


def median(action: Callable[[], object], repeats: int) -> float:
    """Give the median time of an action, in milliseconds."""
    return statistics.median(timed(action) for _ in range(repeats))


def timed(action: Callable[[], object]) -> float:
    """Give the time of one run, in milliseconds."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def command() -> None:
    """Run the whole command in a process of its own."""
    program = "from lca.cli.main import main; main()"
    subprocess.run([sys.executable, "-c", program, *COMMAND], check=True, capture_output=True)


def layer(folder: Path) -> Path:
    """Write a user's table of 1000 factors."""
    header = "id,item,name_en,unit,value,gwp_set,geography,year,source,licence"
    rows = [f"own.{n},own.item.{n},own item {n},kg,{1 + n / 1000},AR6,CN,2024,audit,own" for n in range(1000)]
    path = folder / "own.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def measured(repeats: int) -> dict[str, float]:
    """Give what was measured, by name."""
    database = FactorDatabase.open()
    database.search("warm")
    road = Request("freight.road", unit=unit("t·km"), geography="CN", year=2024)
    power = Request("electricity", unit=unit("kWh"), geography="CN-SD", year=2024)
    database.match(road)
    database.match(power)
    searches = {words: median(lambda w=words: database.search(w), repeats) for words in WORDS}
    with tempfile.TemporaryDirectory() as folder:
        own = layer(Path(folder))
        return {
            "open": median(FactorDatabase.open, repeats),
            "open, index and first search": median(lambda: FactorDatabase.open().search("钢"), repeats),
            "search": statistics.median(searches.values()),
            "search, worst": max(searches.values()),
            "match, freight": median(lambda: database.match(road), repeats),
            "match, electricity (all provinces)": median(lambda: database.match(power), repeats),
            "open with 1000 factors of a user": median(lambda: open_with([own]), max(3, repeats // 4)),
            "to_arrow": median(database.to_arrow, max(3, repeats // 4)),
            "to_pandas": median(database.to_pandas, max(3, repeats // 4)),
            "verify a release": median(lambda: verify(RELEASE), 3),
            "build a release": median(lambda: build(path=Path(folder) / "release.parquet"), 3),
            "zuji factors search, whole command": median(command, max(3, repeats // 4)),
        }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=21)
    found = measured(parser.parse_args().repeats)
    size = RELEASE.stat().st_size / 1024
    print(f"{len(FactorDatabase.open())} factors, {size:.0f} KiB; medians")
    for name, time_taken in found.items():
        promise = PROMISED.get(name)
        print(f"{name:36}{time_taken:9.2f} ms{f'   (< {promise:.0f} ms)' if promise else ''}")


if __name__ == "__main__":
    main()
