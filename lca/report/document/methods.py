"""Chapter 6, third part: allocation, electricity, recycling, the carbon that stands apart, balances."""

from __future__ import annotations

from collections.abc import Iterator

from lca.report.document.blocks import Items, Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.matter import Matter
from lca.report.document.order import processes
from lca.report.document.words import factor, line_label, linear
from lca.rules.compiled import CompiledProcess
from lca.rules.expression.parser import parse
from lca.rules.schema.process import CoProduct, Output
from lca.rules.schema.recycling import Material, Recovery
from lca.rules.schema.rule import Rung
from lca.system.allocation import MEASURES

APART = ("biogenic", "biogenic_uptake", "land_use_change", "aircraft")


def sections(matter: Matter) -> Iterator[Draft]:
    """All of them."""
    yield from _allocation(matter)
    yield from _electricity(matter)
    yield from _recycling(matter)
    yield from _apart(matter)
    yield from _balances(matter)


def _allocation(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.allocation"), 2)
    hierarchy = matter.model.allocation
    if hierarchy:
        yield Paragraph(matter.say("allocation.hierarchy"))
        yield Items(tuple(_rung(matter, rung) for rung in hierarchy), ordered=True)
    else:
        yield matter.note("silent.hierarchy")
    shared = [process for process in processes(matter.rule.compiled) if process.co_products]
    if not shared:
        yield Paragraph(matter.say("allocation.none"))
        return
    yield Lead("allocation.lead", "table")
    columns = (
        matter.column("process", 2),
        matter.column("product", 2.2),
        matter.column("quantity", 3),
        matter.column("method", 2),
        matter.column("measure", 3, optional=True),
        matter.column("justification", 4, optional=True),
        matter.column("clause", 1.2, optional=True),
    )
    rows = [row for process in shared for row in _shared(matter, process)]
    yield matter.table(matter.say("allocation.caption"), columns, rows)
    formulas = [formula for key, formula in matter.formulas.items() if key[0] == "share"]
    if formulas:
        yield Lead("allocation.formulas", "formula")
        yield from formulas
        yield Paragraph(matter.say("allocation.sum"))


def _rung(matter: Matter, rung: Rung) -> str:
    return matter.say(f"rung.{rung}") if isinstance(rung, str) else matter.say(f"rung.{rung.physical}")


def _shared(matter: Matter, process: CompiledProcess) -> Iterator[tuple[str, ...]]:
    """One row a product of the process: its amount, its way of sharing, what it is shared by, and why."""
    entry = matter.model.processes[process.key]
    method = process.allocation.method if process.allocation else "none"
    why = entry.allocation.justification if entry.allocation else None
    clause = entry.allocation.clause if entry.allocation else None
    made: list[Output | CoProduct] = [*([entry.output] if entry.output else []), *entry.co_products]
    for position, product in enumerate(made):
        own = product.method if isinstance(product, CoProduct) and product.method else method
        yield (
            matter.label(process.key) if position == 0 else "",
            matter.product(product.product),
            linear(parse(product.amount).tree),
            matter.say(f"share.{own if position or own != 'none' else 'whole'}"),
            _measure(product, own),
            matter.name(why) if position == 0 and why else _avoided(matter, product),
            (clause or "") if position == 0 else getattr(product, "clause", None) or "",
        )


def _measure(product: Output | CoProduct, method: str) -> str:
    words = getattr(product, MEASURES[method]) if method in MEASURES else None
    return linear(parse(words).tree) if words else ""


def _avoided(matter: Matter, product: Output | CoProduct) -> str:
    if not isinstance(product, CoProduct) or product.avoided is None:
        return ""
    amount = linear(parse(product.avoided_amount or product.amount).tree)
    return matter.say("allocation.avoided", amount=amount, factor=factor(matter, product.avoided, None))


def _electricity(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.electricity"), 2)
    policy = matter.model.electricity
    if policy is None:
        yield matter.note("silent.electricity")
        return
    yield Paragraph(matter.say("electricity.hierarchy"))
    yield Items(tuple(matter.say(f"source.{source}") for source in policy.hierarchy), ordered=True)
    yield Lead("electricity.lead", "table")
    columns = (matter.column("source_type", 2), matter.column("counts", 6))
    rows = [(matter.say(f"source.{kind}"), matter.say(f"counts.{kind}")) for kind in policy.hierarchy]
    yield matter.table(matter.say("electricity.caption"), columns, rows)
    if policy.vintage is not None:
        yield Paragraph(matter.say("electricity.vintage", years=policy.vintage))
    if policy.sensitivity is not None:
        source = matter.say(f"source.{policy.sensitivity}")
        yield Paragraph(matter.say("electricity.sensitivity", source=source))
    yield from matter.clause(policy.clause)


def _recycling(matter: Matter) -> Iterator[Draft]:
    rule = matter.model.end_of_life
    yield Title(matter.say("section.recycling"), 2)
    yield Paragraph(matter.say("recycling.method", method=matter.say(f"recycling.{rule.method}")))
    yield from matter.clause(rule.clause)
    if not rule.materials:
        yield matter.note("silent.materials")
        return
    yield Lead("recycling.lead", "formula")
    yield from (formula for key, formula in matter.formulas.items() if key[0] == "end_of_life")
    for name, material in rule.materials.items():
        label = matter.name(material.label, name)
        yield Lead("recycling.material", "table", {"material": label})
        columns = (matter.column("quantity", 3), matter.column("key", 2), matter.column("expression", 5))
        yield matter.table(
            matter.say("recycling.caption", material=label), columns, _material(matter, material)
        )
        yield from matter.clause(material.clause)


def _material(matter: Matter, material: Material | Recovery) -> Iterator[tuple[str, str, str]]:
    for key, value in material:
        if value is None or key in ("label", "clause", "process"):
            continue
        if isinstance(value, Recovery):
            yield from _material(matter, value)
        else:
            formula = isinstance(value, str) and not value.startswith("$")
            words = linear(parse(value).tree) if formula else factor(matter, value, None)
            yield matter.say(f"material.{key}"), key, words


def _apart(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("section.apart"), 2)
    lines = [line for line in matter.rule.compiled.lines if line.origin in APART]
    if not lines:
        yield matter.note("silent.apart")
        return
    yield Lead("apart.lead", "table")
    columns = (matter.column("line", 3), matter.column("process", 3), matter.column("origin", 3))
    rows = [
        (line_label(matter, line), matter.label(line.process), matter.say(f"origin.{line.origin}"))
        for line in lines
    ]
    yield matter.table(matter.say("apart.caption"), columns, rows)


def _balances(matter: Matter) -> Iterator[Draft]:
    found = [
        (key, n, b) for key, process in matter.model.processes.items() for n, b in process.balances.items()
    ]
    yield Title(matter.say("section.balances"), 2)
    if not found:
        yield matter.note("silent.balances")
        return
    for key, name, balance in found:
        words = {
            "process": matter.label(key),
            "balance": matter.name(balance.label, name)
            if balance.label
            else matter.term(f"document.balance.{name}"),
            "tolerance": balance.tolerance,
        }
        yield Lead("balances.lead", "formula", words)
        yield from (matter.formulas["balance", key, name, side] for side in ("in", "out"))
        yield from matter.clause(balance.clause)
