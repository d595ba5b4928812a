import hashlib
import json
import os
import shutil
import statistics
import time
import tomllib
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from lca.content import content
from lca.errors import FactorError
from lca.factors.build import build
from lca.factors.columns import COLUMNS, SMALL_TABLES
from lca.factors.database import FactorDatabase
from lca.factors.release import read_cells, verify, write_release

FACTORS = content("factors")
SHIPPED = FACTORS / "release.parquet"


@pytest.fixture(scope="module")
def cells():
    return read_cells(SHIPPED)


def tampered(cells, number, **changes):
    rows = list(cells.rows)
    rows[number] = rows[number] | changes
    return replace(cells, rows=rows)


def test_the_shipped_release_is_whole(db):
    found = verify(SHIPPED)
    assert found.sound
    assert (found.version, found.stated, found.count) == (db.release.version, db.release.sha256, len(db))


def test_the_hash_is_the_documented_text(cells):
    """Written out once more from the words of lca/factors/canonical.py, without its code."""
    tables = {"factors": (COLUMNS, cells.rows)} | {
        name: (SMALL_TABLES[name], cells.small[name]) for name in ("gases", "geography", "items", "sources")
    }
    text = ""
    for name, (columns, rows) in tables.items():
        text += json.dumps([name, list(columns)], ensure_ascii=False, separators=(",", ":")) + "\n"
        for row in sorted(rows, key=lambda row: row[columns[0]]):
            text += json.dumps([row[c] for c in columns], ensure_ascii=False, separators=(",", ":")) + "\n"
    assert hashlib.sha256(text.encode()).hexdigest() == cells.sha256


@pytest.mark.parametrize("key", ["ipcc.gwp.ar6.ch4.fossil", "cn.mee.elec_footprint.national_avg.2024"])
def test_a_changed_cell_is_found_in_its_table(cells, tmp_path, key):
    number = next(n for n, row in enumerate(cells.rows) if row["id"] == key)
    write_release(tampered(cells, number, value="0.001"), tmp_path / "wrong.parquet")
    found = verify(tmp_path / "wrong.parquet")
    table = "ipcc/gwp.csv" if key.startswith("ipcc") else "cn_mee/electricity_footprint.csv"
    assert not found.sound
    assert found.differing == (table,)
    assert found.found != found.stated == cells.sha256


def test_a_changed_small_table_and_a_lost_row_are_found(cells, tmp_path):
    gases = [dict(row) | {"name_en": "x"} if row["key"] == "co2" else row for row in cells.small["gases"]]
    wrong = replace(cells, small=cells.small | {"gases": gases}, rows=cells.rows[:-1])
    write_release(wrong, tmp_path / "wrong.parquet")
    differing = verify(tmp_path / "wrong.parquet").differing
    assert "gases" in differing
    assert any(name.startswith("factors (") for name in differing)
    assert "geography" not in differing


def test_a_hash_that_was_replaced_does_not_hide_a_changed_cell(cells, tmp_path):
    wrong = tampered(cells, 5, notes="other")
    write_release(replace(wrong, sha256=wrong.content), tmp_path / "wrong.parquet")
    found = verify(tmp_path / "wrong.parquet")
    assert found.stated == found.found
    assert not found.sound


def test_a_file_that_is_no_release(tmp_path):
    (tmp_path / "x.parquet").write_text("no", encoding="utf-8")
    with pytest.raises(FactorError) as error:
        verify(tmp_path / "x.parquet")
    assert error.value.findings[0].code == "F121"


def test_a_release_of_an_older_schema_still_opens_and_verifies(cells, tmp_path):
    older = tuple(name for name in COLUMNS if name not in ("status", "currency_year"))
    table = pq.read_table(SHIPPED)
    rows = [{name: row[name] for name in older} for row in cells.rows]
    metadata = dict(table.schema.metadata)
    release = json.loads(metadata[b"zuji.release"])
    release |= {"sha256": replace(cells, rows=rows, columns=older).content, "version": "0.9.0"}
    del release["tables"]
    metadata[b"zuji.release"] = json.dumps(release).encode()
    pq.write_table(table.select(older).replace_schema_metadata(metadata), tmp_path / "old.parquet")
    assert verify(tmp_path / "old.parquet").sound
    old = FactorDatabase.open(tmp_path / "old.parquet")
    factor = old.get("cn.ndrc.fuel.diesel")
    assert (factor.status, factor.unverified) == ("", True)


def test_two_builds_have_the_same_bytes_and_manifests(tmp_path):
    first, second = (build(FACTORS, tmp_path / name / "release.parquet") for name in made(tmp_path, "a", "b"))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.manifest.read_bytes() == second.manifest.read_bytes()
    manifest = tomllib.loads(first.manifest.read_text(encoding="utf-8"))
    assert manifest["version"] == first.cells.version
    assert manifest["content"]["sha256"] == first.cells.sha256
    assert sum(manifest["content"]["rows"].values()) == manifest["content"]["count"]


