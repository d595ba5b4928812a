"""Everything that can be wrong with a factor table, told by table, row and column; nothing is built then."""

import shutil

import pytest

from lca.content import content
from lca.errors import FactorError
from lca.factors.build import build, read_tables

FACTORS = content("factors")
TABLE = "cn_mee/electricity_footprint.csv"
COAL_2023, COAL_2024 = (f"cn.mee.elec_footprint.gen_coal.{year}" for year in (2023, 2024))


def findings(folder, schema=False):
    with pytest.raises(FactorError) as error:
        read_tables(folder.path, schema=schema)
    for finding in error.value.findings:
        for language in ("en", "zh"):
            assert finding.remedy(language), finding.code
            assert finding.render(language)
    return error.value.findings


def find(folder, code, schema=False):
    found = [finding for finding in findings(folder, schema) if finding.code == code]
    assert found, code
    return found[0]


def row_of(folder, key):
    return next(n for n, row in enumerate(folder.rows()) if row["id"] == key)


def test_the_untouched_folder_is_right(folder):
    assert len(read_tables(folder.path, schema=True).lines) == 21


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"unit": "kWhh"}, "F110", "unit"),
        ({"unit": "kWh; t"}, "F114", "unit"),
        ({"unit": "kWh or MWh"}, "F114", "unit"),
        ({"unit": "千瓦时、吨"}, "F114", "unit"),
        ({"unit": ""}, "F116", "unit"),
        ({"value": "0.62 kg"}, "F115", "value"),
        ({"value": "0.62 kg CO2e/kWh"}, "F115", "value"),
        ({"value": "about 0.6"}, "F104", "value"),
        ({"value": "NaN"}, "F104", "value"),
        ({"value": "-inf"}, "F104", "value"),
        ({"value": "1_000"}, "F104", "value"),
        ({"value": "０.６２"}, "F104", "value"),
        ({"value": "1e9999"}, "F104", "value"),
        ({"revision": "one"}, "F104", "revision"),
        ({"reference_year": "2023.5"}, "F104", "reference_year"),
        ({"pedigree": "1 2 3 4 6"}, "F104", "pedigree"),
        ({"pedigree": "1 2 3 4"}, "F104", "pedigree"),
        ({"properties": "density=830"}, "F116", "properties"),
        ({"properties": "density=830 kgg/m3"}, "F110", "properties"),
        ({"properties": "density=dense kg/m3"}, "F104", "properties"),
        ({"source": ""}, "F109", "source"),
        ({"source": "nobody"}, "F106", "source"),
        ({"geography": "Atlantis"}, "F106", "geography"),
        ({"geography": "SC"}, "F113", "geography"),
        ({"value": "-0.1"}, "F124", "value"),
        ({"gases": "co2=-0.1", "value": ""}, "F124", "gases"),
        ({"notes": '=cmd|" /C calc"!A0'}, "F122", "notes"),
        ({"notes": "@SUM(A1)"}, "F122", "notes"),
        ({"notes": "+cmd"}, "F122", "notes"),
        ({"notes": "-1+cmd|' /C calc'!A0"}, "F122", "notes"),
        ({"name_en": "<b>Power</b>"}, "F122", "name_en"),
        ({"name_zh": "<script>alert(1)</script>"}, "F122", "name_zh"),
        ({"notes": "&lt;img&gt;"}, "F122", "notes"),
        ({"locator": "page\x07"}, "F122", "locator"),
        ({"valid_from": "2025-01-17", "valid_to": "2024-01-17"}, "F125", "valid_to"),
        ({"valid_from": "17/01/2025"}, "F105", "valid_from"),
        ({"unit": "CNY"}, "F126", "unit"),
        ({"kind": "spend"}, "F126", "unit"),
        ({"kind": "spend", "unit": "USD"}, "F109", "currency_year"),
        ({"gwp_set": "AR5", "gases": "ch4=1"}, "F127", None),
    ],
)
def test_a_wrong_cell_has_its_place(folder, cells, code, column):
    if code == "F127":  # needs the GWP values in the release
        shutil.copytree(FACTORS / "ipcc", folder.path / "ipcc")
        text = (folder.path / "release.toml").read_text(encoding="utf-8")
        (folder.path / "release.toml").write_text(text.replace('"]', '", "ipcc/gwp.csv"]'), encoding="utf-8")
    folder.change(cells)
    finding = find(folder, code)
    assert (finding.location.file, finding.location.line) == (TABLE, 2)
    assert column is None or finding.location.path == column


