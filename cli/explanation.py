"""``zuji explain``: from a number of a result back to what made it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text, show

if TYPE_CHECKING:
    from lca.results.footprint import Footprint

STANDARD_INPUT = "-"


def explain(
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="Result (JSON); - reads standard input (结果文件).")
    ],
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH", help="total, a stage, stage.process.item, a factor, a gas (要解释的数值)."
        ),
    ] = "total",
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Walk from a number to its formula, data, factor and clause (追溯数值)."""
    from lca.report.explanation import render_explanation
    from lca.results.explain import explain as explain_number

    footprint = _read(result)
    explanation = explain_number(footprint, path)
    if format is Format.json:
        emit(json_text(explanation), None)
    else:
        show(render_explanation(footprint, explanation, chosen(lang)))


def _read(result: str) -> Footprint:
    from lca.results.reading import read_footprint

    if result == STANDARD_INPUT:
        return read_footprint(sys.stdin.buffer.read(), "<stdin>")
    return read_footprint(Path(result))
