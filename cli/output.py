"""Results to standard output or, whole or not at all, into a file."""

from __future__ import annotations

import dataclasses
import json
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.steering import harmless
from lca.errors import Finding, InputError, Location

if TYPE_CHECKING:
    from rich.text import Text


class Format(StrEnum):
    """What ``--format`` takes."""

    table = "table"
    json = "json"


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="table for people, json for programs (输出格式).", show_default=False),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Write into this file, atomically; .json means JSON (输出文件).", show_default=False
    ),
]


def format_of(stated: Format | None, out: Path | None) -> Format:
    """The stated format, else the one that the name of the file suggests, else a table."""
    if stated is not None:
        return stated
    return Format.json if out is not None and out.suffix.lower() == ".json" else Format.table


def show(text: Text) -> None:
    """Print styled text to standard output: colours on a terminal, plain words elsewhere."""
    from rich.console import Console

    text.plain = harmless(text.plain)
    Console(file=sys.stdout, soft_wrap=True, highlight=False).print(text, soft_wrap=True)


def emit(content: str, out: Path | None) -> None:
    """Write content that ends with a newline to standard output, or into ``out``."""
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_atomically(out, content)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace ``path`` by a file with this content in one step; a failure leaves what was there.

    Raises InputError where the folder is missing or nothing may be written there, or where ``path``
    is something other than a file.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            raise InputError(Finding("V302", {}, Location(str(path))))
        _write(temporary, content.encode("utf-8") if isinstance(content, str) else content)
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        reason = error.strerror or str(error)
        raise InputError(Finding("V301", {"reason": reason}, Location(str(path)))) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def json_text(value: object) -> str:
    """Frozen values of the engine as JSON, for programs."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def plain(value: Any) -> Any:
    """Dataclasses, models, mappings, dates, paths and enumerations as JSON values; None is left out."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", exclude_none=True)
    if dataclasses.is_dataclass(value):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {name: plain(item) for name, item in fields.items() if item is not None}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, date | Path) else value
