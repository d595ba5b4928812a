"""ecoSpold 1: groups, links by number, allocation and spreads by hand; two other readers on public files."""

import importlib.util
import json
import math
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.linking import link
from lca.background.reading.archive import open_archive
from lca.background.reading.ecospold1 import read
from lca.background.records import Consequence, Exchange, FlowKind, Reading, Role
from lca.distributions import Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError

Make = Callable[..., Reading]
HEAD = '<?xml version="1.0"?><ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold01">'


def spold(*datasets: str) -> str:
    return f"{HEAD}{''.join(datasets)}</ecoSpold>"


def dataset(
    number: str,
    *body: str,
    name: str = "steel, at plant",
    place: str = "CN",
    type: str = "1",
    result: str = "false",
    function: str = 'unit="kg" amount="1"',
) -> str:
    return f"""<dataset number="{number}"><metaInformation><processInformation>
      <referenceFunction name="{name}" category="metals" subCategory="steel" {function}
        generalComment="of its kind" infrastructureProcess="false"><synonym>iron</synonym></referenceFunction>
      <geography location="{place}"/><technology text="furnace"/>
      <timePeriod><startYear>1999</startYear><endYear>2001</endYear></timePeriod>
      <dataSetInformation type="{type}" impactAssessmentResult="{result}"/></processInformation>
      <modellingAndValidation><source number="1" firstAuthor="Li" year="2003" title="Steel"/>
      </modellingAndValidation></metaInformation><flowData>{"".join(body)}</flowData></dataset>"""


def exchange(
    number: str, name: str, amount: str, group: str, *, unit: str = "kg", place: str = "CN", **more: str
) -> str:
    told = "".join(f' {key}="{value}"' for key, value in more.items())
    where = f' location="{place}"' if place else ""
    told += f'{where} unit="{unit}" meanValue="{amount}"'
    return f'<exchange number="{number}" name="{name}"{told}>{group}</exchange>'


def gas(amount: str = "1.8", **more: str) -> str:
    air = {"category": "air", "subCategory": "low population density", "CASNumber": "000124-38-9"}
    return exchange("900", "Carbon dioxide, fossil", amount, OUT[4], place="", **(air | more))


def shared_out(product: str, fraction: str, *numbers: str) -> str:
    inner = "".join(f"<referenceToInputOutput>{number}</referenceToInputOutput>" for number in numbers)
    told = f'referenceToCoProduct="{product}" allocationMethod="-1" fraction="{fraction}"'
    return f"<allocation {told}>{inner}</allocation>"


OUT = [f"<outputGroup>{group}</outputGroup>" for group in range(5)]
IN = [f"<inputGroup>{group}</inputGroup>" for group in range(6)]
STEEL = exchange("7", "steel, at plant", "1", OUT[0])


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(*texts: str) -> Reading:
        for index, text in enumerate(texts):
            (tmp_path / f"{index}.xml").write_text(text, encoding="utf-8")
        with open_archive(tmp_path) as archive:
            return read(archive)

    return made


def codes(reading: Reading) -> list[tuple[str, Consequence]]:
    return [(remark.finding.code, remark.consequence) for remark in reading.remarks]


def named(reading: Reading, position: int = 0) -> dict[str, Exchange]:
    return {reading.flows[e.flow].name: e for e in reading.datasets[position].exchanges}


def test_a_data_set_is_its_number(make: Make) -> None:
    ore = exchange("901", "Iron", "2", IN[4], place="", category="resource", subCategory="in ground")
    reading = make(spold(dataset("7", STEEL, exchange("8", "coke", "0.5", IN[5]), ore, gas(formula="CO2"))))
    (found,) = reading.datasets
    assert (found.id, found.name, found.location, found.file) == ("7", "steel, at plant", "CN", "0.xml")
    steel, coke, iron, carbon = found.exchanges
    assert (steel.role, steel.output, steel.amount, steel.unit) == (Role.REFERENCE, True, 1.0, "kg")
    assert (coke.role, coke.output, coke.provider) == (Role.INPUT, False, "")
    assert coke.wanted == {"product": "coke", "location": "CN"}
    assert (iron.role, iron.output) == (Role.INPUT, False)
    assert reading.flows[iron.flow].compartment == ("resource", "in ground")
    assert (carbon.role, carbon.output) == (Role.OUTPUT, True)
    flow = reading.flows[carbon.flow]
    assert (flow.kind, flow.cas, flow.formula) == (FlowKind.ELEMENTARY, "000124-38-9", "CO2")
    assert found.about == {
        "type": "unit process",
        "category": "metals/steel",
        "period": "1999/2001",
        "technology": "furnace",
        "comment": "of its kind",
        "synonyms": "iron",
        "infrastructure": "false",
        "reference": "Li, 2003, Steel",
    }
    assert reading.remarks == ()


