"""``zuji rules render``: a rule as the standard's document."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import chosen, tell
from lca.cli.options import ReleaseOption, open_factors
from lca.cli.output import write_atomically
from lca.i18n import LANGUAGES, Language, text

if TYPE_CHECKING:
    from lca.report.document.render import Rendered, Target


class Kind(StrEnum):
    """What ``--to`` takes."""

    html = "html"
    docx = "docx"
    pdf = "pdf"
    md = "md"


class Languages(StrEnum):
    """What ``--lang`` takes."""

    zh = "zh"
    en = "en"
    both = "both"


SUFFIXES = {".htm": Kind.html, ".markdown": Kind.md, **{f".{kind}": kind for kind in Kind}}
TEXTS = (Kind.html, Kind.md)


def render(
    name: Annotated[str, typer.Argument(metavar="ID|FILE", help="A shipped rule or a file (规则).")],
    lang: Annotated[
        Languages | None,
        typer.Option("--lang", help="zh, en, or both: Chinese, then English (语言).", show_default=False),
    ] = None,
    to: Annotated[
        Kind | None,
        typer.Option("--to", help="Format; else as --out says, else md (格式).", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write into this file (输出文件).", show_default=False)
    ] = None,
    factors: ReleaseOption = None,
) -> None:
    """Print a rule as the standard's document (生成标准文本)."""
    from lca.report.document.render import render as rendered
    from lca.rules.load import load_rule
    from lca.rules.registry import find_rule

    kind = _kind(to, out)
    languages = _languages(lang)
    rule = load_rule(find_rule(name))
    target: Target = kind.value
    made = rendered(rule, languages, target, factors=open_factors(factors), stem=out.stem if out else None)
    _deliver(made, out, languages[0])


def _kind(stated: Kind | None, out: Path | None) -> Kind:
    """The stated format, else that of the file's name; InputError where neither tells, or where it is no text."""
    from lca.errors import Finding, InputError, Location

    kind = stated or (SUFFIXES.get(out.suffix.lower()) if out is not None else Kind.md)
    if kind is None:
        raise InputError(Finding("V362", {}, Location(str(out))))
    if out is None and kind not in TEXTS and sys.stdout.isatty():
        raise InputError(Finding("V361", {"format": kind.value.upper()}, Location("--out")))
    return kind


def _languages(stated: Languages | None) -> tuple[Language, ...]:
    if stated is Languages.both:
        return tuple(sorted(LANGUAGES, reverse=True))
    return (chosen(None),) if stated is None else (stated.value,)


def _deliver(made: Rendered, out: Path | None, language: Language) -> None:
    if out is None:
        typer.echo(made.content, nl=False)
        return
    for path, content in [(out, made.content), *((out.parent / name, file) for name, file in made.files.items())]:
        write_atomically(path, content)
        tell(text("cli.written", language, path=path))
