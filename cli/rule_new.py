"""``zuji rules new``: a new rule from a template, by flags or by asking."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import emit, write_atomically
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.rules.scaffold import Wish


class TemplateChoice(StrEnum):
    """What ``--template`` takes."""

    material = "material"
    product = "product"
    sector = "sector"


class KindChoice(StrEnum):
    """What ``--kind`` takes."""

    declared = "declared"
    functional = "functional"


class BoundaryChoice(StrEnum):
    """What ``--boundary`` takes."""

    cradle_to_gate = "cradle_to_gate"
    cradle_to_grave = "cradle_to_grave"
    gate_to_gate = "gate_to_gate"
    gate_to_grave = "gate_to_grave"


class RecyclingChoice(StrEnum):
    """What ``--recycling`` takes."""

    cut_off = "cut_off"
    closed_loop = "closed_loop"
    open_loop = "open_loop"
    net_scrap = "net_scrap"
    cff = "cff"


GENERAL = "cn.gbt24067"
NO_RULE = "-"


def _option(flag: str, metavar: str, help: str) -> typer.models.OptionInfo:
    """An option with its help in both languages, without a default to show."""
    made: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=help, show_default=False)
    return made


def new(
    id: Annotated[str, typer.Argument(metavar="ID", help="Dotted id, e.g. cn.lime.burnt (规则 id).")],
    out: Annotated[
        Path | None, _option("--out", "FILE", "Write into this new file; else print it (输出文件).")
    ] = None,
    template: Annotated[
        TemplateChoice | None,
        typer.Option(
            "--template",
            help="material: to the gate; product: whole life; sector: frame (模板).",
            show_default=False,
        ),
    ] = None,
    extends: Annotated[
        str | None, _option("--extends", "ID|PATH", "The rule above, e.g. cn.gbt24067 (上位规则).")
    ] = None,
    standard: Annotated[
        list[str] | None, _option("--standard", "NUMBER", "A standard that it follows (所遵循的标准).")
    ] = None,
    title_zh: Annotated[str | None, _option("--title-zh", "WORDS", "Title in Chinese (中文标题).")] = None,
    title_en: Annotated[str | None, _option("--title-en", "WORDS", "Title in English (英文标题).")] = None,
    product_zh: Annotated[
        str | None, _option("--product-zh", "WORDS", "Product in Chinese (中文产品名称).")
    ] = None,
    product_en: Annotated[
        str | None, _option("--product-en", "WORDS", "Product in English (英文产品名称).")
    ] = None,
    unit: Annotated[
        str | None, _option("--unit", "AMOUNT", "Declared or functional amount: 1 t (单位数量).")
    ] = None,
    kind: Annotated[
        KindChoice | None,
        typer.Option("--kind", help="Kind of the unit (声明单位或功能单位).", show_default=False),
    ] = None,
    boundary: Annotated[
        BoundaryChoice | None,
        typer.Option("--boundary", help="System boundary (系统边界).", show_default=False),
    ] = None,
    process: Annotated[
        list[str] | None,
        _option("--process", "[STAGE:]NAME", "A process; each feeds the next (过程，依次相接)."),
    ] = None,
    activity: Annotated[
        list[str] | None,
        _option("--activity", "NAME:UNIT", 'E.g. "coal: kg/t = fuel coal.bituminous" (活动数据).'),
    ] = None,
    recycling: Annotated[
        RecyclingChoice,
        typer.Option("--recycling", help="Method for recycling, with product (再生料处理方法)."),
    ] = RecyclingChoice.cut_off,
    schema: Annotated[
        str,
        typer.Option(
            "--schema",
            metavar="PATH",
            help="Where the schema for editors is, seen from FILE (编辑器模式文件).",
        ),
    ] = "./rule.schema.json",
    lang: LanguageOption = None,
) -> None:
    """Begin a new rule from a template (新建规则)."""
    from lca.rules.scaffold import Wish, scaffold

    language = chosen(lang)
    _refuse_existing(out)
    wish = Wish(
        id,
        template=template.value if template else "material",
        title_zh=title_zh or "",
        title_en=title_en or "",
        product_zh=product_zh or "",
        product_en=product_en or "",
        unit=unit or "",
        kind=kind.value if kind else None,
        limits=boundary.value if boundary else None,
        processes=tuple(process or ()),
        activities=tuple(activity or ()),
        standards=tuple(standard or ()),
        extends=extends,
        method=recycling.value,
        schema=schema,
    )
    made = scaffold(wish, out)
    if _on_terminal():
        made = scaffold(_asked(wish, template is None, _question(language)), out)
    _deliver(made, out, wish.schema, language)


def _on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _refuse_existing(out: Path | None) -> None:
    from lca.errors import Finding, InputError, Location

    if out is not None and out.exists():
        raise InputError(Finding("R383", {}, Location(str(out))))


def _question(language: Language) -> Callable[[str, str], str]:
    """How to ask: the key of the question and what stands for an empty answer. Nothing goes to the output."""

    def ask(key: str, usual: str) -> str:
        shown = f" [{usual}]" if usual else ""
        typer.echo(f"{text(f'scaffold.ask.{key}', language)}{shown}: ", nl=False, err=True)
        answer = sys.stdin.readline()
        if not answer:
            raise typer.Abort
        return answer.strip() or usual

    return ask


def _asked(wish: Wish, without_template: bool, ask: Callable[[str, str], str]) -> Wish:
    """The wish with what was left out of the flags, asked for."""
    from lca.rules.scaffold import TEMPLATES, UNITS

    if without_template and not (wish.limits or wish.processes):
        answer = ask("template", wish.template)
        wish = replace(wish, template=next((one for one in TEMPLATES if one == answer), wish.template))
    wish = replace(
        wish,
        title_zh=wish.title_zh or ask("title_zh", ""),
        title_en=wish.title_en or ask("title_en", ""),
    )
    if wish.template != "sector":
        wish = replace(
            wish,
            product_zh=wish.product_zh or ask("product_zh", ""),
            product_en=wish.product_en or ask("product_en", ""),
        )
    if wish.template != "sector" and not wish.unit:
        wish = replace(wish, unit=ask("unit", UNITS[wish.template]))
    if wish.extends is None:
        answer = ask("extends", GENERAL)
        wish = replace(wish, extends=None if answer == NO_RULE else answer)
    return wish if wish.activities or wish.template == "sector" else _with_activities(wish, ask)


def _with_activities(wish: Wish, ask: Callable[[str, str], str]) -> Wish:
    answer = ask("activity", "")
    while answer:
        wish = replace(wish, activities=(*wish.activities, answer))
        answer = ask("more", "")
    return wish


def _deliver(made: str, out: Path | None, schema: str, language: Language) -> None:
    """Print the rule, or write it and say what is still open in it."""
    if out is None:
        emit(made, None)
        return
    from lca.rules.linting.sarif import count
    from lca.rules.load import lint

    write_atomically(out, made)
    tell(text("cli.written", language, path=out))
    errors, warnings, notes = count(lint(out))
    told = {"errors": errors, "warnings": warnings, "notes": notes, "path": out}
    tell(text("scaffold.next", language, None, **told))
    place = out.parent / schema
    if not place.exists():
        tell(text("scaffold.schema", language, path=place))
