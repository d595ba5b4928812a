"""The numeric door: known answers, agreement of both directions, what is refused and how it is told."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from lca.errors import ProductSystemError, Severity
from lca.solve.batched import solve_batched
from lca.solve.linear import Solution, solve
from lca.solve.pattern import Pattern

ROOT = Path(__file__).resolve().parents[3]
CASES = json.loads((ROOT / "tests/reference/known_answers.json").read_text(encoding="utf-8"))["cases"]


def exact(numbers: list) -> list:
    return [exact(n) if isinstance(n, list) else Fraction(n) for n in numbers]


def codes(error: pytest.ExceptionInfo[ProductSystemError]) -> list[str]:
    for finding in error.value.findings:
        for language in ("en", "zh"):
            assert finding.message(language)
            assert finding.remedy(language)
    return [finding.code for finding in error.value.findings]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_answers_in_the_reference_file_are_exact(case: dict) -> None:
    """In rational arithmetic: A s = f and B s = g."""
    a, b, s = exact(case["A"]), exact(case["B"]), exact(case["s"])
    assert [sum(x * y for x, y in zip(row, s, strict=True)) for row in a] == exact(case["f"])
    assert [sum(x * y for x, y in zip(row, s, strict=True)) for row in b] == exact(case["g"])


def agrees(solution: Solution, demand: list[float], supply: list[float], inventory: list[float]) -> None:
    np.testing.assert_allclose(solution.supply, supply, rtol=1e-12)
    np.testing.assert_allclose(solution.inventory, inventory, rtol=1e-12)
    np.testing.assert_allclose(solution.intensities @ demand, inventory, rtol=1e-12)
    assert max(solution.residual_forward, solution.residual_adjoint, solution.disagreement) < 1e-15
    assert solution.findings == ()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
@pytest.mark.parametrize("form", [np.array, sparse.csr_matrix, sparse.coo_array], ids=lambda f: f.__name__)
def test_known_answers_forward_and_adjoint(case: dict, form: type) -> None:
    a, b, f, s, g = (np.array(exact(case[key]), dtype=float) for key in "ABfsg")
    agrees(solve(form(a), form(b), f), f, s, g)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_known_answers_by_batched_elimination(case: dict) -> None:
    a, b, f, s, g = (np.array(exact(case[key]), dtype=float) for key in "ABfsg")
    made = solve(a, b, f).production
    values = {(int(i), int(j)): float(a[i, j]) for i, j in np.argwhere(a)}
    pattern = Pattern.from_positions(len(a), values, made.tolist())
    burdens = [dict(enumerate(row.tolist())) for row in b]
    found = solve_batched(pattern, values, dict(enumerate(f.tolist())), burdens)
    np.testing.assert_allclose(found.supply, s, rtol=1e-12)
    np.testing.assert_allclose([np.dot(row, f) for row in found.intensities], g, rtol=1e-12)
    assert not found.nonproductive.any()


@pytest.mark.shared
def test_known_answers_of_the_reference_data(shared: Path) -> None:
    text = (shared / "lci/known_answers.json").read_text(encoding="utf-8")
    for case in json.loads(text)["cases"]:
        s = [float(Fraction(x)) for x in case["expect_s_exact"]]
        g = [float(Fraction(x)) for x in case["expect_g_exact"]]
        agrees(solve(case["A"], case["B"], case["f"]), case["f"], s, g)


def random_system(seed: int, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Productive, with loops, badly scaled; and either wastes or production off the diagonal."""
    random = np.random.default_rng(seed)
    use = random.random((size, size)) * (random.random((size, size)) < 4 / size)
    np.fill_diagonal(use, 0.0)
    matrix = np.diag(1.02 * use.sum(axis=0) + random.uniform(0.05, 1, size)) - use
    matrix *= 10.0 ** random.integers(-6, 7, size) * 10.0 ** random.integers(-6, 7, (size, 1))
    interventions = random.normal(size=(3, size))
    if seed % 2:
        return matrix, interventions, random.permutation(size)
    return matrix * np.where(random.random(size) < 0.15, -1, 1)[:, None], interventions, np.arange(size)


