"""Factor selectors: each field a literal, a choice or a column of the present row."""

from __future__ import annotations

import re
from typing import get_args

from lca.documents import KeyPath
from lca.errors import nearest
from lca.rules.compiled import ColumnRef, FactorKindName, OptionRef, Selector, SelectorValue
from lca.rules.compiling import policies
from lca.rules.compiling.context import Context
from lca.rules.expression import Scope
from lca.rules.schema.process import Selector as SelectorModel
from lca.units import Dimension

KINDS: tuple[str, ...] = get_args(FactorKindName)
_REFERENCE = re.compile(r"\$(?:row\.(?P<column>[a-z][a-z0-9_]*)|(?P<option>(?!row$)[a-z][a-z0-9_]*))")


def selector(
    context: Context,
    path: KeyPath,
    entry: SelectorModel | str | None,
    scope: Scope,
    amount: Dimension | None = None,
) -> Selector | None:
    """The selector at ``path``, for an ``amount`` of this dimension; None where there is none."""
    if entry is None:
        return None
    place = context.document.locate(path)
    if isinstance(entry, str):
        value = reference(context, path, entry, scope, whole=True)
        if isinstance(value, ColumnRef) and value.column in _factor_columns(scope):
            return Selector({}, value, place)
        return Selector({"item": value}, None, place)
    fields = {
        name: reference(context, (*path, name), value, scope) if isinstance(value, str) else value
        for name, value in entry
        if value is not None and name not in policies.FUEL_FIELDS
    }
    if entry.background is not None or entry.process is not None:
        policies.check_background(context, path, entry)
        return Selector(fields, None, place)
    if entry.electricity is not None:
        return policies.electricity(context, path, entry, fields, scope, amount)
    policies.check_fuel(context, path, entry, amount)
    if entry.fuel is not None:
        fields["item"] = reference(context, (*path, "fuel"), entry.fuel, scope)
        fields.setdefault("kind", "direct_emission")
    if "item" not in fields and "id" not in fields:
        context.refuse("R136", path)
    kind = fields.get("kind")
    if isinstance(kind, str) and kind not in KINDS:
        context.refuse("R135", (*path, "kind"), nearest(kind, KINDS), value=kind, kinds=", ".join(KINDS))
    return Selector(fields, None, place, fuel=policies.fuel(context, path, entry))


def reference(context: Context, path: KeyPath, text: str, scope: Scope, whole: bool = False) -> SelectorValue:
    """The literal or the reference that a field of a selector holds."""
    if not text.startswith("$"):
        return text
    match = _REFERENCE.fullmatch(text)
    if match is None:
        context.refuse("R137", path, value=text)
        return text
    if option := match["option"]:
        if option not in scope.options and option not in scope.unreadable:
            context.refuse("E204", path, nearest(option, scope.options), name=option)
        return OptionRef(option)
    _column(context, path, match["column"], scope, whole)
    return ColumnRef(match["column"])


def _column(context: Context, path: KeyPath, name: str, scope: Scope, whole: bool) -> None:
    columns = scope.tables.get(scope.row or "")
    if scope.row is None:
        context.refuse("E205", path, name=name)
    elif columns is None:
        return
    elif name in columns.numbers and columns.numbers[name] is not None:
        context.refuse("R138", path, name=name)
    elif name in columns.factors and not whole:
        context.refuse("R139", path, name=name)
    elif name not in columns.names:
        context.refuse("E206", path, nearest(name, columns.names), name=name, table=scope.row)


def _factor_columns(scope: Scope) -> frozenset[str]:
    columns = scope.tables.get(scope.row or "")
    return frozenset() if columns is None else columns.factors
