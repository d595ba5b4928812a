"""Chapter 5, scope of the quantification: product, unit, boundary, cut-off, data, time."""

from __future__ import annotations

from collections.abc import Iterator

from lca.report.diagram import boundary_diagram
from lca.report.document.blocks import Figure, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.front import prose, validity
from lca.report.document.matter import Matter
from lca.report.document.order import processes
from lca.report.document.words import linear, measured, scores
from lca.rules.compiled import UnitSpec
from lca.rules.expression.parser import parse
from lca.rules.schema.general import Excluded
from lca.rules.stages import STAGES


def chapter(matter: Matter) -> Iterator[Draft]:
    """The whole chapter."""
    yield Title(matter.say("chapter.quantification_scope"))
    yield from _product(matter)
    yield from _unit(matter)
    yield from _boundary(matter)
    yield from _exclusions(matter)
    yield from _cut_off(matter)
    yield from _data(matter)
    yield from _time(matter)


def _product(matter: Matter) -> Iterator[Draft]:
    product = matter.model.product
    yield Title(matter.say("section.product"), 2)
    if product.name is not None:
        yield Paragraph(matter.say("product.name", product=matter.name(product.name)))
    if product.categories:
        yield Lead("product.lead", "table")
        columns = (matter.column("classification", 1), matter.column("codes", 3))
        rows = [(key.upper(), matter.join(codes)) for key, codes in product.categories.items()]
        yield matter.table(matter.say("product.caption"), columns, rows)
    yield from prose(matter, "description")


def _unit(matter: Matter) -> Iterator[Draft]:
    model, compiled = matter.model, matter.rule.compiled
    yield Title(matter.say(f"section.unit.{model.unit.kind}"), 2)
    words = {"amount": model.unit.amount, "of": matter.name(model.unit.of)}
    yield Paragraph(matter.say(f"unit.{model.unit.kind}", **words))
    yield from matter.clause(model.unit.clause)
    yield Lead("unit.lead", "table")
    columns = (
        matter.column("unit_kind", 2),
        matter.column("unit", 2),
        matter.column("of", 4),
        matter.column("reference_flow", 4),
    )
    units = (compiled.unit, *compiled.alternatives)
    yield matter.table(matter.say("unit.caption"), columns, [_row(matter, unit) for unit in units])
    formulas = [matter.formulas[key] for unit in units if (key := ("unit", unit.id)) in matter.formulas]
    if formulas:
        yield Lead("unit.formulas", "formula")
        yield from formulas
    yield from _life(matter)


def _life(matter: Matter) -> Iterator[Draft]:
    model = matter.model
    life = model.unit.service_life
    if life is None:
        if model.unit.kind == "functional" or model.boundary.stages.includes("use"):
            yield matter.note("silent.service_life")
        return
    basis = matter.say("unit.basis", basis=matter.name(life.basis)) if life.basis else ""
    yield Paragraph(matter.say("unit.service_life", amount=life.amount) + basis)
    yield from matter.clause(life.clause)


def _row(matter: Matter, unit: UnitSpec) -> tuple[str, ...]:
    flow, formula = unit.reference_flow.tree, matter.formulas.get(("unit", unit.id))
    amount = matter.say("formula_number", first=formula.number) if formula else linear(flow)
    reference = matter.say("unit.reference", amount=amount, product=matter.product(unit.product))
    return matter.say(f"unit_kind.{unit.kind}"), str(unit.amount), matter.name(unit.of), reference


def _boundary(matter: Matter) -> Iterator[Draft]:
    boundary = matter.model.boundary
    yield Title(matter.say("section.boundary"), 2)
    words = matter.term(f"report.boundary_type.{boundary.type}")
    yield Lead("boundary.lead", "figure", {"boundary": words})
    caption = matter.say("boundary.figure")
    yield Figure(boundary_diagram(matter.rule, matter.language), caption, _alternative(matter))
    yield Lead("boundary.stages", "table")
    yield matter.table(
        matter.say("boundary.stages_caption"),
        (
            matter.column("stage", 2),
            matter.column("included", 1.3),
            matter.column("contents", 6),
            matter.column("clause", 1.2, optional=True),
        ),
        [_stage(matter, stage) for stage in STAGES],
    )