@pytest.mark.parametrize("group", [1, 2, 3, 5])
def test_every_group_of_inputs_comes_from_the_technosphere(make: Make, group: int) -> None:
    reading = make(spold(dataset("7", STEEL, exchange("8", "coke", "0.5", IN[group]))))
    assert named(reading)["coke"].role is Role.INPUT


def test_avoided_products_and_waste_to_treatment(make: Make) -> None:
    slag, dust = exchange("8", "slag", "3", OUT[1]), exchange("9", "dust", "2", OUT[3])
    reading = make(spold(dataset("7", STEEL, slag, dust)))
    found = named(reading)
    assert (found["slag"].role, found["slag"].output) == (Role.AVOIDED, True)
    assert (found["dust"].role, found["dust"].output, found["dust"].amount) == (Role.OUTPUT, True, 2.0)
    assert reading.flows[found["dust"].flow].kind is FlowKind.WASTE


COKE = dataset("8", exchange("8", "coke", "1", OUT[0]), name="coke")


def test_a_number_links_where_name_and_unit_agree(make: Make) -> None:
    reading = make(spold(dataset("7", STEEL, exchange("8", "Coke", "0.5", IN[5], place="RER")), COKE))
    used = reading.datasets[0].exchanges[1]
    assert used.provider == "8"
    assert used.flow == reading.datasets[1].exchanges[0].flow, "the product of the supplier, wherever it is"


@pytest.mark.parametrize(("name", "unit"), [("charcoal", "kg"), ("coke", "t")])
def test_a_number_alone_links_nothing(make: Make, name: str, unit: str) -> None:
    reading = make(spold(dataset("7", STEEL, exchange("8", name, "0.5", IN[5], unit=unit)), COKE))
    used = reading.datasets[0].exchanges[1]
    assert (used.provider, used.wanted) == ("", {"product": name, "location": "CN"})


def test_waste_goes_to_a_disposal_that_is_sold_as_a_product(make: Make) -> None:
    """Two kilograms of dust, of which each costs 5 kg of CO2 to dispose of: 10 kg, and no credit."""
    landfill = dataset("9", exchange("9", "disposal, dust", "1", OUT[0]), gas("5"), name="disposal, dust")
    reading = make(spold(dataset("7", STEEL, exchange("1", "disposal, dust", "2", OUT[3])), landfill))
    used = reading.datasets[0].exchanges[1]
    assert (used.role, used.output, used.amount) == (Role.INPUT, False, 2.0)
    assert codes(reading) == [("B273", Consequence.ASSUMED)]
    background = link(reading, "x").background
    found = background.technosphere
    entries = zip(found.row.tolist(), found.column.tolist(), found.amount.tolist(), strict=True)
    assert sorted(entries) == [(0, 0, 1.0), (1, 0, -2.0), (1, 1, 1.0)]


@pytest.mark.parametrize("turned", [False, True])
def test_waste_that_nobody_disposes_of_is_no_co_product_whoever_comes_first(make: Make, turned: bool) -> None:
    """One kg of steel carries all of its burden, not a third of it beside 2 kg of dust."""
    giving = dataset("7", STEEL, exchange("1", "dust", "2", OUT[3]))
    using = dataset("8", exchange("8", "coke", "1", OUT[0]), exchange("1", "dust", "1", IN[5]), name="coke")
    linked = link(make(spold(*((using, giving) if turned else (giving, using)))), "x").background
    assert linked.processes.column("id").to_pylist() == ["7", "8"]
    assert linked.unlinked.column("amount").to_pylist() == [2.0, -1.0]


def test_one_number_in_several_files_is_none(make: Make) -> None:
    other = spold(dataset("7", exchange("7", "coke", "1", OUT[0]), name="coke"))
    reading = make(spold(dataset("7", STEEL, exchange("7", "coke", "1", IN[5]))), other)
    assert [found.id for found in reading.datasets] == ["7@0.xml", "7@1.xml"]
    assert codes(reading) == [("B230", Consequence.ASSUMED)]
    background = link(reading, "x").background
    assert background.unlinked.num_rows == 0, "name and place link it all the same"


def test_one_number_twice_in_a_file_is_left_to_linking(make: Make) -> None:
    reading = make(spold(dataset("7", STEEL), dataset("7", STEEL, gas())))
    assert [found.id for found in reading.datasets] == ["7", "7"]
    assert link(reading, "x").background.size == 1


