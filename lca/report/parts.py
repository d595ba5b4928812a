"""The parts of the total: stages as bars, categories and gases in a line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lca.report.layout import bars, heading, labelled, left, right
from lca.report.numbers import aligned, percentages, significant
from lca.report.page import MASS, Page
from lca.results.footprint import Gas, Part, Stage

LABEL, VALUE, SHARE, GAP = 29, 14, 12, 2
COMPACT_COLUMN = 14


def stages(page: Page) -> list[Text]:
    """One line a stage with value, share and bar; an excluded stage with its reason instead."""
    included = [stage for stage in page.footprint.stages if stage.included]
    lines = [_head(page, page.say("stages"))]
    rows = dict(zip([stage.key for stage in included], _rows(page, included), strict=True))
    for stage in page.footprint.stages:
        lines += [rows[stage.key]] if stage.included else _excluded(page, stage)
    return lines


def _head(page: Page, words: str) -> Text:
    numbers = right(MASS, VALUE) + right(page.say("share"), SHARE)
    return Text(left(words, LABEL) + numbers, "bold")


def _rows(page: Page, parts: Sequence[Part]) -> list[Text]:
    values = aligned([page.mass(part.value) for part in parts])
    shares = percentages([part.share for part in parts])
    drawn = bars([part.value for part in parts], page.width - LABEL - VALUE - SHARE - GAP)
    return [
        row(page.name(part.label), value, share, bar, negative=part.value < 0)
        for part, value, share, bar in zip(parts, values, shares, drawn, strict=True)
    ]


def row(label: str, value: str, share: str, bar: str = "", negative: bool = False) -> Text:
    """A line of the table of parts: label, value, share, bar."""
    numbers = right(value, VALUE) + " " + right(share, SHARE - 1) + " " * GAP
    text = Text.assemble(left("  " + label, LABEL), numbers, (bar, "green" if negative else "cyan"))
    text.rstrip()
    return text


def _excluded(page: Page, stage: Stage) -> list[Text]:
    reason = page.name(stage.reason)
    clause = page.say("clause", clause=stage.clause) if stage.clause else ""
    words = page.say("excluded", reason=reason + clause) if reason else page.say("excluded_only") + clause
    return labelled("  " + page.name(stage.label), words, page.width, LABEL + GAP, "dim")


def compact(page: Page) -> list[Text]:
    """Categories and gases, those that occur, in a line each."""
    lines = [heading(page.say("composition"), page.width)]
    for label, parts in (("categories", page.footprint.categories), ("gases", page.footprint.gases)):
        present = [part for part in parts if part.value != 0]
        lines += labelled("  " + page.say(label), _list(page, present), page.width, COMPACT_COLUMN)
    return lines


def _list(page: Page, parts: Sequence[Part]) -> str:
    shares = percentages([part.share for part in parts])
    words = [
        f"{page.name(part.label)} {page.mass(part.value)} ({share}{_grams(page, part)})"
        for part, share in zip(parts, shares, strict=True)
    ]
    return " · ".join(words) or page.say("none")


def _grams(page: Page, part: Part) -> str:
    if not isinstance(part, Gas) or part.mass_kg is None or part.key == "co2":
        return ""
    return f"; {significant(part.mass_kg, 3)} kg"
