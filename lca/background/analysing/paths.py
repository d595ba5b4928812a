"""Structural path analysis: the chains of suppliers behind a product, down to a cut-off.

Every chain whose burden is at least the cut-off is followed; its end emits something itself (``direct``) and
buys from others. What lies below the cut-off is not lost: it is added up in ``rest``. So the direct emissions
of all paths and the rest add up to the total.

Source: J. Defourny, E. Thorbecke (1984), The Economic Journal 94, 111-136.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from lca.background.analysing.contributions import matrix, suppliers
from lca.background.analysing.derivatives import Result
from lca.background.database import Background

MOST = 10_000
"""Paths after which everything else is rest."""


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of suppliers, from the product that is asked for to the one at its end.

    ``amount`` is of the last product, ``burden`` all kg CO2e behind it, ``direct`` what its process emits.
    """

    products: tuple[int, ...]
    amount: float
    burden: float
    direct: float


@dataclass(frozen=True, slots=True)
class Paths:
    """All paths at or above a cut-off, in falling magnitude of their burden, and the rest in kg CO2e."""

    paths: tuple[Path, ...]
    rest: float

    @property
    def total(self) -> float:
        """kg CO2e of the demand."""
        return sum(path.direct for path in self.paths) + self.rest


def paths(
    background: Background, result: Result, product: int, cutoff: float = 0.01, most: int = MOST
) -> Paths:
    """The paths behind one unit of a product.

    Args:
        background: the database.
        result: any result of it; its intensities are used.
        product: position.
        cutoff: least burden of a path that is followed, relative to that of the product.
        most: paths after which all others go into the rest.
    """
    a = matrix(background)
    whole = float(result.intensity[product])
    least = cutoff * abs(whole)
    waiting: list[tuple[float, tuple[int, ...], float]] = [(-abs(whole), (product,), 1.0)]
    found: list[Path] = []
    rest = 0.0
    while waiting and len(found) < most:
        _, chain, amount = heapq.heappop(waiting)
        parts = suppliers(background, result, chain[-1], a)
        burden = amount * float(result.intensity[chain[-1]])
        found.append(Path(chain, amount, burden, amount * parts.direct))
        for other, needed, share in zip(parts.product, parts.amount, parts.burden, strict=True):
            if share != 0 and abs(amount * share) >= least:
                heapq.heappush(waiting, (-abs(amount * share), (*chain, int(other)), amount * float(needed)))
            else:
                rest += amount * float(share)
    rest += sum(amount * float(result.intensity[chain[-1]]) for _, chain, amount in waiting)
    return Paths(tuple(found), rest)
