"""Draws of many exchanges for eight samples at a time, the same bits on every machine.

A draw is a function of (seed, key of the exchange, number of the sample). Stream layout: Philox4x64-10 under
the 128-bit key of the exchange, counter words (block, 0, s0, s1) with (s0, s1) the 128 bits of the seed;
sample ``i`` is word ``i mod 4`` of block ``i div 4``. Uniforms are ``(top 52 bits + 1/2) / 2**52``.

Sources: J. K. Salmon et al. (2011), SC '11, doi:10.1145/2063384.2063405 (Philox); M. J. Wichura (1988),
Algorithm AS 241, Applied Statistics 37(3), 477-484 (normal quantile). Formulas and the order of their
operations are those of :mod:`lca.uncertainty.floating`, so bits can be compared. Each step is a pass of its
own over small arrays, which the compiler turns into vector instructions.
"""

import numpy as np
from numba import njit

LANES = 8
"""Samples at a time: samples 8 b to 8 b + 7 of block b."""
TILE = 128
"""Exchanges at a time, so that all passes stay in the innermost cache."""

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ZERO = np.uint64(0)
_A_LOW, _A_HIGH = np.uint64(0xE14C6C93), np.uint64(0xD2E7470E)
_B_LOW, _B_HIGH = np.uint64(0x95121157), np.uint64(0xCA5A8263)
_STEP_0, _STEP_1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_TOP = np.uint64(12)
_EXPONENT = np.uint64(0x4330000000000000)  # the bits of 2**52: below them an integer is a float's mantissa

_LOG2_E = 1.4426950408889634
_LN2_HIGH = float.fromhex("0x1.62e42fefa2000p-1")
_LN2_LOW = float.fromhex("0x1.9ef35793c7673p-41")
_ROUND = 6755399441055744.0  # 1.5 * 2**52: adding it rounds to an integer, whose bits are then the lowest
_ROUND_BITS = np.int64(0x4338000000000000)
_EXP_MAX, _EXP_MIN = 709.782712893384, -745.1332191019412
_BIAS, _SHIFT, _ONE = np.int64(1023), np.int64(52), np.int64(1)
_ROOT_HALF = np.int64(0x3FE6A09E667F3BCD)


@njit(cache=True, nogil=True, inline="always")
def _multiply(a, low, high):
    """The high and the low half of a 128-bit product, from products of 32 bits, which processors do in bulk."""
    first, second = a & _LOW, a >> _HALF
    lowest = first * low
    middle = second * low + (lowest >> _HALF)
    cross = first * high + (middle & _LOW)
    return second * high + (middle >> _HALF) + (cross >> _HALF), (lowest & _LOW) | (cross << _HALF)


@njit(cache=True, nogil=True, error_model="numpy")
def _words(keys, start, count, block, seed, state, words):
    """Words of two Philox blocks for ``count`` keys: ``words[e]`` are those of samples 8 b to 8 b + 7."""
    k0, k1 = keys[0], keys[1]
    c0, c1, c2, c3 = state[0], state[1], state[2], state[3]
    for half in range(2):
        for e in range(count):
            c0[e], c1[e], c2[e], c3[e] = block * np.uint64(2) + np.uint64(half), _ZERO, seed[0], seed[1]
        w0, w1 = _ZERO, _ZERO
        for _ in range(10):
            for e in range(count):
                a_high, a_low = _multiply(c0[e], _A_LOW, _A_HIGH)
                b_high, b_low = _multiply(c2[e], _B_LOW, _B_HIGH)
                next_0 = b_high ^ c1[e] ^ (k0[start + e] + w0)
                next_2 = a_high ^ c3[e] ^ (k1[start + e] + w1)
                c0[e], c1[e], c2[e], c3[e] = next_0, b_low, next_2, a_low
            w0 += _STEP_0
            w1 += _STEP_1
        for e in range(count):
            for w in range(4):
                words[e * 8 + half * 4 + w] = state[w, e]


@njit(cache=True, nogil=True, error_model="numpy")
def _uniforms(words, count):
    """Words to uniforms in place: the 52 top bits become a float's mantissa."""
    floats = words.view(np.float64)
    for i in range(count):
        words[i] = (words[i] >> _TOP) | _EXPONENT
    for i in range(count):
        floats[i] = ((floats[i] - 4503599627370496.0) + 0.5) * 2.220446049250313e-16


