"""The same databases through Brightway and through this engine: the score of every product.

Brightway gets datapackages only, no project. Deterministic scores agree to 1e-9, those of the same sampled
matrices to 1e-8, both relative to the larger of the two scores. Where the scores of all products cancel to
nothing there is no relative difference; such products are compared absolutely, at the scale of their burdens.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
import scipy.sparse.linalg as splinalg
from brightway_cases import group, lognormals, package, premise
from numpy.typing import NDArray

from lca.background.brightway import factors_of, to_brightway
from lca.background.characterising import GasFlows, greenhouse_gases
from lca.background.database import Background, Exchanges
from lca.background.linking import link
from lca.background.reading import open_archive, read
from lca.background.reading.brightway_datapackage import read_columns
from lca.background.sampling import sample
from lca.background.sampling.designs import seed_words
from lca.background.sampling.drawable import EXACT, table
from lca.background.solving import intensities
from lca.factors import FactorDatabase
from lca.gases import GwpSet

METHOD = ("climate change", "zuji")
NAME = " | ".join(METHOD)
LANES = 8
NOTHING = 1e-20
"""kg CO2e; a direct solution gives products without any emission what is left of rounding."""


@cache
def ar6() -> GwpSet:
    return FactorDatabase.open().gwp("AR6")


@dataclass(frozen=True, eq=False)
class Case:
    """A database with the factors of its flows."""

    background: Background
    gases: GasFlows
    factors: NDArray[np.float64]


def case(background: Background, method: str | None = None) -> Case:
    gases = greenhouse_gases(background, method=method)
    return Case(background, gases, factors_of(background, gases, ar6()))


def technosphere(background: Background) -> sp.csc_matrix:
    found = background.technosphere
    return sp.csc_matrix((found.amount, (found.row, found.column)), shape=(background.size,) * 2)


def by_lu(one: Case) -> NDArray[np.float64]:
    """Scores by SciPy's direct solution of the transposed system, which knows nothing of either engine."""
    found = one.background.interventions
    direct = np.bincount(found.column, one.factors[found.row] * found.amount, minlength=one.background.size)
    return _direct(technosphere(one.background).T.tocsc(), direct)


def _direct(matrix: sp.csc_matrix, right: NDArray[np.float64]) -> NDArray[np.float64]:
    """A direct solution, refined twice because prices span many powers of ten."""
    factors = splinalg.splu(matrix)
    solved: NDArray[np.float64] = factors.solve(right)
    for _ in range(2):
        solved = solved + factors.solve(right - matrix @ solved)
    return solved


def gross(one: Case) -> NDArray[np.float64]:
    """What the burdens of each product add up to without their signs: the scale of rounding."""
    found = one.background.interventions
    direct = np.bincount(
        found.column, np.abs(one.factors[found.row] * found.amount), minlength=one.background.size
    )
    solved = splinalg.splu(technosphere(one.background).T.tocsc()).solve(direct)
    return np.abs(solved)


def agree(one: Case, ours: NDArray[np.float64], theirs: NDArray[np.float64], tolerance: float) -> float:
    """The largest difference, relative to the score, or to the burdens where they cancel in it."""
    assert ours.shape == theirs.shape == (one.background.size,)
    assert np.isfinite(ours).all()
    assert np.isfinite(theirs).all()
    scale = np.maximum(np.maximum(np.abs(ours), np.abs(theirs)), 1e-6 * gross(one))
    nothing = ours == 0
    assert np.abs(theirs[nothing]).max(initial=0.0) < NOTHING
    difference = np.where(nothing, 0.0, np.abs(ours - theirs) / np.where(nothing, 1.0, scale))
    worst = float(difference.max())
    assert worst <= tolerance, f"product {int(difference.argmax()) + 1} differs by {worst}"
    return worst


def sampled(one: Case, seed: int, block: int) -> list[Case]:
    """The database with every exchange as drawn, in eight samples."""
    from lca.kernels import drawing

    background = one.background
    chosen = np.arange(len(background.interventions), dtype=np.int32)
    known = table(background, chosen)
    order = np.argsort(known.kind, kind="stable")
    bounds = np.searchsorted(known.kind[order], np.arange(6)).astype(np.int64)
    values = np.empty((len(order), LANES))
    nothing = np.empty((0, LANES))
    assert bounds[-1] <= len(order)
    assert known.kind.max() <= EXACT
    keys, parameters = np.ascontiguousarray(known.key[order].T), np.ascontiguousarray(known.values[:, order])
    words = seed_words(seed)
    drawing.draw(keys, parameters, bounds, order.astype(np.int64), np.uint64(block), words, nothing, values)
    split = len(background.technosphere)
    return [
        Case(_with(background, values[:split, lane], values[split:, lane]), one.gases, one.factors)
        for lane in range(LANES)
    ]


