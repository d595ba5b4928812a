"""Solving a background database: all products at once by the adjoint, single demands forward."""

from lca.background.solving.intensities import Intensities, burdens, intensities
from lca.background.solving.supply import supply
from lca.background.solving.weighing import effects, factors

__all__ = ["Intensities", "burdens", "effects", "factors", "intensities", "supply"]
