"""openLCA JSON-LD by hand: every amount in the unit of its flow, in both generations of the format."""

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lca.background.records import Consequence, FlowKind, Reading, Role
from lca.distributions import Lognormal, Normal, Triangular, Uniform

Make = Callable[..., dict[str, Any]]

LOG = {"distributionType": "LOG_NORMAL_DISTRIBUTION"}
NORMAL = {"distributionType": "NORMAL_DISTRIBUTION"}
TRIANGLE = {"distributionType": "TRIANGLE_DISTRIBUTION"}
UNIFORM = {"distributionType": "UNIFORM_DISTRIBUTION"}


def codes(reading: Reading) -> list[str]:
    return [remark.finding.code for remark in reading.remarks]


def steelworks(book: Any, exchange: Make) -> None:
    book.flow("electricity", energy=1.0)
    book.flow("gas", volume=1.0, mass=0.8)
    book.flow("steel")
    book.flow("slag", "WASTE")
    book.flow("co2", "ELEMENTARY", "Elementary flows/Emission to air/unspecified")
    main = "quantitativeReference"
    book.process(
        "power",
        exchange("electricity", 1.0, "kWh", "energy", main),
        exchange("co2", 900.0, "g"),
        exchange("gas", 4.0, "kg", "mass", "input"),
    )
    book.process("wells", exchange("gas", 1000.0, "l", "volume", main), exchange("co2", 0.1, "kg"))
    book.process(
        "mill",
        exchange("steel", 1.0, "t", "mass", main),
        exchange("electricity", 500.0, "kWh", "energy", "input", defaultProvider={"@id": "power"}),
        exchange("electricity", 2.0, "kWh", "energy", "avoidedProduct", "input"),
        exchange("slag", 0.1, "t"),
        exchange("co2", 1.9, "t"),
    )
    book.process("dump", exchange("slag", 1.0, "kg", "mass", main, "input"), exchange("co2", 10.0, "g"))


def matrices(reading: Reading) -> tuple[Any, Any]:
    """Technosphere and CO2 by the sign rule: outputs positive, inputs negative, avoided products positive."""
    products = ["electricity", "gas", "steel", "slag"]
    makers = ["power", "wells", "mill", "dump"]
    technosphere, emissions = np.zeros((4, 4)), np.zeros(4)
    for dataset in reading.datasets:
        column = makers.index(dataset.id)
        for one in dataset.exchanges:
            entry = one.amount if one.output else -one.amount
            assert one.unit == reading.flows[one.flow].unit
            if one.flow == "co2":
                emissions[column] += entry
            else:
                technosphere[products.index(one.flow), column] += entry
    return technosphere, emissions


def test_a_small_system_by_hand(book: Any, exchange: Make) -> None:
    """1 kWh is 3.6 MJ; 4 kg of gas at 0.8 kg/m3 are 5 m3; 500 kWh less 2 kWh avoided are 1792.8 MJ."""
    steelworks(book, exchange)
    reading = book.read()
    technosphere, emissions = matrices(reading)
    expected = [[3.6, 0, -1792.8, 0], [-5, 1, 0, 0], [0, 0, 1000, 0], [0, 0, 100, -1]]
    np.testing.assert_allclose(technosphere, expected, rtol=1e-15)
    np.testing.assert_allclose(emissions, [0.9, 0.1, 1900, 0.01], rtol=1e-15)
    # (0.9 + 5 · 0.1) / 3.6 a MJ; 1.9 + 1.7928 · 1.4 / 3.6 + 0.1 · 0.01 a kg of steel.
    intensities = np.linalg.solve(technosphere.T, emissions)
    assert intensities[2] == pytest.approx(1.9 + 1.7928 * 1.4 / 3.6 + 0.001, rel=1e-12)
    assert not reading.remarks
    assert reading.format == "openlca"


