"""The annexes that need no calculation: flows, data quality, GWP values, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lca.gases import gases
from lca.pedigree import DEFAULT_MATRIX, shipped_table
from lca.pedigree import Table as Pedigrees
from lca.report.document.blocks import Items, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.matter import Column, Matter
from lca.report.document.order import processes
from lca.report.document.words import line_label, linear, scores
from lca.report.numbers import written
from lca.results.footprint import CATEGORIES
from lca.results.requirements.catalogue import catalogue
from lca.rules.compiled import CompiledProcess, Line

INDICATORS = ("reliability", "completeness", "temporal", "geographical", "technological")
SCORES = (1, 2, 3, 4, 5)
VARIANTS = ("default", "fossil", "biogenic")


def flows(matter: Matter) -> Iterator[Draft]:
    """Annex A: every process with what goes in and what comes out."""
    yield Title(matter.say("annex.flows"), annex="normative")
    yield Lead("flows.lead", "table")
    columns = (
        matter.column("process", 2),
        matter.column("makes", 2),
        matter.column("from_processes", 2.4, optional=True),
        matter.column("bought", 3, optional=True),
        matter.column("emitted", 2.4, optional=True),
        matter.column("treated", 2, optional=True),
        matter.column("credited", 2, optional=True),
        matter.column("co_products", 2, optional=True),
    )
    rows = [_flows(matter, process) for process in processes(matter.rule.compiled)]
    yield matter.table(matter.say("flows.caption"), columns, rows)


def _flows(matter: Matter, process: CompiledProcess) -> tuple[str, ...]:
    def named(lines: Iterable[Line]) -> str:
        return matter.join(dict.fromkeys(line_label(matter, line) for line in lines))

    lines = process.lines
    product, amount = matter.product(process.product), linear(process.amount.tree)
    return (
        matter.label(process.key),
        matter.say("flows.amount", product=product, amount=amount),
        named(line for line in lines if line.kind == "input" and line.product is not None),
        named(line for line in lines if line.kind == "input" and line.product is None),
        named(line for line in lines if line.kind == "emission"),
        named(line for line in lines if line.kind == "waste"),
        named(line for line in lines if line.kind in ("credit", "avoided")),
        matter.join(matter.product(one.product) for one in process.co_products),
    )


def quality(matter: Matter) -> Iterator[Draft]:
    """Annex D: how data are scored and what the scores mean for the spread."""
    yield Title(matter.say("annex.quality"), annex="informative")
    yield Paragraph(matter.say("quality.scores"))
    yield Lead("quality.lead", "table")
    table = shipped_table()
    columns = (matter.column("indicator", 3), *(Column(str(score), 1.2) for score in SCORES))
    rows = [
        (matter.term(f"indicator.{name}"), *(_variance(table, name, score) for score in SCORES))
        for name in INDICATORS
    ]
    yield matter.table(matter.say("quality.caption"), columns, rows)
    yield Paragraph(matter.say("quality.variance"))
    demanded = matter.model.data_quality
    if demanded is not None and demanded.minimum is not None:
        yield Paragraph(matter.say("quality.minimum", scores=scores(matter, demanded.minimum)))


def _variance(table: Pedigrees, name: str, score: int) -> str:
    value = table.get((DEFAULT_MATRIX, name, score))
    return "" if value is None else written(value)


def warming(matter: Matter) -> Iterator[Draft]:
    """Annex E: the GWP of every gas that the rule or its example emits."""
    values = matter.example.gwp
    yield Title(matter.say("annex.gwp"), annex="informative")
    yield Lead("gwp.lead", "table", {"set": values.name})
    columns = (
        matter.column("gas", 3),
        matter.column("formula", 2),
        matter.column("carbon_origin", 3),
        matter.column("gwp", 2),
        matter.column("occurs", 3),
    )
    yield matter.table(matter.say("gwp.caption", set=values.name), columns, list(_warming(matter)))
    yield matter.note("gwp.source", release=matter.example.release)


def _warming(matter: Matter) -> Iterator[tuple[str, ...]]:
    own = {line.gas for line in matter.rule.compiled.lines if line.gas is not None}
    footprint = matter.example.footprint
    other = {gas.key for gas in footprint.gases if gas.key in gases()} if footprint else set()
    values = matter.example.gwp.values
    for key in sorted(own | other):
        gas = gases()[key]
        name = gas.name_zh if matter.language == "zh" else gas.name_en
        where = matter.say("gwp.rule" if key in own else "gwp.factors")
        for variant in VARIANTS:
            if (value := values.get((key, variant))) is not None:
                yield name, gas.formula, matter.say(f"gwp.{variant}"), written(value), where


def report(matter: Matter) -> Iterator[Draft]:
    """Annex G: what the report of a study holds."""
    yield Title(matter.say("annex.report"), annex="informative")
    yield Paragraph(matter.say("report.lead"))
    yield Items(tuple(_report_items(matter)), ordered=True)
    if matter.model.report is not None and matter.model.report.sections == "gbt24067":
        yield from _requirements(matter)


def _report_items(matter: Matter) -> Iterator[str]:
    model = matter.model
    yield matter.say("report.item.rule", rule=f"{model.id} {model.version}")
    unit = matter.say("amount_of", amount=model.unit.amount, of=matter.name(model.unit.of))
    yield matter.say("report.item.unit", unit=unit)
    yield matter.say(
        "report.item.boundary", boundary=matter.term(f"report.boundary_type.{model.boundary.type}")
    )
    yield matter.say("report.item.total")
    yield matter.say(
        "report.item.categories", categories=matter.join(matter.term(f"category.{c}") for c in CATEGORIES)
    )
    for key in ("cut_off", "data", "factors", "allocation", "electricity", "recycling"):
        yield matter.say(f"report.item.{key}")
    if model.carbon_storage:
        yield matter.say("report.item.storage")
    if model.sensitivities:
        cases = matter.join(matter.name(case.label) for case in model.sensitivities.values())
        yield matter.say("report.item.sensitivities", cases=cases)
    for key in ("uncertainty", "quality", "limits", "provenance"):
        yield matter.say(f"report.item.{key}")


def _requirements(matter: Matter) -> Iterator[Draft]:
    """What the general standard demands of a report, in the words of the shipped catalogue."""
    found = catalogue()
    words = {"standard": found.standard, "numbering": found.numbering}
    yield Lead("requirements.lead", "table", words)
    columns = (
        matter.column("clause", 1.2),
        matter.column("requirement", 3),
        matter.column("demand", 6),
        matter.column("wording", 1.6),
    )
    rows = [
        (
            one.clause or "",
            matter.name(one.title.names),
            matter.name(one.demand.names),
            matter.say(f"wording.{one.wording}"),
        )
        for one in found.requirement
        if one.report
    ]
    yield matter.table(matter.say("requirements.caption", standard=found.standard), columns, rows)
    yield matter.note("requirements.unread", standard=found.standard)
