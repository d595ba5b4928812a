"""Numeric elimination over samples by the plan of a pattern, and its residual.

Elementwise arithmetic only. With ``A = L U`` in the plan's order, the factors overwrite the values: pivots
and the rows of ``U`` stay in place, the multipliers of ``L`` take the place of the entries they removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.solve.pattern import Pattern, Position
from lca.solve.values import Value, Vector, divided, minus

Mask = NDArray[np.bool_]

VANISHING = 1e-12
"""A pivot below this share of its production exchange is left to the fallback."""


def factorise(pattern: Pattern, values: dict[Position, Value], samples: int) -> tuple[Mask, Mask]:
    """Overwrite ``values`` with the factors.

    Returns:
        Two masks over samples: a pivot vanished; a pivot turned against its production exchange, which in a
        system without substitution means that a loop takes more than it makes.
    """
    made = [values[step.product, step.process] for step in pattern.steps]
    vanishing = np.zeros(samples, dtype=np.bool_)
    turned = np.zeros(samples, dtype=np.bool_)
    for step, production in zip(pattern.steps, made, strict=True):
        pivot = values[step.product, step.process]
        share: NDArray[np.float64] = np.asarray(divided(pivot, production)).real
        turned |= ~(share > 0)
        vanishing |= ~(np.abs(share) > VANISHING)
        for i in step.rows:
            factor = values[i, step.process] = divided(values[i, step.process], pivot)
            for j in step.columns:
                values[i, j] = minus(values.get((i, j)), factor, values[step.product, j])
    return vanishing, turned


def forward(pattern: Pattern, factors: Mapping[Position, Value], demand: Vector) -> dict[int, Value]:
    """Supply by process, ``A s = d``; a process that the demand does not reach is left out."""
    rest = dict(demand)
    for step in pattern.steps:
        if step.product in rest:
            for i in step.rows:
                rest[i] = minus(rest.get(i), factors[i, step.process], rest[step.product])
    supply: dict[int, Value] = {}
    for step in reversed(pattern.steps):
        total = rest.get(step.product)
        for j in step.columns:
            if j in supply:
                total = minus(total, factors[step.product, j], supply[j])
        if total is not None:
            supply[step.process] = divided(total, factors[step.product, step.process])
    return supply


def adjoint(pattern: Pattern, factors: Mapping[Position, Value], burden: Vector) -> dict[int, Value]:
    """Intensity by product, ``Aᵀ λ = h``; a product behind which no burden stands is left out."""
    rest = dict(burden)
    found: dict[int, Value] = {}
    for step in pattern.steps:
        if step.process in rest:
            own = divided(rest[step.process], factors[step.product, step.process])
            found[step.product] = own
            for j in step.columns:
                rest[j] = minus(rest.get(j), factors[step.product, j], own)
    for step in reversed(pattern.steps):
        total = found.get(step.product)
        for i in step.rows:
            if i in found:
                total = minus(total, factors[i, step.process], found[i])
        if total is not None:
            found[step.product] = total
    return found


def backward_error(
    values: Mapping[Position, Value], answer: Vector, wanted: Vector, samples: int
) -> NDArray[np.float64]:
    """Largest ``|b - A x| / (|b| + |A||x|)`` of any row, by sample: shape (samples,).

    Source: W. Oettli, W. Prager (1964), Numerische Mathematik 6, 405-409.
    """
    rest: dict[int, Value] = dict(wanted)
    size: dict[int, Any] = {i: abs(value) for i, value in wanted.items()}
    for (i, j), value in values.items():
        if j in answer:
            product = value * answer[j]
            size[i] = size.get(i, 0.0) + abs(product)
            rest[i] = rest.get(i, 0.0) - product
    worst = np.zeros(samples)
    for i, total in rest.items():
        worst = np.maximum(worst, np.abs(total) / np.where(np.equal(size[i], 0.0), 1.0, size[i]))
    return worst