def test_bare_sc_is_refused_with_both_places(folder):
    folder.change({"geography": "SC"})
    assert find(folder, "F113").candidates == ("CN-SC", "US-SC")


def test_a_bare_code_of_one_country_is_refused_with_its_place(folder):
    folder.change({"geography": "GD"})
    assert find(folder, "F106").candidates == ("CN-GD",)


def test_a_request_for_sc_is_refused_too(db):
    with pytest.raises(FactorError) as error:
        db.geography.code("sc")
    (finding,) = error.value.findings
    assert (finding.code, finding.candidates) == ("F215", ("CN-SC", "US-SC"))
    assert finding.message("zh") != finding.message("en")
    assert db.geography.code("四川") == "CN-SC"


@pytest.mark.parametrize(
    "cells",
    [{"carbon": "biogenic_uptake"}, {"life_cycle_scope": "recycling_credit"}, {"carbon": "land_use_change"}],
)
def test_a_negative_number_with_its_reason_is_right(folder, cells):
    folder.change({"value": "-0.1"} | cells)
    assert len(read_tables(folder.path).lines) == 21


def test_a_chemical_name_is_no_formula(folder):
    folder.change({"notes": "-(CF2)4CH(OH)-", "name_en": "vans < 1.3 t & > 0.5 t, -5 to +5"})
    assert len(read_tables(folder.path).lines) == 21


def test_the_same_id_in_two_tables(folder):
    shutil.copy(folder.path / TABLE, folder.path / "cn_mee" / "again.csv")
    text = (folder.path / "release.toml").read_text(encoding="utf-8")
    (folder.path / "release.toml").write_text(text.replace('"]', '", "cn_mee/again.csv"]'), encoding="utf-8")
    finding = find(folder, "F102")
    assert (finding.location.file, finding.location.line) == ("cn_mee/again.csv", 2)
    assert finding.params["first"] == f"{TABLE}:2"


def test_rows_of_one_series_at_the_same_time(folder):
    number = row_of(folder, COAL_2023)
    again = folder.rows()[number] | {"id": "own.coal", "valid_from": "2025-06-01", "superseded_by": ""}
    folder.save(TABLE, [*folder.rows(), again])
    finding = find(folder, "F117")
    assert {finding.params["id"], finding.params["other"]} == {"own.coal", COAL_2023}
    assert finding.location.path == "valid_from"


def test_one_after_the_other_is_right(folder):
    number = row_of(folder, COAL_2023)
    first = {"valid_from": "2025-01-17", "valid_to": "2025-05-31", "superseded_by": ""}
    again = folder.rows()[number] | {"id": "own.coal", "valid_from": "2025-06-01", "superseded_by": ""}
    folder.change(first, number)
    folder.save(TABLE, [*folder.rows(), again])
    assert len(read_tables(folder.path).lines) == 22


def test_a_successor_ends_an_open_row(folder):
    number = row_of(folder, COAL_2023)
    again = folder.rows()[number] | {"id": "own.coal", "valid_from": "2025-06-01", "superseded_by": ""}
    folder.change({"superseded_by": "own.coal"}, number)
    folder.save(TABLE, [*folder.rows(), again])
    assert len(read_tables(folder.path).lines) == 22


def test_a_circle_of_successors(folder):
    folder.change({"superseded_by": COAL_2023}, row_of(folder, COAL_2024))
    found = [f for f in findings(folder) if f.code == "F118"]
    assert {f.params["id"] for f in found} == {COAL_2023, COAL_2024}
    assert found[0].params["cycle"].count("→") == 2


