"""``zuji background``: import, look into, solve and check life cycle inventory databases."""

from __future__ import annotations

import typer

from lca.cli import background_check, background_import, background_list, background_show, background_solve

app = typer.Typer(help="Life cycle inventory databases (背景数据库).", no_args_is_help=True)
app.command("import")(background_import.import_)
app.command("list")(background_list.list_)
app.command("show")(background_show.show)
app.command("solve")(background_solve.solve)
app.command("check")(background_check.check)
