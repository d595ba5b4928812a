"""Contributions, paths and decisive exchanges of a process, for people: 80 columns, sums at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text

from lca.cli.background_summary import count, say
from lca.report.layout import clip, heading, left, paragraph, right
from lca.report.numbers import percent, significant
from lca.report.page import WIDTH

if TYPE_CHECKING:
    from lca.cli.background_decisive import Deciding, Decisive
    from lca.cli.background_origins import Chains, Origins, Part, Rest
    from lca.i18n import Language

VALUE, SHARE, AMOUNT, WAY, RANGE = 11, 9, 16, 5, 24
INDENT = 2
DEEPEST = 14


def origins(found: Origins, language: Language) -> Iterator[Text]:
    """By process, by direct supplier, by tier; each with the sum of what it lists."""
    total = found.total
    lines: list[tuple[float, str]] = [(part.value, _placed(part)) for part in found.processes]
    yield from _section("by_process", lines, found.processes_rest, total, language)
    lines = [(found.direct, say("itself", language))]
    lines += [(part.value, _taken(part, language)) for part in found.suppliers]
    yield from _section("by_supplier", lines, found.suppliers_rest, total, language)
    lines = [
        (value, say("tier" if tier else "tier_itself", language, tier=tier))
        for tier, value in enumerate(found.tiers)
    ]
    lines.append((found.beyond, say("beyond", language, tier=len(found.tiers) - 1)))
    yield from _section("by_tier", lines, None, total, language)


def _section(
    key: str, lines: list[tuple[float, str]], rest: Rest | None, total: float, language: Language
) -> Iterator[Text]:
    yield Text()
    yield heading(say(key, language), WIDTH)
    yield Text(right("kg CO2e", VALUE) + right(say("share", language), SHARE), "dim")
    left_out = list(_parts(rest, language))
    yield from (_row(value, total, words) for value, words in lines)
    yield from (_row(value, total, words, "dim") for value, words in left_out)
    yield _row(sum(value for value, _ in (*lines, *left_out)), total, say("sum", language), "bold")


def _parts(rest: Rest | None, language: Language) -> Iterator[tuple[float, str]]:
    """The positive and the negative part of a rest, where there is one, in words."""
    if rest is None:
        return
    for key, value in (("rest_above", rest.positive), ("rest_below", rest.negative)):
        if value:
            yield value, say(key, language, count=count(rest.count))


def chains(found: Chains, language: Language) -> Iterator[Text]:
    """Paths as a tree: what stands behind each and what its end emits itself."""
    yield Text()
    cutoff = f"{significant(100 * found.cutoff, 3)} %"
    yield heading(say("paths", language, cutoff=cutoff), WIDTH)
    yield Text(right(say("behind", language), SHARE) + right(say("own", language), SHARE), "dim")
    for step in found.steps:
        depth = len(step.chain) - 1
        shares = "".join(right(_share(part, found.total), SHARE) for part in (step.burden, step.direct))
        way = say("given_off", language) + " " if depth and step.amount < 0 else ""
        amount = f"{significant(abs(step.amount), 3)} {step.unit} {way}" if depth else ""
        name = f"{step.name} @ {step.location}" if step.location else step.name
        indent = " " * (2 + INDENT * min(depth, DEEPEST))
        yield Text(shares + clip(f"{indent}{amount}{name}", WIDTH - 2 * SHARE))
    if found.more:
        yield from paragraph(say("more_paths", language, count=count(found.more)), WIDTH, 2, "dim")
    for value, words in _parts(found.rest, language):
        yield Text(right("", SHARE) + right(_share(value, found.total), SHARE) + f"  {words}", "dim")
    sums = sum(step.direct for step in found.steps) + found.rest.positive + found.rest.negative
    words = f"  = {significant(sums)} kg CO2e"
    yield Text(right("", SHARE) + right(_share(sums, found.total), SHARE) + words, "bold")


def deciding(found: Deciding, language: Language) -> Iterator[Text]:
    """The sensitive and the uncertain exchanges."""
    yield Text()
    yield heading(say("sensitive", language), WIDTH, say("elasticity", language))
    for one in found.sensitive:
        told = "-" if one.elasticity is None else f"{one.elasticity:+.3f}"
        yield from _exchange(one, told, SHARE, language)
    yield Text()
    if not found.uncertain:
        yield from paragraph(say("no_spread", language), WIDTH, style="dim")
        return
    words = say("uncertain", language, sd=significant(found.sd, 3))
    yield heading(words, WIDTH, say("of_variance", language))
    for one in found.uncertain:
        low, high = (significant(value or 0.0, 3) for value in (one.low, one.high))
        told = right(f"{low} … {high}", RANGE - SHARE) + right(percent(one.share or 0.0), SHARE)
        yield from _exchange(one, told, RANGE, language)
    yield from _spread_rest(found.rest, language)


def _exchange(one: Decisive, told: str, width: int, language: Language) -> Iterator[Text]:
    of = abs(one.amount) if one.matrix == "technosphere" else one.amount
    way = "" if one.matrix != "technosphere" else say("out" if one.amount > 0 else "in", language)
    amount = left(f"{right(significant(of), VALUE)} {one.unit}", AMOUNT - 1) + " " + left(way, WAY)
    name = left(f"{amount}{one.name}", WIDTH - width)
    yield Text(name + right(told, width))
    place = f" @ {one.location}" if one.location else ""
    yield Text(clip(f"{' ' * (AMOUNT + WAY)}{one.process}{place}", WIDTH), "dim")


def _spread_rest(rest: Rest, language: Language) -> Iterator[Text]:
    for value, words in _parts(rest, language):
        yield Text(left(f"  {words}", WIDTH - SHARE) + right(percent(value), SHARE), "dim")


def _row(value: float, total: float, words: str, style: str = "") -> Text:
    head = right(significant(value), VALUE) + right(_share(value, total), SHARE)
    return Text(clip(f"{head}  {words}", WIDTH), style)


def _share(value: float, total: float) -> str:
    return percent(value / total) if value and total else ""


def _placed(part: Part) -> str:
    return f"{part.name} @ {part.location}" if part.location else part.name


def _taken(part: Part, language: Language) -> str:
    amount = part.amount or 0.0
    way = say("given_off", language) + " " if amount < 0 else ""
    return f"{significant(abs(amount))} {part.unit} {way}{_placed(part)}"


def behind_it(found: Mapping[str, Any], language: Language) -> Iterator[Text]:
    """All that was asked for: origins, chains of suppliers, exchanges."""
    render: dict[str, Any] = {"contributions": origins, "paths": chains, "exchanges": deciding}
    for key, one in found.items():
        yield from render[key](one, language)
