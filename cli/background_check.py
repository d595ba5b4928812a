"""``zuji background check``: is a database as it was written, can it be solved, and what does it lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.background_options import FolderArgument
from lca.cli.background_progress import progress
from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text
from lca.cli.output import show as print_text

if TYPE_CHECKING:
    from rich.text import Text

    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.solving import Intensities
    from lca.errors import Finding
    from lca.i18n import Language

COLUMN = 18
UNITS = 8
"""How many unknown unit words a message names."""


def check(
    folder: FolderArgument,
    gases: Annotated[
        bool, typer.Option("--gases", help="Which flow counts as which gas (温室气体对应表).")
    ] = False,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Check a database: 0 sound, 1 usable with findings, 2 not to be used (核验数据库)."""
    from lca.background.characterising import greenhouse_gases
    from lca.background.store import damages, open_background

    language = chosen(lang)
    with progress(language) as tell:
        tell("check", 0, 0)
        background = open_background(folder)
        wrong = list(damages(background))
        mapped = greenhouse_gases(background)
        solution = None if wrong else _solution(background, mapped, wrong)
    found = [*wrong, *_lacking(background), *mapped.findings]
    code = exit_code(found)
    if format is Format.json:
        emit(json_text(_facts(background, mapped, solution, found, code)), None)
    else:
        from rich.text import Text

        from lca.cli.background_gases import table

        lines = list(_lines(background, mapped, solution, found, code, language))
        lines += table(background, mapped, language) if gases else ()
        print_text(Text("\n").join(lines))
    raise typer.Exit(code)


def exit_code(found: Sequence[Finding]) -> int:
    """2 with an error, 1 with a warning, 0 with notes or nothing."""
    from lca.errors import Severity

    grades = {one.severity for one in found}
    return 2 if Severity.ERROR in grades else int(bool(grades & {Severity.WARNING, Severity.BLOCKING}))


def _solution(background: Background, gases: GasFlows, wrong: list[Finding]) -> Intensities | None:
    """The intensities; where there are none the reasons go to ``wrong``, as do warnings."""
    from lca.background.solving import intensities
    from lca.errors import InputError

    try:
        found = intensities(background, gases)
    except InputError as error:
        wrong += error.findings
        return None
    wrong += found.findings
    return found


def _lacking(background: Background) -> Iterator[Finding]:
    """What is not linked, and units that this program does not know."""
    from lca.background.units import source_unit
    from lca.errors import Finding, Location, Severity, UnitError
    from lca.report.numbers import percent

    place = Location(background.folder)
    counts = background.manifest["counts"]
    missing = counts.get("exchanges_unlinked", 0) + counts.get("exchanges_left_out", 0)
    whole = missing + counts.get("exchanges_linked", 0)
    if missing:
        touched = len(background.unlinked.column("process").unique())
        told: dict[str, Any] = {"share": percent(missing / whole), "count": missing, "whole": whole}
        yield Finding("B470", told | {"processes": touched}, place, Severity.WARNING)
    unknown = []
    for word in sorted(background.processes.column("unit").unique().to_pylist()):
        try:
            source_unit(word)
        except UnitError:
            unknown.append(word or "-")
    if unknown:
        told = {"count": len(unknown), "units": ", ".join(unknown[:UNITS])}
        yield Finding("B474", told, place, Severity.INFO)


def _facts(
    background: Background,
    gases: GasFlows,
    solution: Intensities | None,
    found: Sequence[Finding],
    code: int,
) -> dict[str, Any]:
    from lca.cli.background_gases import facts as mapping_facts

    solved = {}
    if solution is not None:
        solved = {"method": solution.method, "residual": solution.residual, "sweeps": solution.sweeps}
    return {
        "name": background.name,
        "folder": background.folder,
        "sha256": background.sha256,
        "verdict": ("sound", "usable", "unusable")[code],
        "processes": background.size,
        "flows": len(background.flows),
        "greenhouse_gas_flows": len(gases),
        "greenhouse_gases": mapping_facts(background, gases),
        "solution": solved,
        "findings": [
            {
                "code": one.code,
                "severity": one.severity.value,
                "message": one.message(),
                "remedy": one.remedy(),
            }
            for one in found
        ],
    }


def _lines(
    background: Background,
    gases: GasFlows,
    solution: Intensities | None,
    found: Sequence[Finding],
    code: int,
    language: Language,
) -> Iterator[Text]:
    from rich.text import Text

    from lca.cli.background_gases import summary
    from lca.cli.background_summary import count, findings, say
    from lca.report.layout import labelled, paragraph
    from lca.report.page import WIDTH

    counts = background.manifest["counts"]
    told = {name: count(number) for name, number in counts.items()}
    rows = [
        ("folder", f"{background.folder} · SHA-256 {background.sha256[:12]}"),
        ("processes", say("processes_told", language, **told)),
    ]
    if solution is not None:
        residual = f"{solution.residual:.1e}"
        rows.append(("solution", say("solution_told", language, method=solution.method, residual=residual)))
    yield from paragraph(background.name, WIDTH, style="bold")
    yield Text("━" * WIDTH, "cyan")
    for key, words in rows:
        yield from labelled(say(key, language), words, WIDTH, COLUMN)
    yield from summary(background, gases, language)
    verdict = say(("sound", "usable", "unusable")[code], language, count=len(found))
    yield from labelled(say("verdict", language), verdict, WIDTH, COLUMN, ("green", "yellow", "red")[code])
    if found:
        yield Text()
        yield from findings(found, language, WIDTH, shown=len(found))
