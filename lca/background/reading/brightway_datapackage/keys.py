"""Keys of draws for all entries of a matrix, as :mod:`lca.background.linking.keys` makes them of records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.background.linking.keys import BYTES, key_array
from lca.background.reading.brightway_datapackage.system import System


def draw_keys(
    found: System,
    name: str,
    column: NDArray[np.int64],
    flow: NDArray[np.int64],
    flows: Sequence[str],
    provider: NDArray[np.int64],
    stated: Floats,
) -> NDArray[np.uint64]:
    """Identities of draws; shape (n, 2).

    Args:
        found: the package.
        name: of the database.
        column: position of the process of each entry.
        flow: position of its flow in ``flows``.
        flows: ids of flows.
        provider: position of the process that supplies it; -1 for none.
        stated: amounts as the records state them, by which occurrences of one flow are numbered.
    """
    order = np.lexsort((stated, provider, flow, column))
    same = (
        (column[order][1:] == column[order][:-1])
        & (flow[order][1:] == flow[order][:-1])
        & (provider[order][1:] == provider[order][:-1])
    )
    start = (
        np.maximum.accumulate(np.where(np.append(False, same), 0, np.arange(len(order))))
        if len(order)
        else order
    )
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order)) - start
    frames = [_framed(text) for text in flows]
    providers = [_framed(one.id) for one in found.processes] + [_framed("")]
    counts = [_framed(str(count)) for count in range(int(number.max(initial=0)) + 1)]
    heads = [hashlib.sha256(_framed(name) + _framed(one.id)) for one in found.processes]
    digests = []
    parts = zip(column.tolist(), flow.tolist(), provider.tolist(), number.tolist(), strict=True)
    for of, what, whose, count in parts:
        whole = heads[of].copy()
        whole.update(frames[what] + providers[whose] + counts[count])
        digests.append(whole.digest()[:BYTES])
    return key_array(digests)


def _framed(text: str) -> bytes:
    encoded = text.encode("utf-8", "surrogatepass")
    return b"%d:%b" % (len(encoded), encoded)
