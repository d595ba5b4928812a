"""Real files of openLCA, counted independently, and archives that were damaged on the way."""

import contextlib
import json
import math
import random
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.background.reading import read
from lca.background.records import Consequence, Reading, Role
from lca.errors import InputError

Objects = dict[str, dict[str, Any]]
FLIPS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), max_size=5)


@pytest.fixture(scope="module")
def uslci(shared: Path) -> Path:
    return shared / "lci" / "uslci" / "uslci_fy17q4_olca1_jsonld.zip"


@pytest.fixture(scope="module")
def plain(uslci: Path) -> Objects:
    """All objects by folder and id, read with json alone."""
    found: Objects = {}
    with zipfile.ZipFile(uslci) as file:
        for name in file.namelist():
            folder, _, rest = name.partition("/")
            if rest.endswith(".json"):
                data = json.loads(file.read(name))
                found.setdefault(folder, {})[data["@id"]] = data
    return found


@pytest.fixture(scope="module")
def reading(uslci: Path) -> Reading:
    return read(uslci)


@pytest.mark.shared
def test_all_of_uslci_is_read(reading: Reading, plain: Objects) -> None:
    processes = plain["processes"]
    assert (reading.format, reading.version) == ("openlca", "1.0")
    assert len(reading.datasets) == len(processes) == 642
    assert {dataset.id for dataset in reading.datasets} == set(processes)
    assert not [r for r in reading.remarks if r.consequence is not Consequence.UNCERTAINTY_LEFT_OUT]
    for dataset in reading.datasets:
        data = processes[dataset.id]
        assert len(dataset.exchanges) == len(data["exchanges"])
        (main,) = (e for e in data["exchanges"] if e.get("quantitativeReference"))
        assert dataset.about["reference"] == main["flow"]["@id"]
    spreads = sum("uncertainty" in e for data in processes.values() for e in data["exchanges"])
    kept = sum(one.spread is not None for dataset in reading.datasets for one in dataset.exchanges)
    certain = sum(
        (e.get("uncertainty") or {}).get("geomSd") == 1.0 for d in processes.values() for e in d["exchanges"]
    )
    assert kept + certain + len(reading.remarks) == spreads == 2569


@pytest.mark.shared
def test_amounts_of_uslci_are_in_the_unit_of_their_flow(reading: Reading, plain: Objects) -> None:
    """Converted here by the factors of all units, whatever their group, which have ids of their own."""
    factors = {
        unit["@id"]: (unit["conversionFactor"], group["@id"])
        for group in plain["unit_groups"].values()
        for unit in group["units"]
    }
    names = {
        group["@id"]: next(unit["name"] for unit in group["units"] if unit.get("referenceUnit"))
        for group in plain["unit_groups"].values()
    }
    for dataset in reading.datasets:
        for one, data in zip(dataset.exchanges, plain["processes"][dataset.id]["exchanges"], strict=True):
            factor, group = factors[data["unit"]["@id"]]
            properties = plain["flows"][data["flow"]["@id"]]["flowProperties"]
            (share,) = {p["conversionFactor"] for p in properties}
            assert share == 1.0
            assert one.unit == names[group]
            assert one.amount == pytest.approx(data["amount"] * factor, rel=1e-12, abs=0)


@pytest.mark.shared
def test_roles_and_flows_of_uslci(reading: Reading, plain: Objects) -> None:
    roles = Counter(one.role for dataset in reading.datasets for one in dataset.exchanges)
    kinds = Counter(
        (plain["flows"][e["flow"]["@id"]]["flowType"], e["input"])
        for data in plain["processes"].values()
        for e in data["exchanges"]
    )
    assert roles[Role.REFERENCE] == kinds["PRODUCT_FLOW", False] == 830
    assert roles[Role.INPUT] == kinds["PRODUCT_FLOW", True] + kinds["ELEMENTARY_FLOW", True] == 8030
    assert roles[Role.OUTPUT] == kinds["WASTE_FLOW", False] + kinds["ELEMENTARY_FLOW", False] == 19014
    used = {e["flow"]["@id"] for data in plain["processes"].values() for e in data["exchanges"]}
    assert set(reading.flows) == used
    carbon = reading.flows["315c0693-98f1-3bb5-af41-49813737f85a"]
    assert (carbon.name, carbon.compartment[-1], carbon.unit) == ("Carbon dioxide", "in air", "kg")


