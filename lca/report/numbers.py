"""Numbers for people: as many digits as their uncertainty carries, thousands apart, shares that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

LARGEST_PLAIN = 15
SMALLEST_PLAIN = -6


def last_place(value: float, sd: float | None = None) -> int:
    """The power of ten of the last digit worth printing.

    Two digits of the standard deviation where there is one, within three to four significant digits
    of the value; four significant digits where there is none.
    """
    if value == 0 or not math.isfinite(value):
        return 0
    magnitude = _magnitude(value)
    wanted = _magnitude(sd) - 1 if sd else magnitude - 3
    return min(max(wanted, magnitude - 3), magnitude - 2)


def rounded(value: float, place: int) -> str:
    """``value`` rounded to the power of ten ``place``, half to even, with separated thousands.

    A value too small for that place keeps two significant digits: nothing that exists prints as zero.
    """
    if value == 0:
        return "0"
    exact = Decimal(repr(value))
    if abs(exact) < Decimal(10) ** place * 5:
        place = min(place, _magnitude(value) - 1)
    place = max(place, _magnitude(value) - LARGEST_PLAIN)
    step = Decimal(10) ** place
    return _grouped(((exact / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step).normalize(), max(0, -place))


def significant(value: float, digits: int = 4) -> str:
    """``value`` with at most ``digits`` significant digits, without trailing zeros."""
    if value == 0:
        return "0"
    return _grouped(Decimal(f"{value:.{digits - 1}e}").normalize(), 0)


def written(value: float) -> str:
    """An amount as its author wrote it; six digits where it was computed and has no short form."""
    exact = Decimal(repr(value)).normalize()
    return _grouped(exact, 0) if len(exact.as_tuple().digits) <= 8 else significant(value, 6)


def aligned(numbers: Sequence[str]) -> list[str]:
    """The same numbers, padded on both sides so that their decimal points stand below each other."""
    tails = [len(number) - len(number.split(".")[0]) for number in numbers]
    padded = [number + " " * (max(tails) - tail) for number, tail in zip(numbers, tails, strict=True)]
    width = max(map(len, padded), default=0)
    return [number.rjust(width) for number in padded]


def percentages(shares: Sequence[float]) -> list[str]:
    """Shares in percent with one decimal that add up to their rounded sum (largest remainders).

    What exists but rounds to nothing prints as ``<0.1 %``.
    """
    exact = [Decimal(repr(share)) * 1000 for share in shares]
    floors = [math.floor(number) for number in exact]
    spare = int(sum(exact, Decimal(0)).quantize(Decimal(1), ROUND_HALF_EVEN)) - sum(floors)
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    chosen = set(order[:spare])
    return [_percent(share, floors[i] + (i in chosen)) for i, share in enumerate(shares)]


def percent(share: float) -> str:
    """One share in percent with one decimal."""
    return percentages([share])[0]


def _percent(share: float, thousandths: int) -> str:
    if thousandths == 0 and share != 0:
        return "<0.1 %" if share > 0 else ">-0.1 %"
    return f"{Decimal(thousandths) / 10:,.1f} %"


def _magnitude(value: float) -> int:
    """The power of ten of the first significant digit."""
    return Decimal(repr(value)).adjusted()


def _grouped(number: Decimal, decimals: int) -> str:
    if not SMALLEST_PLAIN <= number.adjusted() < LARGEST_PLAIN:
        return f"{number:e}"
    text = f"{number:,f}"
    missing = decimals - len(text.partition(".")[2])
    if missing <= 0:
        return text
    return text + ("" if "." in text else ".") + "0" * missing
