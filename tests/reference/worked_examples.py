"""The worked examples and the cases of the shipped rules by hand: a spreadsheet, without the engine.

    python tests/reference/worked_examples.py

writes worked_examples.json, by rule and by the name of the test that expects the numbers. Every number is
copied from the example's activity data and from published tables (worked_tables.py); nothing is read from a
file, so that a fault in reading shows. Where products loop, the footprint is made in two ways that must
agree: as a chain, in which each product carries what went into it, and as lines, each an amount of the whole
times its factor. Loops are closed by algebra (anode butts) or by repeating until nothing moves (power and
scrap of the steel works), never by a matrix.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isclose
from pathlib import Path

from worked_aluminium import Smelter, aluminium, aluminium_chain
from worked_battery import Bought, Pack, battery
from worked_steel import Works, steel, steel_chain
from worked_tables import BULK, CONTAINER, HYDRO, RAIL, TRANSMISSION

DELIVERED = HYDRO + TRANSMISSION
CELLS, BOX = (Bought(50, 6, False),), (Bought(10, 3, False, 100),)
SHIPPED = (Bought(10, 3, False, 100, RAIL), Bought(10, 3, False, 10000, CONTAINER), Bought(10, 3, False))
FAR = (Bought(1, 6, False, 100), Bought(1, 6, False, 10000, CONTAINER))

SMELTERS = {
    "integrated smelter on grid power, by hand": Smelter(),
    "another smelter in round numbers, by hand": Smelter(
        bauxite=2,
        caustic_soda=100,
        lime=200,
        steam_coal=10,
        calcination_gas=3,
        alumina_electricity=200,
        red_mud=1,
        green_coke=1.25,
        calcined_coke_carbon=0.98,
        anode_coke=0.7,
        anode_pitch=0.15,
        packing_coke=0.02,
        baking_gas=2,
        anode_electricity=100,
        rodding_electricity=60,
        alumina=1.9,
        electricity=13000,
        anode_gross=0.5,
        anode_net=0.4,
        anode_sulfur=0.02,
        anode_ash=0.005,
        aluminium_fluoride=20,
        anode_effect_minutes=0.1,
        freight={},
        bauxite_ore=0.01,
        sodium_hydroxide=1,
        burnt_lime=1,
        coal_tar_pitch=0.5,
        fluoride=3,
    ),
    "bauxite by sea, by hand": Smelter(freight={"[bauxite]": BULK.of(4.4 * 10000)}),
    "nothing transported, by hand": Smelter(freight={}),
    "hydropower over the public grid, by hand": Smelter(kwh=DELIVERED),
    "hydropower on a direct line, by hand": Smelter(kwh=HYDRO),
    "hydropower on the site, by hand": Smelter(kwh=HYDRO),
    "lower ends of what is typical, by hand": Smelter(bauxite=2.0, electricity=12800, anode_effect_minutes=0),
    "upper ends of what is typical, by hand": Smelter(bauxite=2.8, electricity=14500, anode_effect_minutes=2),
}


def small(
    cells: tuple[Bought, ...] = (), rest: tuple[Bought, ...] = (), kwh: float = Pack.kwh, assembly: float = 1
) -> Pack:
    """A pack of 10 kWh without gas and rejects, for the cases whose sums fit on a line."""
    return Pack(10, 60, 1, 30, 0, 0.05, assembly, cells=cells, rest=rest, kwh=kwh)


PACKS = {
    "pack of 60 kWh, by hand": Pack(),
    "one material and power, by hand": small(CELLS),
    "a box by road and cells of nothing, by hand": small(rest=BOX),
    "boxes by rail, by sea and from next door, by hand": small(rest=SHIPPED, assembly=10),
    "cells from next door, the region and overseas, by hand": small((*CELLS, *FAR)),
    "hydropower over the public grid, by hand": Pack(kwh=DELIVERED),
    "hydropower on a direct line, by hand": small(CELLS, kwh=HYDRO),
    "hydropower on the site, by hand": small(CELLS, kwh=HYDRO),
    "lower ends of what is typical, by hand": Pack(cell_yield=0.88, cell_electricity=15),
    "upper ends of what is typical, by hand": Pack(cell_yield=0.99, cell_electricity=60),
}
WORKS = {
    "integrated works, by hand": Works(),
    "other works in round numbers, by hand": Works(
        coking_coal=1.4,
        coke_oven_gas=4,
        coal_tar=0.05,
        coking_electricity=40,
        sinter_ore=0.8,
        coke_breeze=0.05,
        sinter_limestone=0.1,
        sinter_dolomite=0.05,
        ignition_gas=0.1,
        sinter_electricity=50,
        sinter=1.2,
        pellets=0.3,
        lump_ore=0.1,
        coke=0.35,
        injected_coal=0.15,
        injected_coal_carbon=0.8,
        hot_metal_carbon=0.04,
        blast_furnace_gas=3,
        furnace_electricity=100,
        slag=0.3,
        slag_to_cement=0.9,
        kiln_limestone=1.8,
        kiln_gas=4,
        hot_metal=0.9,
        bought_scrap=0.15,
        steel_carbon=0.001,
        burnt_lime=0.05,
        oxygen=50,
        oxygen_electricity=0.6,
        converter_gas=0.5,
        converter_electricity=50,
        caster_scrap=0.02,
        caster_loss=0.01,
        caster_electricity=20,
        mill_scrap=0.03,
        mill_scale=0.02,
        mill_coke_oven_gas=0.5,
        mill_blast_furnace_gas=1,
        mill_electricity=100,
        own_power=0.5,
        power_plant_heat=10e-3,
        freight={},
        fines=0.03,
        lump=0.01,
        pellet=0.1,
        limestone=0.005,
        dolomite=0.01,
        scrap=0.03,
        clinker=0.8,
    ),
    "slag not used, by hand": Works(slag_to_cement=0),
    "nothing transported, by hand": Works(freight={}),
    "hydropower over the public grid, by hand": Works(kwh=DELIVERED),
    "hydropower on a direct line, by hand": Works(kwh=HYDRO),
    "hydropower on the site, by hand": Works(kwh=HYDRO),
    "lower end of what is typical, by hand": Works(coke=0.300),
    "upper end of what is typical, by hand": Works(coke=0.450),
}


def numbers() -> dict[str, dict[str, dict[str, object]]]:
    """All cases by rule and by the name of the test."""
    return {
        "cn.aluminium.primary": {name: aluminium(one) for name, one in SMELTERS.items()},
        "cn.battery.lfp": {name: battery(one) for name, one in PACKS.items()},
        "cn.steel.bf-bof": {name: steel(one) for name, one in WORKS.items()},
    }


def differences() -> Iterator[str]:
    """Where lines and chain do not agree."""
    pairs = {name: (aluminium(one)["total"], aluminium_chain(one)) for name, one in SMELTERS.items()}
    pairs |= {name: (steel(one)["total"], steel_chain(one)) for name, one in WORKS.items()}
    for name, (lines, chain) in pairs.items():
        if not (isinstance(lines, float) and isclose(lines, chain, rel_tol=1e-12)):
            yield f"{name}: the lines give {lines}, the chain {chain}"


if __name__ == "__main__":
    if found := list(differences()):
        raise SystemExit("\n".join(found))
    target = Path(__file__).with_suffix(".json")
    target.write_text(json.dumps(numbers(), indent=2) + "\n", encoding="utf-8")
