"""Batched elimination against LAPACK, by its laws, bit by bit over samples, and on wrong input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import ProductSystemError
from lca.solve import values as values_module
from lca.solve.batched import solve_batched
from lca.solve.pattern import Pattern

SEEDS = st.integers(0, 2**32 - 1)


def balanced(random: np.random.Generator, size: int, samples: int) -> np.ndarray:
    """Random productive systems with loops: diagonally dominant by column; shape (samples, size, size)."""
    use = random.random((size, size)) < 3 / size
    matrix = -np.where(use, random.random((samples, size, size)), 0.0)
    diagonal = np.arange(size)
    matrix[:, diagonal, diagonal] = 0.0
    matrix[:, diagonal, diagonal] = 1.05 * np.abs(matrix).sum(axis=1) + random.uniform(0.1, 1.0, size)
    return matrix


def scales(random: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Units of any size by row and reference amounts of any size by column.

    Some rows are turned: they are wastes, which their treatment takes and others give off.
    """
    wastes = np.where(random.random(size) < 0.2, -1.0, 1.0)
    return wastes * 10.0 ** random.integers(-4, 5, size), 10.0 ** random.integers(-4, 5, size)


def productive(random: np.random.Generator, size: int, samples: int) -> np.ndarray:
    matrix = balanced(random, size, samples)
    rows, columns = scales(random, size)
    return rows[:, None] * matrix * columns


def as_values(matrix: np.ndarray) -> dict[tuple[int, int], np.ndarray]:
    present = (matrix != 0).any(axis=0)
    return {(int(i), int(j)): matrix[:, i, j].copy() for i, j in np.argwhere(present)}


def dense(vector: dict[int, float], size: int) -> np.ndarray:
    result = np.zeros(size)
    for i, value in vector.items():
        result[i] = value
    return result


@given(SEEDS, st.integers(1, 25))
@settings(max_examples=40, deadline=None)
def test_agrees_with_lapack_forward_and_adjoint(seed: int, size: int) -> None:
    """LAPACK solves the balanced system, of which elimination sees badly scaled units and amounts."""
    random = np.random.default_rng(seed)
    matrix = balanced(random, size, 3)
    rows, columns = scales(random, size)
    values = as_values(rows[:, None] * matrix * columns)
    product = int(random.integers(size))
    demand = {product: 2.5}
    burden = {int(j): float(random.normal()) for j in random.integers(0, size, 3)}
    solution = solve_batched(Pattern.from_positions(size, values), values, demand, [burden])
    for k in range(3):
        supply = np.linalg.solve(matrix[k], dense(demand, size) / rows)
        intensity = np.linalg.solve(matrix[k].T, dense(burden, size) / columns)
        found = np.array([np.broadcast_to(value, 3)[k] for value in solution.supply]) * columns
        adjoint = np.array([np.broadcast_to(value, 3)[k] for value in solution.intensities[0]]) * rows
        assert np.abs(found - supply).max() <= 1e-12 * np.abs(supply).max()
        assert np.abs(adjoint - intensity).max() <= 1e-12 * np.abs(intensity).max()
    assert solution.residual.max() < 1e-13
    assert not solution.fallback.any()
    assert not solution.nonproductive.any()


