"""Published numbers for the worked examples, copied from the tables and read from no file of this project.

GWP100 of AR6: CH4 fossil 29.8, N2O 273, CF4 7380, C2F6 12400. IPCC 2006 volume 2 tables 2.2, 2.3 for fuels.
UK DESNZ 2024 for upstream fuels, freight, landfill, water and materials, as published (AR5: CH4 28, N2O 265):
activity data of 2024 take the edition of their year; freight in use is published by gas and stands under AR6
here. MEE 2024: the average of the grid, hydropower, and transmission with losses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Part = tuple[float, float]
"""kg CO2e, and what of it the source states as fossil."""

CH4, N2O, CF4, C2F6 = 29.8, 273.0, 7380.0, 12400.0
GRID, HYDRO, TRANSMISSION = 0.5777, 0.0141, 0.0327  # kg/kWh, 2024
COAL = 94.6 + 0.010 * CH4 + 0.0015 * N2O  # kg/GJ burnt, manufacturing
GAS = 56.1 + 0.001 * CH4 + 0.0001 * N2O  # kg/GJ burnt
COKE_OVEN_GAS, FURNACE_GAS, CONVERTER_GAS = 44.4, 260.0, 182.0  # kg/GJ burnt
COAL_UPSTREAM = 0.05925 / 3.6e-3  # kg/GJ net, from kg/kWh
GAS_UPSTREAM = 0.03347 / 3.6e-3
C = 3.6667  # the rules' 44/12


@dataclass(frozen=True)
class Freight:
    """kg CO2e/(t km) as published: in use under AR5, of which the three gases; and well to tank."""

    published: float
    co2: float
    ch4: float
    n2o: float
    supply: float

    def of(self, tonne_km: float) -> Part:
        """The gases under AR6, which are fossil; beside them what rounding left, and the supply."""
        gases = self.co2 + self.ch4 * CH4 / 28 + self.n2o * N2O / 265
        rest = self.published - (self.co2 + self.ch4 + self.n2o)
        return tonne_km * (gases + rest + self.supply), tonne_km * gases


ROAD = Freight(0.09752, 0.09601, 0.00002, 0.00149, supply=0.02359)
RAIL = Freight(0.02779, 0.02749, 0.00002, 0.00028, supply=0.00691)
CONTAINER = Freight(0.01612, 0.01592, 0.00001, 0.00019, supply=0.00365)
BULK = Freight(0.00353, 0.00349, 0.00000112, 0.00004, supply=0.00080)


def fossil(kg: float) -> Part:
    """An emission, or a bought footprint whose origin is stated as fossil."""
    return kg, kg


def unstated(kg: float) -> Part:
    """A published footprint that does not say from where its carbon is."""
    return kg, 0.0


def per_unit(lines: Mapping[str, Part], **amounts: float) -> dict[str, float]:
    """The total of lines over the amounts of further units that are in one declared unit."""
    total = sum(kg for kg, _ in lines.values())
    return {name: total / amount for name, amount in amounts.items()}


def result(lines: Mapping[str, Part], **more: dict[str, float]) -> dict[str, object]:
    """What a test may expect: total, stages, origins, and each line, all in kg CO2e for the unit."""
    total = sum(kg for kg, _ in lines.values())
    known = sum(kg for _, kg in lines.values())
    stages = dict.fromkeys((name.partition(".")[0] for name in lines), 0.0)
    for name, (kg, _) in lines.items():
        stages[name.partition(".")[0]] += kg
    return {
        "total": total,
        "stages": stages,
        "categories": {"fossil": known, "not_stated": total - known},
        "lines": {name: kg for name, (kg, _) in lines.items()},
        **more,
    }
