"""From a factor to kg CO2e under a named GWP set, and what is uncertain about getting there.

A factor published under the asked set is taken as published. Under another set its parts by gas are
recomputed: part · GWP(asked) / GWP(published), which is mass · GWP(asked). What is not split by gas
cannot be recomputed: it is taken as published, with a finding that bounds the difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lca.dimensions import NOWHERE
from lca.errors import FactorError, Finding, Location, Severity
from lca.factors.factor import PART_GWP
from lca.factors.schema import Factor
from lca.gases import GwpSet
from lca.units import unit

UNSPLIT: Final = "co2e"
ROUNDING: Final = 2e-5
SMALL_PERCENT: Final = 2.0
USUAL_SETS: Final = ("AR4", "AR5", "AR5CCF", "AR6")

Columns = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Characterised:
    """kg CO2e per engine unit of the factor's denominator, by (gas, origin of carbon).

    The gas ``co2e`` holds what the source does not split. ``recomputed`` is the share of the total (of
    absolute amounts, 0 to 1) that was computed from masses of gas or stands under the asked set anyway.
    """

    values: Mapping[tuple[str, str], float]
    gwp_set: str
    recomputed: float
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> float:
        """The sum of all columns."""
        return sum(self.values.values())


def co2e(
    factor: Factor,
    gwp_set: GwpSet,
    sets: Callable[[str], GwpSet] | None = None,
    location: Location = NOWHERE,
) -> Characterised:
    """Characterise a factor.

    ``sets`` gives other GWP sets by name (``FactorDatabase.gwp``); with it the finding on a factor that
    cannot be recomputed states its bound, and is a mere note where the bound is at most 2 %.

    Raises:
        FactorError: the factor carries no emission, or the set has no value for one of its gases.

    """
    if factor.value is None and not factor.gases:
        raise FactorError(Finding("F408", {"id": factor.id, "kind": factor.kind.value}, location))
    columns, rest = split(factor, gwp_set)
    if rest:
        key = (UNSPLIT, "not_stated" if factor.derived_from else factor.carbon)
        columns[key] = columns.get(key, 0.0) + rest
    known = factor.gwp_set == gwp_set.name
    unsplit = 0.0 if known or abs(rest) <= ROUNDING else abs(rest)
    total = sum(abs(value) for value in columns.values())
    findings = (note(factor, gwp_set, sets, unsplit / total, location),) if unsplit else ()
    scale = unit(factor.unit).scale
    return Characterised(
        MappingProxyType({key: value / scale for key, value in columns.items()}),
        gwp_set.name,
        1.0 - unsplit / total if total else 1.0,
        findings,
    )


def split(factor: Factor, gwp_set: GwpSet) -> tuple[Columns, float]:
    """Columns by gas in kg CO2e per published unit, and the rest of the value that has no gas."""
    carbon = factor.carbon
    if factor.value is None or (factor.gases and not factor.co2e_by_gas):
        return from_masses(factor, gwp_set)
    parts = factor.co2e_by_gas
    rest = factor.value - sum(parts.values())
    if factor.gwp_set == gwp_set.name:
        return {(gas, carbon): part for gas, part in parts.items()}, rest
    published = PART_GWP.get(factor.gwp_set or "")
    if published is None:
        return {}, factor.value
    ratio = {gas: gwp_set.of(gas, carbon) / published[gas] for gas in parts}
    return {(gas, carbon): part * ratio[gas] for gas, part in parts.items()}, rest


def from_masses(factor: Factor, gwp_set: GwpSet) -> tuple[Columns, float]:
    """Columns from published masses of gas; the rest is what a published total holds beyond them.

    A total that covers just the listed gases, or a factor without a total, has no rest.
    """
    columns = {(gas, factor.carbon): kg * gwp_set.of(gas, factor.carbon) for gas, kg in factor.gases.items()}
    if factor.value is None or factor.gas_coverage != "all":
        return columns, 0.0
    published = PART_GWP.get(factor.gwp_set or "")
    if factor.gwp_set == gwp_set.name:
        return columns, factor.value - sum(columns.values())
    if published is None:
        return {}, factor.value
    return columns, factor.value - sum(kg * published[gas] for gas, kg in factor.gases.items())


@dataclass(frozen=True, slots=True)
class Comparison:
    """The published kg CO2e per unit beside the one recomputed from masses under the same GWP set."""

    published: float
    recomputed: float
    gwp_set: str

    @property
    def difference(self) -> float:
        """Published minus recomputed: rounding, and what the publication does not split by gas."""
        return self.published - self.recomputed


def compare(factor: Factor, sets: Callable[[str], GwpSet]) -> Comparison | None:
    """Recompute a published CO2e under its own set; None where it gives no total, masses or set.

    CO2 of biogenic origin counts as the publication counts it: in the total where it stands in the parts.
    """
    if factor.value is None or factor.gwp_set is None or not factor.gases:
        return None
    used = sets(factor.gwp_set)
    total = sum(kg * used.of(gas) for gas, kg in factor.gases.items())
    return Comparison(factor.value, total, used.name)


def note(
    factor: Factor,
    gwp_set: GwpSet,
    sets: Callable[[str], GwpSet] | None,
    share: float,
    location: Location,
) -> Finding:
    """Say what cannot be recomputed, from which set, and by how much that can matter."""
    low, high = bounds(factor, gwp_set, sets) if sets else (0.0, math.inf)
    change = [100 * share * (ratio - 1) for ratio in (low, high)]
    params: dict[str, object] = {
        "id": factor.id,
        "published": factor.gwp_set or "-",
        "asked": gwp_set.name,
        "share": f"{100 * share:.0f}",
        "low": f"{change[0]:+.1f}",
        "high": f"{change[1]:+.1f}",
    }
    if factor.gwp_set is None:
        return Finding("F402", params, location, Severity.INFO)
    small = max(map(abs, change)) <= SMALL_PERCENT
    return Finding("F401", params, location, Severity.INFO if small else Severity.WARNING)


def bounds(factor: Factor, asked: GwpSet, sets: Callable[[str], GwpSet]) -> tuple[float, float]:
    """Lowest and highest ratio of CO2e under ``asked`` to CO2e as published.

    The unsplit emission is some mixture of CO2, CH4 and N2O, so its ratio lies between the lowest and the
    highest ratio of the three gases (CO2: 1), over the stated set or, where none is stated, over AR4,
    AR5, AR5 with feedback and AR6. Fluorinated gases are not covered by the bound.
    """
    names = (factor.gwp_set,) if factor.gwp_set else USUAL_SETS
    ratios = [1.0]
    for published in (sets(name) for name in names):
        for gas, origin in (("ch4", "fossil"), ("ch4", "biogenic"), ("n2o", "not_stated")):
            ratios.append(asked.of(gas, origin) / published.of(gas, "not_stated"))
    return min(ratios), max(ratios)
