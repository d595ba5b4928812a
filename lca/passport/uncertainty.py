"""Uncertainty that travels: the extension object, its line in a comment, and both read back.

The object stands under the identifier ``urn:zuji:uncertainty:1``; its numbers are kg CO2e for one declared
amount of the document, as are the document's own. ``correlation`` lists the shared sources of the
uncertainty by their keys (``factor:<id>``, ``supplier:<id>``, ``background:<id>``,
``rule:<rule>.<constant>``) with their shares of the first-order variance, so that a buyer who adds several
products on one grid knows what moves together. The activity data of the company itself are one share without
names, ``own``: they are nobody else's, and they are the company's business.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import Any

from lca.factors.user.payloads.spread import IDENTIFIER, OWN, parse, parse_line
from lca.i18n import Language
from lca.passport.facts_parts import Correlated, UncertaintyFacts
from lca.passport.numbers import rounded, significant
from lca.results.footprint import Footprint
from lca.results.parts import Interval

__all__ = [
    "IDENTIFIER",
    "OWN",
    "correlation_of",
    "line",
    "parse",
    "parse_line",
    "shared_key",
    "spread_of",
    "uncertainty_of",
]

SHARED = ("factor:", "supplier:", "background:", "rule:")
SMALLEST_SHARE = 0.001
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """Samples of the total scaled to the declared unit; ``sd`` is None where it does not scale."""

    mean: float
    sd: float | None
    low: float
    high: float


def spread_of(footprint: Footprint, unit: str | None) -> Spread | None:
    """The statistics for the result's own unit, or for a further unit by its id; None where unsampled.

    A further unit may be uncertain itself (a pack of an uncertain capacity); only where its statistics are
    those of the total times one number does the standard deviation scale too.
    """
    whole = footprint.total.interval
    if whole is None:
        return None
    if unit is None:
        return Spread(whole.mean, whole.sd, whole.p2_5, whole.p97_5)
    chosen = next(one for one in footprint.alternative_units if one.id == unit)
    if chosen.mean is None or chosen.p2_5 is None or chosen.p97_5 is None:
        return None
    return Spread(chosen.mean, _scaled(footprint, whole, chosen), chosen.p2_5, chosen.p97_5)


def _scaled(footprint: Footprint, whole: Interval, chosen: Any) -> float | None:
    if footprint.total.value == 0:
        return None
    ratio = chosen.value / footprint.total.value
    pairs = ((whole.mean, chosen.mean), (whole.p2_5, chosen.p2_5), (whole.p97_5, chosen.p97_5))
    alike = all(math.isclose(ratio * mine, theirs, rel_tol=1e-9) for mine, theirs in pairs)
    return whole.sd * abs(ratio) if alike else None


def correlation_of(footprint: Footprint, language: Language = "en") -> tuple[Correlated, ...]:
    """Shared sources, largest first, then what is the company's own; shares below 0.1 % are left out."""
    shared: dict[str, Correlated] = {}
    own = 0.0
    for one in footprint.uncertainty.parameters:
        if not one.id.startswith(SHARED):
            own += one.variance_share
        else:
            key = shared_key(one.id, footprint)
            shared[key] = Correlated(key, one.label.get(language), one.variance_share)
    ordered = sorted(shared.values(), key=lambda one: (-one.share, one.key))
    told = [one for one in ordered if one.share >= SMALLEST_SHARE]
    return (*told, Correlated(OWN, OWN, own)) if own >= SMALLEST_SHARE else tuple(told)


def diluted(
    correlation: tuple[Correlated, ...], whole: Interval | None, found: Spread
) -> tuple[Correlated, ...]:
    """The shares of the variance of a unit that is uncertain itself.

    Energy over a service life has a variance of its own beside that of the footprint; the shared sources
    hold less of the two together, as the squares of the logarithmic widths of the two intervals tell. What
    is then left over belongs to the unit and is not named. Where an end is not positive nothing is told.
    """
    if found.sd is not None or whole is None:
        return correlation
    if min(whole.p2_5, found.low) <= 0 or found.high <= found.low:
        return ()
    part = (math.log(whole.p97_5 / whole.p2_5) / math.log(found.high / found.low)) ** 2
    return tuple(Correlated(one.key, one.label, one.share * min(1.0, part)) for one in correlation)


def shared_key(identity: str, footprint: Footprint) -> str:
    """The key under which others may share a source.

    A supplier's footprint whose supplier the activity data do not name (``supplier:cathode``) is told apart
    by the company that wrote it, and hashed: the same words of two companies are not the same source, and
    what a company calls its inputs is its own business.
    """
    kind, _, name = identity.partition(":")
    if kind != "supplier" or ":" in name:
        return identity
    inputs = footprint.provenance.inputs
    data = next((one.sha256[:16] for one in inputs if one.role == "activity_data"), "-")
    whole = f"{footprint.company.id or data} {name}"
    return f"supplier:sha256:{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def uncertainty_of(
    footprint: Footprint, unit: str | None, decimals: int, scale: float = 1.0
) -> UncertaintyFacts | None:
    """The uncertainty facts for a unit of the result, times a positive scale; None where unsampled."""
    found = spread_of(footprint, unit)
    if found is None:
        return None
    sd = None if found.sd is None else found.sd * scale
    spread = Spread(found.mean * scale, sd, found.low * scale, found.high * scale)
    relative = spread.sd / abs(spread.mean) if spread.sd is not None and spread.mean else None
    correlation = diluted(correlation_of(footprint), footprint.total.interval, found)
    whole = footprint.uncertainty
    document: dict[str, Any] = {
        "mean": _short(spread.mean),
        **({"sd": _short(spread.sd)} if spread.sd is not None else {}),
        "p2_5": _short(spread.low),
        "p97_5": _short(spread.high),
        **({"relative": _short(relative)} if relative is not None else {}),
        "distribution": "monte_carlo",
        "samples": whole.samples,
        "seed": whole.seed,
        "correlation": [{"key": one.key, "share": _short(one.share)} for one in correlation],
    }
    return UncertaintyFacts(
        mean=rounded(spread.mean, decimals),
        sd=rounded(spread.sd, decimals) if spread.sd is not None else None,
        low=rounded(spread.low, decimals),
        high=rounded(spread.high, decimals),
        relative=significant(relative, DIGITS) if relative is not None else None,
        distribution="monte_carlo",
        samples=whole.samples,
        seed=whole.seed,
        correlation=correlation,
        document=document,
    )


def _short(value: float) -> float | int:
    number = significant(value, DIGITS)
    return int(number) if number == number.to_integral_value() else float(number)


def line(facts: UncertaintyFacts) -> str:
    """The object on one line, for a comment: the identifier and compact JSON."""
    return f"{IDENTIFIER} {json.dumps(facts.document, ensure_ascii=False, separators=(',', ':'))}"
