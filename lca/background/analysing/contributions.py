"""Where a result comes from: by process, by direct supplier, by tier; each adds up to the total.

Nothing is netted: negative parts (avoided products, uptake) stand beside the positive ones.
Source of tiers: the power series of the Leontief inverse; M. Lenzen (2000),
J. Ind. Ecol. 4(4), 127-148.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lca.background.analysing.derivatives import Result
from lca.background.database import Background, Floats


@dataclass(frozen=True, eq=False)
class Suppliers:
    """What one unit of a product is made of.

    Attributes:
        direct: kg CO2e that its process emits itself.
        product: (k,) products that the process takes from others, largest magnitude first.
        amount: (k,) of each, per unit of the product; negative where it is given off or avoided.
        burden: (k,) kg CO2e of each amount.
    """

    direct: float
    product: Any
    amount: Floats
    burden: Floats

    @property
    def total(self) -> float:
        """kg CO2e per unit of the product."""
        return self.direct + float(self.burden.sum())


@dataclass(frozen=True, eq=False)
class Tiers:
    """A result by distance from the demand.

    Attributes:
        burden: (depth + 1,) kg CO2e emitted by the suppliers of each tier; tier 0 are the makers themselves.
        rest: kg CO2e of everything further away.
    """

    burden: Floats
    rest: float

    @property
    def total(self) -> float:
        """kg CO2e of the demand."""
        return float(self.burden.sum()) + self.rest


def by_process(result: Result) -> Floats:
    """kg CO2e that each process emits itself for the demand; shape (n,); adds up to the total."""
    return result.supply * result.direct


def matrix(background: Background) -> Any:
    """The technosphere as a SciPy CSC array, entries of one cell added."""
    from scipy.sparse import coo_array

    t, size = background.technosphere, background.size
    found = coo_array((t.amount, (t.row, t.column)), shape=(size, size)).tocsc()
    found.sum_duplicates()
    return found


def suppliers(background: Background, result: Result, product: int, technosphere: Any = None) -> Suppliers:
    """The direct suppliers of a product; a self-use is part of its process's own yield."""
    a = matrix(background) if technosphere is None else technosphere
    inside = slice(a.indptr[product], a.indptr[product + 1])
    rows, entries = a.indices[inside], a.data[inside]
    made = float(entries[rows == product][0])
    others = rows != product
    amounts = -entries[others] / made
    burdens = amounts * result.intensity[rows[others]]
    order = np.argsort(-np.abs(burdens), kind="stable")
    direct = float(result.direct[product]) / made
    return Suppliers(direct, rows[others][order], amounts[order], burdens[order])


def tiers(background: Background, result: Result, depth: int = 5) -> Tiers:
    """The result by tier, ``depth`` tiers deep; what lies beyond is one number."""
    a = matrix(background)
    made = a.diagonal()
    wanted, found = result.demand.copy(), []
    for _ in range(depth + 1):
        runs = wanted / made
        found.append(float(runs @ result.direct))
        wanted = wanted - a @ runs
    return Tiers(np.array(found), float(wanted @ result.intensity))
