"""ecoSpold 2: groups, links, spreads and relations by hand; matrices and another reader on public files."""

import csv
import importlib.util
import json
import math
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.linking import link
from lca.background.reading.archive import open_archive
from lca.background.reading.ecospold2 import read
from lca.background.records import Consequence, Dataset, Exchange, FlowKind, Reading, Role
from lca.distributions import Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError

NAMESPACE = "http://www.EcoInvent.org/EcoSpold02"
Make = Callable[..., Reading]


def spold(*activities: str) -> str:
    return f'<?xml version="1.0"?><ecoSpold xmlns="{NAMESPACE}">{"".join(activities)}</ecoSpold>'


def activity(id: str, *exchanges: str, name: str = "smelting", place: str = "CN", extra: str = "") -> str:
    return f"""<activityDataset><activityDescription>
      <activity id="{id}" specialActivityType="1"><activityName xml:lang="en">{name}</activityName>
        <synonym xml:lang="en">melting</synonym>
        <generalComment><text xml:lang="en" index="1">of its kind</text></generalComment></activity>
      <classification><classificationSystem>ISIC</classificationSystem>
        <classificationValue>2420:metals</classificationValue></classification>
      <geography geographyId="g"><shortname xml:lang="en">{place}</shortname></geography>
      <timePeriod startDate="2019-01-01" endDate="2021-12-31"/>
      </activityDescription><flowData>{"".join(exchanges)}{extra}</flowData></activityDataset>"""


def product(
    id: str, amount: str, group: str, *, link: str = "", inside: str = "", unit: str = "kg", **attributes: str
) -> str:
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    told += f' activityLinkId="{link}"' if link else ""
    told += f' amount="{amount}"' if amount != "-" else ""
    return f"""<intermediateExchange intermediateExchangeId="{id}"{told}><name xml:lang="de">{id}-de</name>
      <name xml:lang="en">{id}-name</name><unitName>{unit}</unitName>{inside}{group}</intermediateExchange>"""


def emission(id: str, amount: str, group: str = "<outputGroup>4</outputGroup>", inside: str = "") -> str:
    return f"""<elementaryExchange elementaryExchangeId="{id}" amount="{amount}" casNumber="000124-38-9"
      formula="CO2"><name>Carbon dioxide, fossil</name><unitName>kg</unitName>{inside}
      <compartment subcompartmentId="s"><compartment>air</compartment>
      <subcompartment>urban air close to ground</subcompartment></compartment>{group}</elementaryExchange>"""


