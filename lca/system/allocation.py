"""Allocation: how the burden of a process is shared among its products.

Shares are proportional to a measure of each product (mass, energy content, economic value) over the
products that take part; a co-product with its own way out (system expansion, no burden) does not.
ISO 14044, 4.3.4.2 gives the order of preference; the rule states and justifies its choice.
"""

from __future__ import annotations

from collections.abc import Mapping

from lca.errors import Finding, ProductSystemError
from lca.rules.compiled import CompiledProcess, Measure
from lca.rules.expression import Expression
from lca.system.environment import Environment, Value, real

MEASURES: Mapping[str, Measure] = {"mass": "mass", "energy": "energy", "economic": "price"}


def shares(process: CompiledProcess, environment: Environment) -> dict[str, Value]:
    """Product to its share of the process's burden; the shares of one process add up to one.

    Raises:
        ProductSystemError: S110 measures that add up to nothing.
    """
    method = process.allocation.method if process.allocation else "none"
    if method == "none" or all(co.method != method for co in process.co_products):
        alone: dict[str, Value] = {process.product: 1.0}
        return alone | {co.product: 0.0 for co in process.co_products}
    weights = {
        product: environment.value(expression)
        for product, expression in measured(process, MEASURES[method]).items()
    }
    total: Value = 0.0
    for product in sorted(weights):
        total = total + weights[product]
    if not (real(total) > 0).all():
        finding = Finding("S110", {"process": process.key, "method": method}, process.location)
        raise ProductSystemError(finding)
    given: dict[str, Value] = {product: weight / total for product, weight in weights.items()}
    return given | {co.product: 0.0 for co in process.co_products if co.product not in given}


def measured(process: CompiledProcess, measure: Measure) -> dict[str, Expression]:
    """The measure of every product that takes part in the allocation."""
    own = process.allocation.method if process.allocation else "none"
    found = {process.product: process.measures[measure]}
    return found | {co.product: co.measures[measure] for co in process.co_products if co.method == own}
