"""The US EPA tables in the one schema: hub, refrigerants, supply chain; used by retabulate.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from tabulation import ITEMS, Row, factor, pairs, read, slug

KEYS = ITEMS["epa"]
HUB, BLENDS, SUPPLY_CHAIN = (
    f"us_epa_{name}.csv" for name in ("ghg_hub_2025", "refrigerant_blends_2025", "supply_chain_v1.3.0")
)
UNITS = {
    "short ton": "short_ton",
    "mmBtu (HHV)": "mmBtu",
    "gallon": "US_gallon",
    "passenger-mile": "person·mile",
    "vehicle-mile": "mile",
    "short ton-mile": "short_ton·mile",
}
CATEGORIES = {
    "Table 1": "fuel",
    "Table 2": "fuel",
    "Table 6": "electricity",
    "Table 7": "heat",
    "Table 8": "freight",
    "Table 9": "waste",
    "Table 10": "travel",
}
HEATING_VALUE = re.compile(r"default HHV (\S+) (.+)/(.+)$")
PEAT = "Grouped with biomass fuels by the publication; ISO 14067 does not count peat as biomass."
DERIVED = "kg CO2e of the tabulation is mass x GWP100 (AR5) and no published number; it is not repeated here."
# Gas names of the blends; hydrocarbons have no GWP in the tables of this release.
GASES = {"PFC-116": "c2f6", "PFC-218": "c3f8"}
KYOTO = re.compile(r"(HFC|PFC)-")
HYDROCARBONS = frozenset(("propane", "isobutane", "propylene", "butane", "isopentane"))
PART = re.compile(r"([\d.]+)% (\S+)")
MEETS = "published value equals composition x GWP100 (AR5) within rounding"
MEETS_NOT = "the published value is not what composition x GWP100 (AR5) gives:"
DATED = {"reference_year": "2025", "published": "2025-01-15", "valid_from": "2025-01-15"}


def hub(folder: Path) -> Iterator[Row]:
    """Emission factors hub 2025: masses of gas where they are published, kg CO2e where only that is."""
    for row in read(folder, HUB):
        yield emission(row)


def emission(row: Row) -> Row:
    """One row of the hub."""
    table, biogenic = row["table"], bool(row["kg_co2_biogenic"])
    waste = table == "Table 9"
    item, variant = keyed(row)
    gases = [
        ("co2", row["kg_co2_biogenic"] or row["kg_co2_fossil"]),
        *((g, row[f"kg_{g}"]) for g in ("ch4", "n2o")),
    ]
    covered = " ".join(gas for gas, mass in gases if mass)
    return factor(
        id=row["factor_id"],
        kind="footprint" if waste else "direct_emission",
        item=item,
        variant=variant,
        supply="grid_average" if item == "electricity" else "",
        name_en=row["name_en"] + {"Table 1": ", combustion", "Table 2": ", mobile combustion"}.get(table, ""),
        category=CATEGORIES[table],
        geography=row["geography"],
        reference_year="2023" if table == "Table 6" else row["reference_year"],
        published=row["published_on"],
        valid_from=row["published_on"],
        unit=UNITS.get(row["unit_denominator"], row["unit_denominator"]),
        unit_published=row["unit_denominator"],
        numerator="kg CO2e" if waste else "kg",
        value=row["kg_co2e"] if waste else "",
        gases="" if waste else pairs(gases),
        properties=heating_value(row),
        gwp_set=row["gwp_set"] if waste else "",
        carbon=carbon(row, biogenic),
        life_cycle_scope="end_of_life" if waste else "direct",
        gas_coverage="all" if waste else covered,
        calorific_basis="gross" if row["basis"] == "gross (HHV)" else "",
        delivery_point="plant" if table == "Table 6" else "",
        preference="1" if table == "Table 2" else "0",
        source="us.epa.hub.2025",
        locator=table,
        notes=" ".join(filter(None, notes(row))),
    )


def notes(row: Row) -> Iterator[str]:
    """Every remark of the row, and what the schema has no column for."""
    yield f"{row['notes']}." if row["notes"] else ""
    yield f"{row['basis']}." if row["table"] == "Table 7" else ""
    yield "eGRID2023: the year of the data is 2023." if row["table"] == "Table 6" else ""
    yield PEAT if row["name_en"] == "Peat" else ""
    yield DERIVED if row["kg_co2e_is_derived"].startswith("yes") else ""


def carbon(row: Row, biogenic: bool) -> str:
    """Origin of the carbon: only what the publication says; mixtures are not stated."""
    if biogenic:
        return "biogenic"
    if row["table"] in ("Table 6", "Table 9"):
        return "not_stated"
    return "aircraft" if re.search("Aircraft|Air Travel", row["name_en"]) else "fossil"


def heating_value(row: Row) -> str:
    """Give the default gross calorific value that the row prints."""
    found = HEATING_VALUE.search(row["notes"])
    if not found:
        return ""
    number, energy, amount = found.groups()
    return f"gross_calorific_value={number} {energy}/{UNITS.get(amount, amount)}"


def keyed(row: Row) -> tuple[str, str]:
    """Give the item key and the variant of a row."""
    name = row["factor_id"].split(".")[4]
    material, _, route = row["name_en"].rpartition(" - ")
    return {
        "Table 1": (KEYS["fuel"].get(name, name), ""),
        "Table 2": (KEYS["fuel"].get(name, name), "mobile"),
        "Table 6": ("electricity", "us_average" if row["geography"] == "US" else ""),
        "Table 7": ("heat.steam_and_heat", ""),
        "Table 8": (KEYS["freight"].get(name, name), ""),
        "Table 9": (f"waste.{slug(material)}.{KEYS['route'].get(route, slug(route))}", ""),
        "Table 10": (f"travel.{name}", ""),
    }[row["table"]]


def parts(row: Row) -> list[tuple[str, Decimal]]:
    """Give the constituents of a blend as kg per kg, exact."""
    found = PART.findall(row["composition"])
    if sum(Decimal(share) for share, _ in found) != 100:
        raise ValueError(row["composition"])
    return [(name, Decimal(share) / 100) for share, name in found]


def masses(found: list[tuple[str, Decimal]]) -> str:
    """``hfc32=0.5; hfc125=0.5`` of the constituents that are gases of the release."""
    return pairs((key(name), f"{share:f}") for name, share in found)


def key(name: str) -> str:
    """Give the key of a gas by its trade name: ``HFC-134a`` is hfc134a."""
    return GASES.get(name, name.lower().replace("-", ""))


def blend(row: Row, **cells: str) -> Row:
    """Give what both rows of a blend have in common: 1 kg of it, released."""
    return factor(
        kind="direct_emission",
        item=f"refrigerant.{slug(row['refrigerant']).replace('_', '')}",
        category="gas",
        geography="GLOBAL",
        **DATED,
        unit="kg",
        unit_published="kg",
        life_cycle_scope="direct",
        source="us.epa.hub.2025.refrigerants",
        locator="Table 12",
        **cells,
    )


def blends(folder: Path) -> Iterator[Row]:
    """The published GWP100 of each blend, which counts its HFC and PFC only."""
    ar5 = {
        row["species"].lower(): Decimal(row["value"])
        for row in read(folder, "ipcc_gwp.csv")
        if (row["gwp_set"], row["metric"], row["variant"]) == ("AR5", "GWP100", "default")
    }
    for row in read(folder, BLENDS):
        counted = [part for part in parts(row) if KYOTO.match(part[0])]
        total = sum((share * ar5[key(name)] for name, share in counted), Decimal(0))
        meets = abs(total - Decimal(row["gwp100"])) <= Decimal("0.5")
        yield blend(
            row,
            id=f"us.epa.hub2025.t12.{slug(row['refrigerant'])}",
            variant="kyoto_only",
            name_en=f"{row['refrigerant']}, HFC and PFC only (GWP100 as published)",
            value=row["gwp100"],
            gases=masses(counted) if meets else "",
            gwp_set="AR5",
            gas_coverage=" ".join(gas.partition("=")[0] for gas in masses(counted).split("; ")) or "hfc_pfc",
            preference="1",
            status="consistent" if meets else "unverified",
            verification=MEETS if meets else f"unverified: {MEETS_NOT} {total.normalize():f}",
            notes=f"{row['composition'].replace(' ,', ',')}. {row['gwp_set']}.",
        )


def composition(folder: Path) -> Iterator[Row]:
    """The whole composition of each blend with its HCFC; follows from the published shares."""
    for row in read(folder, BLENDS):
        found = parts(row)
        left_out = [f"{name} {share:f} kg/kg" for name, share in found if name in HYDROCARBONS]
        counted = [part for part in found if part[0] not in HYDROCARBONS]
        lacking = f" Not counted, for the release holds no GWP: {', '.join(left_out)}." if left_out else ""
        yield blend(
            row,
            id=f"us.epa.hub2025.t12.{slug(row['refrigerant'])}.composition",
            variant="composition",
            name_en=f"{row['refrigerant']}, all constituents with a GWP",
            numerator="kg",
            gases=masses(counted),
            gas_coverage=" ".join(gas.partition("=")[0] for gas in masses(counted).split("; ")),
            status="derived",
            verification="derived: published composition in kg per kg",
            notes=f"{row['composition'].replace(' ,', ',')}.{lacking}",
        )


def supply_chain(folder: Path) -> Iterator[Row]:
    """Spend-based factors by NAICS: kg CO2e per 2022 US dollar at purchaser's prices, margins included."""
    for row in read(folder, SUPPLY_CHAIN):
        apart = {"value_without_margins": row["value_without_margins"], "margins": row["margins"]}
        yield factor(
            id=row["factor_id"],
            kind="spend",
            item=f"spend.naics.{row['naics_2017']}",
            name_en=row["name_en"],
            category="spend",
            geography=row["geography"],
            reference_year="2022",
            unit="USD",
            unit_published=row["unit_denominator"],
            currency_year="2022",
            value=row["value_with_margins"],
            gases=pairs((gas, row[f"kg_{gas}"]) for gas in ("co2", "ch4", "n2o")),
            properties=pairs((name, f"{value} kgCO2e/USD") for name, value in apart.items()),
            gwp_set="AR5",
            life_cycle_scope="cradle_to_shelf",
            gas_coverage="all",
            source="us.epa.supply_chain.1.3.0",
            locator=f"NAICS 2017 {row['naics_2017']}, USEEIO {row['useeio_code']}",
            notes="Spend-based, economy-wide input-output model; never a product footprint.",
        )


def sources(folder: Path) -> Iterator[Row]:
    """One row a publication."""
    hub_row, spend_row = read(folder, HUB)[0], read(folder, SUPPLY_CHAIN)[0]
    title = "Emission Factors for Greenhouse Gas Inventories (GHG Emission Factors Hub), 2025"
    for key, part in (("us.epa.hub.2025", "tables 1 to 10"), ("us.epa.hub.2025.refrigerants", "table 12")):
        yield publication(key, title, part, hub_row) | {"redistribution": "yes"}
    yield publication(
        "us.epa.supply_chain.1.3.0",
        "Supply Chain Greenhouse Gas Emission Factors by NAICS-6, version 1.3.0",
        "",
        spend_row,
    ) | {"notes": spend_row["gwp_set"]}


def publication(key: str, title: str, document: str, row: Row) -> Row:
    """One row of the sources table."""
    same = {name: row[name] for name in ("publisher", "licence", "redistribution")}
    return {"key": key, "title": title, "document": document, "address": row["source_url"], **same}
