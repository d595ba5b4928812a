"""ILCD: directions, units, allocation, variables and spreads by hand; a public process, flow by flow."""

import json
import math
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.linking import link
from lca.background.reading.archive import open_archive
from lca.background.reading.ilcd import read
from lca.background.reading.ilcd.library import KNOWN
from lca.background.records import Consequence, Exchange, FlowKind, Reading, Role
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError

Make = Callable[..., Reading]
COMMON = 'xmlns:c="http://lca.jrc.it/ILCD/Common"'
MASS, GROUP = "mass-property", "mass-units"


def process(
    id: str,
    *exchanges: str,
    reference: tuple[str, ...] = ("0",),
    version: str = "01.00.000",
    kind: str = "Unit process, single operation",
    name: str = "steel making",
    variables: str = "",
    results: int = 0,
) -> str:
    references = "".join(f"<referenceToReferenceFlow>{one}</referenceToReferenceFlow>" for one in reference)
    lcia = f"<LCIAResults>{'<LCIAResult/>' * results}</LCIAResults>"
    return f"""<processDataSet xmlns="http://lca.jrc.it/ILCD/Process" {COMMON} version="1.1">
      <processInformation><dataSetInformation><c:UUID>{id}</c:UUID>
        <name><baseName xml:lang="de">Stahl</baseName><baseName xml:lang="en">{name}</baseName>
        <mixAndLocationTypes xml:lang="en">at plant</mixAndLocationTypes></name>
        <c:synonyms xml:lang="en">smelting</c:synonyms>
        <classificationInformation><c:classification><c:class level="0">Materials</c:class>
        <c:class level="1">Metals</c:class></c:classification></classificationInformation>
        </dataSetInformation>
        <quantitativeReference type="Reference flow(s)">{references}</quantitativeReference>
        <time><c:referenceYear>1996</c:referenceYear></time>
        <geography><locationOfOperationSupplyOrProduction location="CN"/></geography>
        <mathematicalRelations>{variables}</mathematicalRelations></processInformation>
      <modellingAndValidation><LCIMethodAndAllocation><typeOfDataSet>{kind}</typeOfDataSet>
        </LCIMethodAndAllocation></modellingAndValidation>
      <administrativeInformation><publicationAndOwnership><c:dataSetVersion>{version}</c:dataSetVersion>
        </publicationAndOwnership></administrativeInformation>
      <exchanges>{"".join(exchanges)}</exchanges>{lcia}</processDataSet>"""


def exchange(
    id: str, flow: str, direction: str, amount: str, inside: str = "", *, mean: str = "", place: str = ""
) -> str:
    told = f"<exchangeDirection>{direction}</exchangeDirection>" if direction else ""
    told += f"<location>{place}</location>" if place else ""
    told += f"<meanAmount>{mean or amount}</meanAmount>"
    told += f"<resultingAmount>{amount}</resultingAmount>" if amount else ""
    return f"""<exchange dataSetInternalID="{id}"><referenceToFlowDataSet refObjectId="{flow}">
      <c:shortDescription xml:lang="en">{flow} as told</c:shortDescription></referenceToFlowDataSet>
      {told}{inside}</exchange>"""


def flow(id: str, kind: str = "Product flow", *, quantity: str = MASS, version: str = "01.00.000") -> str:
    return f"""<flowDataSet xmlns="http://lca.jrc.it/ILCD/Flow" {COMMON} version="1.1"><flowInformation>
      <dataSetInformation><c:UUID>{id}</c:UUID><name><baseName xml:lang="en">{id}</baseName></name>
        <c:synonyms>also {id}</c:synonyms>
        <classificationInformation><c:elementaryFlowCategorization>
        <c:category level="0">Emissions</c:category><c:category level="1">Emissions to air</c:category>
        <c:category level="2">Emissions to urban air close to ground</c:category>
        </c:elementaryFlowCategorization></classificationInformation>
        <CASNumber>000124-38-9</CASNumber><sumFormula>CO2</sumFormula></dataSetInformation>
      <quantitativeReference><referenceToReferenceFlowProperty>1</referenceToReferenceFlowProperty>
      </quantitativeReference><geography><locationOfSupply>US</locationOfSupply></geography></flowInformation>
      <modellingAndValidation><LCIMethod><typeOfDataSet>{kind}</typeOfDataSet></LCIMethod>
      </modellingAndValidation>
      <administrativeInformation><publicationAndOwnership><c:dataSetVersion>{version}</c:dataSetVersion>
      </publicationAndOwnership></administrativeInformation>
      <flowProperties><flowProperty dataSetInternalID="0"><referenceToFlowPropertyDataSet
        refObjectId="other"/><meanValue>5</meanValue></flowProperty>
      <flowProperty dataSetInternalID="1"><referenceToFlowPropertyDataSet refObjectId="{quantity}"/>
        <meanValue>1</meanValue></flowProperty></flowProperties></flowDataSet>"""


