"""What names of functions and signs mean in formulas, dialect by dialect; plain functions of floats.

* ``openlca``: the formula interpreter of openLCA (olca-formula): ``log`` and ``lg`` have base 10, a sign
  binds tighter than a power, powers go from left to right, letters' case does not matter.
* ``ecospold2``: OpenFormula (OASIS OpenDocument 1.2, part 2), the same order of signs and powers; ``LOG``
  has base 10 unless given; ``ROUND`` goes away from zero.
* ``simapro``: ``Log10`` and ``Ln``, no bare ``log``; signs and powers as mathematics has them.
* ``excel``: Python expressions in workbooks of Brightway: letters' case matters, ``log`` is natural.

``random`` is in none: a result must be recomputable. ``if`` takes two or three arguments and is evaluated
lazily by the evaluator, not here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

DialectName = Literal["openlca", "simapro", "excel", "ecospold2"]
CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e, "true": 1.0, "false": 0.0}
IFS = frozenset(("if", "iff", "iif"))
MANY = 255


@dataclass(frozen=True, slots=True)
class Function:
    """A function with the least and the greatest number of its arguments."""

    apply: Callable[..., float]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Dialect:
    """How formulas of one format are to be understood.

    ``folded``: the case of letters does not matter. ``tight``: a sign binds tighter than a power, and
    powers go from left to right (``-2^2`` is 4, ``2^3^2`` is 64); otherwise -4 and 512.
    """

    folded: bool
    tight: bool
    functions: Mapping[str, Function]


def half_up(value: float) -> float:
    """Round to an integer, halves up, as Java does."""
    return float(math.floor(value + 0.5))


def half_away(value: float, digits: float = 0) -> float:
    """Round to decimal digits, halves away from zero, as spreadsheets do."""
    scale = 10.0 ** int(digits)
    return math.copysign(math.floor(abs(value) * scale + 0.5) / scale, value)


def half_even(value: float, digits: float = 0) -> float:
    """Round to decimal digits, halves to the even one, as Python and Delphi do."""
    return float(round(value, int(digits)))


def logarithm(value: float, base: float = 10.0) -> float:
    """Give the logarithm to a base."""
    return math.log10(value) if base == 10 else math.log(value) / math.log(base)


def power(base: float, exponent: float) -> float:
    """Give base to the exponent; ValueError where that is no real number."""
    return math.pow(base, exponent)


def _many(apply: Callable[..., float]) -> Function:
    return Function(apply, 1, MANY)


def _named(**aliases: Function | Callable[..., float]) -> dict[str, Function]:
    """Functions by name; ``a__b`` stands for two names."""
    return {
        name: function if isinstance(function, Function) else Function(function)
        for names, function in aliases.items()
        for name in names.split("__")
    }


_COMMON = _named(
    abs=abs,
    sqrt=math.sqrt,
    exp=math.exp,
    ln=math.log,
    log10=math.log10,
    log2=math.log2,
    sin=math.sin,
    cos=math.cos,
    tan=math.tan,
    asin__arcsin=math.asin,
    acos__arccos=math.acos,
    atan__arctan=math.atan,
    sinh=math.sinh,
    cosh=math.cosh,
    tanh=math.tanh,
    floor=lambda x: float(math.floor(x)),
    ceil__ceiling=lambda x: float(math.ceil(x)),
    int__trunc=lambda x: float(math.trunc(x)),
    power__pow=Function(power, 2, 2),
    min=_many(min),
    max=_many(max),
    sum=_many(lambda *x: math.fsum(x)),
    avg__mean__average=_many(lambda *x: math.fsum(x) / len(x)),
)
SIGNS: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "//": lambda x, y: float(x // y),
    "%": lambda x, y: x % y,
    "div": lambda x, y: float(math.trunc(x / y)),
    "mod": math.fmod,
    "xor": lambda x, y: float(bool(x) != bool(y)),
    "<": lambda x, y: float(x < y),
    ">": lambda x, y: float(x > y),
    "<=": lambda x, y: float(x <= y),
    ">=": lambda x, y: float(x >= y),
    "=": lambda x, y: float(x == y),
    "==": lambda x, y: float(x == y),
    "!=": lambda x, y: float(x != y),
    "<>": lambda x, y: float(x != y),
}
_LOGIC = {
    "and": _many(lambda *x: float(all(x))),
    "or": _many(lambda *x: float(any(x))),
    "not": Function(lambda x: float(not x)),
}
_PASCAL = _named(
    sqr=lambda x: x * x,
    frac=lambda x: math.fmod(x, 1.0),
    ipower__intpower=Function(lambda x, n: power(x, float(math.trunc(n))), 2, 2),
    cot__cotan=lambda x: 1 / math.tan(x),
    div=Function(lambda x, y: float(math.trunc(x / y)), 2, 2),
    mod=Function(math.fmod, 2, 2),
)
_SHEET = _named(
    log=Function(logarithm, 1, 2),
    round=Function(half_away, 1, 2),
    int=lambda x: float(math.floor(x)),
    mod=Function(lambda x, y: x - y * math.floor(x / y), 2, 2),
)
_PYTHON = _named(
    log=math.log,
    log1p=math.log1p,
    expm1=math.expm1,
    float=float,
    round=Function(half_even, 1, 2),
    atan2__arctan2=Function(math.atan2, 2, 2),
    hypot=Function(math.hypot, 2, 2),
    mod=Function(lambda x, y: x - y * math.floor(x / y), 2, 2),
    radians=math.radians,
    degrees=math.degrees,
)
_BASE = _COMMON | _LOGIC

DIALECTS: Mapping[str, Dialect] = {
    "openlca": Dialect(True, True, _BASE | _PASCAL | _named(log__lg=math.log10, round=half_up)),
    "simapro": Dialect(
        True,
        False,
        _BASE | _PASCAL | _named(round=half_even, logn=Function(lambda b, x: logarithm(x, b), 2, 2)),
    ),
    "ecospold2": Dialect(True, True, _BASE | _SHEET),
    "excel": Dialect(False, False, _BASE | _PYTHON),
}
