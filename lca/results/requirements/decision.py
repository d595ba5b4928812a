"""A verdict with its evidence, as the deciders form it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lca.names import Names
from lca.results.completeness import LISTED, bilingual
from lca.results.requirements.study import Study
from lca.results.verdicts import Verdict

NEGLIGIBLE = 1e-9
"""Relative difference that sums of floating-point numbers may have."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the sentence ``requirement.KEY`` that says why, and the fields it rests on."""

    verdict: Verdict
    key: str
    facts: tuple[str, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def evidence(self) -> Names:
        """Why, in both languages."""
        return bilingual(f"requirement.{self.key}", **self.params)


Decider = Callable[[Study], Decision]
Condition = Callable[[Study], Decision | None]


def met(key: str, *facts: str, **params: object) -> Decision:
    """The result itself shows what is required."""
    return Decision("pass", key, facts, params)


def failed(key: str, *facts: str, **params: object) -> Decision:
    """The result shows the opposite."""
    return Decision("fail", key, facts, params)


def asked(key: str, *facts: str, **params: object) -> Decision:
    """The result does not decide; what is known of it."""
    return Decision("needs_person", key, facts, params)


def outside(key: str, *facts: str, **params: object) -> Decision:
    """There is nothing that the requirement could apply to."""
    return Decision("not_applicable", key, facts, params)


def fact(path: str, *values: object, unit: str = "") -> str:
    """``path = value unit``; of several values the first few and how many more."""
    shown = [f"{value:.6g}" if isinstance(value, float) else str(value) for value in values]
    more = f" (+{len(shown) - LISTED})" if len(shown) > LISTED else ""
    return f"{path} = {', '.join(shown[:LISTED])}{more} {unit}".rstrip()


def percent(share: float) -> str:
    """A share in percent, three digits of it."""
    return f"{100 * share:.3g} %"


def unique(values: Iterable[object]) -> tuple[str, ...]:
    """Each value once, in order, as text."""
    return tuple(dict.fromkeys(str(value) for value in values))


def differs(left: float, right: float, gross: float) -> bool:
    """Whether two sums differ by more than rounding, measured by ``gross``."""
    return abs(left - right) > NEGLIGIBLE * (gross or 1.0)
