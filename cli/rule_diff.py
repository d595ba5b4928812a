"""``zuji rules diff``: what changed between two rules, and how far each reference product moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.language import LanguageOption, chosen
from lca.cli.options import BackgroundOption, ReleaseOption, backgrounds, open_factors
from lca.cli.output import OutOption, emit, json_text, plain, show

if TYPE_CHECKING:
    from lca.i18n import Language
    from lca.rule_diff import RuleDifference
    from lca.rule_diff.difference import Effect
    from lca.rule_diff.numbers import Numbers
    from lca.rules.comparison import Change


class DiffFormat(StrEnum):
    """What ``--format`` takes here."""

    text = "text"
    json = "json"
    markdown = "markdown"


SUFFIXES = {".json": DiffFormat.json, ".md": DiffFormat.markdown}
OldArgument = Annotated[
    str, typer.Argument(metavar="OLD", help="The earlier rule: id, id@version, file (旧规则).")
]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="The later rule (新规则).")]
InventoryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--inventory",
        metavar="FILE",
        help="Activity data to compute beside the rules' tests (另行计算的活动数据).",
        show_default=False,
    ),
]
DiffFormatOption = Annotated[
    DiffFormat | None,
    typer.Option(
        "--format", help="text for people, json for programs, markdown (输出格式).", show_default=False
    ),
]


def diff(
    old: OldArgument,
    new: NewArgument,
    inventory: InventoryOption = None,
    release: ReleaseOption = None,
    background: BackgroundOption = None,
    lang: LanguageOption = None,
    format: DiffFormatOption = None,
    out: OutOption = None,
) -> None:
    """Tell what changed between two rules and which version follows (比较两版规则).

    Exit code 0: the new rule's version is enough; 1: it is too small; 2: a rule or a file is wrong.
    """
    from lca.rule_diff import diff_rules

    form = format or (SUFFIXES.get(out.suffix.lower()) if out is not None else None) or DiffFormat.text
    found = diff_rules(
        old,
        new,
        inventories=inventory or (),
        factors=open_factors(release),
        backgrounds=backgrounds(background),
    )
    _give(found, form, out, chosen(lang))
    raise typer.Exit(1 if found.too_small else 0)


def _give(found: RuleDifference, form: DiffFormat, out: Path | None, language: Language) -> None:
    if form is DiffFormat.json:
        emit(json_text(record(found)), out)
    elif form is DiffFormat.markdown:
        from lca.report.rule_diff_markdown import markdown

        emit(markdown(found, language), out)
    else:
        from lca.report.rule_diff import render_difference

        words = render_difference(found, language)
        if out is None:
            show(words)
        else:
            emit(words.plain + "\n", out)


def record(found: RuleDifference) -> Mapping[str, Any]:
    """A comparison for programs; equal rules give equal bytes."""
    from lca.rules.comparison import Impact

    return {
        "old": plain(found.old),
        "new": plain(found.new),
        "impact": found.impact,
        "proposed": found.proposed,
        "too_small": found.too_small,
        "counts": {impact: found.count(impact) for impact in Impact},
        "changes": [_change(number, one) for number, one in enumerate(found.changes, start=1)],
        "reference_products": [_effect(one) for one in found.effects],
        "findings": [plain(one) | {"message": _both(one.message)} for one in found.findings],
    }


def _change(number: int, change: Change) -> Mapping[str, Any]:
    from lca.rules.comparison.words import chapter, reason, sentence

    fields: dict[str, Any] = plain(change)
    for inner in ("edits", "numeric", "reason"):
        del fields[inner]
    words = {"chapter": chapter, "words": sentence, "reason": reason}
    said = {key: {code: say(change, code) for code in _languages()} for key, say in words.items()}
    return {"number": number, **fields, **said}


def _effect(effect: Effect) -> Mapping[str, Any]:
    numbers = {"old": effect.old, "new": effect.new, "difference": effect.difference}
    fields: dict[str, Any] = plain(effect)
    for key in (*numbers, "parts", "interaction"):
        fields.pop(key, None)
    fields |= {key: _numbers(one) for key, one in numbers.items() if one is not None}
    fields["parts"] = [{"changes": part.changes, **_numbers(part.moved)} for part in effect.parts]
    if effect.interaction is not None:
        fields["interaction"] = _numbers(effect.interaction)
    return fields


def _numbers(numbers: Numbers) -> Mapping[str, Any]:
    from lca.rules.stages import STAGES

    return {"total": numbers.total, "stages": dict(zip(STAGES, numbers.stages, strict=True))}


def _both(say: Any) -> Mapping[str, str]:
    return {code: say(code) for code in _languages()}


def _languages() -> tuple[Language, ...]:
    from lca.i18n import LANGUAGES

    return LANGUAGES
