"""The candidates of a request: its item by key, synonym or documented default, its supply, its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lca.errors import FactorError, Finding, Location, Severity, nearest
from lca.factors.items import resolve, with_supply
from lca.factors.schema import Factor, FactorKind, Request, Step
from lca.factors.table import FactorTable

GRID_SUPPLIES = frozenset(("grid_average", "grid", "average", "电网", "电网平均"))


@dataclass(frozen=True, slots=True)
class State:
    """The candidates that are left and what was said on the way."""

    request: Request
    location: Location
    item: str
    left: tuple[Factor, ...]
    trail: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    distance: int | None = 0

    def kept(self, left: Iterable[Factor], action: str, **params: object) -> State:
        """Give the state after a step that left these candidates; the trail names those it set aside."""
        found = tuple(left)
        rejected = tuple(factor.id for factor in self.left if factor not in found)
        step = Step(action, params | {"count": len(found), "rejected": rejected})
        return replace(self, left=found, trail=(*self.trail, step))

    def noting(self, finding: Finding) -> State:
        """Give the state with one more thing to tell."""
        return replace(self, findings=(*self.findings, finding))

    def refuse(self, code: str, candidates: Iterable[str] = (), **params: object) -> FactorError:
        """Give the error that ends the search here."""
        return FactorError(Finding(code, params, self.location, candidates=tuple(candidates)))


def asked(table: FactorTable, request: Request, location: Location) -> State:
    """Give the candidates of the asked item and kind, or of the item's documented default."""
    item, trail = item_key(table, request, location)
    state = State(request, location, item, table.of_item(item), trail)
    of_kind = [factor for factor in state.left if factor.kind == request.kind]
    default = table.items[item].default
    while not of_kind and default:
        state = state.kept((), "default_item", asked=state.item, item=default)
        state = state.noting(Finding("F306", {"asked": state.item, "item": default}, location, Severity.INFO))
        state = replace(state, item=default, left=(*state.left, *table.of_item(default)))
        of_kind = [factor for factor in table.of_item(default) if factor.kind == request.kind]
        default = table.items[default].default
    if not of_kind:
        raise of_other_kinds(table, state, item)
    others = sorted({factor.kind.value for factor in state.left} - {request.kind.value})
    aside = ", ".join(others) or "-"
    return state.kept(of_kind, "kind", item=state.item, kind=request.kind.value, set_aside=aside)


def item_key(table: FactorTable, request: Request, location: Location) -> tuple[str, tuple[Step, ...]]:
    """Give the canonical key of the asked item and supply."""
    if not request.item:
        raise FactorError(Finding("F210", {}, location))
    keys = resolve(table.items, request.item)
    if len(keys) != 1:
        names = [name for item in table.items.values() for name in (item.key, *item.name.values())]
        code, near = ("F212", keys) if keys else ("F201", nearest(request.item, names))
        raise FactorError(Finding(code, {"item": request.item}, location, candidates=near))
    trail = [Step("item", {"asked": request.item, "item": keys[0]})]
    supply = request.supply
    if supply is None or supply.casefold() in GRID_SUPPLIES:
        return keys[0], tuple(trail)
    supplies = supplies_of(table, keys[0])
    below = with_supply(table.items, supplies, supply)
    if below is None:
        known = [key.removeprefix(f"{keys[0]}.") for key in supplies]
        params = {"item": keys[0], "supply": supply, "known": ", ".join(["grid_average", *known])}
        raise FactorError(Finding("F207", params, location, candidates=nearest(supply, known)))
    return below, (*trail, Step("supply", {"supply": supply, "item": below}))


def supplies_of(table: FactorTable, item: str) -> tuple[str, ...]:
    """Give the items below ``item`` that are supplies of it (``electricity.coal``), sorted."""
    below = sorted(key for key in table.by_item if key.startswith(f"{item}."))
    return tuple(key for key in below if any(factor.supply for factor in table.of_item(key)))


def of_other_kinds(table: FactorTable, state: State, item: str) -> FactorError:
    """Nothing of the asked kind: the other kinds that stand there may not stand in."""
    kinds = sorted({factor.kind.value for name in (item, state.item) for factor in table.of_item(name)})
    if kinds:
        electricity = state.request.kind == FactorKind.FOOTPRINT and item.partition(".")[0] == "electricity"
        code = "F213" if electricity else "F202"
        return state.refuse(code, item=item, kind=state.request.kind.value, kinds=", ".join(kinds))
    below = [key for key in table.by_item if key.startswith(f"{item}.")]
    return state.refuse("F201", candidates=below[:5], item=item)
