"""A tonne of molten aluminium by hand, twice: as lines of the whole smelter, and as a chain of products."""

from __future__ import annotations

from dataclasses import dataclass, field

from worked_tables import (
    C2F6,
    CF4,
    COAL,
    COAL_UPSTREAM,
    GAS,
    GAS_UPSTREAM,
    GRID,
    RAIL,
    ROAD,
    C,
    Part,
    fossil,
    per_unit,
    result,
    unstated,
)

RAW, MADE = "raw_material_acquisition", "production"


@dataclass(frozen=True)
class Smelter:
    """The activity data of the example, and the suppliers' footprints in kg/kg."""

    bauxite: float = 2.30  # for a tonne of alumina: t
    caustic_soda: float = 120  # kg
    lime: float = 150  # kg
    steam_coal: float = 7.2  # GJ
    calcination_gas: float = 3.1  # GJ
    alumina_electricity: float = 230  # kWh
    red_mud: float = 1.3  # t
    green_coke: float = 1.28  # t for a tonne of calcined coke
    calcined_coke_carbon: float = 0.975
    anode_coke: float = 0.735  # for a tonne of baked anode: t
    anode_pitch: float = 0.165  # t
    packing_coke: float = 0.012  # t
    baking_gas: float = 2.4  # GJ
    anode_electricity: float = 150  # kWh
    rodding_electricity: float = 35  # kWh for a tonne of net anode
    alumina: float = 1.915  # for a tonne of metal: t
    electricity: float = 13450  # kWh
    anode_gross: float = 0.475  # t
    anode_net: float = 0.405  # t
    anode_sulfur: float = 0.021
    anode_ash: float = 0.0045
    aluminium_fluoride: float = 17.5  # kg
    anode_effect_minutes: float = 0.12
    kwh: float = GRID  # kg for a kWh of the potrooms
    freight: dict[str, Part] = field(
        default_factory=lambda: {
            "[bauxite]": ROAD.of(4.4045 * 60),
            "[steam coal]": RAIL.of(0.594 * 1200),
            "[green coke]": RAIL.of(0.454 * 900),
        }
    )
    bauxite_ore: float = 0.012
    sodium_hydroxide: float = 1.2
    burnt_lime: float = 1.1
    coal_tar_pitch: float = 0.65
    fluoride: float = 2.9

    @property
    def butts(self) -> float:
        """What comes back of an anode."""
        return (self.anode_gross - self.anode_net) / self.anode_gross

    @property
    def volatiles(self) -> float:
        """t of carbon burnt in baking a tonne."""
        return (self.anode_coke + self.anode_pitch + self.butts) * (1 - 0.005) - 1

    @property
    def packing(self) -> float:
        """t of carbon of packing coke for a tonne of baked anode."""
        return self.packing_coke * (1 - 0.02 - 0.025)

    @property
    def cf4(self) -> float:
        """kg for a tonne of metal."""
        return 0.143 * self.anode_effect_minutes

    @property
    def anode_carbon(self) -> float:
        """t for a tonne of metal."""
        return self.anode_net * (1 - self.anode_sulfur - self.anode_ash)