PROPERTY = f"""<flowPropertyDataSet xmlns="http://lca.jrc.it/ILCD/FlowProperty" {COMMON}>
  <flowPropertiesInformation><dataSetInformation><c:UUID>{MASS}</c:UUID></dataSetInformation>
  <quantitativeReference><referenceToReferenceUnitGroup refObjectId="{GROUP}"/></quantitativeReference>
  </flowPropertiesInformation></flowPropertyDataSet>"""
UNITS = f"""<u:unitGroupDataSet xmlns:u="http://lca.jrc.it/ILCD/UnitGroup" {COMMON}>
  <u:unitGroupInformation><u:dataSetInformation><c:UUID>{GROUP}</c:UUID></u:dataSetInformation>
  <u:quantitativeReference><u:referenceToReferenceUnit>1</u:referenceToReferenceUnit>
  </u:quantitativeReference></u:unitGroupInformation><u:units>
  <u:unit dataSetInternalID="0"><u:name>g</u:name><u:meanValue>0.001</u:meanValue></u:unit>
  <u:unit dataSetInternalID="1"><u:name>kg</u:name><u:meanValue>1</u:meanValue></u:unit>
  </u:units></u:unitGroupDataSet>"""
STEEL = exchange("0", "steel", "Output", "1")
LIBRARY = (
    flow("steel"),
    flow("coke"),
    flow("dust", "Waste flow"),
    flow("co2", "Elementary flow"),
    PROPERTY,
    UNITS,
)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(*texts: str, library: tuple[str, ...] = LIBRARY) -> Reading:
        for index, text in enumerate((*library, *texts)):
            folder = tmp_path / ("processes" if "<processDataSet" in text else "others")
            folder.mkdir(exist_ok=True)
            (folder / f"{index:02}.xml").write_text(text, encoding="utf-8")
        with open_archive(tmp_path) as archive:
            return read(archive)

    return made


def codes(reading: Reading) -> list[tuple[str, Consequence]]:
    return [(remark.finding.code, remark.consequence) for remark in reading.remarks]


def named(reading: Reading, position: int = 0) -> dict[str, Exchange]:
    return {exchange.flow: exchange for exchange in reading.datasets[position].exchanges}


def test_a_process_with_its_flows(make: Make) -> None:
    rows = (
        STEEL,
        exchange("1", "coke", "Input", "0.4", place="RER"),
        exchange("2", "co2", "Output", "1.8"),
        exchange("3", "dust", "Output", "0.1"),
    )
    reading = make(process("p", *rows))
    (dataset,) = reading.datasets
    assert (dataset.id, dataset.name, dataset.location) == ("p", "steel making; at plant", "CN")
    assert dataset.about == {
        "type": "Unit process, single operation",
        "category": "Materials/Metals",
        "period": "1996",
        "synonyms": "smelting",
        "version": "01.00.000",
    }
    found = named(reading)
    told = {flow: (e.role, e.output, e.amount, e.unit) for flow, e in found.items()}
    assert told == {
        "steel": (Role.REFERENCE, True, 1.0, "kg"),
        "coke": (Role.INPUT, False, 0.4, "kg"),
        "co2": (Role.OUTPUT, True, 1.8, "kg"),
        "dust": (Role.OUTPUT, True, 0.1, "kg"),
    }
    assert found["coke"].wanted == {"product": "coke", "location": "RER"}
    gas = reading.flows["co2"]
    assert (gas.kind, gas.cas, gas.formula) == (FlowKind.ELEMENTARY, "000124-38-9", "CO2")
    assert gas.compartment == ("Emissions to air", "Emissions to urban air close to ground")
    assert (gas.location, gas.synonyms) == ("US", ("also co2",))
    assert reading.flows["dust"].kind is FlowKind.WASTE
    assert reading.remarks == ()
    assert reading.format == "ilcd"


