"""Quantiles of the distributions, by the portable functions of :mod:`lca.uncertainty.floating`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lca.distributions import Distribution, Fixed, Lognormal, Normal, Triangular, Uniform
from lca.errors import Finding, InputError
from lca.uncertainty import floating


def quantile(distribution: Distribution, u: ArrayLike) -> NDArray[np.float64]:
    """The quantile of a distribution, elementwise, in the distribution's own unit.

    Args:
        distribution: with absolute numbers; a lognormal's ``sign`` gives the sign of its values, and its
            quantile is then that of the magnitude.
        u: probabilities in [0, 1], any shape.

    Raises:
        InputError: N104 for a distribution that cannot be drawn from.
    """
    p = np.asarray(u, dtype=np.float64)
    match distribution:
        case Fixed(value=value):
            return np.full(p.shape, value, dtype=np.float64)
        case Normal(loc=loc, scale=scale):
            return loc + scale * floating.normal_quantile(p)
        case Lognormal(loc=loc, scale=scale, sign=sign):
            return sign * floating.exp(loc + scale * floating.normal_quantile(p))
        case Uniform(minimum=minimum, maximum=maximum):
            return minimum + (maximum - minimum) * p
        case Triangular(minimum=minimum, mode=mode, maximum=maximum):
            return _triangular(p, minimum, mode, maximum)
    raise InputError(Finding("N104", {"distribution": repr(distribution)}))


def _triangular(p: NDArray[np.float64], minimum: float, mode: float, maximum: float) -> NDArray[np.float64]:
    """Inverse of the triangular distribution function, from the nearer end on each side of the mode."""
    width, left, right = maximum - minimum, mode - minimum, maximum - mode
    rising = minimum + np.sqrt(p * (width * left))
    falling = maximum - np.sqrt((1.0 - p) * (width * right))
    return np.where(p * width < left, rising, falling)
