"""What the pattern of a technosphere matrix tells before any number is computed.

Which product each process makes, what nobody makes, which processes stand in loops.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csgraph, csr_array

from lca.errors import Finding, ProductSystemError
from lca.solve.matrices import Matrices, listed
from lca.solve.pattern import Position

NEGATIVE = 1e3
"""Cost of matching a process with a negative entry, against at most about 100 for the smallest entry."""
Integers = NDArray[np.int64]


def check_structure(system: Matrices) -> None:
    """Refuse what no numbers can solve.

    Raises:
        ProductSystemError: S201 not square, S202 a process without exchanges, S203 a product without, S204 a
            product that is used but never made, S205 more products than processes that could make them.
    """
    a = system.technosphere
    findings = _shape(system) + _empty(system) + _unmade(system)
    if not findings:
        products, processes = unmatched_group(a)
        if products.size:
            told = {
                "products": listed([system.products[i] for i in products]),
                "processes": listed([system.processes[j] for j in processes]) or "-",
            }
            findings = [Finding("S205", told)]
    if findings:
        raise ProductSystemError(findings)


def _shape(system: Matrices) -> list[Finding]:
    """A system needs as many processes as products; the message names what is left over."""
    rows, columns = system.technosphere.shape
    if rows == columns:
        return []
    partner = csgraph.maximum_bipartite_matching(system.technosphere.tocsr(), perm_type="column")
    process = csgraph.maximum_bipartite_matching(system.technosphere.T.tocsr(), perm_type="column")
    left = [system.products[i] for i in np.flatnonzero(partner < 0)]
    over = [system.processes[j] for j in np.flatnonzero(process < 0)]
    told = {"products": rows, "processes": columns, "left": listed(left) or "-", "over": listed(over) or "-"}
    return [Finding("S201", told)]


def _empty(system: Matrices) -> list[Finding]:
    a = system.technosphere
    idle = [system.processes[j] for j in np.flatnonzero(np.diff(a.indptr) == 0)]
    absent = [system.products[i] for i in np.flatnonzero(np.diff(a.tocsr().indptr) == 0)]
    findings = [Finding("S202", {"processes": listed(idle)})] if idle else []
    return findings + ([Finding("S203", {"products": listed(absent)})] if absent else [])


def _unmade(system: Matrices) -> list[Finding]:
    """Products that several processes take and none gives; one that takes alone may treat a waste."""
    entries = system.technosphere.tocoo()
    size = len(system.products)
    given = np.bincount(entries.row[entries.data > 0], minlength=size)
    taken = np.bincount(entries.row[entries.data < 0], minlength=size)
    names = [system.products[i] for i in np.flatnonzero((given == 0) & (taken > 1))]
    return [Finding("S204", {"products": listed(names)})] if names else []


def unmatched_group(technosphere: Any) -> tuple[Integers, Integers]:
    """Products that outnumber all processes with which they exchange anything, and those processes.

    Found from a maximum matching: the products that alternating paths reach from an unmatched one (the
    deficient part of the Dulmage-Mendelsohn decomposition). Both are empty when all products match.
    """
    by_product = technosphere.tocsr()
    partner = csgraph.maximum_bipartite_matching(by_product, perm_type="column")
    holder = {int(j): i for i, j in enumerate(partner) if j >= 0}
    reached = {int(i) for i in np.flatnonzero(partner < 0)[:1]}
    frontier, met = list(reached), set()
    while frontier:
        product = frontier.pop()
        for j in by_product.indices[by_product.indptr[product] : by_product.indptr[product + 1]]:
            met.add(int(j))
            other = holder[int(j)]
            if other not in reached:
                reached.add(other)
                frontier.append(other)
    return np.array(sorted(reached), dtype=np.int64), np.array(sorted(met), dtype=np.int64)


def own_production(technosphere: Any) -> bool:
    """Whether every process may make the product of its own number: it gives it, or alone takes it."""
    diagonal = technosphere.diagonal()
    takers = np.bincount(technosphere.indices[technosphere.data < 0], minlength=len(diagonal))
    return bool(((diagonal > 0) | ((diagonal < 0) & (takers == 1))).all())


def matched_production(technosphere: Any, *, prefer_positive: bool) -> Integers:
    """The matching of processes to products with the largest product of magnitudes: shape (processes,).

    In a productive system, which some scaling of its columns makes diagonally dominant, that is the
    production. With ``prefer_positive``, the fewest negative entries come first.
    """
    size = technosphere.shape[0]
    magnitude = abs(technosphere).tocsc()
    share = magnitude.data / magnitude.max(axis=1).toarray().ravel()[magnitude.indices]
    peak = np.maximum.reduceat(share, magnitude.indptr[:-1])
    share = share / np.repeat(peak, np.diff(magnitude.indptr))
    cost = 1.0 - np.log2(np.maximum(share, 2.0**-100))
    if prefer_positive:
        cost += np.where(technosphere.data < 0, NEGATIVE * size, 0.0)
    weights = csc_array((cost, technosphere.indices, technosphere.indptr), shape=technosphere.shape)
    products, processes = csgraph.min_weight_full_bipartite_matching(weights.tocsr())
    result = np.empty(size, dtype=np.int64)
    result[processes] = products
    return result


def nonzeros(matrix: Any) -> list[Position]:
    """Positions of the nonzeros of a sparse matrix."""
    rows, columns = matrix.nonzero()
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def loops(
    size: int, positions: Iterable[Position], produced: Sequence[int] | Integers
) -> tuple[tuple[int, ...], ...]:
    """Groups of processes that feed one another: strongly connected components of two or more.

    Args:
        size: number of processes.
        positions: nonzeros as (product, process).
        produced: the product of each process.
    """
    maker = np.empty(size, dtype=np.int64)
    maker[np.asarray(produced)] = np.arange(size)
    pairs = np.array(list(positions), dtype=np.int64).reshape(-1, 2)
    graph = csr_array((np.ones(len(pairs)), (maker[pairs[:, 0]], pairs[:, 1])), shape=(size, size))
    _, component = csgraph.connected_components(graph, directed=True, connection="strong")
    order = np.argsort(component, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(component[order])) + 1)
    return tuple(sorted(tuple(int(j) for j in group) for group in groups if len(group) > 1))