def test_products_link_by_flow(make: Make) -> None:
    reading = make(
        process("p", STEEL, exchange("1", "coke", "Input", "0.4")),
        process("q", exchange("0", "coke", "Output", "2"), name="coking"),
    )
    found = link(reading, "x").background.technosphere
    entries = zip(found.row.tolist(), found.column.tolist(), found.amount.tolist(), strict=True)
    assert sorted(entries) == [(0, 0, 1.0), (1, 0, -0.4), (1, 1, 2.0)]


def test_a_treatment_has_its_waste_as_an_input(make: Make) -> None:
    reading = make(process("p", exchange("0", "dust", "Input", "1"), exchange("1", "co2", "Output", "2")))
    taken = reading.datasets[0].exchanges[0]
    assert (taken.role, taken.output, taken.amount) == (Role.REFERENCE, False, 1.0)


def test_a_reference_flow_without_direction_is_an_output(make: Make) -> None:
    reading = make(process("p", exchange("0", "steel", "", "1")))
    assert reading.datasets[0].exchanges[0].output
    assert codes(reading) == [("B245", Consequence.ASSUMED)]


def allocated(**percent: str) -> str:
    told = "".join(
        f'<allocation internalReferenceToCoProduct="{id[1:]}" allocatedFraction="{share}"/>'
        for id, share in percent.items()
    )
    return f"<allocations>{told}</allocations>"


def test_allocation_by_exchange(make: Make) -> None:
    """The second product is none of the reference flows, but allocation carries part of the burden to it."""
    rows = (
        STEEL,
        exchange("1", "coke", "Output", "0.5"),
        exchange("2", "co2", "Output", "1.8", allocated(_0="42.02", _1="57.98")),
    )
    reading = make(process("p", *rows))
    (dataset,) = reading.datasets
    assert [e.role for e in dataset.exchanges] == [Role.REFERENCE, Role.REFERENCE, Role.OUTPUT]
    assert dataset.causal == {2: pytest.approx({"steel": 0.4202, "coke": 0.5798})}
    assert reading.remarks == ()


def test_shares_that_miss_the_whole_are_told(make: Make) -> None:
    rows = (
        STEEL,
        exchange("1", "coke", "Output", "0.5"),
        exchange("2", "co2", "Output", "1.8", allocated(_0="42", _1="42")),
    )
    assert codes(make(process("p", *rows))) == [("B234", Consequence.ASSUMED)]


def variable(name: str, *, mean: str = "", formula: str = "") -> str:
    told = f"<formula>{formula}</formula>" if formula else ""
    told += f"<meanValue>{mean}</meanValue>" if mean else ""
    return f'<variableParameter name="{name}">{told}</variableParameter>'


def scaled(amount: str, name: str, resulting: str = "") -> str:
    inside = f"<referenceToVariable>{name}</referenceToVariable>"
    return exchange("1", "co2", "Output", resulting, inside, mean=amount)


def test_a_variable_scales_the_mean_amount_unless_the_result_is_stated(make: Make) -> None:
    variables = variable("a", mean="2") + variable("b", formula="a^2 + 1")
    first = make(process("p", STEEL, scaled("3", "b"), variables=variables))
    assert named(first)["co2"].amount == 15.0, "3 (2² + 1)"
    second = make(process("p", STEEL, scaled("3", "b", "7"), variables=variables))
    assert named(second)["co2"].amount == 7.0


