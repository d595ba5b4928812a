"""``zuji rules test``: compute the tests that rules carry and compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import open_factors
from lca.cli.output import Format, FormatOption, emit, json_text, show
from lca.cli.rule_places import PlacesArgument, product_files
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.rule_tests import CaseResult


def run_rule_tests(
    places: PlacesArgument = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Compute the tests that rules carry and compare (运行规则测试)."""
    from lca.rule_tests import run_tests
    from lca.rules.load import load_rule

    language = chosen(lang)
    factors = open_factors(None)
    results = {path: run_tests(load_rule(path), factors=factors) for path in product_files(places)}
    if format is Format.json:
        emit(json_text([{"file": str(path), "cases": cases} for path, cases in results.items()]), None)
    else:
        _show_tests(results, language)
    cases = [case for found in results.values() for case in found]
    failed = sum(not case.passed for case in cases)
    tell(text("cli.tested", language, count=len(cases), failed=failed))
    raise typer.Exit(1 if failed else 0)


def _show_tests(results: dict[Path, tuple[CaseResult, ...]], language: Language) -> None:
    from lca.report.tests import render_tests

    for path, cases in results.items():
        typer.secho(str(path), bold=True)
        if cases:
            show(render_tests(cases, language))
        else:
            tell(text("cli.untested", language, rule=path))