MADE, BY, TREAT = (f"<outputGroup>{group}</outputGroup>" for group in (0, 2, 3))
USED = "<inputGroup>5</inputGroup>"
WASTE = """<classification><classificationSystem>By-product classification</classificationSystem>
  <classificationValue>Waste</classificationValue></classification>"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write files (names to contents; text or bytes) and read them as one delivery."""

    def made(*texts: str, **files: str) -> Reading:
        named = {f"{index}.spold": text for index, text in enumerate(texts)}
        for name, text in (named | {key.replace("__", "."): text for key, text in files.items()}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        with open_archive(tmp_path) as archive:
            return read(archive)

    return made


def with_gas(amount: str, inner: str = "") -> str:
    """A data set of one kilogram of product and an emission with an uncertainty."""
    told = f'<uncertainty>{inner}<pedigreeMatrix reliability="2"/></uncertainty>' if inner else ""
    return spold(activity("a", product("p", "1", MADE), emission("e", amount, inside=told)))


def by_flow(dataset: Dataset) -> dict[str, Exchange]:
    return {exchange.flow: exchange for exchange in dataset.exchanges}


def codes(reading: Reading) -> list[tuple[str, Consequence]]:
    return [(remark.finding.code, remark.consequence) for remark in reading.remarks]


def test_a_data_set_is_activity_and_product(make: Make) -> None:
    reading = make(
        spold(activity("a", product("p", "2", MADE), product("q", "0.5", USED, link="b"), emission("e", "3")))
    )
    (dataset,) = reading.datasets
    assert (dataset.id, dataset.name, dataset.location, dataset.file) == ("a_p", "smelting", "CN", "0.spold")
    made, used, gas = dataset.exchanges
    assert (made.role, made.output, made.amount, made.unit) == (Role.REFERENCE, True, 2.0, "kg")
    assert (used.role, used.output, used.amount, used.provider) == (Role.INPUT, False, 0.5, "b_q")
    assert used.wanted == {"product": "q-name"}
    assert (gas.role, gas.output, gas.amount, gas.provider, gas.wanted) == (Role.OUTPUT, True, 3.0, "", {})
    flow = reading.flows["e"]
    assert (flow.kind, flow.cas, flow.formula) == (FlowKind.ELEMENTARY, "000124-38-9", "CO2")
    assert flow.compartment == ("air", "urban air close to ground")
    assert reading.flows["p"].name == "p-name", "English before German"
    assert dataset.about["type"] == "market activity"
    assert dataset.about["period"] == "2019-01-01/2021-12-31"
    assert dataset.about["category"] == "ISIC: 2420:metals"
    assert dataset.about["comment"] == "of its kind"
    assert dataset.about["synonyms"] == "melting"
    assert reading.remarks == ()
    assert reading.format == "ecospold2"


def test_a_resource_enters_and_material_for_treatment_leaves(make: Make) -> None:
    reading = make(
        spold(
            activity(
                "a",
                product("p", "1", MADE),
                product("w", "4", TREAT, inside=WASTE),
                product("s", "-4", USED, inside=WASTE, link="t"),
                emission("ore", "7", "<inputGroup>4</inputGroup>"),
            )
        )
    )
    found = by_flow(reading.datasets[0])
    assert (found["w"].role, found["w"].output, found["w"].amount) == (Role.OUTPUT, True, 4.0)
    assert reading.flows["w"].kind is FlowKind.WASTE
    assert (found["s"].role, found["s"].amount, found["s"].provider) == (Role.INPUT, -4.0, "t_s")
    assert (found["ore"].role, found["ore"].output) == (Role.INPUT, False)


@pytest.mark.parametrize("turned", [False, True])
def test_material_for_treatment_is_no_co_product_whoever_comes_first(make: Make, turned: bool) -> None:
    """The group alone says that it is a waste: nobody treats it, and 1 kg of p carries all of its burden."""
    giving = activity("a", product("p", "1", MADE), product("w", "4", TREAT), emission("e", "5"))
    using = activity("b", product("q", "1", MADE), product("w", "1", USED))
    background = link(make(spold(*((using, giving) if turned else (giving, using)))), "x").background
    assert background.processes.column("id").to_pylist() == ["a_p", "b_q"]
    assert background.interventions.amount.tolist() == [5.0]
    assert background.unlinked.column("amount").to_pylist() == [4.0, -1.0]


def test_a_treatment_keeps_its_negative_reference(make: Make) -> None:
    reading = make(spold(activity("t", product("w", "-1", MADE, inside=WASTE))))
    (made,) = reading.datasets[0].exchanges
    assert (made.role, made.output, made.amount) == (Role.REFERENCE, True, -1.0)
    assert reading.datasets[0].id == "t_w"


def test_several_products_share_one_data_set_and_links_find_it(make: Make) -> None:
    reading = make(
        spold(activity("a", product("p", "1", MADE), product("q", "2", MADE))),
        spold(activity("b", product("r", "1", MADE), product("q", "3", USED, link="a"))),
    )
    ids = [dataset.id for dataset in reading.datasets]
    assert ids == ["a", "b_r"]
    assert by_flow(reading.datasets[1])["q"].provider == "a"
    linked = link(reading, "x")
    assert linked.background.size == 0 or "a" in linked.background.processes.column("dataset").to_pylist()


def test_allocated_data_sets_state_by_products_of_zero(make: Make) -> None:
    reading = make(
        spold(activity("a", product("p", "1", MADE), product("q", "0", BY), product("r", "2", BY)))
    )
    assert [exchange.flow for exchange in reading.datasets[0].exchanges] == ["p", "r"]
    assert by_flow(reading.datasets[0])["r"].role is Role.OUTPUT
    assert codes(reading) == [("B223", Consequence.EXCHANGE_LEFT_OUT)]
    assert "q-name" in reading.remarks[0].finding.message()


@pytest.mark.parametrize(
    ("amount", "inner", "expected"),
    [
        ("2", '<lognormal meanValue="2" mu="0.69" variance="0.01" varianceWithPedigreeUncertainty="0.04"/>',
         Lognormal(math.log(2), 0.2)),
        ("-2", '<lognormal meanValue="-2" variance="0.01" varianceWithPedigreeUncertainty="0.04"/>',
         Lognormal(math.log(2), 0.2, -1)),
        ("2", '<lognormal meanValue="2" variance="0.09"/>', Lognormal(math.log(2), 0.3)),
        ("5", '<normal meanValue="5" variance="1" varianceWithPedigreeUncertainty="4"/>', Normal(5, 2)),
        ("3", '<triangular minValue="1" mostLikelyValue="3" maxValue="9"/>', Triangular(1, 3, 9)),
        ("3", '<uniform minValue="1" maxValue="9"/>', Uniform(1, 9)),
        ("3", '<undefined minValue="1" maxValue="9" standardDeviation95="0"/>', None),
        ("3", '<lognormal meanValue="3" varianceWithPedigreeUncertainty="0"/>', None),
        ("3", '<uniform minValue="3" maxValue="3"/>', None),
    ],
)  # fmt: skip
def test_spreads(make: Make, amount: str, inner: str, expected: object) -> None:
    reading = make(with_gas(amount, inner))
    assert by_flow(reading.datasets[0])["e"].spread == expected
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("amount", "inner", "code"),
    [
        ("0", '<lognormal meanValue="0" varianceWithPedigreeUncertainty="0.04"/>', "D104"),
        ("2", '<lognormal meanValue="2"/>', "B215"),
        ("2", '<lognormal meanValue="2" variance="-1"/>', "B215"),
        ("2", '<lognormal meanValue="2" variance="1e6"/>', "D108"),
        ("2", '<triangular minValue="3" mostLikelyValue="2" maxValue="9"/>', "D110"),
        ("2", '<uniform minValue="3" maxValue="9"/>', "B213"),
        ("2", '<uniform minValue="9" maxValue="1"/>', "D105"),
        ("2", '<beta minValue="3" maxValue="9"/>', "B214"),
        ("2", '<triangular minValue="3" maxValue="9"/>', "B215"),
    ],
)
def test_spreads_that_do_not_fit_are_told_and_the_amount_stays(
    make: Make, amount: str, inner: str, code: str
) -> None:
    reading = make(with_gas(amount, inner))
    gas = by_flow(reading.datasets[0])["e"]
    assert (gas.amount, gas.spread) == (float(amount), None)
    ((found, consequence),) = codes(reading)
    assert consequence is Consequence.UNCERTAINTY_LEFT_OUT
    assert found == code
    (remark,) = reading.remarks
    assert remark.exchange == "Carbon dioxide, fossil"
    assert str(remark.finding.location.file).endswith("0.spold")


