"""``zuji passport``: payloads that other systems accept; export, check, formats and what others add."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli import passport_bundle, passport_certificate, passport_disclosure, passport_signing
from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import moment, read_result
from lca.cli.output import Format, FormatOption, OutOption, emit, json_text, show, write_atomically
from lca.i18n import text

if TYPE_CHECKING:
    from lca.i18n import Language
    from lca.passport.exporting import Inspection

GAPS = 1

app = typer.Typer(
    help="Payloads that other systems accept, signed and recomputable (产品护照).", no_args_is_help=True
)
passport_signing.mount(app)
app.command("bundle")(passport_bundle.bundle)
app.command("disclose")(passport_disclosure.disclose)
app.command("open")(passport_disclosure.open_)
app.command("certificate")(passport_certificate.certificate)
ResultArgument = Annotated[
    str, typer.Argument(metavar="RESULT", help="Result (JSON); - reads standard input (结果文件).")
]
ToOption = Annotated[
    str, typer.Option("--to", metavar="FORMAT", help="As zuji passport formats lists them (护照格式).")
]
StatementOption = Annotated[
    Path | None,
    typer.Option(
        "--statement",
        metavar="FILE",
        help="What the footprint cannot know, YAML (声明文件).",
        show_default=False,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="Moment of issue; else now (签发时间).", show_default=False),
]


@app.command("export")
def export(
    result: ResultArgument,
    to: ToOption,
    statement: StatementOption = None,
    at: AtOption = None,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Write a payload, or say everything that is missing (导出护照)."""
    from lca.passport.exporting import export as write

    payload = write(read_result(result), to, statement=statement, at=moment(at))
    language = chosen(lang)
    for finding in payload.findings:
        tell(finding.render(language))
    if out is not None:
        write_atomically(out, payload.content)
    else:
        sys.stdout.flush()
        _bytes(payload.content)


@app.command("check")
def check(
    result: ResultArgument,
    to: ToOption,
    statement: StatementOption = None,
    at: AtOption = None,
    format: FormatOption = None,
    lang: LanguageOption = None,
) -> None:
    """List what a payload lacks and which key of the statement supplies it; exit code 1 if it must (检查)."""
    from lca.passport.exporting import inspect

    seen = inspect(read_result(result), to, statement=statement, at=moment(at))
    if format is Format.json:
        emit(json_text(_plain(seen)), None)
    else:
        _print(seen, chosen(lang))
    if seen.errors:
        raise typer.Exit(GAPS)


@app.command("formats")
def formats(format: FormatOption = None, lang: LanguageOption = None) -> None:
    """List the formats (列出护照格式)."""
    from lca.passport.formats import FORMATS, format_of

    known = [format_of(name) for name in FORMATS]
    if format is Format.json:
        rows = [{"name": one.name, "title": one.title, "media_type": one.media_type} for one in known]
        emit(json_text(rows), None)
        return
    width = max(len(one.name) for one in known)
    for one in known:
        typer.echo(f"{one.name:<{width}}  {one.title}")


class SchemaName(StrEnum):
    """What ``schema`` takes."""

    statement = "statement"
    uncertainty = "uncertainty"


@app.command("schema")
def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which one (哪一个).")] = SchemaName.statement,
    out: OutOption = None,
) -> None:
    """Print the JSON Schema of the statement or of the uncertainty extension (输出 JSON Schema)."""
    from lca.passport.schemas import SCHEMAS

    emit(json_text(SCHEMAS[name.value]()), out)


def _bytes(content: bytes) -> None:
    """Bytes to standard output, as they are; a stream without bytes takes them as text."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(content.decode("utf-8"))
    else:
        stream.write(content)
        stream.flush()


def _print(seen: Inspection, language: Language) -> None:
    from rich.text import Text

    from lca.errors import Severity

    state = "passport.gaps" if seen.errors else "passport.complete"
    lines = [text(state, language, format=seen.format.name, count=len(seen.errors))]
    order = list(Severity)
    ranked = sorted(seen.findings, key=lambda one: order.index(one.severity))
    lines += [finding.render(language) for finding in ranked]
    show(Text("\n".join(lines)))


def _plain(seen: Inspection) -> dict[str, object]:
    findings = [
        {
            "code": one.code,
            "severity": str(one.severity),
            "path": one.location.path,
            "message": {"en": one.message("en"), "zh": one.message("zh")},
            "remedy": {"en": one.remedy("en"), "zh": one.remedy("zh")},
        }
        for one in seen.findings
    ]
    gaps = [
        {"field": gap.field, "need": gap.need, "statement_key": gap.where or None, "note": gap.note or None}
        for gap in seen.gaps
    ]
    return {"format": seen.format.name, "complete": not seen.errors, "gaps": gaps, "findings": findings}
