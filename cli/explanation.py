"""``zuji explain``: from a number of a result back to what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import LanguageOption, chosen
from lca.cli.options import read_result
from lca.cli.output import Format, FormatOption, emit, json_text, show

if TYPE_CHECKING:
    from lca.i18n import Language
    from lca.results.footprint import Footprint


def explain(
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="Result (JSON); - reads standard input (结果文件).")
    ],
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="total, a stage, stage.process.item, a factor, a gas; requirements (要解释的内容).",
        ),
    ] = "total",
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Walk from a number to its formula, data, factor and clause (追溯数值)."""
    from lca.report.explanation import render_explanation
    from lca.results.explain import explain as explain_number
    from lca.results.requirements.lookup import names_requirements

    footprint = read_result(result)
    if names_requirements(path):
        _requirements(footprint, path, chosen(lang), format)
        return
    explanation = explain_number(footprint, path)
    if format is Format.json:
        emit(json_text(explanation), None)
    else:
        show(render_explanation(footprint, explanation, chosen(lang)))


def _requirements(footprint: Footprint, path: str, language: Language, format: Format | None) -> None:
    """All requirements of a result, or one of them."""
    from lca.report.requirements import render_requirements
    from lca.results.requirements.lookup import PATH, find

    found = find(footprint, path)
    if format is Format.json:
        emit(json_text(footprint.requirements if path == PATH else found[0]), None)
    else:
        show(render_requirements(footprint, found, language))