def test_a_spread_around_another_value_is_moved_to_the_amount_and_told(make: Make) -> None:
    inner = '<lognormal meanValue="1" mu="0" varianceWithPedigreeUncertainty="0.04"/>'
    reading = make(with_gas("3", inner))
    assert by_flow(reading.datasets[0])["e"].spread == Lognormal(math.log(3), 0.2)
    assert codes(reading) == [("B216", Consequence.ASSUMED)]


def test_mu_that_was_left_behind_when_amounts_were_scaled_does_not_matter(make: Make) -> None:
    inner = '<lognormal meanValue="3" mu="-2.02" varianceWithPedigreeUncertainty="0.04"/>'
    reading = make(with_gas("3", inner))
    assert by_flow(reading.datasets[0])["e"].spread == Lognormal(math.log(3), 0.2)
    assert reading.remarks == ()


PARAMETERS = (
    '<parameter variableName="a" amount="2"/><parameter variableName="b" mathematicalRelation="a * 3"/>'
)


def test_a_relation_is_computed_only_where_the_amount_is_missing(make: Make) -> None:
    stated = product("q", "5", USED, mathematicalRelation="b + 1", variableName="c")
    missing = product("r", "-", USED, mathematicalRelation="b + c")
    reading = make(spold(activity("x", product("p", "1", MADE), stated, missing, extra=PARAMETERS)))
    found = by_flow(reading.datasets[0])
    assert (found["q"].amount, found["r"].amount) == (5.0, 11.0), "2 * 3 + 5"
    assert codes(reading) == [("B224", Consequence.NOTED)]


