"""How much every process runs for a demand: the forward solve, for contributions and paths."""

from __future__ import annotations

import numpy as np

from lca.background.database import Background, Floats
from lca.background.solving.arrangement import arrange, grouped
from lca.background.solving.checks import check
from lca.background.solving.columns import Columns, solve_columns
from lca.background.solving.judging import examine, judge
from lca.errors import Finding, InputError


def supply(background: Background, demand: Floats) -> Floats:
    """Solve ``A s = d``: how many times each process runs; shape (n,).

    Only loops that the demand reaches are judged.

    Args:
        background: the database.
        demand: (n,) amounts of products, in their units.

    Raises:
        InputError: B607 a demand of another shape or not finite, B600 to B603 a database without solution.
    """
    check(background)
    wanted = np.asarray(demand, dtype=np.float64)
    if wanted.shape != (background.size,) or not np.isfinite(wanted).all():
        told = {"name": background.name, "size": background.size, "shape": wanted.shape}
        raise InputError(Finding("B607", told))
    arrangement = arrange(grouped(background.technosphere, background.size, forward=True), np.abs(wanted))
    solved = solve_columns(arrangement, background.technosphere.amount, wanted[:, None])
    doubtful = examine(arrangement, background.technosphere.amount, solved.values[:, 0])
    judge(background, arrangement, solved, doubtful)
    result: Floats = solved.values[:, 0]
    result.setflags(write=False)
    return result


def supplies(background: Background, demand: Floats) -> Columns:
    """As :func:`supply`, of a database and a demand that were checked."""
    arrangement = arrange(grouped(background.technosphere, background.size, forward=True), np.abs(demand))
    return solve_columns(arrangement, background.technosphere.amount, demand[:, None])
