"""Masses of gas under a GWP set: what a kilogram of each counts."""

from __future__ import annotations

import numpy as np

from lca.background.characterising import MAIN, GasFlows, has_value
from lca.background.database import Background, Floats
from lca.errors import FactorError, Finding
from lca.gases import GwpSet

MIXTURE = "co2e"
"""The gas of what is known as kg CO2e only."""


def factors(columns: tuple[tuple[str, str], ...], gwp: GwpSet) -> Floats:
    """kg CO2e per kg of the gas of each column.

    A gas without a value in the set gets no weight; whoever applies the set tells it (B518, see
    :func:`lca.background.characterising.without_value`).

    Raises:
        FactorError: B661 without a value are carbon dioxide, methane or nitrous oxide, or every gas.
    """
    valued = [gas == MIXTURE or has_value(gwp, gas, origin) for gas, origin in columns]
    missing = {gas for (gas, _), known in zip(columns, valued, strict=True) if not known}
    grave = missing if columns and not any(valued) else missing & MAIN
    if grave:
        raise FactorError(Finding("B661", {"set": gwp.name, "gases": ", ".join(sorted(grave))}))
    weights = (
        (1.0 if gas == MIXTURE else gwp.of(gas, origin)) if known else 0.0
        for (gas, origin), known in zip(columns, valued, strict=True)
    )
    return np.fromiter(weights, dtype=np.float64, count=len(columns))


def effects(background: Background, gases: GasFlows, gwp: GwpSet) -> Floats:
    """kg CO2e per unit of each elementary flow; zero of those that are no greenhouse gas; shape (flows,)."""
    pairs = tuple(zip(gases.gas, gases.origin, strict=True))
    columns = tuple(sorted(set(pairs)))
    by_column = dict(zip(columns, factors(columns, gwp).tolist(), strict=True))
    result = np.zeros(len(background.flows))
    result[gases.flow] = gases.mass * np.array([by_column[pair] for pair in pairs])
    return result
