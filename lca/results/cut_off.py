"""What a cut-off counts in: shares of the footprint, or of a mass or an energy that goes in.

By mass or energy, what is left out for the reference flow is divided by what the rule says (``of``), or
else by the sum of all inputs of that dimension, of all processes, scaled to the reference flow and after
allocation. Each exchange of something bought counts once: lines of one process that state one amount of
one thing twice (a fuel burnt, and its supply) are one exchange. What one process takes from another of the
rule is no input of the product system and does not count, nor do emissions, wastes and credits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lca.results.lines import LineResult
from lca.results.stated import amount, read, scope_of
from lca.rules.compiling.cut_off import DIMENSIONS, counts
from lca.system.product_system import ProductSystem
from lca.units import Dimension, display_unit, unit

Basis = Literal["footprint", "mass", "energy"]
Exchange = tuple[str, str, str | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Shares:
    """How a share left out is formed.

    ``whole`` is what it is a share of: kg CO2e, or the mass or energy in ``unit``; None where that is
    nothing or not known. ``amounts`` are the masses or energies left out, in ``unit``, by the index of
    the exclusion; those that are not known are not there.
    """

    basis: Basis
    whole: float | None
    unit: str
    amounts: Mapping[int, float] = field(default_factory=dict)

    def of(self, index: int, bound: float | None) -> float | None:
        """The share of an exclusion, ``bound`` in kg CO2e for the unit; None where it is not known."""
        left_out = bound if self.basis == "footprint" else self.amounts.get(index)
        return None if left_out is None or self.whole is None else left_out / self.whole


def shares(system: ProductSystem, lines: tuple[LineResult, ...], total: float) -> Shares:
    """The basis of the rule's cut-off with its numbers.

    Raises:
        InputError: C181 a mass or an energy that is less than nothing.
    """
    basis = system.rule.model.cut_off.basis
    if basis == "footprint":
        return Shares(basis, abs(total) or None, "kg CO2e")
    shown = display_unit(DIMENSIONS[basis])
    scale, whole = unit(shown).scale, _whole(system, lines, DIMENSIONS[basis])
    amounts = {index: value / scale for index, value in _left_out(system).items()}
    return Shares(basis, whole / scale if whole else None, shown, amounts)


def _left_out(system: ProductSystem) -> dict[int, float]:
    scope, found = scope_of(system), dict[int, float]()
    for index, expression in system.rule.compiled.demanded.left_out.items():
        name = system.rule.model.boundary.exclusions[index].name
        place = system.rule.document.locate(("boundary", "exclusions", index, "amount"))
        values = amount(scope, expression, name, place).values
        found |= {index: values[0]} if values else {}
    return found


def _whole(system: ProductSystem, lines: tuple[LineResult, ...], dimension: Dimension) -> float | None:
    """In engine units; None where the rule's own formula lacks data or gives nothing."""
    stated = system.rule.compiled.demanded.whole
    if stated is None:
        return inputs_of(lines, dimension)
    values = read(scope_of(system), stated).values
    return values[0] if values and values[0] > 0 else None


def inputs_of(lines: tuple[LineResult, ...], dimension: Dimension) -> float:
    """All inputs of a dimension for the reference flow, engine units; each exchange once."""
    chosen: dict[Exchange, str] = {}
    found = []
    for line in lines:
        spec = line.flow.line
        if counts(spec) and spec.dimension == dimension:
            exchange = (spec.process, spec.of, spec.table, line.flow.row, spec.amount.text)
            if chosen.setdefault(exchange, spec.id) == spec.id:
                found.append(line.amount)
    return math.fsum(found)
