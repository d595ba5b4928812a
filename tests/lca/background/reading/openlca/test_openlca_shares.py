"""Parameters, formulas and allocation of openLCA, with expected numbers by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from lca.background.records import Consequence, Dataset, Reading, Role

Make = Callable[..., dict[str, Any]]
MAIN = "quantitativeReference"
PHYSICAL, ECONOMIC, CAUSAL = "PHYSICAL_ALLOCATION", "ECONOMIC_ALLOCATION", "CAUSAL_ALLOCATION"


def given(name: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "value": value, "inputParameter": True, **more}


def formula(name: str, text: str, value: Any = None) -> dict[str, Any]:
    return {"name": name, "formula": text, "value": value, "inputParameter": False}


@pytest.fixture
def amounts(book: Any, exchange: Make) -> Callable[..., tuple[list[float], Reading]]:
    """Amounts of inputs with formulas, given parameters of the process."""

    def read(
        formulas: list[str], *parameters: dict[str, Any], stated: Any = 7.0
    ) -> tuple[list[float], Reading]:
        book.flow("a")
        book.flow("b")
        inputs = [exchange("b", stated, "kg", "mass", "input", amountFormula=text) for text in formulas]
        book.process(
            "p", exchange("a", 1.0, "kg", "mass", MAIN), *inputs, parameters=book.named(list(parameters))
        )
        reading = book.read()
        return [one.amount for one in reading.datasets[0].exchanges[1:]], reading

    return read


def codes(reading: Reading) -> list[tuple[str, Consequence]]:
    return [(remark.finding.code, remark.consequence) for remark in reading.remarks]


def test_formulas_of_process_parameters(amounts: Any) -> None:
    found, reading = amounts(
        ["total * 2", "IF(a > 1; A; 0) + 5"],
        given("a ", 2.0),
        formula("total", "a + share"),
        formula("share", "1.5"),
    )
    assert found == [7.0, 7.0]
    assert not reading.remarks


def test_global_parameters_and_who_goes_first(book: Any, amounts: Any) -> None:
    book.put("parameters", "Parameter", "1", parameterScope="GLOBAL_SCOPE", **given("x", 10.0))
    book.put("parameters", "Parameter", "2", parameterScope="GLOBAL_SCOPE", **formula("y", "x * 2"))
    book.put("parameters", "Parameter", "3", parameterScope="PROCESS_SCOPE", **given("z", 1.0))
    found, reading = amounts(["X + y", "z"], given("X", 1.0))
    # The process's own x is 1; y was made of the global x, 10.
    assert found == [21.0, 7.0]
    assert [code for code, _ in codes(reading)] == ["B174", "B142"]


def test_a_formula_goes_before_the_number_beside_it(amounts: Any) -> None:
    found, reading = amounts(["2 * 4"])
    assert found == [8.0]
    assert codes(reading) == [("B174", Consequence.NOTED)]
    assert reading.remarks[0].finding.params["stated"] == 7.0


def test_a_formula_that_fails_leaves_the_number(amounts: Any) -> None:
    found, reading = amounts(["1 / 0", "nope"])
    assert found == [7.0, 7.0]
    assert codes(reading) == [("B145", Consequence.ASSUMED), ("B142", Consequence.ASSUMED)]
    assert reading.remarks[0].finding.location.path == "exchanges[1]"
    assert reading.remarks[0].exchange == "b"


def test_a_formula_that_fails_without_a_number(amounts: Any) -> None:
    found, reading = amounts(["1 / 0"], stated=None)
    assert not found
    assert codes(reading) == [("B145", Consequence.EXCHANGE_LEFT_OUT)]


def test_circles_fall_back_on_what_is_stated(amounts: Any) -> None:
    found, reading = amounts(
        ["x + z"], formula("x", "y", 3.0), formula("y", "x", 4.0), formula("z", "x + 1", 0.0)
    )
    assert found == [7.0]
    assert codes(reading) == [("B146", Consequence.ASSUMED)] * 2


def test_parameters_without_any_value(amounts: Any) -> None:
    found, reading = amounts(["x"], formula("x", "y"), given("y", None), given("y", 2.0), given("", 1.0))
    assert found == [7.0]
    assert [code for code, _ in codes(reading)] == ["B165", "B164", "B164", "B142", "B142"]


def test_the_spread_of_parameters_is_not_lost_in_silence(amounts: Any) -> None:
    spread = {"distributionType": "NORMAL_DISTRIBUTION", "mean": 7.0, "sd": 1.0}
    _, reading = amounts(["x"], given("x", 7.0, uncertainty=spread), given("y", 1.0, uncertainty={}))
    assert codes(reading) == [("B187", Consequence.UNCERTAINTY_LEFT_OUT)]
    assert reading.remarks[0].finding.params["names"] == "x"


@pytest.fixture
def shared_out(book: Any, exchange: Make) -> Callable[..., tuple[Dataset, Reading]]:
    """A process of two products with allocation factors."""

    def read(method: str, *factors: dict[str, Any], **more: Any) -> tuple[Dataset, Reading]:
        for flow in ("a", "b", "c"):
            book.flow(flow)
        book.process(
            "p",
            exchange("c", 5.0, "kg", "mass", "input", internalId=11),
            exchange("a", 1.0, "kg", "mass", MAIN, internalId=12),
            exchange("c", None, "kg", "mass", "input", internalId=13),
            exchange("c", 6.0, "kg", "mass", "input", internalId=14),
            exchange("b", 3.0, "kg", internalId=15),
            allocationFactors=list(factors),
            **({"defaultAllocationMethod": method} if method else {}),
            **more,
        )
        reading = book.read()
        return reading.datasets[0], reading

    return read


def factor(kind: str, product: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"allocationType": kind, "product": {"@id": product}, "value": value, **more}


BOTH = (
    factor(PHYSICAL, "a", 0.25),
    factor(PHYSICAL, "b", 0.75),
    factor(ECONOMIC, "a", 0.9),
    factor(ECONOMIC, "b", 0.1),
)


@pytest.mark.parametrize(("method", "a"), [(PHYSICAL, 0.25), (ECONOMIC, 0.9)])
def test_shares_of_the_default_method(shared_out: Any, method: str, a: float) -> None:
    dataset, reading = shared_out(method, *BOTH)
    assert dataset.shares == pytest.approx({"a": a, "b": 1 - a})
    assert not dataset.causal
    assert [code for code, _ in codes(reading)] == ["B169"]
    assert [one.flow for one in dataset.exchanges if one.role is Role.REFERENCE] == ["a", "b"]


@pytest.mark.parametrize("method", ["", "NO_ALLOCATION", CAUSAL])
def test_factors_without_their_method(shared_out: Any, method: str) -> None:
    dataset, reading = shared_out(method, *BOTH)
    assert dataset.shares == {"a": 0.25, "b": 0.75}
    assert codes(reading)[-1] == ("B179", Consequence.ASSUMED)


def test_causal_factors_by_internal_id(shared_out: Any) -> None:
    """The exchange without an amount is left out, and indices move along."""
    own = {11: {"a": 0.6, "b": 0.4}, 14: {"a": 0.3, "b": 0.7}, 13: {"b": 0.7}}
    causal = [
        factor(CAUSAL, product, value, exchange={"internalId": key})
        for key, shares in own.items()
        for product, value in shares.items()
    ]
    dataset, _ = shared_out(CAUSAL, *BOTH, *causal)
    assert dataset.causal == {0: {"a": 0.6, "b": 0.4}, 2: {"a": 0.3, "b": 0.7}}
    assert dataset.exchanges[2].amount == 6.0
    assert dataset.shares == {"a": 0.25, "b": 0.75}


def test_causal_factors_by_flow(shared_out: Any) -> None:
    """Openlca 1.0 names the flow only: its factors count for all exchanges of the flow."""
    told = {"exchange": {"@type": "Exchange", "flow": {"@id": "c"}}}
    dataset, _ = shared_out(CAUSAL, factor(CAUSAL, "a", 0.6, **told), factor(CAUSAL, "b", 0.4, **told))
    assert dataset.causal == {0: {"a": 0.6, "b": 0.4}, 2: {"a": 0.6, "b": 0.4}}


def test_factors_that_are_formulas(shared_out: Any) -> None:
    parameters = [{"name": "m", "value": 4.0, "isInputParameter": True}]
    factors = [factor(PHYSICAL, "a", None, formula="1 / m"), factor(PHYSICAL, "b", 0.75, formula="1 / 0")]
    dataset, reading = shared_out(PHYSICAL, *factors, parameters=parameters)
    assert dataset.shares == {"a": 0.25, "b": 0.75}
    assert ("B145", Consequence.ASSUMED) in codes(reading)


def test_factors_of_nothing(shared_out: Any) -> None:
    dataset, reading = shared_out(
        PHYSICAL, *BOTH, factor(PHYSICAL, "ghost", 1.0), factor("", "a", 1.0), factor(PHYSICAL, "a", "x"), {},
        factor(CAUSAL, "a", 1.0, exchange={"internalId": 99}),
    )  # fmt: skip
    assert dataset.shares == {"a": 0.25, "b": 0.75}
    found = {remark.finding.code: remark.finding.params for remark in reading.remarks}
    assert found["B177"]["count"] == 4
    assert found["B178"]["count"] == 1


def test_no_factors_are_no_shares(shared_out: Any) -> None:
    dataset, _ = shared_out(PHYSICAL)
    assert not dataset.shares
    assert not dataset.causal


def test_factors_of_a_single_product_mean_nothing(book: Any, exchange: Make) -> None:
    book.flow("a")
    book.process("p", exchange("a", 1.0, "kg", "mass", MAIN), allocationFactors=[factor(PHYSICAL, "a", 0.0)])
    assert not book.one("p").shares


def test_a_co_product_of_nothing(book: Any, exchange: Make) -> None:
    book.flow("a")
    book.flow("b")
    book.process("p", exchange("b", 0.0, "kg"), exchange("a", 1.0, "kg", "mass", MAIN))
    reading = book.read()
    assert codes(reading) == [("B186", Consequence.EXCHANGE_LEFT_OUT)]
    assert [one.flow for one in reading.datasets[0].exchanges] == ["a"]
