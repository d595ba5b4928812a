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
        values: shape (samples,), read-only, at least two.
        together: the name of what was drawn at once; parameters of different names are independent.
    """

    values: NDArray[np.float64]
    together: str = ""

    @cached_property
    def mean(self) -> float:
        """Mean of the samples, correctly rounded."""
        return math.fsum(self.values.tolist()) / len(self.values)

    @cached_property
    def variance(self) -> float:
        """Variance of the samples, with n - 1."""
        return covariance(self, self)

    @cached_property
    def median(self) -> float:
        """Median of the samples."""
        return float(np.median(self.values))

    @property
    def sd(self) -> float:
        """Standard deviation of the samples."""
        return math.sqrt(self.variance)


def covariance(one: Sampled, other: Sampled) -> float:
    """Covariance of two parameters that were drawn at once, with n - 1; sample by sample."""
    parts = (one.values - one.mean) * (other.values - other.mean)
    return math.fsum(parts.tolist()) / (len(one.values) - 1)
