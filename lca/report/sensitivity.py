"""What a total depends on, as text: a bar for the range of each parameter, and its shares of the variance."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lca.i18n import Language, text
from lca.report.layout import left, paragraph
from lca.report.numbers import last_place, percent, rounded
from lca.report.page import WIDTH
from lca.sensitivity import Influence, Study

SHOWN = 15
LABEL, RANGE = 36, 22
BAR = WIDTH - LABEL - RANGE - 2


def render_sensitivity(study: Study, language: Language = "en", most: int = SHOWN) -> Text:
    """The study, styled, the widest range first; no line is wider than a terminal of 80 cells."""
    lines = [
        *paragraph(text("sensitivity.title", language), WIDTH, style="bold"),
        Text("━" * WIDTH, "cyan"),
        *paragraph(_total(study, language), WIDTH),
        Text(""),
    ]
    if not study.influences:
        return Text("\n").join([*lines, Text(text("sensitivity.none", language))])
    shown = study.influences[:most]
    for one in shown:
        lines += _influence(one, study, shown, language)
    left_out = len(study.influences) - len(shown)
    notes = [text("sensitivity.more", language, count=left_out)] if left_out else []
    notes.append(_made(study, language))
    for words in notes:
        lines += [Text(""), *paragraph(words, WIDTH, style="dim")]
    for finding in study.findings:
        lines += [Text(""), *paragraph(f"{finding.code} {finding.message(language)}", WIDTH, style="yellow")]
        lines += paragraph(finding.remedy(language), WIDTH, 4, "dim")
    return Text("\n").join(lines)


def _total(study: Study, language: Language) -> str:
    value = rounded(study.total, _place(study))
    return text("sensitivity.total", language, value=value, unit=study.unit.get(language))


def _made(study: Study, language: Language) -> str:
    if not study.samples:
        return text("sensitivity.hint", language)
    return text("sensitivity.made", language, evaluations=f"{study.evaluations:,}", seed=study.seed)


def _influence(one: Influence, study: Study, shown: Sequence[Influence], language: Language) -> list[Text]:
    place = _place(study)
    span = text("sensitivity.range", language, low=rounded(one.low, place), high=rounded(one.high, place))
    head = left(one.label.get(language), LABEL - 1) + " " + left(span, RANGE) + "  "
    line = Text(head)
    line.append(_bar(one, study, shown), "cyan")
    words = text("sensitivity.shares", language, share=percent(one.share))
    if one.first is not None:
        numbers = {
            name: f"{getattr(one, name):z.2f}" for name in ("first", "first_half", "whole", "whole_half")
        }
        words += "; " if language == "en" else "；"
        words += text("sensitivity.indices", language, **numbers)
    return [line, *paragraph(words, WIDTH, 4, "dim")]


def _bar(one: Influence, study: Study, shown: Sequence[Influence]) -> str:
    """The range on one scale for all rows; ``┃`` is the total as stated."""
    low, high = (pick(value for each in shown for value in (each.low, each.high)) for pick in (min, max))
    low, high = min(low, study.total), max(high, study.total)
    scale = (BAR - 1) / (high - low) if high > low else 0.0
    cells = [" "] * BAR
    start, end = (round((value - low) * scale) for value in sorted((one.low, one.high)))
    cells[start : end + 1] = "━" * (end + 1 - start)
    cells[round((study.total - low) * scale)] = "┃"
    return "".join(cells).rstrip()


def _place(study: Study) -> int:
    widest = study.influences[0] if study.influences else None
    return last_place(study.total, abs(widest.high - widest.low) / 4 if widest else None)