def _stage(matter: Matter, stage: str) -> tuple[str, ...]:
    inclusion = getattr(matter.model.boundary.stages, stage)
    if isinstance(inclusion, Excluded):
        reason = inclusion.excluded
        words = matter.say("boundary.reason", reason=matter.name(reason.reason)) if reason.reason else ""
        return matter.stage(stage), matter.say("excluded"), words, reason.clause or ""
    names = [
        matter.label(process.key) for process in processes(matter.rule.compiled) if process.stage == stage
    ]
    bought = _bought(matter, stage)
    inside = matter.say("boundary.processes", processes=matter.join(names)) if names else None
    outside = matter.say("boundary.bought", items=matter.join(bought)) if bought else None
    return matter.stage(stage), matter.say("included"), matter.sentences([inside, outside]), ""


def _bought(matter: Matter, stage: str) -> list[str]:
    """What enters this stage from outside, for processes that may stand in another stage."""
    lines = [line for line in matter.rule.compiled.lines if line.stage == stage]
    entering = [line for line in lines if line.product is None and line.gas is None]
    return list(dict.fromkeys(matter.name(line.label, line.of) for line in entering))


def _alternative(matter: Matter) -> str:
    """The diagram in words, for those who cannot see it."""
    return matter.sentences(
        matter.say("boundary.in_words", stage=row[0], included=row[1], contents=row[2])
        for row in (_stage(matter, stage) for stage in STAGES)
    )


def _exclusions(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.exclusions"), 2)
    exclusions = matter.model.boundary.exclusions
    if not exclusions:
        yield matter.note("silent.exclusions")
        return
    yield Lead("exclusions.lead", "table")
    columns = (
        matter.column("excluded", 3),
        matter.column("stage", 2),
        matter.column("reason", 4),
        matter.column("bound", 1.4, optional=True),
        matter.column("left_out", 2, optional=True),
        matter.column("clause", 1.2, optional=True),
    )
    rows = [
        (
            matter.name(one.name),
            matter.stage(one.stage),
            matter.name(one.reason) if one.reason else matter.say("unstated"),
            matter.say("at_most", value=one.bound) if one.bound else "",
            linear(parse(one.amount).tree) if one.amount else "",
            one.clause or "",
        )
        for one in exclusions
    ]
    yield matter.table(matter.say("exclusions.caption"), columns, rows)
    if any(one.bound is None for one in exclusions):
        yield matter.note("silent.bound")


def _cut_off(matter: Matter) -> Iterator[Draft]:
    rule = matter.model.cut_off
    yield Title(matter.say("section.cut_off"), 2)
    basis = matter.say(f"basis.{rule.basis}")
    yield Paragraph(matter.say("cut_off.limits", basis=basis, single=rule.single, total=rule.total))
    if rule.basis != "footprint":
        of = linear(parse(rule.of).tree) if rule.of else matter.say("cut_off.inputs", basis=basis)
        yield Paragraph(matter.say("cut_off.of", of=of))
    yield Paragraph(matter.say("cut_off.report"))
    yield from matter.clause(rule.clause)


def _data(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.data"), 2)
    yield from _primary(matter)
    quality = matter.model.data_quality
    if quality is None:
        yield matter.note("silent.data_quality")
        return
    if quality.minimum is not None:
        yield Paragraph(matter.say("data.minimum", scores=scores(matter, quality.minimum)))
    if quality.primary_share is not None:
        yield Paragraph(matter.say("data.share", share=quality.primary_share))
    else:
        yield matter.note("silent.primary_share")
    if quality.balances:
        names = [matter.term(f"document.balance.{name}") for name in quality.balances]
        yield Paragraph(matter.say("data.balances", balances=matter.join(names)))
    yield from matter.clause(quality.clause)


def _primary(matter: Matter) -> Iterator[Draft]:
    """How many data must be primary, and how many should; which ones stand in the tables of chapter 6."""
    demands = [entry.primary for entry in measured(matter.model)]
    for demand in ("required", "preferred"):
        if count := demands.count(demand):
            yield Paragraph(matter.say(f"data.{demand}", count=count, all=len(demands)))
    if not any(demand != "any" for demand in demands):
        yield matter.note("silent.primary")


def _time(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.time"), 2)
    period = matter.model.data_quality.period if matter.model.data_quality else None
    yield Paragraph(matter.say("time.period", period=period)) if period else matter.note("silent.period")
    yield Paragraph(matter.say("time.valid", valid=validity(matter)))
