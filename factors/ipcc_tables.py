"""The IPCC tables in the one schema: GWP, stationary combustion, electricity; used by retabulate.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tabulation import ITEMS, SECOND_COPY, Row, dated, factor, pairs, read, slug


def gwp(folder: Path) -> Iterator[Row]:
    """IPCC GWP and GTP values of every assessment report; a metric other than GWP100 is its own set."""
    for row in read(folder, "ipcc_gwp.csv"):
        metric = row["metric"]
        name = row["gwp_set"] if metric == "GWP100" else f"{row['gwp_set']}-{metric}"
        gas, limits = row["species"].lower(), bool(row["uncertainty_low"])
        yield factor(
            id=f"ipcc.gwp.{name.lower()}.{gas}.{row['variant']}",
            kind="gwp",
            item=gas,
            variant=row["variant"],
            name_en=f"{row['species']} {metric} {row['gwp_set']}"
            + ("" if row["variant"] == "default" else f" ({row['variant']})"),
            category="gas",
            geography="GLOBAL",
            unit="kg",
            unit_published="kg",
            value=row["value"],
            gwp_set=name,
            life_cycle_scope="characterisation",
            gas_coverage=gas,
            spread="limits90" if limits else "",
            spread_low=row["uncertainty_low"],
            spread_high=row["uncertainty_high"],
            spread_of="value" if limits else "",
            source=f"ipcc.gwp.{slug(row['source'])}",
            notes=" ".join(filter(None, [row["uncertainty_note"], row["notes"]])),
        )


def ipcc_combustion(folder: Path) -> Iterator[Row]:
    """IPCC 2006 stationary combustion: one factor a fuel, or a fuel and sector where CH4 and N2O stand."""
    rows = {row["factor_id"].removeprefix("ipcc2006.stat."): row for row in read(folder, COMBUSTION)}
    sectors = ("manufacturing_construction", "energy_industries", "residential")
    for key, row in rows.items():
        fuel, _, gas = key.rpartition(".")
        if gas != "co2":
            continue
        found = [sector for sector in sectors if f"{sector}.{fuel}.ch4" in rows]
        for sector in found or [""]:
            yield combustion(
                row, fuel, sector, sectors, {g: rows.get(f"{sector}.{fuel}.{g}") for g in CH4_N2O}
            )


COMBUSTION = "ipcc2006_stationary_combustion.csv"
CH4_N2O = ("ch4", "n2o")


def combustion(
    row: Row, fuel: str, sector: str, order: tuple[str, ...], others: dict[str, Row | None]
) -> Row:
    """One factor: CO2 of the fuel with its 95 % limits, and CH4 and N2O of the sector where they stand."""
    given = {gas: other["value"] for gas, other in others.items() if other}
    locators = [row["source_locator"], *(other["source_locator"] for other in others.values() if other)]
    words = sector.replace("_", " and " if sector.startswith("manufacturing") else " ")
    return factor(
        id=".".join(filter(None, ["ipcc.2006.stationary", fuel, sector])),
        kind="direct_emission",
        item=ITEMS["fuel"].get(fuel, fuel),
        variant=sector,
        name_en=row["name_en"].removesuffix(" - CO2") + " combustion" + (f" ({words})" if words else ""),
        name_zh=f"{row['name_zh']}燃烧" if row["name_zh"] else "",
        category="fuel",
        geography="GLOBAL",
        reference_year=row["reference_year"],
        published=row["published_on"],
        unit="TJ",
        unit_published=row["unit_denominator"],
        numerator="kg",
        gases=pairs([("co2", row["value"]), *given.items()]),
        carbon="biogenic" if "biogenic" in row["unit_numerator"] else "fossil",
        life_cycle_scope="direct",
        gas_coverage="co2 ch4 n2o" if given else "co2",
        calorific_basis="net",
        spread="limits95",
        spread_low=row["uncertainty_low"],
        spread_high=row["uncertainty_high"],
        spread_of="co2",
        preference=str(order.index(sector)) if sector else "0",
        source="ipcc.2006.stationary",
        locator="; ".join(dict.fromkeys(locators)),
        verification="CO2 equal to a second source" if row["verified_against"] else "",
        notes=row["notes"],
    )


def ar5_electricity(folder: Path) -> Iterator[Row]:
    """IPCC AR5 WG III annex III: literature medians by technology."""
    for row in read(folder, "ipcc_ar5_annex3_electricity.csv"):
        part = row["factor_id"].rpartition(".")[2]
        item, _, variant = ITEMS["ar5_electricity"][part].partition("/")
        yield factor(
            id=row["factor_id"],
            kind="footprint",
            item=item,
            variant=variant,
            supply=item.partition(".")[2],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            category="electricity",
            **dated(row),
            unit="kWh",
            unit_published=row["unit_denominator"],
            numerator=row["unit_numerator"],
            value=row["value"],
            gwp_set="not_stated",
            life_cycle_scope="life_cycle",
            gas_coverage="all",
            delivery_point="plant",
            spread="range" if row["uncertainty_low"] else "",
            spread_low=row["uncertainty_low"],
            spread_high=row["uncertainty_high"],
            spread_of="value" if row["uncertainty_low"] else "",
            source="ipcc.ar5.annex3",
            locator=row["source_locator"],
            verification=SECOND_COPY,
            notes=row["notes"] if row["uncertainty_low"] else "",
        )
