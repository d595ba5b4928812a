"""The mapping against nomenclatures and methods that others made.

The elementary flows of ecoinvent 3.9 and IPCC 2021 as ecoinvent implements it come with bw2io; maps between
SimaPro, EF 3.1 and ecoinvent come with randonneur_data: both are read as files, nothing of them is imported.
"""

import csv
import gzip
import importlib.util
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lca.background.characterising import GasFlows, counts, greenhouse_gases, has_value
from lca.background.characterising.compartments import medium
from lca.background.characterising.names import suspicious
from lca.background.characterising.recognise import origin, recognise
from lca.background.database import Background
from lca.content import content
from lca.gases import GwpSet

Build = Callable[..., Background]


def data_of(package: str) -> Path:
    """The folder ``data`` of an installed package, without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        pytest.skip(f"{package} is not installed")
    return Path(next(iter(found.submodule_search_locations))) / "data"


@pytest.fixture(scope="module")
def ecoinvent() -> dict[str, tuple[str, str, str, str, str]]:
    """Flows of ecoinvent 3.9 by id."""
    etree = pytest.importorskip("lxml.etree")
    root = etree.parse(data_of("bw2io") / "lci" / "ecoinvent elementary flows 3.9.xml").getroot()
    space = f"{{{root.nsmap[None]}}}"
    flows = {}
    for element in root.iterchildren(f"{space}elementaryExchange"):
        place = element.find(f"{space}compartment")
        path = "/".join(place.find(space + part).text for part in ("compartment", "subcompartment"))
        words = [element.find(space + part).text for part in ("name", "unitName")]
        key, cas = element.get("id"), element.get("casNumber") or ""
        flows[key] = (key, words[0], path, words[1], cas)
    return flows


@pytest.fixture(scope="module")
def ipcc_2021() -> dict[str, float]:
    """IPCC 2021, GWP100, as ecoinvent 3.9 implements it: kg CO2e by flow id."""
    with zipfile.ZipFile(data_of("bw2io") / "lcia" / "lcia_39_ecoinvent.zip") as archive:
        methods = json.loads(archive.read("data.json"))
    wanted = ["IPCC 2021", "climate change", "global warming potential (GWP100)"]
    (method,) = [method for method in methods if method["name"] == wanted]
    return {exchange["input"][1]: float(exchange["amount"]) for exchange in method["exchanges"]}


@pytest.fixture(scope="module")
def ar6() -> GwpSet:
    with (content("factors") / "ipcc" / "gwp.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["gwp_set"] == "AR6"]
    return GwpSet("AR6", {(row["item"], row["variant"] or "default"): float(row["value"]) for row in rows})


@pytest.mark.parametrize("keep", ["all", "cas", "name"])
def test_every_flow_that_ecoinvent_characterises(
    database: Build,
    ecoinvent: dict[str, tuple[str, str, str, str, str]],
    ipcc_2021: dict[str, float],
    ar6: GwpSet,
    keep: str,
) -> None:
    """All 226 have the value of AR6, or stand among the differences that are known and explained."""
    rows = [
        (
            key if keep == "all" else "",
            "" if keep == "cas" else name,
            path,
            unit,
            "" if keep == "name" else cas,
        )
        for key, name, path, unit, cas in ecoinvent.values()
    ]
    made = database(rows)
    found = greenhouse_gases(made)
    values = {
        flow: ar6.of(found.gas[i], found.origin[i]) * found.mass[i]
        for i, flow in enumerate(found.flow.tolist())
        if has_value(ar6, found.gas[i], found.origin[i])
    }
    same, differ, missing = 0, Counter(), Counter()
    for position, (key, name, *_) in enumerate(ecoinvent.values()):
        if key not in ipcc_2021:
            continue
        if position not in values:
            missing[name] += 1
        elif values[position] == pytest.approx(ipcc_2021[key], rel=1e-12):
            same += 1
        else:
            differ[name] += 1
    # By CAS alone nothing says that this flow, to soil, is taken out of the air.
    assert missing.pop("Carbon dioxide, to soil or biomass stock", 0) == (4 if keep == "cas" else 0)
    assert missing == {
        # No value in the shipped set: said by B507.
        "Bromopropane": 1,
        "Butane": 5,
        "Ethane": 5,
        "Ethane, 1,2-dichloro-": 5,
        "Methane, chloro-fluoro-, HCFC-31": 5,
        "Monochloroethane": 5,
        "Propane": 5,
        "Tetrachloroethylene": 5,
        "Trichloroethylene": 5,
    }
    if keep != "cas":
        # Methane of land use change counts as non-fossil here and as fossil there.
        assert differ == {"Methane, from soil or biomass stock": 5}
        assert same == 180
        assert counts(made, found)["air"] == (149, 1393)
        assert counts(made, found)["water"] == (0, 1617)


def test_no_other_flow_of_ecoinvent_counts(
    database: Build, ecoinvent: dict[str, tuple[str, str, str, str, str]], ipcc_2021: dict[str, float]
) -> None:
    found = greenhouse_gases(database(list(ecoinvent.values())))
    keys = list(ecoinvent)
    extra = Counter(ecoinvent[keys[flow]][1] for flow in found.flow.tolist() if keys[flow] not in ipcc_2021)
    assert extra == {
        "Carbon dioxide, non-fossil": 5,
        "Carbon dioxide, in air": 1,
        "Carbon dioxide, non-fossil, resource correction": 1,
    }
    assert not [finding for finding in found.findings if finding.code in ("B501", "B503", "B504", "B506")]


def pairs(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Sources and targets of a map of randonneur_data, stored plain or compressed."""
    (path,) = [p for p in data_of("randonneur_data").iterdir() if p.name in (f"{name}.json", f"{name}.gz")]
    raw = path.read_bytes()
    mapped = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    for row in mapped.get("replace", []) + mapped.get("update", []):
        yield row["source"], {**row["source"], **row["target"]}


