"""``zuji rules test --scaffold``: a test case made from a run, printed or written into the rule file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import tell
from lca.cli.output import emit, write_atomically
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.factors.database import FactorDatabase
    from lca.system.background import LinkedDatabase

PANEL = "Making a test (生成测试)"
ScaffoldOption = Annotated[
    Path | None,
    typer.Option(
        "--scaffold",
        metavar="INVENTORY",
        help="Make a test of RULE from these activity data (由活动数据生成测试).",
        show_default=False,
        rich_help_panel=PANEL,
    ),
]
NameOption = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="Name of the test; else the product's (测试名称).",
        show_default=False,
        rich_help_panel=PANEL,
    ),
]
MarginOption = Annotated[
    str | None,
    typer.Option(
        "--margin",
        metavar="QUANTITY",
        help='Margin of its numbers, e.g. "0.1 %" (default) or "2 kg" (允许偏差).',
        show_default=False,
        rich_help_panel=PANEL,
    ),
]
InlineOption = Annotated[
    bool,
    typer.Option(
        "--inline",
        help="Put the activity data into the test instead of the path (写入活动数据本身).",
        show_default=False,
        rich_help_panel=PANEL,
    ),
]
WriteOption = Annotated[
    bool,
    typer.Option(
        "--write",
        help="Add the test to the rule file, else print it (写入规则文件).",
        show_default=False,
        rich_help_panel=PANEL,
    ),
]


def give_case(
    places: list[Path] | None,
    inventory: Path,
    name: str | None,
    margin: str | None,
    inline: bool,
    write: bool,
    factors: FactorDatabase,
    databases: Mapping[str, LinkedDatabase],
    language: Language,
) -> None:
    """Print a test of the one rule named, or add it to its file and leave every other byte as it is."""
    from datetime import date

    from lca.errors import Finding, InputError, Location
    from lca.rule_tests.scaffold import MARGIN, Wish, scaffold
    from lca.rules.load import load_rule
    from lca.rules.registry import find_rule

    if places is None or len(places) != 1 or places[0].is_dir():
        raise InputError(Finding("R356", {}, Location("--scaffold")))
    path = find_rule(str(places[0]))
    wish = Wish(name, margin or MARGIN, inline, language)
    made = scaffold(load_rule(path), inventory, date.today(), wish, factors=factors, backgrounds=databases)
    if not write:
        emit(made.text, None)
        return
    write_atomically(path, made.file.decode("utf-8"))
    tell(text("rule_test.written", language, name=made.name, rule=path))


def only_with_scaffold(name: str | None, margin: str | None, inline: bool, write: bool) -> None:
    """Refuse options that mean nothing without ``--scaffold``; raises InputError R357 for each."""
    from lca.errors import Finding, InputError, Location

    given = {"--name": name, "--margin": margin, "--inline": inline, "--write": write}
    alone = [option for option, value in given.items() if value]
    if alone:
        raise InputError([Finding("R357", {"option": option}, Location(option)) for option in alone])
