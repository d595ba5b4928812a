"""Activity data as a sensitivity case would have them; what a case cannot change is an error, not nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from lca.documents import Document, KeyPath
from lca.errors import Finding, InventoryError
from lca.inventory.bound import BoundInventory
from lca.inventory.load import parse_inventory
from lca.inventory.values import GRID, Inventory, Supply, SupplyType, grid_supply
from lca.rules.changed import relative
from lca.rules.compiled import CompiledRule, OptionRef
from lca.rules.schema.demands import Sensitivity

T = TypeVar("T")


def with_given(inventory: Inventory, rule: Document, key: str, given: Mapping[str, Any]) -> Inventory:
    """The activity data with those of the case ``key`` of a rule; places are those of the rule's file.

    Raises InventoryError where what the case gives cannot be read.
    """
    if not given:
        return inventory
    own = parse_inventory(_document(inventory, rule, ("sensitivities", key, "given"), given))
    return replace(
        inventory,
        entries=_over(inventory.entries, own.entries, given),
        choices=_over(inventory.choices, own.choices, given),
        tables=_over(inventory.tables, own.tables, given),
        supplies=_over(inventory.supplies, own.supplies, given),
        locations=MappingProxyType({**inventory.locations, **_named(own, given)}),
    )


def _document(base: Inventory, rule: Document, root: KeyPath, given: Mapping[str, Any]) -> Document:
    data = {
        "zuji": 1,
        "rule": base.rule,
        "product": base.product,
        "period": base.period,
        "activity_data": dict(given),
    }
    positions = {
        ("activity_data", *path[len(root) :]): position
        for path, position in rule.positions.items()
        if path[: len(root)] == root
    }
    return Document(data, positions, rule.file, rule.sha256)


def _over(base: Mapping[str, T], own: Mapping[str, T], given: Mapping[str, Any]) -> Mapping[str, T]:
    kept = {name: item for name, item in base.items() if name not in given}
    return MappingProxyType(kept | dict(own))


def _named(own: Inventory, given: Mapping[str, Any]) -> dict[str, Any]:
    paths = (f"activity_data.{name}" for name in given)
    return {path: own.locations[path] for path in paths if path in own.locations}


def with_changes(bound: BoundInventory, case: Sensitivity) -> BoundInventory:
    """The bound numbers with the relative changes of the case; constants are the rule's business.

    Raises InventoryError C175 for a number that was not given and has no default.
    """
    names = case.change.keys() - bound.rule.parameters.keys()
    absent = sorted(names - bound.values.keys())
    if absent:
        raise InventoryError([Finding("C175", {"name": name}) for name in absent])
    values = dict(bound.values)
    for name in names:
        one, factor = values[name], 1 + relative(case.change[name])
        values[name] = replace(one, engine=one.engine * factor, value=one.value * factor)
    return replace(bound, values=MappingProxyType(values)) if names else bound


def all_from(bound: BoundInventory, source: SupplyType) -> BoundInventory:
    """All electricity of the rule's lines from one type of source, in the proportions given within it.

    Certificates are left out: the case asks what would be, not what is proven.

    Raises InventoryError C176 where no technology is known for such a source.
    """
    used = sorted({line.factor.supply for line in bound.rule.lines if line.factor and line.factor.supply})
    supplies = {name: _only(bound.supplies[name], source) for name in used if name in bound.supplies}
    choices = {name: _option(bound, name, source) for name in supply_choices(bound.rule, bound.choices)}
    if source != GRID and not supplies and not choices:
        raise InventoryError(Finding("C176", {"source": source}))
    return replace(
        bound,
        supplies=MappingProxyType({**bound.supplies, **supplies}),
        choices=MappingProxyType({**bound.choices, **choices}),
    )


def _only(supply: Supply, source: SupplyType) -> Supply:
    if source == GRID:
        return grid_supply(supply.name, supply.location)
    chosen = [one for one in supply.sources if one.type == source]
    if not chosen:
        raise InventoryError(Finding("C176", {"source": source}, supply.location))
    whole = math.fsum(one.share for one in chosen)
    return replace(
        supply, sources=tuple(replace(one, share=one.share / whole, certificates=()) for one in chosen)
    )


def _option(bound: BoundInventory, name: str, source: SupplyType) -> str:
    if source != GRID and source not in bound.rule.choices[name].options:
        raise InventoryError(Finding("C176", {"source": source}))
    return source


def supply_choices(rule: CompiledRule, given: Mapping[str, str]) -> list[str]:
    """The choices that decide the supply of an electricity factor, sorted, as far as they were made."""
    return sorted(set(_supply_options(rule)) & given.keys())


def _supply_options(rule: CompiledRule) -> Iterator[str]:
    for line in rule.lines:
        fields = line.factor.fields if line.factor else {}
        field, item = fields.get("supply"), fields.get("item")
        other = isinstance(item, str) and item.split(".")[0] != "electricity"
        if isinstance(field, OptionRef) and not other:
            yield field.name
