"""Statistics of samples, and how sure they are.

The standard error of a mean is ``sd / sqrt(n)``. That of a percentile comes from order statistics: the number
of samples below it is binomial, so the order statistics one standard deviation ``sqrt(n p (1 - p))`` of ranks
away on each side enclose it as one standard error does (H. A. David, H. N. Nagaraja 2003, Order Statistics,
3rd ed., section 7.1). Both hold for independent samples; for designs they are on the safe side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Floats
from lca.errors import Finding, InputError

PERCENTILES = (2.5, 5.0, 50.0, 95.0, 97.5)
LEAST = 16
ROWS = 512
"""Products that are sorted at a time."""


@dataclass(frozen=True, eq=False)
class Convergence:
    """Statistics of some products; arrays are read in the order of the products.

    Attributes:
        count: (products,) finite samples.
        mean: (products,).
        sd: (products,), with n - 1.
        percentiles: (percentiles, products), see :data:`PERCENTILES`; linear between order statistics.
        mean_error: (products,) standard error of the mean.
        percentile_errors: (percentiles, products) standard errors.
    """

    count: NDArray[np.int64]
    mean: Floats
    sd: Floats
    percentiles: Floats
    mean_error: Floats
    percentile_errors: Floats

    @property
    def relative(self) -> float:
        """The largest standard error of a mean, relative to it."""
        return largest(self.mean_error, self.mean)


def convergence(values: NDArray[np.floating[Any]]) -> Convergence:
    """Statistics of each row of samples; samples that are not finite are left out and not counted.

    Args:
        values: (products, samples).

    Raises:
        InputError: B637 fewer than 16 finite samples of a product.
    """
    rows = np.atleast_2d(values)
    parts = [_statistics(rows[k : k + ROWS]) for k in range(0, len(rows), ROWS)]
    if not parts:
        parts = [_statistics(np.zeros((0, LEAST)))]
    return Convergence(*(np.concatenate(column, axis=-1) for column in zip(*parts, strict=True)))


def _statistics(values: NDArray[np.floating[Any]]) -> tuple[Any, ...]:
    """What a :class:`Convergence` holds, of some rows."""
    known = moments(values)
    insist(known)
    ordered = np.where(np.isfinite(values), values, np.nan).astype(np.float64)
    ordered.sort(axis=1)  # NaN goes last
    shares = np.array(PERCENTILES)[:, None] / 100
    spread = np.sqrt(shares * (1 - shares) / known.count)
    # Half the distance of the order statistics one standard deviation of ranks below and above.
    low = _quantiles(ordered, known.count, np.maximum(shares - spread, 0.0))
    high = _quantiles(ordered, known.count, np.minimum(shares + spread, 1.0))
    middle = _quantiles(ordered, known.count, np.broadcast_to(shares, spread.shape))
    return known.count, known.mean, known.sd, middle, known.mean_error, (high - low) / 2


def _quantiles(ordered: Floats, count: NDArray[np.int64], shares: Floats) -> Floats:
    """Linear between order statistics; (shares, rows)."""
    at = shares * (count - 1)
    below = np.clip(np.floor(at).astype(np.int64), 0, np.maximum(count - 2, 0))
    row = np.arange(len(ordered))
    first, second = ordered[row, below], ordered[row, below + 1]
    result: Floats = first + (second - first) * (at - below)
    return result


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums of each row of samples that can be put together block by block.

    Attributes:
        count: (rows,) finite samples.
        mean: (rows,).
        squares: (rows,) sum of the squared distances from the mean.
    """

    count: NDArray[np.int64]
    mean: Floats
    squares: Floats

    @property
    def sd(self) -> Floats:
        """Standard deviation, with n - 1."""
        return np.sqrt(self.squares / np.maximum(self.count - 1, 1))

    @property
    def mean_error(self) -> Floats:
        """Standard error of the mean."""
        return np.asarray(self.sd / np.sqrt(np.maximum(self.count, 1)))

    @property
    def relative(self) -> float:
        """The largest standard error of a mean, relative to it."""
        return largest(self.mean_error, self.mean)

    def joined(self, other: Moments) -> Moments:
        """Both together (T. F. Chan, G. H. Golub, R. J. LeVeque 1983, Amer. Statist. 37, 242-247)."""
        count = self.count + other.count
        share = other.count / np.maximum(count, 1)
        apart = other.mean - self.mean
        squares = self.squares + other.squares + apart**2 * self.count * share
        return Moments(count, self.mean + apart * share, squares)


def moments(values: NDArray[np.floating[Any]]) -> Moments:
    """Count, mean and squares of each row; what is not finite is left out."""
    finite = np.isfinite(values)
    count = finite.sum(axis=1)
    kept = values if finite.all() else np.where(finite, values, 0.0)
    mean = kept.sum(axis=1, dtype=np.float64) / np.maximum(count, 1)
    apart = kept - mean[:, None]
    if kept is not values:
        apart[~finite] = 0.0
    return Moments(count, mean, np.einsum("ij,ij->i", apart, apart))


def largest(error: Floats, mean: Floats) -> float:
    """The largest error relative to its mean, of means that are not zero."""
    size = np.abs(mean)
    return float(np.divide(error, size, out=np.zeros_like(size), where=size > 0).max(initial=0.0))


def insist(known: Moments) -> None:
    """Raise InputError B637 where a row has too few finite samples."""
    fewest = int(known.count.min(initial=LEAST))
    if fewest < LEAST:
        raise InputError(Finding("B637", {"least": LEAST, "count": fewest}))
