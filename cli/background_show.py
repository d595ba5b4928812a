"""``zuji background show``: one process with its exchanges, suppliers, emissions, and intensity if solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.background_options import (
    GWP,
    FolderArgument,
    GwpOption,
    MethodOption,
    find,
    gases_of,
    gwp_set,
    placed,
    solved,
)
from lca.cli.background_progress import progress
from lca.cli.compiling import tell_first_use
from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text, plain
from lca.cli.output import show as print_text

if TYPE_CHECKING:
    from rich.text import Text

    from lca.background.database import Background
    from lca.cli.background_process import Line, Missing, Portrait
    from lca.i18n import Language

LISTED = 15
GASES = 5
COLUMN, NUMBER, UNIT, WAY, SHARE = 18, 11, 14, 6, 9
ABOUT = ("type", "category", "period", "technology", "reference", "comment")
LONGEST = 400
"""Characters of a comment that are shown."""


def show(
    folder: FolderArgument,
    process: Annotated[
        str, typer.Argument(metavar="PROCESS", help="Id, name, or name@location (编号、名称或 名称@地点).")
    ],
    contributions: Annotated[
        bool, typer.Option("--contributions", help="By process, supplier and tier (贡献分析).")
    ] = False,
    paths: Annotated[
        str | None,
        typer.Option(
            "--paths",
            metavar="SHARE",
            help="Chains of suppliers above this share, such as 1% (路径分析).",
            show_default=False,
        ),
    ] = None,
    exchanges: Annotated[
        bool, typer.Option("--exchanges", help="The exchanges that decide (关键交换).")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every line (全部显示).")] = False,
    gwp: GwpOption = GWP,
    method: MethodOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Show one process of a database (查看过程)."""
    from lca.background.store import open_background
    from lca.cli.background_behind import Behind, analysed, cutoff
    from lca.cli.background_process import portrait

    language = chosen(lang)
    behind = Behind(contributions, None if paths is None else cutoff(paths), exchanges)
    limit = None if everything else LISTED
    background, gwp_used = open_background(folder), gwp_set(gwp)
    if contributions or paths or exchanges:
        tell_first_use(language)
    with placed(folder), progress(language) as tell:
        tell("solve", 0, 0)
        position = find(background, process)
        gases = gases_of(background, method)
        known = solved(background, gases)
        found = analysed(background, position, gases, gwp_used, known, behind, limit)
    seen = portrait(background, position, gases, known, gwp_used)
    if format is Format.json:
        emit(json_text(plain(seen) | plain(found)), None)
        return
    from rich.text import Text

    from lca.cli.background_origins_text import behind_it

    lines = [*_lines(seen, background, gwp, limit, language), *behind_it(found, language)]
    print_text(Text("\n").join(lines))


def _lines(
    seen: Portrait, background: Background, gwp: str, limit: int | None, language: Language
) -> Iterator[Text]:
    from rich.text import Text

    from lca.cli.background_summary import say
    from lca.report.layout import paragraph
    from lca.report.page import WIDTH

    yield from paragraph(seen.facts["name"], WIDTH, style="bold")
    yield Text("━" * WIDTH, "cyan")
    yield from _facts(seen, background, gwp, language)
    for key, lines in (("uses", seen.uses), ("emissions", seen.emissions)):
        if lines:
            yield Text()
            yield _heading(say(key, language), seen.value is not None, language)
            yield from _table(lines, limit, key == "uses", language)
    if seen.missing:
        yield Text()
        yield _heading(say("without", language), False, language)
        yield from _absent(seen.missing, limit, language)


def _facts(seen: Portrait, background: Background, gwp: str, language: Language) -> Iterator[Text]:
    from lca.cli.background_summary import say
    from lca.report.layout import labelled
    from lca.report.numbers import significant, written
    from lca.report.page import WIDTH

    facts = seen.facts
    made = f"{written(abs(facts['amount']))} {facts['unit']} {facts['product']}"
    rows = [
        ("waste" if facts["kind"] == "waste" else "product", made),
        ("location", facts["location"]),
        ("id", facts["id"]),
        ("dataset", facts["dataset"] if facts["dataset"] != facts["id"] else ""),
        *((key, seen.about.get(key, "")[:LONGEST]) for key in ABOUT),
    ]
    for key, words in rows:
        if words:
            yield from labelled(say(key, language), " ".join(words.split()), WIDTH, COLUMN)
    if seen.value is None:
        told = say("not_solved", language, folder=background.folder)
    else:
        value = significant(seen.value)
        key = "treating_told" if facts["kind"] == "waste" else "intensity_told"
        told = say(key, language, value=value, unit=facts["unit"], gwp=gwp)
    yield from labelled(say("intensity", language), told, WIDTH, COLUMN, "bold")
    if seen.by_gas:
        parts = ", ".join(f"{gas} {significant(value)}" for gas, value in seen.by_gas[:GASES])
        yield from labelled("", say("by_gas", language, parts=parts), WIDTH, COLUMN)


def _heading(words: str, solved: bool, language: Language) -> Text:
    from lca.cli.background_summary import say
    from lca.report.layout import heading
    from lca.report.page import WIDTH

    return heading(words, WIDTH, say("share", language) if solved else "")


def _table(
    lines: Sequence[Line], limit: int | None, technosphere: bool, language: Language
) -> Iterator[Text]:
    from rich.text import Text

    from lca.cli.background_summary import say
    from lca.report.layout import clip, left, paragraph, right
    from lca.report.numbers import percent, significant
    from lca.report.page import WIDTH

    for line in lines[:limit]:
        share = "" if line.share is None else percent(line.share) if line.share else ""
        amount = significant(abs(line.amount) if technosphere else line.amount)
        way = say("out" if line.amount > 0 else "in", language) if technosphere else ""
        name = f"{line.name} @ {line.location}" if technosphere and line.location else line.name
        if not technosphere and line.location:
            name = f"{line.name} ({line.location})"
        head = right(amount, NUMBER) + " " + left(clip(line.unit, UNIT - 1), UNIT)
        width = WIDTH - NUMBER - 1 - UNIT - SHARE - (WAY if technosphere else 0)
        words = head + (left(way, WAY) if technosphere else "") + left(name, width) + right(share, SHARE)
        yield Text(words.rstrip())
    if limit is not None and len(lines) > limit:
        yield from paragraph(say("rest", language, count=f"{len(lines) - limit:,}"), WIDTH, 2, "dim")


def _absent(lines: Sequence[Missing], limit: int | None, language: Language) -> Iterator[Text]:
    from rich.text import Text

    from lca.cli.background_summary import say
    from lca.report.layout import clip, left, paragraph, right
    from lca.report.numbers import significant
    from lca.report.page import WIDTH

    for line in lines[:limit]:
        amount = "-" if line.amount is None else significant(abs(line.amount))
        way = "" if line.amount is None else say("out" if line.amount > 0 else "in", language)
        place = line.wanted.get("location", "")
        name = f"{line.name} @ {place}" if place else line.name
        head = right(amount, NUMBER) + " " + left(clip(line.unit, UNIT - 1), UNIT)
        width = WIDTH - NUMBER - 1 - UNIT - WAY - SHARE
        words = head + left(way, WAY) + left(name, width) + right(line.reason, SHARE)
        yield Text(words.rstrip())
    if limit is not None and len(lines) > limit:
        yield from paragraph(say("rest", language, count=f"{len(lines) - limit:,}"), WIDTH, 2, "dim")
