"""Performance classes: where the total stands among a rule's thresholds, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from lca.errors import Finding, Severity
from lca.names import Names
from lca.results.completeness import bilingual
from lca.results.footprint import Performance, PerformanceClass
from lca.results.provenance import Run
from lca.rules.schema.demands import Band, Classes
from lca.system.environment import real
from lca.units import quantity

Samples = NDArray[np.float64]
SURE = 0.95
"""Share of the samples in one class from which on the class is taken as certain."""
TOLERANCE = 1e-9
"""Relative; what lies on a threshold is at most the threshold, whatever the last bits of a sum say."""


def performance(run: Run, total: float) -> Performance | None:
    """The class of the stated total (kg CO2e for the rule's unit); None where the rule has no classes."""
    classes = run.system.rule.model.classes
    if classes is None:
        return None
    value, samples = _compared(run, classes, total)
    return classified(classes, classes.unit or run.system.rule.compiled.unit.id, value, samples)


def classified(classes: Classes, unit: str, value: float, samples: Samples | None) -> Performance:
    """The class of ``value`` and the shares of ``samples`` in each class, which add up to one.

    ``samples`` are of shape (n,), kg CO2e for the unit of the thresholds; None or empty for no shares.
    """
    bounds = [None if band.at_most is None else quantity(band.at_most).engine for band in classes.bands]
    index = int(_places(bounds, np.array([value]))[0])
    shares = _shares(bounds, samples)
    band = classes.bands[index] if index < len(bounds) else None
    return Performance(
        name=band.name if band else None,
        label=band.label if band else None,
        at_most=bounds[index] if band else None,
        unit=unit,
        value=value,
        probability=shares[index] if shares else None,
        samples=samples.size if samples is not None else 0,
        classes=tuple(
            _class(one, bound, shares[i] if shares else None)
            for i, (one, bound) in enumerate(zip(classes.bands, bounds, strict=True))
        ),
        beyond=shares[-1] if shares and bounds[-1] is not None else None,
        source=classes.source,
        clause=classes.clause,
    )


def performance_findings(found: Performance | None) -> Iterable[Finding]:
    """C191 a total beyond all classes, C190 a class that the samples do not make certain."""
    if found is None:
        return
    last = found.classes[-1]
    if found.name is None:
        params = {"value": f"{found.value:,.6g}", "last": last.name, "bound": f"{last.at_most:,.6g}"}
        yield Finding("C191", params, severity=Severity.WARNING, clause=found.clause)
    if found.probability is not None and found.probability < SURE:
        told: dict[str, object] = {
            "name": Names(zh=found.name, en=found.name) if found.name else bilingual("performance.none"),
            "probability": f"{found.probability:.1%}",
            "others": _others(found),
            "sure": f"{SURE:.0%}",
        }
        yield Finding("C190", told, severity=Severity.WARNING, clause=found.clause)


def _compared(run: Run, classes: Classes, total: float) -> tuple[float, Samples | None]:
    """The total and its valid samples for the unit of the thresholds."""
    simulation, unit = run.simulation, classes.unit
    if unit is None:
        return total, simulation.total[simulation.valid] if simulation else None
    flow = float(real(run.nominal.alternatives[unit])) / float(real(run.nominal.demand))
    return total * flow, simulation.alternatives[unit][simulation.valid] if simulation else None


def _places(bounds: Sequence[float | None], values: Samples) -> NDArray[np.intp]:
    """The index of the class of each value; one more than the last class for what lies beyond it."""
    limits = np.array([bound + TOLERANCE * abs(bound) for bound in bounds if bound is not None])
    return np.searchsorted(limits, values, side="left")


def _shares(bounds: Sequence[float | None], samples: Samples | None) -> list[float]:
    """The share of the samples in each class, and last that beyond all; empty without samples."""
    if samples is None or not samples.size:
        return []
    counts = np.bincount(_places(bounds, samples), minlength=len(bounds) + 1)
    return [count / samples.size for count in counts.tolist()]


def _class(band: Band, bound: float | None, share: float | None) -> PerformanceClass:
    return PerformanceClass(name=band.name, label=band.label, at_most=bound, probability=share)


def _others(found: Performance) -> Names:
    """The other classes that samples fall in, with their shares."""
    none = bilingual("performance.none")
    shares: list[tuple[Names, float | None]] = [
        (Names(zh=one.name, en=one.name), one.probability) for one in found.classes if one.name != found.name
    ]
    shares += [(none, found.beyond)] if found.name is not None else []
    told = [(name, f"{share:.1%}") for name, share in shares if share]
    return Names(
        zh="、".join(f"{name.get('zh')} {share}" for name, share in told) or "-",
        en=", ".join(f"{name.get('en')} {share}" for name, share in told) or "-",
    )
