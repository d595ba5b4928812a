"""An explanation as text: the number, its parts, and the evidence of each line down to file and clause."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lca.i18n import Language
from lca.report.hotspots import largest, product
from lca.report.layout import bars, labelled, paragraph
from lca.report.numbers import aligned, last_place, percent, percentages, significant, written
from lca.report.page import MASS, WIDTH, Page
from lca.report.parts import GAP, LABEL, SHARE, VALUE, row
from lca.results.explain import Explanation
from lca.results.footprint import Activity, Constant, Contribution, FactorUse, Footprint, Step, Supply
from lca.results.grounds import Evidence, short

COLUMN = 18
DIGITS = 6
MOST_DEMANDS = 6


def render_explanation(
    footprint: Footprint, explanation: Explanation, language: Language = "en", width: int = WIDTH
) -> Text:
    """The explanation, styled; no line is wider than ``width`` terminal cells."""
    page = Page(footprint, language, width)
    blocks = [_head(page, explanation)]
    if explanation.kind != "line" and explanation.parts:
        blocks.append(_parts(page, explanation))
    blocks += _factor_first(page, explanation)
    chosen = _chosen(explanation)
    blocks += [_evidence(page, one, title=explanation.kind != "line") for one in chosen]
    blocks += _hint(page, len(explanation.evidence) - len(chosen))
    return Text("\n\n").join(Text("\n").join(lines) for lines in blocks)


def _head(page: Page, explanation: Explanation) -> list[Text]:
    kind = page.term("kind", explanation.kind)
    title = f"{page.name(explanation.label)} · {kind}"
    number = f"{significant(explanation.value, DIGITS)} {MASS}"
    lines = [
        *paragraph(explanation.path, page.width, style="dim"),
        *paragraph(title, page.width, style="bold"),
        Text("━" * page.width, "cyan"),
    ]
    if explanation.reason:
        clause = page.say("clause", clause=explanation.clause) if explanation.clause else ""
        words = page.say("excluded", reason=page.name(explanation.reason) + clause)
        return lines + paragraph(words, page.width)
    words = page.say(
        "of_total", value=number, share=percent(explanation.share), per=page.per(page.footprint.unit)
    )
    return lines + paragraph(words, page.width, style="bold")


def _parts(page: Page, explanation: Explanation) -> list[Text]:
    parts = explanation.parts
    values = aligned([page.mass(part.value) for part in parts])
    shares = percentages([part.share for part in parts])
    drawn = bars([part.value for part in parts], page.width - LABEL - VALUE - SHARE - GAP)
    lines = []
    for part, value, share, bar in zip(parts, values, shares, drawn, strict=True):
        lines.append(row(page.name(part.label), value, share, bar, negative=part.value < 0))
        lines += paragraph(part.key, page.width, 4, "dim italic")
    return lines


def _chosen(explanation: Explanation) -> list[Evidence]:
    """The evidence worth printing: what makes 80 %."""
    paths = {line.path for line in largest([one.line for one in explanation.evidence])}
    every = explanation.kind == "line"
    return [one for one in explanation.evidence if every or one.line.path in paths]


def _hint(page: Page, left_out: int) -> list[list[Text]]:
    if left_out <= 0:
        return []
    return [paragraph(page.say("more_lines", count=left_out), page.width, style="dim")]


def _factor_first(page: Page, explanation: Explanation) -> list[list[Text]]:
    """A factor, an activity or a constant that no line shows still has its own facts."""
    if explanation.evidence:
        return []
    known = page.footprint
    found = [_factor(page, one) for one in known.factors if one.id == explanation.path]
    wanted = (explanation.path, f"activity:{explanation.path}")
    found += [_activities(page, [one]) for one in known.activity_data if one.id in wanted]
    found += [_constants(page, [one]) for one in known.constants if explanation.path in (one.id, one.name)]
    return found


def _evidence(page: Page, evidence: Evidence, title: bool) -> list[Text]:
    line = evidence.line
    lines = paragraph(f"{page.name(line.label)}  {line.path}", page.width, style="bold") if title else []
    lines += _computed(page, line, evidence.factor)
    lines += _steps(page, "delivered", line.steps)
    lines += _rule(page, line)
    lines += _activities(page, evidence.activities)
    lines += _constants(page, evidence.constants)
    lines += _demands(page, evidence)
    return lines + (_factor(page, evidence.factor) if evidence.factor else [])


def _demands(page: Page, evidence: Evidence) -> list[Text]:
    """What other processes need of the line's process; each activity is told in full once."""
    lines: list[Text] = []
    told = {one.id for one in evidence.activities} | {one.id for one in evidence.constants}
    for demand in evidence.demands[:MOST_DEMANDS]:
        lines += _demand(page, demand.supply)
        lines += _activities(page, [one for one in demand.activities if one.id not in told])
        lines += _constants(page, [one for one in demand.constants if one.id not in told])
        told |= {one.id for one in demand.activities} | {one.id for one in demand.constants}
    left_out = len(evidence.demands) - MOST_DEMANDS
    if left_out > 0:
        lines += labelled("", page.say("more_demands", count=left_out), page.width, COLUMN, "dim")
    return lines


