# mypy: allow-untyped-decorators
"""Draws of many exchanges for eight samples at a time, the same bits on every machine.

A draw is a function of (seed, key of the exchange, number of the sample). Stream layout: Philox4x64-10 under
the 128-bit key of the exchange, counter words (block, 0, s0, s1) with (s0, s1) the 128 bits of the seed;
sample ``i`` is word ``i mod 4`` of block ``i div 4``. Uniforms are ``(top 52 bits + 1/2) / 2**52``.

Sources: J. K. Salmon et al. (2011), SC '11, doi:10.1145/2063384.2063405 (Philox); M. J. Wichura (1988),
Algorithm AS 241, Applied Statistics 37(3), 477-484 (normal quantile). Formulas and their order are those of
:mod:`lca.uncertainty.floating`. Each step is a pass over small arrays, made into vector instructions.
"""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

LANES, TILE = 8, 128
"""Samples and exchanges at a time; passes stay in the innermost cache."""

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ZERO = np.uint64(0)
_A_LOW, _A_HIGH = np.uint64(0xE14C6C93), np.uint64(0xD2E7470E)
_B_LOW, _B_HIGH = np.uint64(0x95121157), np.uint64(0xCA5A8263)
_STEP_0, _STEP_1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_TOP = np.uint64(12)
_EXPONENT = np.uint64(0x4330000000000000)  # the bits of 2**52: below them an integer is a float's mantissa

_LOG2_E, _ROUND_BITS = 1.4426950408889634, np.int64(0x4338000000000000)
_LN2_HIGH = float.fromhex("0x1.62e42fefa2000p-1")
_LN2_LOW = float.fromhex("0x1.9ef35793c7673p-41")
_ROUND = 6755399441055744.0  # 1.5 * 2**52: adding it rounds to an integer, whose bits are then the lowest
_EXP_MAX, _EXP_MIN = 709.782712893384, -745.1332191019412
# Polynomials, highest power first: AS 241, the series of ln and of exp.
_CENTRE_A = (
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
    1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0,
)  # fmt: skip
_CENTRE_B = (
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
    5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0,
)  # fmt: skip
_LOG = (
    2 / 21, 2 / 19, 2 / 17, 2 / 15, 2 / 13, 2 / 11, 2 / 9, 2 / 7, 2 / 5, 2 / 3,
)  # fmt: skip
_MIDDLE_A = (
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0,
    1.42343711074968357734e0,
)  # fmt: skip
_MIDDLE_B = (
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0,
)  # fmt: skip
_FAR_A = (
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0,
)  # fmt: skip
_FAR_B = (
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0,
)  # fmt: skip
_EXP = (
    1 / 6227020800, 1 / 479001600, 1 / 39916800, 1 / 3628800, 1 / 362880, 1 / 40320, 1 / 5040, 1 / 720,
    1 / 120, 1 / 24, 1 / 6, 1 / 2,
)  # fmt: skip
_BIAS, _SHIFT, _ONE, _ROOT_HALF = np.int64(1023), np.int64(52), np.int64(1), np.int64(0x3FE6A09E667F3BCD)


@njit(cache=True, nogil=True, inline="always")
def _multiply(a: Any, low: Any, high: Any) -> tuple[Any, Any]:
    """The halves of a 128-bit product, from products of 32 bits, which processors do in bulk."""
    first, second = a & _LOW, a >> _HALF
    lowest = first * low
    middle = second * low + (lowest >> _HALF)
    cross = first * high + (middle & _LOW)
    return second * high + (middle >> _HALF) + (cross >> _HALF), (lowest & _LOW) | (cross << _HALF)


