import csv
import shutil

import pyarrow.parquet as pq
import pytest

from lca.content import content
from lca.errors import FactorError
from lca.factors.build import build, main, read_tables
from lca.factors.canonical import content_hash
from lca.factors.columns import COLUMNS, SMALL_TABLES
from lca.factors.database import FactorDatabase

FACTORS = content("factors")


def test_two_builds_are_identical_and_are_the_shipped_release(tmp_path):
    for name in ("one.parquet", "two.parquet"):
        build(FACTORS, tmp_path / name)
    one, two = (tmp_path / name for name in ("one.parquet", "two.parquet"))
    assert one.read_bytes() == two.read_bytes()
    built, shipped = pq.read_table(one), pq.read_table(FACTORS / "release.parquet")
    assert built.equals(shipped, check_metadata=True)


def test_the_manifest_tells_the_release(db):
    import tomllib

    manifest = tomllib.loads((FACTORS / "release.toml").read_text(encoding="utf-8"))
    assert manifest["version"] == db.release.version
    assert manifest["content"]["sha256"] == db.release.sha256
    assert manifest["content"]["count"] == db.release.count == len(db)
    assert sum(manifest["content"]["rows"].values()) == len(db)


def test_the_hash_is_over_cells_not_over_their_order():
    tables = read_tables(FACTORS)
    rows, small = tables.rows, tables.small
    assert content_hash(rows[::-1], {name: small[name][::-1] for name in small}) == tables.sha256
    changed = [dict(rows[0]) | {"notes": "x"}, *rows[1:]]
    assert content_hash(changed, small) != tables.sha256


@pytest.fixture
def copy(tmp_path):
    """A small folder of tables: electricity only."""
    for name in SMALL_TABLES:
        shutil.copy(FACTORS / f"{name}.csv", tmp_path)
    (tmp_path / "cn_mee").mkdir()
    shutil.copy(FACTORS / "cn_mee" / "electricity_footprint.csv", tmp_path / "cn_mee")
    items = rows_of(FACTORS / "items.csv")
    kept = [row for row in items if row["key"].startswith("electricity")]
    write(tmp_path / "items.csv", SMALL_TABLES["items"], kept)
    head = 'version = "0.0.1"\npublished = 2025-01-01\ntables = ["cn_mee/electricity_footprint.csv"]\n'
    (tmp_path / "release.toml").write_text(head, encoding="utf-8")
    return tmp_path


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def broken(folder, **cells):
    """Change cells of the first row (line 2) and collect the findings."""
    path = folder / "cn_mee" / "electricity_footprint.csv"
    rows = rows_of(path)
    rows[0] |= cells
    write(path, COLUMNS, rows)
    with pytest.raises(FactorError) as error:
        read_tables(folder)
    return error.value.findings


def test_a_folder_of_ones_own_becomes_a_release(copy, capsys):
    assert main([str(copy)]) == 0
    assert 'sha256 = "' in capsys.readouterr().out
    db = FactorDatabase.open(copy / "release.parquet")
    assert (db.release.version, len(db)) == ("0.0.1", 21)
    before = (copy / "release.toml").read_text(encoding="utf-8")
    assert main([str(copy)]) == 0
    assert (copy / "release.toml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"kind": "footprnt"}, "F103", "kind"),
        ({"carbon": "black"}, "F103", "carbon"),
        ({"value": "0,6205"}, "F104", "value"),
        ({"value": "NaN"}, "F104", "value"),
        ({"value": "inf"}, "F104", "value"),
        ({"value": ""}, "F107", "value"),
        ({"published": "2025-13-01"}, "F105", "published"),
        ({"geography": "CHN-1"}, "F106", "geography"),
        ({"source": "nobody"}, "F106", "source"),
        ({"superseded_by": "nothing"}, "F106", "superseded_by"),
        ({"derived_from": "nothing"}, "F106", "derived_from"),
        ({"derived_from": "cn.mee.elec_footprint.gen_gas.2023"}, "F108", "value"),
        ({"gases": "unobtainium=1"}, "F106", "gases"),
        ({"gases": "co2"}, "F104", "gases"),
        ({"co2e_by_gas": "co2=0.5"}, "F112", "co2e_by_gas"),
        ({"unit": "kWhh"}, "F110", "unit"),
        ({"item": ""}, "F109", "item"),
        ({"id": "cn.mee.elec_footprint.gen_gas.2023"}, "F102", "id"),
        ({"spread": "limits95", "spread_of": "value", "spread_low": "1", "spread_high": "2"}, "F111", None),
    ],
)
def test_a_wrong_cell_has_its_place(copy, cells, code, column):
    findings = {finding.code: finding for finding in broken(copy, **cells)}
    assert code in findings
    finding = findings[code]
    assert finding.location.file == "cn_mee/electricity_footprint.csv"
    assert finding.location.line == (2 if code != "F102" else finding.location.line)
    assert column is None or finding.location.path == column
    for language in ("en", "zh"):
        assert finding.render(language)


def test_all_findings_come_at_once(copy):
    found = [f.code for f in broken(copy, kind="x", value="y", unit="z", geography="w")]
    assert set(found) >= {"F103", "F104", "F106", "F110"}


def test_a_wrong_header(copy):
    path = copy / "cn_mee" / "electricity_footprint.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kind", "sort", 1), encoding="utf-8")
    with pytest.raises(FactorError) as error:
        read_tables(copy)
    assert "F101" in [finding.code for finding in error.value.findings]


def test_main_says_what_is_wrong(copy, capsys):
    (copy / "cn_mee" / "electricity_footprint.csv").unlink()
    assert main([str(copy)]) == 2
    assert "F120" in capsys.readouterr().err


def test_no_release_file(tmp_path):
    for name, text in (("absent.parquet", None), ("text.parquet", "no parquet")):
        path = tmp_path / name
        if text:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(FactorError) as error:
            FactorDatabase.open(path)
        assert error.value.findings[0].code == "F121"
