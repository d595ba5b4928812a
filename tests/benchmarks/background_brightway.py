"""Brightway at its best on the same numbers: datapackages of a Background, scores, samples, times."""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

# Without it bw2data would make a project folder in the user's home as soon as it is imported.
os.environ.setdefault("BRIGHTWAY2_DIR", tempfile.mkdtemp(prefix="brightway-"))

from lca.background.database import Background, Exchanges

FLOW = 10_000_000
"""Brightway numbers products and flows in one space; flows begin here."""


def package(background: Background, effect: np.ndarray, path: Path, amounts: tuple | None = None) -> Path:
    """A datapackage of the database; with ``amounts``, of these entries, without distributions."""
    import bw_processing as bwp
    from fsspec.implementations.zip import ZipFileSystem

    made = bwp.create_datapackage(fs=ZipFileSystem(str(path), mode="w"), name="x", sum_intra_duplicates=True)
    given = amounts or (background.technosphere.amount, background.interventions.amount)
    for exchanges, amount, matrix, shift in (
        (background.technosphere, given[0], "technosphere_matrix", 0),
        (background.interventions, given[1], "biosphere_matrix", FLOW),
    ):
        indices = np.empty(len(exchanges), dtype=bwp.INDICES_DTYPE)
        indices["row"], indices["col"] = exchanges.row.astype(np.int64) + shift, exchanges.column
        options = {} if amounts else {"distributions_array": _spread(exchanges, bwp.UNCERTAINTY_DTYPE)}
        if matrix == "technosphere_matrix":
            options["reference_array"] = exchanges.row == exchanges.column
        name = matrix.split("_")[0]
        made.add_persistent_vector(
            matrix=matrix, name=name, indices_array=indices, data_array=amount, **options
        )
    chosen = np.flatnonzero(effect)
    indices = np.zeros(len(chosen), dtype=bwp.INDICES_DTYPE)
    indices["row"] = chosen + FLOW
    made.add_persistent_vector(
        matrix="characterization_matrix", name="cf", identifier=["m", "0"], indices_array=indices,
        data_array=effect[chosen], global_index=0,
    )  # fmt: skip
    made.finalize_serialization()
    return path


def _spread(exchanges: Exchanges, dtype: Any) -> np.ndarray:
    made = np.zeros(len(exchanges), dtype=dtype)
    made["uncertainty_type"] = exchanges.code
    exact = exchanges.code < 2
    made["loc"] = np.where(exact, exchanges.amount, exchanges.loc)
    made["scale"], made["shape"] = exchanges.scale, np.nan
    made["minimum"], made["maximum"] = exchanges.minimum, exchanges.maximum
    made["negative"] = (exchanges.amount < 0) & ~exact
    return made


def load(path: Path) -> list:
    """The datapackage, opened."""
    import bw_processing as bwp
    from fsspec.implementations.zip import ZipFileSystem

    return [bwp.load_datapackage(ZipFileSystem(str(path)))]


def first_score(path: Path, product: int) -> float:
    """From the file to the score of one product."""
    import bw2calc

    lca = bw2calc.LCA({product: 1}, data_objs=load(path))
    lca.lci()
    lca.lcia()
    return float(lca.score)


def adjoint(path: Path, products: np.ndarray) -> tuple[Any, np.ndarray]:
    """Scores of many demands by FastScoresOnlyMultiLCA(direction="adjoint"), and those of all products."""
    import bw2calc

    demands = {str(j): {int(j): 1} for j in products}
    config = {"impact_categories": [("m", "0")]}
    lca = bw2calc.FastScoresOnlyMultiLCA(
        demands=demands, method_config=config, data_objs=load(path), direction="adjoint"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scores = lca.calculate()
    found = lca.product_scores
    order = np.argsort(found.coords["products"].values)
    return scores, found.values[0][order]


def iterations(path: Path, product: int, count: int, name: str = "IterativeLCA") -> tuple[float, Any]:
    """Seconds an iteration of Monte Carlo of one product takes, the first left out; and the object."""
    import bw2calc

    lca = getattr(bw2calc, name)({product: 1}, data_objs=load(path), use_distributions=True, seed_override=1)
    lca.lci()
    lca.lcia()
    next(lca)
    start = time.perf_counter()
    for _ in range(count):
        next(lca)
    return (time.perf_counter() - start) / count, lca


def by_hand(lca: Any, nominal: np.ndarray, count: int) -> tuple[float, float]:
    """An expert's adjoint of Brightway's sampled matrices, for all products: scaled BiCGSTAB, nominal start.

    Gives seconds an iteration, and seconds of them that Brightway takes to draw and build the matrices.
    """
    from scipy.sparse import diags_array
    from scipy.sparse.linalg import bicgstab
    from threadpoolctl import threadpool_limits

    scale = np.where(nominal == 0, 1.0, nominal)
    drawing, start = 0.0, time.perf_counter()
    for _ in range(count):
        began = time.perf_counter()
        next(lca.technosphere_mm)
        next(lca.biosphere_mm)
        drawing += time.perf_counter() - began
        matrix = lca.technosphere_mm.matrix
        right = np.asarray((lca.characterization_matrix @ lca.biosphere_mm.matrix).sum(axis=0)).ravel()
        pivot = matrix.diagonal() * scale
        scaled = (diags_array(scale) @ matrix @ diags_array(1 / pivot)).T
        # As Brightway does: threads of OpenBLAS cost more than they give on vectors this short.
        with threadpool_limits(1):
            bicgstab(scaled, right / pivot, x0=np.ones(len(scale)), rtol=1e-8, atol=0.0)
    return (time.perf_counter() - start) / count, drawing / count


def versions() -> str:
    """Which Brightway this is."""
    import bw2calc

    solver = "pypardiso" if bw2calc.PYPARDISO else "UMFPACK" if bw2calc.UMFPACK else "SuperLU"
    version = bw2calc.__version__
    return f"bw2calc {version if isinstance(version, str) else '.'.join(map(str, version))} with {solver}"