def test_relations_in_a_circle_leave_the_exchange_out(make: Make) -> None:
    circle = (
        '<parameter variableName="a" mathematicalRelation="b"/>'
        '<parameter variableName="b" mathematicalRelation="a"/>'
    )
    missing = product("r", "-", USED, mathematicalRelation="b + 1")
    reading = make(spold(activity("x", product("p", "1", MADE), missing, extra=circle)))
    assert [exchange.flow for exchange in reading.datasets[0].exchanges] == ["p"]
    assert Consequence.EXCHANGE_LEFT_OUT in [consequence for _, consequence in codes(reading)]
    assert all(code.startswith("B14") for code, _ in codes(reading))


@pytest.mark.parametrize("amount", ["", "NaN", "INF", "1,5", "1 000", "1_000", "-", "٣"])
def test_what_is_no_number_is_left_out_and_never_zero(make: Make, amount: str) -> None:
    reading = make(spold(activity("a", product("p", "1", MADE), product("q", amount, USED))))
    assert [exchange.flow for exchange in reading.datasets[0].exchanges] == ["p"]
    assert codes(reading) == [("B210", Consequence.EXCHANGE_LEFT_OUT)]


@pytest.mark.parametrize(
    "group", ["", "<outputGroup>9</outputGroup>", USED + BY, "<inputGroup>0</inputGroup>"]
)
def test_an_exchange_without_one_group_is_left_out(make: Make, group: str) -> None:
    reading = make(spold(activity("a", product("p", "1", MADE), product("q", "1", group))))
    assert [exchange.flow for exchange in reading.datasets[0].exchanges] == ["p"]
    assert codes(reading) == [("B220", Consequence.EXCHANGE_LEFT_OUT)]


GOOD = spold(activity("good", product("g", "1", MADE)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((product("q", "1", USED),), ["B205"]),
        ((product("p", "0", MADE),), ["B207", "B205"]),
        ((product("p", "NaN", MADE),), ["B210", "B205"]),
        ((product("p", "1", MADE), product("q", "x", MADE)), ["B210", "B205"]),
    ],
)
def test_a_data_set_without_a_usable_product_is_left_out(
    make: Make, body: tuple[str, ...], expected: list[str]
) -> None:
    reading = make(GOOD, spold(activity("bad", *body)))
    assert [dataset.id for dataset in reading.datasets] == ["good_g"]
    assert [code for code, _ in codes(reading)] == expected
    last = reading.remarks[-1]
    assert (last.consequence, last.dataset) == (Consequence.DATASET_LEFT_OUT, "bad")
    assert str(last.finding.location.file).endswith("1.spold")


def test_scores_of_impact_assessment_are_told(make: Make) -> None:
    score = '<impactIndicator impactIndicatorId="i" amount="3"><name>GWP</name></impactIndicator>'
    reading = make(spold(activity("a", product("p", "1", MADE), extra=score)))
    assert codes(reading) == [("B225", Consequence.NOTED)]


def test_one_product_of_zero_beside_another_is_told(make: Make) -> None:
    reading = make(spold(activity("a", product("p", "1", MADE), product("q", "0", MADE))))
    assert [dataset.id for dataset in reading.datasets] == ["a_p"]
    assert codes(reading) == [("B207", Consequence.EXCHANGE_LEFT_OUT)]


ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD.replace("<ecoSpold", f"{ENTITY}<ecoSpold").replace("smelting", "&a;"), "B12"),
        (GOOD[: len(GOOD) // 2], "B121"),
        ("", "B120"),
        ("no xml", "B121"),
    ],
)
def test_files_that_are_no_safe_xml_are_told_and_the_others_read(make: Make, text: str, code: str) -> None:
    reading = make(GOOD, text)
    assert [dataset.id for dataset in reading.datasets] == ["good_g"]
    ((found, consequence),) = codes(reading)
    assert found.startswith(code)
    assert consequence is Consequence.DATASET_LEFT_OUT


