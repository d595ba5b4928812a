"""The foreground as a function: values of parameters in, the partition of the footprint out.

``d·λ = Σ_j s_j h_j = Σ_j Σ_f s_j a_fj c_f``: the footprint is the sum over flows of supply x amount x
intensity, and that sum is the only partition there is; stages, gases, trees and tables group it.
(R. Heijungs, S. Suh 2002, The Computational Structure of Life Cycle Assessment, ch. 2 and 3.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lca.errors import Finding, ProductSystemError
from lca.rules.compiled import CompiledProcess, UnitSpec
from lca.rules.expression import Expression, references
from lca.solve.batched import BatchedSolution, solve_batched
from lca.solve.pattern import Pattern, Position
from lca.system.allocation import shares
from lca.system.environment import Environment, Value, environment, real
from lca.system.product_system import Column, Flow, ProductSystem


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The system solved for some values of its parameters.

    Attributes:
        flows: by path, kg CO2e of each flow for the reference flow, by term of its intensity.
        runs: by process, how often it runs: the supplies of its columns weighted by their shares.
        amounts: by path, the amount of each flow behind the reference flow, engine units.
        total: kg CO2e for the reference flow, the flows added in the order of their paths.
        demand: the reference flow, engine units of the reference product.
        alternatives: by id, the reference flow of each alternative unit.
        solution: supply and intensities, with the residual.
        adjoint_total: ``d·λ``, the total by the adjoint.
    """

    flows: Mapping[str, tuple[Value, ...]]
    runs: Mapping[str, Value]
    amounts: Mapping[str, Value]
    total: Value
    demand: Value
    alternatives: Mapping[str, Value]
    solution: BatchedSolution
    adjoint_total: Value


@dataclass(frozen=True, eq=False)
class Foreground:
    """A product system with its plan of elimination, made once for all samples."""

    system: ProductSystem
    pattern: Pattern


def foreground(system: ProductSystem) -> Foreground:
    """Labels to positions: the pattern of nonzeros of the system's technosphere matrix."""
    rows = system.positions
    positions = {(j, j) for j in range(len(system.columns))}
    for j, column in enumerate(system.columns):
        positions |= {(rows[link.line.product or ""], j) for link in system.links.get(column.process.key, ())}
    return Foreground(system, Pattern.from_positions(len(system.columns), positions))


def evaluate(plan: Foreground, values: Mapping[str, Value]) -> Evaluation:
    """Solve the system with ``values`` (identity to number or array over samples) in place of the stated.

    Raises:
        ProductSystemError: S110 to S113, S2xx of the solver.
        RuleError: a division by zero in a formula of the rule.
    """
    system = plan.system
    scope = environment(system.rule, system.bound, values)
    share = {key: shares(process, scope) for key, process in _processes(system).items()}
    own = {flow.path: _amount(flow, scope) for flow in system.all_flows}
    demand = _reference_flow(system.rule.compiled.unit, scope)
    reference = system.positions[system.rule.compiled.unit.product]
    burdens = {
        j: _burden(
            system.flows.get(column.process.key, ()), own, values, share[column.process.key][column.product]
        )
        for j, column in enumerate(system.columns)
    }
    solution = solve_batched(
        plan.pattern,
        technosphere(system, scope, share),
        {reference: demand},
        (burdens,),
        names=[column.name for column in system.columns],
    )
    runs = _runs(system, solution, share)
    amounts = {path: runs[system.owner[path]] * amount for path, amount in own.items()}
    flows = {flow.path: _terms(flow, amounts[flow.path], values) for flow in system.all_flows}
    return Evaluation(
        flows=flows,
        runs=runs,
        amounts=amounts,
        total=_sum([part for path in sorted(flows) for part in flows[path]]),
        demand=demand,
        alternatives={unit.id: _reference_flow(unit, scope) for unit in system.rule.compiled.alternatives},
        solution=solution,
        adjoint_total=demand * solution.intensities[0][reference],
    )


def technosphere(
    system: ProductSystem, scope: Environment, share: Mapping[str, Mapping[str, Value]]
) -> dict[Position, Value]:
    """The technosphere matrix ``A`` (products x columns): outputs positive, inputs negative."""
    rows = system.positions
    matrix: dict[Position, Value] = {}
    for j, column in enumerate(system.columns):
        made = scope.value(_output(column))
        _add(matrix, (j, j), -made if _treats(column) else made)
        part = share[column.process.key][column.product]
        for link in system.links.get(column.process.key, ()):
            amount = scope.value(link.line.amount, scope.row(link.line.table, link.row))
            signed = amount if link.line.kind == "waste" else -amount
            _add(matrix, (rows[link.line.product or ""], j), signed * part)
    return matrix


def _processes(system: ProductSystem) -> dict[str, CompiledProcess]:
    return {column.process.key: column.process for column in system.columns}


def _output(column: Column) -> Expression:
    if column.product == column.process.product:
        return column.process.amount
    return next(co.amount for co in column.process.co_products if co.product == column.product)


def _treats(column: Column) -> bool:
    return column.process.treats and column.product == column.process.product


def _add(matrix: dict[Position, Value], position: Position, value: Value) -> None:
    matrix[position] = matrix[position] + value if position in matrix else value


def _amount(flow: Flow, scope: Environment) -> Value:
    """The amount of a flow for one run of its process; finite and, as written, not negative.

    Net scrap may be negative; the shares of all recycled materials have been judged as such.
    """
    amount = scope.value(flow.line.amount, scope.row(flow.line.table, flow.row))
    plain = real(amount)
    used = ", ".join(sorted(references(flow.line.amount).names)) or "-"
    if not np.isfinite(plain).all():
        raise ProductSystemError(
            Finding("S111", {"name": flow.path, "value": str(amount), "inputs": used}, flow.line.location)
        )
    if plain.ndim == 0 and plain < 0 and flow.line.recycling is None:
        raise ProductSystemError(
            Finding("S112", {"name": flow.path, "value": f"{plain:g}", "inputs": used}, flow.line.location)
        )
    return amount if flow.share == 1 else amount * flow.share


def _reference_flow(unit: UnitSpec, scope: Environment) -> Value:
    flow = scope.value(unit.reference_flow)
    if not (real(flow) > 0).all():
        raise ProductSystemError(Finding("S113", {"value": str(flow)}, unit.location))
    return flow


def _terms(flow: Flow, amount: Value, values: Mapping[str, Value]) -> tuple[Value, ...]:
    """kg CO2e of a flow by term of its intensity."""
    signed = amount * flow.sign
    found: list[Value] = []
    for term in flow.intensity.terms:
        multiplier = values.get(term.parameter.id, 1.0) if term.parameter else 1.0
        found.append(signed * (term.total * multiplier))
    return tuple(found)


def _burden(
    flows: tuple[Flow, ...], own: Mapping[str, Value], values: Mapping[str, Value], share: Value
) -> Value:
    parts = [
        part for flow in sorted(flows, key=lambda f: f.path) for part in _terms(flow, own[flow.path], values)
    ]
    return _sum(parts) * share


def _runs(
    system: ProductSystem, solution: BatchedSolution, share: Mapping[str, Mapping[str, Value]]
) -> dict[str, Value]:
    """How often the lines of each process run: supply of its columns, weighted by their shares."""
    runs: dict[str, Value] = {}
    for j, column in enumerate(system.columns):
        key = column.process.key
        part = solution.supply[j] * share[key][column.product]
        runs[key] = runs[key] + part if key in runs else part
    return runs


def _sum(parts: list[Value]) -> Value:
    total: Value = 0.0
    for part in parts:
        total = total + part
    return total
