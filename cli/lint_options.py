"""Options of ``zuji rules lint``: formats, codes to look for, the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lca.errors import Finding


class LintFormat(StrEnum):
    """What ``--format`` of lint takes."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"


LintFormatOption = Annotated[
    LintFormat, typer.Option("--format", help="text, json, sarif 2.1.0 or github annotations (输出格式).")
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        help="Only these codes or beginnings, e.g. R114,E (只检查).",
        show_default=False,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODES", help="Not these codes (忽略).", show_default=False),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Warnings fail too, exit code 1 (警告亦不通过).")
]
FixOption = Annotated[bool, typer.Option("--fix", help="Mend what has only one reading (自动修正).")]
DiffOption = Annotated[bool, typer.Option("--diff", help="Only show what --fix would change (仅显示修正).")]
ExplainOption = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", help="Print one check (解释某项检查).", show_default=False),
]
DayOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The day of validity; else today (检查日期).", show_default=False
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="Processes for many files (并行数).", show_default=False),
]


def chooser(select: Sequence[str] | None, ignore: Sequence[str] | None) -> Callable[[Finding], bool]:
    """Whether a finding is asked for; InputError where a code is the beginning of no check."""
    wanted, unwanted = _codes(select), _codes(ignore)

    def asked(finding: Finding) -> bool:
        return (not wanted or finding.code.startswith(wanted)) and not finding.code.startswith(unwanted)

    return asked


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    from lca.errors import Finding, InputError, nearest
    from lca.i18n import catalogue
    from lca.rules.linting.catalogue import checks

    codes = tuple(code.strip().upper() for text in given or () for code in text.split(",") if code.strip())
    known = {*checks(), *(key for key in catalogue() if key[1:].isdigit())}
    wrong = [code for code in codes if not any(name.startswith(code) for name in known)]
    if wrong:
        raise InputError(
            [Finding("R340", {"given": code}, candidates=nearest(code, checks())) for code in wrong]
        )
    return codes