@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_both_directions_agree_on_random_productive_systems(seed: int, size: int) -> None:
    matrix, interventions, order = random_system(seed, size)
    signs = np.sign(np.diag(matrix))
    demand = np.where(np.arange(size) % 3 == 0, signs, 0.0)
    solution = solve(matrix[:, order], interventions[:, order], demand)
    assert solution.production.tolist() == order.tolist()
    assert max(solution.residual_forward, solution.residual_adjoint, solution.disagreement) < 1e-14
    assert (solution.supply >= 0).all()
    assert [f.code for f in solution.findings if f.code != "S208"] == []
    values = {(int(i), int(j)): float(matrix[i, j]) for i, j in np.argwhere(matrix)}
    batched = solve_batched(Pattern.from_positions(size, values), values, dict(enumerate(demand)))
    np.testing.assert_allclose(solution.supply, np.array(batched.supply)[order], rtol=1e-9)


def test_what_the_demand_does_not_reach_is_exactly_zero() -> None:
    random = np.random.default_rng(8)
    blocks = [np.eye(30) - random.random((30, 30)) / 31 for _ in range(2)]
    a = sparse.block_diag(blocks)
    solution = solve(a, random.random((1, 60)), {"#3": 1.0})
    assert (solution.supply[:30] > 0).all()
    assert (solution.supply[30:] == 0).all()


def test_labels_come_back_and_demand_may_name_products() -> None:
    a = [[1, 0], [-0.5, 1]]
    solution = solve(
        a, [[3, 4]], {"car": 2}, products=["car", "steel"], processes=["assembly", "furnace"], flows=["CO2"]
    )
    assert solution.products == ("car", "steel")
    assert solution.processes == ("assembly", "furnace")
    assert solution.flows == ("CO2",)
    assert solution.inventory.tolist() == [10.0]
    assert solution.intensities.tolist() == [[5.0, 4.0]]
    with pytest.raises(ValueError, match="read-only"):
        solution.supply[0] = 1.0


def test_entries_given_twice_are_added_and_the_input_is_left_alone() -> None:
    a = sparse.coo_array(([1.0, 0.5, 0.5, -0.25, -0.25], ([0, 1, 1, 1, 1], [0, 1, 1, 0, 0])), shape=(2, 2))
    solution = solve(a, [[0.0, 1.0]], [1, 0])
    assert solution.supply.tolist() == [1.0, 0.5]
    assert a.nnz == 5


def test_a_substituted_product_may_have_a_negative_supply() -> None:
    """Process 0 gives 0.3 heat beside its product and the boiler (process 1) runs 0.3 less."""
    solution = solve([[1.0, 0.0], [0.3, 1.0]], [[5.0, 2.0]], [1.0, 0.0])
    assert solution.supply.tolist() == [1.0, -0.3]
    assert solution.inventory[0] == pytest.approx(4.4, rel=1e-15)
    assert solution.findings == ()


def test_two_wastes_whose_treatments_feed_one_another() -> None:
    """Each treatment gives off a tenth of the other's waste; neither is mistaken for a producer."""
    a = [[1.0, 0.0, 0.0], [2.0, -1.0, 0.1], [0.0, 0.1, -1.0]]
    solution = solve(a, [[0.0, 1.0, 0.0]], [1.0, 0.0, 0.0])
    np.testing.assert_allclose(solution.supply, [1.0, 2 / 0.99, 0.2 / 0.99], rtol=1e-14)
    assert solution.production.tolist() == [0, 1, 2]
    assert solution.findings == ()


def test_a_positive_diagonal_is_the_production_even_where_wastes_would_fit_better() -> None:
    """The treatments stand in one another's columns: the answer is right, the doubt is a warning."""
    a = [[0.1, -1.0, 2.0], [-1.0, 0.1, 0.0], [0.0, 0.0, 1.0]]
    solution = solve(a, [[1.0, 1.0, 0.0]], [0.0, 0.0, 1.0])
    assert solution.production.tolist() == [0, 1, 2]
    np.testing.assert_allclose(solution.supply, [0.2 / 0.99, 2 / 0.99, 1.0], rtol=1e-14)
    assert [finding.code for finding in solution.findings] == ["S211"]


def test_wastes_off_the_diagonal_are_read_as_wastes() -> None:
    a = [[-1.0, 0.1, 2.0], [0.0, 0.0, 1.0], [0.1, -1.0, 0.0]]
    solution = solve(a, [[1.0, 1.0, 0.0]], [0.0, 1.0, 0.0])
    assert solution.production.tolist() == [0, 2, 1]
    np.testing.assert_allclose(solution.supply, [2 / 0.99, 0.2 / 0.99, 1.0], rtol=1e-14)
    assert solution.findings == ()


