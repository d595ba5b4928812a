"""Annex B: the tables that a company fills in."""

from __future__ import annotations

from collections.abc import Iterator

from lca.report.document.blocks import Paragraph
from lca.report.document.draft import Draft, Title
from lca.report.document.matter import Column, Matter
from lca.report.document.words import bare, unit_of
from lca.rules.schema.activity import Choice, QuantityColumn, Scalar, Supply, Table

BLANK_ROWS = 5
FORM = ("company", "site", "product", "period", "production", "filled_by", "date")


def forms(matter: Matter) -> Iterator[Draft]:
    """The annex: general information, numbers and choices, then each table."""
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
    columns = [Column(_head(matter, entry, key, column), 2) for key, column in entry.table.items()]
    rows = [[""] * len(columns)] * BLANK_ROWS
    return matter.table(matter.say("forms.table", label=matter.name(entry.label, name)), columns, rows)


def _head(matter: Matter, table: Table, name: str, column: object) -> str:
    if isinstance(column, str):
        label = bare(matter, table, name)
        unit = "" if column in ("text", "factor") else column
    else:
        label = matter.name(getattr(column, "label", None), name)
        unit = unit_of(matter, column) if isinstance(column, QuantityColumn) else ""
    return matter.say("forms.head_unit", label=label, unit=unit) if unit else label
