"""The inputs that make most of the footprint, each with its amount, its factor and where that is from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lca.report.layout import bars, left, paragraph, right
from lca.report.numbers import aligned, percent, percentages, significant, written
from lca.report.page import MASS, Page
from lca.report.parts import GAP, LABEL, SHARE, VALUE, row
from lca.results.footprint import Contribution, FactorUse

THRESHOLD = 0.8
MOST = 12
INDENT = 4


def largest(contributions: Sequence[Contribution]) -> list[Contribution]:
    """The fewest lines that make 80 % of the gross total (the sum of magnitudes), largest first.

    At most twelve, so that a list of a thousand equal parts stays readable.
    """
    ordered = sorted(contributions, key=lambda line: -abs(line.value))
    goal = THRESHOLD * sum(abs(line.value) for line in ordered)
    chosen: list[Contribution] = []
    for line in ordered[:MOST]:
        if sum(abs(one.value) for one in chosen) >= goal or line.value == 0:
            break
        chosen.append(line)
    return chosen


def hotspots(page: Page) -> list[Text]:
    """The largest lines with their evidence, the rest split by sign, and the total they add up to."""
    lines = page.footprint.contributions
    chosen = largest(lines)
    paths = {line.path for line in chosen}
    rest = [line for line in lines if line.path not in paths and line.value != 0]
    sums = _sums(page, rest)
    entries = [(page.name(line.label), line.value, line.share) for line in chosen] + sums
    shown = _rows(page, entries)
    factors = {factor.id: factor for factor in page.footprint.factors}
    body: list[Text] = []
    for line, text in zip(chosen, shown, strict=False):
        body += [text, *details(page, line, factors.get(line.factor or ""))]
    return [_head(page, chosen), *body, *shown[len(chosen) :], _total(page)]


def _sums(page: Page, rest: Sequence[Contribution]) -> list[tuple[str, float, float]]:
    found = []
    for key, part in (
        ("rest_positive", [line for line in rest if line.value > 0]),
        ("rest_negative", [line for line in rest if line.value < 0]),
    ):
        if part:
            label = page.say(key, count=len(part))
            found.append((label, sum(line.value for line in part), sum(line.share for line in part)))
    return found


def _rows(page: Page, entries: Sequence[tuple[str, float, float]]) -> list[Text]:
    values = aligned([page.mass(value) for _, value, _ in entries])
    shares = percentages([share for _, _, share in entries])
    drawn = bars([value for _, value, _ in entries], page.width - LABEL - VALUE - SHARE - GAP)
    return [
        row(label, value, share, bar, negative=number < 0)
        for (label, number, _), value, share, bar in zip(entries, values, shares, drawn, strict=True)
    ]


def _head(page: Page, chosen: Sequence[Contribution]) -> Text:
    gross = sum(abs(line.value) for line in page.footprint.contributions)
    reached = sum(abs(line.value) for line in chosen) / gross if gross else 0.0
    words = page.say("hotspots", count=len(chosen), share=percent(reached))
    number = LABEL + VALUE - len(MASS)
    return Text(left(words, number) + MASS + right(page.say("share"), SHARE), "bold")


def _total(page: Page) -> Text:
    total = page.footprint.total
    text = row(page.say("total"), page.mass(total.value), percent(total.share))
    text.stylize("bold")
    return text


def details(page: Page, line: Contribution, factor: FactorUse | None) -> list[Text]:
    """The amount as written, the factor, its publisher and year; then the path to ask ``explain`` for."""
    words = product(line, factor)
    if factor:
        words += " · " + source(page, factor)
    return [
        *paragraph(words, page.width, INDENT, "dim"),
        *paragraph(line.path, page.width, INDENT, "dim italic"),
    ]


def product(line: Contribution, factor: FactorUse | None) -> str:
    """``13,450 kWh × 0.6205 kg CO2e/kWh``; a direct emission has its intensity instead of a factor.

    What is taken off (an avoided product, a credit) stands in parentheses after a minus.
    """
    amount = line.amount
    if factor is None:
        normalised = f"{significant(amount.normalised, 6)} {amount.normalised_unit}"
        return f"{normalised} × {significant(line.intensity, 6)} {MASS}/{amount.normalised_unit}"
    words = f"{written(amount.value)} {amount.unit} × {written(factor.value)} {MASS}/{factor.unit}"
    opposite = (amount.value < 0) ^ (factor.value < 0) ^ (line.value < 0)
    return f"-({words})" if opposite else words


def source(page: Page, factor: FactorUse) -> str:
    """Name, place and year of a factor, and who published it."""
    where = " ".join(str(part) for part in (factor.geography, factor.reference_year) if part)
    specific = page.say("supplier_specific") if factor.supplier_specific else None
    return " · ".join(filter(None, [page.name(factor.name), where, factor.publisher, specific]))