def made(folder, *names):
    for name in names:
        (folder / name).mkdir()
    return names


@pytest.fixture
def folder(folder):
    """Electricity only, built once as version 1.0.0."""
    build(folder.path)
    return folder


def test_an_unchanged_build_keeps_its_version_and_bytes(folder):
    before = (folder.path / "release.parquet").read_bytes()
    again = build(folder.path)
    assert (again.cells.version, again.previous) == ("1.0.0", "1.0.0")
    assert (folder.path / "release.parquet").read_bytes() == before


@pytest.mark.parametrize(
    ("cells", "version"),
    [
        ({"notes": "better words"}, "1.0.1"),
        ({"value": "0.6206", "revision": "2"}, "1.1.0"),
        ({"valid_to": "2025-12-31"}, "1.1.0"),
        ({"id": "another.id"}, "2.0.0"),
        ({"carbon": "fossil"}, "2.0.0"),
    ],
)
def test_the_version_follows_from_the_changes(folder, cells, version):
    folder.change({"superseded_by": ""} if "id" in cells else {})
    folder.change(cells)
    built = build(folder.path)
    assert built.cells.version == version
    assert f'version = "{version}"' in (folder.path / "release.toml").read_text(encoding="utf-8")
    assert FactorDatabase.open(built.path).release.version == version


def test_a_stated_version_that_is_too_low_is_refused(folder):
    before = (folder.path / "release.parquet").read_bytes()
    folder.change({"value": "0.6206", "revision": "2"})
    with pytest.raises(FactorError) as error:
        build(folder.path, version="1.0.5")
    (finding,) = error.value.findings
    assert (finding.code, finding.params["proposed"]) == ("F501", "1.1.0")
    assert (folder.path / "release.parquet").read_bytes() == before
    assert build(folder.path, version="3.0.0").cells.version == "3.0.0"


@pytest.mark.parametrize("version", ["1.2", "v1.0.0", "1.0.0-rc1", "１.0.0", ""])
def test_a_version_is_three_numbers(folder, version):
    folder.path.joinpath("release.toml").write_text(
        folder.path.joinpath("release.toml").read_text(encoding="utf-8").replace("1.0.0", version, 1),
        encoding="utf-8",
    )
    with pytest.raises(FactorError) as error:
        build(folder.path)
    assert error.value.findings[0].code == "F502"


def test_a_corrected_number_raises_its_revision(folder):
    folder.change({"value": "0.6206"})
    with pytest.raises(FactorError) as error:
        build(folder.path)
    (finding,) = error.value.findings
    assert (finding.code, finding.params["columns"]) == ("F503", "value")
    assert (finding.location.line, finding.location.path) == (2, "revision")


def test_a_file_that_is_no_release_is_not_overwritten(folder):
    out = folder.path / "precious.parquet"
    out.write_text("not a release", encoding="utf-8")
    with pytest.raises(FactorError) as error:
        build(folder.path, out)
    assert error.value.findings[0].code == "F121"
    assert out.read_text(encoding="utf-8") == "not a release"


def test_a_write_that_fails_leaves_nothing_half_written(folder, monkeypatch):
    folder.change({"notes": "other"})
    before = {path.name: path.read_bytes() for path in folder.path.glob("release.*")}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(FactorError) as error:
        build(folder.path)
    assert error.value.findings[0].code == "F505"
    assert {path.name: path.read_bytes() for path in folder.path.glob("release.*")} == before
    assert not list(folder.path.glob(".*"))


@pytest.mark.parametrize("existing", [True, False])
def test_where_the_manifest_cannot_be_put_the_release_goes_back(folder, monkeypatch, existing):
    out = folder.path / ("release.parquet" if existing else "new.parquet")
    folder.change({"notes": "other"})
    before = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    put = os.replace

    def half(source, target):
        if str(target).endswith(".toml"):
            raise OSError(13, "Permission denied")
        put(source, target)

    monkeypatch.setattr(os, "replace", half)
    with pytest.raises(FactorError) as error:
        build(folder.path, out)
    assert error.value.findings[0].code == "F505"
    assert {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()} == before


def test_a_folder_that_is_not_there(folder):
    with pytest.raises(FactorError) as error:
        build(folder.path, folder.path / "absent" / "out.parquet")
    assert error.value.findings[0].code == "F505"


def test_opening_takes_less_than_a_tenth_of_a_second(tmp_path):
    shutil.copy(SHIPPED, tmp_path)
    times = []
    for _ in range(7):
        start = time.perf_counter()
        FactorDatabase.open(tmp_path / "release.parquet").get("cn.mee.elec_footprint.national_avg.2024")
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.1
