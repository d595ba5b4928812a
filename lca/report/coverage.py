"""The coverage of a rule's tests as text: how much of each kind, and what no test exercises, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from rich.text import Text

from lca.i18n import Language, text
from lca.report.layout import left, right, wrap
from lca.report.page import WIDTH
from lca.rule_tests.coverage import Coverage, Point

NAME, SHARE, PLACE = 30, 8, 10


def render_coverage(coverage: Coverage, language: Language = "en", width: int = WIDTH) -> Text:
    """The share of each kind and of all, then every element with what of it was not exercised."""
    total = _row(_say("total", language), coverage.covered, len(coverage.points))
    lines = [Text(total, "bold")]
    for tally in coverage.kinds:
        row = _row(f"  {_say(f'kind.{tally.kind}', language)}", tally.covered, tally.count)
        lines.append(Text(row, "green" if tally.covered == tally.count else ""))
    if coverage.missed:
        lines.append(Text(_say("missed", language)))
    several = len({point.location.file for point in coverage.points}) > 1
    for points in _elements(coverage.missed):
        lines += _element(points, several, language, width)
    return Text("\n").join(lines)


def percent(share: float) -> str:
    """A share in whole percent, rounded down: what is not complete is never 100 %."""
    return f"{int(share * 100 + 1e-9)} %"


def missed_words(point: Point, language: Language = "en") -> str:
    """What of a point was not exercised: ``never true``, ``the option painted``, ``the low end 1 t``."""
    arm = point.arm.rpartition(".")[2] if point.kind == "branch" else point.arm
    argument = point.kind == "branch" and arm.isdigit()
    key = "argument" if argument else arm if arm in _SAID.get(point.kind, ()) else ""
    name = f"rule_test.coverage.{point.kind}.{key}" if key else f"rule_test.coverage.{point.kind}"
    return text(name, language, arm=arm, words=point.words)


_SAID = {
    "branch": ("then", "otherwise"),
    "condition": ("true", "false"),
    "optional": ("given", "default", "left_out"),
    "range": ("low", "high"),
    "stage": ("included", "excluded"),
    "table": ("rows", "empty"),
}


def _say(key: str, language: Language) -> str:
    return text(f"rule_test.coverage.{key}", language)


def _row(name: str, covered: int, count: int) -> str:
    share = percent(covered / count) if count else "-"
    return f"{left(name, NAME)}{right(share, SHARE)}{right(f'{covered} / {count}', SHARE + 4)}"


def _elements(points: Iterable[Point]) -> Iterator[list[Point]]:
    """Points of one kind and one element together, in their order."""
    found: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        found.setdefault((point.kind, point.path), []).append(point)
    yield from found.values()


def _element(points: list[Point], several: bool, language: Language, width: int) -> list[Text]:
    """An element with what was missed of it; its file too where the rule is made of several."""
    first = points[0]
    place = f"  {first.location.line or ''}:{first.location.column or ''}"
    words = _say("and", language).join(missed_words(point, language) for point in points)
    file = f" ({PurePath(first.location.file).name})" if several and first.location.file else ""
    start, *rest = wrap(f"{first.path}{file} · {words}", width - PLACE)
    lines = [Text.assemble((left(place, PLACE), "dim"), start)]
    return [*lines, *(Text(" " * PLACE + line) for line in rest)]
