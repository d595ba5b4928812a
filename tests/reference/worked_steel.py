"""A tonne of hot rolled coil by hand, twice: as lines of the whole works, and as a chain of products."""

from __future__ import annotations

from dataclasses import dataclass, field

from worked_tables import (
    BULK,
    COKE_OVEN_GAS,
    CONVERTER_GAS,
    FURNACE_GAS,
    GRID,
    RAIL,
    ROAD,
    C,
    Part,
    fossil,
    result,
    unstated,
)

RAW, MADE = "raw_material_acquisition", "production"
ROUNDS = 200


@dataclass(frozen=True)
class Works:
    """The activity data of the example, and the suppliers' footprints in kg/kg; masses in t."""

    coking_coal: float = 1.34  # for a tonne of coke
    coke_oven_gas: float = 3.5  # GJ
    coal_tar: float = 0.040
    coking_electricity: float = 45  # kWh
    sinter_ore: float = 0.9  # for a tonne of sinter
    coke_breeze: float = 0.046
    sinter_limestone: float = 0.110
    sinter_dolomite: float = 0.030
    ignition_gas: float = 0.06  # GJ
    sinter_electricity: float = 48
    sinter: float = 1.25  # for a tonne of hot metal
    pellets: float = 0.25
    lump_ore: float = 0.12
    coke: float = 0.345
    injected_coal: float = 0.152
    injected_coal_carbon: float = 0.78
    hot_metal_carbon: float = 0.045
    blast_furnace_gas: float = 3.3  # GJ
    furnace_electricity: float = 95
    slag: float = 0.320
    slag_to_cement: float = 0.95
    kiln_limestone: float = 1.78  # for a tonne of lime
    kiln_gas: float = 4.2  # GJ
    hot_metal: float = 0.93  # for a tonne of liquid steel
    bought_scrap: float = 0.12
    steel_carbon: float = 0.0005
    burnt_lime: float = 0.045
    oxygen: float = 52  # Nm3
    oxygen_electricity: float = 0.58  # kWh/Nm3
    converter_gas: float = 0.75  # GJ
    converter_electricity: float = 40
    caster_scrap: float = 0.012  # for a tonne of slab
    caster_loss: float = 0.008
    caster_electricity: float = 15
    mill_scrap: float = 0.015  # for a tonne of coil
    mill_scale: float = 0.010
    mill_coke_oven_gas: float = 0.6  # GJ
    mill_blast_furnace_gas: float = 0.6  # GJ
    mill_electricity: float = 105
    own_power: float = 0.65
    power_plant_heat: float = 10.2e-3  # GJ/kWh
    kwh: float = GRID  # kg for a bought kWh
    freight: dict[str, Part] = field(
        default_factory=lambda: {
            "[iron ore by sea]": BULK.of(1.10 * 9000),
            "[iron ore by rail]": RAIL.of(1.45 * 180),
            "[coal by rail]": RAIL.of(0.67 * 600),
            "[scrap and flux by road]": ROAD.of(0.40 * 80),
        }
    )
    fines: float = 0.02
    lump: float = 0.015
    pellet: float = 0.12
    limestone: float = 0.006
    dolomite: float = 0.006
    scrap: float = 0.02
    clinker: float = 0.84

    @property
    def energy(self) -> float:
        """GJ of coke, gas and tar for a tonne of coke; they share by it."""
        return 28.2 + self.coke_oven_gas + 28.0 * self.coal_tar

    @property
    def coking_co2(self) -> float:
        """kg for a tonne of coke: the carbon of the coal less that of coke, tar and gas."""
        carbon = self.coking_coal * 730 - 830 - self.coal_tar * 620 - self.coke_oven_gas * 12.1
        return carbon * C

    @property
    def carbonates(self) -> float:
        """kg of CO2 for a tonne of sinter."""
        return (self.sinter_limestone * 0.43971 + self.sinter_dolomite * 0.47732) * 1000

    @property
    def furnace_co2(self) -> float:
        """kg for a tonne of hot metal: carbon charged less that of metal and gas."""
        charged = self.coke * 830 + self.injected_coal * self.injected_coal_carbon * 1000
        return (charged - self.hot_metal_carbon * 1000 - self.blast_furnace_gas * 70.8) * C

    @property
    def replaced(self) -> float:
        """kg of CO2e of the clinker that slag replaces, for a tonne of hot metal."""
        return self.slag * self.slag_to_cement * 0.9 * 1000 * self.clinker

    @property
    def slab_in(self) -> float:
        """t of liquid steel for a tonne of slab."""
        return 1 + self.caster_scrap + self.caster_loss

    @property
    def coil_in(self) -> float:
        """t of slab for a tonne of coil."""
        return 1 + self.mill_scrap + self.mill_scale

    @property
    def from_caster(self) -> float:
        """t of its scrap in a tonne of liquid steel."""
        return self.caster_scrap / self.slab_in

    @property
    def from_mill(self) -> float:
        """t of its scrap in a tonne of liquid steel."""
        return self.mill_scrap / (self.coil_in * self.slab_in)

    @property
    def converter_co2(self) -> float:
        """kg for a tonne of liquid steel: the carbon of metal and scrap less that of steel and gas."""
        scrap = self.bought_scrap + self.from_caster + self.from_mill
        carbon = self.hot_metal * self.hot_metal_carbon + (scrap - 1) * self.steel_carbon
        return (carbon * 1000 - self.converter_gas * 49.6) * C


