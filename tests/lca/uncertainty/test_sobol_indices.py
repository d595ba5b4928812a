"""Sobol indices against functions whose indices are known, and against first-order shares."""

import math
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from SALib.sample import sobol as salib_sample
from SALib.test_functions import Ishigami

from lca.distributions import Distribution, Fixed, Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError
from lca.factors.database import FactorDatabase
from lca.inventory.bind import bind
from lca.solve.foreground import evaluate, foreground
from lca.system.build import build
from lca.system.resolve import Resolver
from lca.uncertainty import sobol_indices as module
from lca.uncertainty.propagation import first_order
from lca.uncertainty.sobol_indices import sobol_indices

ANGLES = {name: Uniform(-math.pi, math.pi) for name in ("x1", "x2", "x3")}
A, B = 7.0, 0.1


def ishigami(x: Mapping[str, Any]) -> Any:
    """T. Ishigami, T. Homma (1990)."""
    return np.sin(x["x1"]) + A * np.sin(x["x2"]) ** 2 + B * x["x3"] ** 4 * np.sin(x["x1"])


def analytic_ishigami() -> tuple[list[float], list[float], float]:
    """First-order and total indices and the variance in closed form (Saltelli et al. 2008, section 4.2)."""
    one = 0.5 * (1 + B * math.pi**4 / 5) ** 2
    two = A**2 / 8
    both = 8 * B**2 * math.pi**8 / 225
    whole = one + two + both
    return [one / whole, two / whole, 0.0], [(one + both) / whole, two / whole, both / whole], whole


def test_ishigami() -> None:
    found = sobol_indices(ishigami, ANGLES, seed=1, samples=4096)
    first, total, variance = analytic_ishigami()
    assert found.names == ("x1", "x2", "x3")
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=5e-5)  # as textbooks print them
    assert found.first == pytest.approx(first, abs=0.02)
    assert found.total == pytest.approx(total, abs=0.02)
    assert found.variance == pytest.approx(variance, rel=0.02)
    assert found.mean == pytest.approx(A / 2, rel=0.02)
    assert (found.samples, found.evaluations) == (4096, 4096 * 5)


def test_intervals_hold_the_true_values() -> None:
    """Bootstrap half-widths over 30 seeds hold at least nine of ten true values and stay below 0.2."""
    first, total, _ = analytic_ishigami()
    hits = trials = 0
    for seed in range(30):
        found = sobol_indices(ishigami, ANGLES, seed=seed, samples=512, resamples=100)
        misses = np.abs(np.array([found.first - first, found.total - total]))
        halves = np.array([found.first_half, found.total_half])
        hits += int((misses <= halves).sum())
        trials += misses.size
        assert halves.max() < 0.2
    assert hits / trials > 0.9


LINEAR: dict[str, Distribution] = {
    "a": Normal(10.0, 1.0),
    "b": Uniform(0.0, 6.0),
    "c": Triangular(0.0, 1.0, 2.0),
    "d": Lognormal(0.0, 0.3),
    "e": Fixed(5.0),
}
SLOPES = {"a": 1.0, "b": -0.5, "c": 3.0, "d": 2.0, "e": 7.0}


def linear(x: Mapping[str, Any]) -> Any:
    return sum(slope * x[name] for name, slope in SLOPES.items())


def test_a_sum_has_the_shares_of_variance() -> None:
    found = sobol_indices(linear, LINEAR, seed=2, samples=4096)
    assert found.names == ("a", "b", "c", "d")
    means = {name: of.mean for name, of in LINEAR.items()}
    variances = {name: of.variance for name, of in LINEAR.items()}
    analytic = first_order(linear, means, variances)
    shares = [analytic.shares[name] for name in found.names]
    assert found.first == pytest.approx(shares, abs=0.01)
    assert found.total == pytest.approx(shares, abs=0.01)
    assert found.variance == pytest.approx(analytic.variance, rel=0.01)
    assert found.first.sum() == pytest.approx(1.0, abs=0.01)


def test_a_product_of_lognormals() -> None:
    """Var(E(y|x_i)) / Var(y) = (e^σi² - 1) / (e^Σσ² - 1); total: (1 - e^-σi²) e^Σσ² / (e^Σσ² - 1)."""
    sigmas = {"a": 0.2, "b": 0.4, "c": 0.1}
    found = sobol_indices(
        lambda x: x["a"] * x["b"] * x["c"],
        {name: Lognormal(1.0, sigma) for name, sigma in sigmas.items()},
        seed=3,
        samples=8192,
    )
    whole = math.expm1(sum(sigma**2 for sigma in sigmas.values()))
    first = [math.expm1(sigma**2) / whole for sigma in sigmas.values()]
    total = [-math.expm1(-(sigma**2)) * (1 + whole) / whole for sigma in sigmas.values()]
    assert found.first == pytest.approx(first, abs=0.02)
    assert found.total == pytest.approx(total, abs=0.02)
    assert (found.total - found.first > -0.01).all()


def test_the_same_call_gives_the_same_bits_and_another_seed_does_not() -> None:
    one, same, other = (sobol_indices(ishigami, ANGLES, seed=seed, samples=64) for seed in (0, 0, 1))
    for name in ("first", "first_half", "total", "total_half"):
        assert getattr(one, name).tobytes() == getattr(same, name).tobytes()
        assert getattr(one, name).tobytes() != getattr(other, name).tobytes()


