"""Entries on their way into a matrix: appended one by one, turned into arrays at the end.

An entry is ``stated amount x factor x share``, where the factor carries sign and unit; its distribution is
that of the stated amount, scaled alike. Entries are sorted by column, row and key.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Exchanges, Floats
from lca.background.linking.keys import key_array
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform, ln

NAN = math.nan


@dataclass
class Columns:
    """Columns of a matrix that is being built."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    stated: list[float] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)
    share: list[float] = field(default_factory=list)
    spread: list[Distribution | None] = field(default_factory=list)
    key: list[bytes] = field(default_factory=list)

    def add(
        self,
        row: int,
        column: int,
        stated: float,
        factor: float,
        share: float,
        spread: Distribution | None,
        key: bytes,
    ) -> None:
        """Add one entry."""
        self.row.append(row)
        self.column.append(column)
        self.stated.append(stated)
        self.factor.append(factor)
        self.share.append(share)
        self.spread.append(spread)
        self.key.append(key)

    def exchanges(self, rows: NDArray[np.int32] | None = None) -> Exchanges:
        """Sorted, read-only columns; ``rows`` gives final rows for those that were added."""
        row = np.array(self.row, dtype=np.int32)
        row = row if rows is None or not len(row) else rows[row]
        column, key = np.array(self.column, dtype=np.int32), key_array(self.key)
        factor = np.array(self.factor, dtype=np.float64)
        share = np.array(self.share, dtype=np.float64)
        amount = np.array(self.stated, dtype=np.float64) * factor * share
        order = np.lexsort((key[:, 1], key[:, 0], row, column))
        code, parameters = _parameters(self.spread, factor * share)
        arrays = (row, column, amount, code, *parameters, key)
        return Exchanges(*(_frozen(array[order]) for array in arrays))


def _parameters(
    spreads: list[Distribution | None], scale: Floats
) -> tuple[NDArray[np.uint8], tuple[Floats, Floats, Floats, Floats]]:
    """Code and loc, scale, minimum, maximum of every entry; NaN where a kind has no such parameter."""
    code = np.zeros(len(spreads), dtype=np.uint8)
    numbers = np.full((4, len(spreads)), NAN)
    for index, (spread, factor) in enumerate(zip(spreads, scale.tolist(), strict=True)):
        if spread is not None:
            code[index] = spread.code
            numbers[:, index] = _numbers(spread, factor)
    loc, width, low, high = numbers
    return code, (loc, width, low, high)


def _numbers(spread: Distribution, factor: float) -> tuple[float, float, float, float]:
    """Parameters of ``factor`` times the variable, a factor of zero excluded."""
    match spread:
        case Lognormal():
            return spread.loc + _ln(abs(factor)), spread.scale, NAN, NAN
        case Normal():
            return spread.loc * factor, spread.scale * abs(factor), NAN, NAN
        case Uniform():
            low, high = sorted((spread.minimum * factor, spread.maximum * factor))
            return NAN, NAN, low, high
        case Triangular():
            low, high = sorted((spread.minimum * factor, spread.maximum * factor))
            return spread.mode * factor, NAN, low, high
    return NAN, NAN, NAN, NAN


@lru_cache(maxsize=65536)
def _ln(factor: float) -> float:
    return 0.0 if factor == 1 else ln(factor)


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array