def _with(background: Background, inside: Any, nature: Any) -> Background:
    """The database with other amounts and no distributions."""

    def exact(exchanges: Exchanges, amount: NDArray[np.float64]) -> Exchanges:
        none = np.full(len(amount), np.nan)
        code = np.zeros(len(amount), dtype=np.uint8)
        whole = np.ascontiguousarray(amount)
        return replace(exchanges, amount=whole, code=code, loc=none, scale=none, minimum=none, maximum=none)

    return replace(
        background,
        technosphere=exact(background.technosphere, inside),
        interventions=exact(background.interventions, nature),
    )


def compared(brightway: Any, one: Case, tolerance: float = 1e-9) -> tuple[float, float]:
    """Differences of Brightway and of SciPy's direct solution from ours."""
    made = to_brightway(one.background, factors={NAME: one.factors})
    theirs = brightway.scores(made, one.background.size, METHOD)
    ours = intensities(one.background, one.gases).co2e(ar6())
    some = np.linspace(0, one.background.size - 1, 3).astype(int)
    for product in some.tolist():
        single = brightway.score(made, product + 1)
        assert single == pytest.approx(theirs[product], rel=1e-9, abs=1e-6 * gross(one)[product] * 1e-9)
    return agree(one, ours, theirs, tolerance), agree(one, ours, by_lu(one), tolerance)


def compared_samples(brightway: Any, one: Case, lanes: Sequence[int], tolerance: float = 1e-8) -> float:
    """The largest difference of our samples from Brightway's scores of the same sampled matrices."""
    ours = sample(one.background, one.gases, ar6(), seed=7, start=8, count=LANES).values
    drawn, worst = sampled(one, seed=7, block=1), 0.0
    for lane in lanes:
        made = to_brightway(drawn[lane].background, factors={NAME: one.factors}, distributions=False)
        theirs = brightway.scores(made, one.background.size, METHOD)
        worst = max(worst, agree(drawn[lane], ours[:, lane].astype(np.float64), theirs, tolerance))
    return worst


def random_package(path: Path, size: int = 1500) -> Path:
    """A database with markets, loops, losses, treatments of waste, avoided products and every distribution.

    Shares of inputs in each column add up to less than one, so that the system is productive; prices then
    scale rows and columns over many powers of ten.
    """
    rng = np.random.default_rng(5)
    price = rng.lognormal(0, 3, size)
    waste = rng.random(size) < 0.08
    column = np.repeat(np.arange(size), rng.poisson(9, size))
    row = np.minimum((size * rng.random(len(column)) ** 2).astype(int), size - 1)
    share = rng.lognormal(0, 1.5, len(column))
    total = np.bincount(column, share, minlength=size)
    share *= rng.beta(6, 3, size)[column] / total[column]
    amount = share * price[column] / price[row]
    flip = ~waste[row]
    # A few of the entries replace products of others: small, so that nothing turns over.
    avoided = rng.random(len(row)) < 0.02
    flip[avoided] = ~flip[avoided]
    own = np.arange(size)
    diagonal = np.where(waste, -1.0, rng.choice([1.0, 2.5, 1000.0], size))
    amount *= np.abs(diagonal)[column]
    data = np.concatenate([diagonal, amount])
    spread = lognormals(data, 0.2)
    spread["uncertainty_type"][:size] = 0
    spread["loc"][:size] = diagonal
    kinds = rng.choice([0, 2, 3, 4, 5], len(amount), p=[0.1, 0.6, 0.1, 0.1, 0.1])
    for at, (kind, value) in enumerate(zip(kinds.tolist(), amount.tolist(), strict=True), start=size):
        spread["uncertainty_type"][at] = kind
        if kind != 2:
            low, high = value * 0.7, value * 1.2
            spread[at] = (kind, value, 0.1 * value, np.nan, low, high, False)
    count = rng.poisson(4, size)
    process = np.repeat(own, count)
    flow = rng.integers(0, 40, len(process))
    emission = rng.lognormal(-2, 2, len(process)) * price[process]
    emission[rng.random(len(process)) < 0.05] *= -1
    factors = np.concatenate([[1.0, 29.8, 273.0, -1.0], rng.lognormal(0, 2, 16)])
    groups = [
        group(
            "t", "technosphere_matrix",
            np.concatenate([own, row]) + 1, np.concatenate([own, column]) + 1, data,
            flip=np.concatenate([np.zeros(size, bool), flip]), distributions=spread,
            reference=np.concatenate([np.ones(size, bool), np.zeros(len(row), bool)]),
        ),
        group("b", "biosphere_matrix", 10_000 + flow, process + 1, emission,
              distributions=lognormals(emission.tolist(), 0.4)),
        group("c", "characterization_matrix", 10_000 + np.arange(20), np.zeros(20, int), factors,
              about={"identifier": ["one"], "global_index": 0}),
    ]  # fmt: skip
    return package(path, groups, name="random")


