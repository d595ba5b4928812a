"""Selectors that follow a policy: electricity by its supply, and fuels by their properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lca.documents import KeyPath
from lca.errors import nearest
from lca.rules.compiled import Fuel, Selector, SelectorValue
from lca.rules.compiling.context import Context
from lca.rules.expression import Scope
from lca.rules.schema.process import Selector as SelectorModel
from lca.units import Dimension

BACKGROUND_FIELDS: Final = ("background", "process", "geography")
FUEL_FIELDS: Final = ("electricity", "fuel", "method", "oxidation")
BESIDE_SUPPLY: Final = ("geography", "year")
FUEL_KINDS: Final = ("direct_emission", "upstream")
ENERGY: Final = Dimension((("energy", 1),))
BURNABLE: Final = (
    ENERGY,
    Dimension((("mass", 1),)),
    Dimension((("length", 3),)),
    Dimension((("normal_volume", 1),)),
)


def electricity(
    context: Context,
    path: KeyPath,
    entry: SelectorModel,
    fields: Mapping[str, SelectorValue],
    scope: Scope,
    amount: Dimension | None,
) -> Selector:
    """The selector of ``factor: {electricity: $supply}``; geography and year may stand beside it."""
    name, place = (entry.electricity or "").removeprefix("$"), (*path, "electricity")
    if name not in scope.supplies and name not in scope.unreadable:
        context.refuse("S304", place, nearest(name, scope.supplies), name=entry.electricity)
    beside = [key for key, value in entry if value is not None and key not in ("electricity", *BESIDE_SUPPLY)]
    if beside:
        context.refuse("S305", place, names=", ".join(beside))
    if amount is not None and amount != ENERGY:
        context.refuse("S306", (*path[:-1], "amount"), have=amount)
    return Selector(
        {key: fields[key] for key in BESIDE_SUPPLY if key in fields},
        None,
        context.document.locate(path),
        supply=name,
    )


def check_background(context: Context, path: KeyPath, entry: SelectorModel) -> None:
    """A process needs its database and a database its process; only a geography may stand beside them."""
    if entry.background is None:
        context.refuse("B713", (*path, "process"))
    elif entry.process is None:
        context.refuse("B711", (*path, "background"))
    for key, value in entry:
        if value is not None and key not in BACKGROUND_FIELDS:
            context.refuse("B712", (*path, key), key=key)


def check_fuel(context: Context, path: KeyPath, entry: SelectorModel, amount: Dimension | None) -> None:
    """What a fuel's selector may hold, and what only a fuel's selector may hold."""
    if entry.fuel is None:
        for key in ("method", "oxidation", "publisher"):
            if getattr(entry, key) is not None:
                context.refuse("S401", (*path, key), key=key)
        return
    if entry.item is not None or entry.id is not None:
        context.refuse("S402", (*path, "fuel"))
    if entry.kind is not None and entry.kind not in FUEL_KINDS:
        context.refuse("S403", (*path, "kind"), kind=entry.kind, kinds=", ".join(FUEL_KINDS))
    if entry.oxidation is not None and entry.method != "carbon":
        context.refuse("S404", (*path, "oxidation"))
    if entry.method == "carbon" and entry.kind == "upstream":
        context.refuse("S405", (*path, "method"))
    if amount is not None and amount not in BURNABLE:
        context.refuse("S406", (*path[:-1], "amount"), have=amount)


def fuel(context: Context, path: KeyPath, entry: SelectorModel) -> Fuel | None:
    """How the fuel becomes gases; None where the selector names none."""
    if entry.fuel is None:
        return None
    oxidation = context.share((*path, "oxidation"), entry.oxidation)
    return Fuel(entry.method or "factor", oxidation)
