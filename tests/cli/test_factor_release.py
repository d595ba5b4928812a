import json
import shutil

import pyarrow.parquet as pq
import pytest

from lca.content import content
from lca.factors.columns import SMALL_TABLES

FACTORS = content("factors")
TABLE = "cn_mee/electricity_footprint.csv"


@pytest.fixture
def folder(tmp_path):
    """A folder of electricity factors of 2023 and 2024."""
    for name in SMALL_TABLES:
        shutil.copy(FACTORS / f"{name}.csv", tmp_path)
    lines = (tmp_path / "items.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [lines[0], *(line for line in lines if line.startswith("electricity"))]
    (tmp_path / "items.csv").write_text("".join(kept), encoding="utf-8")
    (tmp_path / "cn_mee").mkdir()
    shutil.copy(FACTORS / TABLE, tmp_path / TABLE)
    head = f'version = "1.0.0"\npublished = 2025-01-01\ntables = ["{TABLE}"]\n'
    (tmp_path / "release.toml").write_text(head, encoding="utf-8")
    return tmp_path


def edit(folder, old, new):
    path = folder / TABLE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_build_verify_and_diff(zuji, folder):
    old, new = folder / "old.parquet", folder / "new.parquet"
    built = zuji("factors", "build", folder, "--out", old)
    assert (built.code, built.err) == (0, "")
    assert "21 factors" in built.out
    assert (folder / "old.toml").is_file()
    assert zuji("factors", "build", folder).code == 0
    edit(folder, "cn.mee.elec_footprint.national_avg.2023,1,", "cn.mee.elec_footprint.national_avg.2023,2,")
    edit(folder, ",0.6205,", ",0.6300,")
    second = zuji("factors", "build", folder, "--out", new, "--lang", "zh")
    assert second.code == 0
    assert "1.1.0" in second.out
    assert "更正：1" in second.out
    assert zuji("factors", "verify", new).out.startswith("release 1.1.0 is whole")
    text = zuji("factors", "diff", old, new)
    assert text.code == 0
    assert "national_avg.2023 value: 0.6205 → 0.6300 (+1.53 %)" in text.out
    facts = json.loads(zuji("factors", "diff", old, new, "--format", "json").out)
    assert (facts["old"], facts["new"], facts["bump"]) == ("1.0.0", "1.1.0", "minor")
    assert facts["corrected"][0]["relative"] == pytest.approx(0.63 / 0.6205 - 1)


def test_build_as_json(zuji, folder):
    facts = json.loads(zuji("factors", "build", folder, "--format", "json").out)
    assert (facts["version"], facts["count"], facts["rows"]) == ("1.0.0", 21, {TABLE: 21})


def test_wrong_tables_end_with_2_and_write_nothing(zuji, folder):
    edit(folder, ",0.6205,", ",=1+1,")
    edit(folder, ",kWh,kWh,", ",kWh; t,kWh,")
    found = zuji("factors", "build", folder, "--lang", "zh")
    assert found.code == 2
    assert f"{TABLE}:2 (value)" in found.err
    assert "F114" in found.err
    assert "F122" in found.err
    assert not list(folder.glob("*.parquet"))


def test_a_version_that_does_not_follow(zuji, folder):
    zuji("factors", "build", folder)
    edit(folder, "Table does not say", "The table does not say")
    found = zuji("factors", "build", folder, "--version", "0.9.0")
    assert found.code == 2
    assert "1.0.1" in found.err


def test_verify_the_shipped_release(zuji):
    found = zuji("factors", "verify", "--format", "json")
    assert found.code == 0
    assert json.loads(found.out)["sound"] is True


def test_verify_names_the_table_that_differs(zuji, tmp_path):
    table = pq.read_table(FACTORS / "release.parquet")
    values = [
        "9" if key.startswith("ipcc.gwp.ar6.ch4") else value
        for key, value in zip(*columns(table), strict=True)
    ]
    at = table.column_names.index("value")
    wrong = table.set_column(at, "value", [values])
    pq.write_table(wrong, tmp_path / "wrong.parquet")
    found = zuji("factors", "verify", tmp_path / "wrong.parquet")
    assert found.code == 2
    assert "ipcc/gwp.csv" in found.err
    assert "F504" in found.err
    assert (
        json.loads(zuji("factors", "verify", tmp_path / "wrong.parquet", "--format", "json").out)["sound"]
        is False
    )


def columns(table):
    return (table[name].to_pylist() for name in ("id", "value"))


def test_the_difference_of_a_file_that_is_no_release(zuji, tmp_path):
    assert zuji("factors", "diff", tmp_path / "x.parquet", FACTORS / "release.parquet").code == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_list_says_how_much_more_there_is(zuji, folder, language):
    small = folder / "small.parquet"
    assert zuji("factors", "build", folder, "--out", small).code == 0
    found = zuji("factors", "diff", small, FACTORS / "release.parquet", "--lang", language)
    assert found.code == 0
    assert "--format json" in found.out
    assert len(found.out.splitlines()) < 150