@njit(cache=True, nogil=True, error_model="numpy")
def _centre(p, count, z):
    """AS 241 as if every probability were within 0.075 to 0.925."""
    for i in range(count):
        q = p[i] - 0.5
        r = 0.180625 - q * q
        a = 2.5090809287301226727e3
        a = a * r + 3.3430575583588128105e4
        a = a * r + 6.7265770927008700853e4
        a = a * r + 4.5921953931549871457e4
        a = a * r + 1.3731693765509461125e4
        a = a * r + 1.9715909503065514427e3
        a = a * r + 1.3314166789178437745e2
        a = a * r + 3.3871328727963666080e0
        b = 5.2264952788528545610e3
        b = b * r + 2.8729085735721942674e4
        b = b * r + 3.9307895800092710610e4
        b = b * r + 2.1213794301586595867e4
        b = b * r + 5.3941960214247511077e3
        b = b * r + 6.8718700749205790830e2
        b = b * r + 4.2313330701600911252e1
        b = b * r + 1.0
        z[i] = q * (a / b)


@njit(cache=True, nogil=True, error_model="numpy")
def _tail_roots(tail, bits, count):
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
        c = 2 / 21
        c = c * y + 2 / 19
        c = c * y + 2 / 17
        c = c * y + 2 / 15
        c = c * y + 2 / 13
        c = c * y + 2 / 11
        c = c * y + 2 / 9
        c = c * y + 2 / 7
        c = c * y + 2 / 5
        c = c * y + 2 / 3
        rest = s * (square + y * c)
        tail[i] = np.sqrt(-(k * _LN2_HIGH + (f - (square - (rest + k * _LN2_LOW)))))


@njit(cache=True, nogil=True, error_model="numpy")
def _middle(roots, count, z):
    """AS 241 for tail probabilities down to exp(-25)."""
    for i in range(count):
        r = roots[i] - 1.6
        a = 7.74545014278341407640e-4
        a = a * r + 2.27238449892691845833e-2
        a = a * r + 2.41780725177450611770e-1
        a = a * r + 1.27045825245236838258e0
        a = a * r + 3.64784832476320460504e0
        a = a * r + 5.76949722146069140550e0
        a = a * r + 4.63033784615654529590e0
        a = a * r + 1.42343711074968357734e0
        b = 1.05075007164441684324e-9
        b = b * r + 5.47593808499534494600e-4
        b = b * r + 1.51986665636164571966e-2
        b = b * r + 1.48103976427480074590e-1
        b = b * r + 6.89767334985100004550e-1
        b = b * r + 1.67638483018380384940e0
        b = b * r + 2.05319162663775882187e0
        b = b * r + 1.0
        z[i] = a / b


@njit(cache=True, nogil=True, error_model="numpy")
def _far(root):
    """AS 241 for tail probabilities below exp(-25): one in 10**11 draws."""
    r = root - 5.0
    a = 2.01033439929228813265e-7
    a = a * r + 2.71155556874348757815e-5
    a = a * r + 1.24266094738807843860e-3
    a = a * r + 2.65321895265761230930e-2
    a = a * r + 2.96560571828504891230e-1
    a = a * r + 1.78482653991729133580e0
    a = a * r + 5.46378491116411436990e0
    a = a * r + 6.65790464350110377720e0
    b = 2.04426310338993978564e-15
    b = b * r + 1.42151175831644588870e-7
    b = b * r + 1.84631831751005468180e-5
    b = b * r + 7.86869131145613259100e-4
    b = b * r + 1.48753612908506148525e-2
    b = b * r + 1.36929880922735805310e-1
    b = b * r + 5.99832206555887937690e-1
    b = b * r + 1.0
    return a / b


@njit(cache=True, nogil=True, error_model="numpy")
def _normals(p, count, z, tail, outer):
    """Standard normal quantiles ``z`` of ``p``: the centre for all, then the tails gathered and put back."""
    _centre(p, count, z)
    found = 0
    for i in range(count):
        outer[found] = i
        tail[found] = min(p[i], 1.0 - p[i])
        found += abs(p[i] - 0.5) > 0.425
    _tail_roots(tail, tail.view(np.int64), found)
    values = tail[TILE * LANES :]
    _middle(tail, found, values)
    for k in range(found):
        if tail[k] > 5.0:
            values[k] = _far(tail[k])
        i = outer[k]
        z[i] = values[k] if p[i] > 0.5 else -values[k]