def read(flow: dict[str, Any]) -> tuple[str, str, str]:
    """Gas, origin and medium that a flow is read as."""
    where = medium(flow.get("context") or ())
    found = recognise("", flow["name"], "")
    if found.substance is None:
        return "?" if suspicious(flow["name"]) else "", "", str(where)
    gas = found.substance.gas
    return found.substance.known_as, origin(gas, found.words, where) if gas else "", str(where)


@pytest.mark.parametrize(
    ("name", "alike", "unlike"),
    [
        (
            "simapro-biosphere-2024-ecoinvent-3.9-biosphere",
            90,
            {"Carbon dioxide", "Carbon dioxide, in air", "Methane"},
        ),
        (
            "ecoinvent-3.9.1-biosphere-EF-3.1-biosphere",
            200,
            {"Carbon dioxide, from soil or biomass stock", "Carbon dioxide, to soil or biomass stock"},
        ),
        ("ecoinvent-3.11-biosphere-EF-3.1-biosphere", 180, {"Carbon dioxide, to soil or biomass stock"}),
    ],
)
def test_both_names_of_a_map_are_one_gas(name: str, alike: int, unlike: set[str]) -> None:
    """Where a map joins two flows they are read alike; exceptions are the map's own judgement of origin."""
    same, differ = 0, set()
    for source, target in pairs(name):
        one, other = read(source), read(target)
        if not {one[0], other[0]} - {"", "no_value", "indirect"}:
            continue
        if one == other:
            same += 1
        else:
            differ.add(source["name"])
    assert same >= alike
    assert differ <= unlike


def elementary(archive: zipfile.ZipFile) -> list[tuple[str, str, str, str, str]]:
    """Elementary flows of openLCA JSON-LD."""
    categories = {}
    for name in archive.namelist():
        if name.startswith("categories/"):
            record = json.loads(archive.read(name))
            categories[record["@id"]] = record

    def path(category: dict[str, Any] | None) -> str:
        if not category:
            return ""
        record = categories[category["@id"]]
        above = path(record.get("category"))
        return f"{above}/{record['name']}" if above else record["name"]

    rows = []
    for name in archive.namelist():
        if name.startswith("flows/"):
            flow = json.loads(archive.read(name))
            if flow["flowType"] == "ELEMENTARY_FLOW":
                rows.append(
                    (flow["@id"], flow["name"], path(flow.get("category")), "kg", flow.get("cas") or "")
                )
    return rows


@pytest.fixture(scope="module")
def uslci(shared: Path, database: Build) -> tuple[Background, GasFlows]:
    with zipfile.ZipFile(shared / "lci" / "uslci" / "uslci_fy17q4_olca1_jsonld.zip") as archive:
        made = database(elementary(archive))
    return made, greenhouse_gases(made)


@pytest.mark.shared
def test_uslci_by_compartment(uslci: tuple[Background, GasFlows]) -> None:
    made, found = uslci
    by_medium = counts(made, found)
    assert sum(yes + no for yes, no in by_medium.values()) == 2918
    assert by_medium["high_air"] == (3, 20)
    assert by_medium["from_air"][0] == 5
    assert by_medium["water"][0] == by_medium["resource"][0] == by_medium["soil"][0] == 0
    assert {finding.code for finding in found.findings} <= {
        "B502", "B506", "B507", "B508", "B509", "B510", "B513",
    }  # fmt: skip


@pytest.mark.shared
def test_uslci_leaves_only_families_of_gases(uslci: tuple[Background, GasFlows]) -> None:
    """What of USLCI is a greenhouse gas without a value is five families of gases and nothing else."""
    families = [finding.params["about"] for finding in uslci[1].findings if finding.code == "B506"]
    assert sorted(families) == [
        "CFCs and HCFCs, unspecified",
        "Chlorinated fluorocarbons and hydrochlorinated fluorocarbons, unspecified",
        "HFCs and HCFCs, unspecified",
        "PFC (perfluorocarbons)",
        "Perfluorocarbons, unspecified",
    ]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("key", "gas", "origin_of_carbon"),
    [
        ("7ae371aa-8532-11e0-9d78-0800200c9a66", "co2", "not_stated"),
        ("315c0693-98f1-3bb5-af41-49813737f85a", "co2", "biogenic_uptake"),
        ("4252b147-07e6-36db-a405-94ccf63bafa2", "co2", "biogenic_uptake"),
        ("dfe8b1ef-1253-3317-aba6-bb20ba0b6a9f", "co2", "aircraft"),
        ("a1125663-3407-3a15-a8cc-a2107ec29fd5", "co2", "land_use_change"),
        ("62eaa33d-a18c-31ef-b94c-10244327f2df", "ch4", "biogenic"),
        ("16d1aadb-b867-3385-9cb7-f1434ad6eb77", "cf4", "fossil"),
        ("5237991d-c262-343f-b33c-418080fa433f", "c2f6", "fossil"),
        ("483dfbf7-a0e3-3577-848b-47f8c0a6c5a0", "nf3", "fossil"),
        ("9f749515-e19f-30b1-af29-aab860bc96e3", "hfc143", "fossil"),
    ],
)
def test_flows_of_uslci(
    uslci: tuple[Background, GasFlows], key: str, gas: str, origin_of_carbon: str
) -> None:
    made, found = uslci
    position = made.flows.column("id").to_pylist().index(key)
    index = found.flow.tolist().index(position)
    assert (found.gas[index], found.origin[index]) == (gas, origin_of_carbon)
