"""US EPA, DESNZ 2024, places and pedigree: every row and every value against its source table."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest

from lca.content import content
from lca.factors.columns import entries

FACTORS = content("factors")
pytestmark = pytest.mark.shared
AR5 = {"co2": Decimal(1), "ch4": Decimal(28), "n2o": Decimal(265)}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped(name):
    return {row["id"]: row for row in rows(FACTORS / name)}


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_desnz_value(shared, year):
    ours, theirs = (
        shipped(f"uk_desnz/conversion_{year}.csv"),
        rows(shared / "factors" / f"uk_desnz_ghg_{year}.csv"),
    )
    assert len(ours) == len(theirs) == 2672
    for row in theirs:
        mine = ours[row["factor_id"]]
        given = {gas: row[f"co2e_from_{gas}"] for gas in ("co2", "ch4", "n2o") if row[f"co2e_from_{gas}"]}
        assert mine["value"] == row["value"]
        assert dict(entries(mine["co2e_by_gas"] or mine["gases"])) == given
        assert mine["unit_published"] == row["unit_denominator"]
        assert (mine["valid_from"], mine["valid_to"]) == (row["valid_from"], row["valid_to"])
        if given and row["value"]:  # biogenic CO2 outside of scopes has no total
            total = sum(map(Decimal, given.values()))
            assert abs(total - Decimal(row["value"])) <= Decimal("0.0000101")


def test_each_row_of_2024_leads_to_its_row_of_2025(shared):
    before, after = (shipped(f"uk_desnz/conversion_{year}.csv") for year in (2024, 2025))
    source = {
        row["source_row_id"]: row["factor_id"] for row in rows(shared / "factors" / "uk_desnz_ghg_2025.csv")
    }
    for row in rows(shared / "factors" / "uk_desnz_ghg_2024.csv"):
        mine = before[row["factor_id"]]
        assert mine["superseded_by"] == source[row["source_row_id"]]
        assert after[mine["superseded_by"]]["item"] == mine["item"]
    assert not any(row["superseded_by"] for row in after.values())
    derived = [shipped(f"uk_desnz/well_to_wheel_{year}.csv") for year in (2024, 2025)]
    assert all(row["superseded_by"] in derived[1] for row in derived[0].values())


def test_hub(shared):
    ours, theirs = (
        shipped("us_epa/emission_factors_hub_2025.csv"),
        rows(shared / "factors" / "us_epa_ghg_hub_2025.csv"),
    )
    assert len(ours) == len(theirs) == 362
    for row in theirs:
        mine = ours[row["factor_id"]]
        assert mine["geography"] == row["geography"]
        assert mine["unit_published"] == row["unit_denominator"]
        masses = {
            "co2": row["kg_co2_fossil"] or row["kg_co2_biogenic"],
            "ch4": row["kg_ch4"],
            "n2o": row["kg_n2o"],
        }
        assert dict(entries(mine["gases"])) == {gas: mass for gas, mass in masses.items() if mass}
        assert (mine["carbon"] == "biogenic") == bool(row["kg_co2_biogenic"])
        if row["table"] == "Table 9":
            assert (mine["value"], mine["gwp_set"], mine["kind"]) == (row["kg_co2e"], "AR4", "footprint")
        else:
            assert (mine["value"], mine["kind"]) == ("", "direct_emission")
        assert (mine["calorific_basis"] == "gross") == (row["basis"] == "gross (HHV)")
        heat = re.search(r"default HHV (\S+) mmBtu", row["notes"])
        assert bool(heat) == bool(mine["properties"])
        assert not heat or mine["properties"].startswith(f"gross_calorific_value={heat[1]} mmBtu/")
        assert row["notes"] in mine["notes"]


def test_hub_co2e_of_the_tabulation_follows_from_the_masses(shared):
    ours, compared = shipped("us_epa/emission_factors_hub_2025.csv"), 0
    for row in rows(shared / "factors" / "us_epa_ghg_hub_2025.csv"):
        if not row["kg_co2e_is_derived"].startswith("yes"):
            continue
        masses = dict(entries(ours[row["factor_id"]]["gases"]))
        biogenic = row["kg_co2_biogenic"]
        counted = {gas: Decimal(mass) for gas, mass in masses.items() if not (biogenic and gas == "co2")}
        total = sum(mass * AR5[gas] for gas, mass in counted.items())
        tabulated = Decimal(row["kg_co2e"])  # with eight digits or eight decimals
        assert abs(total - tabulated) <= max(Decimal("1e-8"), tabulated * Decimal("5e-8"))
        compared += 1
    assert compared == 169


def test_blends(shared):
    theirs = rows(shared / "factors" / "us_epa_refrigerant_blends_2025.csv")
    published, whole = (shipped(f"us_epa/refrigerant_{name}_2025.csv") for name in ("blends", "composition"))
    assert len(theirs) == len(published) == len(whole) == 30
    hydrocarbons = {"propane", "isobutane", "propylene", "butane", "isopentane"}
    named = {"PFC-116": "c2f6", "PFC-218": "c3f8"}
    for row in theirs:
        key = f"us.epa.hub2025.t12.{row['refrigerant'].lower().replace('-', '_')}"
        assert published[key]["value"] == row["gwp100"]
        shares = {
            named.get(name, name.lower().replace("-", "")): Decimal(share) / 100
            for share, name in re.findall(r"([\d.]+)% (\S+)", row["composition"])
        }
        assert sum(shares.values()) == 1
        mine = {gas: Decimal(mass) for gas, mass in entries(whole[f"{key}.composition"]["gases"])}
        assert mine == {gas: share for gas, share in shares.items() if gas not in hydrocarbons}
        for name in shares.keys() & hydrocarbons:
            assert name in whole[f"{key}.composition"]["notes"]
    doubtful = [row["id"] for row in published.values() if row["status"] == "unverified"]
    assert doubtful == ["us.epa.hub2025.t12.r_424a"]


def test_supply_chain(shared):
    ours = shipped("us_epa/supply_chain_1.3.0.csv")
    theirs = rows(shared / "factors" / "us_epa_supply_chain_v1.3.0.csv")
    assert len(ours) == len(theirs) == 1016
    for row in theirs:
        mine = ours[row["factor_id"]]
        assert (mine["kind"], mine["unit"], mine["currency_year"]) == ("spend", "USD", "2022")
        assert mine["value"] == row["value_with_margins"]
        assert dict(entries(mine["gases"])) == {gas: row[f"kg_{gas}"] for gas in AR5}
        apart = {name: text.split()[0] for name, text in entries(mine["properties"])}
        assert apart == {name: row[name] for name in ("value_without_margins", "margins")}
        assert row["naics_2017"] in mine["locator"]
        assert row["useeio_code"] in mine["locator"]


def test_limits_of_gwp_and_of_ar5_electricity(shared):
    ours = {(r["gwp_set"], r["item"], r["variant"]): r for r in rows(FACTORS / "ipcc" / "gwp.csv")}
    for row in rows(shared / "factors" / "ipcc_gwp.csv"):
        name = row["gwp_set"] + ("" if row["metric"] == "GWP100" else f"-{row['metric']}")
        mine = ours[name, row["species"].lower(), row["variant"]]
        assert (mine["spread_low"], mine["spread_high"]) == (row["uncertainty_low"], row["uncertainty_high"])
    electricity = shipped("ipcc/electricity_ar5.csv")
    for row in rows(shared / "factors" / "ipcc_ar5_annex3_electricity.csv"):
        mine = electricity[row["factor_id"]]
        assert (mine["spread_low"], mine["spread_high"]) == (row["uncertainty_low"], row["uncertainty_high"])
        assert mine["numerator"] == row["unit_numerator"]


def test_places_of_china(shared):
    ours = {row["code"]: row for row in rows(FACTORS / "geography.csv")}
    theirs = rows(shared / "factors" / "cn_geography.csv")
    assert len(theirs) == 40
    for row in theirs:
        mine = ours[row["code"]]
        for column in ("name_en", "name_zh", "gb2260", "level"):
            assert mine[column] == row[column]
        assert mine["parent"].split("|")[0] == row["parent"].replace(";", "|").split("|")[0]


def test_states_of_the_us_are_complete_and_stand_once(shared):
    codes = Counter(row["code"] for row in rows(FACTORS / "geography.csv"))
    assert max(codes.values()) == 1
    assert sum(code.startswith("US-") and "EGRID" not in code for code in codes) == 50 + 2  # DC, PR
    assert sum(code.startswith("US-EGRID-") for code in codes) == 27


def test_pedigree(shared):
    theirs = rows(shared / "factors" / "pedigree_matrix.csv")
    assert rows(FACTORS / "ecoinvent" / "pedigree_tabulation.csv") == theirs
    assert len(theirs) == 60
    ours = {
        (row["indicator"], row["score"]): row["gsd2"]
        for row in rows(FACTORS / "ecoinvent" / "pedigree_matrices.csv")
        if row["matrix"] == "ecoinvent-v2"
    }
    first = {
        (row["indicator"].removeprefix("further ").removesuffix(" correlation"), row["score"]): row
        for row in theirs
        if row["matrix_version"].startswith("1")
    }
    assert len(ours) == 23
    for key, gsd2 in ours.items():
        assert Decimal(gsd2) == Decimal(first[key]["uncertainty_factor_gsd2"])
