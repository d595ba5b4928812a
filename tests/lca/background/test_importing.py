"""From a file to a folder and its report: openLCA JSON-LD made by hand, and the real USLCI."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from brightway_cases import group, lognormals, package

from lca.background.importing import import_database
from lca.background.linking import link
from lca.background.reading import read
from lca.background.store import open_background, open_report
from lca.errors import InputError

KG = {"@type": "Unit", "@id": "kg", "name": "kg"}
MASS = {"@type": "FlowProperty", "@id": "mass", "name": "Mass"}


def flow(key: str, kind: str, name: str, category: str = "") -> dict:
    properties = [{"isRefFlowProperty": True, "conversionFactor": 1.0, "flowProperty": MASS}]
    return {
        "@type": "Flow",
        "@id": key,
        "name": name,
        "flowType": kind,
        "category": category,
        "flowProperties": properties,
    }


def exchange(key: str, amount: float, is_input: bool = False, **more) -> dict:
    return {
        "flow": {"@type": "Flow", "@id": key},
        "isInput": is_input,
        "amount": amount,
        "unit": KG,
        "flowProperty": MASS,
        "internalId": more.pop("internalId", 1),
        **more,
    }


OBJECTS = {
    "unit_groups/u.json": {
        "@type": "UnitGroup",
        "@id": "u",
        "name": "Units of mass",
        "units": [KG | {"isRefUnit": True, "conversionFactor": 1.0}],
    },
    "flow_properties/mass.json": MASS | {"unitGroup": {"@type": "UnitGroup", "@id": "u"}},
    "flows/steel.json": flow("steel", "PRODUCT_FLOW", "steel"),
    "flows/ore.json": flow("ore", "PRODUCT_FLOW", "iron ore"),
    "flows/co2.json": flow("co2", "ELEMENTARY_FLOW", "Carbon dioxide, fossil", "Emission to air/unspecified"),
    "processes/s.json": {
        "@type": "Process",
        "@id": "s",
        "name": "making steel",
        "exchanges": [
            exchange("steel", 1.0, isQuantitativeReference=True, internalId=1),
            exchange("ore", 1.5, is_input=True, internalId=2),
            exchange("co2", 2.0, internalId=3),
        ],
    },
    "processes/empty.json": {"@type": "Process", "@id": "empty", "name": "making nothing", "exchanges": []},
}


@pytest.fixture
def archive(tmp_path) -> Path:
    path = tmp_path / "small.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("openlca.json", json.dumps({"schemaVersion": 2}))
        for name, content in OBJECTS.items():
            file.writestr(name, json.dumps(content))
    return path


def test_a_file_becomes_a_folder_and_a_report(archive, tmp_path) -> None:
    done = import_database(archive, tmp_path / "db")
    assert done.background.name == "small"
    assert done.background.folder == str(tmp_path / "db")
    assert done.format.startswith("openlca")
    assert (done.counts["datasets_read"], done.counts["datasets_used"], done.counts["datasets_left_out"]) == (
        2,
        1,
        1,
    )
    assert done.counts["exchanges_unlinked"] == 1
    assert done.gases.gas == ("co2",)
    assert len(done.remarks) == sum(sum(codes.values()) for codes in done.reasons.values())
    report = open_report(tmp_path / "db")
    assert len(report) == len(done.remarks)
    assert {"B430"} <= set(report.column("code").to_pylist())


def test_no_remark_names_the_place_of_the_source(archive, tmp_path) -> None:
    import_database(archive, tmp_path / "db")
    files = open_report(tmp_path / "db").column("file").to_pylist()
    assert files
    assert not any(str(tmp_path) in file for file in files)
    content = b"".join(path.read_bytes() for path in (tmp_path / "db").iterdir())
    assert str(tmp_path).encode() not in content


def test_two_imports_give_the_same_bytes(archive, tmp_path) -> None:
    for name in ("one", "two"):
        import_database(archive, tmp_path / name)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    assert one == two


def test_a_name_changes_draws_and_nothing_else(archive, tmp_path) -> None:
    plain = import_database(archive, tmp_path / "one").background
    named = import_database(archive, tmp_path / "two", name="other").background
    assert named.name == "other"
    assert named.sha256 != plain.sha256
    assert np.array_equal(named.interventions.amount, plain.interventions.amount)
    assert not np.array_equal(named.interventions.key, plain.interventions.key)


def test_stages_are_told_in_their_order(archive, tmp_path) -> None:
    told = []
    import_database(archive, tmp_path / "db", progress=lambda stage, done, whole: told.append(stage))
    assert list(dict.fromkeys(told)) == ["read", "link", "write"]


def test_the_members_of_an_archive_are_counted_as_they_are_read(archive, tmp_path) -> None:
    told = []
    import_database(archive, tmp_path / "db", progress=lambda *now: told.append(now))
    read = [(done, whole) for stage, done, whole in told if stage == "read"][1:]
    assert {whole for _, whole in read} == {len(OBJECTS) + 1}
    assert [done for done, _ in read] == sorted(done for done, _ in read)
    assert read[-1][0] > len(OBJECTS) / 2


def test_a_format_that_does_not_exist_is_told(archive, tmp_path) -> None:
    with pytest.raises(InputError) as raised:
        import_database(archive, tmp_path / "db", format="opnlca")
    assert raised.value.findings[0].candidates == ("openlca",)


@pytest.mark.parametrize("cut", [50, 400])
def test_a_truncated_archive_leaves_nothing_behind(archive, tmp_path, cut) -> None:
    archive.write_bytes(archive.read_bytes()[:-cut])
    with pytest.raises(InputError):
        import_database(archive, tmp_path / "db")
    assert [path.name for path in tmp_path.iterdir()] == ["small.zip"]


def test_a_file_without_a_usable_data_set_leaves_nothing_behind(tmp_path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("openlca.json", json.dumps({"schemaVersion": 2}))
        for name, content in OBJECTS.items():
            if not name.startswith("processes/s"):
                file.writestr(name, json.dumps(content))
    with pytest.raises(InputError) as raised:
        import_database(path, tmp_path / "db")
    assert raised.value.findings[-1].severity.value == "error"
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_an_existing_folder_is_refused_before_anything_is_read(tmp_path) -> None:
    (tmp_path / "db").mkdir()
    with pytest.raises(InputError) as raised:
        import_database(tmp_path / "nowhere.zip", tmp_path / "db")
    assert raised.value.findings[0].code == "B460"


def test_a_folder_without_a_parent_is_refused_before_anything_is_read(tmp_path) -> None:
    with pytest.raises(InputError) as raised:
        import_database(tmp_path / "nowhere.zip", tmp_path / "no" / "db")
    assert raised.value.findings[0].code == "B464"


def test_an_import_may_take_the_place_of_another(archive, tmp_path) -> None:
    import_database(archive, tmp_path / "db")
    done = import_database(archive, tmp_path / "db", name="second", replace=True)
    assert open_background(tmp_path / "db").name == done.background.name == "second"


def test_a_datapackage_is_imported_as_its_records_link(tmp_path) -> None:
    """The way over arrays gives the hash, the counts and the manifest of the way over records."""
    amounts = [1.0, -0.25, 2.0, -0.5]
    made = group(
        "tech", "technosphere_matrix", [1, 1, 2, 2], [1, 2, 2, 1], amounts,
        distributions=lognormals(amounts, 0.1),
    )  # fmt: skip
    air = group("bio", "biosphere_matrix", [9, 9], [1, 2], [3.0, 0.5])
    file = package(tmp_path / "case.zip", [made, air])
    for suppliers in ("unique", "geography"):
        done = import_database(file, tmp_path / suppliers, suppliers=suppliers)
        linked = link(read(file), "case", suppliers=suppliers)
        assert done.background.sha256 == linked.background.sha256
        assert done.background.manifest["suppliers"] == done.suppliers == suppliers
        assert done.reasons == linked.reasons
        assert done.counts["processes"] == linked.counts["processes"] == 2
        assert done.format == linked.format == "brightway_datapackage"


@pytest.mark.shared
def test_uslci_is_counted_record_by_record(shared, tmp_path) -> None:
    """642 processes in the archive (SOURCES.md); every exchange of theirs has an outcome."""
    file = shared / "lci" / "uslci" / "uslci_fy17q4_olca1_jsonld.zip"
    done = import_database(file, tmp_path / "uslci")
    counts = done.counts
    assert counts["datasets_read"] == 642
    assert counts["datasets_used"] + counts["datasets_left_out"] == 642
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.startswith("processes/")]
        whole = sum(len(json.loads(archive.read(name)).get("exchanges", [])) for name in names)
    left_out_by_reader = sum(
        number
        for code, number in done.reasons.get("exchange_left_out", {}).items()
        if not code.startswith("B4")
    )
    assert counts["exchanges_read"] + left_out_by_reader == whole
    parts = [key for key in counts if key.startswith("exchanges_") and key[10:] not in ("read", "uncertain")]
    assert sum(counts[key] for key in parts) == counts["exchanges_read"]
    background = open_background(tmp_path / "uslci")
    assert len(background.unlinked) >= counts["exchanges_unlinked"]
    assert len(open_report(tmp_path / "uslci")) == len(done.remarks)
