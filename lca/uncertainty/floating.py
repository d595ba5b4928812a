"""Exponential, logarithm and normal quantile whose bits are the same on every machine.

A library's ``exp`` changes with the processor, the compiler and the length of the array. These functions
use only what IEEE 754 rounds correctly (``+ - * / sqrt``), rounding to an integer and bit patterns, one
element at a time: an element's result depends on nothing but that element.

Accuracy, tested against 60-digit decimal arithmetic: ``exp`` and ``log`` within 1 ulp, the quantile within
a relative error of 2e-15.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LOG2_E = 1.4426950408889634
LN2_HIGH = float.fromhex("0x1.62e42fefa2000p-1")
"""ln 2 cut to 40 bits: its product with any binary exponent is exact."""
LN2_LOW = float.fromhex("0x1.9ef35793c7673p-41")
EXP_TERMS = (
    1 / 2,
    1 / 6,
    1 / 24,
    1 / 120,
    1 / 720,
    1 / 5040,
    1 / 40320,
    1 / 362880,
    1 / 3628800,
    1 / 39916800,
    1 / 479001600,
    1 / 6227020800,
)
"""Taylor coefficients of (exp r - 1 - r) / r²; for |r| ≤ ln 2 / 2 the rest is below 2e-17."""
LOG_TERMS = (2 / 3, 2 / 5, 2 / 7, 2 / 9, 2 / 11, 2 / 13, 2 / 15, 2 / 17, 2 / 19, 2 / 21)
"""Series of (ln((1 + s) / (1 - s)) - 2 s) / s³ in s²."""
EXP_MAX = 709.782712893384
EXP_MIN = -745.1332191019412
CHUNK = 16384
"""Elements computed at a time, so that temporaries stay in the cache; no bit depends on it."""

CENTRE = (
    (
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ),
    (
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ),
)
MIDDLE = (
    (
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ),
    (
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ),
)
TAIL = (
    (
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ),
    (
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ),
)


def exp(x: ArrayLike) -> Floats:
    """Exponential of ``x``, elementwise, any shape; above 709.78 infinity, below -745.13 zero."""
    return _by_chunk(_exp, x)


def log(x: ArrayLike) -> Floats:
    """Natural logarithm, elementwise, any shape; of zero -infinity, of a negative number NaN."""
    return _by_chunk(_log, x)


def normal_quantile(p: ArrayLike) -> Floats:
    """The standard normal quantile of ``p``, elementwise; infinite at 0 and 1, NaN outside of them.

    Source: M. J. Wichura (1988), Algorithm AS 241, Applied Statistics 37(3), 477-484, PPND16.
    """
    return _by_chunk(_normal_quantile, p)


def _by_chunk(function: Callable[[Floats], Floats], x: ArrayLike) -> Floats:
    values = np.asarray(x, dtype=np.float64)
    flat = np.ascontiguousarray(values).reshape(-1)
    result = np.empty_like(flat)
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, CHUNK):
            result[start : start + CHUNK] = function(flat[start : start + CHUNK])
    return result.reshape(values.shape)


def _horner(x: Floats, coefficients: tuple[float, ...]) -> Floats:
    """The polynomial with these coefficients, constant first."""
    result = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        result *= x
        result += coefficient
    return result


def _power_of_two(exponent: NDArray[np.int64]) -> Floats:
    """2 to an exponent of a normal number."""
    return ((exponent + 1023) << 52).view(np.float64)


def _exp(x: Floats) -> Floats:
    inside = np.minimum(np.maximum(x, EXP_MIN), EXP_MAX)
    inside[np.isnan(x)] = 0.0
    k = np.rint(inside * LOG2_E)
    r = (inside - k * LN2_HIGH) - k * LN2_LOW
    result = 1.0 + (r + (r * r) * _horner(r, EXP_TERMS))
    # Two factors, because 2 to the power of 1024 and of -1074 is not a normal number.
    exponent = k.astype(np.int64)
    half = exponent >> 1
    result = (result * _power_of_two(half)) * _power_of_two(exponent - half)
    result[x > EXP_MAX] = np.inf
    result[x < EXP_MIN] = 0.0
    result[np.isnan(x)] = np.nan
    return result


def _log(x: Floats) -> Floats:
    subnormal = x < 2.2250738585072014e-308
    bits = np.where(subnormal, x * 2.0**54, x).view(np.int64)
    # The integer distance from sqrt(1/2) splits x into 2**k and a mantissa in [sqrt(1/2), sqrt(2)).
    offset = bits - 0x3FE6A09E667F3BCD
    exponent = offset >> 52
    mantissa = (bits - (exponent << 52)).view(np.float64)
    k = (exponent - np.where(subnormal, 54, 0)).astype(np.float64)
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    square = 0.5 * f * f
    # ln(1 + f) = f - f²/2 + s (f²/2 + R): the large parts are added last.
    tail = s * (square + z * _horner(z, LOG_TERMS))
    result = k * LN2_HIGH + (f - (square - (tail + k * LN2_LOW)))
    result[x == 0.0] = -np.inf
    result[(x < 0.0) | np.isnan(x)] = np.nan
    result[x == np.inf] = np.inf
    return result


def _normal_quantile(p: Floats) -> Floats:
    q = p - 0.5
    r = 0.180625 - q * q
    result = q * (_horner(r, CENTRE[0]) / _horner(r, CENTRE[1]))
    outer = np.flatnonzero(np.abs(q) > 0.425)
    result[outer] = np.copysign(_outer_quantile(np.minimum(p[outer], 1.0 - p[outer])), q[outer])
    result[~((p >= 0.0) & (p <= 1.0))] = np.nan
    return result


def _outer_quantile(tail: Floats) -> Floats:
    """The quantile's magnitude for a tail probability of at most 0.075."""
    r = np.sqrt(-_log(tail))
    near = r - 1.6
    result = _horner(near, MIDDLE[0]) / _horner(near, MIDDLE[1])
    far = np.flatnonzero(r > 5.0)
    rest = r[far] - 5.0
    result[far] = _horner(rest, TAIL[0]) / _horner(rest, TAIL[1])
    result[tail == 0.0] = np.inf
    return result
