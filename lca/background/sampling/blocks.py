"""Eight samples at a time: draw a segment, sum it, solve it, go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.sampling.designs import Design
from lca.background.sampling.plan import Plan, Segment
from lca.background.solving.fallback import solve_loop
from lca.background.solving.loops import NONE, Loop

LANES = 8
TOLERANCE = 1e-10
"""Largest relative change of a sweep at which a sample's loop is done."""
LIMIT = 1000


@dataclass(eq=False)
class Workspace:
    """Memory of one thread."""

    values: Floats
    pivot: Floats
    right: Floats
    x: Floats

    @classmethod
    def of(cls, plan: Plan) -> Workspace:
        """Enough for any segment of a plan."""
        size = plan.arrangement.size
        return cls(np.empty((plan.rows, LANES)), *(np.empty((size, LANES)) for _ in range(3)))


@dataclass(frozen=True, eq=False)
class Block:
    """Eight solved samples.

    Attributes:
        values: (n, 8) by place, kg CO2e per unit of product; the workspace's own memory.
        sweeps: (8,) most sweeps of a loop.
        loops: lane and loop, where sweeps did not get there.
        lost: (8,) samples that have no solution.
        turned: (8,) samples in which a production, or an intensity that cannot, changed its sign.
    """

    values: Floats
    sweeps: NDArray[np.int64]
    loops: tuple[tuple[int, Loop], ...]
    lost: NDArray[np.bool_]
    turned: NDArray[np.bool_]


def solve_block(plan: Plan, space: Workspace, block: int, design: Design) -> Block:
    """Draw and solve samples ``8 block`` to ``8 block + 7``."""
    report, loops = np.zeros((LANES, 4)), []
    turned: NDArray[np.bool_] = np.zeros(LANES, dtype=np.bool_)
    space.x[:] = plan.nominal[:, None]
    with np.errstate(all="ignore"):
        for segment in plan.segments:
            draw_segment(plan, space, segment, block, design)
            if plan.varied:
                inside = slice(segment.begin, segment.end)
                wrong = space.pivot[inside] * plan.signs[inside, None] <= 0
                turned |= wrong.any(axis=0)
            loops += _solve_segment(plan, space, segment, report)
    lost = ~np.isfinite(space.x).all(axis=0)
    if plan.one_sign:
        turned |= np.any(space.x * plan.nominal[:, None] < 0, axis=0)
    return Block(space.x, report[:, 0].astype(np.int64), tuple(loops), np.asarray(lost), turned)


def draw_segment(plan: Plan, space: Workspace, segment: Segment, block: int, design: Design) -> None:
    """Fill the workspace with the entries of a segment, its productions and its direct emissions."""
    from lca.kernels import drawing, estimating

    given, number = design.uniforms(segment, block), np.uint64(block)
    drawing.draw(
        segment.keys,
        segment.parameters,
        segment.bounds,
        segment.slots,
        number,
        design.words,
        given,
        space.values,
    )
    own = plan.arrangement.kinds[0]
    ones = plan.ones[: own[-1]]
    estimating.totals(own, segment.begin, segment.end, ones, space.values, segment.offset[0], space.pivot)
    estimating.totals(
        plan.gas_starts,
        segment.begin,
        segment.end,
        plan.gas_factor,
        space.values,
        segment.offset[3],
        space.right,
    )


def _solve_segment(plan: Plan, space: Workspace, segment: Segment, report: Floats) -> list[tuple[int, Loop]]:
    from lca.kernels import sweeping

    a, first, found = plan.arrangement, segment.first, []
    while first < segment.last:
        first = sweeping.solve(
            a.components, first, segment.last, a.kinds, a.row, space.values, segment.offset[1:3], a.late,
            space.pivot, a.scale, space.right, space.x, TOLERANCE, LIMIT, report,
        )  # fmt: skip
        for lane in np.flatnonzero(~np.isfinite(report[:, sweeping.ERROR])):
            report[lane, sweeping.ERROR] = 0.0
            found.append((int(lane), _directly(plan, space, segment, first - 1, lane)))
    return found


def _directly(plan: Plan, space: Workspace, segment: Segment, component: int, lane: Any) -> Loop:
    """One sample's loop by Krylov or LU; without a solution it and all that needs it are NaN."""
    a = plan.arrangement
    value = np.zeros(len(a.exchange))
    for kind in (1, 2):
        low, high = int(a.kinds[kind, segment.begin]), int(a.kinds[kind, segment.end])
        rows = slice(low - int(segment.offset[kind]), high - int(segment.offset[kind]))
        value[low:high] = space.values[rows, lane]
    begin, end = int(a.components[component]), int(a.components[component + 1])
    column = np.array([lane])
    if not np.isfinite(space.x[:begin, lane]).all() or (space.pivot[begin:end, lane] == 0).any():
        space.x[begin:end, lane] = np.nan
        nothing = np.zeros(end - begin)
        return Loop(np.arange(begin, end), NONE, float("inf"), float("inf"), None, nothing)
    return solve_loop(a, component, value, space.pivot[:, lane], space.right[:, column], space.x, column)
