"""Uncertainty as Brightway states it (the numbering of stats_arrays) to a distribution of the amount.

stats_arrays has thirteen kinds; the engine draws from five. What it cannot draw is told by its name, and the
amount stays without spread. ``loc`` of a lognormal is ln|median|; its sign is that of ``negative`` or of the
amount.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lca.background.reading.brightway_nodes.records import plain
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from lca.errors import Finding, InputError, Location, Severity

KINDS = (
    "undefined", "none", "lognormal", "normal", "uniform", "triangular", "bernoulli", "discrete uniform",
    "weibull", "gamma", "beta", "generalized extreme value", "student's t",
)  # fmt: skip
"""Names of the kinds by their number in stats_arrays."""

FAR = 0.01
"""A median or mode this part away from the amount is told."""

TRUE = ("true", "yes", "1", "wahr", "vrai")


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution, or none with the reason; ``lost`` says that the source stated one."""

    distribution: Distribution | None = None
    finding: Finding | None = None
    lost: bool = False


def spread(fields: Mapping[str, Any], amount: float, place: Location) -> Spread:
    """The distribution of an edge's amount, from its columns ``uncertainty type``, ``loc``, ``scale``, ...

    The finding is B320 for a kind that cannot be drawn, B321 for parameters that do not fit, B322 where the
    centre is not the amount, B323 where limits are stated that the kind does not have in Brightway either.
    """
    stated = plain(fields.get("uncertainty type", fields.get("uncertainty_type")))
    try:
        code = _code(stated)
    except ValueError:
        return _lost("B320", {"kind": stated}, place)
    if code in (0, 1):
        return Spread()
    if not 2 <= code <= 5:
        return _lost("B320", {"kind": KINDS[code] if code < len(KINDS) else stated}, place)
    numbers, wrong = _numbers(fields)
    if wrong:
        return _lost("B321", {"kind": KINDS[code], "reason": ", ".join(wrong)}, place)
    try:
        made = _distribution(code, numbers, amount, plain(fields.get("negative")))
    except InputError as error:
        return _lost("B321", {"kind": KINDS[code], "reason": error.findings[0].message()}, place)
    return Spread(made, _remarkable(made, code, numbers, amount, place))


def _code(stated: str) -> int:
    if not stated or stated.casefold() in KINDS:
        return KINDS.index(stated.casefold()) if stated else 0
    number = float(stated)
    if not number.is_integer() or number < 0:
        raise ValueError(stated)
    return int(number)


def _numbers(fields: Mapping[str, Any]) -> tuple[dict[str, float], list[str]]:
    """The parameters that are stated, and what of them is no finite number; NaN means not stated."""
    numbers: dict[str, float] = {}
    wrong: list[str] = []
    for name in ("loc", "scale", "minimum", "maximum"):
        text = plain(fields.get(name))
        try:
            value = float(text) if text else math.nan
        except ValueError:
            value = math.inf
        if math.isinf(value):
            wrong.append(f"{name} {text}")
        elif not math.isnan(value):
            numbers[name] = value
    return numbers, wrong


def _distribution(code: int, numbers: Mapping[str, float], amount: float, negative: str) -> Distribution:
    if code == 2:
        if "loc" not in numbers:
            return Lognormal.around(amount, _needed(numbers, "scale"))
        sign = -1 if negative.casefold() in TRUE or (not negative and amount < 0) else 1
        return Lognormal(numbers["loc"], _needed(numbers, "scale"), sign)
    if code == 3:
        return Normal(numbers.get("loc", amount), _needed(numbers, "scale"))
    low, high = _needed(numbers, "minimum"), _needed(numbers, "maximum")
    if code == 4:
        return Uniform(low, high)
    return Triangular(low, numbers.get("loc", amount), high)


def _needed(numbers: Mapping[str, float], name: str) -> float:
    if name not in numbers:
        raise InputError(Finding("B324", {"name": name}))
    return numbers[name]


def _remarkable(
    made: Distribution, code: int, numbers: Mapping[str, float], amount: float, place: Location
) -> Finding | None:
    limits = [name for name in ("minimum", "maximum") if code in (2, 3) and name in numbers]
    if limits:
        return Finding("B323", {"kind": KINDS[code], "limits": ", ".join(limits)}, place, Severity.WARNING)
    centre = made.mode if isinstance(made, Triangular) else made.median
    if code != 4 and abs(centre - amount) > FAR * abs(amount):
        params = {"kind": KINDS[code], "centre": f"{centre:.6g}", "amount": f"{amount:.6g}"}
        return Finding("B322", params, place, Severity.WARNING)
    return None


def _lost(code: str, params: Mapping[str, str], place: Location) -> Spread:
    return Spread(None, Finding(code, params, place, Severity.WARNING), lost=True)
