"""Masses of gas of a background product under the GWP set of a run; what the set has no value for is told.

A set names no value for some gases (AR4 none for HCFO-1233zd). Such a gas is no reason to refuse a product of
ten thousand flows, and it is not zero: it stays out of the number and goes to the completeness ledger, with
its mass, and with a bound where another set does value it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import has_value
from lca.background.product import Lacking
from lca.errors import FactorError
from lca.gases import GwpSet
from lca.system.categories import CATEGORY, MIXTURE
from lca.system.intensity import Cell

Column = tuple[str, str]
"""(gas, origin), as intensities have them."""
Sets = Callable[[str], GwpSet]
KNOWN_SETS = ("SAR", "TAR", "AR4", "AR5", "AR6")
"""The sets of 100 years that bound a gas without a value in the run's own, where they are in the release."""


@dataclass(frozen=True, slots=True)
class Characterised:
    """One unit of a product under a GWP set.

    Attributes:
        cells: kg CO2e by gas and category.
        masses: kg of each gas, net of what is taken up; also of gases without a value.
        lacking: the gases without a value.
    """

    cells: Mapping[Cell, float]
    masses: Mapping[str, float]
    lacking: tuple[Lacking, ...]


def characterised(flows: Iterable[tuple[Column, float]], gwp: GwpSet, sets: Sets) -> Characterised:
    """What masses by gas and origin are under a set; ``sets`` gives others by name."""
    cells: dict[Cell, list[float]] = {}
    masses: dict[str, list[float]] = {}
    lacking: dict[str, list[float]] = {}
    for (gas, origin), mass in flows:
        if gas != MIXTURE:
            masses.setdefault(gas, []).append(-mass if origin == "biogenic_uptake" else mass)
        if _valued(gas, origin, gwp):
            value = mass if gas == MIXTURE else mass * gwp.of(gas, origin)
            cells.setdefault((gas, CATEGORY[origin]), []).append(value)
        else:
            lacking.setdefault(gas, []).append(mass)
    return Characterised(
        {cell: math.fsum(values) for cell, values in cells.items()},
        {gas: math.fsum(parts) for gas, parts in masses.items()},
        tuple(_lacking(gas, math.fsum(lacking[gas]), sets) for gas in sorted(lacking)),
    )


def weights(columns: Iterable[Column], gwp: GwpSet) -> NDArray[np.float64]:
    """kg CO2e per kg of the gas of each column; zero of those that the set has no value for."""
    found = (_weight(gas, origin, gwp) for gas, origin in columns)
    return np.fromiter(found, dtype=np.float64)


def _weight(gas: str, origin: str, gwp: GwpSet) -> float:
    if gas == MIXTURE:
        return 1.0
    return gwp.of(gas, origin) if _valued(gas, origin, gwp) else 0.0


def _valued(gas: str, origin: str, gwp: GwpSet) -> bool:
    return gas == MIXTURE or has_value(gwp, gas, origin)


def _lacking(gas: str, mass: float, sets: Sets) -> Lacking:
    values = [abs(known.of(gas)) for known in _known(sets) if has_value(known, gas, "not_stated")]
    return Lacking(gas, mass, abs(mass) * max(values) if values else None)


def _known(sets: Sets) -> Iterable[GwpSet]:
    for name in KNOWN_SETS:
        try:
            yield sets(name)
        except FactorError:
            continue
