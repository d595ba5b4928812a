"""Chapters 7 to 10: impact assessment, interpretation, report, comparability and declaration."""

from __future__ import annotations

from collections.abc import Iterator

from lca.names import Names
from lca.report.document.blocks import Items, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.front import prose, validity
from lca.report.document.matter import Matter
from lca.report.document.words import linear, scores
from lca.results.footprint import CATEGORIES
from lca.rules.expression.parser import parse
from lca.rules.schema.demands import Sensitivity


def chapters(matter: Matter) -> Iterator[Draft]:
    """All of them."""
    yield from _assessment(matter)
    yield from _interpretation(matter)
    yield from _report(matter)
    yield from _declaration(matter)


def _assessment(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("chapter.assessment"))
    yield Title(matter.say("section.gwp"), 2)
    yield Paragraph(matter.say("gwp.metric"))
    yield matter.note("silent.gwp", gwp=matter.example.gwp.name)
    yield Title(matter.say("section.footprint"), 2)
    yield Lead("footprint.lead", "formula")
    yield from (formula for key, formula in matter.formulas.items() if key[0] == "footprint")
    yield Paragraph(matter.say("footprint.reading"))
    yield Title(matter.say("section.categories"), 2)
    yield Paragraph(matter.say("categories.lead"))
    yield Items(tuple(matter.term(f"category.{category}") for category in CATEGORIES))
    yield Paragraph(matter.say("categories.offsets"))


def _interpretation(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("chapter.interpretation"))
    yield Title(matter.say("section.interpretation"), 2)
    yield from prose(matter, "interpretation")
    yield from _sensitivities(matter)
    yield Title(matter.say("section.uncertainty"), 2)
    yield Paragraph(matter.say("uncertainty.contents"))
    yield Title(matter.say("section.quality_result"), 2)
    yield from _quality(matter)
    yield from _storage(matter)
    yield from _classes(matter)


def _sensitivities(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.sensitivities"), 2)
    cases = matter.model.sensitivities
    if not cases:
        yield matter.note("silent.sensitivities")
        return
    yield Lead("sensitivities.lead", "table")
    columns = (
        matter.column("case", 3),
        matter.column("change", 5),
        matter.column("clause", 1.2, optional=True),
    )
    rows = [(matter.name(case.label), _case(matter, case), case.clause or "") for case in cases.values()]
    yield matter.table(matter.say("sensitivities.caption"), columns, rows)


def _case(matter: Matter, case: Sensitivity) -> str:
    """What a case makes otherwise, in words."""
    pairs = [
        *((matter.label(name), value) for name, value in case.given.items()),
        *((matter.label(name), value) for name, value in case.parameters.items()),
        *((matter.label(name), matter.say(f"share.{method}")) for name, method in case.allocation.items()),
        *((matter.label(name), value) for name, value in case.change.items()),
    ]
    if case.electricity:
        pairs.append((matter.say("section.electricity"), matter.say(f"source.{case.electricity}")))
    if case.end_of_life:
        pairs.append((matter.say("section.recycling"), matter.say(f"recycling.{case.end_of_life}")))
    return matter.sentences(matter.say("sensitivities.set", name=name, value=value) for name, value in pairs)


def _quality(matter: Matter) -> Iterator[Draft]:
    quality = matter.model.data_quality
    if quality is None or (quality.minimum is None and quality.primary_share is None):
        yield matter.note("silent.data_quality")
        return
    if quality.minimum is not None:
        yield Paragraph(matter.say("quality.minimum", scores=scores(matter, quality.minimum)))
    if quality.primary_share is not None:
        yield Paragraph(matter.say("data.share", share=quality.primary_share))


def _storage(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.storage"), 2)
    stored = matter.model.carbon_storage
    delayed = [line for line in matter.rule.compiled.lines if line.delay is not None]
    if not stored and not delayed:
        yield matter.note("silent.storage")
        return
    if stored:
        yield Lead("storage.lead", "table")
        columns = (
            matter.column("name", 3),
            matter.column("carbon", 4),
            matter.column("duration", 2),
            matter.column("clause", 1.2, optional=True),
        )
        rows = [
            (matter.name(one.label, name), _carbon(matter, name, one.carbon), one.duration, one.clause or "")
            for name, one in stored.items()
        ]
        yield matter.table(matter.say("storage.caption"), columns, rows)
        yield from (formula for key, formula in matter.formulas.items() if key[0] == "storage")
    yield Paragraph(matter.say("storage.apart"))


def _carbon(matter: Matter, name: str, words: str) -> str:
    formula = matter.formulas.get(("storage", name))
    return matter.say("formula_number", first=formula.number) if formula else linear(parse(words).tree)


def _classes(matter: Matter) -> Iterator[Draft]:
    classes = matter.model.classes
    if classes is None:
        return
    yield Title(matter.say("section.classes"), 2)
    yield Lead("classes.lead", "table", {"unit": _unit(matter, classes.unit)})
    columns = (
        matter.column("class", 2),
        matter.column("threshold", 4),
        matter.column("note", 4, optional=True),
    )
    rows = [
        (
            band.name,
            matter.say("at_most", value=band.at_most) if band.at_most else matter.say("classes.above"),
            matter.name(band.label) if band.label else "",
        )
        for band in classes.bands
    ]
    yield matter.table(matter.say("classes.caption"), columns, rows)
    yield Paragraph(matter.say("need.source", source=classes.source))
    yield from matter.clause(classes.clause)


def _unit(matter: Matter, wanted: str | None) -> str:
    model = matter.model
    found = next((unit for unit in model.alternative_units if unit.id == wanted), model.unit)
    return matter.say("amount_of", amount=found.amount, of=matter.name(found.of))


def _report(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("chapter.report"))
    yield Paragraph(matter.say("report.contents"))
    if matter.model.report is None:
        yield matter.note("silent.report")
    else:
        yield Paragraph(matter.say("report.sections", sections=matter.model.report.sections))


def _declaration(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("chapter.declaration"))
    yield Title(matter.say("section.comparability"), 2)
    yield from _conditions(matter)
    yield Title(matter.say("section.declaration"), 2)
    yield from prose(matter, "declaration")
    yield Title(matter.say("section.validity"), 2)
    yield Paragraph(matter.say("time.valid", valid=validity(matter)))
    if matter.model.superseded_by:
        yield Paragraph(matter.say("standing.successor", successor=matter.model.superseded_by))


def _conditions(matter: Matter) -> Iterator[Draft]:
    conditions = matter.model.comparability
    if not conditions:
        yield matter.note("silent.comparability")
        return
    yield Paragraph(matter.say("comparability.lead"))
    yield Items(tuple(_condition(matter, one.text, one.clause) for one in conditions), ordered=True)


def _condition(matter: Matter, words: Names, clause: str | None) -> str:
    return matter.name(words) + (matter.say("in_clause", clause=clause) if clause else "")
