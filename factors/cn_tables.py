"""Tabulation of the Chinese tables: electricity footprints, electricity CO2 factors, NDRC fuel defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tabulation import ITEMS, SECOND_COPY, Row, dated, factor, read, shifted


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
