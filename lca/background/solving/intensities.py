"""Masses of greenhouse gas per unit of every product: one transposed solve for the whole database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background, Floats, Integers
from lca.background.solving.arrangement import arrange, grouped
from lca.background.solving.checks import check, named
from lca.background.solving.columns import Columns, residual, solve_columns
from lca.background.solving.judging import examine, judge
from lca.background.solving.weighing import factors
from lca.errors import Finding, InputError
from lca.gases import GwpSet

ACCURATE = 1e-9
"""Largest backward error, and largest disagreement of both directions, that is no error."""
LONG = 40
"""Sweeps from which on the solution is checked by a forward solve as well."""


@dataclass(frozen=True, eq=False)
class Intensities:
    """What one unit of each product emits, by gas and origin.

    Attributes:
        columns: (gas, origin), sorted.
        values: (products, columns), kg of the gas (kg CO2e of ``co2e``) per unit of the product as the table
            of processes states it; read-only.
        method: what solved it, in words.
        residual: largest componentwise backward error.
        sweeps: most sweeps of a loop.
        error: estimate of the largest relative error.
        disagreement: relative difference of a demand of everything, computed forward and from intensities;
            0 where sweeps were few and no such check was due.
        findings: warnings.
    """

    columns: tuple[tuple[str, str], ...]
    values: Floats
    method: str
    residual: float
    sweeps: int
    error: float
    disagreement: float
    findings: tuple[Finding, ...]

    def co2e(self, gwp: GwpSet) -> Floats:
        """kg CO2e per unit of each product under a GWP set, without gases of no value; shape (products,).

        Raises:
            FactorError: B661, as :func:`factors`.
        """
        result: Floats = self.values @ factors(self.columns, gwp)
        return result


def burdens(background: Background, gases: GasFlows) -> tuple[tuple[tuple[str, str], ...], Floats]:
    """Direct emissions of each process: the columns, and (processes, columns) kg of gas per run."""
    pairs = list(zip(gases.gas, gases.origin, strict=True))
    columns = tuple(sorted(set(pairs)))
    number = {pair: k for k, pair in enumerate(columns)}
    column, mass = np.full(len(background.flows), -1, dtype=np.int64), np.zeros(len(background.flows))
    column[gases.flow] = [number[pair] for pair in pairs]
    mass[gases.flow] = gases.mass
    exchanges = background.interventions
    chosen = sorted_entries(background, np.flatnonzero((column >= 0)[exchanges.row]))[1]
    flow = exchanges.row[chosen]
    cells = exchanges.column[chosen].astype(np.int64) * len(columns) + column[flow]
    sums = np.bincount(cells, exchanges.amount[chosen] * mass[flow], minlength=background.size * len(columns))
    return columns, sums.astype(np.float64, copy=False).reshape(background.size, len(columns))


def sorted_entries(background: Background, chosen: NDArray[np.integer[Any]]) -> tuple[Integers, Integers]:
    """Interventions by process, flow and key, so that no sum depends on the order in a file.

    Returns:
        ``starts`` (processes + 1,), where those of each process begin, and their positions (k,).
    """
    from lca.kernels import arranging

    exchanges = background.interventions
    starts, entries, _ = arranging.group(
        exchanges.column, background.size, exchanges.row, len(background.flows), exchanges.key,
        chosen.astype(np.int32),
    )  # fmt: skip
    return starts, entries


def intensities(background: Background, gases: GasFlows) -> Intensities:
    """Solve ``Aᵀ λ = h`` for all products and all gases at once.

    Raises:
        InputError: B600 to B602 what cannot be solved, B603 singular, B604 not accurate.
    """
    check(background)
    technosphere = background.technosphere
    amount = technosphere.amount
    # Kernels release the interpreter, so what does not depend on each other runs side by side.
    with ThreadPoolExecutor(1) as beside:
        sorting = beside.submit(grouped, technosphere, background.size)
        columns, right = burdens(background, gases)
        arrangement = arrange(sorting.result(), np.abs(right).sum(axis=1))
        examining = beside.submit(examine, arrangement, amount)
        solved = solve_columns(arrangement, amount, right)
        error = residual(arrangement, amount, right, solved.values)
        findings = judge(background, arrangement, solved, examining.result())
    _insist(background, "backward error / 后向误差", error)
    difference = _disagreement(background, right, solved) if _doubtful(solved) else 0.0
    if not difference <= ACCURATE:
        _insist(background, "forward against adjoint / 正向与伴随之差", np.full(background.size, difference))
    solved.values.setflags(write=False)
    worst = float(error.max(initial=0.0))
    return Intensities(
        columns, solved.values, solved.method, worst, solved.sweeps, solved.error, difference, findings
    )


def _doubtful(solved: Columns) -> bool:
    return solved.sweeps > LONG or bool(solved.loops)


def _disagreement(background: Background, right: Floats, solved: Columns) -> float:
    """A demand for some of everything, by supplies and by intensities: a slow mode shows in one of them.

    Each product is asked for in the amount that burdens about as much as every other, so none hides.
    """
    from lca.background.solving.supply import supplies

    size = np.abs(solved.values) @ np.ones(right.shape[1])
    demand = np.divide(1.0, size, out=np.zeros_like(size), where=size > 0)
    supply = supplies(background, demand).values[:, 0]
    forward, adjoint = supply @ right, demand @ solved.values
    scale = np.abs(supply) @ np.abs(right) + demand @ np.abs(solved.values)
    return float(np.max(np.abs(forward - adjoint) / np.where(scale > 0, scale, 1.0), initial=0.0))


def _insist(background: Background, quantity: str, error: Floats) -> None:
    if (error <= ACCURATE).all():
        return
    worst = np.argsort(-np.nan_to_num(error, nan=np.inf), kind="stable")[:3]
    told = {
        "name": background.name,
        "quantity": quantity,
        "value": f"{error[worst[0]]:.1e}",
        "processes": named(background, worst),
    }
    raise InputError(Finding("B604", told))