def test_other_files_are_told(make: Make) -> None:
    reading = make(GOOD, "<other/>", spold(), readme__txt="words")
    assert codes(reading) == [
        ("B202", Consequence.NOTED),
        ("B206", Consequence.NOTED),
        ("B203", Consequence.NOTED),
    ]


def test_nothing_to_use_is_an_error_that_says_why(make: Make) -> None:
    with pytest.raises(InputError) as caught:
        make(spold(activity("bad", product("q", "1", USED))))
    assert [finding.code for finding in caught.value.findings] == ["B200", "B205"]


def test_several_data_sets_stand_in_one_file(make: Make) -> None:
    reading = make(spold(activity("a", product("p", "1", MADE)), activity("b", product("q", "1", MADE))))
    assert [dataset.id for dataset in reading.datasets] == ["a_p", "b_q"]


def test_a_data_set_without_id_gets_one_of_name_and_place(make: Make) -> None:
    reading = make(spold(activity("", product("p", "1", MADE))))
    assert reading.datasets[0].id == "smelting|CN_p"
    assert codes(reading) == [("B208", Consequence.ASSUMED)]


def test_repeated_ids_are_left_to_linking_which_tells_them(make: Make) -> None:
    reading = make(
        spold(activity("a", product("p", "1", MADE))), spold(activity("a", product("p", "2", MADE)))
    )
    assert [dataset.id for dataset in reading.datasets] == ["a_p", "a_p"]
    linked = link(reading, "x")
    assert linked.background.size == 1
    assert linked.remarks[0].consequence is Consequence.DATASET_LEFT_OUT


def test_master_data_know_flows_best(make: Make) -> None:
    master = f"""<validIntermediateExchanges xmlns="{NAMESPACE}"><intermediateExchange id="q">
      <name>pig iron</name><unitName>t</unitName></intermediateExchange></validIntermediateExchanges>"""
    reading = make(
        spold(activity("a", product("p", "1", MADE), product("q", "1", USED))),
        IntermediateExchanges__xml=master,
    )
    assert (reading.flows["q"].name, reading.flows["q"].unit) == ("pig iron", "t")
    assert by_flow(reading.datasets[0])["q"].unit == "kg", "the exchange is as stated; linking converts"
    assert reading.remarks == ()


@pytest.mark.parametrize("names", [("a", "b", "c"), ("c", "b", "a"), ("m", "z", "b")])
def test_names_and_order_of_files_and_exchanges_change_nothing(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    rows = [product("p", "1", MADE), product("q", "2", USED, link="b"), emission("e", "3")]
    texts = [
        spold(activity("a", *(rows if names[0] == "a" else reversed(rows)))),
        spold(activity("b", product("q", "4", MADE))),
        spold(activity("c", product("q", "5", MADE, unit="t"), product("r", "6", MADE))),
    ]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / f"{name}.spold").write_text(text, encoding="utf-8")
    with open_archive(tmp_path) as archive:
        reading = read(archive)
    told = {
        (dataset.id, e.flow, e.role, e.amount, e.unit, e.provider)
        for dataset in reading.datasets
        for e in dataset.exchanges
    }
    assert told == {
        ("a_p", "p", Role.REFERENCE, 1.0, "kg", ""),
        ("a_p", "q", Role.INPUT, 2.0, "kg", "b_q"),
        ("a_p", "e", Role.OUTPUT, 3.0, "kg", ""),
        ("b_q", "q", Role.REFERENCE, 4.0, "kg", ""),
        ("c", "q", Role.REFERENCE, 5.0, "t", ""),
        ("c", "r", Role.REFERENCE, 6.0, "kg", ""),
    }


