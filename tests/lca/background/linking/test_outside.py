"""Linking of public files against what others make of them."""

import csv
import re

import pytest

from lca.background.linking import link
from lca.background.reading import read
from lca.background.units import conversion
from lca.cli.main import run

pytestmark = pytest.mark.shared


def entries(background) -> dict[tuple[str, str], float]:
    """(flow of the supplier, data set of the user) to the entry, production left out."""
    processes = background.processes.to_pydict()
    matrix = background.technosphere
    columns = zip(matrix.row.tolist(), matrix.column.tolist(), matrix.amount.tolist(), strict=True)
    return {(processes["flow"][r], processes["dataset"][c]): amount for r, c, amount in columns if r != c}


def test_ecospold2matrix_takes_the_same_inflows(shared) -> None:
    """The expected matrices of that project (its test data), apart from units, which it does not look at.

    Two of its four inflows are invented in units that do not convert to those of their suppliers: kg of
    transport, m3 of furnaces. They are reasons here.
    """
    folder = shared / "lci" / "ecospold2matrix_testdata"
    datasets = next(path for path in folder.rglob("datasets") if path.is_dir())
    linked = link(read(datasets), "fake")
    with next(folder.rglob("inflows.csv")).open(newline="") as file:
        expected = list(csv.DictReader(file, delimiter="|"))
    found = entries(linked.background)
    for row in expected:
        key = (row["productId"], row["fileId"])
        if key in found:
            assert found.pop(key) == -float(row["amount"])
        else:
            amounts = linked.background.unlinked.to_pylist()
            assert [one["reason"] for one in amounts if one["amount"] == -float(row["amount"])] == ["B435"]
    assert found == {}
    assert conversion("kg", "metric ton*km") is None


def test_uslci_links_what_a_plain_search_finds(shared) -> None:
    """Every input whose named supplier is used, or whose flow has one maker, and no other: counted anew."""
    reading = read(shared / "lci" / "uslci" / "uslci_fy17q4_olca1_jsonld.zip")
    linked = link(reading, "uslci", suppliers="unique")
    processes = linked.background.processes.to_pydict()
    makers: dict[str, set[str]] = {}
    for flow, dataset in zip(processes["flow"], processes["dataset"], strict=True):
        makers.setdefault(flow, set()).add(dataset)
    used = set(processes["dataset"])
    found = 0
    for dataset in reading.datasets:
        if dataset.id in used:
            for one in dataset.exchanges:
                if one.role == "input" and reading.flows[one.flow].kind == "product":
                    by_name = one.provider in makers.get(one.flow, ()) if one.provider else False
                    found += by_name or (not one.provider and len(makers.get(one.flow, ())) == 1)
    assert found == linked.counts["exchanges_linked"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_uslci_through_the_commands_keeps_to_80_columns(shared, tmp_path, capsys, language) -> None:
    from rich.cells import cell_len

    file, folder = shared / "lci" / "uslci" / "uslci_fy17q4_olca1_jsonld.zip", tmp_path / "uslci"
    words = ["--lang", language]
    assert run(["background", "import", str(file), "--into", str(folder), *words]) == 0
    assert run(["background", "solve", str(folder), *words]) == 0
    assert run(["background", "check", str(folder), *words]) == 1
    for process in ("Steel, billets, at plant", "Aluminum, primary, ingot, at plant@RNA"):
        assert run(["background", "show", str(folder), process, *words]) in (0, 2)
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("642" in line for line in lines)
    assert not re.search(r"Traceback|nan|KeyError", captured.out + captured.err)
