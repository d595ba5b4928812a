"""The parts of a difference as printed numbers that add up: every column is rounded to one place together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lca.rule_diff.difference import Effect
from lca.rules.stages import STAGES

DIGITS: Final = 4
"""Significant digits of the largest part."""
LEAST_PLACE, MOST_PLACE = -9, 0


@dataclass(frozen=True, slots=True)
class Row:
    """One part in print: of the changes with these numbers, or of what ``key`` names."""

    changes: tuple[int, ...]
    moved: str
    share: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A reference product in print: from the old number by its parts to the new one."""

    old: str
    new: str
    difference: str
    share: str
    rows: tuple[Row, ...]
    stages: tuple[Row, ...]


def ledger(effect: Effect) -> Ledger | None:
    """The numbers of a reference product in print; None where one of the rules gives none."""
    if effect.old is None or effect.new is None:
        return None
    parts = [(part.changes, "", part.moved.total) for part in effect.parts]
    if effect.interaction is not None:
        key = "interaction" if effect.parts else "unexplained"
        parts.append(((), key, effect.interaction.total))
    apart = effect.new - effect.old
    stages = [(key, moved) for key, moved in zip(STAGES, apart.stages, strict=True) if _real(moved, effect)]
    place = _place([amount for _, _, amount in parts] + [moved for _, moved in stages], effect.old.total)
    old, new = _steps(effect.old.total, place), _steps(effect.new.total, place)
    steps = apportioned([amount for _, _, amount in parts], new - old, place)
    base = effect.old.total
    rows = [
        Row(changes, _signed(step, place), share(amount, base), key)
        for (changes, key, amount), step in zip(parts, steps, strict=True)
    ]
    staged = apportioned([moved for _, moved in stages], new - old, place)
    held = [
        Row((), _signed(step, place), share(moved, base), key)
        for (key, moved), step in zip(stages, staged, strict=True)
    ]
    difference = _signed(new - old, place) if rows or new != old else "0"
    return Ledger(
        _number(old, place),
        _number(new, place),
        difference,
        share(apart.total, base),
        tuple(rows),
        tuple(held),
    )


def apportioned(amounts: Sequence[float], total: int, place: int) -> list[int]:
    """Amounts in whole steps of 10^place that add up to ``total`` steps (largest remainders)."""
    exact = [Decimal(repr(amount)).scaleb(-place) for amount in amounts]
    steps = [math.floor(one) for one in exact]
    spare = total - sum(steps)
    order = sorted(range(len(exact)), key=lambda at: (steps[at] - exact[at], at))
    for at in order[: max(spare, 0)]:
        steps[at] += 1
    return steps


def share(amount: float, base: float) -> str:
    """An amount in percent of another; a dash where that is zero."""
    if not base:
        return "–"
    percent = amount / abs(base) * 100
    if amount and abs(percent) < 0.005:
        return "<0.01 %" if amount > 0 else ">-0.01 %"
    return f"{percent:+,.2f} %"


def _real(moved: float, effect: Effect) -> bool:
    """Whether a stage moved by more than rounding."""
    sizes = [one.size for one in (effect.old, effect.new) if one is not None]
    return abs(moved) > 1e-12 * max(sizes)


def _place(amounts: Sequence[float], base: float) -> int:
    """The place of the last digit: so many digits of the largest part."""
    largest = max((abs(amount) for amount in amounts), default=0.0) or abs(base)
    if not largest:
        return 0
    return min(max(Decimal(repr(largest)).adjusted() - DIGITS + 1, LEAST_PLACE), MOST_PLACE)


def _steps(amount: float, place: int) -> int:
    return round(Decimal(repr(amount)).scaleb(-place))


def _number(steps: int, place: int) -> str:
    return f"{Decimal(steps).scaleb(place):,f}"


def _signed(steps: int, place: int) -> str:
    return f"{Decimal(steps).scaleb(place):+,f}"