def _levels(one: Works) -> tuple[float, float, float]:
    """Runs of mill and caster and tonnes of liquid steel behind a tonne of coil.

    Caster and mill share by mass: a tonne of scrap that the converter takes back brings as much of them along
    as a tonne of product. So the amounts are found by repeating until the scrap stands still.
    """
    mill, slab, liquid = 1.0, 1.0, 1.0
    for _ in range(ROUNDS):
        mill = (1 + liquid * one.from_mill) / (1 + one.mill_scrap)
        slab = (mill * one.coil_in + liquid * one.from_caster) / (1 + one.caster_scrap)
        liquid = slab * one.slab_in
    return mill, slab, liquid


def steel(one: Works) -> dict[str, object]:
    """The lines: how much of each process stands behind a tonne of coil, times its amounts and factors."""
    mill, slab, liquid = _levels(one)
    metal, lime, oxygen = one.hot_metal * liquid, one.burnt_lime * liquid, one.oxygen * liquid
    sinter = one.sinter * metal
    gas = one.ignition_gas * sinter + one.mill_coke_oven_gas * mill
    # Tar leaves the works with its part of the energy.
    coking = ((one.coke_breeze * sinter + one.coke * metal) * 28.2 + gas) / one.energy
    power = (
        coking * one.coking_electricity + sinter * one.sinter_electricity + metal * one.furnace_electricity
    )
    power += oxygen * one.oxygen_electricity + liquid * one.converter_electricity
    power += slab * one.caster_electricity + mill * one.mill_electricity
    own, furnace, rolling = power * one.own_power * one.power_plant_heat, "blast_furnace", "hot_rolling"
    return result(
        {
            f"{RAW}.coking.coking_coal_washed": unstated(coking * one.coking_coal * 497.73658),
            f"{MADE}.coking.co2": fossil(coking * one.coking_co2),
            f"{RAW}.sintering.iron_ore_fines": fossil(sinter * one.sinter_ore * 1000 * one.fines),
            f"{RAW}.sintering.limestone": fossil(sinter * one.sinter_limestone * 1000 * one.limestone),
            f"{RAW}.sintering.dolomite": fossil(sinter * one.sinter_dolomite * 1000 * one.dolomite),
            f"{MADE}.sintering.gas_burnt": fossil(sinter * one.ignition_gas * COKE_OVEN_GAS),
            f"{MADE}.sintering.breeze": fossil(sinter * one.coke_breeze * 830 * C),
            f"{MADE}.sintering.carbonates": fossil(sinter * one.carbonates),
            f"{RAW}.{furnace}.iron_ore_pellets": fossil(metal * one.pellets * 1000 * one.pellet),
            f"{RAW}.{furnace}.iron_ore_lump": fossil(metal * one.lump_ore * 1000 * one.lump),
            f"{RAW}.{furnace}.injection_coal": unstated(metal * one.injected_coal * 418.14964),
            f"{MADE}.{furnace}.co2": fossil(metal * one.furnace_co2),
            f"{MADE}.{furnace}.slag_granulated_avoided": fossil(-metal * one.replaced),
            f"{RAW}.lime_kiln.limestone": fossil(lime * one.kiln_limestone * 1000 * one.limestone),
            f"{MADE}.lime_kiln.gas_burnt": fossil(lime * one.kiln_gas * CONVERTER_GAS),
            f"{MADE}.lime_kiln.co2": fossil(lime * one.kiln_limestone * 439.71),
            f"{RAW}.converter.steel_scrap": fossil(liquid * one.bought_scrap * 1000 * one.scrap),
            f"{MADE}.converter.co2": fossil(liquid * one.converter_co2),
            f"{MADE}.{rolling}.coke_oven_gas": fossil(mill * one.mill_coke_oven_gas * COKE_OVEN_GAS),
            f"{MADE}.{rolling}.blast_furnace_gas": fossil(mill * one.mill_blast_furnace_gas * FURNACE_GAS),
            **{
                f"{RAW}.{rolling}.transport{name}": (mill * kg, mill * known)
                for name, (kg, known) in one.freight.items()
            },
            f"{MADE}.gas_power_plant.gas_burnt": fossil(own * FURNACE_GAS),
            f"{MADE}.power_supply.electricity": unstated(power * (1 - one.own_power) * one.kwh),
        }
    )