def test_a_factor_that_succeeds_itself(folder):
    folder.change({"superseded_by": COAL_2024}, row_of(folder, COAL_2024))
    assert find(folder, "F118").location.path == "superseded_by"


def test_a_successor_of_another_thing(folder):
    folder.change({"superseded_by": "cn.mee.elec_footprint.gen_wind.2024"}, row_of(folder, COAL_2023))
    assert find(folder, "F128").params["columns"] == "item"


@pytest.mark.parametrize("cell", ["", "not_stated"])
def test_an_unstated_gwp_set_beside_a_stated_one(folder, cell):
    rows = folder.rows()
    source = rows[0]["source"]
    others = [row | {"gwp_set": "AR5"} if row["source"] == source else row for row in rows[1:]]
    folder.save(TABLE, [rows[0] | {"gwp_set": cell}, *others])
    finding = find(folder, "F123")
    assert (finding.location.line, finding.location.path) == (2, "gwp_set")
    assert finding.params["other"] == "AR5"


def test_a_sum_over_two_gwp_sets(folder):
    rows = folder.rows()
    parts = [rows[0], rows[1]]
    total = f"{float(parts[0]['value']) + float(parts[1]['value']):.4f}"
    summed = rows[0] | {
        "id": "own.sum",
        "value": total,
        "gwp_set": "AR5",
        "derived_from": "; ".join(row["id"] for row in parts),
        "superseded_by": "",
        "source": rows[-1]["source"],
        "variant": "sum",
    }
    folder.save(TABLE, [*rows, summed])
    found = [f for f in findings(folder) if f.code == "F123" and f.params["id"] == "own.sum"]
    assert found[0].params["other"] == "AR5, not_stated"


@pytest.mark.parametrize("column", ["title", "publisher", "licence", "redistribution"])
def test_a_publication_without_its_licence(folder, column):
    folder.change({column: " "}, 0, "sources.csv")
    finding = find(folder, "F129")
    assert (finding.location.file, finding.location.line, finding.location.path) == ("sources.csv", 2, column)


def test_small_tables_are_checked_too(folder):
    folder.change({"notes": "=1+1"}, 3, "geography.csv")
    folder.change({"key": "co2"}, 1, "gases.csv")
    folder.change({"parent": "CN-BJ"}, 1, "geography.csv")
    folder.change({"parent": "MU"}, 8, "geography.csv")
    codes = {(f.code, f.location.file) for f in findings(folder)}
    assert codes >= {
        ("F122", "geography.csv"),
        ("F102", "gases.csv"),
        ("F133", "geography.csv"),
        ("F106", "geography.csv"),
    }


def test_a_row_with_too_many_cells_and_one_with_too_few(folder):
    path = folder.path / TABLE
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1], lines[2] = f"{lines[1]},more", lines[2].rpartition(",")[0]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = [f for f in findings(folder) if f.code == "F119"]
    assert [(f.location.line, f.params["found"]) for f in found] == [(2, "42"), (3, "40")]


def test_a_byte_order_mark_is_no_error(folder):
    path = folder.path / TABLE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_tables(folder.path).lines) == 21


def test_a_table_in_another_encoding(folder):
    path = folder.path / TABLE
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert find(folder, "F120").location.file == TABLE


@pytest.mark.parametrize("text", ["version = ", 'version = "1.0.0"', 'version = "1.0.0"\ntables = "x.csv"'])
def test_an_unreadable_manifest(folder, text):
    (folder.path / "release.toml").write_text(text, encoding="utf-8")
    assert find(folder, "F132").location.file.endswith("release.toml")


def test_all_findings_of_all_tables_at_once_and_nothing_is_written(folder):
    folder.change({"unit": "kWhh", "value": "x", "geography": "SC"}, 0)
    folder.change({"notes": "=A1"}, 1)
    folder.change({"licence": ""}, 0, "sources.csv")
    with pytest.raises(FactorError) as error:
        build(folder.path, folder.path / "out.parquet")
    assert {f.code for f in error.value.findings} >= {"F110", "F104", "F113", "F122", "F129"}
    assert not list(folder.path.glob("*.parquet"))
    assert not list(folder.path.glob(".*"))
