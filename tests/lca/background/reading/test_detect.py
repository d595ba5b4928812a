"""Recognising formats by content; what is none or several is said, and the format can be named."""

import json
import zipfile
from pathlib import Path

import pytest

from lca.background.reading import FORMATS, detect, open_archive, read
from lca.errors import Finding, InputError

PROCESS = json.dumps({"@type": "Process", "@id": "p"})
SPOLD = '<?xml version="1.0"?>\n<!-- <x> -->\n<ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold0{}"><a/></ecoSpold>'
ILCD = '<processDataSet xmlns="http://lca.jrc.it/ILCD/Process" version="1.1"/>'
CELLS = "<sst><si><t>Database</t></si><si><t>x</t></si></sst>"


def workbook(path: Path, part: str, content: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(part, content)


def found(path: Path) -> str:
    with open_archive(path) as archive:
        return detect(archive)


def refused(path: Path) -> Finding:
    with pytest.raises(InputError) as caught:
        found(path)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("processes/1.json", PROCESS, "openlca"),
        ("1.json", PROCESS, "openlca"),
        ("context.json", '{"@vocab": "http://openlca.org/schema/v1.1/"}', "openlca"),
        ("olca-schema.json", '{"version": 2}', "openlca"),
        ("datasets/1.spold", SPOLD.format(2), "ecospold2"),
        ("1.xml", SPOLD.format(2), "ecospold2"),
        ("1.xml", SPOLD.format(1), "ecospold1"),
        ("1.spold", SPOLD.format(1), "ecospold1"),
        ("ILCD/processes/1.xml", ILCD, "ilcd"),
        ("a.csv", "{SimaPro 9.1}\n{processes}", "simapro"),
        ("a.txt", '"{SimaPro 9.1}"', "simapro"),
        ("a.csv", "SimaPro 8.0.4.30;process;Date:", "simapro"),
        ("datapackage.json", '{"profile": "data-package", "resources": []}', "brightway_datapackage"),
    ],
)
def test_formats_by_content(tmp_path: Path, name: str, content: str, format: str) -> None:
    folder = tmp_path / "folder"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text(content, encoding="utf-8")
    assert found(folder) == format
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr(f"wrapped/{name}", content)
        file.writestr("readme.txt", "about the data, SimaPro and so on")
    assert found(tmp_path / "a.zip") == format
    assert found(folder / name) == format
    assert format in FORMATS


def test_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_bytes(SPOLD.format(2).replace("?>", ' encoding="utf-16"?>').encode("utf-16"))
    assert found(tmp_path / "1.xml") == "ecospold2"


