"""What two demands on activity data amount to: units, ranges, defaults, dated constants, the last day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lca.errors import InputError
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.change import Impact, Verb
from lca.rules.comparison.judging import (
    ACCEPTED,
    LATER,
    NUMBER,
    REFUSED,
    SPELT,
    STANDING,
    Compare,
    Judgement,
    Lens,
    Weighed,
    verb_of,
)
from lca.rules.comparison.meaning import same_quantity
from lca.units import PURE, Unit, unit


def interval(narrower: Weighed = REFUSED, wider: Weighed = ACCEPTED) -> Compare:
    """A range in the unit of its entry: what it lets through counts, not the unit that it is written in."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        units = [_unit(holder.get("unit")) for holder in lens.holders]
        shown = [_shown(one, units[at]) for at, one in enumerate((old, new))]
        if old is None or new is None:
            if old != new:
                yield Judgement(verb_of(old, new), *(narrower if old is None else wider), *shown)
            return
        if units[0].dimension != units[1].dimension:
            yield Judgement(Verb.CHANGED, *narrower, *shown)
            return
        lows, highs = ([_rounded(one[end] * units[at].scale) for at, one in enumerate((old, new))]
                       for end in (0, 1))  # fmt: skip
        if lows[1] > lows[0] or highs[1] < highs[0]:
            whole = lows[1] >= lows[0] and highs[1] <= highs[0]
            yield Judgement(Verb.TIGHTENED if whole else Verb.CHANGED, *narrower, *shown)
        elif lows[0] != lows[1] or highs[0] != highs[1]:
            yield Judgement(Verb.LOOSENED, *wider, *shown)

    return compare


def demanded(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
    """Whether something must be given."""
    if old != new:
        verb, weight = (Verb.TIGHTENED, REFUSED) if new else (Verb.LOOSENED, ACCEPTED)
        yield Judgement(verb, *weight, old, new)


def unit_asked(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
    """The unit in which something is asked for: data carry their own, so only the dimension counts."""
    first, second = _unit(old), _unit(new)
    if old == new:
        return
    if first.dimension != second.dimension:
        yield Judgement(Verb.CHANGED, *REFUSED, old, new)
    elif _rounded(first.scale) == _rounded(second.scale):
        yield Judgement(Verb.RESPELLED, *SPELT, old, new)
    else:
        yield Judgement(Verb.CHANGED, Impact.PATCH, "own_unit", old, new)


def per(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
    """The amount of product that a value is for: the same number means another amount."""
    if old == new:
        return
    first, second = _unit(old), _unit(new)
    same = None not in (old, new) and first.dimension == second.dimension
    if same and _rounded(first.scale) == _rounded(second.scale):
        yield Judgement(Verb.RESPELLED, *SPELT, old, new)
    else:
        yield Judgement(verb_of(old, new), *NUMBER, old, new)


def last_day(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
    """The last day of validity; results after it carry a warning."""
    if old != new:
        earlier = old is not None and new is not None and new < old
        yield Judgement(verb_of(old, new, Verb.TIGHTENED if earlier else Verb.LOOSENED), *STANDING, old, new)


def dated(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
    """A constant that becomes dated keeps its value where the first one holds from the rule's first day."""
    if old == new:
        return
    series = [_series(holder) for holder in lens.holders]
    first = min(lens.holders[1]["values"])
    begins = str((lens.before.get("valid") or {}).get("from", ""))
    values = [holder["values"][min(holder["values"])]["value"] for holder in lens.holders]
    kept = new == "dated" and first <= begins and same_quantity(*values)
    yield Judgement(Verb.CHANGED, *(LATER if kept else NUMBER), *series)


def default(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
    """What stands in: what had to be given may now be left out, or what was left out counts otherwise."""
    if old == new or (new is None and lens.holders[1].get("required", True)):
        return
    if old is not None and new is not None and same_quantity(old, new):
        yield Judgement(Verb.RESPELLED, *SPELT, old, new)
        return
    was_required = bool(lens.holders[0].get("required", True))
    weight = ACCEPTED if old is None and was_required else NUMBER
    yield Judgement(verb_of(old, new), *weight, old, new)


def _unit(text: object) -> Unit:
    if not isinstance(text, str):
        return PURE
    try:
        return unit(text)
    except InputError:
        return PURE


def _rounded(value: float) -> float:
    return float(f"{value:.13g}")


def _shown(ends: Sequence[float] | None, one: Unit) -> str | None:
    """A range as people read it."""
    if ends is None:
        return None
    name = "" if one.text in ("", "1") else f" {one.text}"
    return f"{_number(ends[0])} – {_number(ends[1])}{name}"


def _series(constant: Tree) -> str:
    values = constant["values"]
    return "; ".join(
        f"{values[day]['value']} ({day})" if day else values[day]["value"] for day in sorted(values)
    )


def _number(value: float) -> str:
    return repr(float(value)).removesuffix(".0")
