"""A database written, opened, damaged."""

import json
import time
from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest

from lca.background.linking import link
from lca.background.records import Reading
from lca.background.store import SourceFile, damages, open_background, open_report, write
from lca.errors import InputError


@pytest.fixture
def folder(linked, source, tmp_path):
    write(linked, tmp_path / "db", source)
    return tmp_path / "db"


def refused(folder) -> list[str]:
    with pytest.raises(InputError) as caught:
        open_background(folder)
    return [finding.code for finding in caught.value.findings]


def test_what_was_written_is_what_opens(folder, linked) -> None:
    opened, made = open_background(folder), linked.background
    assert (opened.name, opened.sha256, opened.folder) == ("db", made.sha256, str(folder))
    for name in ("processes", "flows", "unlinked"):
        assert getattr(opened, name).equals(getattr(made, name))
    for name in ("technosphere", "interventions"):
        one, other = getattr(opened, name), getattr(made, name)
        for field in fields(one):
            assert np.array_equal(getattr(one, field.name), getattr(other, field.name), equal_nan=True) or (
                field.name == "key" and (one.key == other.key).all()
            )
            assert getattr(one, field.name).dtype == getattr(other, field.name).dtype
    assert opened.methods["own"].tolist() == [1.0]
    assert damages(opened) == ()


def test_arrays_are_read_only_views_of_the_file(folder) -> None:
    background = open_background(folder)
    for matrix in (background.technosphere, background.interventions):
        for field in fields(matrix):
            array = getattr(matrix, field.name)
            assert not array.flags.writeable, field.name
            assert not array.flags.owndata, field.name
    assert background.technosphere.key.shape == (3, 2)


def test_the_manifest_says_what_it_is(folder, linked) -> None:
    said = open_background(folder).manifest
    assert (said["format"], said["version"], said["name"], said["title"]) == (
        "zuji.background",
        1,
        "db",
        "by hand",
    )
    assert said["source"] == {"file": "hand.zip", "sha256": "0" * 64}
    assert (said["format_read"], said["suppliers"]) == ("hand 2", "geography")
    assert said["content_sha256"] == linked.background.sha256
    assert said["counts"] == dict(linked.counts)
    assert said["reasons"] == {"exchange_unlinked": {"B437": 1}}
    assert str(folder.parent) not in json.dumps(said)


def contents(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_database_gives_the_same_bytes(linked, source, tmp_path) -> None:
    for name in ("one", "two"):
        write(linked, tmp_path / name, source)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 8


def test_the_report_tells_every_remark_in_both_languages(folder) -> None:
    (row,) = open_report(folder).to_pylist()
    assert (row["file"], row["dataset"], row["exchange"]) == ("s.json", "s", "iron ore")
    assert (row["consequence"], row["severity"], row["code"]) == ("exchange_unlinked", "warning", "B437")
    assert "iron ore" in row["reason_en"]
    assert "文件中没有" in row["reason_zh"]
    assert row["remedy_en"].startswith("Export")
    assert row["remedy_zh"].startswith("请")
    assert json.loads(row["params"])["wanted"] == "iron ore"


def test_two_equal_remarks_are_two_rows(linked, source, tmp_path) -> None:
    twice = type(linked)(linked.background, linked.remarks * 2, linked.counts)
    write(twice, tmp_path / "db", source)
    assert len(open_report(tmp_path / "db")) == 2


def test_an_empty_database_can_be_kept(source, tmp_path) -> None:
    background = write(link(Reading("hand", "", {}, ()), "empty"), tmp_path / "db", source)
    assert (background.size, len(background.technosphere), len(background.unlinked)) == (0, 0, 0)
    assert background.interventions.key.shape == (0, 2)
    assert damages(background) == ()


def test_progress_is_told(linked, source, tmp_path) -> None:
    told = []
    write(linked, tmp_path / "db", source, progress=lambda *now: told.append(now))
    assert told[-1] == (7, 7)
    assert [done for done, _ in told] == list(range(1, 8))


# Damage


def test_a_folder_that_is_none(tmp_path) -> None:
    assert refused(tmp_path / "nowhere") == ["B461"]
    assert refused(tmp_path) == ["B461"]


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 100_000, b""])
def test_a_manifest_that_cannot_be_read(folder, content) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert refused(folder) == ["B463"]


@pytest.mark.parametrize("content", ["[]", "{}", '{"format": "other"}'])
def test_a_manifest_of_something_else(folder, content) -> None:
    (folder / "manifest.json").write_text(content)
    assert refused(folder) == ["B461"]


