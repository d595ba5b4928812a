"""``zuji rules list`` and ``zuji rules show``: which rules there are, and what one of them says."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import day
from lca.cli.output import Format, FormatOption, emit, json_text, show
from lca.i18n import text

if TYPE_CHECKING:
    from lca.rules.registry import RuleEntry


class Status(StrEnum):
    """What ``--status`` takes."""

    illustrative = "illustrative"
    draft = "draft"
    published = "published"
    superseded = "superseded"


class Level(StrEnum):
    """What ``--level`` takes."""

    general = "general"
    sector = "sector"
    product = "product"


FoldersArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FOLDER]...", help="Folders of rules; else the shipped rules (规则目录).", show_default=False
    ),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="FOLDER",
        help="Your own rules, looked in first (自有规则目录).",
        show_default=False,
    ),
]
InForceOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The versions in force on this day (日期).", show_default=False
    ),
]
StatusOption = Annotated[
    list[Status] | None,
    typer.Option("--status", help="Only rules of this status (状态).", show_default=False),
]
LevelOption = Annotated[
    list[Level] | None,
    typer.Option("--level", help="Only rules of this level (层级).", show_default=False),
]
NameArgument = Annotated[
    str, typer.Argument(metavar="ID[@VERSION]|FILE", help="A rule by its id, or a file (规则).")
]


def list_rules(
    folders: FoldersArgument = None,
    as_of: InForceOption = None,
    status: StatusOption = None,
    level: LevelOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """List rules with version, status, validity and what they extend (列出规则)."""
    from lca.rules.registry import in_force

    rules = _entries(folders)
    when = day(as_of)
    rules = rules if when is None else in_force(rules, when)
    rules = [rule for rule in rules if not status or rule.status in status]
    rules = [rule for rule in rules if not level or rule.level in level]
    if format is Format.json:
        emit(json_text(rules), None)
    elif rules:
        from lca.report.registry import render_list

        show(render_list(rules, chosen(lang)))
    else:
        tell(text("registry.none", chosen(lang)))


def _entries(folders: list[Path] | None) -> list[RuleEntry]:
    """The rules of folders, or the shipped ones; InputError for every folder that is none."""
    from lca.errors import Finding, InputError, Location
    from lca.rules.registry import rules_in, shipped_rules

    missing = [folder for folder in folders or () if not folder.is_dir()]
    if missing:
        raise InputError([Finding("R218", {}, Location(str(folder))) for folder in missing])
    return [rule for folder in folders for rule in rules_in(folder)] if folders else shipped_rules()


def show_rule(
    name: NameArgument,
    rules: RulesOption = None,
    as_of: InForceOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Show what a rule asks for and computes (查看规则)."""
    from lca.rules.frames import load_frame
    from lca.rules.load import load_rule
    from lca.rules.registry import find_rule

    file = find_rule(name, as_of=day(as_of), folders=rules or ())
    found = load_frame(file) or load_rule(file)
    if format is Format.json:
        emit(json_text(found.model), None)
        return
    from lca.report.registry import render_frame
    from lca.report.rule import render_rule
    from lca.rules.compiled import Rule

    language = chosen(lang)
    show(render_rule(found, language) if isinstance(found, Rule) else render_frame(found, language))
