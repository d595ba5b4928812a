"""Activity data, parameters and quantities: their specifications and the scope of expressions."""

from __future__ import annotations

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from lca.documents import KeyPath
from lca.rules.compiled import ChoiceSpec, ParameterSpec, ScalarSpec, SupplySpec, TableSpec
from lca.rules.compiling.activity import ACTIVITY, choice, columns_of, scalar, supply, table
from lca.rules.compiling.context import Context
from lca.rules.compiling.parameters import parameter
from lca.rules.expression import Columns, Expression, Scope, names
from lca.rules.expression.dimensions import check
from lca.rules.expression.parser import RESERVED
from lca.rules.schema.activity import Choice, Parameter, Scalar, Supply, Table
from lca.rules.schema.demands import Intermediate
from lca.rules.schema.rule import Frame
from lca.units import Dimension, Quantity


@dataclass
class Declared:
    """What the rule declares; what could not be read is missing here and ``unreadable`` in the scope."""

    scalars: dict[str, ScalarSpec] = field(default_factory=dict)
    choices: dict[str, ChoiceSpec] = field(default_factory=dict)
    tables: dict[str, TableSpec] = field(default_factory=dict)
    supplies: dict[str, SupplySpec] = field(default_factory=dict)
    parameters: dict[str, ParameterSpec] = field(default_factory=dict)
    quantities: dict[str, Expression] = field(default_factory=dict)
    dimensions: dict[str, Dimension | None] = field(default_factory=dict)
    columns: dict[str, Columns] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()

    def scope(self, row: str | None = None) -> Scope:
        """The scope of an expression, with the present row of a table."""
        options = {name: spec.options for name, spec in self.choices.items()}
        return Scope(self.dimensions, options, self.columns, row, self.unreadable, frozenset(self.supplies))


def declare(context: Context, model: Frame, amount: Quantity | None, unreadable: frozenset[str]) -> Declared:
    """Read all declarations; ``amount`` is the declared unit's, that ``per`` refers to."""
    declared = Declared(unreadable=unreadable)
    _unique(context, model)
    for name, entry in model.activity_data.items():
        if isinstance(entry, Supply):
            declared.supplies[name] = supply(context, name, entry, model.electricity)
        else:
            _activity(context, declared, name, entry, amount)
    for name, constant in model.parameters.items():
        _parameter(context, declared, name, constant)
    _quantities(context, declared, model)
    return declared


def _unique(context: Context, model: Frame) -> None:
    first: dict[str, KeyPath] = {}
    for section in (ACTIVITY, "parameters", "quantities"):
        for name in getattr(model, section):
            path = (section, name)
            if name in RESERVED:
                context.refuse("R105", path, name=name)
            if name in first:
                line = context.line(first[name], path)
                context.refuse("R106", path, name=name, section=first[name][0], line=line)
            first.setdefault(name, path)


def _activity(
    context: Context, declared: Declared, name: str, entry: Scalar | Choice | Table, amount: Quantity | None
) -> None:
    if isinstance(entry, Choice):
        declared.choices[name] = choice(context, name, entry)
    elif isinstance(entry, Table):
        declared.tables[name] = table(context, name, entry)
        declared.columns[name] = columns_of(declared.tables[name], entry)
    elif (spec := scalar(context, name, entry, amount)) is not None:
        declared.scalars[name] = spec
        declared.dimensions[name] = spec.unit.dimension
    else:
        declared.dimensions[name] = None


def _parameter(context: Context, declared: Declared, name: str, entry: Parameter) -> None:
    spec = parameter(context, name, entry)
    declared.dimensions[name] = None if spec is None else spec.quantity.unit.dimension
    if spec is not None:
        declared.parameters[name] = spec


def _formula(context: Context, name: str, entry: str | Intermediate) -> Expression | None:
    path: KeyPath = ("quantities", name)
    if isinstance(entry, Intermediate):
        return context.parse((*path, "formula"), entry.formula)
    return context.parse(path, entry)


def _quantities(context: Context, declared: Declared, model: Frame) -> None:
    parsed = {name: _formula(context, name, entry) for name, entry in model.quantities.items()}
    graph = {
        name: sorted(names(expression) & parsed.keys()) if expression is not None else []
        for name, expression in parsed.items()
    }
    declared.dimensions |= dict.fromkeys(parsed)
    for name in _order(context, graph):
        expression = parsed[name]
        if expression is not None:
            dimension, findings = check(expression, declared.scope())
            context.findings.extend(findings)
            declared.dimensions[name] = dimension
            declared.quantities[name] = expression


def _order(context: Context, graph: dict[str, list[str]]) -> list[str]:
    """The names so that each stands after what it uses; circles are findings and left out."""
    while True:
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            first = min(circle[:-1], key=lambda name: context.document.locate(("quantities", name)).line or 0)
            start = circle.index(first)
            shown = [*circle[start:-1], *circle[:start], first]
            context.refuse("R110", ("quantities", first), circle=" → ".join(shown))
            graph = {n: [u for u in uses if u not in circle] for n, uses in graph.items() if n not in circle}
