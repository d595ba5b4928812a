"""Probability distributions as data: what a file may say, and the same with absolute numbers.

A specification (:data:`DistributionSpec`) is what stands in YAML beside a value::

    {type: lognormal, gsd: 1.1}          or  sigma: 0.095  or  gsd2: 1.21
    {type: normal, sd: 5 %}              or  sd: 3  (in the value's unit)  or  sd: 3 kWh
    {type: uniform, min: 12800, max: 15500}
    {type: triangular, min: 1.88, max: 2.0}   the mode is the value unless given
    {type: fixed}

:func:`resolve` joins it with its value to a :data:`Distribution`, whose numbers are all in the value's
unit. Parameters and identifiers are those of stats_arrays: a lognormal has ``loc`` = ln|median| and
``scale`` = σ of the logarithm, so GSD = exp(σ) and GSD² = exp(2σ); its sign stands apart.

Formulas of moments: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions (1994, 1995).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from lca.distribution_spec import (
    DistributionSpec,
    FixedSpec,
    LognormalSpec,
    NormalSpec,
    TriangularSpec,
    UniformSpec,
    disordered,
    ln,
    negative,
    not_finite,
    outside,
)
from lca.errors import Finding, InputError, Location
from lca.units import NOWHERE, PURE, Unit, convert, quantity

__all__ = [
    "Distribution",
    "DistributionSpec",
    "Fixed",
    "Lognormal",
    "Normal",
    "Triangular",
    "Uniform",
    "ln",
    "resolve",
    "scaled",
]


class _Distribution:
    """What all distributions have; ``code`` is the identifier of the kind in stats_arrays."""

    __slots__ = ()
    code: ClassVar[int]

    def _moments(self) -> tuple[float, float, float]:
        raise NotImplementedError

    @property
    def mean(self) -> float:
        """Expected value, in the value's unit."""
        return self._moments()[0]

    @property
    def variance(self) -> float:
        """Variance, in the value's unit squared."""
        return self._moments()[1]

    @property
    def median(self) -> float:
        """The value that half of the draws stay below."""
        return self._moments()[2]

    @property
    def sd(self) -> float:
        """Standard deviation, in the value's unit."""
        return math.sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class Fixed(_Distribution):
    """A value without spread."""

    value: float
    code: ClassVar[int] = 1

    def __post_init__(self) -> None:
        _insist(not_finite(value=self.value))

    def _moments(self) -> tuple[float, float, float]:
        return self.value, 0.0, self.value


@dataclass(frozen=True, slots=True)
class Normal(_Distribution):
    """``loc`` is the mean, ``scale`` the standard deviation."""

    loc: float
    scale: float
    code: ClassVar[int] = 3

    def __post_init__(self) -> None:
        _insist(not_finite(value=self.loc, sd=self.scale) or negative("sd", self.scale))

    def _moments(self) -> tuple[float, float, float]:
        return self.loc, self.scale**2, self.loc


@dataclass(frozen=True, slots=True)
class Lognormal(_Distribution):
    """``sign · exp(loc + scale · z)``: ``loc`` is ln|median|, ``scale`` is σ, ``sign`` is 1 or -1."""

    loc: float
    scale: float
    sign: int = 1
    code: ClassVar[int] = 2

    def __post_init__(self) -> None:
        _insist(not_finite(loc=self.loc, sigma=self.scale) or negative("sigma", self.scale))
        _insist(Finding("D107", {"sign": self.sign}) if self.sign not in (1, -1) else None)
        too_wide = self.loc + self.scale**2 > math.log(1e150)
        _insist(Finding("D108", {"sigma": self.scale}) if too_wide else None)

    @staticmethod
    def around(median: float, sigma: float) -> Lognormal:
        """Build a lognormal with this median, which may be negative but not zero, and this σ."""
        _insist(not_finite(value=median) or (Finding("D104") if median == 0 else None))
        return Lognormal(ln(abs(median)), sigma, 1 if median > 0 else -1)

    def _moments(self) -> tuple[float, float, float]:
        square = self.scale**2
        mean, median = math.exp(self.loc + square / 2), math.exp(self.loc)
        return self.sign * mean, math.expm1(square) * mean**2, self.sign * median


