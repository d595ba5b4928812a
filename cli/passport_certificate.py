"""``zuji passport certificate``: the data of a certificate and its label, as a page or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import moment
from lca.cli.output import emit, write_atomically
from lca.i18n import text

ResultArgument = Annotated[Path, typer.Argument(metavar="RESULT", help="Result, JSON (结果文件).")]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="Template of the certificate, YAML; else the project's own (证书模板).",
        show_default=False,
    ),
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
CertificateOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Page (.html) or data (.json); else JSON to standard output (输出文件).",
        show_default=False,
    ),
]
PAGES, DATA = (".html", ".htm"), (".json",)


def certificate(
    result: ResultArgument,
    template: TemplateOption = None,
    statement: StatementOption = None,
    out: CertificateOut = None,
    at: AtOption = None,
    lang: LanguageOption = None,
) -> None:
    """Fill the fields of a certificate and a label, and list what a person must still supply (证书数据)."""
    from lca.errors import Finding, InputError, Location
    from lca.passport.certificate import as_html, as_json, load_template
    from lca.passport.certificate import certificate as fill
    from lca.results.reading import read_footprint

    suffix = out.suffix.lower() if out is not None else ".json"
    if out is not None and suffix not in (*PAGES, *DATA):
        raise InputError(Finding("P344", {"name": out.name}, Location("--out")))
    language = chosen(lang)
    used = load_template(template)
    filled = fill(read_footprint(result), statement=statement, at=moment(at), template=used)
    content = as_html(filled, language) if suffix in PAGES else as_json(filled)
    for finding in filled.findings:
        tell(finding.render(language))
    if out is None:
        emit(content, None)
        return
    write_atomically(out, content.encode())
    tell(text("certificate.written", language, out=out.name, count=len(filled.missing)))