def test_roles_kinds_and_providers(book: Any, exchange: Make) -> None:
    steelworks(book, exchange)
    reading = book.read()
    mill = next(dataset for dataset in reading.datasets if dataset.id == "mill")
    assert [one.role for one in mill.exchanges] == [
        Role.REFERENCE,
        Role.INPUT,
        Role.AVOIDED,
        Role.OUTPUT,
        Role.OUTPUT,
    ]
    assert [one.provider for one in mill.exchanges] == ["", "power", "", "", ""]
    assert [one.place for one in mill.exchanges][4] == "exchanges[4]"
    assert mill.about["reference"] == "steel"
    dump = next(dataset for dataset in reading.datasets if dataset.id == "dump")
    assert (dump.exchanges[0].role, dump.exchanges[0].output) == (Role.REFERENCE, False)
    assert reading.flows["slag"].kind is FlowKind.WASTE
    assert reading.flows["co2"].compartment == ("Elementary flows", "Emission to air", "unspecified")


@pytest.mark.parametrize("marks", [("avoidedProduct",), ("avoidedProduct", "input")])
def test_avoided_products_and_wastes(book: Any, exchange: Make, marks: tuple[str, ...]) -> None:
    book.flow("a")
    book.flow("b")
    book.flow("w", "WASTE")
    given = [exchange("a", 1.0, "kg", "mass", "quantitativeReference")]
    book.process(
        "p", *given, exchange("b", 1.0, "kg", "mass", *marks), exchange("w", 1.0, "kg", "mass", *marks)
    )
    found = book.one("p").exchanges
    assert [(one.role, one.output) for one in found[1:]] == [(Role.AVOIDED, True), (Role.AVOIDED, False)]


def test_what_is_told_about_a_process(book: Any, exchange: Make) -> None:
    book.flow("a")
    book.put("locations", "Location", "l1", name="Germany", code="DE")
    papers = {
        "validFrom": "2010-01-01T00:00:00-07:00",
        "validUntil": "2012-12-31",
        "technologyDescription": "old",
    }
    book.process(
        "p",
        exchange("a", 1.0, "kg", "mass", "quantitativeReference"),
        location={"@id": "l1", "name": "Germany"},
        processType="UNIT_PROCESS",
        description=" words ",
        processDocumentation=papers,
        dqEntry="(1;2;3)",
        category="metals/iron" if book.new else book.category("metals/iron"),
    )
    dataset = book.one("p")
    assert dataset.location == "DE"
    assert dataset.name == "p made"
    assert dataset.file == "processes/p.json"
    assert dataset.about == {
        "type": "unit_process",
        "category": "metals/iron",
        "reference": "a",
        "period": "2010-01-01/2012-12-31",
        "technology": "old",
        "comment": "words",
        "quality": "(1;2;3)",
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({**LOG, "geomMean": 2.0, "geomSd": 1.5}, Lognormal(math.log(2000), math.log(1.5))),
        ({**LOG, "geomSd": 1.5}, Lognormal(math.log(2000), math.log(1.5))),
        ({**NORMAL, "mean": 2.0, "sd": 0.1}, Normal(2000.0, 100.0)),
        ({**TRIANGLE, "minimum": 1, "mode": 2, "maximum": 4}, Triangular(1000.0, 2000.0, 4000.0)),
        ({**UNIFORM, "minimum": 1.5, "maximum": 2.5}, Uniform(1500.0, 2500.0)),
        ({**NORMAL, "mean": 2.0, "sdFormula": "s / 10", "sd": 9}, Normal(2000.0, 100.0)),
        ({"distributionType": "NONE"}, None),
        ({**LOG, "geomMean": 2.0, "geomSd": 1.0}, None),
        ({**UNIFORM, "minimum": 2.0, "maximum": 2.0}, None),
        ({**NORMAL, "mean": 2.0, "sd": 0.0}, None),
        (
            {**TRIANGLE, "minimum": 2.0000000000000004, "mode": 2, "maximum": 3},
            Triangular(2000.0000000000005, 2000.0000000000005, 3000.0),
        ),
    ],
)
def test_uncertainty_follows_the_unit(book: Any, exchange: Make, given: Any, expected: Any) -> None:
    book.flow("a")
    book.flow("b")
    book.process(
        "p",
        exchange("a", 1.0, "kg", "mass", "quantitativeReference"),
        exchange("b", 2.0, "t", "mass", "input", uncertainty=given),
        parameters=[{"name": "s", "value": 1.0, "inputParameter": True}],
    )
    reading = book.read()
    spread = reading.datasets[0].exchanges[1].spread
    if expected is None:
        assert spread is None
    else:
        assert type(spread) is type(expected)
        for name in type(expected).__slots__:
            assert getattr(spread, name) == pytest.approx(getattr(expected, name), rel=1e-14)
    assert not reading.remarks


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({**LOG, "geomMean": 2.0, "geomSd": 0.0}, "B172"),
        ({**LOG, "geomMean": 0.0, "geomSd": 2.0}, "D104"),
        ({**NORMAL, "mean": 2.0}, "B171"),
        ({**NORMAL, "mean": 2.0, "sd": math.nan}, "B171"),
        ({**UNIFORM, "minimum": 3.0, "maximum": 1.0}, "D105"),
        ({**TRIANGLE, "minimum": 1.0, "mode": 9.0, "maximum": 4.0}, "D110"),
        ({"distributionType": "GAMMA"}, "B170"),
        ({**NORMAL, "meanFormula": "nope", "sd": 1.0}, "B142"),
    ],
)
def test_uncertainty_that_makes_no_sense(book: Any, exchange: Make, given: Any, code: str) -> None:
    book.flow("a")
    book.process("p", exchange("a", 2.0, "kg", "mass", "quantitativeReference", uncertainty=given))
    reading = book.read()
    (remark,) = reading.remarks
    assert (remark.finding.code, remark.consequence) == (code, Consequence.UNCERTAINTY_LEFT_OUT)
    assert (remark.dataset, remark.exchange) == ("p", "a")
    assert remark.finding.location.path == "exchanges[0]"
    assert reading.datasets[0].exchanges[0].spread is None


