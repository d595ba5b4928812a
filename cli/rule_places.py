"""Where rule files are looked for: files, folders, or the shipped rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

PlacesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE|FOLDER]...", help="Rule files; else the shipped rules (规则文件).", show_default=False
    ),
]
SUFFIXES = (".yaml", ".yml")


def rule_files(places: list[Path] | None) -> list[Path]:
    """The files named, those below the folders named, or the shipped rules.

    Raises InputError for every place where no rule file stands.
    """
    from lca.content import content
    from lca.errors import Finding, InputError, Location

    wanted = places or [content("rules")]
    found = {place: list(_below(place)) for place in wanted}
    empty = [place for place, files in found.items() if not files]
    if empty:
        raise InputError([Finding("V304", {}, Location(str(place))) for place in empty])
    return list(dict.fromkeys(path for files in found.values() for path in files))


def product_files(places: list[Path] | None) -> list[Path]:
    """As :func:`rule_files`, without the general and sector rules of folders: nobody computes with these."""
    from lca.rules.registry import read_entry

    named = set(places or ())
    entries = {path: None if path in named else read_entry(path) for path in rule_files(places)}
    return [path for path, entry in entries.items() if entry is None or not entry.is_frame]


def _below(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path for path in place.rglob("*") if path.suffix in SUFFIXES)
    elif place.is_file():
        yield place
