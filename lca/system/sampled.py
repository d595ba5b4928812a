"""A parameter whose samples were made before: the intensity of a background product, as a multiplier."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Sampled:
    """Sample ``i`` of the parameter is ``values[i]``, whatever else is drawn.

    Products of one database keep their correlation: their samples came from one draw of all exchanges.

    Attributes:
        values: shape (samples,), read-only, at least two; NaN where the sample has no solution. Moments and
            quantiles are those of the others.
        together: the name of what was drawn at once; parameters of different names are independent.
    """

    values: NDArray[np.float64]
    together: str = ""

    @cached_property
    def held(self) -> NDArray[np.float64]:
        """The samples that have a solution."""
        return self.values[np.isfinite(self.values)]

    @cached_property
    def mean(self) -> float:
        """Mean of the samples, correctly rounded."""
        return _mean(self.held)

    @cached_property
    def variance(self) -> float:
        """Variance of the samples, with n - 1."""
        return covariance(self, self)

    @property
    def sd(self) -> float:
        """Standard deviation of the samples."""
        return math.sqrt(self.variance)


def covariance(one: Sampled, other: Sampled) -> float:
    """Covariance of two parameters that were drawn at once, with n - 1, over the samples that both have."""
    count = min(len(one.values), len(other.values))
    left, right = one.values[:count], other.values[:count]
    both = np.isfinite(left) & np.isfinite(right)
    left, right = left[both], right[both]
    if len(left) < 2:
        return 0.0
    parts = (left - _mean(left)) * (right - _mean(right))
    return math.fsum(parts.tolist()) / (len(left) - 1)


def _mean(values: NDArray[np.float64]) -> float:
    return math.fsum(values.tolist()) / len(values) if len(values) else 1.0
