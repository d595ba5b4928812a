"""The whole history of a factor: its editions, the trend of its series, and what may not stand in for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lca.factors.schema import Factor, FactorKind
from lca.factors.table import FactorTable
from lca.units import unit


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a series; ``change`` is relative to the edition before it (None: no number)."""

    factor: Factor
    change: float | None

    @property
    def gas(self) -> str | None:
        """The gas that the edition's number is a mass of; None where it is CO2e or there is no number."""
        return sole_gas(self.factor)

    @property
    def value(self) -> float | None:
        """kg CO2e per unit as published, or kg of the only gas where the source gives no CO2e."""
        return number(self.factor)


@dataclass(frozen=True, slots=True)
class Other:
    """A factor of the same item but another kind; ``reason`` is a key below ``factors.why``."""

    kind: FactorKind
    count: int
    example: Factor
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """A factor with its series, oldest first, and the other kinds of its item.

    ``corrects`` and ``corrected_by`` are editions of the same year: the later one is right;
    ``successor`` is the edition of a later year, which replaces nothing of this year.
    """

    factor: Factor
    layer: str | None
    editions: tuple[Edition, ...]
    corrects: tuple[Factor, ...]
    corrected_by: Factor | None
    successor: Factor | None
    others: tuple[Other, ...]


def sole_gas(factor: Factor) -> str | None:
    """Give the only gas of a factor without a value in CO2e."""
    return next(iter(factor.gases)) if factor.value is None and len(factor.gases) == 1 else None


def number(factor: Factor) -> float | None:
    """Give the one number of a factor; None where it has none or several."""
    gas = sole_gas(factor)
    return factor.gases[gas] if gas else factor.value


def history(table: FactorTable, factor: Factor, as_of: date | None = None) -> History:
    """Give the history of a factor of a table, as it was known on a day."""
    series = tuple(one for one in chain(table, factor) if one is factor or known(one, as_of))
    following = successor(table, factor)
    if following is not None and not known(following, as_of):
        following = None
    same = following is not None and following.reference_year == factor.reference_year
    return History(
        factor=factor,
        layer=table.layer_of.get(factor.id),
        editions=tuple(Edition(one, change(before, one)) for before, one in steps(series)),
        corrects=tuple(f for f in predecessors(table, factor) if f.reference_year == factor.reference_year),
        corrected_by=following if same else None,
        successor=None if same else following,
        others=tuple(other_kinds(table, factor)),
    )


def known(factor: Factor, as_of: date | None) -> bool:
    """Whether a factor was published by a day; what has no date always was."""
    return as_of is None or factor.published is None or factor.published <= as_of


def successor(table: FactorTable, factor: Factor) -> Factor | None:
    """Give the next edition; None where there is none."""
    position = table.by_id.get(factor.superseded_by or "")
    return None if position is None else table.factor(position)


def predecessors(table: FactorTable, factor: Factor) -> tuple[Factor, ...]:
    """Give the editions that a factor follows directly; successors keep the item."""
    return tuple(one for one in table.of_item(factor.item) if one.superseded_by == factor.id)


def chain(table: FactorTable, factor: Factor) -> tuple[Factor, ...]:
    """Give all editions that lead to a factor or follow it, oldest first."""
    found = {factor.id: factor}
    front = [factor]
    while front:
        one = front.pop()
        after = successor(table, one)
        for other in (*predecessors(table, one), *((after,) if after else ())):
            if other.id not in found:
                found[other.id] = other
                front.append(other)
    return tuple(sorted(found.values(), key=lambda f: (f.reference_year or 0, str(f.published or ""), f.id)))


def steps(series: tuple[Factor, ...]) -> Iterator[tuple[Factor | None, Factor]]:
    """Give every edition with the one before it."""
    return zip((None, *series[:-1]), series, strict=True)


def change(before: Factor | None, after: Factor) -> float | None:
    """Give the relative change of the value; None without two values of one dimension, or from zero."""
    if before is None or sole_gas(before) != sole_gas(after):
        return None
    first, last = number(before), number(after)
    old, new = unit(before.unit), unit(after.unit)
    if not first or last is None or old.dimension != new.dimension:
        return None
    return (last / new.scale) / (first / old.scale) - 1


def other_kinds(table: FactorTable, factor: Factor) -> Iterator[Other]:
    """Give the other kinds of the item, each with the reason why it may not stand in."""
    by_kind: dict[FactorKind, list[Factor]] = {}
    for one in table.of_item(factor.item):
        if one.kind != factor.kind:
            by_kind.setdefault(one.kind, []).append(one)
    for kind in FactorKind:
        if found := by_kind.get(kind):
            yield Other(kind, len(found), nearest_to(factor, found), reason(factor, found[0]))


def nearest_to(factor: Factor, others: list[Factor]) -> Factor:
    """Give the one of the same place and the nearest year."""
    year = factor.reference_year or 0
    place = factor.geography
    return min(others, key=lambda f: (f.geography != place, abs((f.reference_year or 0) - year), f.id))


def reason(factor: Factor, other: Factor) -> str:
    """Name the reason why a factor of another kind may not stand in."""
    if {factor.kind, other.kind} == {FactorKind.FOOTPRINT, FactorKind.DIRECT_EMISSION}:
        if factor.category == "electricity":
            return "electricity"
        return "only_direct" if other.kind is FactorKind.DIRECT_EMISSION else "whole_chain"
    return other.kind.value