@njit(cache=True, nogil=True, error_model="numpy")
def _exponentials(x, count, work):
    """``exp`` in place; ``work`` holds the integers next to x / ln 2."""
    bits = work.view(np.int64)
    for i in range(count):
        work[i] = min(max(x[i], _EXP_MIN), _EXP_MAX) * _LOG2_E + _ROUND
    for i in range(count):
        inside = min(max(x[i], _EXP_MIN), _EXP_MAX)
        k = work[i] - _ROUND
        r = (inside - k * _LN2_HIGH) - k * _LN2_LOW
        c = 1 / 6227020800
        c = c * r + 1 / 479001600
        c = c * r + 1 / 39916800
        c = c * r + 1 / 3628800
        c = c * r + 1 / 362880
        c = c * r + 1 / 40320
        c = c * r + 1 / 5040
        c = c * r + 1 / 720
        c = c * r + 1 / 120
        c = c * r + 1 / 24
        c = c * r + 1 / 6
        c = c * r + 1 / 2
        value = 1.0 + (r + (r * r) * c)
        value = np.inf if x[i] > _EXP_MAX else value
        x[i] = 0.0 if x[i] < _EXP_MIN else value
    # Two factors, because 2 to the power of 1024 and of -1074 is not a normal number.
    for i in range(count):
        bits[i] = bits[i] - _ROUND_BITS
    powers = work[TILE * LANES :]
    others = powers.view(np.int64)
    for i in range(count):
        half = bits[i] >> _ONE
        others[i] = (bits[i] - half + _BIAS) << _SHIFT
        bits[i] = (half + _BIAS) << _SHIFT
    for i in range(count):
        x[i] = (x[i] * work[i]) * powers[i]


@njit(cache=True, nogil=True, error_model="numpy")
def draw(keys, parameters, bounds, slots, block, seed, given, values):
    """Draw eight samples of each exchange.

    Args:
        keys: (2, m) uint64, identities of the exchanges, which stand sorted by kind.
        parameters: (3, m); by kind: lognormal ln|median|, sigma, sign; normal mean, sd, -; uniform minimum,
            width, -; triangular minimum, mode, maximum; exact value, -, -.
        bounds: (6,), where the kinds begin, in that order, and the end.
        slots: (m,), the row of ``values`` that each exchange fills.
        block: number of the block: samples 8 block to 8 block + 7.
        seed: (2,) uint64.
        given: (m, 8) uniforms to use in place of random ones, or no rows.
        values: (rows, 8), filled.
    """
    state = np.empty((4, TILE), dtype=np.uint64)
    words = np.empty(TILE * LANES, dtype=np.uint64)
    p = words.view(np.float64)
    z, tail, outer = np.empty(TILE * LANES), np.empty(2 * TILE * LANES), np.empty(TILE * LANES, dtype=np.int32)
    for kind in range(4):
        for start in range(bounds[kind], bounds[kind + 1], TILE):
            m = min(TILE, bounds[kind + 1] - start)
            count = m * LANES
            if len(given):
                for i in range(count):
                    p[i] = given[start + i // LANES, i % LANES]
            else:
                _words(keys, start, m, block, seed, state, words)
                _uniforms(words, count)
            if kind < 2:
                _normals(p, count, z, tail, outer)
            for e in range(m):
                first, second, third = parameters[0, start + e], parameters[1, start + e], parameters[2, start + e]
                for i in range(e * LANES, (e + 1) * LANES):
                    if kind < 2:
                        z[i] = first + second * z[i]
                    elif kind == 2:
                        z[i] = first + second * p[i]
                    else:
                        z[i] = _triangular(p[i], first, second, third)
            if kind == 0:
                _exponentials(z, count, tail)
            for e in range(m):
                row, factor = slots[start + e], parameters[2, start + e] if kind == 0 else 1.0
                for w in range(LANES):
                    values[row, w] = factor * z[e * LANES + w]
    for e in range(bounds[4], bounds[5]):
        for w in range(LANES):
            values[slots[e], w] = parameters[0, e]


@njit(cache=True, nogil=True, error_model="numpy")
def _triangular(p, minimum, mode, maximum):
    """Inverse of the triangular distribution function, from the nearer end on each side of the mode."""
    width, left, right = maximum - minimum, mode - minimum, maximum - mode
    if p * width < left:
        return minimum + np.sqrt(p * (width * left))
    return maximum - np.sqrt((1.0 - p) * (width * right))
