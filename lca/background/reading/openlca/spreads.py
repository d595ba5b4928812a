"""Uncertainty of openLCA as distributions: geometric mean and standard deviation, normal, triangle, uniform.

A number may be a formula (``geomMeanFormula``, ``sdFormula``, ...), which goes before the number beside it.
``geomSd`` is exp(σ), so 1 means no spread at all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from lca.background.reading.formulas import value_of
from lca.background.reading.openlca.fields import Record, number, text
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from lca.errors import Finding, InputError, Location

NONE = ("", "NONE")
ROUNDING = 1e-9
FAR = 0.1
"""Relative distance from the median beyond which a stated amount deserves a word."""


def spread_of(
    uncertainty: Record, amount: float, values: Mapping[str, float], place: Location
) -> Distribution | None:
    """The distribution of a stated amount, None where there is none; InputError where it makes no sense."""
    kind = text(uncertainty, "distributionType")
    if kind in NONE:
        return None

    def given(key: str) -> float:
        formula = text(uncertainty, f"{key}Formula")
        found = value_of(formula, values, "openlca", place) if formula else number(uncertainty.get(key))
        if found is None:
            raise InputError(Finding("B171", {"kind": kind, "field": key}, place))
        return found

    match kind:
        case "LOG_NORMAL_DISTRIBUTION":
            return _lognormal(
                given("geomMean") if _states(uncertainty, "geomMean") else amount, given("geomSd"), place
            )
        case "NORMAL_DISTRIBUTION":
            sd = given("sd")
            return Normal(given("mean") if _states(uncertainty, "mean") else amount, sd) if sd else None
        case "TRIANGLE_DISTRIBUTION":
            low, mode, high = given("minimum"), given("mode"), given("maximum")
            return Triangular(low, _snapped(mode, low, high), high) if low != high else None
        case "UNIFORM_DISTRIBUTION":
            low, high = given("minimum"), given("maximum")
            return Uniform(low, high) if low != high else None
    raise InputError(Finding("B170", {"kind": kind}, place))


def _states(uncertainty: Record, key: str) -> bool:
    return uncertainty.get(key) is not None or bool(text(uncertainty, f"{key}Formula"))


def _snapped(mode: float, low: float, high: float) -> float:
    """A mode that rounding alone has put beyond a limit is that limit."""
    return next((limit for limit in (low, high) if math.isclose(mode, limit, rel_tol=ROUNDING)), mode)


def _lognormal(median: float, gsd: float, place: Location) -> Distribution | None:
    if gsd < 1:
        raise InputError(Finding("B172", {"gsd": gsd}, place))
    return Lognormal.around(median, math.log(gsd)) if gsd > 1 else None


def fits(spread: Distribution, amount: float) -> bool:
    """Whether an amount is what its distribution is about: near the centre, or within the limits."""
    if isinstance(spread, Triangular | Uniform):
        nearest = min(max(amount, spread.minimum), spread.maximum)
        return math.isclose(amount, nearest, rel_tol=ROUNDING)
    return abs(spread.median - amount) <= FAR * max(abs(spread.median), abs(amount))