@pytest.mark.parametrize(
    "variables",
    [
        "",
        variable("b", formula="c") + variable("c", formula="b"),
        variable("b"),
        variable("b", formula="1/0"),
    ],
)
def test_a_variable_without_a_value_leaves_the_exchange_out(make: Make, variables: str) -> None:
    reading = make(process("p", STEEL, scaled("3", "b"), variables=variables))
    assert list(named(reading)) == ["steel"]
    assert ("B249", Consequence.EXCHANGE_LEFT_OUT) in codes(reading)


def uncertain(kind: str, deviation: str = "", low: str = "", high: str = "") -> str:
    told = f"<minimumAmount>{low}</minimumAmount>" if low else ""
    told += f"<maximumAmount>{high}</maximumAmount>" if high else ""
    told += f"<uncertaintyDistributionType>{kind}</uncertaintyDistributionType>"
    return told + (
        f"<relativeStandardDeviation95In>{deviation}</relativeStandardDeviation95In>" if deviation else ""
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (uncertain("log-normal", "1.21"), Lognormal.around(2, math.log(1.21) / 2)),
        (uncertain("normal", "0.6"), Normal(2, 0.3)),
        (uncertain("triangular", low="1", high="5"), Triangular(1, 2, 5)),
        (uncertain("uniform", low="1", high="5"), Uniform(1, 5)),
        (uncertain("undefined", "12.123"), None),
    ],
)
def test_spreads(make: Make, inside: str, expected: Distribution | None) -> None:
    reading = make(process("p", STEEL, exchange("1", "co2", "Output", "2", inside)))
    assert named(reading)["co2"].spread == expected
    assert reading.remarks == ()


def test_limits_follow_the_variable(make: Make) -> None:
    inside = uncertain("uniform", low="1", high="5")
    reading = make(process("p", STEEL, exchange("1", "co2", "Output", "20", inside, mean="2")))
    assert named(reading)["co2"].spread == Uniform(10, 50)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (uncertain("log-normal", "0.9"), "B212"),
        (uncertain("log-normal"), "B215"),
        (uncertain("gamma", "1"), "B214"),
        (uncertain("uniform", low="3", high="5"), "B213"),
    ],
)
def test_spreads_that_do_not_fit_are_told(make: Make, inside: str, code: str) -> None:
    reading = make(process("p", STEEL, exchange("1", "co2", "Output", "2", inside)))
    assert (named(reading)["co2"].amount, named(reading)["co2"].spread) == (2.0, None)
    assert codes(reading) == [(code, Consequence.UNCERTAINTY_LEFT_OUT)]


@given(st.floats(1.0001, 50), st.floats(1e-9, 1e9))
def test_mean_times_the_stated_number_is_the_upper_limit(
    tmp_path_factory: pytest.TempPathFactory, gsd2: float, mean: float
) -> None:
    path = tmp_path_factory.mktemp("spread")
    rows = STEEL, exchange("1", "co2", "Output", repr(mean), uncertain("log-normal", repr(gsd2)))
    for index, text in enumerate((*LIBRARY, process("p", *rows))):
        (path / f"{index}.xml").write_text(text, encoding="utf-8")
    with open_archive(path) as archive:
        spread = read(archive).datasets[0].exchanges[1].spread
    assert isinstance(spread, Lognormal)
    assert spread.median * math.exp(2 * spread.scale) == pytest.approx(mean * gsd2, rel=1e-9)


def test_a_flow_without_a_data_set_is_left_out_with_name_and_amount(make: Make) -> None:
    reading = make(process("p", STEEL, exchange("1", "ghost", "Input", "0.25")))
    assert list(named(reading)) == ["steel"]
    (remark,) = reading.remarks
    assert (remark.finding.code, remark.consequence) == ("B247", Consequence.EXCHANGE_LEFT_OUT)
    assert (remark.exchange, remark.finding.params["amount"]) == ("ghost as told", "0.25")


def test_units_that_are_missing_are_those_of_the_reference_data(make: Make) -> None:
    energy = "93a60a56-a3c8-11da-a746-0800200c9a66"
    library = (flow("steel", quantity=energy), flow("co2", quantity="own-property"))
    reading = make(process("p", STEEL, exchange("1", "co2", "Output", "2")), library=library)
    assert reading.flows["steel"].unit == "MJ"
    assert codes(reading) == [
        ("B248", Consequence.EXCHANGE_LEFT_OUT),
        ("B244", Consequence.ASSUMED),
    ]


