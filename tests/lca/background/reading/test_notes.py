"""Remarks as they are gathered, flows by rank, members of a delivery, the end of a reading."""

from pathlib import Path

import pytest

from lca.background.reading.archive import open_archive
from lca.background.reading.notes import Flows, Notes, chosen, finished, told, unread
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Role
from lca.errors import Finding, InputError, Location, Severity


def flow(id: str, name: str = "") -> Flow:
    return Flow(id, name or id, FlowKind.PRODUCT, "kg")


def dataset(id: str, *flows: str) -> Dataset:
    return Dataset(id, id, "", tuple(Exchange(one, Role.INPUT, False, 1.0, "kg") for one in flows))


def test_remarks_of_all_data_sets_are_one_list() -> None:
    notes = Notes(Location("a"))
    notes.at(Location("b"), "set").remark("B205", Consequence.DATASET_LEFT_OUT, line=3, name="x")
    notes.remark("B206", Consequence.NOTED, format="ILCD")
    first, second = notes.remarks
    assert (first.dataset, first.finding.location, first.finding.severity) == (
        "set", Location("b", 3), Severity.WARNING
    )  # fmt: skip
    assert (second.dataset, second.finding.location, second.finding.severity) == (
        "", Location("a"), Severity.INFO
    )  # fmt: skip
    assert "x" in first.finding.message("zh")


def test_findings_of_others_keep_their_place_if_they_have_one() -> None:
    notes = Notes(Location("a"), "set")
    placed = Finding("D101", {}, Location("elsewhere", 9))
    notes.adopt([Finding("D101"), placed], Consequence.NOTED, exchange="coal", line=4)
    assert [str(remark.finding.location) for remark in notes.remarks] == ["a:4", "elsewhere:9"]
    assert {remark.finding.severity for remark in notes.remarks} == {Severity.WARNING}
    assert {remark.exchange for remark in notes.remarks} == {"coal"}


def test_tallies_say_how_many_and_the_first() -> None:
    notes = Notes(Location("a"), "set")
    for name in ("x", "y", "x", "z", "w"):
        notes.tally("B223", Consequence.EXCHANGE_LEFT_OUT, name)
    notes.settle()
    notes.settle()
    (remark,) = notes.remarks
    assert remark.finding.params == {"count": 5, "first": "x; y"}
    assert remark.dataset == "set"


def test_a_better_source_replaces_a_flow_and_a_worse_one_does_not() -> None:
    flows = Flows()
    flows.add(flow("p", "seen"))
    flows.add(flow("p", "seen later"))
    assert flows.flows["p"].name == "seen"
    flows.add(flow("p", "made"), 1)
    flows.add(flow("p", "seen again"), 0)
    flows.add(flow("p", "made again"), 1)
    assert flows.flows["p"].name == "made"


def test_only_flows_that_are_exchanged_are_handed_on() -> None:
    flows = Flows()
    for id in "abc":
        flows.add(flow(id))
    assert list(flows.of([dataset("x", "c", "a"), dataset("y", "a")])) == ["c", "a"]


def test_a_single_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "export.dat"
    path.write_text("x", encoding="utf-8")
    with open_archive(path) as archive:
        assert chosen(archive, (".csv",)) == ["export.dat"]
        assert told(archive, "export.dat") == Location(str(path))
    with open_archive(tmp_path) as archive:
        assert chosen(archive, (".csv",)) == [], "but not in a folder"
        assert told(archive, "export.dat") == Location(str(path))


def test_what_nobody_looked_at_is_named(tmp_path: Path) -> None:
    for index in range(7):
        (tmp_path / f"{index}.txt").write_text("x", encoding="utf-8")
    notes = Notes(Location("a"))
    with open_archive(tmp_path) as archive:
        unread(archive, archive.names(), notes)
        unread(archive, (), notes)
    (remark,) = notes.remarks
    assert remark.finding.params == {"count": 7, "names": "0.txt, 1.txt, 2.txt, 3.txt, 4.txt, …"}


def test_a_reading_without_data_sets_is_an_error(tmp_path: Path) -> None:
    notes = Notes(Location("a"))
    notes.remark("B206", Consequence.NOTED, format="ILCD")
    with open_archive(tmp_path) as archive, pytest.raises(InputError) as caught:
        finished("ilcd", "1.1", Flows(), [], notes, archive)
    assert [(f.code, f.severity) for f in caught.value.findings] == [
        ("B200", Severity.ERROR),
        ("B206", Severity.ERROR),
    ]


def test_a_reading_has_all_its_parts(tmp_path: Path) -> None:
    flows = Flows()
    flows.add(flow("p"))
    with open_archive(tmp_path) as archive:
        reading = finished("ilcd", "1.1", flows, [dataset("x", "p")], Notes(Location("a")), archive, "title")
    assert (reading.format, reading.version, reading.title, reading.remarks) == ("ilcd", "1.1", "title", ())
    assert list(reading.flows) == ["p"]
