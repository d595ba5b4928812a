"""The same facts for another amount: some formats want exactly one unit, or know no pieces."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from lca.passport import facts_numbers as numeric
from lca.passport.facts import Facts
from lca.passport.facts_parts import ProductFacts, StatedFacts
from lca.passport.numbers import significant, trimmed
from lca.passport.uncertainty import uncertainty_of

Part = TypeVar("Part", ProductFacts, StatedFacts)


def per_one(facts: Facts, word: str | None = None, amount: Decimal | None = None) -> Facts:
    """The facts for one of a unit.

    Without a word, one of the declared unit's own common unit (``1 kilogram`` of a tonne). With a word,
    one of that, of which ``amount`` are in the declared unit (``kilogram``, the mass of a piece).

    Raises:
        ValueError: the amount is missing or zero; the caller asks before.
    """
    size = facts.unit.common_amount if amount is None else amount
    if not size:
        raise ValueError("a unit without an amount")
    if size == 1 and word in (None, facts.unit.common):
        return facts
    footprint, chosen = facts.footprint, facts.statement.unit
    total = numeric.chosen_unit(footprint, chosen)[1] / float(size)
    decimals = numeric.decimals_of(footprint, total)
    emissions = numeric.emissions(footprint, total, decimals)
    at_gate = numeric.ends_at_gate(footprint)
    spread = uncertainty_of(footprint, chosen, decimals, scale=1 / float(size))
    name = word or facts.unit.common
    return replace(
        facts,
        unit=replace(
            facts.unit,
            amount=Decimal(1),
            text=name or facts.unit.text,
            common=name,
            common_amount=Decimal(1),
            mass_kg=Decimal(1) if name == "kilogram" else shared(facts.unit.mass_kg, size),
        ),
        emissions=emissions,
        gate=emissions if at_gate else numeric.gate_emissions(footprint, total, decimals),
        distribution=numeric.distribution_emissions(footprint, total, decimals),
        stages=numeric.stages(footprint, total, decimals, facts.statement.language),
        uncertainty=spread,
        gate_uncertainty=spread if at_gate else None,
        product=shared_fields(facts.product, size),
        stated=shared_fields(facts.stated, size),
    )


def shared(number: Decimal | None, size: Decimal) -> Decimal | None:
    """A number for one of ``size``."""
    return None if number is None else trimmed(significant(float(number / size), numeric.RATIO_DIGITS))


def shared_fields(part: Part, size: Decimal) -> Part:
    """Every decimal of a part of the facts for one of ``size``."""
    found = {one.name: getattr(part, one.name) for one in fields(part)}
    numbers: dict[str, Any] = {
        name: shared(value, size) for name, value in found.items() if isinstance(value, Decimal)
    }
    return replace(part, **numbers)
