"""Decimals as passports print them: rounded once, balanced, in plain digits.

All numbers of one document share one last place, so that sums that hold in the result hold in print to
the last digit. Writers that want JSON numbers convert the same decimals; nothing is rounded twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from lca.errors import InternalError

DIGITS = 10
"""Significant digits of the largest number of a document."""
HIGHEST_PLACE, LOWEST_PLACE = 0, 18


def places(values: Iterable[float], digits: int = DIGITS) -> int:
    """How many decimal places give the largest of some finite values this many significant digits."""
    largest = max((abs(value) for value in values), default=0.0)
    if largest == 0:
        return 2
    return min(max(digits - 1 - math.floor(math.log10(largest)), HIGHEST_PLACE), LOWEST_PLACE)


def rounded(value: float, decimals: int) -> Decimal:
    """A finite float to decimal places, half to even, without trailing zeros or a negative zero."""
    return trimmed(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN))


def significant(value: float, digits: int = DIGITS) -> Decimal:
    """A finite float to significant digits."""
    return rounded(value, places((value,), digits))


def trimmed(number: Decimal) -> Decimal:
    """The same number without trailing zeros after its point, and without a negative zero."""
    if number == 0:
        return Decimal(0)
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def plain(number: Decimal | float) -> str:
    """A number in plain digits: never an exponent, no trailing zeros."""
    return f"{trimmed(number if isinstance(number, Decimal) else Decimal(repr(number))):f}"


def balanced(parts: Mapping[str, float], total: float, decimals: int) -> dict[str, Decimal]:
    """Parts rounded so that they add up to the rounded total; the largest part takes the difference.

    Raises:
        InternalError: the parts do not add up to the total; they are no partition of it.
    """
    found = {key: rounded(value, decimals) for key, value in parts.items()}
    if not found:
        return found
    whole = rounded(total, decimals)
    difference = whole - sum(found.values(), Decimal(0))
    largest = max(found, key=lambda key: abs(found[key]))
    if abs(difference) > (len(found) + 1) * Decimal(1).scaleb(-decimals) + abs(found[largest]) / 10**9:
        raise InternalError(f"the parts {sorted(found)} differ from their total {whole} by {difference}")
    return found | {largest: trimmed(found[largest] + difference)}
