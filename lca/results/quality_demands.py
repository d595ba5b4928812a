"""What a rule demands of the quality of data: of the result, of single activity data, of their period."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from lca.errors import Finding, Severity
from lca.inventory.bind import place_of
from lca.inventory.bound import BoundValue
from lca.results.completeness import LISTED, bilingual, fraction, listed
from lca.results.footprint import DataQuality
from lca.results.lines import LineResult, named
from lca.rules.schema.activity import Scalar
from lca.system.product_system import ProductSystem
from lca.units import Quantity, quantity, unit

DAY, YEAR = unit("day").scale, unit("year").scale


def result_findings(system: ProductSystem, quality: DataQuality) -> Iterable[Finding]:
    """C110 too little primary data; C111 a score too poor; C112 no scores."""
    demanded = system.rule.model.data_quality
    if demanded is None:
        return
    minimum = None if demanded.primary_share is None else fraction(demanded.primary_share)
    if minimum is not None and quality.primary_activity_share < minimum:
        shares = {"actual": f"{quality.primary_activity_share:.1%}", "minimum": f"{minimum:.0%}"}
        yield Finding("C110", shares, severity=Severity.BLOCKING)
    limits = demanded.minimum.model_dump(exclude_none=True) if demanded.minimum else {}
    for indicator, limit in limits.items():
        actual = getattr(quality, indicator)
        name = bilingual(f"indicator.{indicator}")
        params = {"indicator": name, "limit": limit, "covered": f"{quality.covered_share:.0%}"}
        if actual is None:
            yield Finding("C112", params, severity=Severity.BLOCKING)
        elif actual > limit:
            yield Finding("C111", {**params, "actual": f"{actual:.2f}"}, severity=Severity.BLOCKING)


def activity_findings(system: ProductSystem, lines: Sequence[LineResult]) -> Iterable[Finding]:
    """C143 and C144: activity data whose scores are worse than the rule allows for them, or that have none.

    Data that were not given are in the ledger; a default stands in without scores.
    """
    for name, spec in system.rule.model.activity_data.items():
        value = system.bound.values.get(name)
        if isinstance(spec, Scalar) and spec.quality is not None and value is not None:
            limits = spec.quality.model_dump(exclude_none=True)
            yield from _activity(value, limits, _used(value, lines))


def _activity(value: BoundValue, limits: Mapping[str, float], used: str) -> Iterable[Finding]:
    entry, spec = value.entry, value.spec
    place = entry.location if entry else spec.location
    clause = getattr(spec, "clause", None)
    scores = entry.pedigree if entry else None
    if scores is None and limits:
        words = listed([bilingual(f"indicator.{key}") for key in limits])
        params = {"name": spec.label or named(spec.name), "indicators": words, "used": used}
        yield Finding("C144", params, place, Severity.BLOCKING, clause=clause)
        return
    for indicator, limit in limits.items():
        actual = getattr(scores, indicator)
        if actual > limit:
            params = {
                "name": spec.label or named(spec.name),
                "indicator": bilingual(f"indicator.{indicator}"),
                "actual": actual,
                "limit": f"{limit:g}",
                "used": used,
            }
            yield Finding("C143", params, place, Severity.BLOCKING, clause=clause)


def _used(value: BoundValue, lines: Sequence[LineResult]) -> str:
    """The lines that rest on a value, the first few by path."""
    paths = [line.flow.path for line in lines if any(v.identity == value.identity for v in line.inputs)]
    more = f" (+{len(paths) - LISTED})" if len(paths) > LISTED else ""
    return ", ".join(paths[:LISTED]) + more or "-"


def period_findings(system: ProductSystem) -> Iterable[Finding]:
    """C145: a period of the activity data that is shorter than the rule demands."""
    demanded, period = system.rule.model.data_quality, system.bound.inventory.period
    if demanded is None or demanded.period is None:
        return
    needed = last_day(period.start, quantity(demanded.period))
    if period.end < needed:
        params = {
            "start": period.start,
            "end": period.end,
            "days": period.days,
            "minimum": demanded.period,
            "needed": needed,
        }
        place = place_of(system.bound.inventory, "period")
        yield Finding("C145", params, place, Severity.BLOCKING, clause=demanded.clause)


def last_day(start: date, length: Quantity) -> date:
    """The first day on which a period from ``start`` is as long as ``length``, both days included.

    Whole years go by the calendar: a year from 1 March 2023 ends on 29 February 2024. Anything else
    is counted in days of 24 hours, the last one in full. Never later than the calendar goes.
    """
    days = max(-(-length.engine // DAY), 1.0)
    if days > (date.max - start).days:
        return date.max
    if length.unit.scale == YEAR and length.value.is_integer():
        return _years_after(start, int(length.value)) - timedelta(days=1)
    return start + timedelta(days=int(days) - 1)


def _years_after(start: date, years: int) -> date:
    """The same day in another year; 1 March where that year has no 29 February."""
    year = start.year + years
    leap = (start.month, start.day) == (2, 29) and not calendar.isleap(year)
    return date(year, 3, 1) if leap else start.replace(year=year)
