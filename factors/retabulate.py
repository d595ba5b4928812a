"""Re-tabulate published factor tables into the one schema of this folder (see README.md).

    python factors/retabulate.py <folder of source tables> [<folder to write>]

Values are copied as the decimal text of the publication; where a unit forces a shift of the decimal
point, or two published values are added, that is done in decimal arithmetic, never in binary floats.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cn_tables
import desnz
import ipcc_tables
import us_epa
from tabulation import HERE, Row, read, slug, write

COLUMNS = (
    *("id", "revision", "kind", "item", "variant", "supply", "name_en", "name_zh", "category", "geography"),
    *("reference_year", "published", "valid_from", "valid_to", "superseded_by", "unit", "unit_published"),
    *("currency_year", "numerator", "value", "gases", "co2e_by_gas", "properties", "gwp_set", "carbon"),
    *("life_cycle_scope", "gas_coverage", "calorific_basis", "delivery_point", "spread", "spread_low"),
    *("spread_high", "spread_of", "pedigree", "derived_from", "preference", "source", "locator", "status"),
    *("verification", "notes"),
)
SOURCE_COLUMNS = ["key", "title", "document", "publisher", "address", "licence", "redistribution", "notes"]


def sources(folder: Path) -> Iterator[Row]:
    """One row a publication."""
    for name, key in (
        ("cn_electricity_footprint.csv", "footprint"),
        ("cn_electricity_co2_factors.csv", "co2"),
    ):
        for row in {row["reference_year"]: row for row in read(folder, name)}.values():
            yield source(f"cn.mee.electricity_{key}.{row['reference_year']}", row)
    yield source("cn.ndrc.fuel_defaults", read(folder, "cn_ndrc_fuel_defaults.csv")[0])
    yield source("ipcc.2006.stationary", read(folder, "ipcc2006_stationary_combustion.csv")[0])
    yield source("ipcc.ar5.annex3", read(folder, "ipcc_ar5_annex3_electricity.csv")[0])
    for text in dict.fromkeys(row["source"] for row in read(folder, "ipcc_gwp.csv")):
        yield source(f"ipcc.gwp.{slug(text)}", GWP_SOURCE | {"source_title": text})
    yield from desnz.SOURCES
    yield from us_epa.sources(folder)


# Tables that are no factors keep the columns they came in.
COPIES = {
    "ecoinvent/basic_uncertainty.csv": "basic_uncertainty.csv",
    "ecoinvent/pedigree_tabulation.csv": "pedigree_matrix.csv",
}
GWP_SOURCE = {
    "publisher": "IPCC",
    "source_url": "https://github.com/openclimatedata/globalwarmingpotentials",
    "licence": "CC0-1.0 (tabulation); numeric facts",
    "redistribution": "yes",
    "source_notes": "the main gases of the whole tabulation are equal to a second table",
}


def source(key: str, row: Row) -> Row:
    """Give a row of the sources table."""
    names = {
        "title": "source_title",
        "document": "source_doc_no",
        "address": "source_url",
        "notes": "source_notes",
    }
    same = {name: row.get(name, "") for name in ("publisher", "licence", "redistribution")}
    return {"key": key, **same, **{name: row.get(old, "") for name, old in names.items()}}


def tables() -> dict[str, Callable[[Path], Iterable[Row]]]:
    """Each table of this folder and what makes it."""
    return {
        "cn_mee/electricity_footprint.csv": cn_tables.cn_electricity_footprint,
        "cn_mee/electricity_co2.csv": cn_tables.cn_electricity_co2,
        "cn_ndrc/fuel_properties.csv": lambda folder: cn_tables.ndrc(folder, derived=False),
        "cn_ndrc/fuel_combustion.csv": lambda folder: cn_tables.ndrc(folder, derived=True),
        "ipcc/gwp.csv": ipcc_tables.gwp,
        "ipcc/stationary_combustion_2006.csv": ipcc_tables.ipcc_combustion,
        "ipcc/electricity_ar5.csv": ipcc_tables.ar5_electricity,
        "uk_desnz/conversion_2024.csv": lambda folder: desnz.conversion(folder, 2024),
        "uk_desnz/conversion_2025.csv": lambda folder: desnz.conversion(folder, 2025),
        "uk_desnz/well_to_wheel_2024.csv": lambda folder: desnz.well_to_wheel(folder, 2024),
        "uk_desnz/well_to_wheel_2025.csv": lambda folder: desnz.well_to_wheel(folder, 2025),
        "uk_desnz/fuel_properties_2024.csv": desnz.fuel_properties,
        "us_epa/emission_factors_hub_2025.csv": us_epa.hub,
        "us_epa/refrigerant_blends_2025.csv": us_epa.blends,
        "us_epa/refrigerant_composition_2025.csv": us_epa.composition,
        "us_epa/supply_chain_1.3.0.csv": us_epa.supply_chain,
    }


def main(arguments: list[str]) -> None:
    """Write every table and the sources."""
    folder, target = Path(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else HERE
    for name, make in tables().items():
        write(target / name, COLUMNS, make(folder))
    write(target / "sources.csv", SOURCE_COLUMNS, sources(folder))
    for name, source_name in COPIES.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((folder / source_name).read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
