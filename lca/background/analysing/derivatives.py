"""How the result of a demand moves with each exchange: all from one forward and one adjoint solve.

With ``Aᵀ λ = h``, ``A s = d`` and the result ``d·λ = s·h``: the derivative by a technosphere entry ``a_ij``
is ``-λ_i s_j``, by an intervention ``b_ij`` of effect ``f_i`` it is ``f_i s_j`` (R. Heijungs 2010,
Int. J. Life Cycle Assess. 15, 511-520).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background, Floats
from lca.background.solving.intensities import Intensities, intensities
from lca.background.solving.supply import supply
from lca.background.solving.weighing import effects
from lca.errors import Finding, InputError
from lca.gases import GwpSet


@dataclass(frozen=True, eq=False)
class Result:
    """A demand, solved both ways.

    Attributes:
        demand: (n,) amounts of products.
        supply: (n,) how many times each process runs.
        intensity: (n,) kg CO2e per unit of each product.
        direct: (n,) kg CO2e that each process emits itself when it runs once.
        effect: (flows,) kg CO2e per unit of each elementary flow.
        total: kg CO2e of the demand.
        technosphere: (exchanges,) derivative of the total by each entry.
        interventions: (exchanges,) likewise.
    """

    demand: Floats
    supply: Floats
    intensity: Floats
    direct: Floats
    effect: Floats
    total: float
    technosphere: Floats
    interventions: Floats


def unit_demand(background: Background, product: int) -> Floats:
    """A demand for one unit of a product; InputError B660 where there is no such position."""
    if isinstance(product, bool) or not 0 <= product < background.size:
        told = {"position": product, "name": background.name, "size": background.size}
        raise InputError(Finding("B660", told))
    demand = np.zeros(background.size)
    demand[product] = 1.0
    return demand


def derivatives(
    background: Background, gases: GasFlows, gwp: GwpSet, demand: Floats, solved: Intensities | None = None
) -> Result:
    """Solve for a demand and differentiate by every exchange.

    Args:
        background: the database.
        gases: its greenhouse gases.
        gwp: under which masses become kg CO2e.
        demand: (n,) amounts of products, in their units.
        solved: intensities that are known already.

    Raises:
        InputError: B600 to B607, B661.
    """
    known = solved or intensities(background, gases)
    intensity, effect = known.co2e(gwp), effects(background, gases, gwp)
    s = supply(background, demand)
    t, b = background.technosphere, background.interventions
    direct = totals(b.column, effect[b.row] * b.amount, background.size)
    return Result(
        demand=np.asarray(demand, dtype=np.float64),
        supply=s,
        intensity=intensity,
        direct=direct,
        effect=effect,
        total=float(np.dot(demand, intensity)),
        technosphere=-intensity[t.row] * s[t.column],
        interventions=effect[b.row] * s[b.column],
    )


def totals(number: NDArray[np.integer[Any]], values: Floats, count: int) -> Floats:
    """Sum of the values of each number; shape (count,)."""
    return np.bincount(number, values, minlength=count).astype(np.float64, copy=False)
