"""CAS Registry Numbers: written with or without hyphens and leading zeros, checked by their last digit."""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"\s*0*(\d{2,7})-?(\d{2})-?(\d)\s*", re.ASCII)


def cas_number(text: str) -> str | None:
    """The number as ``124-38-9``, from ``000124-38-9``, ``124389`` or ``124-38-9``; None where it is none.

    The last digit is the sum of the others, each times its place from the right, modulo 10 (Chemical
    Abstracts Service, check digit verification of CAS Registry Numbers).
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    first, second, check = found.groups()
    total = sum(place * int(digit) for place, digit in enumerate(reversed(first + second), start=1))
    return f"{first}-{second}-{check}" if total % 10 == int(check) else None
