"""Cited constants: one value, or values by the day from which they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lca.distributions import resolve
from lca.documents import KeyPath
from lca.errors import InputError
from lca.rules.compiled import DatedValue, ParameterSpec
from lca.rules.compiling.context import Context
from lca.rules.schema.activity import Parameter


def parameter(context: Context, name: str, entry: Parameter) -> ParameterSpec | None:
    """The specification of a constant, or None where no value can be had of what is written."""
    path: KeyPath = ("parameters", name)
    if not _one_form(context, path, entry):
        return None
    written = list(_written(path, entry))
    values = [value for given in written if (value := _value(context, *given)) is not None]
    if not values or len(values) < len(written):
        return None
    _days(context, path, values)
    if not _one_dimension(context, path, values):
        return None
    _spread(context, path, entry, values)
    place = context.document.locate(path)
    return ParameterSpec(name, tuple(values), entry.distribution, entry.label, entry.clause, place)


def _one_form(context: Context, path: KeyPath, entry: Parameter) -> bool:
    """Either value with its source, or values; the one value is read on without its source."""
    if (entry.value is None) == (not entry.values) or (entry.values and entry.source is not None):
        context.refuse("R260", path, name=path[-1])
        return False
    if entry.value is not None and entry.source is None:
        context.refuse("R261", path, name=path[-1])
    return True


Written = tuple[KeyPath, str, str, date | None]


def _written(path: KeyPath, entry: Parameter) -> Iterator[Written]:
    if entry.value is not None:
        yield path, entry.value, entry.source or "", None
    for index, dated in enumerate(entry.values):
        yield (*path, "values", index), dated.value, dated.source, dated.from_


def _value(context: Context, path: KeyPath, text: str, source: str, since: date | None) -> DatedValue | None:
    read = context.quantity((*path, "value"), text)
    return None if read is None else DatedValue(read, source, since, context.document.locate(path))


def _days(context: Context, path: KeyPath, values: Sequence[DatedValue]) -> None:
    days = [value.since for value in values]
    for index in range(1, len(days)):
        earlier, day = days[index - 1], days[index]
        if earlier is not None and day is not None and day <= earlier:
            context.refuse("R262", (*path, "values", index, "from"), day=day, earlier=earlier)


def _one_dimension(context: Context, path: KeyPath, values: Sequence[DatedValue]) -> bool:
    first = values[0].quantity.unit.dimension
    other = [(i, v.quantity) for i, v in enumerate(values) if v.quantity.unit.dimension != first]
    for index, value in other:
        place = (*path, "values", index, "value")
        context.refuse("R263", place, value=str(value), have=value.unit.dimension, want=first)
    return not other


def _spread(context: Context, path: KeyPath, entry: Parameter, values: Sequence[DatedValue]) -> None:
    """The distribution must fit every value that it may stand beside."""
    if entry.distribution is None:
        return
    place = context.document.locate((*path, "distribution"))
    for value in values:
        try:
            resolve(entry.distribution, value.quantity.value, value.quantity.unit, place)
        except InputError as error:
            context.findings.extend(error.findings)