@pytest.mark.parametrize(
    "library",
    [
        (flow("steel").replace('dataSetInternalID="1"', 'dataSetInternalID="7"'), PROPERTY, UNITS),
        (flow("steel"), PROPERTY, UNITS.replace('dataSetInternalID="1"', 'dataSetInternalID="7"')),
        (flow("steel"), PROPERTY),
        (flow("steel"), UNITS),
    ],
)
def test_a_reference_flow_without_a_unit_leaves_the_process_out(make: Make, library: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        make(process("p", STEEL), library=library)
    assert [finding.code for finding in caught.value.findings] == ["B200", "B248", "B205"]


def test_reminders_are_no_inventory(make: Make) -> None:
    inside = "<functionType>General reminder flow</functionType>"
    reading = make(process("p", STEEL, exchange("1", "co2", "Output", "2", inside)))
    assert list(named(reading)) == ["steel"]
    assert codes(reading) == [("B246", Consequence.EXCHANGE_LEFT_OUT)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (exchange("1", "co2", "Output", "NaN"), "B210"),
        (exchange("1", "co2", "Output", "1,5"), "B210"),
        (exchange("1", "co2", "Sideways", "1"), "B220"),
        (exchange("1", "co2", "", "1"), "B220"),
    ],
)
def test_exchanges_that_cannot_be_used(make: Make, rows: str, code: str) -> None:
    reading = make(process("p", STEEL, rows))
    assert list(named(reading)) == ["steel"]
    assert codes(reading) == [(code, Consequence.EXCHANGE_LEFT_OUT)]


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (process("q", exchange("1", "coke", "Output", "1")), ["B205"]),
        (process("q", exchange("0", "coke", "Output", "1"), reference=()), ["B205"]),
        (process("q", exchange("0", "coke", "Output", "0")), ["B207", "B205"]),
        (process("q", exchange("0", "coke", "Output", "x")), ["B210", "B205"]),
        (process("q", exchange("0", "ghost", "Output", "1")), ["B247", "B205"]),
        (process("q", exchange("0", "coke", "Output", "1"), kind="EPD", results=19), ["B240"]),
    ],
)
def test_processes_that_cannot_be_used(make: Make, bad: str, expected: list[str]) -> None:
    reading = make(process("p", STEEL), bad)
    assert [dataset.id for dataset in reading.datasets] == ["p"]
    assert [code for code, _ in codes(reading)] == expected
    last = reading.remarks[-1]
    assert (last.dataset, last.consequence) == ("q", Consequence.DATASET_LEFT_OUT)


def test_the_newest_version_is_read(make: Make) -> None:
    old = process("p", exchange("0", "steel", "Output", "1"), version="01.00.000")
    new = process("p", exchange("0", "steel", "Output", "9"), version="02.00.000")
    for order in ((old, new), (new, old)):
        reading = make(*order)
        assert [dataset.exchanges[0].amount for dataset in reading.datasets] == [9.0]
        ((code, consequence),) = codes(reading)
        assert (code, consequence) == ("B241", Consequence.DATASET_LEFT_OUT)


def test_the_newest_version_of_a_flow_is_read(make: Make) -> None:
    newer = flow("co2", "Waste flow", version="09.00.000")
    for library in ((*LIBRARY, newer), (newer, *LIBRARY)):
        reading = make(process("p", STEEL, exchange("1", "co2", "Output", "1")), library=library)
        assert reading.flows["co2"].kind is FlowKind.WASTE


def test_a_flow_of_no_kind_is_told(make: Make) -> None:
    reading = make(process("p", STEEL), flow("odd", "Data flow"))
    assert codes(reading) == [("B243", Consequence.NOTED)]


def test_files_of_other_kinds(make: Make) -> None:
    entity = process("e", STEEL).replace(
        "<processDataSet", '<!DOCTYPE x [<!ENTITY a "b">]><processDataSet', 1
    )
    reading = make(process("p", STEEL), "<contactDataSet/>", "<other/>", entity, "<broken")
    assert len(reading.datasets) == 1
    assert Counter(code[:4] for code, _ in codes(reading)) == {"B242": 1, "B202": 1, "B122": 1, "B121": 1}


