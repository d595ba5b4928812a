"""``zuji rules schema``: the JSON Schema of rule files, for editors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lca.cli.language import chosen, tell
from lca.cli.output import emit
from lca.i18n import Language, text


class Shown(StrEnum):
    """What ``--lang`` takes."""

    zh = "zh"
    en = "en"
    both = "both"


def schema(
    lang: Annotated[
        Shown,
        typer.Option("--lang", help="Language of titles and descriptions (说明文字的语言)."),
    ] = Shown.both,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write into this file, atomically (输出文件).", show_default=False),
    ] = None,
) -> None:
    """Print the JSON Schema of rule files, for completion in editors (编辑器补全用的模式)."""
    from lca.rules.schema.editor import schema_text

    emit(schema_text(lang.value), out)
    if out is not None:
        language: Language = "zh" if lang is Shown.zh else "en" if lang is Shown.en else chosen(None)
        tell(text("cli.written", language, path=out))