TWO = (
    exchange("1", "steel", "4", OUT[2]),
    exchange("2", "slag", "1", OUT[2]),
    exchange("3", "coke", "2", IN[5]),
)


def shares(reading: Reading) -> dict[str, dict[str, float]]:
    found = reading.datasets[0]
    told: Mapping[int, Mapping[str, float]] = found.causal
    return {
        reading.flows[found.exchanges[index].flow].name: {
            reading.flows[flow].name: share for flow, share in parts.items()
        }
        for index, parts in told.items()
    }


def test_allocation_by_exchange_in_percent(make: Make) -> None:
    parts = (
        shared_out("1", "97.6", "3"),
        shared_out("2", "2.4", "3"),
        shared_out("1", "60", "900"),
        shared_out("2", "40", "900"),
    )
    reading = make(spold(dataset("7", *TWO, gas(), *parts, type="5")))
    assert [e.role for e in reading.datasets[0].exchanges][:2] == [Role.REFERENCE, Role.REFERENCE]
    found = shares(reading)
    assert found["coke"] == pytest.approx({"steel": 0.976, "slag": 0.024})
    assert found["Carbon dioxide, fossil"] == pytest.approx({"steel": 0.6, "slag": 0.4})
    assert reading.remarks == ()


def test_fractions_of_one_are_told(make: Make) -> None:
    reading = make(spold(dataset("7", *TWO, shared_out("1", "1.0", "3"), shared_out("2", "0.0", "3"))))
    assert shares(reading) == {"coke": {"steel": 1.0, "slag": 0.0}}
    assert codes(reading) == [("B233", Consequence.ASSUMED)]


def test_shares_that_miss_the_whole_are_told(make: Make) -> None:
    reading = make(spold(dataset("7", *TWO, shared_out("1", "50", "3"), shared_out("2", "20", "3"))))
    assert shares(reading) == {"coke": {"steel": 0.5, "slag": 0.2}}
    assert codes(reading) == [("B234", Consequence.ASSUMED)]


def test_allocations_of_what_is_not_there_are_told(make: Make) -> None:
    parts = (shared_out("1", "100", "3", "77"), shared_out("55", "0", "3"), shared_out("2", "x", "3"))
    reading = make(spold(dataset("7", *TWO, *parts)))
    assert [code for code, _ in codes(reading)] == ["B235", "B235", "B235"]
    assert shares(reading) == {"coke": {"steel": 1.0}}


def test_one_product_needs_no_allocation(make: Make) -> None:
    reading = make(spold(dataset("7", STEEL, shared_out("7", "97.6", "7"))))
    assert reading.datasets[0].causal == {}
    assert reading.remarks == ()


def uncertain(kind: str, deviation: str = "", **more: str) -> dict[str, str]:
    return {"uncertaintyType": kind} | ({"standardDeviation95": deviation} if deviation else {}) | more


@pytest.mark.parametrize(
    ("amount", "told", "expected"),
    [
        ("2", uncertain("1", "1.21"), Lognormal(math.log(2), math.log(1.1))),
        ("-2", uncertain("1", "1.21"), Lognormal(math.log(2), math.log(1.1), -1)),
        ("2", uncertain("2", "0.6"), Normal(2, 0.3)),
        ("4", uncertain("3", minValue="1", maxValue="8", mostLikelyValue="3"), Triangular(1, 3, 8)),
        ("4", uncertain("3", minValue="1", maxValue="8"), Triangular(1, 3, 8)),
        ("4", uncertain("4", minValue="1", maxValue="8"), Uniform(1, 8)),
        ("4", uncertain("0", "1.2"), None),
        ("4", uncertain("1", "1"), None),
        ("4", {}, None),
    ],
)
def test_spreads(make: Make, amount: str, told: dict[str, str], expected: object) -> None:
    """GSD² of 1.21 is σ = ln 1.1. The mean of the triangle (1, 3, 8) is 4, which gives its mode."""
    reading = make(spold(dataset("7", STEEL, gas(amount, **told))))
    spread = reading.datasets[0].exchanges[1].spread
    if isinstance(expected, Lognormal) and isinstance(spread, Lognormal):
        assert (spread.loc, spread.sign) == (expected.loc, expected.sign)
        assert spread.scale == pytest.approx(expected.scale, rel=1e-15)
    else:
        assert spread == expected
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"uncertaintyType": "1", "standardDeviation95": "0"}, "B211"),
        ({"uncertaintyType": "1", "standardDeviation95": "0.5"}, "B212"),
        ({"uncertaintyType": "1", "standardDeviation95": "1,2"}, "B215"),
        ({"uncertaintyType": "1"}, "B215"),
        ({"uncertaintyType": "2", "standardDeviation95": "-1"}, "D101"),
        ({"uncertaintyType": "4", "minValue": "2", "maxValue": "8"}, "B213"),
        ({"uncertaintyType": "4", "minValue": "8"}, "B215"),
        ({"uncertaintyType": "9"}, "B214"),
    ],
)
def test_spreads_that_do_not_fit_are_told(make: Make, told: dict[str, str], code: str) -> None:
    reading = make(spold(dataset("7", STEEL, gas("1.8", **told))))
    carbon = reading.datasets[0].exchanges[1]
    assert (carbon.amount, carbon.spread) == (1.8, None)
    assert codes(reading) == [(code, Consequence.UNCERTAINTY_LEFT_OUT)]


