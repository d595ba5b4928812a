# mypy: allow-untyped-decorators
"""The order in which Gauss-Seidel converges fast: components of loops, suppliers first, heaviest path first.

Sources: R. Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J. Comput. 1(2), 146-160,
without recursion.
"""

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


@njit(cache=True, nogil=True)
def _heaviest_first(begin: int, end: int, target: Array, weight: Array) -> None:
    """Bring the heaviest edge of a node to the front; of equal ones that to the lowest number.

    The order of the others changes the number of sweeps by less than it takes to sort them.
    """
    best, w, t = begin, weight[begin], target[begin]
    for k in range(begin + 1, end):
        if weight[k] > w or (weight[k] == w and target[k] < t):
            best, w, t = k, weight[k], target[k]
    weight[best], target[best] = weight[begin], target[begin]
    weight[begin], target[begin] = w, t


@njit(cache=True, nogil=True)
def order(starts: Array, target: Array, weight: Array) -> tuple[Array, Array, int]:
    """Depth-first order of a graph in which node ``j`` needs the nodes ``target[starts[j]:starts[j + 1]]``.

    Args:
        starts: (n + 1,) int32.
        target: (m,) int32; changed in place, the heaviest need of each node first.
        weight: (m,); changed with it.

    Returns:
        ``order`` (n,) int32: nodes, what is needed before what needs it, component by component, within a
        component in post-order; ``component`` (n,) int32: the number of each node's component, ascending in
        that order; how many components there are.
    """
    n = len(starts) - 1
    for j in range(n):
        if starts[j + 1] - starts[j] > 1:
            _heaviest_first(starts[j], starts[j + 1], target, weight)
    met, low = np.full(n, -1, dtype=np.int32), np.empty(n, dtype=np.int32)
    component, finish = np.full(n, -1, dtype=np.int32), np.empty(n, dtype=np.int32)
    path, waiting = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    cursor = starts[:n].copy()
    clock, finished, depth, held, components = 0, 0, 0, 0, 0
    for root in range(n):
        if met[root] >= 0:
            continue
        path[0], waiting[held], depth, held = root, root, 1, held + 1
        met[root] = low[root] = clock
        clock += 1
        while depth > 0:
            j = path[depth - 1]
            if cursor[j] < starts[j + 1]:
                i = target[cursor[j]]
                cursor[j] += 1
                if met[i] < 0:
                    path[depth], waiting[held], depth, held = i, i, depth + 1, held + 1
                    met[i] = low[i] = clock
                    clock += 1
                elif component[i] < 0:
                    low[j] = min(low[j], met[i])
                continue
            depth -= 1
            finish[j] = finished
            finished += 1
            if depth > 0:
                low[path[depth - 1]] = min(low[path[depth - 1]], low[j])
            if low[j] == met[j]:
                while True:
                    held -= 1
                    component[waiting[held]] = components
                    if waiting[held] == j:
                        break
                components += 1
    return _by_component(component, finish, components), component, components


@njit(cache=True, nogil=True)
def _by_component(component: Array, finish: Array, components: int) -> Array:
    """Nodes sorted by component, within it by the time at which they were left: two counting sorts."""
    n = len(component)
    by_finish = np.empty(n, dtype=np.int32)
    for j in range(n):
        by_finish[finish[j]] = j
    place = np.zeros(components + 1, dtype=np.int32)
    for j in range(n):
        place[component[j] + 1] += 1
    for c in range(components):
        place[c + 1] += place[c]
    result = np.empty(n, dtype=np.int32)
    for k in range(n):
        j = by_finish[k]
        result[place[component[j]]] = j
        place[component[j]] += 1
    return result
