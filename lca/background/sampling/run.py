"""Samples of the intensities of all products at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background
from lca.background.sampling.blocks import LANES, Block, Workspace, solve_block
from lca.background.sampling.designs import Design, design
from lca.background.sampling.plan import Plan, plan
from lca.background.sampling.summing import Samples, summed
from lca.errors import Finding, InputError
from lca.gases import GwpSet

CHUNK = 16
"""Blocks that are computed before they are written."""
Progress = Callable[[int, int], None]
"""Called with the samples done and the samples wanted."""


def sample(
    background: Background,
    gases: GasFlows,
    gwp: GwpSet,
    *,
    seed: int = 1,
    start: int = 0,
    count: int = 1000,
    design_name: str = "random",
    total: int | None = None,
    threads: int | None = None,
    out: NDArray[np.floating[Any]] | None = None,
    progress: Progress | None = None,
) -> Samples:
    """Draw every uncertain exchange and solve for all products, ``count`` times.

    A sample depends on the seed, the identities of the exchanges and its number, and on nothing else: not on
    threads, on what else is computed, or on any order.

    Args:
        background: the database.
        gases: its greenhouse gases.
        gwp: under which masses become kg CO2e.
        seed: not negative.
        start: number of the first sample.
        count: how many.
        design_name: ``random``, ``latin_hypercube`` or ``sobol``.
        total: samples of the whole design; left out, ``start + count``.
        threads: left out, as many as there are processors.
        out: (products, count) array to fill, float32 or float64, for example a memory map.
        progress: told as blocks are done.

    Raises:
        InputError: B600 to B603, B630 to B633, N101.
    """
    return sample_plan(
        background, plan(background, gases, gwp), design(design_name, seed, total or start + count), gwp.name,
        start=start, count=count, threads=threads, out=out, progress=progress,
    )  # fmt: skip


def sample_plan(
    background: Background,
    made: Plan,
    spread: Design,
    gwp: str,
    *,
    start: int,
    count: int,
    threads: int | None = None,
    out: NDArray[np.floating[Any]] | None = None,
    progress: Progress | None = None,
) -> Samples:
    """As :func:`sample`, of a plan that was made before."""
    _check(background, spread, start, count)
    values = np.empty((background.size, count)) if out is None else out
    told: list[tuple[int, Block]] = []
    blocks = range(start // LANES, -(-(start + count) // LANES))
    for part, results, joined in _chunks(made, spread, blocks, threads or os.cpu_count() or 1):
        begin, end = max(part[0] * LANES, start), min((part[-1] + 1) * LANES, start + count)
        values[:, begin - start : end - start] = joined[:, begin - part[0] * LANES : end - part[0] * LANES]
        told += zip(part, results, strict=True)
        if progress:
            progress(end - start, count)
    return summed(background, made, spread, gwp, start, count, values, told)


def _check(background: Background, spread: Design, start: int, count: int) -> None:
    whole = all(isinstance(n, int | np.integer) and not isinstance(n, bool) for n in (start, count))
    if not whole or start < 0 or count < 1:
        raise InputError(
            Finding("B630", {"name": background.name, "start": repr(start), "count": repr(count)})
        )
    if spread.total and start + count > spread.total:
        told = {"design": spread.name, "total": spread.total, "reason": f"{start} + {count}"}
        raise InputError(Finding("B633", told))


def _chunks(
    made: Plan, spread: Design, blocks: range, threads: int
) -> Iterator[tuple[range, list[Block], NDArray[np.float64]]]:
    """Stretches of blocks, what is told of them, and their samples (products, 8 a block), in order.

    Each thread has memory of its own. While one stretch is written, the next is computed into another buffer.
    """
    spaces: SimpleQueue[Workspace] = SimpleQueue()
    for _ in range(threads):
        spaces.put(Workspace.of(made))
    order = made.arrangement.order
    parts = [blocks[k : k + CHUNK] for k in range(0, len(blocks), CHUNK)]
    buffers = [np.empty((len(order), LANES * CHUNK)) for _ in parts[:2]]

    def work(block: int, buffer: NDArray[np.float64], at: int) -> Block:
        space = spaces.get()
        try:
            solved = solve_block(made, space, block, spread)
            buffer[order, at : at + LANES] = solved.values
            return replace(solved, values=np.empty(0))
        finally:
            spaces.put(space)

    with ThreadPoolExecutor(threads) as pool:

        def begin(number: int) -> list[Future[Block]]:
            chosen, buffer = parts[number : number + 1], buffers[number % 2]
            return [pool.submit(work, b, buffer, k * LANES) for part in chosen for k, b in enumerate(part)]

        running = begin(0)
        for number, part in enumerate(parts):
            results = [future.result() for future in running]
            # The buffer of the next stretch was written to its place before this one was asked for.
            running = begin(number + 1) if number + 1 < len(parts) else []
            yield part, results, buffers[number % 2]
