"""``zuji rules``: list, show, lint and test product category rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import open_factors
from lca.cli.output import Format, FormatOption, emit, json_text, show
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.errors import Finding
    from lca.rule_tests import CaseResult
    from lca.rules.compiled import Rule

app = typer.Typer(help="List, show, lint and test rules (规则).", no_args_is_help=True)
PlacesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE|FOLDER]...", help="Rule files; else the shipped rules (规则文件).", show_default=False
    ),
]
SUFFIXES = (".yaml", ".yml")


@app.command("list")
def list_rules(lang: LanguageOption = None, format: FormatOption = None) -> None:
    """List the shipped rules (列出随附规则)."""
    from lca.rules.registry import shipped_rules

    rules = shipped_rules()
    if format is Format.json:
        emit(json_text(rules), None)
    else:
        from lca.report.rule import render_list

        show(render_list(rules, chosen(lang)))


@app.command("show")
def show_rule(
    name: Annotated[str, typer.Argument(metavar="ID|FILE", help="A shipped rule or a file (规则).")],
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Show what a rule asks for and computes (查看规则)."""
    from lca.rules.registry import find_rule

    rule = _load(find_rule(name))
    if format is Format.json:
        emit(json_text(rule.model), None)
    else:
        from lca.report.rule import render_rule

        show(render_rule(rule, chosen(lang)))


@app.command("lint")
def lint(
    places: PlacesArgument = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Say everything that is wrong with rules (检查规则)."""
    from lca.errors import Severity
    from lca.rules.load import lint as lint_rule

    language = chosen(lang)
    files = rule_files(places)
    findings = [finding for path in files for finding in lint_rule(path)]
    wrong = sum(finding.severity is Severity.ERROR for finding in findings)
    _say(findings, format, language)
    tell(text("cli.linted", language, count=len(files), errors=wrong, others=len(findings) - wrong))
    raise typer.Exit(2 if wrong else 0)


@app.command("test")
def run_rule_tests(
    places: PlacesArgument = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Compute the tests that rules carry and compare (运行规则测试)."""
    from lca.rule_tests import run_tests

    language = chosen(lang)
    factors = open_factors(None)
    results = {path: run_tests(_load(path), factors=factors) for path in rule_files(places)}
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


def _say(findings: Iterable[Finding], form: Format | None, language: Language) -> None:
    if form is Format.json:
        emit(json_text(list(findings)), None)
    else:
        for finding in findings:
            typer.echo(finding.render(language))


def _load(path: Path) -> Rule:
    from lca.rules.load import load_rule

    return load_rule(path)


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


def _below(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path for path in place.rglob("*") if path.suffix in SUFFIXES)
    elif place.is_file():
        yield place