def test_a_zip_reads_as_its_folder_and_leaves_sources_aside(tmp_path: Path) -> None:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w") as file:
        for index, text in enumerate((*LIBRARY, process("p", STEEL))):
            file.writestr(f"ILCD/some/{index}.xml", text)
        file.writestr("ILCD/sources/broken.xml", "<")
        file.writestr("ILCD/external_docs/a.pdf", "x")
    with open_archive(path) as archive:
        reading = read(archive)
    assert [dataset.file for dataset in reading.datasets] == ["ILCD/some/6.xml"]
    assert reading.remarks == ()


SAMPLES = "lci/olca_ilcd_fixtures/src/test/resources/org/openlca/ilcd"


@pytest.mark.shared
def test_a_public_process_flow_by_flow(shared: Path, make: Make) -> None:
    """ABS granulate of PlasticsEurope. Its delivery has no flows, so each gets one that is measured in kg."""
    text = (shared / SAMPLES / "process.xml").read_text(encoding="utf-8")
    bare = ElementTree.fromstring(text)
    space = "{http://lca.jrc.it/ILCD/Process}"
    rows = [
        (
            found.find(f"{space}referenceToFlowDataSet").attrib["refObjectId"],  # type: ignore[union-attr]
            found.findtext(f"{space}exchangeDirection") == "Output",
            float(found.findtext(f"{space}resultingAmount", "nan")),
        )
        for found in bare.iter(f"{space}exchange")
    ]
    library = [flow(id, "Elementary flow") for id in sorted({row[0] for row in rows})]
    reading = make(text, library=(*library, PROPERTY, UNITS))
    (dataset,) = reading.datasets
    assert [(e.flow, e.output, e.amount) for e in dataset.exchanges] == rows
    assert dataset.name.startswith("Acrylonitrile-Butadiene-Styrene granulate (ABS)")
    assert (dataset.location, dataset.about["type"]) == ("RER", "Partly terminated system")
    (made,) = [e for e in dataset.exchanges if e.role is Role.REFERENCE]
    assert (made.output, made.amount) == (True, 1.0)
    assert reading.remarks == ()


@pytest.mark.shared
@pytest.mark.parametrize("file", ["sdk_sample_epd.xml", "epd-v1.3-example.xml"])
def test_declarations_are_no_inventories(shared: Path, file: str) -> None:
    with open_archive(shared / SAMPLES / file) as archive, pytest.raises(InputError) as caught:
        read(archive)
    assert [finding.code for finding in caught.value.findings] == ["B200", "B240"]


@pytest.mark.shared
def test_a_process_without_its_flows_says_which_are_missing(shared: Path) -> None:
    with open_archive(shared / SAMPLES / "process.xml") as archive, pytest.raises(InputError) as caught:
        read(archive)
    counted = Counter(finding.code for finding in caught.value.findings)
    exchanges = (shared / SAMPLES / "process.xml").read_text(encoding="utf-8").count("<exchange ")
    assert counted == {"B200": 1, "B205": 1, "B247": exchanges}


@pytest.mark.shared
def test_samples_of_the_format_hold_nothing_to_use_and_no_traceback(shared: Path) -> None:
    with open_archive(shared / SAMPLES) as archive, pytest.raises(InputError) as caught:
        read(archive)
    assert {finding.code for finding in caught.value.findings} >= {"B200", "B202", "B241", "B242", "B205"}


@pytest.mark.shared
def test_reference_units_are_those_of_the_public_unit_groups(shared: Path) -> None:
    with zipfile.ZipFile(shared / "lci/uslci/uslci_fy17q4_olca1_jsonld.zip") as file:
        for quantity, unit in KNOWN.items():
            if f"flow_properties/{quantity}.json" not in file.namelist():
                continue
            group = json.loads(file.read(f"flow_properties/{quantity}.json"))["unitGroup"]["@id"]
            units = json.loads(file.read(f"unit_groups/{group}.json"))["units"]
            assert [u["name"] for u in units if u.get("referenceUnit")] == [unit], quantity
