"""``zuji rules lint``: everything that is wrong with rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import Format, FormatOption, emit, json_text
from lca.cli.rule_places import PlacesArgument, rule_files
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.errors import Finding


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


def _say(findings: Iterable[Finding], form: Format | None, language: Language) -> None:
    if form is Format.json:
        emit(json_text(list(findings)), None)
    else:
        for finding in findings:
            typer.echo(finding.render(language))
