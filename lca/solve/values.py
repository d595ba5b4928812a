"""Values over samples: a number where nothing varies, an array with one number a sample elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, ProductSystemError
from lca.solve.pattern import Pattern, Position

Array = NDArray[Any]  # float64 or complex128
Value = float | complex | Array
"""A number, or one number a sample: shape (samples,), float64 or complex128."""
Vector = Mapping[int, Value]
"""Sparse vector: position to value; what is absent is zero by structure."""
Kind = type[np.float64] | type[np.complex128]

CHUNK = 4096
"""Samples computed at a time; no bit depends on it."""


def check_values(
    pattern: Pattern, values: Mapping[Position, Value], demand: Vector, burdens: Sequence[Vector]
) -> tuple[int, Kind]:
    """The number of samples and the kind of arithmetic.

    Raises:
        ProductSystemError: S223, S225, S226 all at once; S224 where arrays differ in length.
    """
    odd = sorted(set(values) ^ set(pattern.positions))
    findings = [Finding("S223", {"positions": odd[:10], "count": len(odd)})] if odd else []
    labelled = [(f"A{list(position)}", value) for position, value in values.items()]
    for name, vector in (("d", demand), *((f"h{k}", burden) for k, burden in enumerate(burdens))):
        labelled += [(f"{name}[{i}]", value) for i, value in vector.items()]
        outside = [i for i in vector if not 0 <= i < pattern.size]
        findings += [Finding("S226", {"name": name, "index": i, "size": pattern.size}) for i in outside]
    wrong = [(name, value) for name, value in labelled if not _is_numeric(value)]
    findings += [Finding("S225", {"name": name, "value": _offender(value)}) for name, value in wrong]
    if findings:
        raise ProductSystemError(findings)
    arrays = [np.asarray(value) for _, value in labelled if np.ndim(value)]
    shapes = {array.shape for array in arrays}
    if len(shapes) > 1 or any(len(shape) > 1 for shape in shapes):
        raise ProductSystemError(Finding("S224", {"shapes": ", ".join(sorted(map(str, shapes)))}))
    kind: Kind = np.complex128 if any(np.iscomplexobj(value) for _, value in labelled) else np.float64
    return (len(arrays[0]) if arrays else 1), kind


def _is_numeric(value: object) -> bool:
    """Whether a value is a finite number or an array of finite numbers."""
    array = np.asarray(value)
    return array.dtype.kind in "fiuc" and array.size > 0 and bool(np.isfinite(array).all())


def _offender(value: object) -> str:
    """A short picture of what is not a finite number; of an array its first offender."""
    array = np.asarray(value)
    if array.ndim != 1 or array.dtype.kind not in "fc":
        return repr(value)[:60]
    offenders = np.flatnonzero(~np.isfinite(array))
    return f"{array[offenders[0]]} (sample {offenders[0]})" if offenders.size else f"shape {array.shape}"


def plain(value: Value, kind: Kind) -> Value:
    """A Python number, or an array of the common kind."""
    if np.ndim(value) == 0:
        number = np.asarray(value).item()
        return number if isinstance(number, complex) else float(number)
    return np.asarray(value, dtype=kind)


def runs(samples: int) -> Iterator[slice]:
    """The runs of samples that are computed together."""
    for start in range(0, samples, CHUNK):
        yield slice(start, min(start + CHUNK, samples))


def take(value: Value, run: slice) -> Value:
    """The value in a run of samples."""
    return value[run] if isinstance(value, np.ndarray) else value


def patched(old: Value, new: Array, where: NDArray[np.bool_]) -> Value:
    """The old values with new ones where the mask says so; one sample gives a number."""
    if where.size == 1:
        number: float | complex = new[0].item()
        return number
    result: Array = np.array(np.broadcast_to(old, where.shape), dtype=np.result_type(old, new))
    result[where] = new
    return result


def joined(values: Sequence[Value], counts: Sequence[int]) -> Value:
    """One value from its runs (of ``counts`` samples); a number stays a number where all runs hold it."""
    if not any(isinstance(value, np.ndarray) for value in values):
        return values[0]
    spread = [np.broadcast_to(value, (count,)) for value, count in zip(values, counts, strict=True)]
    return np.concatenate(spread)


def minus(value: Value | None, factor: Value, other: Value) -> Value:
    """``value - factor * other``; an absent value is zero by structure."""
    product = factor * other
    start = 0.0 if value is None else value
    if isinstance(product, np.ndarray):
        return np.subtract(start, product, out=product)
    return start - product


def divided(value: Value, pivot: Value) -> Value:
    """The quotient; NaN for a pivot that is the number zero, as the residual then shows."""
    if not isinstance(pivot, np.ndarray) and pivot == 0:
        return float("nan")
    return value / pivot
