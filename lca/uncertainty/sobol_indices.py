"""Sobol indices: which share of a result's variance each parameter causes, alone and with all others.

The first-order index is ``Var(E(y | x_i)) / Var(y)``: what knowing the parameter would take from the variance
on average. The total index is ``1 - Var(E(y | all but x_i)) / Var(y)``: what would be left if only it were
unknown. They agree for a sum of parameters and differ by interactions. Estimators of A. Saltelli et al.
(2010, Comput. Phys. Commun. 181(2), 259-270) as SALib has them, on points of a scrambled Sobol design, with
bootstrap intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.distributions import Distribution
from lca.errors import Finding, InputError
from lca.uncertainty.designs import Design, design, designed_draw
from lca.uncertainty.propagation import Function

Floats = NDArray[np.float64]
RUN = 8192
"""Samples evaluated at a time; no bit depends on it where the function is elementwise over samples."""
BOTH = ("first matrix", "second matrix")
"""The two independent draws of each parameter."""


@dataclass(frozen=True, eq=False)
class SobolIndices:
    """Shares of a result's variance by parameter.

    Attributes:
        names: of the parameters that vary, sorted.
        first: first-order indices; estimates may be slightly below 0 or add up to more than 1.
        first_half: half-widths of their intervals.
        total: total indices.
        total_half: half-widths of their intervals.
        confidence: of the intervals, such as 0.95.
        mean: of the result.
        variance: of the result.
        samples: of the design.
        evaluations: of the function, ``samples * (parameters + 2)``.
    """

    names: tuple[str, ...]
    first: Floats
    first_half: Floats
    total: Floats
    total_half: Floats
    confidence: float
    mean: float
    variance: float
    samples: int
    evaluations: int


def sobol_indices(
    function: Function,
    distributions: Mapping[str, Distribution],
    *,
    seed: int,
    samples: int = 1024,
    confidence: float = 0.95,
    resamples: int = 200,
) -> SobolIndices:
    """Indices of a function of independent parameters.

    Parameters that share their draws must be one parameter here. Those without variance keep their value and
    have no index.

    Args:
        function: of the parameters by name, numbers or arrays over samples, to one number a sample; such as
            the total of :func:`lca.solve.foreground.evaluate`.
        distributions: by name of the parameter.
        seed: of the points and of the bootstrap.
        samples: of the design, a power of 2; the function is evaluated ``samples * (parameters + 2)`` times.
        confidence: of the intervals.
        resamples: of the bootstrap.

    Raises:
        InputError: N101, N104, N131, N132, N135, N139 nothing varies, N143 the function's shape, N144 a
            result that is not finite, N145 a constant result, N146 confidence or resamples, N147 SALib
            is not installed.
    """
    names = tuple(sorted(name for name, of in distributions.items() if of.variance > 0.0))
    if not names:
        raise InputError(Finding("N139", {"count": len(distributions)}))
    if not 0.0 < confidence < 1.0 or isinstance(resamples, bool) or resamples < 2:
        told = {"confidence": repr(confidence), "resamples": repr(resamples)}
        raise InputError(Finding("N146", told))
    points = design("sobol", samples, (_identity(name, part) for name in names for part in BOTH))
    drawn = {name: [_draws(points, distributions[name], seed, name, part) for part in BOTH] for name in names}
    fixed = {name: of.mean for name, of in distributions.items() if name not in drawn}
    columns = [_evaluate(function, values, samples) for values in _matrices(drawn, fixed)]
    results = np.column_stack(columns)
    _check(results)
    found = _analyse(results, names, seed, confidence, resamples)
    plain = results[:, [0, -1]]
    return SobolIndices(
        names,
        first=np.asarray(found["S1"], dtype=np.float64),
        first_half=np.asarray(found["S1_conf"], dtype=np.float64),
        total=np.asarray(found["ST"], dtype=np.float64),
        total_half=np.asarray(found["ST_conf"], dtype=np.float64),
        confidence=confidence,
        mean=float(plain.mean()),
        variance=float(plain.var(ddof=1)),
        samples=samples,
        evaluations=results.size,
    )


def _identity(name: str, part: str) -> str:
    """What is drawn; sorted, all first matrices come before all second ones, as the estimators expect."""
    return f"sobol indices: {part}: {name}"


def _draws(points: Design, of: Distribution, seed: int, name: str, part: str) -> Floats:
    return designed_draw(points, of, seed, _identity(name, part), 0, points.samples)


def _matrices(drawn: Mapping[str, list[Floats]], fixed: Mapping[str, float]) -> Iterator[dict[str, Any]]:
    """The first matrix, the first with one column of the second for each parameter, the second."""
    first, second = ({name: both[part] for name, both in drawn.items()} for part in (0, 1))
    yield {**fixed, **first}
    for name in drawn:
        yield {**fixed, **first, name: second[name]}
    yield {**fixed, **second}


def _evaluate(function: Function, values: Mapping[str, Any], samples: int) -> Floats:
    """The function over all samples, some at a time; fixed parameters stay numbers."""
    parts = []
    for start in range(0, samples, RUN):
        count = min(RUN, samples - start)
        own = {key: v[start : start + count] if isinstance(v, np.ndarray) else v for key, v in values.items()}
        result = np.asarray(function(own), dtype=np.float64)
        if result.shape not in ((), (count,)):
            raise InputError(Finding("N143", {"shape": str(result.shape), "count": count}))
        parts.append(np.broadcast_to(result, (count,)))
    return np.concatenate(parts)


def _check(results: Floats) -> None:
    if not np.isfinite(results).all():
        sample = int(np.argwhere(~np.isfinite(results))[0, 0])
        raise InputError(Finding("N144", {"sample": sample, "count": int((~np.isfinite(results)).sum())}))
    if np.ptp(results) == 0.0:
        raise InputError(Finding("N145", {"value": float(results.flat[0])}))


def _analyse(
    results: Floats, names: tuple[str, ...], seed: int, confidence: float, resamples: int
) -> Mapping[str, Any]:
    """SALib's estimators; it reads a seed of 0 as none, hence the 1."""
    try:
        from SALib.analyze import sobol
    except ImportError as missing:
        raise InputError(Finding("N147", {"library": "SALib"})) from missing
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    found: Mapping[str, Any] = sobol.analyze(
        problem,
        results.ravel(),
        calc_second_order=False,
        num_resamples=resamples,
        conf_level=confidence,
        seed=seed + 1,
    )
    return found
