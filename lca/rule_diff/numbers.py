"""A total with its stages as one value that can be added and weighed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lca.rules.stages import STAGES

EXACT: Final = 1e-12
"""Relative difference below which two numbers are the same up to rounding."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """kg CO2e for the unit: the total, and the stages in their order."""

    total: float
    stages: tuple[float, ...] = (0.0,) * len(STAGES)

    def __sub__(self, other: Numbers) -> Numbers:
        pairs = zip(self.stages, other.stages, strict=True)
        return Numbers(self.total - other.total, tuple(first - second for first, second in pairs))

    def times(self, factor: float) -> Numbers:
        """Every number times a factor."""
        return Numbers(self.total * factor, tuple(factor * stage for stage in self.stages))

    def same(self, other: Numbers, scale: float) -> bool:
        """Whether nothing differs by more than rounding, for numbers of the size ``scale``."""
        apart = self - other
        return max(map(abs, (apart.total, *apart.stages))) <= EXACT * scale

    @property
    def size(self) -> float:
        """The largest number, without its sign."""
        return max(map(abs, (self.total, *self.stages)))


def summed(parts: Iterable[Numbers]) -> Numbers:
    """The sum, rounded once."""
    found = list(parts)
    stages = tuple(math.fsum(one.stages[at] for one in found) for at in range(len(STAGES)))
    return Numbers(math.fsum(one.total for one in found), stages)
