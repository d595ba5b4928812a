# mypy: allow-untyped-decorators
"""Latin hypercube and Sobol designs whose samples can each be computed alone.

A stratum is ``permute(sample)`` under a keyed bijection of 0 .. total - 1: a Feistel network of six rounds on
the next even number of bits, walked until it lands inside. Latin hypercube: each exchange has its own
permutation and ``p = (stratum + u) / total`` with the ``u`` of its random stream. Sobol: exchanges stand in
groups of as many as the table has dimensions; a group goes through the points in its own permuted order
(Latin supercube sampling), and each exchange shifts its coordinate by the bits of its own key.

Sources: A. B. Owen (1998), Latin supercube sampling for very high-dimensional simulations, ACM TOMACS 8(1),
71-102; M. Luby, C. Rackoff (1988), SIAM J. Comput. 17(2), 373-386; J. Black, P. Rogaway (2002), Ciphers with
arbitrary finite domains, CT-RSA 2002, 114-130; J. K. Salmon et al. (2011), SC '11 (Philox).
"""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

LANES = 8
ROUNDS = 6

_LOW, _HALF, _ZERO, _ONE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(0), np.uint64(1)
_A, _B = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_STEP_0, _STEP_1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_FAR = np.uint64(0x8000000000000000)  # blocks from here on are not of samples
_TOP = np.uint64(12)


@njit(cache=True, nogil=True)
def _high(a: Any, b: Any) -> Any:
    """The high half of a 128-bit product."""
    lowest = (a & _LOW) * (b & _LOW)
    middle = (a >> _HALF) * (b & _LOW) + (lowest >> _HALF)
    cross = (a & _LOW) * (b >> _HALF) + (middle & _LOW)
    return (a >> _HALF) * (b >> _HALF) + (middle >> _HALF) + (cross >> _HALF)


@njit(cache=True, nogil=True)
def _philox(k0: Any, k1: Any, c0: Any, c2: Any, c3: Any, words: Array, at: int) -> None:
    """One block of Philox4x64-10 with counter (c0, 0, c2, c3) into four words."""
    c1 = _ZERO
    for _ in range(10):
        n0, n2 = _high(c2, _B) ^ c1 ^ k0, _high(c0, _A) ^ c3 ^ k1
        c0, c1, c2, c3 = n0, c2 * _B, n2, c0 * _A
        k0, k1 = k0 + _STEP_0, k1 + _STEP_1
    words[at], words[at + 1], words[at + 2], words[at + 3] = c0, c1, c2, c3


@njit(cache=True, nogil=True)
def _permute(index: Any, total: Any, half_bits: Any, rounds: Array) -> Any:
    """The place of an index under the keyed bijection of 0 .. total - 1."""
    mask = (_ONE << half_bits) - _ONE
    place = index
    while True:
        left, right = place >> half_bits, place & mask
        for r in range(ROUNDS):
            mixed = ((right ^ rounds[r]) * _STEP_0) ^ (rounds[r] >> _HALF)
            mixed = ((mixed ^ (mixed >> _HALF)) * _B) >> _HALF
            left, right = right, left ^ (mixed & mask)
        place = (left << half_bits) | right
        if place < total:
            return place


@njit(cache=True, nogil=True)
def uniforms(
    keys: Array, orders: Array, dimension: Array, table: Array, total: Any, block: Any, seed: Array,
    result: Array,
) -> None:  # fmt: skip
    """Uniforms of a design for samples 8 block to 8 block + 7; beyond the design 1/2.

    Args:
        keys: (2, m) uint64, identities of the exchanges.
        orders: (2, m) uint64, whose permutation each follows: its own key, or that of its group.
        dimension: (m,) int32, row of the table.
        table: (dimensions, total) uint64, 52-bit Sobol points; without rows the design is a Latin hypercube.
        total: uint64, samples of the whole design.
        block: uint64.
        seed: (2,) uint64.
        result: (m, 8), filled.
    """
    half_bits = _ONE
    while (_ONE << (half_bits + half_bits)) < total:
        half_bits += _ONE
    words, rounds = np.empty(8, dtype=np.uint64), np.empty(8, dtype=np.uint64)
    for e in range(keys.shape[1]):
        for half in range(2):
            step = np.uint64(half)
            _philox(orders[0, e], orders[1, e], _FAR + step, seed[0], seed[1], rounds, 4 * half)
            if table.shape[0] == 0:
                _philox(
                    keys[0, e], keys[1, e], block * np.uint64(2) + step, seed[0], seed[1], words, 4 * half
                )
        if table.shape[0] > 0:
            _philox(keys[0, e], keys[1, e], _FAR + np.uint64(2), seed[0], seed[1], words, 0)
        for w in range(LANES):
            index = block * np.uint64(LANES) + np.uint64(w)
            if index >= total:
                result[e, w] = 0.5
                continue
            stratum = _permute(index, total, half_bits, rounds)
            if table.shape[0] > 0:
                point = table[dimension[e], np.int64(stratum)] ^ (words[0] >> _TOP)
                result[e, w] = (np.float64(point) + 0.5) * 2.220446049250313e-16
            else:
                u = (np.float64(words[w] >> _TOP) + 0.5) * 2.220446049250313e-16
                result[e, w] = min(
                    (np.float64(stratum) + u) / np.float64(total), 1.0 - 1.1102230246251565e-16
                )
