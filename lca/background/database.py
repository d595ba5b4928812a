"""A background database after linking: a square system, one product a process, all exchanges as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Exchanges:
    """Entries of a matrix, one array element an exchange; several exchanges may add up in one cell.

    The distribution is that of the *entry* (sign included), with the codes and parameters of stats_arrays:
    0 and 1 exact, 2 lognormal (``loc`` = ln|median|, ``scale`` = sigma, sign of ``amount``), 3 normal, 4
    uniform, 5 triangular (``loc`` = mode). Parameters that a kind does not have are NaN.

    Attributes:
        row: position of the product (technosphere) or elementary flow (interventions); shape (n,).
        column: position of the process; shape (n,).
        amount: the entry; shape (n,). Technosphere: outputs positive, inputs negative. Interventions:
            positive in the flow's own direction, which is out for an emission and in for a resource (carbon
            dioxide from the air, too), as in published methods and in Brightway.
        code: kind of distribution, uint8; shape (n,).
        loc: shape (n,).
        scale: shape (n,).
        minimum: shape (n,).
        maximum: shape (n,).
        key: identity of the draw, shape (n, 2), uint64: the first 128 bits of the SHA-256 of database name,
            data set, flow, provider and occurrence. It depends on no order; parts of one exchange that
            allocation shares out have one key and one draw.
    """

    row: Integers
    column: Integers
    amount: Floats
    code: NDArray[np.uint8]
    loc: Floats
    scale: Floats
    minimum: Floats
    maximum: Floats
    key: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.amount)


@dataclass(frozen=True, eq=False)
class Background:
    """A linked database.

    Product ``j`` is what process ``j`` makes (or the waste that it treats), so the technosphere matrix is
    square and the entry of production is ``(j, j)``; a process that uses its own product has further
    exchanges in that cell. Arrays are read-only and may be memory-mapped.

    Attributes:
        name: of the database; part of the identity of draws.
        sha256: of the content: manifest without times and paths, and every array.
        processes: table with ``id``, ``name``, ``product``, ``location``, ``unit`` (of the product, as the
            source writes it), ``amount`` (of the reference exchange), ``kind`` (product or waste), ``flow``
            (id of the product), ``dataset`` (id of the data set it came from) and ``about`` (JSON text).
        flows: table of elementary flows with ``id``, ``name``, ``compartment`` (list of text, the widest
            first), ``unit``, ``cas``, ``formula``.
        technosphere: products x processes.
        interventions: elementary flows x processes.
        unlinked: table of exchanges without a supplier, and of those of no use: ``process`` (position),
            ``flow``, ``name``, ``amount`` (signed as an entry; null where it is no finite number), ``unit``,
            ``reason`` (code), ``wanted`` (JSON text).
        methods: characterisations that came with the data: name to kg CO2e per unit of flow, shape (flows,);
            NaN where a method says nothing of a flow.
        manifest: what the folder's manifest says; empty for a database that was never stored.
        folder: where it is stored; empty for one in memory.
    """

    name: str
    sha256: str
    processes: pa.Table
    flows: pa.Table
    technosphere: Exchanges
    interventions: Exchanges
    unlinked: pa.Table
    methods: dict[str, Floats] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    folder: str = ""

    @property
    def size(self) -> int:
        """How many processes, and so products, there are."""
        return len(self.processes)