def test_a_product_may_stand_in_the_reference_function_alone(make: Make) -> None:
    reading = make(spold(dataset("7", gas("5"), function='unit="t" amount="2"')))
    made = reading.datasets[0].exchanges[-1]
    assert (made.role, made.amount, made.unit) == (Role.REFERENCE, 2.0, "t")
    assert codes(reading) == [("B232", Consequence.ASSUMED)]


GOOD = spold(dataset("1", exchange("1", "coke", "1", OUT[0]), name="coke"))


@pytest.mark.parametrize(
    ("body", "more", "expected"),
    [
        ((gas(),), {"function": 'unit="kg"'}, ["B205"]),
        ((exchange("7", "steel", "0", OUT[0]),), {}, ["B205"]),
        ((exchange("7", "steel", "NaN", OUT[0]),), {}, ["B210", "B205"]),
        ((exchange("7", "steel", "1,0", OUT[0]),), {}, ["B210", "B205"]),
        ((STEEL,), {"type": "4"}, ["B231"]),
        ((STEEL,), {"result": "true"}, ["B231"]),
    ],
)
def test_data_sets_that_cannot_be_used_are_left_out(
    make: Make, body: tuple[str, ...], more: dict[str, str], expected: list[str]
) -> None:
    reading = make(GOOD, spold(dataset("7", *body, **more)))
    assert [found.id for found in reading.datasets] == ["1"]
    assert [code for code, _ in codes(reading)] == expected
    assert reading.remarks[-1].consequence is Consequence.DATASET_LEFT_OUT
    assert reading.remarks[-1].dataset == "7"


@pytest.mark.parametrize("amount", ["", "NaN", "-INF", "1,5", "one"])
def test_what_is_no_number_is_left_out_and_never_zero(make: Make, amount: str) -> None:
    reading = make(spold(dataset("7", STEEL, gas(amount))))
    assert len(reading.datasets[0].exchanges) == 1
    assert codes(reading) == [("B210", Consequence.EXCHANGE_LEFT_OUT)]
    assert reading.remarks[0].exchange == "Carbon dioxide, fossil"


@pytest.mark.parametrize("group", ["", IN[0], "<outputGroup>7</outputGroup>", IN[5] + OUT[4]])
def test_an_exchange_without_one_group_is_left_out(make: Make, group: str) -> None:
    reading = make(spold(dataset("7", STEEL, exchange("8", "coke", "1", group))))
    assert len(reading.datasets[0].exchanges) == 1
    assert codes(reading) == [("B220", Consequence.EXCHANGE_LEFT_OUT)]


