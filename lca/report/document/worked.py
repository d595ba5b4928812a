"""The annexes that show the rule at work, its factors and its own example; the bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from lca.report.document import given
from lca.report.document.blocks import Items, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.matter import Matter
from lca.report.numbers import last_place, percentages, rounded, significant, written
from lca.results.footprint import Contribution, FactorUse, Footprint
from lca.rules.schema.activity import Scalar
from lca.rules.schema.rule import RuleTest

MASS = "kg CO2e"


def factors(matter: Matter) -> Iterator[Draft]:
    """Annex C: the factors that the shipped release gives for the example."""
    yield Title(matter.say("annex.factors"), annex="informative")
    footprint = matter.example.footprint
    if footprint is None:
        yield from _not_computed(matter)
        return
    yield Lead("factors.lead", "table", {"release": matter.example.release})
    columns = (
        matter.column("name", 3),
        matter.column("factor_kind", 1.6),
        matter.column("value", 2),
        matter.column("geography_year", 1.6),
        matter.column("source", 4),
        matter.column("factor_id", 3),
    )
    rows = [_factor(matter, use) for use in footprint.factors]
    yield matter.table(matter.say("factors.caption"), columns, rows)


def _factor(matter: Matter, use: FactorUse) -> tuple[str, ...]:
    year = str(use.reference_year) if use.reference_year is not None else None
    source = [use.title or use.document, None if use.supplier_specific else use.locator]
    kind = "report.supplier_specific" if use.supplier_specific else f"report.factor_kind.{use.kind}"
    return (
        matter.name(use.name),
        matter.term(kind),
        f"{significant(use.value)} {MASS}/{use.unit}",
        " ".join(filter(None, [use.geography, year])),
        matter.sentences(source),
        use.id,
    )


def example(matter: Matter) -> Iterator[Draft]:
    """Annex F: the first test of the rule that can be computed, with what was expected and from where."""
    yield Title(matter.say("annex.example"), annex="informative")
    footprint, index = matter.example.footprint, matter.example.index
    if footprint is None or index is None:
        yield from _not_computed(matter)
        return
    test = matter.model.tests[index]
    words = {"name": test.name, "gwp": footprint.provenance.gwp_set, "release": matter.example.release}
    yield Paragraph(matter.say("example.what", **words))
    if footprint.illustrative:
        yield matter.note("example.illustrative")
    yield Title(matter.say("section.inputs"), 2)
    yield from given.sections(matter, footprint)
    yield Title(matter.say("section.results"), 2)
    yield from _results(matter, footprint)
    yield from _largest(matter, footprint)
    yield from _expected(matter, test)


def _not_computed(matter: Matter) -> Iterator[Draft]:
    yield matter.note("example.none" if matter.model.tests else "example.no_tests")
    reasons = dict.fromkeys(finding.message(matter.language) for finding in matter.example.reasons)
    if reasons:
        yield Items(tuple(reasons))


def _results(matter: Matter, footprint: Footprint) -> Iterator[Draft]:
    place = last_place(footprint.total.value)
    included = [stage for stage in footprint.stages if stage.included]
    shares = percentages([stage.share for stage in included])
    yield Lead("example.results", "table")
    columns = (matter.column("stage", 4), matter.column("footprint", 2), matter.column("share", 1.4))
    rows = [
        (matter.name(stage.label), rounded(stage.value, place), share)
        for stage, share in zip(included, shares, strict=True)
    ]
    rows.append((matter.name(footprint.total.label), rounded(footprint.total.value, place), "100.0 %"))
    unit = matter.say(
        "amount_of",
        amount=f"{written(footprint.unit.amount)} {footprint.unit.unit}",
        of=matter.name(footprint.unit.of),
    )
    yield matter.table(matter.say("example.results_caption", unit=unit), columns, rows)
    others = [
        matter.say(
            "example.alternative",
            value=rounded(one.value, last_place(one.value)),
            unit=f"{written(one.amount)} {one.unit}",
            of=matter.name(one.of),
        )
        for one in footprint.alternative_units
    ]
    if others:
        yield Paragraph(matter.say("example.alternatives", results=matter.sentences(others)))


LARGEST = 10


def _largest(matter: Matter, footprint: Footprint) -> Iterator[Draft]:
    place = last_place(footprint.total.value)
    lines = sorted(footprint.contributions, key=lambda line: (-abs(line.value), line.path))[:LARGEST]
    yield Lead("example.largest", "table", {"count": len(lines)})
    columns = (
        matter.column("process", 3),
        matter.column("line", 3),
        matter.column("quantity", 2.4),
        matter.column("intensity", 2.8),
        matter.column("footprint", 2),
    )
    rows = [_contribution(matter, line, place) for line in lines]
    yield matter.table(matter.say("example.largest_caption"), columns, rows)


def _contribution(matter: Matter, line: Contribution, place: int) -> tuple[str, ...]:
    return (
        matter.name(line.process_label),
        matter.name(line.label),
        f"{significant(line.amount.value)} {line.amount.unit}".strip(),
        f"{significant(line.value / line.amount.value)} {MASS}/{line.amount.unit}"
        if line.amount.value
        else "",
        rounded(line.value, place),
    )


def _intensity(line: Contribution) -> str:
    if not line.amount.value:
        return ""
    return f"{significant(line.value / line.amount.value)} {MASS}/{line.amount.unit}"


def _expected(matter: Matter, test: RuleTest) -> Iterator[Draft]:
    yield Title(matter.say("section.expected"), 2)
    stages: dict[str, str] = {matter.stage(stage): value for stage, value in test.expect.stages.items()}
    total = {matter.term("label.total"): test.expect.total} if test.expect.total else {}
    words = [
        matter.say("example.expected", what=what, value=value) for what, value in (total | stages).items()
    ]
    yield Items(tuple(words))
    yield Paragraph(matter.say("need.source", source=test.source))


def bibliography(matter: Matter) -> Iterator[Draft]:
    """Everything that the rule and its example cite, each once."""
    yield Title(matter.say("chapter.bibliography"), plain=True)
    sources = tuple(dict.fromkeys(_sources(matter)))
    yield Items(sources, ordered=True) if sources else matter.note("silent.sources")


def _sources(matter: Matter) -> Iterator[str]:
    model = matter.model
    yield from (source for term in model.terms if (source := term.source))
    for parameter in model.parameters.values():
        yield from filter(None, [parameter.source, *(dated.source for dated in parameter.values)])
    for entry in model.activity_data.values():
        if isinstance(entry, Scalar) and entry.default is not None:
            yield entry.default.source
    if model.classes is not None:
        yield model.classes.source
    footprint = matter.example.footprint
    for use in footprint.factors if footprint else ():
        if not use.supplier_specific and use.title:
            yield (
                matter.say("cited", publisher=use.publisher, title=use.title) if use.publisher else use.title
            )