def test_the_order_of_parameters_changes_nothing() -> None:
    one = sobol_indices(ishigami, ANGLES, seed=4, samples=128)
    other = sobol_indices(ishigami, dict(reversed(ANGLES.items())), seed=4, samples=128)
    assert one.first.tobytes() == other.first.tobytes()
    assert one.total_half.tobytes() == other.total_half.tobytes()


def test_runs_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sobol_indices(ishigami, ANGLES, seed=4, samples=128)
    monkeypatch.setattr(module, "RUN", 50)
    parts = sobol_indices(ishigami, ANGLES, seed=4, samples=128)
    assert parts.first.tobytes() == whole.first.tobytes()


def test_matrices_stand_as_salib_expects_them() -> None:
    """Row by row: the first matrix, one column of the second at a time, the second; as SALib samples them."""
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
    theirs = salib_sample.sample(problem, 4, calc_second_order=False, scramble=False)
    base = {"a": [theirs[0::4, 0], theirs[3::4, 0]], "b": [theirs[0::4, 1], theirs[3::4, 1]]}
    ours = [np.column_stack([m["a"], m["b"]]) for m in module._matrices(base, {})]
    assert np.stack(ours, axis=1).reshape(-1, 2) == pytest.approx(theirs)


def test_our_points_serve_salib_as_well_as_its_own() -> None:
    """SALib's own samples of Ishigami give indices about as far from the truth as ours."""
    from SALib.analyze import sobol

    problem = {"num_vars": 3, "names": list(ANGLES), "bounds": [[-math.pi, math.pi]] * 3}
    points = salib_sample.sample(problem, 1024, calc_second_order=False, seed=5)
    theirs = sobol.analyze(problem, Ishigami.evaluate(points), calc_second_order=False, seed=5)
    ours = sobol_indices(ishigami, ANGLES, seed=5, samples=1024)
    assert ours.first == pytest.approx(theirs["S1"], abs=0.08)
    assert ours.total == pytest.approx(theirs["ST"], abs=0.08)


def test_one_parameter_has_all_of_it() -> None:
    found = sobol_indices(lambda x: x["a"] ** 2, {"a": Uniform(0.0, 1.0)}, seed=1, samples=256)
    assert found.first == pytest.approx([1.0], abs=0.05)
    assert found.total == pytest.approx([1.0], abs=0.05)


def test_a_parameter_without_effect_has_nothing() -> None:
    found = sobol_indices(
        lambda x: x["a"], {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)}, seed=1, samples=256
    )
    assert found.total[1] == 0.0
    assert found.first[1] == pytest.approx(0.0, abs=1e-12)


def code_of(**changed: Any) -> str:
    told = {"function": ishigami, "distributions": ANGLES, "seed": 1, "samples": 16} | changed
    with pytest.raises(InputError) as caught:
        sobol_indices(**told)
    (finding,) = caught.value.findings
    assert finding.message("en")
    assert finding.remedy("zh")
    return finding.code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"samples": 100}, "N132"),
        ({"samples": 0}, "N131"),
        ({"seed": -1}, "N101"),
        ({"distributions": {}}, "N139"),
        ({"distributions": {"x1": Fixed(1.0)}}, "N139"),
        ({"function": lambda x: np.zeros(3)}, "N143"),
        ({"function": lambda x: np.where(x["x1"] > 3, np.nan, 1.0)}, "N144"),
        ({"function": lambda x: 3.5}, "N145"),
        ({"confidence": 1.0}, "N146"),
        ({"resamples": 1}, "N146"),
    ],
)
def test_wrong_input(changed: dict[str, Any], code: str) -> None:
    assert code_of(**changed) == code


def test_without_salib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    assert code_of() == "N147"


def test_the_foreground_of_a_product_system(case) -> None:
    """A rule's total, linear in its activity data: indices are the shares of variance worked out by hand."""
    rule = {
        "activity_data": {"power": {"unit": "kWh", "per": "kg"}, "heat": {"unit": "kWh", "per": "kg"}},
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "emissions": [
                    {"id": "a", "gas": "co2", "origin": "fossil", "amount": "power * 0.6 kg/kWh"},
                    {"id": "b", "gas": "co2", "origin": "fossil", "amount": "heat * 0.3 kg/kWh"},
                ],
            }
        },
    }
    given = {
        "activity_data": {
            "power": {"value": 10, "unit": "kWh", "distribution": {"type": "normal", "sd": 1}},
            "heat": {"value": 20, "unit": "kWh", "distribution": {"type": "uniform", "min": 15, "max": 25}},
        }
    }
    loaded, data = case(rule, given).loaded()
    database = FactorDatabase.open()
    bound = bind(data, loaded.compiled)
    plan = foreground(build(loaded, bound, Resolver(database, database.gwp("AR6"), bound)))
    distributions = {key: parameter.distribution for key, parameter in plan.system.parameters.items()}
    found = sobol_indices(lambda values: evaluate(plan, values).total, distributions, seed=1, samples=2048)
    parts = {"activity:heat": (0.3 * 10) ** 2 / 12, "activity:power": 0.6**2}
    assert found.names == tuple(parts)
    wanted = [part / sum(parts.values()) for part in parts.values()]
    assert found.first == pytest.approx(wanted, abs=0.01)
    assert found.total == pytest.approx(wanted, abs=0.01)
