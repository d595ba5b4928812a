"""Chapter 6, first part: what a company gives, and the constants of the rule."""

from __future__ import annotations

from collections.abc import Iterator

from lca.distribution_spec import DistributionSpec
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.front import prose
from lca.report.document.matter import Matter
from lca.report.document.words import bare, limits, need, primary, unit_of
from lca.rules.schema.activity import Choice, ChoiceColumn, Parameter, QuantityColumn, Scalar, Supply, Table


def sections(matter: Matter) -> Iterator[Draft]:
    """Data collection and constants."""
    yield Title(matter.say("section.collection"), 2)
    yield from prose(matter, "data_collection")
    if not matter.model.activity_data:
        yield matter.note("silent.activity_data")
    yield from _scalars(matter)
    yield from _choices(matter)
    for name, entry in matter.model.activity_data.items():
        if isinstance(entry, Table):
            yield from _table(matter, name, entry)
    yield Title(matter.say("section.constants"), 2)
    yield from _constants(matter)


def _scalars(matter: Matter) -> Iterator[Draft]:
    entries = {n: entry for n, entry in matter.model.activity_data.items() if isinstance(entry, Scalar)}
    if not entries:
        return
    yield Lead("collection.lead", "table")
    columns = (
        matter.column("name", 3.2),
        matter.column("symbol", 3.5),
        matter.column("unit", 2.1),
        matter.column("limits", 2.8),
        matter.column("primary", 1.5),
        matter.column("need", 2.4),
        matter.column("clause", 1.2, optional=True),
    )
    rows = [
        (
            matter.name(entry.label, name),
            name,
            unit_of(matter, entry),
            limits(matter, entry),
            primary(matter, entry),
            need(matter, entry),
            entry.clause or "",
        )
        for name, entry in entries.items()
    ]
    yield matter.table(matter.say("collection.caption"), columns, rows)


def _choices(matter: Matter) -> Iterator[Draft]:
    data = matter.model.activity_data
    rows = [
        (
            matter.name(entry.label, name),
            name,
            _options(matter, entry),
            need(matter, entry),
            entry.clause or "",
        )
        for name, entry in data.items()
        if isinstance(entry, Choice | Supply)
    ]
    if rows:
        yield Lead("choices.lead", "table")
        columns = (
            matter.column("name", 3),
            matter.column("symbol", 3),
            matter.column("options", 5),
            matter.column("need", 2.4),
            matter.column("clause", 1.2, optional=True),
        )
        yield matter.table(matter.say("choices.caption"), columns, rows)


def _choice(matter: Matter, name: str, entry: Choice | Supply) -> tuple[str, ...]:
    label, options = matter.name(entry.label, name), _options(matter, entry)
    return label, name, options, need(matter, entry), entry.clause or ""


def _options(matter: Matter, entry: Choice | Supply) -> str:
    if isinstance(entry, Choice):
        return matter.join(entry.options)
    allowed = matter.model.electricity.hierarchy if matter.model.electricity else ("grid_average",)
    return matter.join(matter.say(f"source.{source}") for source in allowed)


def _table(matter: Matter, name: str, entry: Table) -> Iterator[Draft]:
    label = matter.name(entry.label, name)
    given = matter.say("table.required" if entry.required else "table.optional")
    key = matter.say("table.key", column=bare(matter, entry, entry.key)) if entry.key else ""
    yield Lead("table.lead", "table", {"label": label, "name": name, "given": given, "key": key})
    columns = (
        matter.column("column", 3),
        matter.column("symbol", 2.4),
        matter.column("contents", 3.4),
        matter.column("limits", 3),
        matter.column("primary", 1.8, optional=True),
        matter.column("need", 2.4),
    )
    rows = [_column(matter, entry, key, column) for key, column in entry.table.items()]
    yield matter.table(matter.say("table.caption", label=label), columns, rows)
    yield from matter.clause(entry.clause)


def _column(
    matter: Matter, table: Table, name: str, column: str | QuantityColumn | ChoiceColumn
) -> tuple[str, ...]:
    if isinstance(column, str):
        words = matter.say(f"table.{column}") if column in ("text", "factor") else column
        return bare(matter, table, name), name, words, "", "", matter.say("need.required")
    label = matter.name(column.label, name)
    if isinstance(column, ChoiceColumn):
        return label, name, matter.join(column.options), "", "", need(matter, column)
    demand = "" if column.primary == "any" else primary(matter, column)
    return label, name, unit_of(matter, column), limits(matter, column), demand, need(matter, column)


def _constants(matter: Matter) -> Iterator[Draft]:
    parameters = matter.model.parameters
    if not parameters:
        yield matter.note("silent.constants")
        return
    yield Lead("constants.lead", "table")
    columns = (
        matter.column("name", 3),
        matter.column("symbol", 3),
        matter.column("value", 2.4),
        matter.column("from", 1.8, optional=True),
        matter.column("uncertainty", 2, optional=True),
        matter.column("source", 5),
        matter.column("clause", 1.2, optional=True),
    )
    rows = [row for name, entry in parameters.items() for row in _constant(matter, name, entry)]
    yield matter.table(matter.say("constants.caption"), columns, rows)


def _constant(matter: Matter, name: str, entry: Parameter) -> Iterator[tuple[str, ...]]:
    """One row a value; a constant of several dates names itself in the first."""
    label, spread, clause = (
        matter.name(entry.label, name),
        _spread(matter, entry.distribution),
        entry.clause or "",
    )
    if entry.value is not None:
        yield label, name, entry.value, "", spread, entry.source or "", clause
    for position, dated in enumerate(entry.values):
        first = position == 0
        yield (
            label if first else "",
            name if first else "",
            dated.value,
            str(dated.from_),
            spread if first else "",
            dated.source,
            clause if first else "",
        )


def _spread(matter: Matter, spec: DistributionSpec | None) -> str:
    """The distribution of a constant: its kind and its figures as written."""
    if spec is None:
        return ""
    figures = spec.model_dump(exclude_none=True, exclude={"type"})
    words = [f"{key} {value}" for key, value in figures.items()]
    return matter.join([matter.term(f"report.distribution.{spec.type}"), *words])
