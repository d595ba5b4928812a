"""First-order propagation: the variance of a result from its derivatives by every parameter.

``Var f ≈ Σ (∂f/∂x_p)² Var x_p`` at the means, for independent parameters (JCGM 100:2008, GUM, equation 10).
It is exact for a result that is linear in its parameters and always printed beside the Monte Carlo value.

Derivatives come by the complex step, ``∂f/∂x = Im f(x + ih) / h`` with a step so small that neither
truncation nor cancellation is left (W. Squire, G. Trapp 1998, SIAM Review 40(1)). A function that computes
over samples gives all of them in one call: one sample a parameter, in which that parameter is perturbed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, InputError

Function = Callable[[Mapping[str, Any]], Any]
"""Parameters by name, each a number or an array over samples, to an array whose last axis is samples."""

STEP = 1e-30
"""The imaginary step as a share of a parameter's magnitude."""
BATCH = 256
"""Parameters perturbed in one call."""


@dataclass(frozen=True, eq=False)
class FirstOrder:
    """Value and variance of a function at the means of its parameters.

    Attributes:
        names: of the parameters, in order.
        value: the function at the means.
        gradient: shape (parameters,), result's unit per parameter's unit.
        contributions: shape (parameters,), each parameter's part of the variance.
    """

    names: tuple[str, ...]
    value: float
    gradient: NDArray[np.float64]
    contributions: NDArray[np.float64]

    @property
    def variance(self) -> float:
        """Variance of the result, in its unit squared; rounding of what cancels makes it no less than 0."""
        return max(float(self.contributions.sum()), 0.0)

    @property
    def sd(self) -> float:
        """Standard deviation of the result, in its unit."""
        return float(np.sqrt(self.variance))

    @property
    def shares(self) -> dict[str, float]:
        """Each parameter's share of the variance; they add up to 1, or are all 0 without variance."""
        whole = self.variance
        parts = (float(part) / whole if whole else 0.0 for part in self.contributions)
        return dict(zip(self.names, parts, strict=True))


def first_order(
    function: Function,
    means: Mapping[str, float],
    variances: Mapping[str, float],
    covariances: Mapping[tuple[str, str], float] = MappingProxyType({}),
) -> FirstOrder:
    """Propagate the variances of parameters through a function.

    Parameters are independent but where a covariance is stated. Those that share their draws must be one
    parameter here: their contributions do not add up. A covariance is shared out evenly between its two
    parameters, ``∂f/∂x_p Σ_q ∂f/∂x_q Cov(x_p, x_q)`` (GUM, equation 13), so a contribution may be negative.

    Args:
        function: of the parameters, to one number a sample.
        means: by name of the parameter.
        variances: by the same names.
        covariances: by two names, in both orders.

    Raises:
        InputError: N120 to N122, N123 a mean without variance or a variance that is negative or not finite.
    """
    wrong = [name for name in {**means, **variances} if not 0 <= variances.get(name, -1.0) < np.inf]
    wrong += [name for name in variances if name not in means]
    if wrong:
        raise InputError(Finding("N123", {"names": ", ".join(dict.fromkeys(wrong))}))
    value, slopes = value_and_gradient(function, means)
    if value.ndim:
        raise InputError(Finding("N120", {"shape": str(value.shape), "count": len(means)}))
    contributions = slopes**2 * np.array([variances[name] for name in means])
    place = {name: index for index, name in enumerate(means)}
    for (one, other), together in sorted(covariances.items()):
        contributions[place[one]] += slopes[place[one]] * slopes[place[other]] * together
    return FirstOrder(tuple(means), float(value), slopes, contributions)


def gradient(function: Function, point: Mapping[str, float]) -> NDArray[np.float64]:
    """The derivatives by each parameter at a point; shape (..., parameters), in the order of ``point``.

    Raises:
        InputError: N120 the function's last axis is not samples, N121 it drops the imaginary part, N122 a
            derivative is not finite.
    """
    return value_and_gradient(function, point)[1]


def value_and_gradient(
    function: Function, point: Mapping[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The function, shape (...), and its derivatives, shape (..., parameters), at a point.

    Raises:
        InputError: as :func:`gradient`.
    """
    names = list(point)
    if not names:
        return np.asarray(function({}), dtype=np.float64), np.zeros(0)
    runs = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
    values, slopes = zip(*(_perturbed(function, point, run) for run in runs), strict=True)
    return values[0], np.concatenate(slopes, axis=-1)


def _perturbed(
    function: Function, point: Mapping[str, float], names: list[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Value and derivatives by some parameters; sample ``k`` perturbs ``names[k]``."""
    count = len(names)
    steps = np.array([STEP * abs(point[name]) or STEP for name in names])
    arguments: dict[str, Any] = {name: float(value) for name, value in point.items()}
    for k, name in enumerate(names):
        argument = np.full(count, complex(point[name]))
        argument[k] += 1j * steps[k]
        arguments[name] = argument
    result = np.asarray(function(arguments))
    if result.ndim == 0 and not np.iscomplexobj(result):
        result = np.full(count, complex(result))
    if result.ndim == 0 or result.shape[-1] != count:
        raise InputError(Finding("N120", {"shape": str(result.shape), "count": count}))
    if not np.iscomplexobj(result):
        raise InputError(Finding("N121"))
    slopes = result.imag / steps
    finite = np.isfinite(result.real) & np.isfinite(slopes)
    if not finite.all():
        bad = sorted({int(k) for k in np.argwhere(~finite)[:, -1]})
        where = {names[k]: point[names[k]] for k in bad}
        told = {"names": ", ".join(where), "values": ", ".join(map(str, where.values()))}
        raise InputError(Finding("N122", told))
    return result[..., 0].real, slopes
