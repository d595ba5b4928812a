"""Activity data: scalars, choices and tables, from the model to their specifications."""

from __future__ import annotations

from typing import Literal

from lca.documents import KeyPath
from lca.errors import nearest
from lca.rules.compiled import ChoiceSpec, ColumnSpec, Default, Interval, ScalarSpec, SupplySpec, TableSpec
from lca.rules.compiling.context import Context
from lca.rules.expression import Columns
from lca.rules.schema.activity import Choice, ChoiceColumn, QuantityColumn, Scalar, Supply, Table
from lca.rules.schema.general import Electricity
from lca.units import Quantity, Unit

ACTIVITY = "activity_data"


def scalar(context: Context, name: str, entry: Scalar, amount: Quantity | None) -> ScalarSpec | None:
    """The specification of one number, or None where its unit cannot be read."""
    path = (ACTIVITY, name)
    unit = context.unit((*path, "unit"), entry.unit)
    per = None if entry.per is None else context.unit((*path, "per"), entry.per)
    _intervals(context, path, entry)
    if unit is None:
        return None
    default = None
    if entry.default is not None:
        value = _within(context, (*path, "default", "value"), entry.default.value, unit, entry.range)
        default = None if value is None else Default(value, entry.default.source)
    _optional(context, path, entry.required, entry.default is not None)
    return ScalarSpec(
        name,
        unit,
        per,
        _multiplier(context, path, per, amount),
        entry.range,
        entry.typical,
        entry.required,
        default,
        entry.primary,
        entry.sign,
        entry.label,
        entry.clause,
        context.document.locate(path),
    )


def _multiplier(context: Context, path: KeyPath, per: Unit | None, amount: Quantity | None) -> float:
    if per is None or amount is None:
        return 1.0
    if per.dimension != amount.unit.dimension:
        context.refuse("R128", (*path, "per"), per=per.text, declared=str(amount), have=per.dimension)
        return 1.0
    return amount.engine / per.scale


def _intervals(context: Context, path: KeyPath, entry: Scalar | QuantityColumn) -> None:
    for key in ("range", "typical"):
        interval: Interval | None = getattr(entry, key)
        if interval is not None and interval[0] > interval[1]:
            context.refuse("R119", (*path, key), low=interval[0], high=interval[1])
    told = any(interval and interval[0] > interval[1] for interval in (entry.range, entry.typical))
    if entry.range and entry.typical and not told and not _inside(entry.typical, entry.range):
        context.warn("R120", (*path, "typical"))


def _inside(inner: Interval, outer: Interval) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _within(
    context: Context, path: KeyPath, text: str, unit: Unit, interval: Interval | None
) -> Quantity | None:
    value = context.quantity(path, text, like=unit)
    if value is not None and interval is not None:
        number = value.engine / unit.scale
        if not (interval[0] <= number <= interval[1] or interval[0] > interval[1]):
            context.refuse("R131", path, value=text, low=interval[0], high=interval[1], unit=unit.text)
    return value


def _optional(context: Context, path: KeyPath, required: bool, has_default: bool) -> None:
    if required and has_default:
        context.refuse("R132", (*path, "default"))
    elif not required and not has_default:
        context.warn("R133", path, name=path[-1])


def _option(context: Context, path: KeyPath, entry: Choice | ChoiceColumn) -> None:
    for index, option in enumerate(entry.options):
        if option in entry.options[:index]:
            context.refuse("R109", (*path, "options", index), option=option)
    if entry.default is not None and entry.default not in entry.options:
        near = nearest(entry.default, entry.options)
        context.refuse("R130", (*path, "default"), near, value=entry.default)


def choice(context: Context, name: str, entry: Choice) -> ChoiceSpec:
    """The specification of a choice."""
    path = (ACTIVITY, name)
    _option(context, path, entry)
    _optional(context, path, entry.required, entry.default is not None)
    place = context.document.locate(path)
    return ChoiceSpec(name, entry.options, entry.required, entry.default, entry.label, entry.clause, place)


def supply(context: Context, name: str, entry: Supply, policy: Electricity | None) -> SupplySpec:
    """The specification of a supply of electricity; the rule must say which sources it permits."""
    path = (ACTIVITY, name)
    if policy is None:
        context.refuse("S301", path, name=name)
    elif not entry.required and "grid_average" not in policy.hierarchy:
        context.refuse("S302", (*path, "required"), name=name)
    place = context.document.locate(path)
    return SupplySpec(name, entry.required, entry.label, entry.clause, place)


def table(context: Context, name: str, entry: Table) -> TableSpec:
    """The specification of a table, without the columns whose unit cannot be read."""
    path = (ACTIVITY, name)
    if entry.key is not None and entry.table.get(entry.key) != "text":
        texts = [column for column, kind in entry.table.items() if kind == "text"]
        context.refuse("R134", (*path, "key"), nearest(entry.key, texts) or texts[:1], key=entry.key)
    columns = {
        column: spec
        for column, kind in entry.table.items()
        if (spec := _column(context, (*path, "table", column), column, kind)) is not None
    }
    place = context.document.locate(path)
    return TableSpec(name, entry.key, columns, entry.required, entry.label, entry.clause, place)


def _column(
    context: Context, path: KeyPath, name: str, entry: str | QuantityColumn | ChoiceColumn
) -> ColumnSpec | None:
    place = context.document.locate(path)
    if isinstance(entry, ChoiceColumn):
        _option(context, path, entry)
        label, default, required = entry.label, entry.default, entry.required
        return ColumnSpec(
            name, "choice", None, entry.options, None, None, required, default, "any", "any", label, place
        )
    if entry in ("text", "factor"):
        kind: Literal["text", "factor"] = "text" if entry == "text" else "factor"
        return ColumnSpec(name, kind, None, (), None, None, True, None, "any", "any", None, place)
    if isinstance(entry, str):
        unit = context.unit(path, entry, nearest(entry, ("text", "factor")))
        entry = QuantityColumn(unit=entry)
    else:
        _intervals(context, path, entry)
        unit = context.unit((*path, "unit"), entry.unit)
    return None if unit is None else _quantity_column(context, path, name, entry, unit)


def _quantity_column(
    context: Context, path: KeyPath, name: str, entry: QuantityColumn, unit: Unit
) -> ColumnSpec:
    default = None
    if entry.default is not None:
        default = _within(context, (*path, "default"), entry.default, unit, entry.range)
        if entry.required:
            context.refuse("R132", (*path, "default"))
    return ColumnSpec(
        name,
        "quantity",
        unit,
        (),
        entry.range,
        entry.typical,
        entry.required,
        default,
        entry.primary,
        entry.sign,
        entry.label,
        context.document.locate(path),
    )


def columns_of(spec: TableSpec, entry: Table) -> Columns:
    """What expressions may say about a table; the dimension of an unreadable column is None."""
    numbers = {
        name: column.unit.dimension if (column := spec.columns.get(name)) and column.unit else None
        for name in entry.table
        if name not in spec.columns or spec.columns[name].kind == "quantity"
    }
    texts = {n: c.options or None for n, c in spec.columns.items() if c.kind in ("text", "choice")}
    factors = frozenset(name for name, column in spec.columns.items() if column.kind == "factor")
    return Columns(numbers, texts, factors)
