"""``zuji rules``: everything about product category rules; each command stands in a file of its own."""

from __future__ import annotations

import typer

from lca.cli import rule_diff, rule_document, rule_lint, rule_new, rule_registry, rule_schema, rule_tests

app = typer.Typer(help="List, show, write, lint, test, compare and print rules (规则).", no_args_is_help=True)
app.command("list")(rule_registry.list_rules)
app.command("show")(rule_registry.show_rule)
app.command("new")(rule_new.new)
app.command("lint")(rule_lint.lint)
app.command("test")(rule_tests.run_rule_tests)
app.command("diff")(rule_diff.diff)
app.command("render")(rule_document.render)
app.command("schema")(rule_schema.schema)
