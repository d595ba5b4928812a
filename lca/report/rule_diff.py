"""What changed between two rules for a terminal: the verdict, clause by clause, reference products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from rich.text import Text

from lca.errors import Finding
from lca.i18n import Language, text
from lca.report.layout import heading, left, paragraph, right, wrap
from lca.report.page import WIDTH
from lca.report.rule_effects import render_effects, say
from lca.rule_diff.difference import RuleDifference
from lca.rules.comparison import Change, Impact
from lca.rules.comparison.words import chapter, reason, sentence

STYLES: Final = {Impact.BREAKING: "bold red", Impact.MINOR: "yellow", Impact.PATCH: "green"}
NUMBER: Final = 5


def render_difference(found: RuleDifference, language: Language = "en", width: int = WIDTH) -> Text:
    """The whole comparison; no line is wider than ``width`` cells."""
    blocks = [list(_verdict(found, language, width)), *_chapters(found, language, width)]
    if found.old.level == "product":
        blocks += render_effects(found, language, width)
    if found.findings:
        blocks.append(list(_findings(found.findings, language, width)))
    return Text("\n\n").join(Text("\n").join(lines) for lines in blocks)


def verdict(found: RuleDifference, language: Language) -> str:
    """Whether the new rule breaks what rests on the old one, in one sentence."""
    if found.impact is None:
        return say("equal" if found.old.version == found.new.version else "same_but_head", language)
    return say(f"verdict.{found.impact}", language)


def proposal(found: RuleDifference, language: Language) -> str:
    """The version that the changes ask for, and whether the author's is enough."""
    params = {"old": found.old.version, "proposed": found.proposed, "new": found.new.version}
    judged = say("too_small" if found.too_small else "enough", language)
    return say("proposal", language, judged=judged, **params)


def counts(found: RuleDifference, language: Language) -> str:
    """How many changes there are of each impact."""
    numbers = {str(impact): found.count(impact) for impact in Impact}
    return say("counts", language, all=len(found.changes), **numbers)


def title(found: RuleDifference, language: Language) -> str:
    """Both rules by id and version; the id once where it is the same."""
    old, new = found.old, found.new
    name = f"{old.id} {old.version} → {new.version}"
    return name if old.id == new.id else f"{old.id} {old.version} → {new.id} {new.version}"


def where(change: Change, language: Language) -> str:
    """The line in the old file and in the new one; one number where they are the same."""
    lines = [
        str(place.line) if place is not None and place.line else "–" for place in (change.old, change.new)
    ]
    return say("line", language, line=" → ".join(dict.fromkeys(lines)))


def _verdict(found: RuleDifference, language: Language, width: int) -> Iterator[Text]:
    yield from paragraph(title(found, language), width, style="bold")
    yield from paragraph(found.new.title.get(language), width, style="dim")
    yield Text("━" * width, "cyan")
    style = STYLES[found.impact] if found.impact else "green"
    yield from paragraph(verdict(found, language), width, style=style)
    if found.changes:
        yield from paragraph(counts(found, language), width)
    yield from paragraph(proposal(found, language), width, style="bold red" if found.too_small else "")


def _chapters(found: RuleDifference, language: Language, width: int) -> Iterator[list[Text]]:
    numbered = enumerate(found.changes, start=1)
    for words, group in groupby(numbered, key=lambda pair: chapter(pair[1], language)):
        lines = [heading(words, width)]
        for number, change in group:
            lines += _change(number, change, language, width)
        yield lines


def _change(number: int, change: Change, language: Language, width: int) -> Iterator[Text]:
    first, *rest = wrap(sentence(change, language), width - NUMBER)
    yield Text.assemble((left(right(str(number), NUMBER - 2), NUMBER), "bold"), first)
    yield from (Text(" " * NUMBER + line) for line in rest)
    said = text(f"rule_diff.impact.{change.impact}", language)
    why = say("why", language, impact=said, reason=reason(change, language), line=where(change, language))
    yield from paragraph(why, width, NUMBER, STYLES[change.impact])


def _findings(findings: Iterable[Finding], language: Language, width: int) -> Iterator[Text]:
    yield heading(say("findings", language), width)
    for finding in findings:
        for line in finding.render(language).split("\n"):
            yield from paragraph(line.strip(), width, 4 if line.startswith(" ") else 2)
