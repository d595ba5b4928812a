"""Designs of samples: independent, Latin hypercube, Sobol; each sample can be computed alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, InputError

if TYPE_CHECKING:
    from lca.background.sampling.plan import Segment

DESIGNS = ("random", "latin_hypercube", "sobol")
DIMENSIONS = 64
"""Exchanges of a Sobol group; more share no points but their own permutations of them (Owen 1998)."""
LARGEST = 2**24


@dataclass(frozen=True, eq=False)
class Design:
    """How samples are spread.

    Attributes:
        name: one of :data:`DESIGNS`.
        seed: of all streams.
        total: samples of the whole design; 0 where it has no end (``random``).
        words: (2,) the 128 bits of the seed.
        table: (dimensions, total) Sobol points as 52-bit integers; empty for the other designs.
    """

    name: str
    seed: int
    total: int
    words: NDArray[np.uint64]
    table: NDArray[np.uint64]

    def uniforms(self, segment: Segment, block: int) -> NDArray[np.float64]:
        """(m, 8) uniforms of a segment's exchanges, or no rows where the kernel draws its own."""
        if self.name == "random":
            return np.empty((0, 8))
        from lca.kernels import designing

        orders = segment.keys
        if self.name == "sobol":
            orders = np.zeros_like(segment.keys)
            orders[0] = segment.rank // DIMENSIONS
            # Each database its own: a shift of bits alone leaves two that share points dependent.
            orders[1] = segment.owner
        result = np.empty((segment.keys.shape[1], 8))
        dimension = (segment.rank % DIMENSIONS).astype(np.int32)
        designing.uniforms(
            segment.keys,
            orders,
            dimension,
            self.table,
            np.uint64(self.total),
            np.uint64(block),
            self.words,
            result,
        )
        return result


def design(name: str, seed: int, total: int) -> Design:
    """A design by name.

    Args:
        name: one of :data:`DESIGNS`.
        seed: not negative.
        total: samples of the whole design; of no meaning for ``random``.

    Raises:
        InputError: N101 seed, B632 name, B633 total.
    """
    findings = []
    if not isinstance(seed, int | np.integer) or isinstance(seed, bool) or seed < 0:
        findings.append(Finding("N101", {"seed": repr(seed)}))
    if name not in DESIGNS:
        findings.append(Finding("B632", {"design": name}, candidates=DESIGNS))
    elif name != "random" and (why := _unfit(name, total)):
        findings.append(Finding("B633", {"design": name, "total": total, "reason": why}))
    if findings:
        raise InputError(findings)
    table = _sobol(total) if name == "sobol" else np.empty((0, 0), dtype=np.uint64)
    return Design(name, int(seed), 0 if name == "random" else int(total), seed_words(seed), table)


def seed_words(seed: int) -> NDArray[np.uint64]:
    """The 128 bits of a seed that stand in the counter of every stream."""
    digest = hashlib.sha256(f"zuji 1\n{seed}\nbackground".encode()).digest()
    return np.frombuffer(digest[:16], dtype="<u8").astype(np.uint64)


def _unfit(name: str, total: int) -> str:
    if not 2 <= total <= LARGEST:
        return f"2 … {LARGEST}"
    return "2ⁿ" if name == "sobol" and total & (total - 1) else ""


def _sobol(total: int) -> NDArray[np.uint64]:
    """The first points of the Sobol sequence (S. Joe, F. Y. Kuo 2008, SIAM J. Sci. Comput. 30, 2635-2654)."""
    from scipy.stats import qmc

    points = qmc.Sobol(DIMENSIONS, scramble=False, bits=52).random(total)
    return np.ascontiguousarray((points * 2.0**52).astype(np.uint64).T)
