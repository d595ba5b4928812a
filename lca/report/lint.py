"""Findings of linting for people: the line that is meant, what is wrong with it, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from lca.errors import Finding, Location, Severity
from lca.i18n import Language, text
from lca.report.layout import clip, paragraph
from lca.report.page import WIDTH
from lca.rules.linting.catalogue import Check, checks, reference
from lca.rules.linting.examples import examples
from lca.rules.linting.fixers import FIXERS

STYLES: Final = {
    Severity.ERROR: "bold red",
    Severity.BLOCKING: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}
Lines = Callable[[str], Sequence[str]]


def render_findings(
    findings: Iterable[Finding], lines: Lines, language: Language = "en", width: int = WIDTH
) -> Text:
    """Each finding with its line and a caret; ``lines`` gives the lines of a file."""
    blocks = [Text("\n").join(_finding(finding, lines, language, width)) for finding in findings]
    return Text("\n\n").join(blocks)


def _finding(finding: Finding, lines: Lines, language: Language, width: int) -> list[Text]:
    place, severity = finding.location, text(f"severity.{finding.severity}", language)
    numbers = "".join(f":{number}" for number in (place.line, place.column) if number is not None)
    head = Text.assemble(
        (f"{place.file or ''}{numbers}", "bold"),
        " ",
        (f"{severity} {finding.code}", STYLES[finding.severity]),
    )
    body = paragraph(finding.message(language), width, 2)
    body += paragraph(finding.remedy(language), width, 4) if finding.remedy(language) else []
    rests = reference(finding, language)
    body += paragraph(f"[{rests}]", width, 4, "dim") if rests else []
    return [head, *_source(place, lines, width), *body]


def _source(place: Location, lines: Lines, width: int) -> list[Text]:
    """The line, shifted so that the column can be seen, and a caret below the column."""
    written = lines(place.file) if place.file else ()
    if place.line is None or not 0 < place.line <= len(written):
        return []
    line = written[place.line - 1].rstrip().expandtabs(1)
    column = min(max((place.column or 1) - 1, 0), len(line))
    gutter = f"{place.line:>5} │ "
    room = width - cell_len(gutter)
    start = _start(line, column, room)
    shown = ("…" if start else "") + line[start:]
    before = cell_len(line[start:column]) + (1 if start else 0)
    caret = " " * (len(gutter) - 2) + "│ " + " " * before + "^"
    return [Text.assemble((gutter, "dim"), clip(shown, room)), Text(caret, "dim")]


def _start(line: str, column: int, room: int) -> int:
    """From which character on a line is shown, so that its column lies in the first two thirds."""
    start = len(line) - len(line.lstrip()) if cell_len(line) > room else 0
    start = min(start, column)
    while cell_len(line[start:column]) > room * 2 // 3:
        start += 1
    return start


def render_check(check: Check, language: Language = "en", width: int = WIDTH) -> Text:
    """One check: what it looks for, why, what to do, what it rests on, and an example."""
    severity = text(f"severity.{check.severity}", language)
    colon = "：" if language == "zh" else ": "
    rows = [
        ("finding", check.message(language)),
        ("why", check.why(language)),
        ("remedy", check.remedy(language)),
        ("rests", check.reference(language)),
    ]
    lines = [Text.assemble((f"{check.code} ", "bold"), (severity, STYLES[check.severity]))]
    lines += paragraph(check.title(language), width, style="bold")
    for key, words in rows:
        lines += paragraph(f"{text(f'lint.{key}', language)}{colon}{words}", width)
    if check.code in FIXERS:
        lines += paragraph(text("lint.fixable", language), width)
    if check.clause:
        lines += paragraph(text("lint.assumed", language), width, style="dim")
    return Text("\n").join([*lines, *_example(check.code, language, width)])


def _example(code: str, language: Language, width: int) -> list[Text]:
    if code not in examples():
        return []
    found: list[Text] = []
    for key, snippet in zip(("wrong", "right"), examples()[code].snippets, strict=True):
        if snippet:
            shown = [Text("  " + clip(line, width - 2)) for line in snippet.splitlines()]
            found += [Text(), Text(text(f"lint.{key}", language), "bold"), *shown]
    return found


def rests_on_a_clause(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings names a clause whose number is assumed."""
    found = (checks().get(finding.code) for finding in findings if not finding.clause)
    return any(check is not None and check.clause for check in found)
