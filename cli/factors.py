"""``zuji factors``: look into a factor release."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli import factor_release
from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import AsOfOption, ReleaseOption, day, open_factors
from lca.cli.output import Format, FormatOption, emit, json_text, plain, show
from lca.i18n import text

if TYPE_CHECKING:
    from lca.factors.history import History
    from lca.factors.schema import FactorKind
    from lca.factors.search import Hit

app = typer.Typer(help="Look into the factor database (因子库).", no_args_is_help=True)
factor_release.add_to(app)


class ListFormat(StrEnum):
    """What ``--format`` of a list takes."""

    table = "table"
    json = "json"
    csv = "csv"


@app.command("search")
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT", help="Item or name, Chinese or English (名称).")
    ],
    kind: Annotated[str | None, typer.Option("--kind", help="footprint, direct_emission, .. (类型).")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Reference year (参考年份).")] = None,
    geography: Annotated[str | None, typer.Option("--geography", help="CN, EU, CN-YN, .. (地域).")] = None,
    as_of: AsOfOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many (条数).")] = 10,
    factors: ReleaseOption = None,
    lang: LanguageOption = None,
    format: Annotated[
        ListFormat | None,
        typer.Option("--format", help="table, json or csv (输出格式).", show_default=False),
    ] = None,
) -> None:
    """Find factors by item or name (查找因子)."""
    language = chosen(lang)
    database = open_factors(factors)
    hits = database.search(
        " ".join(words), limit, kind=_kind(kind), year=year, geography=geography, as_of=day(as_of)
    )
    if format is ListFormat.json:
        emit(json_text([hit.factor for hit in hits]), None)
    elif format is ListFormat.csv:
        emit(_csv(hits), None)
    elif not hits:
        tell(text("cli.no_factor", language, words=" ".join(words)))
    else:
        from lca.report.factor import render_list

        show(render_list([hit.factor for hit in hits], language))


@app.command("show")
def show_factor(
    key: Annotated[str, typer.Argument(metavar="ID", help="Id of the factor (因子编号).")],
    as_of: AsOfOption = None,
    factors: ReleaseOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Show one factor with its source and history (查看因子及其历史)."""
    from lca.factors.history import history

    language = chosen(lang)
    database = open_factors(factors)
    factor = database.get(key)
    found = history(database.table, factor, day(as_of))
    if format is Format.json:
        emit(json_text(plain(factor) | {"history": _story(found)}), None)
    else:
        from lca.report.factor import render_factor
        from lca.report.history import render_history

        show(render_factor(factor, language))
        show(render_history(found, language))


def _story(found: History) -> dict[str, object]:
    """The history of a factor by ids, for programs."""
    return {
        "layer": found.layer,
        "editions": [
            {
                "id": one.factor.id,
                "reference_year": one.factor.reference_year,
                "published": one.factor.published,
                "value": one.value,
                "gas": one.gas,
                "unit": one.factor.unit,
                "change": one.change,
            }
            for one in found.editions
        ],
        "corrects": [factor.id for factor in found.corrects],
        "corrected_by": found.corrected_by.id if found.corrected_by else None,
        "successor": found.successor.id if found.successor else None,
        "other_kinds": [
            {"kind": one.kind, "count": one.count, "example": one.example.id, "reason": one.reason}
            for one in found.others
        ],
    }


def _csv(hits: Sequence[Hit]) -> str:
    """Hits as a table for spreadsheets, a row a factor; a number that is not given is an empty cell."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    fields = ("id", "kind", "item", "geography", "reference_year", "value", "unit", "gwp_set", "published")
    writer.writerow([*fields, "gases", "name_zh", "name_en", "publisher", "licence", "score"])
    for hit in hits:
        factor = hit.factor
        gases = "; ".join(f"{gas}={mass!r}" for gas, mass in factor.gases.items())
        names = [factor.name.get(code, "") for code in ("zh", "en")]
        source = [factor.source.publisher, factor.source.licence]
        writer.writerow(
            [*(getattr(factor, name) for name in fields), gases, *names, *source, f"{hit.score:.1f}"]
        )
    return buffer.getvalue()


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
