"""Where rule files are looked for: files, folders, or the shipped rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lca.errors import Finding

PlacesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[RULE|FOLDER]...",
        help="Rule files, folders or ids; else the shipped rules (规则文件、文件夹或 id).",
        show_default=False,
    ),
]
SUFFIXES = (".yaml", ".yml")


def rule_files(places: list[Path] | None) -> list[Path]:
    """The files named, those below the folders named, those of shipped ids, or all shipped rules.

    Raises InputError for every place where no rule file stands, with the nearest ids.
    """
    from lca.content import content
    from lca.errors import InputError

    found: dict[Path, list[Path]] = {}
    wrong: list[Finding] = []
    for place in places or [content("rules")]:
        try:
            found[place] = list(_below(place)) or [_shipped(place)]
        except InputError as error:
            wrong += error.findings
    if wrong:
        raise InputError(wrong)
    return list(dict.fromkeys(path for files in found.values() for path in files))


def product_files(places: list[Path] | None) -> list[Path]:
    """As :func:`rule_files`, without the general and sector rules of folders: nobody computes with these."""
    from lca.rules.registry import read_entry

    named = set(places or ())
    entries = {path: None if path in named else read_entry(path) for path in rule_files(places)}
    return [path for path, entry in entries.items() if entry is None or not entry.is_frame]


def _shipped(place: Path) -> Path:
    """The file of a shipped rule named by its id."""
    from lca.errors import Finding, InputError, Location
    from lca.rules.registry import find_rule

    if place.exists() or place.suffix in SUFFIXES or len(place.parts) > 1:
        raise InputError(Finding("V304", {}, Location(str(place))))
    return find_rule(place)


def _below(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path for path in place.rglob("*") if path.suffix in SUFFIXES)
    elif place.is_file():
        yield place
