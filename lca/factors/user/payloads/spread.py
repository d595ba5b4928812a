"""Uncertainty that came with a payload, read back; and what of it the engine draws.

The object stands under the identifier ``urn:zuji:uncertainty:1``; its numbers are kg CO2e for one declared
amount of the document that carries it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lca.distribution_spec import ln

IDENTIFIER = "urn:zuji:uncertainty:1"
OWN = "own"
NORMAL_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""
_LINE = re.compile(re.escape(IDENTIFIER) + r"\s+(\{.*\})")
_NUMBERS = ("mean", "sd", "p2_5", "p97_5", "relative")
_SUM = 1.000001


def parse_line(text: str) -> dict[str, Any] | None:
    """The object in a comment; None where there is none or it is not right."""
    for match in _LINE.finditer(text):
        try:
            found = json.JSONDecoder().raw_decode(match[1])[0]
        except (ValueError, RecursionError):
            continue
        if (right := parse(found)) is not None:
            return right
    return None


def parse(found: object) -> dict[str, Any] | None:
    """An extension object of somebody else, as plain data; None where a number in it cannot be.

    Numbers must be finite, ``sd`` not negative, P2.5 not above P97.5, shares within 0 and 1.
    """
    if not isinstance(found, Mapping) or not _numbers(found):
        return None
    low, high = found.get("p2_5"), found.get("p97_5")
    if (low is not None and high is not None and low > high) or (found.get("sd") or 0) < 0:
        return None
    rows = found.get("correlation") or ()
    if not isinstance(rows, list | tuple) or not all(_row(one) for one in rows):
        return None
    return {**found, "correlation": [dict(one) for one in rows]}


def sd_of(found: Mapping[str, Any]) -> float | None:
    """Standard deviation in kg CO2e for the declared amount; from the interval where it is not stated."""
    if found.get("sd") is not None:
        return float(found["sd"])
    low, high = found.get("p2_5"), found.get("p97_5")
    return None if low is None or high is None else (high - low) / (2 * NORMAL_95)


def relative_sd(found: Mapping[str, Any] | None, value: Decimal | None) -> float | None:
    """Standard deviation as a share of a value for the same amount; None where either is not known."""
    sd = sd_of(found) if found is not None else None
    return sd / abs(float(value)) if sd is not None and value else None


def spread_of(found: Mapping[str, Any] | None, value: Decimal | None) -> dict[str, Any] | None:
    """The distribution as a file describes one; the value is its median, or its mean where it is normal.

    Lognormal with the stated standard deviation: ``exp(σ²) = (1 + √(1 + 4 (sd / value)²)) / 2``; normal where
    the stated interval reaches over zero.
    """
    relative = relative_sd(found, value)
    if not relative or found is None:
        return None
    low, high = found.get("p2_5"), found.get("p97_5")
    if low is not None and high is not None and low <= 0 <= high:
        return {"type": "normal", "sd": f"{relative * 100:.6f} %"}
    return {"type": "lognormal", "sigma": math.sqrt(ln((1 + math.sqrt(1 + 4 * relative**2)) / 2))}


def correlation_of(found: Mapping[str, Any] | None) -> tuple[tuple[str, float], ...]:
    """Shared sources and their shares of the variance, without what is the supplier's own."""
    rows = found.get("correlation") or () if found is not None else ()
    shares: dict[str, float] = {}
    for row in rows:
        if row["key"] != OWN and row["share"] > 0:
            shares[row["key"]] = shares.get(row["key"], 0.0) + float(row["share"])
    return tuple(sorted(shares.items())) if math.fsum(shares.values()) <= _SUM else ()


def _numbers(found: Mapping[str, Any]) -> bool:
    return all(_finite(found[key]) for key in _NUMBERS if found.get(key) is not None)


def _row(one: object) -> bool:
    if not isinstance(one, Mapping) or not isinstance(one.get("key"), str):
        return False
    share = one.get("share")
    return share is not None and _finite(share) and 0 <= share <= 1


def _finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
