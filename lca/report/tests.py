"""The tests of a rule as text: whether each holds, its numbers, and who expected them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from lca.i18n import Language, text
from lca.report.layout import left, paragraph, wrap
from lca.report.numbers import significant
from lca.report.page import MASS, WIDTH
from lca.report.rule import say
from lca.rule_tests import CaseResult, Check


def render_tests(cases: Iterable[CaseResult], language: Language = "en", width: int = WIDTH) -> Text:
    """Cases, each with its verdict, its numbers beside what was expected, and by whom."""
    lines: list[Text] = []
    for case in cases:
        lines += _case(case, language, width)
    return Text("\n").join(lines)


def _case(case: CaseResult, language: Language, width: int) -> list[Text]:
    verdict = say("passed" if case.passed else "failed", language)
    style = "green" if case.passed else "bold red"
    first, *rest = wrap(case.name, width - 8)
    lines = [Text.assemble((left(verdict, 8), style), first), *(Text(" " * 8 + line) for line in rest)]
    for check in case.checks:
        lines += paragraph(_check(check, language), width, 8, "dim" if check.passed else style)
    if not case.passed:
        lines += paragraph(say("test_source", language, source=case.source), width, 8, "dim")
        lines += [Text(f"        {case.location}", "dim")]
        lines += [line for one in case.refused for line in paragraph(one.render(language), width, 8)]
    return lines


def _check(check: Check, language: Language) -> str:
    if check.value is None:
        actual = ", ".join(check.found) or say("nothing_found", language)
    elif check.actual is None:
        actual = say("not_computed", language)
    else:
        actual = f"{significant(check.actual, 5)} {MASS}"
    off = "" if check.deviation is None else say("deviation", language, deviation=_signed(check.deviation))
    what = _what(check.what, language)
    return say("check", language, what=what, actual=actual, expected=check.expected, deviation=off)


def _what(what: str, language: Language) -> str:
    if what in ("total", "findings"):
        return say(what, language)
    return text(f"stage.{what}", language)


def _signed(share: float) -> str:
    shown = f"{share * 100:+.2f} %"
    return shown if float(shown[:-2]) else "0.00 %"