def test_entities_are_refused_and_the_other_files_read(make: Make) -> None:
    evil = GOOD.replace("<ecoSpold", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><ecoSpold', 1)
    reading = make(GOOD, evil.replace("of its kind", "&a;"), "<ecoSpold>", "<notes/>", spold())
    assert len(reading.datasets) == 1
    found = codes(reading)
    assert [code for code, _ in found][1:] == ["B121", "B202", "B206"]
    assert found[0][0].startswith("B12")
    assert found[0][1] is Consequence.DATASET_LEFT_OUT


def test_nothing_to_use_is_an_error_that_says_why(make: Make) -> None:
    with pytest.raises(InputError) as caught:
        make("<notes/>")
    assert [finding.code for finding in caught.value.findings] == ["B200", "B202"]


@given(st.floats(1.0001, 100), st.floats(1e-12, 1e12))
def test_the_stated_limits_are_the_quantiles(
    tmp_path_factory: pytest.TempPathFactory, gsd2: float, mean: float
) -> None:
    """Field 3709: mean times GSD² is the 97.5 % value; two sigma, to the rounding of 1.96."""
    path = tmp_path_factory.mktemp("spread") / "x.xml"
    told = {"uncertaintyType": "1", "standardDeviation95": repr(gsd2)}
    path.write_text(spold(dataset("7", STEEL, gas(repr(mean), **told))), encoding="utf-8")
    with open_archive(path) as archive:
        spread = read(archive).datasets[0].exchanges[1].spread
    assert isinstance(spread, Lognormal)
    assert spread.median * math.exp(2 * spread.scale) == pytest.approx(mean * gsd2, rel=1e-9)


OTHER = """
import json, sys
from pathlib import Path
from bw2io.extractors.ecospold1 import Ecospold1DataExtractor
(data,) = Ecospold1DataExtractor.extract(Path(sys.argv[1]), "x", use_mp=False)
rows = [
    [e["name"], e["amount"], e["unit"], e["type"], e["uncertainty type"], e.get("scale")]
    for e in data["exchanges"]
]
Path(sys.argv[2]).write_text(json.dumps([data["name"], data["location"], rows]))
"""
TYPES = {Role.REFERENCE: "production", Role.AVOIDED: "substitution", Role.INPUT: "technosphere"}


def type_of(reading: Reading, found: Exchange) -> str:
    kind = reading.flows[found.flow].kind
    if kind is FlowKind.ELEMENTARY:
        return "biosphere"
    return TYPES.get(found.role, "production")


@pytest.mark.shared
def test_bw2io_reads_the_same_numbers(shared: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("bw2io") is None:
        pytest.skip("bw2io is not installed")
    folder = shared / "lci/bw2io_fixtures/tests/fixtures/ecospold1"
    path = folder / "Acrylonitrile-butadiene-styrene copolymer (ABS), resin, at plant CTR.xml"
    environment = os.environ | {"BRIGHTWAY2_DIR": str(tmp_path)}
    command = [sys.executable, "-W", "ignore", "-c", OTHER, str(path), str(tmp_path / "out.json")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    name, location, rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    with open_archive(path) as archive:
        reading = read(archive)
    (found,) = reading.datasets
    assert (found.name, found.location) == (name, location)
    ours = [[reading.flows[e.flow].name, e.amount, e.unit, type_of(reading, e)] for e in found.exchanges]
    assert ours == [row[:4] for row in rows]
    assert [e.spread is None for e in found.exchanges] == [row[4] == 0 for row in rows]


@pytest.mark.shared
def test_pyecospold_reads_the_same_numbers(shared: Path) -> None:
    pyecospold = pytest.importorskip("pyecospold")
    path = shared / "lci/pyecospold_fixtures/data/v1/v1_2.spold"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (other,) = pyecospold.parse_file_v1(str(path)).datasets
        rows = [(e.name, e.meanValue, e.unit, e.get("standardDeviation95")) for e in other.flowData.exchanges]
    with open_archive(path) as archive:
        reading = read(archive)
    (found,) = reading.datasets
    ours = [(reading.flows[e.flow].name, e.amount, e.unit) for e in found.exchanges]
    assert ours == [row[:3] for row in rows]
    for exchange_, row in zip(found.exchanges, rows, strict=True):
        if isinstance(exchange_.spread, Lognormal):
            assert math.exp(2 * exchange_.spread.scale) == pytest.approx(float(row[3]))


@pytest.mark.shared
def test_a_file_that_is_out_of_order_is_read_all_the_same(shared: Path) -> None:
    """The order of its elements breaks the schema, so bw2io refuses it; sums are those of the bare XML."""
    path = shared / "lci/bw2io_fixtures/tests/fixtures/ecospold1/Aluminum, extrusion, at plant.xml"
    with open_archive(path) as archive:
        (found,) = read(archive).datasets
    bare = [float(value) for value in re.findall(r'meanValue="([^"]*)"', path.read_text(encoding="utf-8"))]
    assert [e.amount for e in found.exchanges] == bare
    assert sum(e.role is Role.OUTPUT and bool(e.wanted) for e in found.exchanges) == 9


@pytest.mark.shared
def test_the_delivery_of_three_files(shared: Path) -> None:
    """One is no ecoSpold at all, both others are number 1, and 590 spreads say nothing."""
    with open_archive(shared / "lci/bw2io_fixtures/tests/fixtures/ecospold1") as archive:
        reading = read(archive)
    assert len(reading.datasets) == 2
    assert sum(len(found.exchanges) for found in reading.datasets) == 830
    assert sorted(code for code, _ in codes(reading)) == ["B202", "B211", "B230"]
    counted = next(remark.finding for remark in reading.remarks if remark.finding.code == "B211")
    assert counted.params["count"] == 590
