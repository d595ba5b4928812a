"""How the parts of a rule hang together: stages, processes that nothing reaches, data without use."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lca.documents import KeyPath
from lca.errors import Severity
from lca.rules.compiling.context import Context
from lca.rules.compiling.products import Products
from lca.rules.expression import references
from lca.rules.expression.dimensions import constant_zero
from lca.rules.expression.parser import RESERVED
from lca.rules.expression.tree import Column, Node, Sum, children
from lca.rules.schema.activity import Table
from lca.rules.schema.process import Bought, Emission, Internal, Process, Selector
from lca.rules.schema.rule import RuleModel
from lca.rules.stages import STAGES, Stage

GROUPS = ("inputs", "emissions", "wastes", "credits")
_UNLINKED = ("R113", "R115")
"""Links that lead nowhere: until they are mended, nothing is said about what they do not reach."""
_HINTS = ("E201", "E204", "E213", "S304")
_UNREAD = ("E205", "E206", "E213", "R134", "R137", "R138", "R139")
"""References to rows that cannot be read: until they are mended, no column is said to be without use."""


def check_stages(context: Context, model: RuleModel) -> None:
    """Nothing happens in an excluded stage."""
    stages = model.boundary.stages
    for key, process in model.processes.items():
        if not stages.includes(process.stage):
            context.refuse("R111", ("processes", key, "stage"), stage=process.stage, name=key)
        for path, entry in _lines(key, process):
            if entry.stage is not None and not stages.includes(entry.stage):
                context.refuse("R111", (*path, "stage"), stage=entry.stage, name=key)


def check_lines(context: Context, model: RuleModel, hosts: Collection[str] = ()) -> None:
    """Processes without lines, lines that are always zero, inputs that only a supplier can answer.

    ``hosts`` are processes that have lines from elsewhere in the rule.
    """
    for key, process in model.processes.items():
        if not list(_lines(key, process)) and key not in hosts:
            context.warn("R124", ("processes", key), process=key)
        for path, entry in _lines(key, process):
            amount = context.expressions.get((*path, "amount"))
            if amount is not None and constant_zero(amount.tree):
                context.warn("R160", (*path, "amount"))
            if isinstance(entry, Bought) and entry.factor is None:
                context.refuse("R162", path, severity=Severity.INFO, of=entry.of)


def check_reach(
    context: Context, model: RuleModel, products: Products, stages: Collection[Stage] = ()
) -> None:
    """Processes that nothing reaches from the reference product, and included stages without any.

    ``stages`` are those in which something stands that is no line of a process in the file.
    """
    made = {name: product.process for name, product in products.made.items()}
    waiting = [made[p] for p in (model.unit.reference_flow.product,) if p in made]
    reached: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in reached:
            continue
        reached.add(key)
        linked = (e.product for _, e in _lines(key, model.processes[key]) if isinstance(e, Internal))
        waiting += [made[product] for product in linked if product in made]
    broken = any(finding.code in _UNLINKED for finding in context.findings)
    for key in () if broken else model.processes:
        if key not in reached:
            context.warn("R114", ("processes", key), process=key)
    _empty_stages(context, model, stages)


def _empty_stages(context: Context, model: RuleModel, stages: Collection[Stage]) -> None:
    busy = {process.stage for process in model.processes.values()} | set(stages)
    busy |= {e.stage for key, p in model.processes.items() for _, e in _lines(key, p) if e.stage}
    for stage in STAGES:
        if model.boundary.stages.includes(stage) and stage not in busy:
            context.warn("R112", ("boundary", "stages", stage), stage=stage)


def check_use(context: Context, model: RuleModel) -> None:
    """Activity data, parameters, quantities and columns that nothing uses."""
    used = _used(context, model)
    hinted = {near for f in context.findings if f.code in _HINTS for near in f.candidates}
    for section in ("activity_data", "parameters", "quantities"):
        for name in getattr(model, section):
            if name not in used and name not in hinted and name not in RESERVED:
                context.warn("R116", (section, name), name=name)
    if any(finding.code in _UNREAD for finding in context.findings):
        return
    columns = _used_columns(context, model)
    for name, entry in model.activity_data.items():
        if isinstance(entry, Table) and name in used:
            for column in entry.table:
                if column != entry.key and (name, column) not in columns:
                    context.warn("R157", ("activity_data", name, "table", column), column=column, table=name)


def _used(context: Context, model: RuleModel) -> set[str]:
    found: set[str] = set()
    for expression in context.expressions.values():
        refers = references(expression)
        found |= refers.names | refers.options | refers.tables
    for key, process in model.processes.items():
        found |= {entry.for_each for _, entry in _lines(key, process) if entry.for_each}
    return found | {text[1:] for _, text in _selected(model) if not text.startswith("$row.")}


def _used_columns(context: Context, model: RuleModel) -> set[tuple[str, str]]:
    tables = {
        path: entry.for_each
        for key, process in model.processes.items()
        for path, entry in _lines(key, process)
        if entry.for_each
    }
    found: set[tuple[str, str]] = set()
    for path, expression in context.expressions.items():
        found |= set(_columns(expression.tree, tables.get(path[:-1])))
    for path, text in _selected(model):
        if text.startswith("$row.") and path in tables:
            found.add((tables[path], text.removeprefix("$row.")))
    return found


def _columns(node: Node, row: str | None) -> Iterator[tuple[str, str]]:
    if isinstance(node, Column) and row is not None:
        yield row, node.name
    inner = node.table if isinstance(node, Sum) else row
    for child in children(node):
        yield from _columns(child, inner)


def _selected(model: RuleModel) -> Iterator[tuple[KeyPath, str]]:
    """Every reference in a factor selector, with the path of its line."""
    for key, process in model.processes.items():
        factors = [(path, e.factor) for path, e in _lines(key, process) if isinstance(e, Bought)]
        avoided = [
            (("processes", key, "co_products", i), c.avoided) for i, c in enumerate(process.co_products)
        ]
        for path, factor in (*factors, *avoided):
            yield from ((path, value) for value in _references(factor))
    for name, material in model.end_of_life.materials.items():
        path = ("end_of_life", "materials", name)
        yield from ((path, value) for factor in material.factors for value in _references(factor))


def _references(factor: Selector | str | None) -> Iterator[str]:
    fields = [value for _, value in factor] if isinstance(factor, Selector) else [factor]
    return (value for value in fields if isinstance(value, str) and value[:1] == "$")


def _lines(key: str, process: Process) -> Iterator[tuple[KeyPath, Bought | Internal | Emission]]:
    for group in GROUPS:
        for index, entry in enumerate(getattr(process, group)):
            yield ("processes", key, group, index), entry
