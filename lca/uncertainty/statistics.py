"""Statistics of samples, summed in an order that is fixed by their number alone.

Samples are sorted first, so the statistics do not depend on the order in which samples were drawn or
computed; sums run over the sorted samples by halving (as in pairwise summation, with elementwise additions
only), so that they have the same bits on every machine and an error that grows with the logarithm of the
count (N. J. Higham 2002, Accuracy and Stability of Numerical Algorithms, section 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lca.errors import Finding, InputError

PER_MILLE = (500, 25, 50, 950, 975)
"""The percentiles of a summary in thousandths: median, P2.5, P5, P95, P97.5."""

LARGEST = 1e150
"""Magnitude beyond which squares overflow; such samples are refused like infinite ones."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is reported of a sampled quantity, all in its unit.

    Attributes:
        mean: arithmetic mean.
        sd: standard deviation of the population, estimated with n - 1.
        median: percentile 50.
        p2_5: percentile 2.5; percentiles interpolate linearly between order statistics at
            ``(n - 1) p`` (definition 7 of R. J. Hyndman and Y. Fan 1996, The American Statistician 50(4)).
        p5: percentile 5.
        p95: percentile 95.
        p97_5: percentile 97.5.
        standard_error: Monte Carlo standard error of the mean, ``sd / sqrt(n)``.
        n: number of samples.
    """

    mean: float
    sd: float
    median: float
    p2_5: float
    p5: float
    p95: float
    p97_5: float
    standard_error: float
    n: int


COLUMNS = tuple(field.name for field in fields(Summary) if field.name != "n")
"""The columns of :func:`table`, in order."""


def statistics(samples: ArrayLike) -> Summary:
    """Summarise one row of samples, shape (n,).

    Raises:
        InputError: N110 fewer than two samples or not one row, N111 not finite or beyond :data:`LARGEST`.
    """
    values = np.asarray(samples, dtype=np.float64)
    if values.ndim != 1:
        raise InputError(Finding("N110", {"shape": str(values.shape)}))
    mean, sd, median, p2_5, p5, p95, p97_5, error = table(values[np.newaxis, :])[0].tolist()
    return Summary(mean, sd, median, p2_5, p5, p95, p97_5, error, values.size)


def table(samples: ArrayLike) -> NDArray[np.float64]:
    """Summarise many rows at once: shape (rows, n) to (rows, 8) with the columns :data:`COLUMNS`.

    A row's numbers have the same bits as :func:`statistics` gives for it alone.

    Raises:
        InputError: N110 fewer than two samples or not a table, N111 not finite or beyond :data:`LARGEST`.
    """
    values = np.asarray(samples, dtype=np.float64)
    if values.ndim != 2 or values.shape[1] < 2:
        raise InputError(Finding("N110", {"shape": str(values.shape)}))
    usable = np.abs(values) <= LARGEST
    if not usable.all():
        row, sample = (int(i) for i in np.argwhere(~usable)[0])
        raise InputError(Finding("N111", {"row": row, "sample": sample, "value": values[row, sample]}))
    ordered = np.sort(values, axis=1)
    mean, sd = _moments(ordered)
    error = sd / np.sqrt(float(values.shape[1]))
    percentiles = [_percentile(ordered, share) for share in PER_MILLE]
    return np.column_stack([mean, sd, *percentiles, error])


def _moments(ordered: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation, about the middle sample so that equal samples give exactly theirs, 0."""
    count = ordered.shape[1]
    middle = ordered[:, count // 2]
    mean = middle + total(ordered - middle[:, np.newaxis]) / count
    deviations = ordered - mean[:, np.newaxis]
    return mean, np.sqrt(total(deviations * deviations) / (count - 1))


def total(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum along the last axis by adding the second half to the first until one value is left."""
    rest = values
    while rest.shape[-1] > 1:
        half = (rest.shape[-1] + 1) // 2
        first = rest[..., :half].copy()
        first[..., : rest.shape[-1] - half] += rest[..., half:]
        rest = first
    result: NDArray[np.float64] = rest[..., 0]
    return result


def _percentile(ordered: NDArray[np.float64], per_mille: int) -> NDArray[np.float64]:
    """Between the order statistics at ``(n - 1) p``; the share is computed in integers."""
    count = ordered.shape[1]
    below, rest = divmod((count - 1) * per_mille, 1000)
    low = ordered[:, below]
    high = ordered[:, min(below + 1, count - 1)]
    result: NDArray[np.float64] = low + (high - low) * (rest / 1000)
    return result
