"""The UK DESNZ conversion factors in the one schema; used by retabulate.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from tabulation import ITEMS, Row, factor, pairs, read, slug

KEYS = ITEMS["desnz"]
UNITS = {
    "tonnes": "t",
    "cubic metres": "m3",
    "litres": "L",
    "kWh (Gross CV)": "kWh",
    "kWh (Net CV)": "kWh",
    "tonne.km": "t·km",
    "passenger.km": "person·km",
    "miles": "mile",
    "million litres": "million L",
    "Room per night": "item",
    "per FTE Working Hour": "h",
}
SCOPES = {
    "direct (in use / at generation)": ("direct_emission", "direct"),
    "upstream (well-to-tank)": ("upstream", "upstream"),
    "cradle-to-gate (material)": ("footprint", "cradle_to_gate"),
    "end-of-life treatment": ("footprint", "end_of_life"),
    "activity average (as published)": ("footprint", "activity_average"),
    "T&D losses": ("transmission", "direct_losses"),
    "biogenic CO2 (outside of scopes)": ("direct_emission", "biogenic_co2"),
}
CATEGORIES = (
    ("fuel", r"Fuels|Bioenergy|WTT- (fuels|bioenergy)|Outside"),
    ("freight", r"Freighting|Delivery|WTT- delivery"),
    ("travel", r"Passenger|Business|Managed assets- vehicles|WTT- (pass|business)|UK electricity.*EVs|Hotel"),
    ("electricity", r".*electricity|Transmission"),
    ("heat", r".*Heat|WTT- heat"),
    ("material", "Material"),
    ("waste", "Waste"),
    ("water", "Water"),
    ("gas", "Refrigerant"),
    ("homeworking", "Homeworking"),
)
YEARS = {2024: "2024-10-30", 2025: "2025-06-10"}
WELL_TO_WHEEL = ("uk.desnz.", "uk.desnz.well_to_wheel.")
RF_NOTE = "With RF: the CO2 part carries a multiplier for non-CO2 effects of aviation and is no mass of CO2."
LICENCE = {"publisher": "DESNZ (UK)", "licence": "OGL-UK-3.0", "redistribution": "yes, attribution"}
ADDRESS = "https://www.gov.uk/government/publications/greenhouse-gas-reporting-conversion-factors-"
CHECK = "gas parts add up to the published value within 1e-5; valid dates are the UK reporting year"
SOURCES: list[Row] = [
    *(
        LICENCE
        | {
            "key": f"uk.desnz.{year}",
            "title": f"UK Government GHG Conversion Factors for Company Reporting {year}",
            "document": document,
            "address": f"{ADDRESS}{year}",
            "notes": CHECK,
        }
        for year, document in ((2024, "v1.1, flat file"), (2025, "flat file"))
    ),
    LICENCE
    | {
        "key": "uk.desnz.2024.properties",
        "title": "UK Government GHG Conversion Factors for Company Reporting 2024, fuel properties",
        "document": "conversion factors 2024 v1.1, full set, sheet 'Fuel properties'",
        "address": f"{ADDRESS}2024",
    },
]


def conversion(folder: Path, year: int) -> Iterator[Row]:
    """All rows of a year, as published."""
    following = successors(folder, year)
    for row in read(folder, f"uk_desnz_ghg_{year}.csv"):
        yield converted(row, following)


def successors(folder: Path, year: int) -> dict[str, str]:
    """Row ids of the flat file to the factor ids of the next year's edition; empty for the last one."""
    if year == max(YEARS):
        return {}
    return {row["source_row_id"]: row["factor_id"] for row in read(folder, f"uk_desnz_ghg_{year + 1}.csv")}


