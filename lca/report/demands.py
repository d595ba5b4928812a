"""What a rule demands beside the total: its sensitivity cases and their range, its performance classes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from lca.report.layout import bars, heading, left, paragraph, right
from lca.report.numbers import aligned, percentages, written
from lca.report.page import MASS, Page
from lca.report.parts import GAP, LABEL, SHARE, VALUE, row
from lca.results.footprint import Performance, Sensitivity, SensitivityRange


def sensitivities(page: Page) -> list[Text]:
    """Each case with its total and change, then the range of all; nothing where there is no case."""
    found = page.footprint.sensitivities
    if not found:
        return []
    lines = [heading(page.say("sensitivities"), page.width)]
    for one in found:
        lines += paragraph(_case(page, one), page.width, 2)
    span = page.footprint.sensitivity_range
    return lines + (paragraph(_range(page, span), page.width, 2, "dim") if span and len(found) > 1 else [])


def _case(page: Page, one: Sensitivity) -> str:
    words = page.say("instead", value=page.mass(one.value), mass=MASS, change=_percent(one.change))
    clause = page.say("clause", clause=one.clause) if one.clause else ""
    return f"{page.name(one.label)}{page.say('colon')}{words}{clause}"


def _range(page: Page, span: SensitivityRange) -> str:
    return page.say(
        "case_range",
        span=page.span(span.low, span.high, page.place),
        mass=MASS,
        low=_percent(span.low_change),
        high=_percent(span.high_change),
    )


def _percent(change: float) -> str:
    return f"{change * 100:+.1f} %"


def performance(page: Page) -> list[Text]:
    """The class of the total among all classes, with the share of the samples in each."""
    found = page.footprint.performance_class
    if found is None:
        return []
    name = found.name or page.say("no_class")
    words = page.say("performance", name=name)
    numbers = right(MASS, VALUE) + (right(page.say("samples"), SHARE) if found.samples else "")
    return [
        Text(left(words, LABEL) + numbers, "bold"),
        *_bands(page, found),
        *paragraph(_footnote(page, found), page.width, 2, "dim"),
    ]


def _bands(page: Page, found: Performance) -> Iterator[Text]:
    """One line a class, the reached one marked; what lies beyond all where there is such a place."""
    bounds = [one.at_most for one in found.classes]
    last = next((bound for bound in reversed(bounds) if bound is not None), None)
    rows: list[tuple[str, str, float | None, str | None]] = [
        (f"{one.name} {page.name(one.label)}", _bound(one.at_most, last), one.probability, one.name)
        for one in found.classes
    ]
    if bounds[-1] is not None and (found.beyond or found.name is None):
        rows.append((page.say("no_class"), _bound(None, last), found.beyond, None))
    known = [share for _, _, share, _ in rows if share is not None]
    told = percentages(known) if len(known) == len(rows) else [""] * len(rows)
    width = page.width - LABEL - VALUE - SHARE - GAP
    drawn = bars(known, width) if len(known) == len(rows) else [""] * len(rows)
    values = aligned([value for _, value, _, _ in rows])
    for (label, _, _, name), value, share, bar in zip(rows, values, told, drawn, strict=True):
        line = row(("▸ " if name == found.name else "  ") + label, value, share, bar)
        line.stylize("bold" if name == found.name else "")
        yield line


def _bound(at_most: float | None, last: float | None) -> str:
    if at_most is not None:
        return f"≤ {written(at_most)}"
    return f"> {written(last)}" if last is not None else ""


def _footnote(page: Page, found: Performance) -> str:
    """What the thresholds are for and where they come from."""
    units = {one.id: one for one in page.footprint.alternative_units}
    unit = units.get(found.unit, page.footprint.unit)
    clause = page.say("clause", clause=found.clause) if found.clause else ""
    key = "performance_words" if found.samples else "performance_unsampled"
    return page.say(key, per=page.per(unit), samples=f"{found.samples:,}", source=found.source, clause=clause)
