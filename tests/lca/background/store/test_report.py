"""The report of an import: one row a remark, in an order of its own."""

import json

from hypothesis import given
from hypothesis import strategies as st

from lca.background.records import Consequence, Remark
from lca.background.store.report import COLUMNS, report_table
from lca.errors import Finding, Location, Severity
from lca.units import unit


def remark(code: str = "B430", **more) -> Remark:
    params = {"flow": "steel", "dataset": "car", **more.pop("params", {})}
    place = more.pop("place", Location("a.json", path="exchanges[1]"))
    finding = Finding(code, params, place, Severity.WARNING, more.pop("candidates", ()))
    return Remark(finding, more.pop("consequence", Consequence.EXCHANGE_UNLINKED), "car-1", "steel")


def test_a_row_says_where_what_and_what_became_of_it() -> None:
    (row,) = report_table([remark(candidates=("one", "two"))]).to_pylist()
    assert list(row) == list(COLUMNS)
    assert (row["file"], row["place"], row["dataset"], row["exchange"]) == (
        "a.json",
        "exchanges[1]",
        "car-1",
        "steel",
    )
    assert (row["consequence"], row["severity"], row["code"]) == ("exchange_unlinked", "warning", "B430")
    assert row["reason_en"] == "nothing in the file makes 'steel', which data set 'car' uses"
    assert row["reason_zh"] == "文件中没有数据集生产“car”所用的“steel”"
    assert json.loads(row["candidates"]) == ["one", "two"]
    assert json.loads(row["params"]) == {"flow": "steel", "dataset": "car"}


def test_a_line_and_a_column_are_a_place() -> None:
    (row,) = report_table([remark(place=Location("a.csv", 7, 3))]).to_pylist()
    assert row["place"] == "7:3"


def test_nothing_to_tell_is_an_empty_table() -> None:
    table = report_table([])
    assert (len(table), table.column_names) == (0, list(COLUMNS))


def test_what_json_does_not_know_is_told_as_text() -> None:
    (row,) = report_table([remark(params={"more": unit("kWh").dimension})]).to_pylist()
    assert json.loads(row["params"])["more"] == "energy"


@given(st.permutations([("B430", "x"), ("B438", "a"), ("B430", "a"), ("B430", "a")]))
def test_the_order_of_remarks_does_not_show(parts) -> None:
    table = report_table([remark(code, params={"flow": flow}) for code, flow in parts])
    assert len(table) == 4
    assert table.column("code").to_pylist() == ["B430", "B430", "B430", "B438"]
    told = [json.loads(cell)["flow"] for cell in table.column("params").to_pylist()]
    assert told == ["a", "a", "x", "a"]
