"""The annexes that need no calculation: flows, forms, data quality, GWP values, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lca.gases import gases
from lca.pedigree import DEFAULT_MATRIX, shipped_table
from lca.report.document.blocks import Items, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.matter import Column, Matter
from lca.report.document.order import processes
from lca.report.document.words import line_label, linear, scores, unit_of
from lca.report.numbers import written
from lca.results.footprint import CATEGORIES
from lca.rules.compiled import CompiledProcess, Line
from lca.rules.schema.activity import Choice, QuantityColumn, Scalar, Supply, Table

INDICATORS = ("reliability", "completeness", "temporal", "geographical", "technological")
SCORES = (1, 2, 3, 4, 5)
BLANK_ROWS = 5
VARIANTS = ("default", "fossil", "biogenic")
FORM = ("company", "site", "product", "period", "production", "filled_by", "date")


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
    made = matter.say("flows.amount", product=matter.product(process.product), amount=linear(process.amount.tree))
    return (
        matter.label(process.key),
        made,
        named(line for line in lines if line.product is not None),
        named(line for line in lines if line.kind == "input" and line.product is None),
        named(line for line in lines if line.kind == "emission"),
        named(line for line in lines if line.kind == "waste" and line.product is None),
        named(line for line in lines if line.kind in ("credit", "avoided")),
        matter.join(matter.product(one.product) for one in process.co_products),
    )


def forms(matter: Matter) -> Iterator[Draft]:
    """Annex B: tables that a company fills in."""
    yield Title(matter.say("annex.forms"), annex="informative")
    yield Paragraph(matter.say("forms.how"))
    columns = (matter.column("item", 2), matter.column("entry", 5))
    yield matter.table(matter.say("forms.head"), columns, [(matter.say(f"forms.{key}"), "") for key in FORM])
    yield from _scalars(matter)
    for name, entry in matter.model.activity_data.items():
        if isinstance(entry, Supply):
            yield _supply(matter, matter.name(entry.label, name))
        elif isinstance(entry, Table):
            yield _table(matter, name, entry)


def _scalars(matter: Matter) -> Iterator[Draft]:
    entries = [(n, e) for n, e in matter.model.activity_data.items() if isinstance(e, Scalar | Choice)]
    if not entries:
        return
    columns = (
        matter.column("name", 4),
        matter.column("unit", 2.1),
        matter.column("value", 2),
        matter.column("origin", 2.6),
        matter.column("primary_or_not", 1.6),
        matter.column("scores", 2),
    )
    rows = [
        (
            matter.name(entry.label, name) + ("" if entry.required else matter.say("forms.optional")),
            unit_of(matter, entry) if isinstance(entry, Scalar) else matter.say("forms.one_of"),
            "" if isinstance(entry, Scalar) else " □ ".join(("", *entry.options)).strip(),
            "",
            "",
            "",
        )
        for name, entry in entries
    ]
    yield matter.table(matter.say("forms.data"), columns, rows)


def _supply(matter: Matter, label: str) -> Draft:
    columns = (
        matter.column("source_type", 3),
        matter.column("share", 1.4),
        matter.column("technology", 2),
        matter.column("certificate", 3.4),
        matter.column("vintage", 1.4),
        matter.column("volume", 1.6),
    )
    policy = matter.model.electricity
    allowed = policy.hierarchy if policy else ("grid_average",)
    rows = [(matter.say(f"source.{source}"), *[""] * 5) for source in allowed]
    return matter.table(matter.say("forms.table", label=label), columns, rows)


def _table(matter: Matter, name: str, entry: Table) -> Draft:
    columns = [Column(_head(matter, key, column), 2) for key, column in entry.table.items()]
    rows = [[""] * len(columns)] * BLANK_ROWS
    return matter.table(matter.say("forms.table", label=matter.name(entry.label, name)), columns, rows)


def _head(matter: Matter, name: str, column: object) -> str:
    if isinstance(column, str):
        label = matter.name(None, name)
        unit = "" if column in ("text", "factor") else column
    else:
        label = matter.name(getattr(column, "label", None), name)
        unit = unit_of(matter, column) if isinstance(column, QuantityColumn) else ""
    return matter.say("forms.head_unit", label=label, unit=unit) if unit else label


def quality(matter: Matter) -> Iterator[Draft]:
    """Annex D: how data are scored and what the scores mean for the spread."""
    yield Title(matter.say("annex.quality"), annex="informative")
    yield Paragraph(matter.say("quality.scores"))
    yield Lead("quality.lead", "table")
    table = shipped_table()
    columns = (matter.column("indicator", 3), *(Column(str(score), 1.2) for score in SCORES))
    rows = [
        (matter.term(f"indicator.{name}"), *(_variance(table.get((DEFAULT_MATRIX, name, score))) for score in SCORES))
        for name in INDICATORS
    ]
    yield matter.table(matter.say("quality.caption"), columns, rows)
    yield Paragraph(matter.say("quality.variance"))
    demanded = matter.model.data_quality
    if demanded is not None and demanded.minimum is not None:
        yield Paragraph(matter.say("quality.minimum", scores=scores(matter, demanded.minimum)))


def _variance(value: float | None) -> str:
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
        where = matter.join([matter.say("gwp.rule")] * (key in own) + [matter.say("gwp.factors")] * (key in other - own))
        found = {variant: value for (one, variant), value in values.items() if one == key and variant in VARIANTS}
        for variant, value in sorted(found.items()):
            yield name, gas.formula, matter.say(f"gwp.{variant}"), written(value), where


def report(matter: Matter) -> Iterator[Draft]:
    """Annex G: what the report of a study holds."""
    yield Title(matter.say("annex.report"), annex="informative")
    yield Paragraph(matter.say("report.lead"))
    yield Items(tuple(_report_items(matter)), ordered=True)


def _report_items(matter: Matter) -> Iterator[str]:
    model = matter.model
    yield matter.say("report.item.rule", rule=f"{model.id} {model.version}")
    unit = matter.say("amount_of", amount=model.unit.amount, of=matter.name(model.unit.of))
    yield matter.say("report.item.unit", unit=unit)
    yield matter.say("report.item.boundary", boundary=matter.term(f"report.boundary_type.{model.boundary.type}"))
    yield matter.say("report.item.total")
    yield matter.say("report.item.categories", categories=matter.join(matter.term(f"category.{c}") for c in CATEGORIES))
    for key in ("cut_off", "data", "factors", "allocation", "electricity", "recycling"):
        yield matter.say(f"report.item.{key}")
    if model.carbon_storage:
        yield matter.say("report.item.storage")
    if model.sensitivities:
        cases = matter.join(matter.name(case.label) for case in model.sensitivities.values())
        yield matter.say("report.item.sensitivities", cases=cases)
    for key in ("uncertainty", "quality", "limits", "provenance"):
        yield matter.say(f"report.item.{key}")
