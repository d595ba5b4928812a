"""Solving a background database: all products at once by the adjoint, single demands forward."""

from lca.background.solving.intensities import Intensities, burdens, factors, intensities
from lca.background.solving.supply import supply

__all__ = ["Intensities", "burdens", "factors", "intensities", "supply"]
