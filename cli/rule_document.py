"""``zuji rules render``: a rule as the standard's document."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import chosen, tell
from lca.cli.options import BackgroundOption, ReleaseOption, backgrounds, day, open_factors
from lca.cli.output import write_atomically
from lca.cli.rule_registry import InForceOption, NameArgument, RulesOption
from lca.i18n import Language, text

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
WANTED: dict[Languages, tuple[Language, ...]] = {
    Languages.zh: ("zh",),
    Languages.en: ("en",),
    Languages.both: ("zh", "en"),
}


def render(
    name: NameArgument,
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
    background: BackgroundOption = None,
    rules: RulesOption = None,
    as_of: InForceOption = None,
) -> None:
    """Print a rule as the standard's document (生成标准文本)."""
    from lca.report.document.render import render as rendered
    from lca.rules.load import load_rule
    from lca.rules.registry import find_rule

    kind = _kind(to, out)
    language: Language = chosen(None)
    languages = WANTED[lang] if lang else (language,)
    rule = load_rule(find_rule(name, as_of=day(as_of), folders=rules or ()))
    target: Target = kind.value
    made = rendered(
        rule,
        languages,
        target,
        factors=open_factors(factors),
        stem=out.stem if out else None,
        backgrounds=backgrounds(background),
    )
    _deliver(made, out, languages[0] if len(languages) == 1 else language)


def _kind(stated: Kind | None, out: Path | None) -> Kind:
    """The stated format, else that of the file's name; InputError where it is not told or no text."""
    from lca.errors import Finding, InputError, Location

    kind = stated or (SUFFIXES.get(out.suffix.lower()) if out is not None else Kind.md)
    if kind is None:
        raise InputError(Finding("V362", {}, Location(str(out))))
    if out is None and kind not in TEXTS and sys.stdout.isatty():
        raise InputError(Finding("V361", {"format": kind.value.upper()}, Location("--out")))
    return kind


def _deliver(made: Rendered, out: Path | None, language: Language) -> None:
    if out is None:
        typer.echo(made.content, nl=False)
        return
    for name, content in {out.name: made.content, **made.files}.items():
        path = out.with_name(name)
        write_atomically(path, content)
        tell(text("cli.written", language, path=path))