def change(folder, **parts) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | parts))


def test_another_version_is_refused(folder) -> None:
    change(folder, version=2)
    assert refused(folder) == ["B462"]


@pytest.mark.parametrize(
    "part", [{"files": None}, {"files": []}, {"name": 3}, {"counts": 1}, {"content_sha256": None}]
)
def test_a_manifest_that_lacks_something(folder, part) -> None:
    change(folder, **part)
    assert set(refused(folder)) == {"B463"}


@pytest.mark.parametrize("name", ["technosphere", "report", "processes", "methods"])
def test_a_file_that_is_missing_or_short(folder, name) -> None:
    path = folder / f"{name}.arrow"
    path.write_bytes(path.read_bytes()[:-10])
    assert refused(folder) == ["B463"]
    path.unlink()
    assert refused(folder) == ["B463"]


@pytest.mark.parametrize("name", ["technosphere", "flows"])
def test_a_file_of_noise(folder, name) -> None:
    path = folder / f"{name}.arrow"
    path.write_bytes(bytes(path.stat().st_size))
    assert refused(folder) == ["B463"]


def test_a_changed_bit_opens_and_is_found_by_its_hash(folder) -> None:
    path = folder / "interventions.arrow"
    content = path.read_bytes()
    amount = np.float64(0.6).tobytes()
    assert content.count(amount) == 1
    path.write_bytes(content.replace(amount, np.float64(0.7).tobytes()))
    background = open_background(folder)
    assert background.interventions.amount.tolist() == [0.7, 2.0]
    told = damages(background)
    assert {finding.code for finding in told} == {"B463"}
    assert [finding.params["what"] for finding in told] == ["interventions.arrow"]


def test_files_that_fit_a_manifest_of_another_content_are_found(folder) -> None:
    change(folder, content_sha256="0" * 64)
    assert [finding.params["what"] for finding in damages(open_background(folder))] == ["SHA-256"]


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("technosphere", "row", pa.array([0, 0, 7], pa.int32())),
        ("technosphere", "column", pa.array([0, -1, 1], pa.int32())),
        ("technosphere", "amount", pa.array([1.0, float("nan"), 1.0])),
        ("technosphere", "amount", pa.array([1, 2, 3], pa.int64())),
        ("interventions", "code", None),
        ("processes", "unit", None),
    ],
)
def test_columns_that_would_lead_astray(folder, name, column, values) -> None:
    """Positions beyond the arrays, numbers that are none, other types, a column that is not there."""
    path = folder / f"{name}.arrow"
    with pa.ipc.open_file(path) as reader:
        table = reader.read_all()
    index = table.schema.get_field_index(column)
    table = table.remove_column(index) if values is None else table.set_column(index, column, values)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    said = json.loads((folder / "manifest.json").read_text())
    said["files"][path.name]["bytes"] = path.stat().st_size
    change(folder, files=said["files"])
    assert refused(folder) == ["B463"]


def test_opening_is_a_matter_of_milliseconds(source, tmp_path, make_large) -> None:
    """23,000 processes open in less than 50 ms; the best of some tries, for machines are shared."""
    write(make_large(23_000), tmp_path / "db", source)
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        open_background(tmp_path / "db")
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.05


@pytest.fixture
def make_large(linked):
    """A database of many equal processes, columns repeated, without the time that linking takes."""
    from dataclasses import replace

    def of(size: int):
        background = linked.background
        times = size // background.size + 1

        def repeated(exchanges):
            parts = {f.name: np.concatenate([getattr(exchanges, f.name)] * times) for f in fields(exchanges)}
            return type(exchanges)(**parts)

        many = replace(
            background,
            processes=pa.concat_tables([background.processes] * times),
            technosphere=repeated(background.technosphere),
            interventions=repeated(background.interventions),
        )
        return replace(linked, background=many)

    return of


# Sources


def test_a_source_is_a_file_by_its_bytes(tmp_path) -> None:
    """SHA-256 of 'abc': FIPS 180-2, appendix B.1."""
    (tmp_path / "a.csv").write_bytes(b"abc")
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert SourceFile.of(tmp_path / "a.csv") == SourceFile("a.csv", known)


def test_a_source_is_a_folder_by_names_and_contents(tmp_path) -> None:
    hashes = []
    for name, content in (("a", b"1"), ("b", b"1"), ("b", b"2"), ("a", b"1")):
        folder = tmp_path / f"{len(hashes)}" / "data"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
        hashes.append(SourceFile.of(folder).sha256)
    assert len(set(hashes)) == 3
    assert hashes[0] == hashes[3]