def aluminium(one: Smelter) -> dict[str, object]:
    """The lines: amounts of the whole smelter for a tonne of metal, times factors."""
    refined, baked = one.alumina, one.anode_gross  # t; what is set in the cells was baked
    coke = baked * (one.anode_coke + one.packing_coke)  # t, calcined
    lost = one.green_coke * 0.87 - one.calcined_coke_carbon  # t of carbon for a tonne of it
    workshops = (
        refined * one.alumina_electricity
        + baked * one.anode_electricity
        + one.anode_net * one.rodding_electricity
    )
    refinery, coking, baking = f"{RAW}.alumina_refining", f"{RAW}.coke_calcining", f"{RAW}.anode_baking"
    cell, made = f"{RAW}.electrolysis", f"{MADE}.electrolysis"
    lines = {
        f"{refinery}.bauxite_ore": fossil(refined * one.bauxite * 1000 * one.bauxite_ore),
        f"{refinery}.sodium_hydroxide": fossil(refined * one.caustic_soda * one.sodium_hydroxide),
        f"{refinery}.burnt_lime": fossil(refined * one.lime * one.burnt_lime),
        f"{refinery}.coal_burnt": fossil(refined * one.steam_coal * COAL),
        f"{refinery}.coal_supply": unstated(refined * one.steam_coal * COAL_UPSTREAM),
        f"{refinery}.gas_burnt": fossil(refined * one.calcination_gas * GAS),
        f"{refinery}.gas_supply": unstated(refined * one.calcination_gas * GAS_UPSTREAM),
        f"{refinery}.red_mud_landfill": unstated(refined * one.red_mud * 1.23393),
        f"{coking}.green_petroleum_coke": unstated(coke * one.green_coke * 402.62468),
        f"{coking}.co2": fossil(coke * lost * 1000 * C),
        f"{baking}.coal_tar_pitch": fossil(baked * one.anode_pitch * 1000 * one.coal_tar_pitch),
        f"{baking}.gas_burnt": fossil(baked * one.baking_gas * GAS),
        f"{baking}.gas_supply": unstated(baked * one.baking_gas * GAS_UPSTREAM),
        f"{baking}.packing": fossil(baked * one.packing * 1000 * C),
        f"{baking}.volatiles": fossil(baked * one.volatiles * 1000 * C),
        f"{RAW}.power_supply.auxiliary_electricity": unstated(workshops * GRID),
        f"{cell}.aluminium_fluoride_salt": fossil(one.aluminium_fluoride * one.fluoride),
        **{f"{cell}.transport{name}": part for name, part in one.freight.items()},
        f"{made}.electricity": unstated(one.electricity * one.kwh),
        f"{made}.anode_carbon": fossil(one.anode_carbon * 1000 * C),
        f"{made}.cf4": fossil(one.cf4 * CF4),
        f"{made}.c2f6": fossil(one.cf4 * 0.121 * C2F6),
    }
    gases = {"cf4": one.cf4, "c2f6": one.cf4 * 0.121}
    return result(lines, gases=gases, units=per_unit(lines, per_kilogram=1000))


def aluminium_chain(one: Smelter) -> float:
    """The same tonne as a chain: alumina, anodes with their butts, and the cell."""
    alumina = (
        one.bauxite * 1000 * one.bauxite_ore
        + one.caustic_soda * one.sodium_hydroxide
        + one.lime * one.burnt_lime
        + one.steam_coal * (COAL + COAL_UPSTREAM)
        + one.calcination_gas * (GAS + GAS_UPSTREAM)
        + one.alumina_electricity * GRID
        + one.red_mud * 1.23393
    )
    burnt = (one.green_coke * 0.87 - one.calcined_coke_carbon) * 1000 * C
    calcined_coke = one.green_coke * 402.62468 + burnt
    pitch = one.anode_pitch * 1000 * one.coal_tar_pitch
    bought = pitch + one.baking_gas * (GAS + GAS_UPSTREAM) + one.anode_electricity * GRID
    carbon = (one.packing + one.volatiles) * 1000 * C
    fresh_anode = (one.anode_coke + one.packing_coke) * calcined_coke + bought + carbon
    # Rodding shares by mass, so that a tonne of consumed anode and a tonne of butts carry the same x. A baked
    # anode carries fresh + butts x, and x = fresh + butts x + rodding (1 - butts); solved for x:
    consumed_anode = fresh_anode / (1 - one.butts) + one.rodding_electricity * GRID
    freight = sum(kg for kg, _ in one.freight.values())
    raw = one.alumina * alumina + one.anode_net * consumed_anode + one.aluminium_fluoride * one.fluoride
    gases = one.cf4 * (CF4 + 0.121 * C2F6)
    return raw + freight + one.electricity * one.kwh + one.anode_carbon * 1000 * C + gases
