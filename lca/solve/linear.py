"""The plain numeric door: matrices in, a checked solution out.

``A s = d`` and ``g = B s`` forward; ``Aᵀ Λᵀ = Bᵀ`` adjoint, so that ``Λ d = g`` for any demand
(R. Heijungs, S. Suh 2002, The Computational Structure of Life Cycle Assessment, chapter 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, ProductSystemError, Severity
from lca.solve.factorisation import Factorisation, factorise, null_vector
from lca.solve.matrices import Matrices, listed, read_matrices
from lca.solve.productive import production, productivity
from lca.solve.structure import Integers, check_structure, loops, nonzeros

Floats = NDArray[np.float64]

SINGULAR = 1e13
"""Condition number from which a system counts as singular: fewer than three digits would be left."""
DOUBTFUL = 1e9
"""Condition number from which the solution carries a warning."""
TOLERANCE = 1e-9
"""Largest residual, and largest disagreement of forward and adjoint, that is not an error."""


@dataclass(frozen=True, eq=False)
class Solution:
    """A solved system; arrays are read-only.

    Attributes:
        supply: shape (processes,), how many times each column runs.
        inventory: shape (flows,), the demand's life cycle inventory.
        intensities: shape (flows, products), flow per unit of product.
        production: shape (processes,), the position of the product that each process makes.
        residual_forward: componentwise backward error of the supply.
        residual_adjoint: largest componentwise backward error of the intensities.
        disagreement: largest difference of ``B s`` and ``Λ d``, relative to ``|B||s| + |Λ||d|``.
        condition: estimated 1-norm condition number after equilibration.
        method: what was computed, in words.
        findings: warnings.
        products: labels.
        processes: labels.
        flows: labels.
    """

    supply: Floats
    inventory: Floats
    intensities: Floats
    production: Integers
    residual_forward: float
    residual_adjoint: float
    disagreement: float
    condition: float
    method: str
    findings: tuple[Finding, ...]
    products: tuple[str, ...]
    processes: tuple[str, ...]
    flows: tuple[str, ...]


def solve(
    technosphere: Any,
    interventions: Any,
    demand: Any | Mapping[str, float],
    *,
    products: Sequence[object] | None = None,
    processes: Sequence[object] | None = None,
    flows: Sequence[object] | None = None,
) -> Solution:
    """Solve a system given as matrices.

    Args:
        technosphere: products × processes, array or SciPy sparse; outputs positive, inputs negative, a
            waste treatment's own waste negative.
        interventions: flows × processes.
        demand: shape (products,), or a mapping from product label to amount.
        products: labels for messages and the result; left out, ``#0``, ``#1``, ...
        processes: labels of the columns.
        flows: labels of the interventions.

    Raises:
        ProductSystemError: N2xx input that is not such a system, S201 to S205 its structure, S206 singular,
            S207 not solved accurately, S210 a loop that takes more than it makes.
    """
    system = read_matrices(technosphere, interventions, demand, products, processes, flows)
    check_structure(system)
    factorisation, condition = _factorised(system)
    made = production(system, factorisation)
    supply = factorisation.forward(system.demand)
    adjoint = factorisation.adjoint(system.interventions.T.toarray())
    solution = Solution(
        supply=_frozen(supply.value),
        inventory=_frozen(system.interventions @ supply.value),
        intensities=_frozen(adjoint.value.T),
        production=made,
        residual_forward=supply.error,
        residual_adjoint=adjoint.error,
        disagreement=_disagreement(system, supply.value, adjoint.value),
        condition=condition,
        method="SuperLU of the equilibrated transpose, one factorisation both ways, refined",
        findings=tuple(_accuracy(condition) + productivity(system, made, factorisation, supply.value)),
        products=system.products,
        processes=system.processes,
        flows=system.flows,
    )
    _refuse(solution)
    return solution


def _factorised(system: Matrices) -> tuple[Factorisation, float]:
    """The factorisation and its condition number, or the processes that make the system singular."""
    try:
        factorisation = factorise(system.technosphere)
        condition = factorisation.condition()
    except RuntimeError:
        condition = float("inf")
    if condition < SINGULAR:
        return factorisation, condition
    made = production(system, None)
    part = null_vector(system.technosphere, made)
    involved = {int(j) for j in np.flatnonzero(part > 1e-6)}
    inside = {j for loop in loops(len(made), nonzeros(system.technosphere), made) for j in loop}
    names = [system.processes[j] for j in sorted(involved & inside or involved)]
    raise ProductSystemError(Finding("S206", {"processes": listed(names), "condition": f"{condition:.1e}"}))


def _disagreement(system: Matrices, supply: Floats, adjoint: Floats) -> float:
    forward, backward = system.interventions @ supply, system.demand @ adjoint
    size = abs(system.interventions) @ np.abs(supply) + np.abs(system.demand) @ np.abs(adjoint)
    return float(np.max(np.abs(forward - backward) / np.where(size == 0, 1.0, size), initial=0.0))


def _accuracy(condition: float) -> list[Finding]:
    if condition < DOUBTFUL:
        return []
    digits = max(0, int(15.6 - np.log10(condition)))
    told = {"condition": f"{condition:.1e}", "digits": digits}
    return [Finding("S208", told, severity=Severity.WARNING)]


def _refuse(solution: Solution) -> None:
    """Raise what is wrong with a solution: loops that cannot deliver first, then numbers not to trust."""
    errors = [finding for finding in solution.findings if finding.severity is Severity.ERROR]
    worst = max(solution.residual_forward, solution.residual_adjoint, solution.disagreement)
    if not errors and not worst <= TOLERANCE:
        errors = [Finding("S207", {"residual": f"{worst:.1e}"})]
    if errors:
        raise ProductSystemError(errors)


def _frozen(array: Floats) -> Floats:
    array.setflags(write=False)
    return array
