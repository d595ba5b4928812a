"""How a file describes a distribution: the models behind ``distribution:`` in YAML, and their checks.

Joined with a value they become distributions in :mod:`lca.distributions`, which has the examples.
"""

from __future__ import annotations

import math
from decimal import Context, Decimal
from typing import Annotated, Literal, Self, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from lca.errors import Finding


class _Spec(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_SpecT = TypeVar("_SpecT", bound=_Spec)


def _number(value: object) -> object:
    """Accept int and float but not bool, NaN or infinity, and leave texts to who knows the unit."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _custom(Finding("U205", {"found": repr(value)}))
    if not isinstance(value, str) and (wrong := not_finite(value=value)):
        raise _custom(wrong)
    return value if isinstance(value, str) else float(value)


Number = Annotated[float, BeforeValidator(_number), Field(strict=True)]
Amount = Annotated[
    float | str,
    BeforeValidator(_number),
    Field(description="A number in the value's unit, or a text with a unit."),
]


class FixedSpec(_Spec, title="Fixed value"):
    """The value is exact."""

    type: Literal["fixed"]


class NormalSpec(_Spec, title="Normal distribution"):
    """The value is the mean; a standard deviation ``sd`` in percent is relative to the value."""

    type: Literal["normal"]
    sd: Amount

    @model_validator(mode="after")
    def _checked(self) -> Self:
        return _told(self, negative("sd", self.sd) if isinstance(self.sd, float) else None)


class LognormalSpec(_Spec, title="Lognormal distribution"):
    """The value is the median; exactly one of GSD = exp(σ), GSD² = exp(2σ) and σ gives the spread."""

    type: Literal["lognormal"]
    gsd: Number | None = None
    gsd2: Number | None = None
    sigma: Number | None = None

    @model_validator(mode="after")
    def _checked(self) -> Self:
        given = {name: value for name, value in self if name != "type" and value is not None}
        if len(given) != 1:
            return _told(self, Finding("D103", {"given": ", ".join(given) or "-"}))
        name, value = given.popitem()
        if name == "sigma":
            return _told(self, negative("sigma", value))
        return _told(self, Finding("D102", {"name": name, "value": value}) if value < 1 else None)

    @property
    def spread(self) -> float:
        """Standard deviation σ of the logarithm."""
        if self.gsd is not None:
            return ln(self.gsd)
        return ln(self.gsd2) / 2 if self.gsd2 is not None else self.sigma or 0.0


class UniformSpec(_Spec, title="Uniform distribution"):
    """All values from ``min`` to ``max`` are equally likely."""

    type: Literal["uniform"]
    min: Amount
    max: Amount

    @model_validator(mode="after")
    def _checked(self) -> Self:
        return _told(self, disordered(self.min, self.max))


class TriangularSpec(_Spec, title="Triangular distribution"):
    """``mode``, the most likely value, is the value itself unless given."""

    type: Literal["triangular"]
    min: Amount
    mode: Amount | None = None
    max: Amount

    @model_validator(mode="after")
    def _checked(self) -> Self:
        outlier = self.mode is not None and outside("mode", self.mode, self.min, self.max)
        return _told(self, disordered(self.min, self.max) or outlier or None)


DistributionSpec: TypeAlias = Annotated[
    FixedSpec | NormalSpec | LognormalSpec | UniformSpec | TriangularSpec, Field(discriminator="type")
]


def not_finite(**numbers: float) -> Finding | None:
    """D109 for the first number that is NaN or infinite."""
    wrong = [(name, number) for name, number in numbers.items() if not math.isfinite(number)]
    return Finding("D109", {"name": wrong[0][0], "value": wrong[0][1]}) if wrong else None


def negative(name: str, number: float) -> Finding | None:
    """D101 for a negative spread."""
    return Finding("D101", {"name": name, "value": number}) if number < 0 else None


def disordered(low: float | str, high: float | str) -> Finding | None:
    """D105 for min greater than max; texts are compared once their units are read."""
    if isinstance(low, str) or isinstance(high, str) or low <= high:
        return None
    return Finding("D105", {"min": low, "max": high})


def outside(name: str, number: float | str, low: float | str, high: float | str) -> Finding | None:
    """D110 for a number outside min to max; texts are compared once their units are read."""
    if isinstance(low, str) or isinstance(high, str) or isinstance(number, str) or low <= number <= high:
        return None
    return Finding("D110", {"name": name, "value": number, "min": low, "max": high})


def ln(x: float) -> float:
    """Natural logarithm, correctly rounded on every machine (``math.log`` may differ in the last bit)."""
    return float(Decimal(x).ln(Context(prec=40)))


def _told(spec: _SpecT, finding: Finding | None) -> _SpecT:
    if finding is not None:
        raise _custom(finding)
    return spec


def _custom(finding: Finding) -> PydanticCustomError:
    return PydanticCustomError(finding.code, finding.message(), dict(finding.params))
