"""Wrong input to zuji background import: refused or reported by record, and nothing is left behind."""

import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lca.background.store import open_report

KG = {"@type": "Unit", "@id": "kg", "name": "kg"}
MASS = {"@type": "FlowProperty", "@id": "mass", "name": "Mass"}
SPOLD = """<?xml version="1.0" encoding="{encoding}"?>{doctype}
<ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold01"><dataset number="{number}">
<metaInformation><processInformation><referenceFunction name="{name}" unit="kg" amount="1"/>
<geography location="CN"/></processInformation></metaInformation>
<flowData><exchange number="{number}" name="{name}" unit="kg" location="CN" meanValue="1">
<outputGroup>0</outputGroup></exchange>
<exchange number="9" name="Carbon dioxide, fossil" category="air" unit="kg" meanValue="2">
<outputGroup>4</outputGroup></exchange></flowData></dataset></ecoSpold>"""
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
Files = dict[str, bytes]


def spold(name: str = "steel", number: int = 1, doctype: str = "", encoding: str = "utf-8") -> str:
    return SPOLD.format(name=name, number=number, doctype=doctype, encoding=encoding)


def flow(key: str, kind: str = "PRODUCT_FLOW") -> dict[str, Any]:
    properties = [{"isRefFlowProperty": True, "conversionFactor": 1.0, "flowProperty": MASS}]
    return {"@type": "Flow", "@id": key, "name": key, "flowType": kind, "flowProperties": properties}


def exchange(key: str, amount: Any, **more: Any) -> dict[str, Any]:
    of = {"@type": "Flow", "@id": key}
    return {"flow": of, "isInput": False, "amount": amount, "unit": KG, "flowProperty": MASS} | more


def process(key: str, *exchanges: Mapping[str, Any], made: Any = 1.0, **more: Any) -> dict[str, Any]:
    own = exchange(key, made, isQuantitativeReference=True, internalId=1)
    numbered = [{**one, "internalId": number} for number, one in enumerate(exchanges, 2)]
    whole = {"@type": "Process", "@id": f"p-{key}", "name": f"making {key}", "exchanges": [own, *numbered]}
    return whole | more


CARBON = flow("Carbon dioxide, fossil", "ELEMENTARY_FLOW") | {"category": "Emission to air/unspecified"}


def openlca(*processes: Mapping[str, Any]) -> Files:
    """An archive with these processes, and flows for all that they make."""
    units = [KG | {"isRefUnit": True, "conversionFactor": 1.0}]
    objects: dict[str, Any] = {
        "openlca.json": {"schemaVersion": 2},
        "unit_groups/u.json": {"@type": "UnitGroup", "@id": "u", "name": "mass", "units": units},
        "flow_properties/mass.json": MASS | {"unitGroup": {"@type": "UnitGroup", "@id": "u"}},
        "flows/co2.json": CARBON,
    }
    for one in processes:
        key = str(one["@id"])[2:]
        objects |= {f"flows/{key}.json": flow(key), f"processes/{key}.json": one}
    return {name: json.dumps(content).encode() for name, content in objects.items()}


def good() -> dict[str, Any]:
    return process("good", exchange("Carbon dioxide, fossil", 1.0))


def pack(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def truncated(path: Path) -> None:
    whole = pack(path, openlca(good())).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def damaged(path: Path) -> None:
    """A byte within a packed member differs."""
    whole = bytearray(pack(path, openlca(good())).read_bytes())
    at = whole.index(b"processes/good.json") + len("processes/good.json") + 20
    whole[at : at + 8] = bytes(8)
    path.write_bytes(whole)


def lying(path: Path) -> None:
    """The directory says that members are larger than what comes out."""
    whole = bytearray(pack(path, openlca(good())).read_bytes())
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 2**31 + 2**30)
    path.write_bytes(whole)


def packed(files: Mapping[str, bytes]) -> Callable[[Path], object]:
    return lambda path: pack(path, files)


REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "truncated": (truncated, "B101", ""),
    "a damaged member": (damaged, "B103", "processes/good.json"),
    "sizes that lie": (lying, "B107", ""),
    "a path that climbs": (packed({"../../up.json": b"{}", **openlca(good())}), "B104", "../../up.json"),
    "an absolute path": (packed({"/etc/up.json": b"{}", **openlca(good())}), "B104", "/etc/up.json"),
    "a zip bomb": (packed({"a.json": bytes(2**25), **openlca(good())}), "B109", "a.json"),
    "entities that grow": (packed({"a.spold": spold(doctype=LAUGHS).encode()}), "B122", "a.spold"),
    "an entity from outside": (packed({"a.spold": spold(doctype=OUTSIDE).encode()}), "B122", "a.spold"),
    "XML cut off": (packed({"a.spold": spold().encode()[:-40]}), "B121", "a.spold"),
    "XML of another encoding": (packed({"a.spold": spold("转炉钢").encode("gbk")}), "B121", "a.spold"),
    "JSON of another encoding": (
        packed(openlca(good()) | {"processes/good.json": '{"@type": "Process", "名": "钢"}'.encode("gbk")}),
        "B15",
        "processes/good.json",
    ),
    "JSON without end": (
        packed(openlca(good()) | {"processes/good.json": b'{"@type": "Process", "a": ' + b"[" * 200_000}),
        "B15",
        "processes/good.json",
    ),
    "no reference product": (
        packed(openlca(process("x") | {"exchanges": [exchange("Carbon dioxide, fossil", 1.0)]})),
        "B184",
        "processes/x.json",
    ),
    "no production": (packed(openlca(process("x", made=0.0))), "B183", "processes/x.json"),
    "NaN made": (packed(openlca(process("x", made=float("nan")))), "B18", "processes/x.json"),
    "infinity made": (packed(openlca(process("x", made=float("inf")))), "B18", "processes/x.json"),
    "only a wrong unit": (
        packed(openlca(process("x") | {"exchanges": [exchange("x", 1.0) | {"flow": {"@id": "nowhere"}}]})),
        "B18",
        "processes/x.json",
    ),
    "empty": (lambda path: path.write_bytes(b""), "B10", ""),
    "empty archive": (packed({}), "B130", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_and_leaves_nothing(zuji, tmp_path, name) -> None:
    make, code, record = REFUSED[name]
    make(tmp_path / "wrong.zip")
    done = zuji("background", "import", tmp_path / "wrong.zip", "--into", tmp_path / "db")
    assert done.code == 2, done.out
    assert f" {code}" in done.err, done.err
    assert record in done.err
    assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["wrong.zip"]


WITH_A_GOOD_ONE: dict[str, tuple[Files, str, str]] = {
    "an entity": (
        {"good.spold": spold().encode(), "bad.spold": spold(doctype=LAUGHS).encode()},
        "B122",
        "bad",
    ),
    "an encoding": ({"good.spold": spold().encode(), "bad.spold": spold("钢").encode("gbk")}, "B121", "bad"),
    "no reference": (openlca(good(), process("x") | {"exchanges": []}), "B184", "making x"),
    "no production": (openlca(good(), process("x", made=0.0)), "B183", "making x"),
    "NaN made": (openlca(good(), process("x", made=float("nan"))), "B18", "making x"),
    "NaN taken": (
        openlca(good(), process("x", exchange("good", float("nan"), isInput=True))),
        "B1",
        "making x",
    ),
    "a huge number": (
        openlca(good(), process("x", exchange("good", 1e308, amountFormula="1e308*10", isInput=True))),
        "B1",
        "making x",
    ),
    "formulas in a circle": (
        openlca(
            good(),
            process(
                "x",
                exchange("good", 1.0, amountFormula="a", isInput=True),
                parameters=[
                    {"name": "a", "formula": "b", "isInputParameter": False, "value": 1.0},
                    {"name": "b", "formula": "a", "isInputParameter": False, "value": 1.0},
                ],
            ),
        ),
        "B14",
        "making x",
    ),
    "another unit": (
        openlca(good(), process("x", exchange("good", 1.0, isInput=True, unit={"@id": "MJ", "name": "MJ"}))),
        "B1",
        "making x",
    ),
    "a flow that is nowhere": (
        openlca(good(), process("x", exchange("nowhere", 1.0, isInput=True))),
        "B1",
        "making x",
    ),
    "a wrong sign": (openlca(good(), process("x", exchange("good", -1.0, isInput=True))), "B453", "making x"),
}


@pytest.mark.parametrize("name", WITH_A_GOOD_ONE)
def test_a_record_that_is_wrong_is_reported_and_the_others_used(zuji, tmp_path, name) -> None:
    files, code, record = WITH_A_GOOD_ONE[name]
    pack(tmp_path / "some.zip", files)
    done = zuji("background", "import", tmp_path / "some.zip", "--into", tmp_path / "db", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["counts"]["processes"] >= 1
    rows = open_report(tmp_path / "db").to_pylist()
    found = [row for row in rows if row["code"].startswith(code)]
    assert found, rows
    told = " ".join(str(value) for row in found for value in row.values())
    assert record in told or record.replace("making ", "p-") in told, found
    assert sorted(path.name for path in tmp_path.iterdir()) == ["db", "some.zip"]


def loop(share: float) -> Files:
    """Two processes that take of each other; nothing is left over where ``share`` is 1."""
    parts = (exchange("b", share, isInput=True), exchange("Carbon dioxide, fossil", 1.0))
    return openlca(process("a", *parts), process("b", exchange("a", 1.0, isInput=True)))


@pytest.mark.parametrize("command", ["solve", "check"])
def test_a_singular_system_names_its_processes(zuji, tmp_path, command) -> None:
    pack(tmp_path / "a.zip", loop(1.0))
    assert zuji("background", "import", tmp_path / "a.zip", "--into", tmp_path / "db").code == 0
    done = zuji("background", command, tmp_path / "db")
    assert done.code == 2
    words = " ".join((done.out + done.err).split())
    assert "B603" in words
    assert "making a" in words
    assert "making b" in words
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_nearly_singular_system_is_solved_and_names_its_processes(zuji, tmp_path) -> None:
    pack(tmp_path / "a.zip", loop(1.0 - 1e-12))
    zuji("background", "import", tmp_path / "a.zip", "--into", tmp_path / "db")
    done = zuji("background", "solve", tmp_path / "db", "--format", "json")
    codes = {one["code"]: one["message"] for one in json.loads(done.out)["findings"]}
    assert "B605" in codes
    assert "making a" in codes["B605"]


def test_a_process_that_takes_all_it_makes_is_named(zuji, tmp_path) -> None:
    pack(tmp_path / "a.zip", openlca(process("a", exchange("a", 1.0, isInput=True))))
    zuji("background", "import", tmp_path / "a.zip", "--into", tmp_path / "db")
    done = zuji("background", "solve", tmp_path / "db")
    assert done.code == 2
    assert "making a" in done.err


@pytest.mark.parametrize("name", ["report.xlsx", "nowhere/report.csv", ""])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_done(zuji, tmp_path, name) -> None:
    file = pack(tmp_path / "a.zip", openlca(good()))
    done = zuji("background", "import", file, "--into", tmp_path / "db", "--report", tmp_path / name)
    assert done.code == 2
    assert " B476" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_folder_that_holds_an_archive_names_it(zuji, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    pack(tmp_path / "in" / "uslci.zip", openlca(good()))
    (tmp_path / "in" / "readme.md").write_text("read me")
    done = zuji("background", "import", tmp_path / "in", "--into", tmp_path / "db")
    assert done.code == 2
    assert "uslci.zip" in done.err


def test_signs_that_steer_a_terminal_do_not_come_through(zuji, tmp_path) -> None:
    steering = process("a", exchange("nowhere", 1.0, isInput=True)) | {
        "name": "\x1b[2J\x1b]0;title\x07making\u202ea"
    }
    pack(tmp_path / "a.zip", openlca(steering))
    for words in (("import", tmp_path / "a.zip", "--into", tmp_path / "db"), ("list", tmp_path / "db")):
        done = zuji("background", *words)
        assert done.code == 0
        assert "making" in done.out or words[0] == "import"
        assert not {"\x1b", "\x07", "\u202e"} & set(done.out + done.err)