@given(SEEDS, st.integers(2, 20))
@settings(max_examples=25, deadline=None)
def test_demand_times_intensity_is_burden_times_supply(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    values = as_values(productive(random, size, 4))
    demand = {i: float(random.random()) for i in range(0, size, 2)}
    burden = {j: float(random.random()) for j in range(size)}
    solution = solve_batched(Pattern.from_positions(size, values), values, demand, [burden])
    forward = [burden[j] * np.broadcast_to(solution.supply[j], 4) for j in burden]
    adjoint = [demand[i] * np.broadcast_to(solution.intensities[0][i], 4) for i in demand]
    scale = np.abs(forward).sum(axis=0)
    assert (np.abs(np.sum(forward, axis=0) - np.sum(adjoint, axis=0)) <= 1e-12 * scale).all()


@given(SEEDS, st.floats(0.01, 100.0))
@settings(max_examples=25, deadline=None)
def test_supply_is_linear_in_demand(seed: int, factor: float) -> None:
    random = np.random.default_rng(seed)
    values = as_values(productive(random, 8, 2))
    pattern = Pattern.from_positions(8, values)
    one = np.array(np.broadcast_arrays(*solve_batched(pattern, values, {0: 1.0, 3: 2.0}).supply))
    many = np.array(np.broadcast_arrays(*solve_batched(pattern, values, {0: factor, 3: 2 * factor}).supply))
    np.testing.assert_allclose(many, factor * one, rtol=1e-12)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_names_and_order_of_processes_do_not_matter(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = 9
    values = as_values(productive(random, size, 2))
    rows, columns = random.permutation(size), random.permutation(size)
    moved = {(int(rows[i]), int(columns[j])): value for (i, j), value in values.items()}
    production = [0] * size
    for j in range(size):
        production[int(columns[j])] = int(rows[j])
    plain = solve_batched(Pattern.from_positions(size, values), values, {2: 1.0}).supply
    again = solve_batched(Pattern.from_positions(size, moved, production), moved, {int(rows[2]): 1.0}).supply
    for j in range(size):
        np.testing.assert_allclose(again[int(columns[j])], plain[j], rtol=1e-12)


def test_bits_of_a_sample_do_not_depend_on_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    size, samples = 12, 101
    values = as_values(productive(random, size, samples))
    pattern = Pattern.from_positions(size, values)
    burden = {j: random.random(samples) for j in range(size)}
    whole = solve_batched(pattern, values, {0: 1.0}, [burden])
    monkeypatch.setattr(values_module, "CHUNK", 7)
    chunked = solve_batched(pattern, values, {0: 1.0}, [burden])
    picked = 42
    alone = solve_batched(
        pattern,
        {p: value[picked : picked + 1] for p, value in values.items()},
        {0: 1.0},
        [{j: value[picked : picked + 1] for j, value in burden.items()}],
    )
    numbers = solve_batched(
        pattern,
        {p: float(value[picked]) for p, value in values.items()},
        {0: 1.0},
        [{j: float(value[picked]) for j, value in burden.items()}],
    )
    for position in range(size):
        for one, two, three, four in (
            (s.supply[position] for s in (whole, chunked, alone, numbers)),
            (s.intensities[0][position] for s in (whole, chunked, alone, numbers)),
        ):
            one_array = np.broadcast_to(one, samples)
            assert one_array.tobytes() == np.broadcast_to(two, samples).tobytes()
            assert one_array[picked] == np.broadcast_to(three, 1)[0] == four
    assert np.array_equal(whole.residual, chunked.residual)


def test_what_does_not_vary_stays_a_number() -> None:
    """Only process 1 varies; what lies upstream of it in the chain 0 <- 1 <- 2 does, process 0 does not."""
    values = {(0, 0): 1.0, (1, 0): -2.0, (1, 1): np.array([1.0, 2.0]), (2, 1): -3.0, (2, 2): 1.0}
    solution = solve_batched(Pattern.from_positions(3, values), values, {0: 1.0}, [{2: 1.0}])
    assert solution.supply[0] == 1.0
    assert isinstance(solution.supply[0], float)
    np.testing.assert_array_equal(solution.supply[1], [2.0, 1.0])
    np.testing.assert_array_equal(solution.supply[2], [6.0, 3.0])
    np.testing.assert_array_equal(solution.intensities[0][0], [6.0, 3.0])
    assert solution.intensities[0][2] == 1.0
    assert solution.samples == 2


def test_waste_treatment_with_a_negative_reference() -> None:
    """openLCA, WasteCalculationTest: p gives off 2 waste, treating 1 waste emits 2, so 1 p emits 4."""
    values = {(0, 0): 1.0, (1, 0): 2.0, (1, 1): -1.0}
    solution = solve_batched(Pattern.from_positions(2, values), values, {0: 1.0}, [{1: 2.0}])
    assert solution.supply == (1.0, 2.0)
    assert solution.intensities == ((4.0, -2.0),)
    assert not solution.nonproductive.any()


def test_electricity_and_fuel_of_heijungs_and_suh() -> None:
    """Heijungs and Suh (2002), chapter 2: production stands off the diagonal."""
    values = {(0, 0): -2.0, (0, 1): 100.0, (1, 0): 10.0}
    pattern = Pattern.from_positions(2, values, production=[1, 0])
    solution = solve_batched(pattern, values, {1: 1000.0}, [{0: 1.0, 1: 10.0}, {0: 0.1, 1: 2.0}, {1: -50.0}])
    np.testing.assert_allclose(solution.supply, [100.0, 2.0], rtol=1e-14)
    totals = [1000.0 * column[1] for column in solution.intensities]
    np.testing.assert_allclose(totals, [120.0, 14.0, -100.0], rtol=1e-14)


def test_complex_step_gives_the_derivative_of_the_inverse() -> None:
    """ds/da_ij = -(A⁻¹)_.i s_j, and the total changes by -λ_i s_j."""
    random = np.random.default_rng(11)
    size = 7
    values = {p: float(v[0]) for p, v in as_values(productive(random, size, 1)).items()}
    pattern = Pattern.from_positions(size, values)
    burden = {j: float(random.random()) for j in range(size)}
    nominal = solve_batched(pattern, values, {1: 1.0}, [burden])
    for (i, j), value in values.items():
        step = 1e-30 * abs(value)
        moved = solve_batched(pattern, values | {(i, j): value + step * 1j}, {1: 1.0}, [burden])
        total = sum(burden[k] * moved.supply[k] for k in burden)
        expected = -nominal.intensities[0][i] * nominal.supply[j]
        assert total.imag / step == pytest.approx(expected, rel=1e-10, abs=1e-12 * abs(total))


def test_only_the_sick_samples_fall_back() -> None:
    """Substitution can make a pivot vanish where the matrix is regular: pivoting solves it."""
    first = np.array([1.0, 0.0, 1.0])
    values = {(0, 0): first, (0, 1): 1.0, (1, 0): 1.0, (1, 1): -1.0}
    solution = solve_batched(Pattern.from_positions(2, values), values, {0: 1.0}, [{0: 1.0}])
    assert solution.fallback.tolist() == [False, True, False]
    np.testing.assert_allclose(solution.supply[0], [0.5, 1.0, 0.5], rtol=1e-14)
    np.testing.assert_allclose(solution.supply[1], [0.5, 1.0, 0.5], rtol=1e-14)
    np.testing.assert_allclose(solution.intensities[0][0], [0.5, 1.0, 0.5], rtol=1e-14)
    assert solution.residual.max() < 1e-14


def test_fallback_of_a_single_system_gives_numbers() -> None:
    values = {(0, 0): 0.0, (0, 1): 1.0, (1, 0): 1.0, (1, 1): -1.0}
    solution = solve_batched(Pattern.from_positions(2, values), values, {0: 1.0})
    assert solution.supply == (1.0, 1.0)
    assert isinstance(solution.supply[0], float)


def test_samples_in_which_a_loop_takes_more_than_it_makes_are_counted() -> None:
    values = {(0, 0): 1.0, (1, 0): np.array([-0.5, -0.9, -2.0]), (0, 1): -1.0, (1, 1): 1.0}
    solution = solve_batched(Pattern.from_positions(2, values), values, {0: 1.0})
    assert solution.nonproductive.tolist() == [False, False, True]
    np.testing.assert_allclose(solution.supply[0], [2.0, 10.0, -1.0], rtol=1e-14)


def test_a_singular_system_names_the_loop_and_no_other() -> None:
    values = {(0, 0): 1.0, (1, 0): -1.0, (1, 1): 1.0, (2, 1): -2.0, (2, 2): 1.0, (1, 2): -0.5}
    pattern = Pattern.from_positions(3, values)
    with pytest.raises(ProductSystemError) as error:
        solve_batched(pattern, values, {0: 1.0}, names=["car", "steel", "scrap"])
    assert error.value.findings[0].code == "S227"
    assert error.value.findings[0].params["processes"] == "steel, scrap"
    varied = values | {(1, 2): np.array([-0.1, -0.2, -0.5])}
    with pytest.raises(ProductSystemError) as error:
        solve_batched(pattern, varied, {0: 1.0}, names=["car", "steel", "scrap"])
    assert error.value.findings[0].code == "S228"
    assert error.value.findings[0].params["sample"] == 2


def test_suppliers_of_a_singular_loop_are_not_blamed() -> None:
    """The mine feeds the loop of steel and scrap and so has a part in the null vector; it is no cause."""
    values = {(0, 0): 1.0, (1, 0): -1.0, (1, 1): 1.0, (2, 1): -2.0, (2, 2): 1.0, (1, 2): -0.5}
    values |= {(3, 1): -4.0, (3, 3): 1.0}
    with pytest.raises(ProductSystemError) as error:
        solve_batched(
            Pattern.from_positions(4, values), values, {0: 1.0}, names=["car", "steel", "scrap", "mine"]
        )
    assert error.value.findings[0].params["processes"] == "steel, scrap"


def test_a_system_without_burdens_or_demand_is_zero() -> None:
    values = {(0, 0): 2.0, (1, 1): 1.0, (1, 0): -0.5}
    solution = solve_batched(Pattern.from_positions(2, values), values, {}, [{}])
    assert solution.supply == (0.0, 0.0)
    assert solution.intensities == ((0.0, 0.0),)


WRONG = [
    ({(0, 0): 1.0}, {0: 1.0}, "S223"),
    ({(0, 0): 1.0, (1, 1): 1.0, (0, 1): 1.0}, {0: 1.0}, "S223"),
    ({(0, 0): np.ones(2), (1, 1): np.ones(3)}, {0: 1.0}, "S224"),
    ({(0, 0): np.ones((2, 2)), (1, 1): 1.0}, {0: 1.0}, "S224"),
    ({(0, 0): np.nan, (1, 1): 1.0}, {0: 1.0}, "S225"),
    ({(0, 0): np.array([1.0, np.inf]), (1, 1): 1.0}, {0: 1.0}, "S225"),
    ({(0, 0): "1", (1, 1): 1.0}, {0: 1.0}, "S225"),
    ({(0, 0): True, (1, 1): 1.0}, {0: 1.0}, "S225"),
    ({(0, 0): np.array([]), (1, 1): 1.0}, {0: 1.0}, "S225"),
    ({(0, 0): 1.0, (1, 1): 1.0}, {2: 1.0}, "S226"),
    ({(0, 0): 1.0, (1, 1): 1.0}, {0: np.nan}, "S225"),
]


@pytest.mark.parametrize(("values", "demand", "code"), WRONG)
def test_wrong_values_are_refused(values: dict, demand: dict, code: str) -> None:
    pattern = Pattern.from_positions(2, [(0, 0), (1, 1)])
    with pytest.raises(ProductSystemError) as error:
        solve_batched(pattern, values, demand)
    assert [finding.code for finding in error.value.findings] == [code]
    for language in ("en", "zh"):
        assert error.value.findings[0].message(language)
        assert error.value.findings[0].remedy(language)


def test_all_findings_come_at_once() -> None:
    pattern = Pattern.from_positions(2, [(0, 0), (1, 1)])
    with pytest.raises(ProductSystemError) as error:
        solve_batched(pattern, {(0, 0): np.nan}, {5: 1.0}, [{0: np.inf}])
    assert sorted(f.code for f in error.value.findings) == ["S223", "S225", "S225", "S226"]


def test_values_given_are_left_alone() -> None:
    values = as_values(productive(np.random.default_rng(3), 6, 5))
    copies = {p: v.copy() for p, v in values.items()}
    demand, burden = {0: np.ones(5)}, {2: np.full(5, 3.0)}
    solve_batched(Pattern.from_positions(6, values), values, demand, [burden])
    assert all(np.array_equal(values[p], copies[p]) for p in values)
    assert (demand[0] == 1.0).all()
    assert (burden[2] == 3.0).all()
