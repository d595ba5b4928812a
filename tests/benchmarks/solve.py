"""Times of drawing and of batched solving. Run: python tests/benchmarks/solve.py."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from lca.distributions import Lognormal
from lca.solve.batched import solve_batched
from lca.solve.pattern import Pattern
from lca.uncertainty.sampling import draw, uniforms

SAMPLES = 10_000


def milliseconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Median of some runs after one to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def system(size: int) -> dict[tuple[int, int], float | np.ndarray]:
    """A productive system with loops, about three inputs a process, every input varied."""
    random = np.random.default_rng(size)
    use = random.random((size, size)) * (random.random((size, size)) < 3 / size)
    np.fill_diagonal(use, 0.0)
    values: dict[tuple[int, int], float | np.ndarray] = {
        (int(i), int(j)): -use[i, j] * random.uniform(0.9, 1.1, SAMPLES) for i, j in np.argwhere(use)
    }
    return values | {(j, j): float(0.5 + 1.5 * use[:, j].sum()) for j in range(size)}


def main() -> None:
    """Print one line a case."""
    million = 1_000_000
    print(f"uniforms   {milliseconds(lambda: uniforms(1, 'x', 0, million)):8.1f} ns a draw")
    print(f"lognormals {milliseconds(lambda: draw(Lognormal(0, 0.1), 1, 'x', 0, million)):8.1f} ns a draw")
    for size in (5, 20, 50, 200):
        values = system(size)
        pattern = Pattern.from_positions(size, values)
        burden = dict.fromkeys(range(size), 1.0)

        def work(pattern: Pattern = pattern, values: dict = values, burden: dict = burden) -> object:
            return solve_batched(pattern, values, {0: 1.0}, [burden])

        shape = f"{size:4} processes, {len(values):4} nonzeros, fill {pattern.fill:5}, {SAMPLES} samples"
        print(f"{shape}: {milliseconds(work):8.1f} ms forward and adjoint")


if __name__ == "__main__":
    main()