@pytest.fixture(scope="module")
def random_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    path = random_package(tmp_path_factory.mktemp("random") / "random.zip")
    with open_archive(path) as archive:
        linked = read_columns(archive)
    assert linked.background.size == 1500
    assert linked.reasons == {} or set(linked.reasons) <= {"noted", "uncertainty_left_out"}
    return case(linked.background, "one")


def test_every_product_of_a_random_database(brightway: Any, random_case: Case) -> None:
    compared(brightway, random_case)


def test_every_product_in_samples_of_a_random_database(brightway: Any, random_case: Case) -> None:
    compared_samples(brightway, random_case, lanes=(0, 5))


def test_brightway_reads_the_file_that_was_written(brightway: Any, random_case: Case, tmp_path: Path) -> None:
    """The zip that this engine writes gives Brightway the same scores as the one in memory."""
    inside = to_brightway(random_case.background, factors={NAME: random_case.factors})
    written = to_brightway(random_case.background, tmp_path / "x.zip", factors={NAME: random_case.factors})
    size = random_case.background.size
    assert np.array_equal(brightway.scores(inside, size, METHOD), brightway.scores(written, size, METHOD))


@pytest.mark.shared
def test_known_answers(brightway: Any, shared: Path, tmp_path: Path) -> None:
    """Textbook and peer cases: supply and inventory of both engines are those in exact rationals."""
    cases = json.loads((shared / "lci" / "known_answers.json").read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= 5
    for number, known in enumerate(cases):
        inside, nature, demand = (np.array(known[name], dtype=float) for name in ("A", "B", "f"))
        products = _products(inside)
        row, column = np.nonzero(inside)
        reference = products[column] == row
        down, across = np.nonzero(nature)
        units = [
            group(f"m{flow}", "characterization_matrix", [100 + flow], [0], [1.0],
                  about={"identifier": [f"flow {flow}"], "global_index": 0})
            for flow in range(len(nature))
        ]  # fmt: skip
        path = package(
            tmp_path / f"{number}.zip",
            [
                group("t", "technosphere_matrix", row + 1, column + 50, inside[row, column],
                      reference=reference),
                group("b", "biosphere_matrix", down + 100, across + 50, nature[down, across]),
                *units,
            ],
        )  # fmt: skip
        with open_archive(path) as archive:
            background = read_columns(archive).background
        for flow, wanted in enumerate(known["expect_g"]):
            one = case(background, f"flow {flow}")
            made = to_brightway(background, factors={NAME: one.factors})
            ours = intensities(background, one.gases).co2e(ar6())
            theirs = brightway.scores(made, background.size, METHOD)
            place = {
                int(text) - 1: at for at, text in enumerate(background.processes.column("flow").to_pylist())
            }
            asked = np.array([demand[product] for product in sorted(place, key=lambda key: place[key])])
            assert asked @ ours == pytest.approx(wanted, rel=1e-12), known["id"]
            assert asked @ theirs == pytest.approx(wanted, rel=1e-12), known["id"]


def _products(inside: NDArray[np.float64]) -> NDArray[np.int64]:
    """Product of each column: a matching of columns to rows, outputs before wastes, the diagonal first."""
    size = len(inside)
    weight = (inside > 0) * 2.0 + (inside < 0) * 0.5 + np.eye(size) * (inside != 0) * 1.0
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(-weight)
    found = np.empty(size, dtype=np.int64)
    found[columns] = rows
    return found


@pytest.mark.shared
def test_every_product_of_the_large_synthetic_database(brightway: Any, shared: Path, tmp_path: Path) -> None:
    """The generator of the benchmarks at its smallest useful size, as Brightway's own package."""
    tool = runpy.run_path(str(shared / "tools" / "synthetic_background.py"))
    path = tmp_path / "synthetic.zip"
    tool["to_bw"](tool["build"](n=5500, seed=3), str(path))
    with open_archive(path) as archive:
        linked = read_columns(archive)
    assert linked.background.size == 5500
    one = case(linked.background, "m | 0")
    compared(brightway, one)
    compared_samples(brightway, one, lanes=(3,))


@pytest.mark.shared
def test_every_product_of_the_premise_workbooks(brightway: Any, shared: Path) -> None:
    """All workbooks as one set: 3,216 products, of whose inputs those within the set are linked."""
    one = case(link(premise(shared), "premise").background)
    assert one.background.size == 3216
    compared(brightway, one)
    compared_samples(brightway, one, lanes=(0,))


@pytest.mark.shared
def test_every_product_of_uslci(brightway: Any, shared: Path) -> None:
    (path,) = (shared / "lci" / "uslci").rglob("*.zip")
    one = case(link(read(path), "uslci").background)
    assert one.background.size > 500
    compared(brightway, one)
    compared_samples(brightway, one, lanes=(0,))
