"""Words for the cells of a document's tables: ranges, units, demands, factors, expressions in a line."""

from __future__ import annotations

from collections.abc import Mapping

from lca.report.document.matter import Matter
from lca.report.numbers import written
from lca.rules.compiled import Line
from lca.rules.expression import tree
from lca.rules.expression.printer import to_text
from lca.rules.schema.activity import ChoiceColumn, QuantityColumn, Scalar, Table
from lca.rules.schema.general import Minimum
from lca.rules.schema.process import Factor, Selector
from lca.rules.schema.rule import RuleModel

Measured = Scalar | QuantityColumn
_SIGNS = {" * ": " × ", "<=": "≤", ">=": "≥", "!=": "≠", "==": "=", "$row.": ""}


def bare(matter: Matter, table: Table, name: str) -> str:
    """What a column without words of its own is called: the one that names the rows is the name."""
    named = name == table.key and table.table.get(name) == "text"
    return matter.say("column.name") if named else matter.name(None, name)


def linear(node: tree.Node) -> str:
    """An expression in one line with the signs of mathematics; texts stay as they are."""
    words = to_text(node)
    if any(isinstance(part, tree.Text) for part in tree.walk(node)):
        return words
    for sign, printed in _SIGNS.items():
        words = words.replace(sign, printed)
    return words


def simple(node: tree.Node) -> bool:
    """Whether an amount is read at a glance: a name, a number, or the product of two such."""
    if isinstance(node, tree.Binary):
        return node.operator == "*" and all(_single(part) for part in (node.left, node.right))
    return _single(node)


def _single(node: tree.Node) -> bool:
    return isinstance(node, tree.Name | tree.Number | tree.Column)


def measured(model: RuleModel) -> tuple[Measured, ...]:
    """Every number that a company gives, columns of tables among them."""
    entries = [entry for entry in model.activity_data.values() if isinstance(entry, Scalar)]
    tables = [entry for entry in model.activity_data.values() if isinstance(entry, Table)]
    columns = [column for table in tables for column in table.table.values()]
    return (*entries, *(column for column in columns if isinstance(column, QuantityColumn)))


def unit_of(matter: Matter, entry: Measured) -> str:
    """The unit in which a number is asked for: ``kWh per t``."""
    unit = "1" if entry.unit in ("", "1") else entry.unit
    per = entry.per if isinstance(entry, Scalar) else None
    return matter.say("per", unit=unit, per=per) if per else unit


def limits(matter: Matter, entry: Measured) -> str:
    """What a number may be, and what it usually is."""
    parts = {"range": entry.range, "typical": entry.typical}
    words = [
        matter.say(f"limits.{key}", low=written(pair[0]), high=written(pair[1]))
        for key, pair in parts.items()
        if pair
    ]
    signed = [matter.say("limits.negative")] if entry.sign == "any" else []
    return matter.sentences([*words, *signed])


def need(matter: Matter, entry: Measured | ChoiceColumn | object) -> str:
    """Whether something must be given, and what stands in for it."""
    required = matter.say("need.required" if getattr(entry, "required", True) else "need.optional")
    default = getattr(entry, "default", None)
    if default is None:
        return required
    value = getattr(default, "value", default)
    source = getattr(default, "source", None)
    words = matter.say("need.default", value=value)
    return matter.sentences([required, words, matter.say("need.source", source=source) if source else None])


def primary(matter: Matter, entry: Measured) -> str:
    """Whether primary data are demanded, and the worst scores allowed."""
    words = matter.say(f"primary.{entry.primary}")
    quality = entry.quality if isinstance(entry, Scalar) else None
    return matter.sentences([words, scores(matter, quality) if quality else None])


def scores(matter: Matter, minimum: Minimum) -> str:
    """The worst allowed scores, by indicator."""
    return matter.join(
        matter.say("score", indicator=matter.term(f"indicator.{name}"), score=written(score))
        for name, score in minimum
        if score is not None
    )


def factor(matter: Matter, wanted: Factor | None, of: str | None) -> str:
    """Which factor a line wants, in words."""
    if wanted is None:
        return matter.say("factor.supplier", name=of) if of else ""
    if isinstance(wanted, str):
        return matter.say("factor.reference", name=wanted.removeprefix("$").removeprefix("row."))
    if wanted.electricity:
        return matter.say("factor.electricity", name=wanted.electricity.removeprefix("$"))
    return matter.sentences(_selector(matter, wanted))


def _selector(matter: Matter, wanted: Selector) -> list[str]:
    given: Mapping[str, object] = wanted.model_dump(exclude_none=True)
    return [
        matter.say("factor.field", name=matter.say(f"factor.{name}"), value=_value(matter, name, str(value)))
        for name, value in given.items()
    ]


def _value(matter: Matter, field: str, value: str) -> str:
    if value.startswith("$"):
        return matter.say("factor.chosen", name=value.removeprefix("$").removeprefix("row."))
    return matter.term(f"report.factor_kind.{value}") if field == "kind" else value


def line_label(matter: Matter, line: Line) -> str:
    """What a line is called: its label, the product that it takes, or what it is of."""
    if line.label is not None or line.product is None:
        return matter.name(line.label, line.of if line.gas is None else line.id)
    return matter.product(line.product)