def test_a_waste_demanded_like_a_good_is_told() -> None:
    a = [[1.0, 0.0], [2.0, -1.0]]
    solution = solve(a, [[0.0, 2.0]], {"waste": 3}, products=["good", "waste"])
    assert [finding.code for finding in solution.findings] == ["S212"]
    assert solution.findings[0].params["products"] == "waste"
    assert solution.findings[0].severity is Severity.WARNING
    assert solve(a, [[0.0, 2.0]], [0, -3]).findings == ()


NAMES = {"products": ["car", "steel", "scrap"], "processes": ["assembly", "furnace", "shredder"]}


def test_a_loop_that_takes_more_than_it_makes_is_named() -> None:
    a = [[1, 0, 0], [-1, 1, -2], [0, -1, 1]]
    with pytest.raises(ProductSystemError) as error:
        solve(a, [[1, 1, 1]], [1, 0, 0], **NAMES)
    assert codes(error) == ["S210"]
    assert error.value.findings[0].params["processes"] == "furnace, shredder"


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_a_nonproductive_loop_is_not_read_as_two_wastes(order: list[int]) -> None:
    """Turned about, the diagonal would read as the treatment of two wastes; a demand for goods says no."""
    a = np.array([[1.0, -2.0], [-1.0, 1.0]])[:, order]
    with pytest.raises(ProductSystemError) as error:
        solve(a, [[1, 1]], [1, 0])
    assert codes(error) == ["S210"]


def test_a_loop_that_the_demand_does_not_reach_is_a_warning() -> None:
    a = [[1, 0, 0], [0, 1, -2], [0, -1, 1]]
    solution = solve(a, [[1, 1, 1]], [1, 0, 0], **NAMES)
    assert solution.inventory.tolist() == [1.0]
    assert [finding.code for finding in solution.findings] == ["S211"]
    assert solution.findings[0].params["processes"] == "furnace, shredder"


@pytest.mark.parametrize("share", [1.0, 0.1, 1 / 3])
def test_a_loop_that_takes_exactly_what_it_makes_is_singular_and_named(share: float) -> None:
    a = [[1, 0, 0], [-1, share, -0.7], [0, -share * 1e6, 0.7e6]]
    with pytest.raises(ProductSystemError) as error:
        solve(a, [[1, 1, 1]], [1, 0, 0], **NAMES)
    assert codes(error) == ["S206"]
    assert error.value.findings[0].params["processes"] == "furnace, shredder"


def test_two_processes_that_repeat_each_other_are_named() -> None:
    a = [[1.0, 2.0, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]]
    with pytest.raises(ProductSystemError) as error:
        solve(a, [[1, 1, 1]], [1, 0, 0], **NAMES)
    assert codes(error) == ["S206"]
    assert error.value.findings[0].params["processes"] == "assembly, furnace"


def test_a_nearly_singular_loop_is_told_with_the_digits_left() -> None:
    a = [[1.0, -(1 - 1e-10)], [-1.0, 1.0]]
    solution = solve(a, [[1, 1]], [1, 0])
    assert [finding.code for finding in solution.findings] == ["S208"]
    assert 1e9 < solution.condition < 1e12
    assert solution.supply[0] == pytest.approx(1e10, rel=1e-5)


@pytest.mark.parametrize(
    ("a", "code", "told"),
    [
        ([[1, 0, 1], [0, 1, 0]], "S201", {"products": 2, "processes": 3}),
        ([[1, 0], [0, 1], [-1, 0]], "S201", {"products": 3, "processes": 2}),
        ([[1, 0], [1, 0]], "S202", {"processes": "#1"}),
        ([[1, 1], [0, 0]], "S203", {"products": "#1"}),
        ([[1, 1, 0], [-1, -1, 0], [0, 0, 1]], "S204", {"products": "#1"}),
        ([[1, 0, 0], [2, 0, 0], [3, 1, 1]], "S205", {"products": "#0, #1", "processes": "#0"}),
    ],
)
def test_structures_without_a_solution_are_refused(a: list, code: str, told: dict) -> None:
    with pytest.raises(ProductSystemError) as error:
        solve(a, np.ones((1, len(a[0]))), np.ones(len(a)))
    assert codes(error) == [code]
    assert {key: error.value.findings[0].params[key] for key in told} == told


def test_all_structural_findings_come_at_once() -> None:
    with pytest.raises(ProductSystemError) as error:
        solve([[1, 0, 1], [0, 0, 0], [-1, 0, -1]], np.ones((1, 3)), [1, 0, 0])
    assert sorted(codes(error)) == ["S202", "S203", "S204"]