@njit(cache=True, nogil=True, error_model="numpy")
def _words(keys: Array, start: int, count: int, block: Any, seed: Array, state: Array, words: Array) -> None:
    """Words of two Philox blocks for ``count`` keys: sample after sample, exchange after exchange in each."""
    k0, k1 = keys[0], keys[1]
    c0, c1, c2, c3 = state[0], state[1], state[2], state[3]
    for half in range(2):
        for e in range(count):
            c0[e], c1[e], c2[e], c3[e] = block * np.uint64(2) + np.uint64(half), _ZERO, seed[0], seed[1]
        w0, w1 = _ZERO, _ZERO
        for _ in range(5):
            for e in range(count):
                a0, a1, a2, a3 = c0[e], c1[e], c2[e], c3[e]
                f0, f1 = k0[start + e] + w0, k1[start + e] + w1
                for _ in range(2):
                    a_high, a_low = _multiply(a0, _A_LOW, _A_HIGH)
                    b_high, b_low = _multiply(a2, _B_LOW, _B_HIGH)
                    a0, a1, a2, a3 = b_high ^ a1 ^ f0, b_low, a_high ^ a3 ^ f1, a_low
                    f0, f1 = f0 + _STEP_0, f1 + _STEP_1
                c0[e], c1[e], c2[e], c3[e] = a0, a1, a2, a3
            w0, w1 = w0 + _STEP_0 + _STEP_0, w1 + _STEP_1 + _STEP_1
        for w in range(4):
            for e in range(count):
                words[(half * 4 + w) * count + e] = state[w, e]


@njit(cache=True, nogil=True, error_model="numpy")
def _uniforms(words: Array, count: int) -> None:
    """Words to uniforms in place: the 52 top bits become a float's mantissa."""
    floats = words.view(np.float64)
    for i in range(count):
        words[i] = (words[i] >> _TOP) | _EXPONENT
    for i in range(count):
        floats[i] = ((floats[i] - 4503599627370496.0) + 0.5) * 2.220446049250313e-16


@njit(cache=True, nogil=True, error_model="numpy")
def _centre(p: Array, count: int, z: Array) -> None:
    """AS 241 as if every probability were within 0.075 to 0.925."""
    for i in range(count):
        q = p[i] - 0.5
        r = 0.180625 - q * q
        a = _CENTRE_A[0]
        for t in range(1, 8):
            a = a * r + _CENTRE_A[t]
        b = _CENTRE_B[0]
        for t in range(1, 8):
            b = b * r + _CENTRE_B[t]
        z[i] = q * (a / b)


@njit(cache=True, nogil=True, error_model="numpy")
def _tail_roots(tail: Array, bits: Array, count: int) -> None:
    """``sqrt(-ln t)`` of tail probabilities in place; ``bits`` is the same memory as integers."""
    for i in range(count):
        offset = bits[i] - _ROOT_HALF
        exponent = offset >> _SHIFT
        k = np.float64(exponent)
        bits[i] = bits[i] - (exponent << _SHIFT)
        f = tail[i] - 1.0
        s = f / (2.0 + f)
        y = s * s
        square = 0.5 * f * f
        c = _LOG[0]
        for t in range(1, 10):
            c = c * y + _LOG[t]
        rest = s * (square + y * c)
        tail[i] = np.sqrt(-(k * _LN2_HIGH + (f - (square - (rest + k * _LN2_LOW)))))


@njit(cache=True, nogil=True, error_model="numpy")
def _middle(roots: Array, count: int, z: Array) -> None:
    """AS 241 for tail probabilities down to exp(-25)."""
    for i in range(count):
        r = roots[i] - 1.6
        a = _MIDDLE_A[0]
        for t in range(1, 8):
            a = a * r + _MIDDLE_A[t]
        b = _MIDDLE_B[0]
        for t in range(1, 8):
            b = b * r + _MIDDLE_B[t]
        z[i] = a / b


@njit(cache=True, nogil=True, error_model="numpy")
def _far(root: float) -> float:
    """AS 241 for tail probabilities below exp(-25): one in 10**11 draws."""
    r = root - 5.0
    a = _FAR_A[0]
    for t in range(1, 8):
        a = a * r + _FAR_A[t]
    b = _FAR_B[0]
    for t in range(1, 8):
        b = b * r + _FAR_B[t]
    return a / b


@njit(cache=True, nogil=True, error_model="numpy")
def _normals(p: Array, count: int, z: Array, tail: Array, outer: Array) -> None:
    """Standard normal quantiles ``z`` of ``p``: the centre for all, then the tails gathered and put back."""
    _centre(p, count, z)
    found = 0
    for i in range(count):
        outer[found] = i
        found += abs(p[i] - 0.5) > 0.425
    for k in range(found):
        tail[k] = min(p[outer[k]], 1.0 - p[outer[k]])
    _tail_roots(tail, tail.view(np.int64), found)
    values = tail[TILE * LANES :]
    _middle(tail, found, values)
    for k in range(found):
        if tail[k] > 5.0:
            values[k] = _far(tail[k])
        i = outer[k]
        z[i] = values[k] if p[i] > 0.5 else -values[k]


