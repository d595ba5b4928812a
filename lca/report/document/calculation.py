"""Chapter 6, second part: the intermediate quantities and the unit processes, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator

from lca.gases import gases
from lca.report.document import recycling
from lca.report.document.blocks import Formula, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.formulas import amount
from lca.report.document.matter import Matter
from lca.report.document.order import by_stage, key
from lca.report.document.words import factor, line_label, linear
from lca.rules.compiled import CompiledProcess, Line
from lca.rules.compiling.lines import avoided_id, line_name
from lca.rules.schema.process import Bought, Emission, Factor, Internal, Process


def sections(matter: Matter) -> Iterator[Draft]:
    """Calculation, from quantities to processes."""
    yield Title(matter.say("section.quantities"), 2)
    yield Paragraph(matter.say("quantities.units"))
    yield from _quantities(matter)
    yield Title(matter.say("section.processes"), 2)
    yield Paragraph(matter.say("processes.reading"))
    for stage, processes in by_stage(matter.rule.compiled):
        yield Title(matter.say("section.stage", stage=matter.stage(stage)), 3)
        for process in processes:
            yield from _process(matter, process)


def _quantities(matter: Matter) -> Iterator[Draft]:
    formulas = [formula for name, formula in matter.formulas.items() if name[0] == "quantity"]
    if not formulas:
        yield matter.note("silent.quantities")
        return
    yield Lead("quantities.lead", "formula")
    yield from formulas


def _process(matter: Matter, process: CompiledProcess) -> Iterator[Draft]:
    yield Title(matter.label(process.key), 4)
    words = {"product": matter.product(process.product), "amount": linear(process.amount.tree)}
    yield Paragraph(
        matter.say("process.treats" if process.treats else "process.makes", name=process.key, **words)
    )
    yield from matter.clause(process.clause)
    if not process.lines:
        yield matter.note("silent.lines")
        return
    yield Lead("process.lead", "table")
    columns = (
        matter.column("line", 3),
        matter.column("kind", 1.5),
        matter.column("amount", 3.2),
        matter.column("factor", 3.8),
        matter.column("conditions", 2.6, optional=True),
        matter.column("line_stage", 1.8, optional=True),
        matter.column("clause", 1.2, optional=True),
    )
    rows = [_line(matter, process, line) for line in process.lines]
    yield matter.table(matter.say("process.caption", process=matter.label(process.key)), columns, rows)
    yield from _formulas(matter, process)


def _line(matter: Matter, process: CompiledProcess, line: Line) -> tuple[str, ...]:
    return (
        line_label(matter, line),
        matter.say(f"kind.{line.kind}"),
        amount(matter, line),
        _source(matter, line),
        _conditions(matter, line),
        matter.stage(line.stage) if line.stage != process.stage else "",
        line.clause or "",
    )


def _source(matter: Matter, line: Line) -> str:
    """Where the burden of a line comes from: another process, a gas's GWP, a factor."""
    if line.product is not None:
        maker = matter.rule.compiled.products[line.product].process
        return matter.say("factor.process", process=matter.label(maker))
    if line.gas is not None:
        gas = gases()[line.gas]
        name = gas.name_zh if matter.language == "zh" else gas.name_en
        return matter.say("factor.gas", gas=name, origin=matter.term(f"document.origin.{line.origin}"))
    if line.recycling is not None:
        return factor(matter, recycling.factor_of(matter.model.end_of_life.materials, line.recycling), None)
    return factor(matter, *_wanted(matter.model.processes[line.process], line))


def _wanted(process: Process, line: Line) -> tuple[Factor | None, str | None]:
    """The factor of a line as the rule writes it, and the name of a supplier's footprint in its place."""
    entries = [*process.inputs, *process.wastes, *process.credits]
    for entry in entries:
        if isinstance(entry, Bought) and line_id(entry) == line.id:
            return entry.factor, entry.of
    for co_product in process.co_products:
        if line.kind == "avoided" and avoided_id(co_product) == line.id:
            return co_product.avoided, None
    return None, line.of


def line_id(entry: Bought | Internal | Emission) -> str:
    """The id of a line as compiled."""
    return entry.id or line_name(entry)


def _conditions(matter: Matter, line: Line) -> str:
    """For each row of a table, only where a condition holds, so long after the product was made."""
    table = matter.name(matter.model.activity_data[line.table].label, line.table) if line.table else ""
    return matter.sentences(
        [
            matter.say("line.each", table=table) if line.table else None,
            matter.say("line.when", condition=linear(line.when.tree)) if line.when else None,
            matter.say("line.delay", delay=line.delay) if line.delay else None,
        ]
    )


def _formulas(matter: Matter, process: CompiledProcess) -> Iterator[Draft]:
    found: list[Formula] = [
        matter.formulas[k] for line in process.lines if (k := key(line)) in matter.formulas
    ]
    if found:
        yield Lead("process.formulas", "formula")
        yield from found
