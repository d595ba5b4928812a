"""``zuji rules``: list and show product category rules; the other commands stand in files of their own."""

from __future__ import annotations

from typing import Annotated

import typer

from lca.cli import rule_document, rule_lint, rule_tests
from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text, show

app = typer.Typer(help="List, show, lint, test and print rules (规则).", no_args_is_help=True)
app.command("lint")(rule_lint.lint)
app.command("test")(rule_tests.run_rule_tests)
app.command("render")(rule_document.render)


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
    from lca.rules.load import load_rule
    from lca.rules.registry import find_rule

    rule = load_rule(find_rule(name))
    if format is Format.json:
        emit(json_text(rule.model), None)
    else:
        from lca.report.rule import render_rule

        show(render_rule(rule, chosen(lang)))
