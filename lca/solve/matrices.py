"""The matrices of the numeric door, read and checked once: after this they are finite and fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lca.errors import Finding, ProductSystemError, nearest

NAMED = 10
"""How many names one message lists."""


@dataclass(frozen=True, eq=False)
class Matrices:
    """A system in numbers.

    Attributes:
        technosphere: products × processes, outputs positive, inputs negative; no stored zeros.
        interventions: flows × processes.
        demand: shape (products,).
        products: labels of the rows of the technosphere.
        processes: labels of the columns.
        flows: labels of the rows of the interventions.
    """

    technosphere: sparse.csc_array
    interventions: sparse.csr_array
    demand: NDArray[np.float64]
    products: tuple[str, ...]
    processes: tuple[str, ...]
    flows: tuple[str, ...]


def read_matrices(
    technosphere: Any,
    interventions: Any,
    demand: Any,
    products: Sequence[object] | None,
    processes: Sequence[object] | None,
    flows: Sequence[object] | None,
) -> Matrices:
    """Bring arrays, SciPy sparse matrices and labels into one form.

    Raises:
        ProductSystemError: N201 not a matrix of numbers, N202 shapes that do not fit, N203 not finite, N204
            and N205 labels, N206 an unknown product in the demand; each stage collects all of its findings.
    """
    findings: list[Finding] = []
    a = _matrix("technosphere", technosphere, findings)
    b = _matrix("interventions", interventions, findings)
    _stop(findings)
    if b.shape[1] != a.shape[1]:
        told = {"name": "interventions", "found": b.shape[1], "wanted": a.shape[1], "axis": "columns"}
        findings.append(Finding("N202", told))
    rows = _labels("products", products, a.shape[0], findings)
    columns = _labels("processes", processes, a.shape[1], findings)
    kinds = _labels("flows", flows, b.shape[0], findings)
    _stop(findings)
    d = _demand(demand, rows, findings)
    _finite("technosphere", a, rows, columns, findings)
    _finite("interventions", b, kinds, columns, findings)
    _stop(findings)
    a.eliminate_zeros()
    return Matrices(a, b.tocsr(), d, rows, columns, kinds)


def listed(names: Sequence[str]) -> str:
    """Names for a message, the first ten of them."""
    more = f", … ({len(names)})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _stop(findings: list[Finding]) -> None:
    if findings:
        raise ProductSystemError(findings)


def _matrix(name: str, given: Any, findings: list[Finding]) -> sparse.csc_array:
    """A copy in compressed columns; entries given twice are added, as in SciPy."""
    dense: Any = given if sparse.issparse(given) else _array(given)
    if dense.dtype.kind not in "fiu" or len(dense.shape) != 2 or 0 in dense.shape:
        findings.append(Finding("N201", {"name": name, "shape": str(dense.shape), "kind": str(dense.dtype)}))
        return sparse.csc_array((1, 1))
    matrix = sparse.csc_array(dense, dtype=np.float64, copy=True)
    matrix.sum_duplicates()
    return matrix


def _array(given: Any) -> NDArray[Any]:
    """What NumPy makes of it; ragged lists become an array of objects, which is then refused."""
    try:
        return np.asarray(given)
    except ValueError:
        return np.empty((0, 0), dtype=object)


def _labels(
    name: str, given: Sequence[object] | None, count: int, findings: list[Finding]
) -> tuple[str, ...]:
    if given is None:
        return tuple(f"#{position}" for position in range(count))
    labels = tuple(str(label) for label in given)
    if len(labels) != count:
        findings.append(Finding("N204", {"name": name, "found": len(labels), "wanted": count}))
    twice = sorted(label for label, times in Counter(labels).items() if times > 1)
    if twice:
        findings.append(Finding("N205", {"name": name, "labels": listed(twice)}))
    return labels


def _demand(given: Any, products: tuple[str, ...], findings: list[Finding]) -> NDArray[np.float64]:
    if isinstance(given, Mapping):
        return _named_demand(given, products, findings)
    array = _array(given)
    if array.shape != (len(products),) or array.dtype.kind not in "fiu":
        told = {"name": "demand", "found": str(array.shape), "wanted": f"({len(products)},)", "axis": "shape"}
        findings.append(Finding("N202", told))
        return np.zeros(len(products))
    demand = array.astype(np.float64)
    bad = np.flatnonzero(~np.isfinite(demand))
    if bad.size:
        findings.append(Finding("N203", {"name": "demand", "places": listed([products[i] for i in bad])}))
    return demand


def _named_demand(
    given: Mapping[Any, Any], products: tuple[str, ...], findings: list[Finding]
) -> NDArray[np.float64]:
    positions = {label: i for i, label in enumerate(products)}
    demand = np.zeros(len(products))
    for label, amount in given.items():
        if str(label) not in positions:
            near = nearest(str(label), products)
            findings.append(Finding("N206", {"label": label}, candidates=near))
        elif not _is_finite(amount):
            findings.append(Finding("N203", {"name": "demand", "places": str(label)}))
        else:
            demand[positions[str(label)]] = float(amount)
    return demand


def _is_finite(amount: object) -> bool:
    array = np.asarray(amount)
    return array.ndim == 0 and array.dtype.kind in "fiu" and bool(np.isfinite(array))


def _finite(
    name: str,
    matrix: sparse.csc_array,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    findings: list[Finding],
) -> None:
    if np.isfinite(matrix.data).all():
        return
    entries = matrix.tocoo()
    bad = np.flatnonzero(~np.isfinite(entries.data))
    places = [f"({rows[entries.row[k]]}, {columns[entries.col[k]]})" for k in bad]
    findings.append(Finding("N203", {"name": name, "places": listed(places)}))