@pytest.mark.shared
def test_formulas_of_uslci_agree_with_the_numbers_beside_them(reading: Reading) -> None:
    """60 exchanges of one process are formulas of 61 parameters, some with blanks around their names."""
    dataset = next(d for d in reading.datasets if d.id == "ad2939d6-4b37-317b-a483-264a67266e22")
    assert len(dataset.exchanges) == 60
    assert not [r for r in reading.remarks if r.dataset == dataset.id]


@pytest.mark.shared
def test_the_second_revision_with_causal_allocation(shared: Path) -> None:
    folder = shared / "lci" / "bw2io_fixtures" / "tests" / "fixtures" / "json-ld"
    reading = read(folder / "US-FPL")
    assert (reading.version, len(reading.datasets), len(reading.remarks)) == ("1.1", 4, 0)
    pyrolysis = next(d for d in reading.datasets if d.id.startswith("64dec5f5"))
    data = json.loads((folder / "US-FPL" / "processes" / f"{pyrolysis.id}.json").read_text(encoding="utf-8"))
    products = [one.flow for one in pyrolysis.exchanges if one.role is Role.REFERENCE]
    assert len(products) == 3
    causal = [f for f in data["allocationFactors"] if f["allocationType"] == "CAUSAL_ALLOCATION"]
    assert sum(len(shares) for shares in pyrolysis.causal.values()) == len(causal)
    for factor in causal:
        # One internal id stands twice in this file, so the flow has to agree as well.
        key = factor["exchange"]["internalId"], factor["exchange"]["flow"]["@id"]
        index = [(e["internalId"], e["flow"]["@id"]) for e in data["exchanges"]].index(key)
        assert pyrolysis.causal[index][factor["product"]["@id"]] == factor["value"]
    assert len(read(folder / "beef-cattle-finishing").datasets) == 8


@pytest.mark.shared
def test_the_examples_of_the_schema(shared: Path) -> None:
    reading = read(shared / "lci" / "olca_schema_examples" / "examples")
    (dataset,) = reading.datasets
    (exchange,) = dataset.exchanges
    assert (dataset.name, dataset.location, reading.version) == ("Steel production", "Germany", "2")
    assert (exchange.amount, exchange.unit, reading.flows[exchange.flow].name) == (1.0, "kg", "Steel")
    assert [remark.finding.code for remark in reading.remarks] == ["B167"]


@pytest.fixture
def whole(book: Any, exchange: Any) -> bytes:
    book.flow("a")
    book.flow("b", "ELEMENTARY", "air/urban")
    for number in range(4):
        inputs = exchange("b", random.Random(number).random(), "g", "mass")
        book.process(f"p{number}", exchange("a", 1.0, "kg", "mass", "quantitativeReference"), inputs)
    return bytes(book.save().read_bytes())


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    cut=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), max_size=5),
)
def test_damage_is_an_input_error_or_remarks(
    whole: bytes, tmp_path: Path, cut: float, flips: list[tuple[float, int]]
) -> None:
    raw = bytearray(whole if flips else whole[: int(cut * len(whole))])
    for position, bit in flips:
        raw[int(position * len(raw))] ^= 1 << bit
    (tmp_path / "damaged.zip").write_bytes(raw)
    with contextlib.suppress(InputError):
        reading = read(tmp_path / "damaged.zip", "openlca")
        assert all(math.isfinite(one.amount) for d in reading.datasets for one in d.exchanges)