@njit(cache=True, nogil=True, error_model="numpy")
def _exponentials(x: Array, count: int, work: Array) -> None:
    """``exp`` in place; ``work`` holds the integers next to x / ln 2."""
    bits = work.view(np.int64)
    for i in range(count):
        work[i] = min(max(x[i], _EXP_MIN), _EXP_MAX) * _LOG2_E + _ROUND
    for i in range(count):
        inside = min(max(x[i], _EXP_MIN), _EXP_MAX)
        k = work[i] - _ROUND
        r = (inside - k * _LN2_HIGH) - k * _LN2_LOW
        c = _EXP[0]
        for t in range(1, 12):
            c = c * r + _EXP[t]
        value = 1.0 + (r + (r * r) * c)
        value = np.inf if x[i] > _EXP_MAX else value
        x[i] = 0.0 if x[i] < _EXP_MIN else value
    # Two factors, because 2 to the power of 1024 and of -1074 is not a normal number.
    powers = work[TILE * LANES :]
    others = powers.view(np.int64)
    for i in range(count):
        k = bits[i] - _ROUND_BITS
        half = k >> _ONE
        others[i] = (k - half + _BIAS) << _SHIFT
        bits[i] = (half + _BIAS) << _SHIFT
    for i in range(count):
        x[i] = (x[i] * work[i]) * powers[i]


@njit(cache=True, nogil=True, error_model="numpy")
def _store(
    kind: int, start: int, m: int, parameters: Array, slots: Array, p: Array, z: Array, work: Array,
    values: Array,
) -> None:  # fmt: skip
    """From uniforms and normals to values of one kind of distribution."""
    for w in range(LANES):
        for e in range(m):
            i, at = w * m + e, start + e
            first, second, third = parameters[0, at], parameters[1, at], parameters[2, at]
            if kind < 2:
                z[i] = first + second * z[i]
            elif kind == 2:
                z[i] = first + second * p[i]
            elif p[i] * (third - first) < second - first:
                z[i] = first + np.sqrt(p[i] * ((third - first) * (second - first)))
            else:
                z[i] = third - np.sqrt((1.0 - p[i]) * ((third - first) * (third - second)))
    if kind == 0:
        _exponentials(z, m * LANES, work)
    for e in range(m):
        row, factor = slots[start + e], parameters[2, start + e] if kind == 0 else 1.0
        for w in range(LANES):
            values[row, w] = factor * z[w * m + e]


@njit(cache=True, nogil=True, error_model="numpy")
def draw(
    keys: Array, parameters: Array, bounds: Array, slots: Array, block: Any, seed: Array, given: Array,
    values: Array,
) -> None:  # fmt: skip
    """Draw eight samples of each exchange.

    Args:
        keys: (2, m) uint64, identities of the exchanges, which stand sorted by kind.
        parameters: (3, m); by kind: lognormal ln|median|, sigma, sign; normal mean, sd, -; uniform minimum,
            width, -; triangular minimum, mode, maximum; exact value, -, -.
        bounds: (6,), where the kinds begin, in that order, and the end.
        slots: (m,), the row of ``values`` that each exchange fills.
        block: uint64, its number.
        seed: (2,) uint64.
        given: (m, 8) uniforms to use in place of random ones, or no rows.
        values: (rows, 8), filled.
    """
    state = np.empty((4, TILE), dtype=np.uint64)
    words = np.empty(TILE * LANES, dtype=np.uint64)
    p = words.view(np.float64)
    z, tail, outer = (
        np.empty(TILE * LANES),
        np.empty(2 * TILE * LANES),
        np.empty(TILE * LANES, dtype=np.int32),
    )
    for kind in range(4):
        for start in range(bounds[kind], bounds[kind + 1], TILE):
            m = min(TILE, bounds[kind + 1] - start)
            count = m * LANES
            if len(given):
                for i in range(count):
                    p[i] = given[start + i % m, i // m]
            else:
                _words(keys, start, m, block, seed, state, words)
                _uniforms(words, count)
            if kind < 2:
                _normals(p, count, z, tail, outer)
            _store(kind, start, m, parameters, slots, p, z, tail, values)
    for e in range(bounds[4], bounds[5]):
        for w in range(LANES):
            values[slots[e], w] = parameters[0, e]
