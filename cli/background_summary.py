"""The summary of an import for people: 80 columns, what became of every record, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from lca.errors import Severity
from lca.i18n import Language, text
from lca.report.layout import heading, labelled, left, paragraph, right
from lca.report.numbers import percent
from lca.report.page import WIDTH

if TYPE_CHECKING:
    from lca.background.importing import ImportReport
    from lca.errors import Finding

COLUMN = 18
NUMBER = 12
SHARE = 10
LEFT_OUT = ("dataset_left_out", "exchange_left_out", "exchange_unlinked", "uncertainty_left_out")
OTHERS = ("assumed", "noted")
BECAME = (
    "linked",
    "elementary",
    "producing",
    "unlinked",
    "left_out",
    "of_left_out_datasets",
    "of_repeated_datasets",
)
SHOWN = 6
"""How many findings on gases are told in full."""


def render(done: ImportReport, language: Language, width: int = WIDTH) -> Text:
    """The whole summary."""
    sections = (
        _head(done, language, width),
        _exchanges(done, language, width),
        _reasons(done, language, width),
        _gases(done, language, width),
        _end(done, language, width),
    )
    blocks = [Text("\n").join(lines) for lines in sections if lines]
    return Text("\n\n").join(blocks)


def say(key: str, language: Language, /, default: str | None = None, **params: object) -> str:
    """A sentence or label of ``background.*``."""
    return text(f"background.{key}", language, default=default, **params)


def count(number: int) -> str:
    """A whole number with its thousands apart."""
    return f"{number:,}"


def _head(done: ImportReport, language: Language, width: int) -> list[Text]:
    counts, source = done.counts, done.background.manifest["source"]
    told = {name: count(number) for name, number in counts.items()}
    facts = (
        ("source", f"{source['file']} · {done.format} · SHA-256 {source['sha256'][:12]}"),
        ("folder", f"{done.background.folder} · SHA-256 {done.background.sha256[:12]}"),
        ("datasets", say("datasets_told", language, **told)),
        ("processes", say("processes_told", language, **told)),
        ("suppliers", say(f"suppliers_{done.suppliers}", language)),
    )
    lines = [*paragraph(done.background.name, width, style="bold"), Text("━" * width, "cyan")]
    for key, words in facts:
        lines += labelled(say(key, language), words, width, COLUMN)
    return lines


def _exchanges(done: ImportReport, language: Language, width: int) -> list[Text]:
    counts = done.counts
    whole = counts["exchanges_read"]
    rows = [(say(f"exchanges.{key}", language), counts[f"exchanges_{key}"]) for key in BECAME]
    lines = [heading(say("exchanges", language), width, count(whole))]
    for label, number in rows:
        if number:
            lines.append(row(label, number, whole, width))
    lines.append(
        row(say("exchanges.uncertain", language), counts["exchanges_uncertain"], whole, width, "dim")
    )
    return lines


def row(label: str, number: int, whole: int, width: int, style: str = "") -> Text:
    """A label, a number at the right, and its share of the whole."""
    share = percent(number / whole) if whole else ""
    words = left(f"  {label}", width - NUMBER - SHARE) + right(share, SHARE) + right(count(number), NUMBER)
    return Text(words, style)


def _reasons(done: ImportReport, language: Language, width: int) -> list[Text]:
    """What was left out or assumed, by consequence and code, with the first example of each."""
    lines: list[Text] = []
    for kind in (*LEFT_OUT, *OTHERS):
        codes = done.reasons.get(kind)
        if codes:
            total = count(sum(codes.values()))
            lines.append(heading(say(f"consequence.{kind}", language), width, total))
            for code, number in sorted(codes.items(), key=lambda item: (-item[1], item[0])):
                lines += _reason(done, kind, code, number, language, width)
    return lines


def _reason(
    done: ImportReport, kind: str, code: str, number: int, language: Language, width: int
) -> Iterator[Text]:
    example = next(
        one.finding for one in done.remarks if one.consequence.value == kind and one.finding.code == code
    )
    yield Text(left(f"  {code}", width - NUMBER) + right(count(number), NUMBER))
    words = (
        say("example", language, message=example.message(language))
        if number > 1
        else example.message(language)
    )
    yield from paragraph(words, width - NUMBER, 4, "dim")


def _gases(done: ImportReport, language: Language, width: int) -> list[Text]:
    gases = done.gases
    told = {
        "mapped": count(len(gases)),
        "others": count(done.counts["flows"] - len(gases)),
        "gases": count(len(set(gases.gas))),
    }
    lines = [heading(say("gases", language), width)]
    lines += paragraph(say("gases_told", language, **told), width, 2)
    return [*lines, *findings(gases.findings, language, width)]


def findings(found: Sequence[Finding], language: Language, width: int, shown: int = SHOWN) -> list[Text]:
    """Findings, the grave ones first and in full, the rest counted."""
    order = list(Severity)
    ranked = sorted(found, key=lambda one: order.index(one.severity))
    lines: list[Text] = []
    for one in ranked[:shown]:
        words = f"{text(f'severity.{one.severity}', language)} {one.code}: {one.message(language)}"
        lines += paragraph(words, width, 2, "" if one.severity is Severity.INFO else "yellow")
    if len(ranked) > shown:
        lines += paragraph(say("more_findings", language, count=count(len(ranked) - shown)), width, 2, "dim")
    return lines


def _end(done: ImportReport, language: Language, width: int) -> Iterable[Text]:
    folder = done.background.folder
    return paragraph(say("imported", language, folder=folder), width)