@dataclass(frozen=True, slots=True)
class Uniform(_Distribution):
    """Equal density from ``minimum`` to ``maximum``."""

    minimum: float
    maximum: float
    code: ClassVar[int] = 4

    def __post_init__(self) -> None:
        _insist(not_finite(min=self.minimum, max=self.maximum) or disordered(self.minimum, self.maximum))

    def _moments(self) -> tuple[float, float, float]:
        width = self.maximum - self.minimum
        middle = self.minimum + width / 2
        return middle, width**2 / 12, middle


@dataclass(frozen=True, slots=True)
class Triangular(_Distribution):
    """Density rising from ``minimum`` to ``mode`` and falling to ``maximum``."""

    minimum: float
    mode: float
    maximum: float
    code: ClassVar[int] = 5

    def __post_init__(self) -> None:
        _insist(not_finite(min=self.minimum, mode=self.mode, max=self.maximum))
        _insist(disordered(self.minimum, self.maximum))
        _insist(outside("mode", self.mode, self.minimum, self.maximum))

    def _moments(self) -> tuple[float, float, float]:
        width, left = self.maximum - self.minimum, self.mode - self.minimum
        right = self.maximum - self.mode
        rising, falling = math.sqrt(width * left / 2), math.sqrt(width * right / 2)
        median = self.minimum + rising if left >= right else self.maximum - falling
        return self.minimum + (left + width) / 3, (width**2 - width * left + left**2) / 18, median


Distribution: TypeAlias = Fixed | Normal | Lognormal | Uniform | Triangular


def resolve(
    spec: DistributionSpec, value: float, unit: Unit = PURE, location: Location = NOWHERE
) -> Distribution:
    """Join a specification with its value to a distribution in the value's unit.

    ``unit`` is that of the value; texts with another unit of its dimension are converted. InputError
    tells what does not fit, at ``location``: a lognormal around zero, a value or mode outside min..max,
    a limit in percent, a unit of another dimension.
    """
    try:
        _insist(not_finite(value=value))
        return _resolved(spec, value, unit)
    except InputError as error:
        findings = [Finding(f.code, f.params, location, f.severity, f.candidates) for f in error.findings]
        raise type(error)(findings) from None


def _resolved(spec: DistributionSpec, value: float, unit: Unit) -> Distribution:
    match spec:
        case FixedSpec():
            return Fixed(value)
        case NormalSpec():
            return Normal(value, _absolute(spec.sd, unit, relative_to=value))
        case LognormalSpec():
            return Lognormal.around(value, spec.spread)
    given = spec.mode if isinstance(spec, TriangularSpec) and spec.mode is not None else value
    low, mode, high = _amounts((spec.min, given, spec.max), unit)
    _insist(disordered(low, high) or outside("value", value, low, high))
    return Uniform(low, high) if isinstance(spec, UniformSpec) else Triangular(low, mode, high)


def _amounts(amounts: Iterable[float | str], unit: Unit) -> list[float]:
    read: list[float] = []
    findings: list[Finding] = []
    for amount in amounts:
        try:
            read.append(_absolute(amount, unit))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return read


def _absolute(amount: float | str, unit: Unit, relative_to: float | None = None) -> float:
    """Read an amount in ``unit``; percent is relative to a value where that has a meaning."""
    if not isinstance(amount, str):
        return amount
    found = quantity(amount)
    if found.unit == PURE:
        return found.value
    if found.unit.dimension == PURE.dimension and relative_to is not None:
        return abs(relative_to) * found.engine
    if found.unit.dimension == PURE.dimension != unit.dimension:
        raise InputError(Finding("D106", {"amount": amount, "unit": unit.text}))
    return convert(found.value, found.unit.text, unit.text or "1")


def scaled(distribution: Distribution, factor: float) -> Distribution:
    """Give the distribution of ``factor`` times the variable; a negative factor turns it round."""
    _insist(not_finite(factor=factor))
    if factor == 0:
        return Fixed(0.0)
    match distribution:
        case Fixed():
            return Fixed(distribution.value * factor)
        case Normal():
            return Normal(distribution.loc * factor, distribution.scale * abs(factor))
        case Lognormal():
            sign = distribution.sign if factor > 0 else -distribution.sign
            return Lognormal(distribution.loc + ln(abs(factor)), distribution.scale, sign)
        case Uniform():
            return Uniform(*sorted((distribution.minimum * factor, distribution.maximum * factor)))
    low, high = sorted((distribution.minimum * factor, distribution.maximum * factor))
    return Triangular(low, distribution.mode * factor, high)


def _insist(finding: Finding | None) -> None:
    if finding is not None:
        raise InputError(finding)