def _demand(page: Page, supply: Supply) -> list[Text]:
    amount = f"{significant(supply.amount.value, DIGITS)} {supply.amount.unit}"
    words = page.say("demand", amount=amount, product=page.name(supply.label), process=supply.process)
    lines = _fact(page, "needed", f"{words} = {supply.formula}" if supply.formula else words)
    return lines + _more(page, "stands_in", supply.rule_location)


def _fact(page: Page, key: str, words: str | None, style: str = "", indent: int = 2) -> list[Text]:
    return labelled(" " * indent + page.say(key), words, page.width, COLUMN, style) if words else []


def _more(page: Page, key: str, words: str | None) -> list[Text]:
    return _fact(page, key, words, "dim", indent=4)


def _computed(page: Page, line: Contribution, factor: FactorUse | None) -> list[Text]:
    words = f"{product(line, factor)} = {significant(line.value, DIGITS)} {MASS}"
    lines = _fact(page, "computed", words)
    if line.interval:
        place = last_place(line.value, line.interval.sd)
        lines += _fact(page, "interval", page.span(line.interval.p2_5, line.interval.p97_5, place))
    return lines


def _rule(page: Page, line: Contribution) -> list[Text]:
    rule = page.footprint.rule
    clause = page.say("clause", clause=line.clause) if line.clause else ""
    return [
        *_fact(page, "formula", line.formula, "bold"),
        *_fact(page, "rule", f"{rule.id} {rule.version}{clause}"),
        *_more(page, "stands_in", line.rule_location),
    ]


def _activities(page: Page, activities: Sequence[Activity]) -> list[Text]:
    lines: list[Text] = []
    for one in activities:
        words = f"{short(one.id)} = {written(one.value)} {one.unit}".rstrip()
        if (one.used, one.used_unit) != (one.value, one.unit):
            words += page.say("used", value=written(one.used), unit=one.used_unit)
        lines += _fact(
            page, "activity", f"{words} · {_standing(page, one)}" if _standing(page, one) else words
        )
        lines += _more(page, "stands_in", one.location)
        lines += _more(page, "source", one.source)
    return lines


def _constants(page: Page, constants: Sequence[Constant]) -> list[Text]:
    """Constants of the rule: value, the day from which it holds, where it stands and comes from."""
    lines: list[Text] = []
    for one in constants:
        words = f"{one.name} = {written(one.value)} {one.unit}".rstrip()
        since = page.say("since", day=one.since) if one.since else ""
        clause = page.say("clause", clause=one.clause) if one.clause else ""
        lines += _fact(page, "constant", words + since + clause)
        lines += _more(page, "stands_in", one.location)
        lines += _more(page, "source", one.source)
    return lines


def _standing(page: Page, one: Activity) -> str:
    if one.default:
        return page.say("default")
    if one.primary is None:
        return ""
    return page.say("primary" if one.primary else "secondary")


def _factor(page: Page, factor: FactorUse) -> list[Text]:
    where = " ".join(str(part) for part in (factor.geography, factor.reference_year) if part)
    document = " · ".join(filter(None, [factor.publisher, factor.title, factor.document, factor.locator]))
    head = " · ".join(filter(None, [page.name(factor.name), where, page.term("factor_kind", factor.kind)]))
    spread = [page.term("distribution", factor.distribution)] if factor.distribution else []
    spread += [page.term("origin", factor.distribution_origin)] if factor.distribution_origin else []
    return [
        *_fact(page, "factor", head),
        *_more(page, "factor_id", f"{factor.id} r{factor.revision}"),
        *_more(page, "factor_value", _value(page, factor)),
        *_more(page, "published_in", document),
        *_more(page, "address", factor.address),
        *_more(page, "licence", factor.licence),
        *_more(page, "verification", factor.verification),
        *_more(page, "spread", " · ".join(spread)),
        *_trail(page, factor),
    ]


def _value(page: Page, factor: FactorUse) -> str:
    words = f"{written(factor.value)} {MASS}/{factor.unit}"
    if factor.published_value is not None and factor.published_value != factor.value:
        words += page.say("published_value", value=written(factor.published_value))
    if factor.recharacterised:
        words += page.say("recharacterised", gwp=page.footprint.provenance.gwp_set)
    if factor.gwp_set:
        words += f" · GWP {factor.gwp_set}"
    return words


def _trail(page: Page, factor: FactorUse) -> list[Text]:
    return _steps(page, "trail", factor.trail)


def _steps(page: Page, key: str, steps: Sequence[Step]) -> list[Text]:
    """Numbered steps of reasoning under one label."""
    lines: list[Text] = []
    for number, step in enumerate(steps, 1):
        words = f"{number}. {page.name(step.detail)}"
        lines += labelled("    " + page.say(key) if number == 1 else "", words, page.width, COLUMN, "dim")
    return lines