def converted(row: Row, following: dict[str, str]) -> Row:
    """One published row."""
    kind, scope = SCOPES[row["life_cycle_scope"]]
    parts = pairs((gas, row[f"co2e_from_{gas}"]) for gas in ("co2", "ch4", "n2o"))
    biogenic, forced = scope == "biogenic_co2", row["column_text"] == "With RF"
    item, variant = keyed(row)
    return factor(
        id=row["factor_id"],
        kind=kind,
        item=item,
        variant=variant,
        supply="grid_average" if item == "electricity" else "",
        name_en=row["name_en"],
        category=category(row),
        geography=row["geography"],
        reference_year=row["reference_year"],
        published=row["published_on"][:10],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        superseded_by=following.get(row["source_row_id"], ""),
        unit=UNITS.get(row["unit_denominator"], row["unit_denominator"]),
        unit_published=row["unit_denominator"],
        numerator="kg" if biogenic else row["unit_numerator"],
        value=row["value"],
        gases=parts if biogenic else "",
        co2e_by_gas="" if biogenic else parts,
        gwp_set="" if biogenic else "AR5",
        carbon=carbon(row, kind),
        life_cycle_scope="direct_with_radiative_forcing" if forced and kind == "direct_emission" else scope,
        gas_coverage="co2" if biogenic else "all",
        calorific_basis=row["basis"].removesuffix(" CV"),
        preference=preference(variant),
        source=f"uk.desnz.{row['reference_year']}",
        locator=f"row {row['source_row_id']}",
        verification="gas parts add up" if row["co2e_from_ch4"] else "",
        notes=RF_NOTE if forced and parts else "",
    )


def category(row: Row) -> str:
    """Give the category of the items file."""
    return next(name for name, pattern in CATEGORIES if re.match(pattern, row["level1"]))


def preference(variant: str) -> str:
    """Of the refrigerant totals the whole one goes first, the Kyoto gases alone second."""
    return {"kyoto_only": "1", "non_kyoto_only": "2"}.get(variant, "0")


def carbon(row: Row, kind: str) -> str:
    """Only what the publication allows: combustion of fossil fuels, of biomass, in aircraft."""
    if row["level1"] in ("Bioenergy", "Outside of scopes"):
        return "biogenic"
    mixed = re.search("lectric|Heat and steam|Refrigerant", f"{row['level1']} {row['column_text']}")
    if kind != "direct_emission" or mixed:
        return "not_stated"
    return "aircraft" if "lights" in row["level2"] else "fossil"


def keyed(row: Row) -> tuple[str, str]:
    """Give the item key and the variant of a row."""
    level1 = row["level1"].removeprefix("WTT- ").lower()
    level2 = row["level2"].removeprefix("WTT- ")
    if level1 in ("fuels", "bioenergy", "outside of scopes"):
        fuel = KEYS["fuel"].get(row["level3"], slug(row["level3"]))
        return (f"{fuel}.biogenic_co2" if level1.startswith("outside") else fuel), ""
    if level1 in ("freighting goods", "delivery vehs & freight", "delivery vehicles"):
        prefix = "delivery_fleet" if level1 == "delivery vehicles" else "freight"
        return freight(prefix, level2, row), ""
    if level1 == "refrigerant & other":
        return f"refrigerant.{slug(row['level3'])}", KEYS["kyoto"][row["column_text"]]
    if level1 in ("material use", "waste disposal"):
        prefix = level1.partition(" ")[0]
        name = KEYS["material"].get(row["level3"], slug(row["level3"]))
        return f"{prefix}.{name}.{KEYS['route'][row['column_text']]}", ""
    return KEYS["other"].get(f"{level1}/{level2}/{row['level3']}") or travel(level1, level2, row), ""


def freight(prefix: str, level2: str, row: Row) -> str:
    """``freight.road.artic_over_33t.average_laden``, ``freight.sea.container``, ``freight.air.long_haul``."""
    name = KEYS["vehicle"].get(row["level3"].lower(), slug(row["level3"]))
    head = {"hgv": "road", "van": "van", "rai": "rail", "car": "sea", "sea": "sea", "fre": "air"}[
        level2.lower()[:3]
    ]
    if "refrigerated" in level2:
        head += ".refrigerated"
    size = "" if row["level4"] in ("Average", "All dwt") else slug(row["level4"])
    load = KEYS["load"].get(row["column_text"], slug(row["column_text"]))
    if head == "rail":
        name = ""
    return ".".join(filter(None, [prefix, head, name, size, load]))


