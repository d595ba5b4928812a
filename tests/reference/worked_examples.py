"""The three worked examples by hand: the arithmetic of a spreadsheet, without the engine.

    python tests/reference/worked_examples.py

writes worked_examples.json. Every number is copied from the example's activity data and from the published
tables that the factor database holds; nothing is read from either, so that a fault in reading shows. Loops
are closed by algebra (anode butts) or by repeating the chain until nothing moves (power and scrap of the
steel works), never by a matrix.

GWP100 of AR6: CH4 fossil 29.8, N2O 273, CF4 7380, C2F6 12400. IPCC 2006 volume 2 table 2.2 and 2.3 for fuels.
UK DESNZ 2024 for upstream fuels, freight, landfill, water and materials, as published (AR5): activity data of
2024 take the edition of their year. MEE 2024: 0.5777.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

GRID = 0.5777  # kg/kWh, national average footprint of electricity, 2024
COAL = 94.6 + 0.010 * 29.8 + 0.0015 * 273  # kg/GJ burnt, manufacturing
GAS = 56.1 + 0.001 * 29.8 + 0.0001 * 273  # kg/GJ burnt
COAL_UPSTREAM = 0.05925 / 3.6e-3  # kg/GJ net, from kg/kWh
GAS_UPSTREAM = 0.03347 / 3.6e-3
ROAD, RAIL, BULK = 0.12111, 0.03470, 0.00433  # kg/t·km, in use and well to tank
C = 3.6667  # the rules' 44/12


def aluminium() -> dict[str, float]:
    """kg CO2e for a tonne of molten aluminium, by stage and in all."""
    alumina = (
        2.30e3 * 0.012  # bauxite
        + 120 * 1.2  # caustic soda
        + 150 * 1.1  # lime
        + 7.2 * (COAL + COAL_UPSTREAM)
        + 3.1 * (GAS + GAS_UPSTREAM)
        + 230 * GRID
        + 1.3 * 1.23393  # red mud, landfill of aggregates
    )
    calcined_coke = 1.28 * 402.62468 + (1.28 * 0.87 - 0.975) * 1000 * C
    butts = (475 - 405) / 475
    green = (735 + 165) / 1000 + butts
    volatiles = (green * (1 - 0.005) - 1) * 1000 * C
    packing = 12 * (1 - 0.02 - 0.025) * C
    fresh_anode = (
        0.747 * calcined_coke + 165 * 0.65 + 2.4 * (GAS + GAS_UPSTREAM) + 150 * GRID + packing + volatiles
    )
    # Rodding shares by mass, so that a tonne of consumed anode and a tonne of butts carry the same x. A baked
    # anode carries fresh + butts x, and x = fresh + butts x + rodding (1 - butts); solved for x:
    consumed_anode = fresh_anode / (1 - butts) + 35 * GRID
    freight = 4.4045 * 60 * ROAD + 0.594 * 1200 * RAIL + 0.454 * 900 * RAIL
    raw = 1.915 * alumina + 0.405 * consumed_anode + 17.5 * 2.9 + freight
    cf4 = 0.143 * 0.12
    cell = 405 * (1 - 0.021 - 0.0045) * C
    perfluorocarbons = cf4 * 7380 + cf4 * 0.121 * 12400
    power = 13450 * GRID
    production = power + cell + perfluorocarbons
    return {
        "total": raw + production,
        "raw_material_acquisition": raw,
        "production": production,
        "power": power,
        "anode_carbon": cell,
        "perfluorocarbons": perfluorocarbons,
        "alumina_per_tonne": alumina,
        "consumed_anode_per_tonne": consumed_anode,
    }


def steel(slag_to_cement: float = 0.95, own_power: float = 0.65) -> dict[str, float]:
    """kg CO2e for a tonne of hot rolled coil: the chain repeated until power and scrap stand still."""
    burnt_coke_gas, burnt_furnace_gas, burnt_converter_gas = 44.4, 260.0, 182.0
    power = scrap_of_caster = scrap_of_mill = 0.0  # kg for a kWh, a tonne, a tonne; the unknowns of the loops
    for _ in range(200):
        coking_carbon = (1.34 * 0.73 - 0.83 - 0.040 * 0.62) * 1000 - 3.5 * 12.1
        coking = 1.34 * 497.73658 + 45 * power + coking_carbon * C
        energy = 28.2 + 3.5 + 28.0 * 0.040  # GJ of coke, gas, tar
        coke, coke_gas = coking * 28.2 / energy, coking / energy  # for a tonne, for a GJ
        sinter = (
            900 * 0.02
            + 0.046 * coke
            + (110 + 30) * 0.006
            + 0.06 * (coke_gas + burnt_coke_gas)
            + 48 * power
            + 46 * 0.83 * C
            + 110 * 0.43971
            + 30 * 0.47732
        )
        furnace_carbon = 345 * 0.83 + 152 * 0.78 - 45 - 3.3 * 70.8
        hot_metal = (
            1.25 * sinter
            + 0.345 * coke
            + 250 * 0.12
            + 120 * 0.015
            + 0.152 * 418.14964
            + 95 * power
            + furnace_carbon * C
            - 320 * slag_to_cement * 0.9 * 0.84
        )
        lime = 1780 * 0.006 + 4.2 * burnt_converter_gas + 1780 * 0.43971
        slab_in, coil_in = 1 + 0.012 + 0.008, 1 + 0.015 + 0.010
        from_caster, from_mill = 0.012 / slab_in, 0.015 / (coil_in * slab_in)
        converter_carbon = 930 * 0.045 + (0.12 + from_caster + from_mill - 1) * 1000 * 0.0005 - 0.75 * 49.6
        liquid = (
            0.93 * hot_metal
            + from_caster * scrap_of_caster
            + from_mill * scrap_of_mill
            + 120 * 0.02
            + 0.045 * lime
            + (52 * 0.58 + 40) * power
            + converter_carbon * C
        )
        slab = (slab_in * liquid + 15 * power) / (1 + 0.012)
        freight = 1.10 * 9000 * BULK + (1.45 * 180 + 0.67 * 600) * RAIL + 0.40 * 80 * ROAD
        mill = coil_in * slab + 0.6 * (coke_gas + burnt_coke_gas) + 0.6 * burnt_furnace_gas + 105 * power
        coil = (mill + freight) / (1 + 0.015)
        scrap_of_caster, scrap_of_mill = slab, coil
        power = own_power * 10.2e-3 * burnt_furnace_gas + (1 - own_power) * GRID
    return {
        "total": coil,
        "coke": coke,
        "sinter": sinter,
        "hot_metal": hot_metal,
        "liquid": liquid,
        "power": power,
    }


def battery() -> dict[str, float]:
    """kg CO2e for a kilowatt hour of rated energy, for a pack, and for a kilowatt hour delivered."""
    aluminium, plastic, polypropylene, steel_, circuits = (
        9.10691851,
        3.16478049,
        2.56858892,
        2.85491851,
        24.86547556,
    )
    cells = {  # kg in a pack, kg/kg, km, kg/t·km
        "cathode": (129, 6.8, 900, ROAD),
        "anode graphite": (66, 4.5, 1800, RAIL),
        "binder": (4, 15, 700, ROAD),
        "conductive carbon": (3.5, 2.6, 700, ROAD),
        "copper foil": (34, 6.2, 600, ROAD),
        "aluminium foil": (21, aluminium, 500, ROAD),
        "electrolyte": (75, 3.2, 400, ROAD),
        "separator": (8, polypropylene, 400, ROAD),
        "cell can and cover": (26, aluminium, 300, ROAD),
    }
    pack = {
        "housing": (34, aluminium, 250, ROAD),
        "cold plate": (8, aluminium, 250, ROAD),
        "busbars and cables": (6, 4.5, 300, ROAD),
        "battery management system": (2.5, circuits, 1200, ROAD),
        "covers and insulation": (6, plastic, 200, ROAD),
        "bolts and brackets": (5, steel_, 200, ROAD),
    }

    def bought(lines: Mapping[str, tuple[float, float, float, float]]) -> float:
        return sum(mass * factor + mass / 1000 * km * freight for mass, factor, km, freight in lines.values())

    raw = bought(cells) / 0.94 + bought(pack)
    waste = sum(line[0] for line in cells.values()) * (1 / 0.94 - 1) / 1000 * 6.41061
    energy = 60 * (32 + 1.2) * GRID + 60 * 0.018 * (GAS + GAS_UPSTREAM) + 60 * 0.06 * 0.15311
    total = raw + waste + energy
    return {
        "total": total / 60,
        "raw_material_acquisition": raw / 60,
        "production": (waste + energy) / 60,
        "per_pack": total,
        "per_kwh_delivered": total / (60 * 3000 * 0.80 * 0.90),
    }


if __name__ == "__main__":
    numbers = {
        "aluminium": aluminium(),
        "steel": steel(),
        "steel_without_slag_credit": steel(slag_to_cement=0.0),
        "battery": battery(),
    }
    target = Path(__file__).with_suffix(".json")
    target.write_text(json.dumps(numbers, indent=2) + "\n", encoding="utf-8")
