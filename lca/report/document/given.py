"""The activity data of the calculation example: numbers, choices and tables as its author gave them."""

from __future__ import annotations

from collections.abc import Iterator

from lca.inventory.values import Cell, Inventory, Supply
from lca.report.document.draft import Draft, Lead
from lca.report.document.matter import Column, Matter
from lca.report.document.words import bare
from lca.report.numbers import percent, written
from lca.results.footprint import Activity, Footprint
from lca.rules.schema.activity import Scalar, Table

PREFIX = "activity:"


def sections(matter: Matter, footprint: Footprint) -> Iterator[Draft]:
    """One table of numbers and choices, then each table of rows."""
    rows = [*_numbers(matter, footprint), *_choices(matter, matter.example.inventory)]
    if rows:
        yield Lead("example.inputs", "table")
        columns = (matter.column("name", 4), matter.column("value", 2.4), matter.column("origin", 4))
        yield matter.table(matter.say("example.inputs_caption"), columns, rows)
    if matter.example.inventory is not None:
        for name in matter.example.inventory.tables:
            yield from _table(matter, matter.example.inventory, name)


def _numbers(matter: Matter, footprint: Footprint) -> Iterator[tuple[str, str, str]]:
    for one in footprint.activity_data:
        if "[" not in one.id:
            default = matter.say("example.default") if one.default else None
            yield matter.name(one.label), _value(matter, one), matter.sentences([default, one.source])


def _value(matter: Matter, one: Activity) -> str:
    """The value for what the rule asks for, as used."""
    entry = matter.model.activity_data.get(one.id.removeprefix(PREFIX))
    per = entry.per if isinstance(entry, Scalar) else None
    unit = matter.say("per", unit=one.used_unit, per=per) if per else one.used_unit
    return f"{written(one.used)} {'' if unit == '1' else unit}".strip()


def _choices(matter: Matter, inventory: Inventory | None) -> Iterator[tuple[str, str, str]]:
    if inventory is not None:
        for name, choice in inventory.choices.items():
            yield matter.label(name), matter.term(f"document.source.{choice.text}"), ""
        for name, supply in inventory.supplies.items():
            yield matter.label(name), _supply(matter, supply), ""


def _supply(matter: Matter, supply: Supply) -> str:
    return matter.sentences(
        matter.say("example.source", source=matter.say(f"source.{one.type}"), share=percent(one.share))
        for one in supply.sources
    )


def _table(matter: Matter, inventory: Inventory, name: str) -> Iterator[Draft]:
    entry, rows = matter.model.activity_data.get(name), inventory.tables[name]
    if not isinstance(entry, Table) or not rows:
        return
    label = matter.name(entry.label, name)
    labels = {key: spec.label for key, spec in matter.rule.compiled.tables[name].columns.items()}
    heads = [matter.name(labels[key]) if labels[key] else bare(matter, entry, key) for key in entry.table]
    columns = [Column(head, 2) for head in heads]
    cells = [[_cell(row.cells.get(key)) for key in entry.table] for row in rows]
    yield Lead("example.table", "table", {"label": label})
    yield matter.table(label, columns, cells)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.text is not None:
        return cell.text
    if cell.entry is not None:
        return f"{written(cell.entry.value)} {cell.entry.unit.text}".strip()
    return ", ".join(str(value) for _, value in cell.selector if value is not None) if cell.selector else ""
