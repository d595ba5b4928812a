"""A kilowatt hour of a battery pack by hand: the sums of a parts list."""

from __future__ import annotations

from dataclasses import dataclass, field

from worked_tables import (
    GAS,
    GAS_UPSTREAM,
    GRID,
    RAIL,
    ROAD,
    Freight,
    Part,
    fossil,
    per_unit,
    result,
    unstated,
)

RAW, MADE = "raw_material_acquisition", "production"
METAL, PLASTIC, POLYPROPYLENE, STEEL, CIRCUITS = 9.10691851, 3.16478049, 2.56858892, 2.85491851, 24.86547556


@dataclass(frozen=True)
class Bought:
    """A row of a parts list: kg in a pack, kg/kg, whether its origin is stated as fossil, km and the way."""

    mass: float
    factor: float
    stated: bool
    km: float = 0
    way: Freight = ROAD


CELLS = (
    Bought(129, 6.8, True, 900),  # cathode
    Bought(66, 4.5, True, 1800, RAIL),  # anode graphite
    Bought(4, 15, True, 700),  # binder
    Bought(3.5, 2.6, True, 700),  # conductive carbon
    Bought(34, 6.2, True, 600),  # copper foil
    Bought(21, METAL, False, 500),  # aluminium foil
    Bought(75, 3.2, True, 400),  # electrolyte
    Bought(8, POLYPROPYLENE, False, 400),  # separator
    Bought(26, METAL, False, 300),  # can and cover
)
REST = (
    Bought(34, METAL, False, 250),  # housing
    Bought(8, METAL, False, 250),  # cold plate
    Bought(6, 4.5, True, 300),  # busbars and cables
    Bought(2.5, CIRCUITS, False, 1200),  # battery management
    Bought(6, PLASTIC, False, 200),  # covers
    Bought(5, STEEL, False, 200),  # bolts
)


@dataclass(frozen=True)
class Pack:
    """The activity data of the example."""

    capacity: float = 60  # kWh
    pack_mass: float = 428  # kg
    cell_yield: float = 0.94
    cell_electricity: float = 32  # kWh for a kWh, as the rest
    cell_gas: float = 0.018  # GJ
    cell_water: float = 0.06  # m3
    pack_electricity: float = 1.2
    cycles: float = 3000
    depth_of_discharge: float = 0.80
    mean_capacity: float = 0.90
    cells: tuple[Bought, ...] = field(default=CELLS)
    rest: tuple[Bought, ...] = field(default=REST)
    kwh: float = GRID  # kg for a kWh

    @property
    def scrap(self) -> float:
        """kg of materials in rejected cells, for a pack."""
        return sum(row.mass for row in self.cells) * (1 / self.cell_yield - 1)


def _materials(rows: tuple[Bought, ...], share: float) -> Part:
    stated = sum(row.mass * row.factor for row in rows if row.stated)
    return sum(row.mass * row.factor for row in rows) / share, stated / share


def _freight(rows: tuple[Bought, ...], share: float) -> Part:
    ways = [row.way.of(row.mass / 1000 * row.km) for row in rows]
    return sum(kg for kg, _ in ways) / share, sum(kg for _, kg in ways) / share


def battery(one: Pack) -> dict[str, object]:
    """The lines of a kilowatt hour; rows of a table are put together."""
    good = one.capacity * one.cell_yield
    lines = {
        f"{RAW}.cell_making.material": _materials(one.cells, good),
        f"{RAW}.cell_making.transport": _freight(one.cells, good),
        f"{RAW}.pack_assembly.material": _materials(one.rest, one.capacity),
        f"{RAW}.pack_assembly.transport": _freight(one.rest, one.capacity),
        f"{MADE}.cell_making.gas_burnt": fossil(one.cell_gas * GAS),
        f"{MADE}.cell_making.gas_supply": unstated(one.cell_gas * GAS_UPSTREAM),
        f"{MADE}.cell_making.water": unstated(one.cell_water * 0.15311),
        f"{MADE}.cell_making.cell_scrap_recycling": unstated(one.scrap / 1000 * 6.41061 / one.capacity),
        f"{MADE}.power_supply.electricity": unstated((one.cell_electricity + one.pack_electricity) * one.kwh),
    }
    units = per_unit(
        lines,
        per_pack=1 / one.capacity,
        per_kilogram=one.pack_mass / one.capacity,
        per_kwh_delivered=one.cycles * one.depth_of_discharge * one.mean_capacity,
    )
    return result(lines, units=units)
