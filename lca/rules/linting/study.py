"""A rule under study: what the semantic checks look at, and the bounds of all that it declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from lca.documents import KeyPath
from lca.errors import InputError
from lca.rules.compiling.context import Context
from lca.rules.compiling.declared import Declared
from lca.rules.compiling.products import Products
from lca.rules.expression.tree import Expression
from lca.rules.linting.intervals import EVERYTHING, NOT_NEGATIVE, Bounds, Interval
from lca.rules.schema.activity import Parameter
from lca.rules.schema.process import Bought, Emission, Internal, Process
from lca.rules.schema.rule import RuleModel
from lca.rules.specs import ColumnSpec, ScalarSpec
from lca.units import Dimension, quantity

Line = Bought | Internal | Emission
GROUPS = ("inputs", "emissions", "wastes", "credits")


@dataclass(frozen=True)
class Study:
    """A rule that could be read: its model, what it declares, and where findings go.

    ``whole`` says that no part was dropped, so that it can be told what is missing. ``as_of`` is the day
    on which the rule must be valid; None where no day counts.
    """

    model: RuleModel
    declared: Declared
    products: Products
    context: Context
    whole: bool = True
    as_of: date | None = None

    @cached_property
    def bounds(self) -> Bounds:
        """The values that everything declared can take, by ranges, signs and constants."""
        names = {name: scalar_bounds(spec) for name, spec in self.declared.scalars.items()}
        names |= {name: constant_bounds(entry) for name, entry in self.model.parameters.items()}
        tables = self.declared.tables.items()
        columns = {(t, c): column_bounds(spec) for t, table in tables for c, spec in table.columns.items()}
        texts = {
            (t, c): spec.options
            for t, table in tables
            for c, spec in table.columns.items()
            if spec.kind in ("text", "choice")
        }
        options = {name: spec.options for name, spec in self.declared.choices.items()}
        for name, expression in self.declared.quantities.items():
            names[name] = Bounds(names, columns, options, texts).number(expression.tree)
        return Bounds(names, columns, options, texts)

    @cached_property
    def made(self) -> dict[str, Dimension | None]:
        """The products and their dimensions."""
        return {name: product.dimension for name, product in self.products.made.items()}

    @cached_property
    def tables(self) -> dict[KeyPath, str]:
        """The path of a line to the table that it repeats over."""
        return {path: entry.for_each for path, entry in self.lines if entry.for_each}

    @cached_property
    def lines(self) -> tuple[tuple[KeyPath, Line], ...]:
        """All lines of all processes, each with its path."""
        return tuple(pair for key, process in self.model.processes.items() for pair in lines_of(key, process))

    def expressions(self) -> Iterator[tuple[KeyPath, Expression, Bounds]]:
        """Every expression with the bounds that hold where it stands, in the order of the file."""
        for path, expression in self.context.expressions.items():
            yield path, expression, replace(self.bounds, row=self.tables.get(path[:-1], ""))


def lines_of(key: str, process: Process) -> Iterator[tuple[KeyPath, Line]]:
    """The lines of one process, each with its path."""
    for group in GROUPS:
        for index, entry in enumerate(getattr(process, group)):
            yield ("processes", key, group, index), entry


def scalar_bounds(spec: ScalarSpec) -> Interval:
    """The values that one number can take for the whole declared unit."""
    return _scaled(_allowed(spec), spec.unit.scale * spec.multiplier)


def column_bounds(spec: ColumnSpec) -> Interval:
    """The values that a column of numbers can take."""
    return EVERYTHING if spec.unit is None else _scaled(_allowed(spec), spec.unit.scale)


def _allowed(spec: ScalarSpec | ColumnSpec) -> Interval:
    if spec.range is not None and spec.range[0] <= spec.range[1]:
        return Interval(*spec.range)
    return NOT_NEGATIVE if spec.sign == "non_negative" else EVERYTHING


def _scaled(interval: Interval, scale: float) -> Interval:
    return interval * Interval(scale, scale)


def constant_bounds(entry: Parameter) -> Interval:
    """The one value of a constant, or all from the least to the greatest of its values by date."""
    written = [entry.value] if entry.value is not None else [dated.value for dated in entry.values]
    try:
        values = [quantity(text).engine for text in written]
    except InputError:
        return EVERYTHING
    return Interval(min(values), max(values)) if values else EVERYTHING


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names for a sentence: at most ``most`` of them, then the count of the rest."""
    every = list(names)
    rest = len(every) - most
    return ", ".join(every[:most]) + (f" … (+{rest})" if rest > 0 else "")
