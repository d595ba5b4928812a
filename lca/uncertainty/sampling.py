"""Draws that are a function of (seed, identity, sample number) and of nothing else.

A stream is the counter-based generator Philox4x64-10 under a key that is the first 128 bits of the SHA-256
of seed and identity. Sample ``i`` is word ``i mod 4`` of block ``i div 4``, so any sample is computed alone,
in any order, on any machine, with the same bits. Parameters with one identity share their draws; different
identities are independent.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as easy as
1, 2, 3, SC '11, doi:10.1145/2063384.2063405.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from lca.distributions import Distribution
from lca.errors import Finding, InputError
from lca.uncertainty.quantiles import quantile

WORDS = 4
"""Words of one Philox block."""


def uniforms(seed: int, identity: str, start: int, count: int) -> NDArray[np.float64]:
    """Samples ``start`` to ``start + count`` of a stream, uniform in the open interval (0, 1).

    A sample is ``(top 52 bits + 1/2) / 2**52``: exact in float64, never 0 or 1, symmetric about 1/2.

    Args:
        seed: not negative; one seed gives one set of streams.
        identity: what is drawn, for example ``"factor:cn.electricity.2023"``; not empty.
        start: number of the first sample, from 0.
        count: how many samples.

    Raises:
        InputError: N101 seed, N102 identity, N103 start or count.
    """
    _check(seed, identity, start, count)
    first, skip = divmod(start, WORDS)
    words = _words(stream_key(seed, identity), first, skip + count)[skip:]
    return ((words >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def draw(distribution: Distribution, seed: int, identity: str, start: int, count: int) -> NDArray[np.float64]:
    """Samples ``start`` to ``start + count`` of a distribution, in its own unit; shape (count,).

    Drawn by inversion, one uniform a sample, so the samples are monotone in :func:`uniforms`.

    Raises:
        InputError: N101 to N104.
    """
    return quantile(distribution, uniforms(seed, identity, start, count))


def stream_key(seed: int, identity: str) -> int:
    """The 128-bit Philox key of a stream: little-endian first half of SHA-256("zuji 1", seed, identity)."""
    text = f"zuji 1\n{seed}\n{identity}"
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:16], "little")


def _words(key: int, first: int, count: int) -> NDArray[np.uint64]:
    """``count`` words from the block with counter ``first`` onwards; NumPy steps before it computes."""
    counter = (first - 1) % 2**256
    return np.random.Philox(key=key, counter=counter).random_raw(count)


def _check(seed: int, identity: str, start: int, count: int) -> None:
    findings = []
    if not _is_index(seed):
        findings.append(Finding("N101", {"seed": repr(seed)}))
    if not isinstance(identity, str) or not identity:
        findings.append(Finding("N102", {"identity": repr(identity)}))
    if not _is_index(start) or not _is_index(count):
        findings.append(Finding("N103", {"start": repr(start), "count": repr(count)}))
    if findings:
        raise InputError(findings)


def _is_index(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= 0
