"""Re-tabulate published factor tables into the one schema of this folder (see README.md).

    python factors/retabulate.py <folder of source tables> [<folder to write>]

Values are copied as the decimal text of the publication; where a unit forces a shift of the decimal
point, or two published values are added, that is done in decimal arithmetic, never in binary floats.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ITEMS: dict[str, Any] = json.loads((HERE / "item_keys.json").read_text(encoding="utf-8"))
COLUMNS = (
    *("id", "revision", "kind", "item", "variant", "supply", "name_en", "name_zh", "category", "geography"),
    *("reference_year", "published", "valid_from", "valid_to", "superseded_by", "unit", "unit_published"),
    *("currency_year", "numerator", "value", "gases", "co2e_by_gas", "properties", "gwp_set", "carbon"),
    *("life_cycle_scope", "gas_coverage", "calorific_basis", "delivery_point", "spread", "spread_low"),
    *("spread_high", "spread_of", "pedigree", "derived_from", "preference", "source", "locator", "status"),
    *("verification", "notes"),
)
SOURCE_COLUMNS = ["key", "title", "document", "publisher", "address", "licence", "redistribution", "notes"]
SECOND_COPY = "equal to an independent second copy"
STATUS = (
    ("unverified", "unverified"),
    ("derived", "derived"),
    ("gas parts", "consistent"),
    ("equal to", "second_copy"),
    ("CO2 equal to", "second_copy"),
)

Row = dict[str, str]


def read(folder: Path, name: str) -> list[Row]:
    """Give the rows of one source table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """One table: UTF-8, LF, columns in the order of the schema."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def factor(**cells: str) -> Row:
    """Give a factor row with the defaults of the schema."""
    defaults = {"revision": "1", "preference": "0", "carbon": "not_stated", "numerator": "kg CO2e"}
    return defaults | {"status": status(cells.get("verification", ""))} | cells


def status(verification: str) -> str:
    """Give the word for how a number was checked; empty: it was not."""
    return next((word for start, word in STATUS if verification.startswith(start)), "")


def slug(text: str) -> str:
    """Give a deterministic key segment: lower case, digits, underscores."""
    words = text.lower().replace("+", " plus ").replace(">", " over ").replace("%", " percent ")
    return re.sub(r"[^a-z0-9]+", "_", words).strip("_")


def pairs(values: Iterable[tuple[str, str]]) -> str:
    """``co2=1.5; ch4=0.1`` of the values that are given."""
    return "; ".join(f"{key}={value}" for key, value in values if value)


def shifted(text: str, places: int) -> str:
    """Give the decimal with its point moved by ``places``, exact."""
    return format(Decimal(text).scaleb(places), "f")


def cn_electricity_footprint(folder: Path) -> Iterator[Row]:
    """电力碳足迹因子: national average, generation types, transmission."""
    for row in read(folder, "cn_electricity_footprint.csv"):
        part = row["factor_id"].split(".")[3]
        item = ITEMS["cn_electricity"][part]
        grid = part.startswith("td_")
        inferred = "Transmission and losses are in it, by inference from the generation shares: add none."
        yield factor(
            id=row["factor_id"],
            kind="transmission" if grid else "footprint",
            item=item,
            supply="" if grid else item.partition(".")[2] or "grid_average",
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            category="electricity",
            **dated(row),
            unit="kWh",
            unit_published=row["unit_denominator"],
            value=row["value"],
            gwp_set="not_stated",
            life_cycle_scope="transmission" if grid else "life_cycle",
            gas_coverage="all",
            delivery_point="grid" if grid else ("plant" if "." in item else "consumer"),
            source=f"cn.mee.electricity_footprint.{row['reference_year']}",
            locator=row["source_locator"],
            verification=SECOND_COPY,
            notes=" ".join(filter(None, [row["notes"], inferred if item == "electricity" else ""])),
        )


def dated(row: Row) -> Row:
    """Geography and dates, which several source tables name alike."""
    keys = ("geography", "reference_year", "valid_from", "valid_to", "superseded_by")
    return {key: row[key] for key in keys} | {"published": row["published_on"]}


def cn_electricity_co2(folder: Path) -> Iterator[Row]:
    """电力二氧化碳排放因子: another series, CO2 only, operational."""
    for row in read(folder, "cn_electricity_co2_factors.csv"):
        item = ITEMS["cn_electricity"].get(row["factor_id"].split(".")[3], "electricity")
        yield factor(
            id=row["factor_id"],
            kind="direct_emission",
            item=item,
            supply=item.partition(".")[2] or "grid_average",
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            category="electricity",
            **dated(row),
            unit="kWh",
            unit_published=row["unit_denominator"],
            numerator="kg",
            gases=f"co2={row['value']}",
            carbon="fossil",
            life_cycle_scope="direct",
            gas_coverage="co2",
            delivery_point="consumer",
            source=f"cn.mee.electricity_co2.{row['reference_year']}",
            locator=row["source_locator"],
            verification=SECOND_COPY,
            notes=row["notes"],
        )


def ndrc(folder: Path, derived: bool) -> Iterator[Row]:
    """NDRC fuel defaults: properties, or the CO2 of combustion that follows from them."""
    for row in read(folder, "cn_ndrc_fuel_defaults.csv"):
        unit = row["activity_unit"]
        properties = (
            f"net_calorific_value={row['ncv_gj_per_unit']} GJ/{unit}; "
            f"carbon_content={row['carbon_content_tc_per_gj']} t/GJ; oxidation={row['oxidation_pct']} %"
        )
        co2 = f"co2={shifted(row['co2_t_per_unit_derived'], 3)}"
        name = row["factor_id"].removeprefix("cn.ndrc.fuel.")
        checked = row["verified_against"]
        yield factor(
            id=f"cn.ndrc.combustion.{name}" if derived else row["factor_id"],
            kind="direct_emission" if derived else "fuel_property",
            item=ITEMS["fuel"].get(name, name),
            name_en=row["name_en"] + (", combustion (CO2)" if derived else ", fuel properties"),
            name_zh=row["name_zh"] + ("燃烧(CO2)" if derived else "缺省参数"),
            category="fuel",
            geography=row["geography"],
            unit=unit,
            unit_published=unit,
            numerator="kg" if derived else "",
            gases=co2 if derived else "",
            properties="" if derived else properties,
            carbon="fossil",
            life_cycle_scope="direct" if derived else "properties",
            gas_coverage="co2",
            calorific_basis="net",
            derived_from=row["factor_id"] if derived else "",
            source="cn.ndrc.fuel_defaults",
            verification="unverified: single transcription; compare with the NDRC guideline before use"
            + (f". {checked}" if checked else ""),
            notes=" ".join(filter(None, [REFERENCE.sub("(", row["notes"]), NDRC_DERIVED if derived else ""])),
        )


REFERENCE = re.compile(r"\([^()]*id \d+, ")  # numbers of a private index mean nothing here
NDRC_DERIVED = "Derived: net calorific value x carbon content x oxidation x 44/12, as tabulated."


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
    import desnz
    import us_epa

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
    import desnz
    import ipcc_tables
    import us_epa

    return {
        "cn_mee/electricity_footprint.csv": cn_electricity_footprint,
        "cn_mee/electricity_co2.csv": cn_electricity_co2,
        "cn_ndrc/fuel_properties.csv": lambda folder: ndrc(folder, derived=False),
        "cn_ndrc/fuel_combustion.csv": lambda folder: ndrc(folder, derived=True),
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
