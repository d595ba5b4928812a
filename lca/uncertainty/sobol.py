"""Scrambled Sobol points, one dimension at a time, any point computed alone.

The sequence is that of SciPy (direction numbers of S. Joe, F. Y. Kuo 2008, SIAM J. Sci. Comput. 30(5)):
point ``i`` is the sum without carry, over the bits of ``i xor i div 2``, of its direction numbers.
Each identity scrambles its dimension by a random lower triangular matrix and a random shift of the bits
(J. Matoušek 1998, J. Complexity 14(4), 527-556), which keeps the net and makes every point uniform. The first
point is kept (A. B. Owen 2020, arXiv:2008.08051).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lca.uncertainty.sampling import stream_key

Words = NDArray[np.uint64]
BITS = 32
"""Bits of a point; the sample's own random bits follow them."""
DIMENSIONS = 21201
"""Dimensions of SciPy's table of direction numbers."""
OWN_BITS = 20


def points(
    dimension: int, samples: int, seed: int, identity: str, start: int, own: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Points ``start`` to ``start + len(own)`` of a dimension, uniform in the open interval (0, 1).

    Args:
        dimension: from 0.
        samples: of the whole design; a power of 2.
        seed: of the scramble.
        identity: of the scramble.
        start: number of the first point.
        own: the identity's own random samples, which fill in the bits below the point's.
    """
    binary = _directions(_rounded(dimension + 1), samples.bit_length() - 1)[dimension]
    matrix, shift = _scramble(seed, identity)
    raw = _sum(_times(matrix, binary), start, len(own)) ^ shift
    below = np.floor(own * 2.0**OWN_BITS)
    return (raw.astype(np.float64) * 2.0**OWN_BITS + below + 0.5) * 2.0 ** -(BITS + OWN_BITS)


def _sum(directions: Words, start: int, count: int) -> Words:
    """The points with these numbers, as integers of :data:`BITS` bits."""
    number = np.arange(start, start + count, dtype=np.uint64)
    gray = number ^ (number >> np.uint64(1))
    result = np.zeros(count, dtype=np.uint64)
    for bit, direction in enumerate(directions):
        result ^= ((gray >> np.uint64(bit)) & np.uint64(1)) * direction
    return result


def _scramble(seed: int, identity: str) -> tuple[Words, np.uint64]:
    """Rows of a random lower triangular matrix of bits, from the highest bit on, and a random shift."""
    key = stream_key(seed, f"sobol\n{identity}")
    words = np.random.Philox(key=key, counter=2**256 - 1).random_raw(BITS + 1) >> np.uint64(64 - BITS)
    own = np.uint64(1) << np.arange(BITS - 1, -1, -1, dtype=np.uint64)
    higher = ~(own | (own - np.uint64(1))) & np.uint64(2**BITS - 1)
    return (words[:BITS] & higher) | own, words[BITS]


def _times(matrix: Words, columns: Words) -> Words:
    """The matrix times each word, as vectors of bits: bit ``b`` is the parity of row ``b`` and the word."""
    parity = np.bitwise_count(matrix[:, np.newaxis] & columns) & 1
    places = np.arange(BITS - 1, -1, -1, dtype=np.uint64)[:, np.newaxis]
    result: Words = np.bitwise_or.reduce(parity.astype(np.uint64) << places, axis=0)
    return result


def _rounded(dimensions: int) -> int:
    """Dimensions to make at once; tables of 64, 128, 256, ... serve all identities of a design."""
    return min(max(64, 1 << (dimensions - 1).bit_length()), DIMENSIONS)


@lru_cache(maxsize=8)
def _directions(dimensions: int, bits: int) -> Words:
    """Direction numbers of the first dimensions, shape (dimensions, bits).

    Point ``2**k`` of SciPy's sequence is the sum of the direction numbers ``k`` and ``k - 1``.
    """
    from scipy.stats import qmc

    engine = qmc.Sobol(dimensions, scramble=False, bits=BITS)
    found = np.zeros((dimensions, bits), dtype=np.uint64)
    last = np.zeros(dimensions, dtype=np.uint64)
    for bit in range(bits):
        engine.fast_forward(2**bit - engine.num_generated)
        last = last ^ (engine.random(1)[0] * 2.0**BITS).astype(np.uint64)
        found[:, bit] = last
    found.setflags(write=False)
    return found
