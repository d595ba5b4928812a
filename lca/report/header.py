"""The head of a report: what was computed, for whom, by which rule, and the total."""

from __future__ import annotations

from rich.text import Text

from lca.report.apart import service_life
from lca.report.layout import labelled, paragraph
from lca.report.numbers import last_place, percent, rounded
from lca.report.page import MASS, Page
from lca.results.footprint import Identified

COLUMN = 14


def title(page: Page) -> list[Text]:
    """The product, who made it when, the rule, the boundary, and a clear word where it is illustrative."""
    footprint = page.footprint
    product = " · ".join(filter(None, [page.name(footprint.product.name), footprint.product.model]))
    lines = [
        Text(page.say(f"title.{footprint.kind}"), "dim"),
        *paragraph(product or footprint.product.id or page.name(footprint.unit.of), page.width, style="bold"),
        Text("━" * page.width, "cyan"),
    ]
    for label, words in _facts(page):
        lines += labelled(page.say(label), words, page.width, COLUMN)
    return lines + _warning(page)


def _facts(page: Page) -> list[tuple[str, str]]:
    footprint = page.footprint
    rule = footprint.rule
    facts = [
        (
            "company",
            " · ".join(filter(None, [_identity(page, footprint.company), _identity(page, footprint.site)])),
        ),
        ("period", page.say("dates", start=footprint.period.start, end=footprint.period.end)),
        ("rule", f"{page.name(rule.title)} · {rule.id} {rule.version} · {page.term('status', rule.status)}"),
        ("standards", ", ".join(rule.standards)),
        ("boundary", page.term("boundary_type", footprint.boundary.type)),
        ("service_life", service_life(page)),
    ]
    return [(label, words) for label, words in facts if words]


def _identity(page: Page, who: Identified) -> str:
    name = page.name(who.name) or who.id or ""
    return f"{name} ({who.geography})" if who.geography else name


def _warning(page: Page) -> list[Text]:
    if not page.footprint.illustrative:
        return []
    return paragraph(page.say("illustrative"), page.width, style="bold yellow")


def total(page: Page) -> list[Text]:
    """The total for the unit with its 95 % interval, then the same footprint for further units."""
    footprint = page.footprint
    head = f"{page.mass(footprint.total.value)} {MASS}"
    lines = labelled(page.say("total"), f"{head} {page.per(footprint.unit)}", page.width, COLUMN, "bold")
    lines += labelled(page.say("interval"), _interval(page), page.width, COLUMN)
    also = page.say("also")
    for words in _further(page):
        lines += labelled(also, words, page.width, COLUMN)
        also = ""
    return lines


def _interval(page: Page) -> str:
    uncertainty = page.footprint.uncertainty
    interval = uncertainty.interval
    if interval is None:
        return page.say("no_interval")
    spread = percent(interval.sd / abs(interval.mean)) if interval.mean else "–"
    return page.say(
        "interval_words",
        span=page.spread(interval),
        median=page.mass(interval.median),
        spread=spread,
        samples=f"{uncertainty.samples:,}",
    )


def _further(page: Page) -> list[str]:
    footprint = page.footprint
    found = [page.alternative(unit) for unit in footprint.alternative_units]
    mass = footprint.unit.mass_kg
    stated = any(
        (unit.amount, unit.unit) == (1, "kg") for unit in (footprint.unit, *footprint.alternative_units)
    )
    if mass and not stated:
        found.insert(0, _per_kilogram(page, mass))
    return found


def _per_kilogram(page: Page, mass: float) -> str:
    footprint = page.footprint
    interval = footprint.uncertainty.interval
    value = footprint.total.value / mass
    place = last_place(value, interval.sd / mass if interval else None)
    words = f"{rounded(value, place)} {MASS} {page.say('per_kilogram')}"
    if interval is None:
        return words
    return f"{words} ({page.span(interval.p2_5 / mass, interval.p97_5 / mass, place)})"
