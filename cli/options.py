"""Options that several commands take, and what they mean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date, datetime

    from lca.factors.database import FactorDatabase
    from lca.results.footprint import Footprint

STANDARD_INPUT = "-"

ReleaseOption = Annotated[
    Path | None,
    typer.Option(
        "--factors",
        metavar="RELEASE",
        help="Factor release; else the shipped one (因子库).",
        show_default=False,
    ),
]
UserFactorsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--user-factors",
        metavar="FILE",
        help="Your own factors over the release: CSV, XLSX, YAML, PACT JSON (自有因子).",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Only what was published and in force on this day (截止日期).",
        show_default=False,
    ),
]


BackgroundOption = Annotated[
    list[str] | None,
    typer.Option(
        "--background",
        metavar="[NAME=]FOLDER",
        help="Background database that the rule or the data name (背景数据库).",
        show_default=False,
    ),
]


def backgrounds(given: list[str] | None) -> dict[str, Path]:
    """Name to folder of the databases that the options state; a folder alone has the database's own name.

    Raises:
        InputError: B710 two of one name.
    """
    if not given:
        return {}
    from lca.background.store import open_background
    from lca.errors import Finding, InputError, Location

    found: dict[str, Path] = {}
    for words in given:
        stated, equals, folder = ("", "", words) if Path(words).is_dir() else words.partition("=")
        path = Path(folder if equals else words)
        name = stated if equals else open_background(path).name
        if name in found:
            raise InputError(Finding("B710", {"database": name}, Location("--background")))
        found[name] = path
    return found


def open_factors(path: Path | None, layers: list[Path] | None = None) -> FactorDatabase:
    """Open a factor release, the shipped one by default, with users' own factors laid over it."""
    from lca.factors.database import FactorDatabase, open_with

    base = FactorDatabase.open(path)
    return open_with(layers, base) if layers else base


def day(words: str | None) -> date | None:
    """The day that an option names; InputError where it is none."""
    from datetime import date

    from lca.errors import Finding, InputError, Location

    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise InputError(Finding("F604", {"cell": words}, Location("--as-of"))) from error


def moment(words: str | None) -> datetime:
    """The moment that an option states, with its zone; else the present one, to the second."""
    from datetime import UTC, datetime

    from lca.errors import Finding, InputError, Location

    if words is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise InputError(Finding("P123", {"at": words}, Location("--at")))
    return found


def read_result(result: str) -> Footprint:
    """The result in a file, or on standard input where the name is a dash."""
    from lca.results.reading import read_footprint

    if result == STANDARD_INPUT:
        return read_footprint(sys.stdin.buffer.read(), "<stdin>")
    return read_footprint(Path(result))