def travel(level1: str, level2: str, row: Row) -> str:
    """Passenger transport and the rest: the levels as they are, one segment each."""
    group = KEYS["group"].get(level1, slug(level1))
    levels = [
        slug(row[key]) for key in ("level3", "level4", "column_text") if row[key] != row["unit_denominator"]
    ]
    return ".".join(filter(None, [group, slug(level2), *levels]))


def well_to_wheel(folder: Path, year: int) -> Iterator[Row]:
    """Derive sums for fuels and freight: in use + well-to-tank, with both ids."""
    rows, following = read(folder, f"uk_desnz_ghg_{year}.csv"), successors(folder, year)
    tank = {
        pairing(row): row for row in rows if row["level1"] in ("WTT- fuels", "WTT- delivery vehs & freight")
    }
    for row in rows:
        if row["level1"] in ("Fuels", "Freighting goods") and (other := tank.get(pairing(row))):
            yield summed(converted(row, following), converted(other, following), row["level1"] == "Fuels")


def pairing(row: Row) -> tuple[str, ...]:
    """Say what a direct row and its well-to-tank row have in common."""
    keys = ("level2", "level3", "level4", "column_text", "unit_denominator")
    return tuple(row[key].removeprefix("WTT- ").lower() for key in keys)


def summed(direct: Row, upstream: Row, fuel: bool) -> Row:
    """Give a derived footprint; its parts by gas are those of the direct factor, the rest is not split."""
    name = direct["name_en"]
    return direct | {
        "id": direct["id"].replace(*WELL_TO_WHEEL, 1),
        "superseded_by": direct["superseded_by"].replace(*WELL_TO_WHEEL, 1),
        "kind": "footprint",
        "name_en": f"{name} / {'combustion' if fuel else 'in use'} + well-to-tank (derived sum)",
        "value": format(Decimal(direct["value"]) + Decimal(upstream["value"]), "f"),
        "carbon": direct["carbon"],
        "life_cycle_scope": direct["life_cycle_scope"].replace("direct", "upstream_and_direct", 1),
        "derived_from": f"{direct['id']}; {upstream['id']}",
        "locator": f"{direct['locator']} + {upstream['locator']}",
        "status": "derived",
        "verification": "derived: sum of two published values",
    }


def fuel_properties(folder: Path) -> Iterator[Row]:
    """Calorific values and densities: the bridge between net and gross, mass and volume."""
    units = {
        "net_calorific_value": ("net_cv_gj_per_t", "GJ/t"),
        "gross_calorific_value": ("gross_cv_gj_per_t", "GJ/t"),
        "density": ("density_kg_per_m3", "kg/m3"),
        "specific_volume": ("litres_per_tonne", "L/t"),
        "net_calorific_value_kwh_per_kg": ("net_cv_kwh_per_kg", "kWh/kg"),
        "gross_calorific_value_kwh_per_kg": ("gross_cv_kwh_per_kg", "kWh/kg"),
        "net_calorific_value_kwh_per_l": ("net_cv_kwh_per_l", "kWh/L"),
        "gross_calorific_value_kwh_per_l": ("gross_cv_kwh_per_l", "kWh/L"),
    }
    for row in read(folder, "uk_desnz_fuel_properties_2024.csv"):
        yield factor(
            id=row["fuel_id"],
            kind="fuel_property",
            item=KEYS["fuel"].get(row["fuel"], slug(row["fuel"])),
            name_en=f"{row['fuel']}, fuel properties",
            category="fuel",
            geography="GB",
            reference_year=row["reference_year"],
            published=YEARS[2024],
            unit="t",
            unit_published="t",
            numerator="",
            properties=pairs((key, row[old] and f"{row[old]} {unit}") for key, (old, unit) in units.items()),
            life_cycle_scope="properties",
            source="uk.desnz.2024.properties",
            locator=row["group"],
        )
