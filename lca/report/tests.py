"""The tests of a rule as text: whether each holds, its numbers, and who expected them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from lca.gases import gases
from lca.i18n import Language, text
from lca.report.layout import left, paragraph, wrap
from lca.report.numbers import significant
from lca.report.page import MASS, WIDTH
from lca.report.rule import say
from lca.rule_tests import CaseResult, Check

DIGITS = 5
INDENT = 8


def render_tests(cases: Iterable[CaseResult], language: Language = "en", width: int = WIDTH) -> Text:
    """Cases, each with its verdict, its numbers beside what was expected, and by whom."""
    lines: list[Text] = []
    for case in cases:
        lines += _case(case, language, width)
    return Text("\n").join(lines)


def check_words(check: Check, language: Language = "en") -> str:
    """A check in one line: what, what came out, what was expected, how far apart."""
    if check.value is None:
        actual = ", ".join(check.found) or say("nothing_found", language)
    elif check.actual is None:
        actual = say("not_computed", language)
    else:
        actual = f"{significant(check.actual, DIGITS)} {check.unit}".rstrip()
    off = "" if check.deviation is None else say("deviation", language, deviation=_signed(check.deviation))
    what = _what(check.what, language)
    return say("check", language, what=what, actual=actual, expected=check.expected, deviation=off)


def _case(case: CaseResult, language: Language, width: int) -> list[Text]:
    verdict = say("passed" if case.passed else "failed", language)
    style = "green" if case.passed else "bold red"
    first, *rest = wrap(case.name, width - INDENT)
    lines = [Text.assemble((left(verdict, INDENT), style), first)]
    lines += [Text(" " * INDENT + line) for line in rest]
    for check in case.checks:
        lines += paragraph(check_words(check, language), width, INDENT, "dim" if check.passed else style)
    return lines if case.passed else [*lines, *_failed(case, language, width)]


def _failed(case: CaseResult, language: Language, width: int) -> list[Text]:
    """Who expected it, where it stands, what weighs most and what was refused."""
    lines = paragraph(say("test_source", language, source=case.source), width, INDENT, "dim")
    if case.largest:
        shown = "; ".join(f"{line.path} {significant(line.value)} {MASS}" for line in case.largest)
        lines += paragraph(text("rule_test.largest", language, lines=shown), width, INDENT, "dim")
    lines += [Text(f"{' ' * INDENT}{case.location}", "dim")]
    return lines + [line for one in case.refused for line in paragraph(one.render(language), width, INDENT)]


def _what(what: str, language: Language) -> str:
    section, _, key = what.partition(".")
    if section == "stages":
        return text(f"stage.{key}", language)
    if section == "categories":
        return text(f"category.{key}", language)
    if section == "gases":
        gas = gases()[key]
        return gas.formula or (gas.name_zh if language == "zh" else gas.name_en)
    if section == "quality":
        named = text(f"report.quality.{key}", language, default="")
        return named or text(f"rule_test.quality.{key}", language)
    if section in ("sensitivities", "performance_class", "units", "lines"):
        return text(f"rule_test.{section}", language, key=key)
    return say(section, language)


def _signed(share: float) -> str:
    shown = f"{share * 100:+.2f} %"
    return shown if float(shown[:-2]) else "0.00 %"
