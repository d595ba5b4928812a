"""Uncertainty for factors whose publication gives none: a documented policy, marked as assigned.

The multiplier is lognormal with median 1 and variance of the logarithm

    σ² = σ_basic² + Σ σ_i²        (ecoinvent v3 form; GSD = exp(σ), GSD² = exp(2σ))

with the basic uncertainty of the factor's group (``factors/ecoinvent/basic_uncertainty.csv``) and the
five pedigree indicators scored from the match:

- reliability: 2 (verified data partly based on assumptions) for a publication, 4 for one that was
  transcribed once and not checked;
- completeness: 2 (representative data), the policy's default, for no publication states it;
- temporal: from the distance of years, below 3, 6, 10, 15 years; 5 where a year is unknown;
- geographical: 1 the asked place, 2 a larger area that holds it, 4 another country, 5 unknown;
- technological: 2 the asked item, 3 its documented default.

A factor that carries its own scores keeps them. The caller switches the policy off by not calling it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lca.distributions import Distribution, Lognormal
from lca.factors.schema import Factor, FactorKind, Match, Origin
from lca.pedigree import Pedigree
from lca.pedigree import basic_variance as table_variance
from lca.pedigree import variance as pedigree_variance

# Rows of the basic uncertainty table: (exchange, process type).
TRANSPORT: Final = ("transport services (tkm)", "all")
COMBUSTION: Final = ("CO2", "combustion")
DEMAND: Final = (
    "thermal energy, electricity, semi-finished products, working material, waste treatment services",
    "all",
)
TEMPORAL_YEARS: Final = (3, 6, 10, 15)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A dimensionless multiplier, where it comes from, and the scores behind it (None: from the source)."""

    distribution: Distribution
    origin: Origin
    quality: Pedigree


def assigned(match: Match) -> Assigned:
    """Give the uncertainty of a matched factor: the publication's own where it gives one, else assigned."""
    scores = match.factor.quality or scored(match)
    own = match.factor.distribution
    if own is not None:
        return Assigned(own, Origin.SOURCE, scores)
    sigma2 = basic_variance(match.factor) + pedigree_variance(scores)
    return Assigned(Lognormal(0.0, sigma2**0.5), Origin.ASSIGNED, scores)


def basic_variance(factor: Factor) -> float:
    """Variance of the logarithm of the factor's group: transport, combustion, or any other demand."""
    if factor.category in ("freight", "travel"):
        return table_variance(*TRANSPORT)
    if factor.category == "fuel" and factor.kind == FactorKind.DIRECT_EMISSION:
        return table_variance(*COMBUSTION)
    return table_variance(*DEMAND)


def scored(match: Match) -> Pedigree:
    """Give the five scores that follow from how the factor was found."""
    return Pedigree(
        reliability=4 if match.factor.unverified else 2,
        completeness=2,
        temporal=temporal(match.year_gap),
        geographical=geographical(match),
        technological=2 if match.exact_item else 3,
    )


def temporal(gap: int | None) -> int:
    """Score of a distance in years; 5 where it is unknown."""
    if gap is None:
        return 5
    return 1 + sum(abs(gap) >= years for years in TEMPORAL_YEARS)


def geographical(match: Match) -> int:
    """Score of a distance in places."""
    if match.geography_distance is None:
        if match.request.geography is None:
            return 2 if match.factor.geography == "GLOBAL" else 5
        return 4
    return 1 if match.geography_distance == 0 else 2
