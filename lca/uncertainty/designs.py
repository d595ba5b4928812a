"""Designs of samples: random, Latin hypercube, Sobol; each draw still computable alone.

A random draw is a function of seed, identity and sample number. The two designs spread a known number ``n``
of samples more evenly, so their draws depend on ``n`` as well:

- Latin hypercube: of the ``n`` samples of an identity exactly one lies in each of ``n`` intervals of equal
  probability; which one is a permutation keyed by seed and identity, so identities are independent of each
  other (M. D. McKay, R. J. Beckman, W. J. Conover 1979, Technometrics 21(2), 239-245).
- Sobol: the samples of all identities together fill the unit cube, each identity along a dimension of its
  own; so a draw depends on which identities there are (:mod:`lca.uncertainty.sobol`).

The standard errors of :mod:`lca.uncertainty.convergence` hold for random samples. Under a Latin hypercube
that of the mean is an upper bound up to a factor ``sqrt(n / (n - 1))`` (A. B. Owen 1997, SIAM J. Numer. Anal.
34(5), 1884-1910); under a Sobol design they say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from lca.distributions import Distribution
from lca.errors import Finding, InputError, nearest
from lca.uncertainty import sobol
from lca.uncertainty.quantiles import quantile
from lca.uncertainty.sampling import uniforms

Kind = Literal["random", "latin_hypercube", "sobol"]
KINDS: Final = get_args(Kind)
STRATUM_BITS = 48
"""Bits of a sample within a Latin hypercube, so that its place in its interval is exact in float64."""
LARGEST = 2**31
"""The most samples of a design."""


@dataclass(frozen=True)
class Design:
    """How samples are spread; made by :func:`design`.

    Attributes:
        kind: one of :data:`KINDS`.
        samples: how many samples the design has; 0 of random draws, which have no end.
        identities: of a Sobol design, all that are drawn, sorted.
    """

    kind: Kind = "random"
    samples: int = 0
    identities: tuple[str, ...] = ()

    @cached_property
    def dimensions(self) -> dict[str, int]:
        """The dimension of each identity."""
        return {identity: index for index, identity in enumerate(self.identities)}


RANDOM: Final = Design()


def design(kind: str, samples: int = 0, identities: Iterable[str] = ()) -> Design:
    """A design of this kind; random draws need no number of samples and only Sobol needs the identities.

    Raises:
        InputError: N130 kind, N131 number of samples, N132 a number that is no power of 2 for Sobol, N135
            more identities than Sobol sequences have dimensions.
    """
    known = sorted(set(identities))
    if kind not in KINDS:
        told = {"kind": repr(kind), "kinds": ", ".join(KINDS)}
        raise InputError(Finding("N130", told, candidates=nearest(str(kind), KINDS)))
    if kind == "random":
        return RANDOM
    if isinstance(samples, bool) or not isinstance(samples, int) or not 0 < samples <= LARGEST:
        raise InputError(Finding("N131", {"samples": repr(samples), "kind": kind}))
    if kind == "latin_hypercube":
        return Design("latin_hypercube", samples)
    if samples & (samples - 1):
        above = 1 << samples.bit_length()
        raise InputError(Finding("N132", {"samples": samples, "below": above // 2, "above": above}))
    if len(known) > sobol.DIMENSIONS:
        raise InputError(Finding("N135", {"count": len(known), "most": sobol.DIMENSIONS}))
    return Design("sobol", samples, tuple(known))


def designed_uniforms(of: Design, seed: int, identity: str, start: int, count: int) -> NDArray[np.float64]:
    """Samples ``start`` to ``start + count`` of an identity, uniform in the open interval (0, 1).

    The samples of a random design are those of :func:`lca.uncertainty.sampling.uniforms`, bit by bit.

    Raises:
        InputError: N101 to N103, N133 samples beyond the design, N134 an identity that a Sobol design lacks.
    """
    own = uniforms(seed, identity, start, count)
    if of.kind == "random":
        return own
    if start + count > of.samples:
        raise InputError(Finding("N133", {"last": start + count, "samples": of.samples, "kind": of.kind}))
    if of.kind == "latin_hypercube":
        return _stratified(of.samples, seed, identity, start, own)
    if identity not in of.dimensions:
        near = nearest(identity, of.identities)
        raise InputError(
            Finding("N134", {"identity": identity, "count": len(of.identities)}, candidates=near)
        )
    return sobol.points(of.dimensions[identity], of.samples, seed, identity, start, own)


def designed_draw(
    of: Design, distribution: Distribution, seed: int, identity: str, start: int, count: int
) -> NDArray[np.float64]:
    """Samples ``start`` to ``start + count`` of a distribution under a design, in its own unit.

    Raises:
        InputError: N101 to N104, N133, N134.
    """
    return quantile(distribution, designed_uniforms(of, seed, identity, start, count))


def strata(samples: int, seed: int, identity: str) -> NDArray[np.int64]:
    """Which interval each sample of a Latin hypercube lies in: a permutation keyed by seed and identity.

    Sample ``i`` lies in the interval whose number is the rank of its word in a stream of its own, so every
    permutation is as likely as any other. Costs a sort of ``samples`` words, whichever samples are asked for.
    """
    order = np.argsort(uniforms(seed, f"latin hypercube\n{identity}", 0, samples), kind="stable")
    ranks = np.empty(samples, dtype=np.int64)
    ranks[order] = np.arange(samples)
    return ranks


def _stratified(
    samples: int, seed: int, identity: str, start: int, own: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The interval's number and the place in it, whose bits fit together into a float64."""
    ranks = strata(samples, seed, identity)[start : start + len(own)]
    places = 2.0 ** (STRATUM_BITS - samples.bit_length())
    within = (np.floor(own * places) + 0.5) / places
    result: NDArray[np.float64] = (ranks + within) / samples
    return result
