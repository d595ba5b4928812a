"""``zuji factors``: look into a factor release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli import factor_release
from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import Format, FormatOption, emit, json_text, show
from lca.i18n import text

if TYPE_CHECKING:
    from lca.factors.schema import FactorKind

app = typer.Typer(help="Look into the factor database (因子库).", no_args_is_help=True)
factor_release.add_to(app)
ReleaseOption = Annotated[
    Path | None,
    typer.Option(
        "--factors",
        metavar="RELEASE",
        help="Factor release; else the shipped one (因子库).",
        show_default=False,
    ),
]


@app.command("search")
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT", help="Item or name, Chinese or English (名称).")
    ],
    kind: Annotated[str | None, typer.Option("--kind", help="footprint, direct_emission, .. (类型).")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Reference year (参考年份).")] = None,
    geography: Annotated[str | None, typer.Option("--geography", help="CN, EU, CN-YN, .. (地域).")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many (条数).")] = 10,
    factors: ReleaseOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Find factors by item or name (查找因子)."""
    from lca.cli.calculation import open_factors

    language = chosen(lang)
    database = open_factors(factors)
    hits = database.search(" ".join(words), limit, kind=_kind(kind), year=year, geography=geography)
    if format is Format.json:
        emit(json_text([hit.factor for hit in hits]), None)
    elif not hits:
        tell(text("cli.no_factor", language, words=" ".join(words)))
    else:
        from lca.report.factor import render_list

        show(render_list([hit.factor for hit in hits], language))


@app.command("show")
def show_factor(
    key: Annotated[str, typer.Argument(metavar="ID", help="Id of the factor (因子编号).")],
    factors: ReleaseOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Show one factor with its source (查看因子)."""
    from lca.cli.calculation import open_factors

    language = chosen(lang)
    factor = open_factors(factors).get(key)
    if format is Format.json:
        emit(json_text(factor), None)
    else:
        from lca.report.factor import render_factor

        show(render_factor(factor, language))


def _kind(name: str | None) -> FactorKind | None:
    from lca.errors import Finding, InputError, Location, nearest
    from lca.factors.schema import FactorKind

    if name is None:
        return None
    known = [kind.value for kind in FactorKind]
    if name not in known:
        finding = Finding(
            "V303",
            {"kind": name, "known": ", ".join(known)},
            Location("--kind"),
            candidates=nearest(name, known),
        )
        raise InputError(finding)
    return FactorKind(name)