def test_workbooks_of_brightway_and_others(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", "xl/sharedStrings.xml", CELLS)
    workbook(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", CELLS.replace("Database", "Activity"))
    workbook(tmp_path / "c.xlsx", "xl/sharedStrings.xml", CELLS.replace("Database", "Databases"))
    assert found(tmp_path / "a.xlsx") == found(tmp_path / "b.xlsx") == "brightway_excel"
    assert refused(tmp_path / "c.xlsx").code == "B130"


def test_what_openlca_carries_along_says_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("processes/1.json", PROCESS)
        file.writestr("bin/sources/1/data.csv", "{SimaPro 9.1}")
    assert found(tmp_path / "a.zip") == "openlca"


def test_the_needle_is_found(tmp_path: Path) -> None:
    """Among very many files of another kind of content those count whose folder promises processes."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for number in range(300):
            file.writestr(f"a/{number:03}.json", "{}")
        file.writestr("processes/1.json", PROCESS)
    assert found(tmp_path / "a.zip") == "openlca"


def test_nothing_known(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,amount\nsteel,1\n")
    (tmp_path / "b.xml").write_text("<html/>")
    (tmp_path / "c.json").write_text('{"name": "Process"}')
    (tmp_path / "d.xlsx").write_bytes(b"PK")
    (tmp_path / "e").mkdir()
    (tmp_path / "f.bin").write_bytes(bytes(range(256)))
    for name in ("a.csv", "b.xml", "c.json", "e", "f.bin"):
        finding = refused(tmp_path / name)
        assert finding.code == "B130"
        for format in FORMATS:
            assert format in finding.message("zh")
        assert "EcoSpold02" in finding.remedy()


def test_two_formats_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("{SimaPro 9.1}")
    (tmp_path / "b.spold").write_text(SPOLD.format(2))
    finding = refused(tmp_path)
    assert finding.code == "B131"
    assert "simapro (a.csv)" in finding.message()
    assert "ecospold2 (b.spold)" in finding.message()
    assert "--format" in finding.remedy()


def test_openlca_s_own_database(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zolca", "w") as file:
        file.writestr("service.properties", "derby")
        file.writestr("seg0/c10.dat", b"\0\1")
    assert refused(tmp_path / "a.zolca").code == "B132"


def test_a_format_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "ecospold")
    assert caught.value.findings[0].code == "B133"
    assert "ecospold2" in caught.value.findings[0].candidates


def test_a_format_that_is_named_is_not_recognised_again(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("{SimaPro 9.1}")
    (tmp_path / "processes").mkdir()
    with pytest.raises(InputError) as caught:
        read(tmp_path, "openlca")
    assert caught.value.findings[0].code == "B188"


@pytest.mark.shared
def test_real_files(shared: Path) -> None:
    lci = shared / "lci"
    fixtures = lci / "bw2io_fixtures" / "tests" / "fixtures"
    expected = {
        lci / "uslci" / "uslci_fy17q4_olca1_jsonld.zip": "openlca",
        lci / "olca_schema_examples" / "examples": "openlca",
        fixtures / "json-ld" / "US-FPL": "openlca",
        fixtures / "ecospold1": "ecospold1",
        fixtures / "ecospold2": "ecospold2",
        fixtures / "simapro": "simapro",
        lci
        / "premise_inventories"
        / "premise"
        / "data"
        / "additional_inventories"
        / "lci-nuclear-heat.xlsx": ("brightway_excel"),
        lci / "olca_ilcd_fixtures": "ilcd",
    }
    assert {path: found(path) for path in expected} == expected


def project(folder: Path) -> Path:
    (folder / "lci").mkdir(parents=True)
    (folder / "databases.json").write_text("{}")
    (folder / "lci" / "databases.db").write_bytes(b"SQLite format 3\0")
    return folder


def test_the_folder_of_a_brightway_project(tmp_path: Path) -> None:
    """Whatever else stands in it, such as processed datapackages, is Brightway's own."""
    folder = project(tmp_path / "p")
    (folder / "processed").mkdir()
    (folder / "processed" / "datapackage.json").write_text('{"resources": []}')
    (folder / "output.csv").write_text("{SimaPro 9.1}")
    assert found(folder) == "brightway_project"


def test_projects_further_inside_or_packed_are_named(tmp_path: Path) -> None:
    project(tmp_path / "all" / "one.1a2b")
    project(tmp_path / "all" / "two.3c4d")
    finding = refused(tmp_path / "all")
    assert finding.code == "B134"
    assert "one.1a2b/, two.3c4d/" in finding.message()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for path in (tmp_path / "all" / "one.1a2b").rglob("*"):
            file.write(path, path.relative_to(tmp_path / "all" / "one.1a2b"))
    assert refused(tmp_path / "a.zip").code == "B134"


def test_a_database_that_lies_alone_is_no_project(tmp_path: Path) -> None:
    (project(tmp_path / "p") / "databases.json").unlink()
    assert refused(tmp_path / "p").code == "B130"


def test_a_name_where_there_is_nothing_to_choose(tmp_path: Path) -> None:
    (tmp_path / "1.spold").write_text(SPOLD.format(2))
    with pytest.raises(InputError) as caught:
        read(tmp_path, database="ecoinvent")
    (finding,) = caught.value.findings
    assert finding.code == "B135"
    assert "ecospold2" in finding.message()
