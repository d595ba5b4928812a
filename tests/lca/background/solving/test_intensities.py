"""Intensities of all products: exact rationals, the dense inverse, what is refused and how it is told."""

import dataclasses
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_background import PLAIN, background, co2, dense, each, entry, matrices, productive, shuffled

from lca.background.characterising import GasFlows
from lca.background.solving import burdens, factors, intensities
from lca.errors import FactorError, InputError, Severity
from lca.gases import GwpSet

ROOT = Path(__file__).resolve().parents[4]
CASES = json.loads((ROOT / "tests/reference/known_answers.json").read_text(encoding="utf-8"))["cases"]


def told(error: InputError) -> list[str]:
    for finding in error.findings:
        assert all(finding.message(language) and finding.remedy(language) for language in ("en", "zh"))
    return [finding.code for finding in error.findings]


def exact(matrix: list, right: list) -> list[Fraction]:
    """Solve by Gauss-Jordan elimination in rationals."""
    rows = [[Fraction(x) for x in [*row, b]] for row, b in zip(matrix, right, strict=True)]
    for k in range(len(rows)):
        pivot = next(i for i in range(k, len(rows)) if rows[i][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(len(rows)):
            if i != k:
                rows[i] = [x - rows[i][k] * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [row[-1] for row in rows]


def check_exactly(matrix: list, burden: list, rtol: float = 1e-13) -> None:
    """Intensities of a database against rationals."""
    transposed = [list(column) for column in zip(*matrix, strict=True)]
    wanted = np.array([float(x) for x in exact(transposed, burden)])
    a = [[float(Fraction(x)) for x in row] for row in matrix]
    found = intensities(b := dense(a, [[float(Fraction(x)) for x in burden]]), co2(b))
    np.testing.assert_allclose(found.values[:, 0], wanted, rtol=rtol, atol=0)
    assert found.residual < 1e-14


def makes_its_own(case: dict) -> bool:
    return all(float(Fraction(row[j])) != 0 for j, row in enumerate(case["A"]))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_known_answers(case: dict) -> None:
    """``f · λ = g`` in exact numbers; where products are numbered otherwise, they are put in order."""
    a = np.array([[float(Fraction(x)) for x in row] for row in case["A"]])
    b = np.array([[float(Fraction(x)) for x in row] for row in case["B"]])
    f = np.array([float(Fraction(x)) for x in case["f"]])
    if not makes_its_own(case):
        assert len(a) == 2
        a, f = a[::-1], f[::-1]
    found = intensities(d := dense(a, b), each(d))
    wanted = [float(Fraction(x)) for x in case["g"]]
    np.testing.assert_allclose(f @ found.values, wanted, rtol=1e-13)


def test_waste_with_a_negative_reference_amount() -> None:
    """A product gives off 2 of a waste, treating it emits 2 a unit: 4 (openLCA's WasteCalculationTest)."""
    check_exactly([["1", "0"], ["2", "-1"]], ["0", "2"])
    found = intensities(d := dense([[1, 0], [2, -1]], [[0, 2]]), co2(d))
    assert found.values[:, 0].tolist() == [4.0, -2.0]


def test_avoided_products_and_self_use() -> None:
    # Process 0 makes 1, uses 1/10 of its own; process 1 avoids 1/4 of product 0.
    check_exactly([["9/10", "1/4"], ["-1/2", "1"]], ["3", "1"])


def test_loops_that_are_no_m_matrix_come_out_right() -> None:
    """Recycling that avoids more than a loop makes: plain sweeps would diverge."""
    matrix = [["1", "3", "0"], ["-2", "1", "1/2"], ["0", "-5", "1"]]
    check_exactly(matrix, ["7", "1/3", "2"])
    a = [[float(Fraction(x)) for x in row] for row in matrix]
    found = intensities(d := dense(a, [[7, 1 / 3, 2]]), co2(d))
    assert found.findings == ()


@pytest.mark.parametrize("left", ["1/10", "1/1000", "1/1000000"])
def test_waste_loops_that_give_back_almost_nothing(left: str) -> None:
    """The documented trap: the residual is small long before the answer is right."""
    back = 1 - Fraction(left)
    matrix = [["1", "0", str(-back)], ["1", "-1", "0"], ["0", "-1", "1"]]
    matrix = [["1", "0", "-1"], ["0", "1", "0"], [str(-back), "-1/7", "1"]]
    check_exactly(matrix, ["1", "2", "0"], rtol=1e-15 * 100 / float(Fraction(left)))


def test_a_slow_loop_of_many_waste_treatments() -> None:
    """A ring of 60 treatments that pass on 99.9 % each: contraction 0.94 a round, all from one emission."""
    size, part = 60, 0.999
    a = -np.eye(size) + np.diag(np.full(size - 1, part), -1)
    a[0, -1] = part
    h = np.zeros((1, size))
    h[0, 7] = 1.0
    found = intensities(d := dense(a, h), co2(d))
    wanted = np.linalg.solve(a.T, h[0])
    np.testing.assert_allclose(found.values[:, 0], wanted, rtol=1e-11)


def test_several_exchanges_in_a_cell_add_up() -> None:
    t = [entry(0, 0, 0.5), entry(0, 0, 0.75, label=1), entry(0, 0, -0.25, label=2), entry(1, 1, 2.0)]
    t += [entry(0, 1, -1.0), entry(0, 1, -3.0, label=1)]
    found = intensities(d := background(2, t, [entry(0, 0, 1.0), entry(0, 0, 2.0, label=1)]), co2(d))
    assert found.values[:, 0].tolist() == [3.0, 6.0]


@pytest.mark.parametrize("back", [0.0, -0.0, -1e-300])
def test_a_loop_closed_by_nothing_is_swept_like_any_other(back: float) -> None:
    """Real workbooks hold such exchanges; a gas that only one side emits is exactly nothing at the other."""
    t = [entry(0, 0, 1.0), entry(1, 1, 1.0), entry(1, 0, -0.9), entry(0, 1, back)]
    found = intensities(d := background(2, t, [entry(0, 0, 2.0), entry(1, 1, 3.0)], flows=2), each(d))
    np.testing.assert_allclose(found.values, [[2.0, 2.7], [0.0, 3.0]], rtol=1e-15, atol=1e-299)
    assert found.method == "Gauss-Seidel"


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_agreement_with_the_dense_solution(seed: int, size: int) -> None:
    d = productive(seed, size)
    a, b = matrices(d)
    found = intensities(d, each(d))
    wanted = np.linalg.solve(a.T, b.T)
    np.testing.assert_allclose(
        found.values, wanted, rtol=1e-10, atol=1e-12 * np.abs(wanted).min(axis=1).max()
    )
    assert found.residual < 1e-13
    assert found.findings == ()


@given(st.integers(0, 2**32 - 1), st.integers(2, 20))
@settings(max_examples=20, deadline=None)
def test_the_order_of_exchanges_changes_no_bit(seed: int, size: int) -> None:
    d = productive(seed, size)
    one, other = intensities(d, each(d)), intensities(e := shuffled(d, seed), each(e))
    assert one.values.tobytes() == other.values.tobytes()


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.floats(0.001, 1000))
@settings(max_examples=20, deadline=None)
def test_a_unit_of_a_product_changes_its_intensity_alone(seed: int, size: int, factor: float) -> None:
    d = productive(seed, size)
    j = seed % size
    amount = np.where(d.technosphere.row == j, d.technosphere.amount * factor, d.technosphere.amount)
    scaled = dataclasses.replace(d, technosphere=dataclasses.replace(d.technosphere, amount=amount))
    one, other = intensities(d, each(d)).values.copy(), intensities(scaled, each(d)).values
    one[j] /= factor
    np.testing.assert_allclose(other, one, rtol=1e-10)


def test_gases_by_origin_and_sets() -> None:
    d = dense([[1, -2], [0, 1]], [[1, 0], [0, 3], [2, 0]])
    gases = GasFlows(
        np.arange(3, dtype=np.int32), ("co2", "ch4", "co2e"), ("biogenic_uptake", "fossil", "not_stated"),
        np.array([1.0, 0.5, 1.0]), ("cas", "cas", "method"),
    )  # fmt: skip
    found = intensities(d, gases)
    assert found.columns == (("ch4", "fossil"), ("co2", "biogenic_uptake"), ("co2e", "not_stated"))
    assert found.values.tolist() == [[0.0, 1.0, 2.0], [1.5, 2.0, 4.0]]
    assert found.co2e(PLAIN).tolist() == [1.0, 1.5 * 30 - 2 + 4]
    assert not found.values.flags.writeable


def test_flows_that_are_no_gas_are_not_counted_and_none_at_all_gives_no_column() -> None:
    d = dense([[1]], [[1], [5]])
    one = GasFlows(np.array([1], dtype=np.int32), ("co2",), ("fossil",), np.array([2.0]), ("cas",))
    columns, right = burdens(d, one)
    assert (columns, right.tolist()) == ((("co2", "fossil"),), [[10.0]])
    none = GasFlows(np.empty(0, dtype=np.int32), (), (), np.empty(0), ())
    assert intensities(d, none).co2e(PLAIN).tolist() == [0.0]


def test_a_gas_without_a_value_is_left_out_beside_others() -> None:
    columns = (("ch4", "fossil"), ("co2e", "not_stated"), ("sf6", "not_stated"))
    assert factors(columns, PLAIN).tolist() == [30.0, 1.0, 0.0]


@pytest.mark.parametrize("gas", ["n2o", "ch4"])
def test_a_set_without_a_main_gas_is_refused(gas: str) -> None:
    only = GwpSet("only", {("co2", "default"): 1.0})
    with pytest.raises(FactorError) as error:
        factors((("co2", "fossil"), (gas, "not_stated"), ("sf6", "not_stated")), only)
    assert told(error.value) == ["B661"]
    assert gas in str(error.value)
    assert "sf6" not in str(error.value)


def test_a_set_without_any_gas_is_refused_by_name() -> None:
    d = dense([[1]], [[1]])
    gases = GasFlows(np.array([0], dtype=np.int32), ("sf6",), ("not_stated",), np.array([1.0]), ("cas",))
    with pytest.raises(FactorError) as error:
        intensities(d, gases).co2e(PLAIN)
    assert told(error.value) == ["B661"]
    assert "sf6" in str(error.value)


def test_processes_without_production_are_named() -> None:
    t = [entry(0, 0, 1.0), entry(1, 0, -1.0), entry(2, 2, 1.0), entry(2, 2, -1.0, label=1)]
    with pytest.raises(InputError) as error:
        intensities(d := background(3, t, [entry(0, 0, 1.0)]), co2(d))
    assert told(error.value) == ["B601"]
    assert "p1 [GLO], p2 [GLO]" in str(error.value)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_are_all_told_at_once(bad: float) -> None:
    t = [entry(0, 0, 1.0), entry(1, 1, 1.0), entry(0, 1, bad)]
    with pytest.raises(InputError) as error:
        intensities(d := background(2, t, [entry(0, 0, bad)]), co2(d))
    assert told(error.value)[:2] == ["B600", "B600"]


def test_positions_outside_are_refused() -> None:
    t = [entry(0, 0, 1.0), entry(5, 0, 1.0)]
    with pytest.raises(InputError) as error:
        intensities(d := background(1, t, [entry(3, 0, 1.0)]), co2(d))
    assert told(error.value) == ["B602", "B602"]


@pytest.mark.parametrize("ring", [2, 3, 5])
def test_a_singular_loop_is_refused_with_its_processes(ring: int) -> None:
    """Each takes from the next all that it makes; what stands beside is not accused."""
    size = ring + 2
    a = np.eye(size)
    for k in range(ring):
        a[(k + 1) % ring, k] = -1.0
    a[0, ring] = -1.0
    with pytest.raises(InputError) as error:
        intensities(d := dense(a, [[1.0] * size]), co2(d))
    assert told(error.value) == ["B603"]
    named = error.value.findings[0].params["processes"]
    assert sorted(named.split(", ")) == [f"p{k} [GLO]" for k in range(ring)]


def test_a_nearly_singular_loop_is_told() -> None:
    a = [[1.0, -1.0], [-(1 - 1e-11), 1.0]]
    found = intensities(d := dense(a, [[1.0, 1.0]]), co2(d))
    assert [(f.code, f.severity) for f in found.findings] == [("B605", Severity.WARNING)]
    np.testing.assert_allclose(found.values[:, 0], 2e11, rtol=1e-4)


def test_a_loop_that_takes_more_than_it_makes_is_told() -> None:
    found = intensities(d := dense([[1.0, -2.0, -1], [-1.0, 1.0, 0], [0, 0, 1]], [[1.0, 1.0, 1.0]]), co2(d))
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("B606", Severity.WARNING)
    assert finding.message("zh")
    np.testing.assert_allclose(found.values[:2, 0], np.linalg.solve([[1, -1], [-2, 1]], [1, 1]), rtol=1e-13)
