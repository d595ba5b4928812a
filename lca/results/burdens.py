"""Products that carry no burden: what the product system takes of them must have been made.

The supply of a product is what the system takes of it; what is made follows from how often its process
runs, which free products do not raise. Where burdens are shared by allocation, a process runs by the share
that the system takes part in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lca.errors import Finding, Severity
from lca.results.lines import named, shown_amount
from lca.results.stated import scope_of
from lca.rules.compiled import CompiledProcess, CoProduct
from lca.solve.foreground import Evaluation
from lca.system.environment import real
from lca.system.product_system import Column, ProductSystem

FREE: Final = ("none", "system_expansion")
MORE: Final = 1 + 1e-9
"""Rounding that a comparison of two sums allows for."""


def burden_findings(system: ProductSystem, nominal: Evaluation) -> Iterable[Finding]:
    """C127: more taken of a free product than is made of it, at the stated values."""
    for index, column in enumerate(system.columns):
        product = _free(column)
        if product is None:
            continue
        taken = float(real(nominal.solution.supply[index]))
        runs = float(real(nominal.runs[column.process.key]))
        if taken > runs * MORE:
            yield _finding(system, column.process, product, taken, runs)


def _free(column: Column) -> CoProduct | None:
    """The co-product that a column makes, where it carries no burden."""
    made = (co for co in column.process.co_products if co.product == column.product)
    return next((co for co in made if co.method in FREE), None)


def _finding(
    system: ProductSystem, process: CompiledProcess, product: CoProduct, taken: float, runs: float
) -> Finding:
    amount = float(real(scope_of(system).value(product.amount)))
    params = {
        "product": product.label or named(product.product),
        "process": process.label or named(process.key),
        "taken": _shown(taken * amount, product),
        "made": _shown(runs * amount, product),
    }
    return Finding("C127", params, product.location, Severity.BLOCKING)


def _shown(amount: float, product: CoProduct) -> str:
    shown = shown_amount(amount, product.dimension, ())
    return f"{shown.value:,.4g} {shown.unit}"