def test_an_amount_away_from_its_distribution_is_noted(book: Any, exchange: Make) -> None:
    book.flow("a")
    given = {**UNIFORM, "minimum": 3.0, "maximum": 4.0}
    book.process("p", exchange("a", 2.0, "kg", "mass", "quantitativeReference", uncertainty=given))
    reading = book.read()
    assert codes(reading) == ["B173"]
    assert reading.datasets[0].exchanges[0].spread == Uniform(3.0, 4.0)


def test_the_order_of_files_changes_nothing(book: Any, exchange: Make) -> None:
    steelworks(book, exchange)
    first = book.read()
    names = list(book.files)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        book.files = {name: book.files[name] for name in names}
        again = book.read()
        assert again.datasets == first.datasets
        assert list(again.flows.items()) == list(first.flows.items())
        assert again.remarks == first.remarks


def test_a_wrapped_archive_and_a_folder_read_alike(book: Any, exchange: Make) -> None:
    steelworks(book, exchange)
    plain = book.read()
    book.files = {f"export/{name}": data for name, data in book.files.items()}
    wrapped = book.read()
    assert [d.exchanges for d in wrapped.datasets] == [d.exchanges for d in plain.datasets]


@pytest.mark.parametrize(
    ("name", "content", "version"),
    [
        ("olca-schema.json", {"version": 2}, "2"),
        ("context.json", {"@vocab": "http://openlca.org/schema/v1.1/"}, "1.1"),
        ("meta.info", {}, ""),
    ],
)
def test_the_version_is_told(book: Any, exchange: Make, name: str, content: Any, version: str) -> None:
    steelworks(book, exchange)
    book.files[name] = content
    assert book.read().version == version or ("2" if book.new else "1")


def test_climate_methods_come_along(book: Any, exchange: Make) -> None:
    steelworks(book, exchange)
    factors = [
        {"flow": {"@id": "co2"}, "value": 1.0, "unit": {"@id": "mass-kg"}, "flowProperty": {"@id": "mass"}},
        {"flow": {"@id": "gas"}, "value": 2.4, "unit": {"@id": "mass-kg"}, "flowProperty": {"@id": "mass"}},
        {"flow": {"@id": "ghost"}, "value": 28.0},
        {"flow": {"@id": "co2"}, "value": None},
    ]
    book.put(
        "lcia_categories", "ImpactCategory", "gwp", name="GWP", refUnit="kg CO2 eq", impactFactors=factors
    )
    book.put("lcia_categories", "ImpactCategory", "ap", name="AP", refUnit="kg SO2 eq", impactFactors=factors)
    reading = book.read()
    (method,) = reading.methods
    # 2.4 a kg of gas are 1.92 a m3 at 0.8 kg/m3.
    assert method.factors == pytest.approx({"co2": 1.0, "gas": 1.92, "ghost": 28.0})
    assert codes(reading) == ["B189"]