def test_a_zip_reads_as_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("datasets/a.spold", GOOD)
    with open_archive(path) as archive:
        reading = read(archive)
    assert reading.datasets[0].file == "datasets/a.spold"


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_any_number_comes_through_bit_by_bit(tmp_path_factory: pytest.TempPathFactory, value: float) -> None:
    path = tmp_path_factory.mktemp("number") / "x.spold"
    path.write_text(with_gas(repr(value)), encoding="utf-8")
    with open_archive(path) as archive:
        (_, gas) = read(archive).datasets[0].exchanges
    assert math.copysign(1, gas.amount) == math.copysign(1, value)
    assert gas.amount == value


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


@pytest.mark.shared
def test_the_matrices_of_ecospold2matrix(shared: Path) -> None:
    folder = shared / "lci/ecospold2matrix_testdata/ecospold2matrix/test_data"
    with open_archive(folder) as archive:
        reading = read(archive)
    found = [(dataset.id, exchange) for dataset in reading.datasets for exchange in dataset.exchanges]
    elementary = {
        (id, e.flow, e.amount) for id, e in found if reading.flows[e.flow].kind is FlowKind.ELEMENTARY
    }
    assert elementary == {
        (row["fileId"], row["elementaryExchangeId"], float(row["amount"]))
        for row in table(folder / "elementary_flows.csv")
    }
    assert {(id, e.provider, e.amount) for id, e in found if e.role is Role.INPUT} == {
        (row["fileId"], f"{row['sourceActivityId']}_{row['productId']}", float(row["amount"]))
        for row in table(folder / "inflows.csv")
    }
    assert {(id, e.flow, e.amount) for id, e in found if e.role is Role.REFERENCE} == {
        (row["fileId"], row["productId"], float(row["amount"])) for row in table(folder / "outflows.csv")
    }
    for row in table(folder / "STR.csv"):
        flow = reading.flows[row["id"]]
        assert (flow.name, flow.unit, flow.cas, flow.compartment) == (
            row["name"], row["unit"], row["cas"], (row["comp"], row["subcomp"])
        )  # fmt: skip
    units = {row["productId"]: row["unitName"] for row in table(folder / "products.csv")}
    assert {id: reading.flows[id].unit for id in units} == units


OTHER = """
import json, sys
from pathlib import Path
from bw2io.extractors.ecospold2 import Ecospold2DataExtractor
path = Path(sys.argv[1])
(data,) = Ecospold2DataExtractor.extract(path, "x", use_mp=False)
rows = [
    [e["flow"], e["amount"], e["unit"], e["uncertainty type"], e.get("scale"), e.get("activity")]
    for e in data["exchanges"]
]
Path(sys.argv[2]).write_text(json.dumps([data["name"], data["location"], rows]))
"""


@pytest.mark.shared
@pytest.mark.parametrize(
    "file",
    [
        "pyecospold_fixtures/data/v2/v2_2.spold",
        "bw2io_fixtures/tests/fixtures/ecospold2/"
        "00000_11111111-2222-3333-4444-555555555555_66666666-7777-8888-9999-000000000000_with_synonyms.spold",
    ],
)
def test_bw2io_reads_the_same_numbers(shared: Path, tmp_path: Path, file: str) -> None:
    if importlib.util.find_spec("bw2io") is None:
        pytest.skip("bw2io is not installed")
    path = shared / "lci" / file
    environment = os.environ | {"BRIGHTWAY2_DIR": str(tmp_path)}
    command = [sys.executable, "-W", "ignore", "-c", OTHER, str(path), str(tmp_path / "out.json")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    name, location, rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    with open_archive(path) as archive:
        (dataset,) = read(archive).datasets
    assert (dataset.name, dataset.location) == (name, location)
    assert len(dataset.exchanges) == len(rows)
    for exchange, (flow, amount, unit, kind, scale, provider) in zip(dataset.exchanges, rows, strict=True):
        assert (exchange.flow, exchange.amount, exchange.unit) == (flow, amount, unit)
        assert exchange.provider == (f"{provider}_{flow}" if provider else "")
        if kind == Lognormal.code:
            assert isinstance(exchange.spread, Lognormal)
            assert exchange.spread.scale == scale
            assert exchange.spread.loc == math.log(amount), "Brightway's strategies put it there later"
        else:
            assert exchange.spread is None
