"""A supplier's footprint by gas and category, under the run's GWP set as far as it can be.

With masses of gases, those are characterised anew and only the rest of the stated value stays as the
supplier characterised it. Without masses the whole value stays, and the ledger bounds the difference
where the supplier's set is another or not stated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from lca.errors import Finding, InputError
from lca.gases import GwpSet, gas_key
from lca.inventory.values import SupplierFootprint
from lca.system.categories import CATEGORY, MIXTURE
from lca.system.intensity import Cell

Sets = Callable[[str], GwpSet]
USUAL_SETS = ("AR4", "AR5", "AR6")
ROUNDING = 1e-6


def supplier_cells(
    footprint: SupplierFootprint, gwp: GwpSet, sets: Sets
) -> tuple[dict[Cell, float], float | None]:
    """kg CO2e per engine unit by gas and category, and the bound of what stands under another set.

    Raises:
        InputError: S105 carbon parts that do not add up, S107 gases that weigh more than the value,
            S108 gases without a stated GWP set, S109 an unknown GWP set.
    """
    parts = _parts(footprint)
    if footprint.gases:
        return _from_gases(footprint, parts, gwp, sets)
    scale = footprint.unit.scale
    cells = {(MIXTURE, category): value / scale for category, value in parts.items()}
    return cells, None if footprint.gwp_set == gwp.name else _bound(footprint, gwp, sets)


def _parts(footprint: SupplierFootprint) -> dict[str, float]:
    """kg CO2e by category, as stated; all of it not stated where the supplier gives no parts."""
    parts = {CATEGORY[key]: value for key, value in footprint.carbon.items()}
    total = math.fsum(parts.values())
    if parts and not math.isclose(total, footprint.value, rel_tol=ROUNDING, abs_tol=1e-12):
        params = {"name": footprint.name, "parts": f"{total:g}", "value": f"{footprint.value:g}"}
        raise InputError(Finding("S105", params, footprint.location))
    return parts or {"not_stated": footprint.value}


def _from_gases(
    footprint: SupplierFootprint, parts: Mapping[str, float], gwp: GwpSet, sets: Sets
) -> tuple[dict[Cell, float], float | None]:
    """Masses are taken out of the fossil part, or of the whole value where there are no parts."""
    if footprint.gwp_set is None:
        raise InputError(Finding("S108", {"name": footprint.name}, footprint.location))
    stated = _set(footprint, sets, footprint.gwp_set)
    scale = footprint.unit.scale
    split = math.fsum(mass * stated.of(gas, "fossil") for gas, mass in footprint.gases.items())
    home = "not_stated" if "not_stated" in parts else "fossil"
    rest = parts.get(home, 0.0) - split
    if rest < -ROUNDING * abs(footprint.value):
        params = {"name": footprint.name, "gases": f"{split:g}", "value": f"{parts.get(home, 0.0):g}"}
        raise InputError(Finding("S107", params, footprint.location))
    kept = {**parts, home: rest if rest > ROUNDING * abs(footprint.value) else 0.0}
    cells: dict[Cell, float] = {(MIXTURE, category): part / scale for category, part in kept.items() if part}
    cells |= {
        (gas_key(gas), "fossil"): mass * gwp.of(gas, "fossil") / scale
        for gas, mass in footprint.gases.items()
    }
    unsplit = math.fsum(abs(part) for part in kept.values())
    share = unsplit / abs(footprint.value) if footprint.value else 0.0
    foreign = footprint.gwp_set != gwp.name and share > ROUNDING
    return cells, share * _bound(footprint, gwp, sets) if foreign else None


def _bound(footprint: SupplierFootprint, gwp: GwpSet, sets: Sets) -> float:
    if footprint.gwp_set is None:
        return unstated_bound(gwp, sets)
    return _largest(gwp, [_set(footprint, sets, footprint.gwp_set)])


def unstated_bound(gwp: GwpSet, sets: Sets) -> float:
    """Largest relative difference of a value under an unstated set, were it all CO2, CH4 or N2O."""
    return _largest(gwp, [sets(name) for name in USUAL_SETS])


def _largest(gwp: GwpSet, others: list[GwpSet]) -> float:
    return max(abs(ratio - 1) for ratio in _ratios(gwp, others).values())


def _ratios(gwp: GwpSet, others: list[GwpSet]) -> Mapping[tuple[int, str], float]:
    return {
        (index, gas): gwp.of(gas, "fossil") / other.of(gas)
        for index, other in enumerate(others)
        for gas in ("co2", "ch4", "n2o")
    }


def _set(footprint: SupplierFootprint, sets: Sets, name: str) -> GwpSet:
    try:
        return sets(name)
    except InputError as error:
        found = (
            Finding("S109", {"name": footprint.name, "stated": name}, footprint.location),
            *error.findings,
        )
        raise InputError(found) from error
