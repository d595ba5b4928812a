"""Background databases: Zuji against Brightway on the same numbers, in one run, as one table.

    python tests/benchmarks/background.py [--quick] [--repeats 5] [--iterations 40] [--threads 2] [--folder F]

The database is the synthetic one of the reference data beside the project (23,000 processes; ``--quick``:
8,000); with ``--public`` the USLCI and premise databases are imported and compared too, with ``--folder`` any
stored database. Process start, imports and JIT compilation are left out of times and told apart. Times are
medians (minima in brackets); every ratio is of medians of this run. ``!`` marks what misses its target.

What a ratio does not say: an expert could write the adjoint over Brightway's sampled matrices by hand and
have all products at once there too; the table times that as well.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import background_brightway as brightway
import background_synthetic as synthetic
import numpy as np

from lca.background.characterising import greenhouse_gases
from lca.background.database import Background
from lca.background.linking import Linked
from lca.background.sampling import sample, sampled_entries, store_samples
from lca.background.sampling.blocks import Workspace, draw_segment, solve_block
from lca.background.sampling.designs import design
from lca.background.sampling.plan import Plan, plan
from lca.background.solving import intensities
from lca.background.solving.stored import store_intensities, stored_intensities
from lca.background.store import SourceFile, open_background, write
from lca.gases import GwpSet

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLAIN = GwpSet("source", {})
METHOD = "cf0"


def timed(work: Callable[[], Any], repeats: int) -> tuple[list[float], Any]:
    """Seconds of each run, and the last result."""
    times, result = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return times, result


def rest() -> None:
    """Wait until the threads of MKL, which look out busily for more work, have come to rest."""
    time.sleep(1)


def told(times: list[float]) -> str:
    """Median and minimum in milliseconds."""
    return f"{1e3 * statistics.median(times):9.1f} ms ({1e3 * min(times):.1f})"


def row(what: str, theirs: str, ours: str, ratio: str = "", target: str = "", missed: bool = False) -> None:
    """One line of the table."""
    print(f"{what:47} | {theirs:33} | {ours:26} | {ratio:>8}{' !' if missed else '  '}| {target}", flush=True)


def against(what: str, theirs: list[float], ours: list[float], least: float, note: str = "") -> None:
    """A line that compares times."""
    ratio = statistics.median(theirs) / statistics.median(ours)
    row(what, f"{told(theirs)} {note}", told(ours), f"{ratio:.0f} x", f">= {least:.0f} x", ratio < least)


def stored(size: int, folder: Path) -> tuple[Background, Any]:
    """The synthetic database in a folder of ours, with its characterisation."""
    d = synthetic.generator(SHARED).build(size)
    made, gases = synthetic.background(d)
    factor = np.zeros(len(made.flows))
    factor[gases.flow] = gases.mass
    made.methods[METHOD] = factor
    kept = write(Linked(made, (), {}), folder / "synthetic", SourceFile("synthetic", "0" * 64))
    return kept, greenhouse_gases(kept, method=METHOD)


def cold(folder: Path) -> np.ndarray:
    """From the folder to the intensities of all products."""
    opened = open_background(folder)
    return intensities(opened, greenhouse_gases(opened, method=METHOD)).co2e(PLAIN)


def solved_before(folder: Path) -> np.ndarray:
    """From the folder of a database that was solved once, to the intensities of all products."""
    opened = open_background(folder)
    found = stored_intensities(opened, greenhouse_gases(opened, method=METHOD))
    assert found is not None
    return found.co2e(PLAIN)


def deterministic(path: Path, folder: Path, size: int, repeats: int) -> np.ndarray:
    """Rows of single solves; gives the intensities."""
    product = size - 1
    ours, values = timed(lambda: cold(folder), 3 * repeats)
    theirs, score = timed(lambda: brightway.first_score(path, product), repeats)
    against("cold: file to all products | its first score", theirs, ours, 30, "LCA")
    demands = np.random.default_rng(1).choice(size, 1000, replace=False)
    rest()
    ours, _ = timed(lambda: cold(folder)[demands], 3 * repeats)
    theirs, (_, scores) = timed(lambda: brightway.adjoint(path, demands), repeats)
    against("1,000 demands, cold", theirs, ours, 45, "FastScores adjoint")
    kept = open_background(folder)
    gases = greenhouse_gases(kept, method=METHOD)
    store_intensities(kept, gases, intensities(kept, gases))
    rest()
    ours, _ = timed(lambda: solved_before(folder)[demands], 3 * repeats)
    against("1,000 demands, solved and stored before", theirs, ours, 45, "FastScores adjoint")
    worst = disagreement(values, scores)
    row("agreement, every product", f"first score {score:.6g}", f"{values[product]:.6g}", f"{worst:.0e}",
        "<= 1e-9", not worst <= 1e-9)  # fmt: skip
    return values


def disagreement(one: np.ndarray, other: np.ndarray) -> float:
    """The largest relative difference; 1e-20 kg CO2e is what another solver leaves of nothing."""
    size = np.maximum(np.maximum(np.abs(one), np.abs(other)), 1e-20)
    return float(np.max(np.divide(np.abs(one - other), size, out=np.zeros_like(size), where=size > 0)))


def monte_carlo(path: Path, folder: Path, size: int, options: argparse.Namespace) -> None:
    """Rows of sampling."""
    rest()
    seconds, memory = child(folder, options.samples, options.threads)
    each, lca = brightway.iterations(path, size - 1, options.iterations)
    theirs = each * options.samples
    ratio = theirs / seconds
    row(
        f"{options.samples:,} samples, all products | of one product",
        f"{theirs:7.1f} s IterativeLCA ({options.iterations} ran)",
        f"{seconds:7.2f} s {options.threads} threads", f"{ratio:.0f} x", ">= 25 x", ratio < 25,
    )  # fmt: skip
    hand, drawing = brightway.by_hand(lca, cold(folder), max(3, options.iterations // 4))
    note = f"{hand * options.samples:7.1f} s ({1e3 * hand:.0f} ms, {1e3 * drawing:.0f} to draw)"
    row("  adjoint over its matrices, written by hand", note, "", f"{hand * options.samples / seconds:.0f} x")
    row("  peak memory, samples as float64 on disk", "", f"{memory:7.0f} MB", "", "< 1500 MB", memory >= 1500)


def child(folder: Path, count: int, threads: int) -> tuple[float, float]:
    """Seconds and peak megabytes of storing samples in a process of its own."""
    command = [sys.executable, __file__, "--child", str(folder), str(count), str(threads)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = json.loads(run.stdout.splitlines()[-1])
    return seconds, memory


def in_child(folder: Path, count: int, threads: int) -> None:
    """Store samples; print seconds, without compilation, and the peak of memory."""
    opened = open_background(folder)
    gases = greenhouse_gases(opened, method=METHOD)
    sample(opened, gases, PLAIN, count=16, threads=threads)
    start = time.perf_counter()
    store_samples(opened, gases, PLAIN, count=count, threads=threads)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def one_sample(background: Background, gases: Any, repeats: int) -> None:
    """A sample on one thread against one sweep over all nonzeros."""
    rest()
    made, spread = plan(background, gases, PLAIN), design("random", 1, 0)
    space = Workspace.of(made)
    sweep = min(timed(sweeper(made, background), 20 * repeats)[0])
    block = min(timed(lambda: solve_block(made, space, 3, spread), 3 * repeats)[0]) / 8

    def draw() -> None:
        for segment in made.segments:
            draw_segment(made, space, segment, 3, spread)

    drawing = min(timed(draw, 3 * repeats)[0]) / 8
    sweeps = solve_block(made, space, 3, spread).sweeps.mean()
    loop = made.arrangement.kinds[2]
    share = (loop[-1] - loop[0]) / len(background.technosphere)
    traffic = 1 + sweeps * share
    row("one sweep over all nonzeros, one thread", "", f"{1e3 * sweep:9.3f} ms")
    row("one sample: solving, in sweeps of time", "", f"{1e3 * (block - drawing):9.3f} ms",
        f"{(block - drawing) / sweep:.1f}", "<= 12", (block - drawing) > 12 * sweep)  # fmt: skip
    row("  in nonzeros read, by sweeps of loops only", "", f"{sweeps:.1f} sweeps x {share:.2f}",
        f"{traffic:.1f}", "<= 12", traffic > 12)  # fmt: skip
    row("  drawing its exchanges", "", f"{1e3 * drawing:9.3f} ms", f"{drawing / sweep:.1f}",
        f"{1e9 * drawing / made.drawn:.1f} ns a draw")  # fmt: skip


def sweeper(made: Plan, background: Background) -> Callable[[], object]:
    """One sweep of Gauss-Seidel over every nonzero, for one right hand side."""
    from lca.kernels import sweeping

    a, amount = made.arrangement, background.technosphere.amount
    value, pivot, right = amount[a.exchange], a.pivots(amount)[:, None], np.ones((a.size, 1))
    x, report, offset = np.ones((a.size, 1)), np.zeros((1, 4)), np.zeros(2, dtype=np.int64)

    def work() -> None:
        # Any change is small enough: the loops are gone through once.
        sweeping.solve(
            a.components, 0, len(a.components) - 1, a.kinds, a.row, value, offset, a.late, pivot, a.scale,
            right, x, np.inf, 1, report,
        )  # fmt: skip

    return work


def bits(background: Background, gases: Any, path: Path, values: np.ndarray) -> None:
    """Rows of identity and of agreement on one sample."""
    whole = sample(background, gases, PLAIN, count=24, threads=1).values
    two = sample(background, gases, PLAIN, count=24, threads=2).values
    parts = [sample(background, gases, PLAIN, start=s, count=c).values for s, c in ((0, 5), (5, 11), (16, 8))]
    mixed = shuffled(background)
    other = sample(mixed, gases, PLAIN, count=24).values
    alike = intensities(mixed, gases).co2e(PLAIN)
    same = {
        "threads 1 and 2": (whole == two).all(),
        "blocks": (whole == np.concatenate(parts, axis=1)).all(),
        "order of exchanges": (whole == other).all() and (alike == values).all(),
    }
    for name, holds in same.items():
        row(f"bit-identical: {name}", "", str(bool(holds)), "", "True", not holds)
    entries = sampled_entries(background, gases, PLAIN, 13)
    factor = np.zeros(len(background.flows))
    factor[gases.flow] = gases.mass
    there = brightway.package(background, factor, path.with_name("sample.zip"), entries)
    worst = disagreement(whole[:, 13], brightway.adjoint(there, np.arange(1))[1])
    row("agreement on the same sampled matrices", "FastScores adjoint", "", f"{worst:.0e}", "<= 1e-8",
        not worst <= 1e-8)  # fmt: skip


def shuffled(background: Background) -> Background:
    """The database with its exchanges in another order."""
    import dataclasses

    random, parts = np.random.default_rng(5), {}
    for name in ("technosphere", "interventions"):
        x = getattr(background, name)
        order = random.permutation(len(x))
        columns = {f.name: getattr(x, f.name)[order] for f in dataclasses.fields(x)}
        parts[name] = dataclasses.replace(x, **columns)
    return dataclasses.replace(background, **parts)


def public(folder: Path, repeats: int) -> None:
    """The public databases: what an import keeps, then both engines."""
    from lca.background.importing import import_database

    places = {
        "USLCI": SHARED / "lci/uslci/uslci_fy17q4_olca1_jsonld.zip",
        "premise": SHARED / "lci/premise_inventories/premise",
    }
    for name, source in places.items():
        start = time.perf_counter()
        report = import_database(source, folder / name, name=name)
        print(f"\n{name}: imported in {time.perf_counter() - start:.1f} s as {report.format}")
        print("  " + ", ".join(f"{key} {count:,}" for key, count in report.counts.items()))
        for consequence, reasons in report.reasons.items():
            print(f"  {consequence}: " + ", ".join(f"{code} {n:,}" for code, n in reasons.items()))
        compare(report.background, report.gases, folder, repeats)


def compare(background: Background, gases: Any, folder: Path, repeats: int) -> None:
    """Both engines on a stored database."""
    from lca.background.solving.weighing import effects
    from lca.factors.database import FactorDatabase

    gwp = FactorDatabase.open(None).gwp("AR6")
    factor = effects(background, gases, gwp)
    path = brightway.package(background, factor, folder / f"{background.name}.zip")
    size = background.size
    ours, solved = timed(lambda: intensities(background, gases), 3 * repeats)
    theirs, (_, scores) = timed(lambda: brightway.adjoint(path, np.arange(size)), repeats)
    against(f"{background.name}: all {size:,} products", theirs, ours, 1, "FastScores adjoint")
    worst = disagreement(solved.co2e(gwp), scores)
    row(f"{background.name}: agreement, every product", solved.method, f"{solved.sweeps} sweeps",
        f"{worst:.0e}", "<= 1e-9", not worst <= 1e-9)  # fmt: skip
    start = time.perf_counter()
    found = sample(background, gases, gwp, count=200)
    seconds = time.perf_counter() - start
    row(f"{background.name}: 200 samples, all products", "", f"{seconds:7.2f} s")
    for finding in (*solved.findings, *found.findings):
        print(f"  {finding.message()}")


def compiled(background: Background, gases: Any) -> float:
    """Seconds of the first run, compiling or loading what was compiled before."""
    start = time.perf_counter()
    intensities(background, gases)
    sample(background, gases, PLAIN, count=1)
    return time.perf_counter() - start


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--public", action="store_true")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--iterations", type=int, default=40)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--child", nargs=3)
    return parser.parse_args()


def main() -> None:
    """Print the table."""
    options = arguments()
    if options.child:
        return in_child(Path(options.child[0]), int(options.child[1]), int(options.child[2]))
    if options.quick:
        options.repeats, options.iterations, options.samples = 1, 5, 64
    size = 8000 if options.quick else 23000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        background, gases = stored(size, folder)
        factor = np.zeros(len(background.flows))
        factor[gases.flow] = gases.mass
        path = brightway.package(background, factor, folder / "synthetic.zip")
        entries = f"{len(background.technosphere):,} + {len(background.interventions):,} exchanges"
        print(f"{size:,} processes, {entries}; {brightway.versions()}")
        print(f"compiling or loading compiled kernels took {compiled(background, gases):.1f} s, apart\n")
        row("work", "Brightway, median (minimum)", "Zuji, median (minimum)", "ratio", "target")
        values = deterministic(path, Path(background.folder), size, options.repeats)
        one_sample(background, gases, options.repeats)
        monte_carlo(path, Path(background.folder), size, options)
        bits(background, gases, path, values)
        if options.public:
            public(folder, options.repeats)
        for one in options.folder:
            opened = open_background(one)
            compare(opened, greenhouse_gases(opened), folder, options.repeats)
    return None


if __name__ == "__main__":
    main()
