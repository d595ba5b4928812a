"""Records of openLCA that are wrong: each is told by file, data set, exchange, reason and consequence."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lca.background.reading import read
from lca.background.records import Consequence, FlowKind, Reading, Remark, Role
from lca.errors import InputError

Make = Callable[..., dict[str, Any]]
MAIN = "quantitativeReference"


@pytest.fixture
def fine(book: Any, exchange: Make) -> Any:
    """A book with one process that is as it should be."""
    book.flow("a")
    book.flow("b")
    book.process("fine", exchange("a", 1.0, "kg", "mass", MAIN))
    return book


def only(reading: Reading) -> Remark:
    (remark,) = reading.remarks
    assert remark.finding.message("zh")
    assert remark.finding.remedy("en")
    return remark


def told(reading: Reading) -> tuple[str, Consequence, str, str]:
    remark = only(reading)
    return remark.finding.code, remark.consequence, remark.dataset, remark.exchange


LEFT_OUT = Consequence.DATASET_LEFT_OUT


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "B150"),
        (b"", "B150"),
        (b"[1, 2]", "B150"),
        (b'{"@type": "Process", "name": "\xe9"}', "B151"),
        (b"[" * 100_000, "B150"),
        (b'{"a": ' + b"1" * 5000 + b"}", "B150"),
        (b"\xff\xfe{", "B151"),
    ],
)
def test_files_that_cannot_be_read(fine: Any, raw: bytes, code: str) -> None:
    fine.files["processes/bad.json"] = raw
    reading = fine.read()
    remark = only(reading)
    assert (remark.finding.code, remark.consequence) == (code, LEFT_OUT)
    assert str(remark.finding.location.file).endswith("book.zip/processes/bad.json")
    assert len(reading.datasets) == 1


def test_the_line_of_broken_json(fine: Any) -> None:
    fine.files["flows/bad.json"] = b'{\n "@id": "x",\n oops\n}'
    remark = only(fine.read())
    assert (remark.finding.location.line, remark.consequence) == (3, Consequence.NOTED)


def test_other_unicode_is_read(fine: Any) -> None:
    fine.files["processes/fine.json"] = json.dumps(fine.files["processes/fine.json"]).encode("utf-16")
    assert not fine.read().remarks


def test_doubled_keys(fine: Any) -> None:
    raw = json.dumps(fine.files["processes/fine.json"])
    fine.files["processes/fine.json"] = (raw[:-1] + ', "name": "second"}').encode()
    reading = fine.read()
    assert only(reading).finding.code == "B152"
    assert reading.datasets[0].name == "second"


def test_two_files_with_one_id(fine: Any) -> None:
    fine.files["processes/other.json"] = fine.files["processes/fine.json"] | {"name": "other"}
    reading = fine.read()
    assert told(reading) == ("B154", LEFT_OUT, "fine", "")
    assert [dataset.name for dataset in reading.datasets] == ["fine made"]


def test_no_id(fine: Any) -> None:
    del fine.files["processes/fine.json"]["@id"]
    reading = fine.read()
    assert only(reading).finding.code == "B153"
    assert reading.datasets[0].id == "fine"


def test_a_flow_that_is_not_there_but_told(fine: Any, exchange: Make) -> None:
    flow = {"@id": "x", "name": "coal", "flowType": "PRODUCT_FLOW", "refUnit": "kg", "location": "US"}
    given = exchange("x", 3.0, "g", "mass", "input") | {"flow": flow}
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), given, given)
    reading = fine.read()
    assert told(reading) == ("B167", Consequence.ASSUMED, "p", "coal")
    assert (reading.flows["x"].unit, reading.flows["x"].location) == ("kg", "US")
    assert (reading.datasets[1].exchanges[1].amount, reading.datasets[1].exchanges[1].unit) == (3.0, "g")


def test_a_flow_of_which_nothing_is_known(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("ghost", 1.0, "kg"))
    reading = fine.read()
    assert told(reading) == ("B168", Consequence.EXCHANGE_LEFT_OUT, "p", "ghost")
    assert only(reading).finding.location.path == "exchanges[1]"
    assert len(reading.datasets[1].exchanges) == 1


def test_a_reference_to_an_unknown_flow_is_a_product(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("ghost", 1.0, "kg", "mass", MAIN))
    reading = fine.read()
    assert told(reading) == ("B167", Consequence.ASSUMED, "p", "ghost")
    assert reading.flows["ghost"].kind is FlowKind.PRODUCT


@pytest.mark.parametrize("given", [None, "much", math.nan, math.inf, -math.inf, [], True])
def test_amounts_that_are_none(fine: Any, exchange: Make, given: Any) -> None:
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("a", given, "kg", "mass", "input"))
    reading = fine.read()
    assert told(reading) == ("B169", Consequence.EXCHANGE_LEFT_OUT, "p", "a")
    assert len(reading.datasets) == 2


def test_numbers_as_text_are_numbers(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", "1.5", "kg", "mass", MAIN))
    assert fine.one("p").exchanges[0].amount == 1.5


@pytest.mark.parametrize(
    ("amount", "codes"), [(0.0, ["B183"]), (math.nan, ["B169", "B181"]), (None, ["B169", "B181"])]
)
def test_a_reference_of_nothing(fine: Any, exchange: Make, amount: Any, codes: list[str]) -> None:
    fine.process("p", exchange("b", amount, "kg", "mass", MAIN))
    reading = fine.read()
    assert [remark.finding.code for remark in reading.remarks] == codes
    assert reading.remarks[-1].consequence is LEFT_OUT
    assert [dataset.id for dataset in reading.datasets] == ["fine"]


def test_negative_production_is_as_stated(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", -1.0, "kg", "mass", MAIN))
    assert fine.one("p").exchanges[0].amount == -1.0


def test_no_quantitative_reference(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", 2.0, "kg"), exchange("a", 1.0, "kg", "mass", "input"))
    reading = fine.read()
    assert told(reading) == ("B185", Consequence.ASSUMED, "p", "")
    assert reading.datasets[1].exchanges[0].role is Role.REFERENCE


@pytest.mark.parametrize("given", [None, [], {}, "none", [None, 1, "x"]])
def test_no_product_at_all(fine: Any, given: Any) -> None:
    fine.put("processes", "Process", "p", name="p", exchanges=given)
    reading = fine.read()
    assert reading.remarks[-1].finding.code == "B184"
    assert reading.remarks[-1].consequence is LEFT_OUT


def test_an_elementary_reference(fine: Any, exchange: Make) -> None:
    fine.flow("co2", "ELEMENTARY")
    fine.process("p", exchange("co2", 2.0, "kg", "mass", MAIN), exchange("b", 1.0, "kg"))
    assert told(fine.read()) == ("B182", LEFT_OUT, "p", "")


def test_two_references(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", 2.0, "kg", "mass", MAIN), exchange("a", 1.0, "kg", "mass", MAIN))
    reading = fine.read()
    assert told(reading) == ("B180", Consequence.NOTED, "p", "")
    assert reading.datasets[1].about["reference"] == "b"


def test_a_product_that_goes_in_may_be_the_reference(fine: Any, exchange: Make) -> None:
    """A treatment whose waste is written as a product."""
    fine.process("p", exchange("b", 2.0, "kg", "mass", MAIN, "input"))
    assert (fine.one("p").exchanges[0].role, fine.one("p").exchanges[0].output) == (Role.REFERENCE, False)


def test_a_unit_of_another_kind(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("a", 5.0, "kWh", "energy", "input"))
    reading = fine.read()
    assert told(reading) == ("B175", Consequence.ASSUMED, "p", "a")
    assert (reading.datasets[1].exchanges[1].amount, reading.datasets[1].exchanges[1].unit) == (5.0, "kWh")


def test_a_unit_that_is_not_in_the_group(fine: Any, exchange: Make) -> None:
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("a", 5.0, "ounce", "mass", "input"))
    reading = fine.read()
    assert told(reading) == ("B175", Consequence.ASSUMED, "p", "a")
    assert reading.datasets[1].exchanges[1].unit == "ounce"


def test_a_unit_by_its_name_or_by_none(fine: Any, exchange: Make) -> None:
    named, silent = (
        exchange("a", 5.0, "", "mass", "input") | {"unit": {"@id": "?", "name": "t"}},
        exchange("a", 5.0),
    )
    bare = {
        key: value for key, value in exchange("a", 5.0, "g", "mass", "input").items() if key != "flowProperty"
    }
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), named, bare, silent | {"input": True})
    assert [one.amount for one in fine.one("p").exchanges] == [1.0, 5000.0, 0.005, 5.0]


@pytest.mark.parametrize("folder", ["unit_groups", "flow_properties"])
def test_units_that_the_archive_lacks(fine: Any, exchange: Make, folder: str) -> None:
    fine.process("p", exchange("b", 1.0, "t", "mass", MAIN), exchange("a", 5.0, "g", "mass", "input"))
    fine.files = {name: data for name, data in fine.files.items() if not name.startswith(folder)}
    reading = fine.read()
    assert [(r.finding.code, r.consequence, r.dataset) for r in reading.remarks] == [
        ("B176", Consequence.ASSUMED, "fine"),
        ("B176", Consequence.ASSUMED, "p"),
    ]
    assert [(one.amount, one.unit) for one in reading.datasets[1].exchanges] == [(1.0, "t"), (5.0, "g")]
    assert (reading.flows["a"].unit, reading.flows["b"].unit) == ("kg", "t")


@pytest.mark.parametrize("factor", [0.0, -1.0, math.nan, None, "x"])
def test_units_without_a_factor(fine: Any, exchange: Make, factor: Any) -> None:
    fine.units("mass", kg=1.0, t=factor)
    fine.process("p", exchange("b", 1.0, "t", "mass", MAIN))
    reading = fine.read()
    assert [remark.finding.code for remark in reading.remarks] == ["B160", "B175"]
    assert reading.datasets[1].exchanges[0].unit == "t"


def test_a_group_whose_reference_is_not_one(fine: Any, exchange: Make) -> None:
    """Factors of 1000 and 1 around a marked reference of 1000: a kg is 0.001 of it."""
    fine.units("mass", t=1000.0, kg=1.0)
    fine.process("p", exchange("b", 500.0, "kg", "mass", MAIN))
    reading = fine.read()
    assert reading.flows["b"].unit == "t"
    assert reading.datasets[1].exchanges[0].amount == 0.5


def test_a_group_without_a_reference(fine: Any, exchange: Make) -> None:
    for unit in fine.files["unit_groups/g-mass.json"]["units"]:
        unit.pop("isRefUnit", None)
        unit.pop("referenceUnit", None)
    assert not fine.read().remarks
    fine.units("mass", t=1000.0, g=0.001)
    for unit in fine.files["unit_groups/g-mass.json"]["units"]:
        unit.pop("isRefUnit", None)
        unit.pop("referenceUnit", None)
    assert {remark.finding.code for remark in fine.read().remarks} == {"B161", "B176"}


def test_flow_properties_that_are_wrong(fine: Any, exchange: Make) -> None:
    fine.flow("c", mass=1.0, energy=0.0)
    fine.process("p", exchange("c", 1.0, "kg", "mass", MAIN))
    assert only(fine.read()).finding.code == "B162"
    for data in fine.files["flows/c.json"]["flowProperties"]:
        data["conversionFactor"] = 2.0
        data.pop("isRefFlowProperty", None)
        data.pop("referenceFlowProperty", None)
    assert only(fine.read()).finding.code == "B163"


def test_a_flow_of_no_type(fine: Any, exchange: Make) -> None:
    fine.flow("c", "STRANGE")
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("c", 1.0, "kg"))
    assert [remark.finding.code for remark in fine.read().remarks] == ["B166", "B168"]


def test_categories_in_a_circle(fine: Any, exchange: Make) -> None:
    for key, parent in (("x", "y"), ("y", "z"), ("z", "x")):
        fine.put("categories", "Category", key, name=f"n{key}", category={"@id": parent})
    fine.flow("co2", "ELEMENTARY")
    fine.files["flows/co2.json"]["category"] = {"@id": "x"}
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("co2", 1.0, "kg"))
    reading = fine.read()
    assert only(reading).finding.code == "B155"
    assert reading.flows["co2"].compartment == ("nz", "ny", "nx")


def test_categories_that_are_not_there(fine: Any, exchange: Make) -> None:
    fine.flow("co2", "ELEMENTARY")
    fine.files["flows/co2.json"]["category"] = {
        "@id": "x",
        "name": "urban",
        "categoryPath": ["Emission to air"],
    }
    fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), exchange("co2", 1.0, "kg"))
    assert fine.read().flows["co2"].compartment == ("Emission to air", "urban")
    fine.files["flows/co2.json"]["category"] = {"@id": "y"}
    fine.put("categories", "Category", "y", name="river", category={"@id": "gone", "name": "water"})
    assert fine.read().flows["co2"].compartment == ("water", "river")


def test_nothing_usable_is_an_error_with_reasons(book: Any, exchange: Make) -> None:
    book.flow("a")
    book.process("p", exchange("a", 0.0, "kg", "mass", MAIN))
    with pytest.raises(InputError) as caught:
        book.read()
    assert [finding.code for finding in caught.value.findings] == ["B188", "B183"]


@pytest.mark.parametrize("folder", ["processes", "flows", "unit_groups", "flow_properties"])
@pytest.mark.parametrize("junk", [None, 1, "x", [], [[]], {"@id": []}, {"x": {"x": []}}])
def test_junk_in_any_field_is_no_crash(fine: Any, tmp_path: Path, folder: str, junk: Any) -> None:
    """Each field of each object in turn holds something of another kind."""
    for name, data in list(fine.files.items()):
        for key in data if name.startswith(folder) else ():
            fine.files[name] = data | {key: junk}
            try:
                read(fine.save(), "openlca")
            except InputError as error:
                assert error.findings  # noqa: PT017
        fine.files[name] = data


@pytest.mark.parametrize("junk", [None, 1, "x", [], {}, {"@id": 1}, {"x": {"x": []}}])
def test_junk_in_any_field_of_an_exchange_is_no_crash(fine: Any, exchange: Make, junk: Any) -> None:
    whole = exchange("a", 1.0, "kg", "mass", "input", amountFormula="1", defaultProvider={"@id": "x"})
    whole |= {"uncertainty": {"distributionType": "NORMAL_DISTRIBUTION", "sd": 1.0}, "location": {"@id": "l"}}
    for key in whole:
        fine.process("p", exchange("b", 1.0, "kg", "mass", MAIN), whole | {key: junk})
        assert len(fine.read().datasets) == 2
