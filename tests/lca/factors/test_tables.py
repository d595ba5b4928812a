"""Every value of every shipped table against the source tables that it was made from."""

import csv
import subprocess
import sys
from decimal import Decimal

import pytest

from lca.content import content
from lca.factors.columns import entries

FACTORS = content("factors")
pytestmark = pytest.mark.shared


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped(name):
    return {row["id"]: row for row in rows(FACTORS / name)}


def test_retabulating_gives_the_shipped_tables(shared, tmp_path):
    command = [sys.executable, str(FACTORS / "retabulate.py"), str(shared / "factors"), str(tmp_path)]
    subprocess.run(command, check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv"))
    assert len(made) == 19
    for name in made:
        assert (tmp_path / name).read_bytes() == (FACTORS / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "source", "count"),
    [
        ("cn_mee/electricity_footprint.csv", "cn_electricity_footprint.csv", 21),
        ("ipcc/electricity_ar5.csv", "ipcc_ar5_annex3_electricity.csv", 12),
        ("uk_desnz/conversion_2025.csv", "uk_desnz_ghg_2025.csv", 2672),
    ],
)
def test_values_by_id(shared, name, source, count):
    ours, theirs = shipped(name), rows(shared / "factors" / source)
    assert len(ours) == len(theirs) == count
    for row in theirs:
        assert ours[row["factor_id"]]["value"] == row["value"]
        assert ours[row["factor_id"]]["reference_year"] == row["reference_year"]
        assert ours[row["factor_id"]]["geography"] == row["geography"]


def test_parts_of_desnz(shared):
    ours = shipped("uk_desnz/conversion_2025.csv")
    for row in rows(shared / "factors" / "uk_desnz_ghg_2025.csv"):
        given = {gas: row[f"co2e_from_{gas}"] for gas in ("co2", "ch4", "n2o") if row[f"co2e_from_{gas}"]}
        mine = ours[row["factor_id"]]
        assert dict(entries(mine["co2e_by_gas"] or mine["gases"])) == given


def test_well_to_wheel_sums(shared):
    source = {row["factor_id"]: row for row in rows(shared / "factors" / "uk_desnz_ghg_2025.csv")}
    derived = shipped("uk_desnz/well_to_wheel_2025.csv")
    assert len(derived) == 114 + 289
    for row in derived.values():
        direct, tank = (source[part] for part in row["derived_from"].split("; "))
        assert Decimal(row["value"]) == Decimal(direct["value"]) + Decimal(tank["value"])
        assert direct["level3"].lower() == tank["level3"].lower()
        assert direct["column_text"] == tank["column_text"]
        assert direct["unit_denominator"] == tank["unit_denominator"]


def test_co2_factors(shared):
    ours = shipped("cn_mee/electricity_co2.csv")
    theirs = rows(shared / "factors" / "cn_electricity_co2_factors.csv")
    assert len(ours) == len(theirs) == 120
    for row in theirs:
        assert ours[row["factor_id"]]["gases"] == f"co2={row['value']}"
        assert ours[row["factor_id"]]["kind"] == "direct_emission"
        assert ours[row["factor_id"]]["geography"] == row["geography"]


def test_gwp_values(shared):
    ours = {
        (row["gwp_set"], row["item"], row["variant"]): row["value"]
        for row in rows(FACTORS / "ipcc" / "gwp.csv")
    }
    theirs = rows(shared / "factors" / "ipcc_gwp.csv")
    assert len(ours) == len(theirs) == 891
    for row in theirs:
        name = row["gwp_set"] + ("" if row["metric"] == "GWP100" else f"-{row['metric']}")
        assert ours[name, row["species"].lower(), row["variant"]] == row["value"]


def test_ipcc_combustion(shared):
    ours = shipped("ipcc/stationary_combustion_2006.csv")
    theirs = rows(shared / "factors" / "ipcc2006_stationary_combustion.csv")
    assert len(theirs) == 75
    for row in theirs:
        *sector, fuel, gas = row["factor_id"].removeprefix("ipcc2006.stat.").split(".")
        mine = [key for key in ours if key.split(".")[3] == fuel and (not sector or key.endswith(sector[0]))]
        assert mine
        for key in mine:
            assert dict(entries(ours[key]["gases"]))[gas] == row["value"]
            if gas == "co2":
                limits = (ours[key]["spread_low"], ours[key]["spread_high"])
                assert limits == (row["uncertainty_low"], row["uncertainty_high"])


def test_ndrc(shared):
    properties, combustion = shipped("cn_ndrc/fuel_properties.csv"), shipped("cn_ndrc/fuel_combustion.csv")
    theirs = rows(shared / "factors" / "cn_ndrc_fuel_defaults.csv")
    assert len(properties) == len(combustion) == len(theirs) == 27
    for row in theirs:
        mine = dict(entries(properties[row["factor_id"]]["properties"]))
        assert mine["net_calorific_value"] == f"{row['ncv_gj_per_unit']} GJ/{row['activity_unit']}"
        assert mine["carbon_content"] == f"{row['carbon_content_tc_per_gj']} t/GJ"
        assert mine["oxidation"] == f"{row['oxidation_pct']} %"
        burnt = combustion[row["factor_id"].replace(".fuel.", ".combustion.")]
        kg = Decimal(dict(entries(burnt["gases"]))["co2"])
        assert kg == Decimal(row["co2_t_per_unit_derived"]) * 1000
        assert burnt["verification"].startswith("unverified")


def test_fuel_properties(shared):
    ours = shipped("uk_desnz/fuel_properties_2024.csv")
    theirs = rows(shared / "factors" / "uk_desnz_fuel_properties_2024.csv")
    assert len(ours) == len(theirs) == 39
    for row in theirs:
        given = [
            row[key] for key in row if key.startswith(("net_", "gross_", "density", "litres")) and row[key]
        ]
        mine = [text.split()[0] for _, text in entries(ours[row["fuel_id"]]["properties"])]
        assert sorted(mine) == sorted(given)


def test_basic_uncertainty(shared):
    ours = (FACTORS / "ecoinvent" / "basic_uncertainty.csv").read_bytes()
    assert ours == (shared / "factors" / "basic_uncertainty.csv").read_bytes()
