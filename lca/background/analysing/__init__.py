"""What lies behind a result: derivatives, variance, tornado, contributions, tiers, paths."""

from lca.background.analysing.contributions import Suppliers, Tiers, by_process, suppliers, tiers
from lca.background.analysing.derivatives import Result, derivatives, unit_demand
from lca.background.analysing.paths import Path, Paths, paths
from lca.background.analysing.variance import Bar, Variance, tornado, variance

__all__ = [
    "Bar",
    "Path",
    "Paths",
    "Result",
    "Suppliers",
    "Tiers",
    "Variance",
    "by_process",
    "derivatives",
    "paths",
    "suppliers",
    "tiers",
    "tornado",
    "unit_demand",
    "variance",
]