def steel_chain(one: Works) -> float:
    """The same tonne: what each product carries, repeated until power and scrap stand still."""
    power = scrap_of_caster = scrap_of_mill = coil = 0.0  # kg for a kWh and for a tonne
    for _ in range(ROUNDS):
        coking = one.coking_coal * 497.73658 + one.coking_electricity * power + one.coking_co2
        coke, coke_gas = coking * 28.2 / one.energy, coking / one.energy  # for a tonne, for a GJ
        ores = one.sinter_ore * one.fines
        ores += one.sinter_limestone * one.limestone + one.sinter_dolomite * one.dolomite
        sinter = (
            ores * 1000
            + one.coke_breeze * (coke + 830 * C)
            + one.ignition_gas * (coke_gas + COKE_OVEN_GAS)
            + one.sinter_electricity * power
            + one.carbonates
        )
        hot_metal = (
            one.sinter * sinter
            + one.coke * coke
            + one.pellets * 1000 * one.pellet
            + one.lump_ore * 1000 * one.lump
            + one.injected_coal * 418.14964
            + one.furnace_electricity * power
            + one.furnace_co2
            - one.replaced
        )
        lime = one.kiln_limestone * (1000 * one.limestone + 439.71) + one.kiln_gas * CONVERTER_GAS
        liquid = (
            one.hot_metal * hot_metal
            + one.from_caster * scrap_of_caster
            + one.from_mill * scrap_of_mill
            + one.bought_scrap * 1000 * one.scrap
            + one.burnt_lime * lime
            + (one.oxygen * one.oxygen_electricity + one.converter_electricity) * power
            + one.converter_co2
        )
        slab = (one.slab_in * liquid + one.caster_electricity * power) / (1 + one.caster_scrap)
        heat = one.mill_coke_oven_gas * (coke_gas + COKE_OVEN_GAS) + one.mill_blast_furnace_gas * FURNACE_GAS
        freight = sum(kg for kg, _ in one.freight.values())
        mill = one.coil_in * slab + heat + one.mill_electricity * power + freight
        coil = mill / (1 + one.mill_scrap)
        scrap_of_caster, scrap_of_mill = slab, coil
        power = one.own_power * one.power_plant_heat * FURNACE_GAS + (1 - one.own_power) * one.kwh
    return coil
