"""Beside the total: what is reported apart, balances, what was left out, when results may be compared."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lca.report.layout import heading, labelled, paragraph
from lca.report.numbers import percent, significant
from lca.report.page import MASS, Page
from lca.results.footprint import Balance, CarbonStorage, DelayedEmission

COLUMN = 20
MOST_BALANCES = 6


def apart(page: Page) -> list[Text]:
    """Carbon held and emissions that come later; nothing where the rule asks for neither."""
    known = page.footprint.reported_apart
    if known is None:
        return []
    lines = [heading(page.say("apart"), page.width)]
    stored = [(page.say("biogenic_carbon"), _content(page, known.biogenic_carbon_content))]
    stored += [("", _storage(page, one)) for one in known.carbon_storage]
    delayed = [(page.say("delayed"), words) for words in _delays(page, known.delayed_emissions)]
    if known.delay_effect is not None:
        method = page.name(known.delay_method)
        words = page.say("delay_effect", value=page.mass(known.delay_effect), mass=MASS, method=method)
        delayed.append((page.say("delay_label"), words))
    rows = [*(stored if known.carbon_storage else []), *delayed]
    before = ""
    for label, words in rows:
        lines += labelled("  " + label if label != before else "", words, page.width, COLUMN)
        before = label
    return lines


def _content(page: Page, carbon: float | None) -> str:
    if carbon is None:
        return page.say("carbon_unknown")
    return page.say("carbon_content", carbon=significant(carbon))


def _storage(page: Page, one: CarbonStorage) -> str:
    words = page.say(
        "carbon_storage",
        name=page.name(one.label),
        carbon=significant(one.carbon),
        co2=significant(one.co2),
        duration=f"{one.duration:g} {one.duration_unit}",
    )
    return words + _clause(page, one.clause)


def _delays(page: Page, delayed: Sequence[DelayedEmission]) -> list[str]:
    """One row for each time: what is emitted then, by name where it is one line."""
    found = []
    for years in dict.fromkeys(one.years for one in delayed):
        members = [one for one in delayed if one.years == years]
        what = page.name(members[0].label) + _clause(page, members[0].clause)
        if len(members) > 1:
            what = page.say("delayed_lines", count=len(members))
        value = page.mass(sum(one.value for one in members))
        words = page.say("delayed_after", value=value, mass=MASS, years=f"{years:g}", what=what)
        beyond = members[0].effect is None
        found.append(words + (page.say("delay_beyond") if beyond else ""))
    return found


def balances(page: Page) -> list[Text]:
    """What goes into the processes and what comes out, what does not close first."""
    ordered = sorted(page.footprint.balances, key=lambda one: one.passed is True)
    if not ordered:
        return []
    lines = [heading(page.say("balances"), page.width)]
    for one in ordered[:MOST_BALANCES]:
        style = "" if one.passed else "bold red"
        lines += paragraph(_balance(page, one), page.width, 2, style)
    rest = ordered[MOST_BALANCES:]
    closed = all(one.passed for one in rest)
    if rest:
        words = page.say("more_balances" if closed else "more_open_balances", count=len(rest))
        lines += paragraph(words, page.width, 2, "dim")
    return lines


def _balance(page: Page, one: Balance) -> str:
    params = {"process": page.name(one.process_label), "name": page.name(one.label)}
    if one.difference is None or one.inputs is None or one.outputs is None:
        return page.say("balance_undecided", **params) + _clause(page, one.clause)
    words = page.say(
        "balance",
        inputs=f"{significant(one.inputs)} {one.unit}",
        outputs=f"{significant(one.outputs)} {one.unit}",
        difference=f"{one.difference * 100:+.2f} %",
        tolerance=f"{one.tolerance * 100:g} %",
        **params,
    )
    return words + _clause(page, one.clause)


def omitted(page: Page) -> list[Text]:
    """The share of all that is left out, in the basis of the cut-off; nothing where it is not known."""
    known = page.footprint.boundary
    if known.omitted_share is None or known.cut_off_basis is None:
        return []
    basis = page.term("cut_off", known.cut_off_basis)
    if known.cut_off_whole is not None:
        basis += page.say(
            "cut_off_whole", amount=significant(known.cut_off_whole), unit=known.cut_off_whole_unit
        )
    share = percent(known.omitted_share)
    limit = percent(known.cut_off_total) if known.cut_off_total is not None else "–"
    words = page.say("omitted_words", share=share, basis=basis, limit=limit)
    return labelled("  " + page.say("omitted"), words, page.width, COLUMN)


def comparability(page: Page) -> list[Text]:
    """The conditions under which the result may be compared, in one paragraph."""
    found = page.footprint.comparability
    if not found:
        return []
    words = page.say("semicolon").join(page.name(one.text) + _clause(page, one.clause) for one in found)
    return [heading(page.say("comparable"), page.width), *paragraph(words, page.width, 2)]


def service_life(page: Page) -> str:
    """How long the product serves and what that rests on; empty where the rule does not say."""
    life = page.footprint.unit.service_life
    if life is None:
        return ""
    basis = page.say("colon") + page.name(life.basis) if life.basis else ""
    return f"{life.amount:g} {life.unit}{basis}{_clause(page, life.clause)}"


def _clause(page: Page, clause: str | None) -> str:
    return page.say("clause", clause=clause) if clause else ""
