"""What two values of one field amount to: which is stricter, whether they mean the same, what follows.

A comparison takes the old value, the new one (None: not stated) and the :class:`Lens` through which it sees
the rest of both rules, and yields judgements; none where nothing differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.change import Impact, Verb
from lca.rules.comparison.meaning import Meanings, read_quantity, same_formula, same_quantity

BREAKING, MINOR, PATCH = Impact.BREAKING, Impact.MINOR, Impact.PATCH


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one value, how much it weighs, and the name of the reason."""

    verb: Verb
    impact: Impact
    reason: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True)
class Lens:
    """Both trees, the entries that hold the field, and what names of formulas stand for."""

    before: Tree
    after: Tree
    holders: tuple[Tree, Tree] = field(default_factory=lambda: ({}, {}))
    meanings: tuple[Meanings, Meanings] = (Meanings(), Meanings())

    @property
    def frame(self) -> bool:
        """Whether these are general or sector rules, which bind the rules below."""
        return bool(self.after.get("level", "product") != "product")


Compare: TypeAlias = Callable[[Any, Any, Lens], Iterator[Judgement]]
Weighed: TypeAlias = tuple[Impact, str]
NUMBER: Weighed = (BREAKING, "number")
REFUSED: Weighed = (BREAKING, "refused")
BLOCKED: Weighed = (BREAKING, "blocked")
MEANING: Weighed = (BREAKING, "meaning")
BESIDE: Weighed = (BREAKING, "beside")
GONE: Weighed = (BREAKING, "gone")
MORE: Weighed = (MINOR, "more")
ACCEPTED: Weighed = (MINOR, "accepted")
SPREAD: Weighed = (MINOR, "spread")
PATHS: Weighed = (MINOR, "paths")
TOLD: Weighed = (MINOR, "told")
STANDING: Weighed = (MINOR, "standing")
WORDED: Weighed = (PATCH, "words")
SOURCED: Weighed = (PATCH, "source")
TESTED: Weighed = (PATCH, "tests")
INSIDE: Weighed = (PATCH, "inside")
LATER: Weighed = (MINOR, "later")
EXTENDED: Weighed = (PATCH, "extends")
SPELT: Weighed = (PATCH, "respelled")


def verb_of(old: Any, new: Any, changed: Verb = Verb.CHANGED) -> Verb:
    """Stated where there was nothing, dropped where there is nothing, else ``changed``."""
    if old is None:
        return Verb.STATED
    return Verb.DROPPED if new is None else changed


def fixed(changed: Weighed, stated: Weighed | None = None, dropped: Weighed | None = None) -> Compare:
    """Any difference weighs the same, unless it is told apart whether the value came or went."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        weights = {Verb.STATED: stated, Verb.DROPPED: dropped}
        if old != new:
            verb = verb_of(old, new)
            yield Judgement(verb, *(weights.get(verb) or changed), old, new)

    return compare


def words(weight: Weighed = WORDED, changed: Verb = Verb.REWORDED) -> Compare:
    """Text for people: how lines are broken is no difference."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        if _unbroken(old) != _unbroken(new):
            yield Judgement(verb_of(old, new, changed), *weight, old, new)

    return compare


def translated(weight: Weighed) -> Compare:
    """Words that carry meaning: a translation that comes beside them changes none."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        before, after = _unbroken(old), _unbroken(new)
        if before != after:
            kept = all(after.get(key) == text for key, text in before.items())
            yield Judgement(Verb.REWORDED, *(WORDED if kept else weight), old, new)

    return compare


def formula(weight: Weighed = NUMBER, stated: Weighed | None = None) -> Compare:
    """An expression: the same meaning in another spelling weighs nothing."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        if old == new:
            return
        if old is not None and new is not None and same_formula(old, new, *lens.meanings):
            yield Judgement(Verb.RESPELLED, *SPELT, old, new)
        else:
            yield Judgement(verb_of(old, new), *((stated if old is None else None) or weight), old, new)

    return compare


def amount(weight: Weighed = NUMBER) -> Compare:
    """A quantity: the same amount in another unit weighs nothing."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        if old == new:
            return
        if old is not None and new is not None and same_quantity(old, new):
            yield Judgement(Verb.RESPELLED, *SPELT, old, new)
        else:
            yield Judgement(verb_of(old, new), *weight, old, new)

    return compare


def limit(stricter: int, tighter: Weighed = REFUSED, looser: Weighed = ACCEPTED) -> Compare:
    """A bound: ``stricter`` is -1 where a lower value demands more, 1 where a higher one does."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        if old == new:
            return
        if old is None or new is None:
            yield Judgement(verb_of(old, new), *(tighter if old is None else looser), old, new)
        elif same_quantity(old, new):
            yield Judgement(Verb.RESPELLED, *SPELT, old, new)
        else:
            tightened = stricter * (_engine(new) - _engine(old)) > 0
            verb, weight = (Verb.TIGHTENED, tighter) if tightened else (Verb.LOOSENED, looser)
            yield Judgement(verb, *weight, old, new)

    return compare


def rank(*order: Any, tighter: Weighed = REFUSED, looser: Weighed = ACCEPTED) -> Compare:
    """One of several words, from the loosest to the strictest."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        if old != new:
            tightened = order.index(new) > order.index(old)
            verb, weight = (Verb.TIGHTENED, tighter) if tightened else (Verb.LOOSENED, looser)
            yield Judgement(verb, *weight, old, new)

    return compare


def members(removed: Weighed = REFUSED, added: Weighed = ACCEPTED) -> Compare:
    """A list in which order does not count."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        before, after = list(old or ()), list(new or ())
        gone, come = [x for x in before if x not in after], [x for x in after if x not in before]
        if gone and come:
            yield Judgement(Verb.CHANGED, *max(removed, added, key=_heavier), before, after)
        elif gone:
            yield Judgement(Verb.LOST, *removed, gone, after)
        elif come:
            yield Judgement(Verb.GAINED, *added, before, come)

    return compare


def sequence(fewer: Weighed = REFUSED, more: Weighed = ACCEPTED, order: Weighed = TOLD) -> Compare:
    """A list in order of precedence."""

    def compare(old: Any, new: Any, lens: Lens) -> Iterator[Judgement]:
        before, after = list(old or ()), list(new or ())
        if before == after:
            return
        missing = [one for one in before if one not in after]
        weight = fewer if missing else more if len(after) > len(before) else order
        verb = verb_of(before or None, after or None)
        yield Judgement(verb, *weight, before, after)

    return compare


def _heavier(weight: Weighed) -> int:
    return [PATCH, MINOR, BREAKING].index(weight[0])


def _unbroken(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unbroken(item) for key, item in value.items()}
    return " ".join(value.split()) if isinstance(value, str) else value


def _engine(value: Any) -> float:
    read = read_quantity(value)
    return 0.0 if read is None else read.engine
