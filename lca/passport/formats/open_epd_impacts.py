"""The impacts of an openEPD declaration: scope sets of GWP under their method.

Raw materials and production are A1A2A3, distribution is A4; the modules of use and end of life are only
known to whoever states them. ``gwp`` has parts for A1A2A3: ``gwp-fossil`` (with aircraft and with what no
source splits), ``gwp-biogenic`` (CO2 taken up and released), ``gwp-luluc`` and ``gwp-nonCO2`` (biogenic
gases other than CO2). ``rsd`` is the standard deviation of the samples over the value.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from statistics import NormalDist
from typing import Any

from lca.passport.facts import Facts
from lca.passport.facts_parts import Emissions, UncertaintyFacts
from lca.passport.forms import number
from lca.passport.mapping import Gap
from lca.passport.numbers import significant, trimmed

UNIT = "kgCO2e"
WHOLE = "A1A2A3"
NEAR = 0.1
"""How far, in widths of the interval, an end may lie from that of a named distribution."""
QUANTILE = NormalDist().inv_cdf(0.975)
RSD_DIGITS = 6
GATE = ("raw_material_acquisition", "production")


def method(gwp: str) -> str:
    """``IPCC AR6`` of the GWP set AR6."""
    found = re.match(r"AR\d+", gwp)
    return f"IPCC {found[0]}" if found else gwp


def family(spread: UncertaintyFacts) -> str | None:
    """``normal`` or ``log-normal``, whichever has the interval of the samples; None where neither has."""
    mean, low, high = float(spread.mean), float(spread.low), float(spread.high)
    width = high - low
    if spread.sd is None or width <= 0:
        return None
    sd = float(spread.sd)
    found = {"normal": (mean - QUANTILE * sd, mean + QUANTILE * sd)}
    if mean > 0:
        sigma = math.sqrt(math.log1p((sd / mean) ** 2))
        centre = math.log(mean) - sigma**2 / 2
        found["log-normal"] = (math.exp(centre - QUANTILE * sigma), math.exp(centre + QUANTILE * sigma))
    far = {name: max(abs(a - low), abs(b - high)) / width for name, (a, b) in found.items()}
    best = min(far, key=lambda name: far[name])
    return best if far[best] <= NEAR else None


def measured(value: Decimal, spread: UncertaintyFacts | None = None) -> dict[str, Any]:
    """A measurement; with relative standard deviation and distribution where they are known."""
    found: dict[str, Any] = {"mean": number(value), "unit": UNIT}
    if spread is None or not spread.sd or value <= 0:
        return found
    found["rsd"] = float(significant(float(spread.sd / value), RSD_DIGITS))
    name = family(spread)
    return found | {"dist": name} if name else found


def parts(gate: Emissions) -> dict[str, Decimal]:
    """The parts of A1A2A3, which add up to its total."""
    return {
        "gwp-fossil": gate.fossil,
        "gwp-biogenic": trimmed(gate.uptake + gate.biogenic_co2),
        "gwp-luluc": gate.land_use_change,
        "gwp-nonCO2": gate.biogenic_non_co2,
    }


def impacts(facts: Facts) -> tuple[dict[str, Any] | None, list[Gap]]:
    """The impacts by method, and the stages that no scope is stated for."""
    stages = facts.stages
    gaps: list[Gap] = []
    if any(getattr(stages, key) is None for key in GATE):
        return None, gaps
    gwp = {WHOLE: measured(facts.gate.total, facts.gate_uncertainty)}
    if stages.distribution is not None:
        gwp["A4"] = measured(stages.distribution)
    stated = facts.statement.openepd.scopes if facts.statement.openepd else {}
    late = {"use": stages.use, "end_of_life": stages.end_of_life}
    for key, value in late.items():
        scope = next((one for stage, one in stated.items() if stage == key), None)
        if value is not None and scope is not None:
            gwp[str(scope)] = measured(value)
        elif value is not None:
            gaps.append(Gap("impacts", "required", f"openepd.scopes.{key}", "which module this stage is"))
    split = {name: {WHOLE: measured(value)} for name, value in parts(facts.gate).items()}
    return {method(facts.gwp): {"gwp": gwp, **split}}, gaps
