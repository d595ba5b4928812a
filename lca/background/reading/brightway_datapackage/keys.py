"""Keys of draws for all entries of a matrix, as :mod:`lca.background.linking.keys` makes them of records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.linking.keys import BYTES, key_array


@dataclass(frozen=True, eq=False)
class Named:
    """Entries by what names them; arrays of shape (n,).

    Attributes:
        column: position of the process.
        flow: position of the flow in ``flows``.
        provider: position of the process that supplies it; -1 for none.
        stated: amount as the records state it.
        out: whether the records call it an output.
        spread: text of the distribution of the entry at a position.
        processes: ids of processes.
        flows: ids of flows.
    """

    column: NDArray[np.int64]
    flow: NDArray[np.int64]
    provider: NDArray[np.int64]
    stated: Floats
    out: NDArray[np.bool_]
    spread: Callable[[int], str]
    processes: Sequence[str]
    flows: Sequence[str]


def draw_keys(database: str, named: Named) -> NDArray[np.uint64]:
    """Identities of draws; shape (n, 2)."""
    number = _occurrences(named)
    flows, counts = [_framed(text) for text in named.flows], range(int(number.max(initial=0)) + 1)
    providers, numbers = [*map(_framed, named.processes), _framed("")], [_framed(str(one)) for one in counts]
    heads = [hashlib.sha256(_framed(database) + _framed(one)) for one in named.processes]
    digests = []
    parts = (named.column, named.flow, named.provider, number)
    for of, what, whose, count in zip(*(part.tolist() for part in parts), strict=True):
        whole = heads[of].copy()
        whole.update(flows[what] + providers[whose] + numbers[count])
        digests.append(whole.digest()[:BYTES])
    return key_array(digests)


def _occurrences(named: Named) -> NDArray[np.int64]:
    """Numbers of entries among those of one process, flow and provider: by amount, inputs first."""
    order = np.lexsort((named.out, named.stated, named.provider, named.flow, named.column))
    number = np.zeros(len(order), dtype=np.int64)
    if not len(order):
        return number
    one = _same(order, named.column, named.flow, named.provider)
    equal = one & _same(order, named.stated, named.out)
    if equal.any():
        order = _by_spread(order, equal, named.spread)
    start = np.maximum.accumulate(np.where(one, 0, np.arange(len(order))))
    number[order] = np.arange(len(order)) - start
    return number


def _same(order: NDArray[np.int64], *arrays: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether an entry equals the one before it."""
    found = np.zeros(len(order), dtype=bool)
    found[1:] = np.all([array[order][1:] == array[order][:-1] for array in arrays], axis=0)
    return found


def _by_spread(
    order: NDArray[np.int64], equal: NDArray[np.bool_], spread: Callable[[int], str]
) -> NDArray[np.int64]:
    """Entries of equal amounts ordered by their distributions; there are few of them."""
    order = order.copy()
    starts = np.flatnonzero(~equal)
    ends = np.append(starts[1:], len(order))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start > 1:
            order[start:end] = sorted(order[start:end].tolist(), key=spread)
    return order


def _framed(text: str) -> bytes:
    encoded = text.encode("utf-8", "surrogatepass")
    return b"%d:%b" % (len(encoded), encoded)
