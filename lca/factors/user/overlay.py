"""Laying a user's factors over a table of factors: a new table; the old one stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from lca.errors import FactorError, Finding, Location, Severity
from lca.factors.columns import Row
from lca.factors.geography import Gazetteer, Place
from lca.factors.schema import Factor
from lca.factors.table import FactorTable
from lca.factors.user.layer import UserFactors
from lca.units import unit

if TYPE_CHECKING:
    import pyarrow as pa

WORLD = "GLOBAL"
SAME = 1e-9


def overlay(table: FactorTable, user: UserFactors) -> tuple[FactorTable, tuple[Finding, ...]]:
    """Give the table with a layer over it, and the conflicts, which are warnings.

    Raises:
        FactorError: the layer's name, or an id of it, is taken.

    """
    taken = [*name_taken(table, user), *ids_taken(table, user)]
    if taken:
        raise FactorError(taken)
    start = int(table.rows.num_rows)
    positions = {factor.id: start + n for n, factor in enumerate(user.factors)}
    release = replace(table.release, layers=(*table.release.layers, user.layer))
    over = FactorTable(
        release=release,
        rows=longer(table.rows, user.rows),
        items=MappingProxyType(dict(table.items) | dict(user.items)),
        geography=wider(table.geography, user.places),
        sources=MappingProxyType(dict(table.sources) | dict(user.sources)),
        by_id=MappingProxyType(dict(table.by_id) | positions),
        by_item=MappingProxyType(grouped(table.by_item, user, positions)),
        layer_of=MappingProxyType(dict(table.layer_of) | dict.fromkeys(positions, user.layer.name)),
        _made={positions[factor.id]: factor for factor in user.factors} | table._made,
    )
    return over, tuple(conflicts(table, user))


def longer(rows: pa.Table, more: Sequence[Row]) -> pa.Table:
    """Give an Arrow table with rows added at its end."""
    import pyarrow as pa

    columns = {name: pa.array([row.get(name, "") for row in more], pa.string()) for name in rows.column_names}
    return pa.concat_tables([rows, pa.table(columns).cast(rows.schema)])


def wider(gazetteer: Gazetteer, codes: Sequence[str]) -> Gazetteer:
    """Give a gazetteer with places that it lacks; what is a part of a known country lies in that one."""
    if not codes:
        return gazetteer
    places = {code: place_of(gazetteer, code) for code in codes}
    spellings = {code.casefold(): code for code in codes}
    return Gazetteer(
        MappingProxyType(dict(gazetteer.places) | places),
        MappingProxyType(spellings | dict(gazetteer.spellings)),
    )


def place_of(gazetteer: Gazetteer, code: str) -> Place:
    """Give the place of a code that the gazetteer lacks."""
    country = code.partition("-")[0]
    parent = country if country != code and country in gazetteer.places else WORLD
    level = "country" if parent == WORLD else "province"
    return Place(code, MappingProxyType({"zh": code, "en": code}), level, (parent,), ())


def grouped(
    by_item: Mapping[str, Sequence[int]], user: UserFactors, positions: Mapping[str, int]
) -> dict[str, Sequence[int]]:
    """Give the rows of every item with those of the layer."""
    found = dict(by_item)
    for factor in user.factors:
        found[factor.item] = (*found.get(factor.item, ()), positions[factor.id])
    return found


def name_taken(table: FactorTable, user: UserFactors) -> Iterator[Finding]:
    """Refuse a second layer of the same name."""
    if user.layer.name in (layer.name for layer in table.release.layers):
        yield Finding("F645", {"name": user.layer.name}, Location(user.layer.file))


def ids_taken(table: FactorTable, user: UserFactors) -> Iterator[Finding]:
    """Refuse ids that mean another factor already."""
    for factor in user.factors:
        if factor.id in table.by_id:
            holder = table.layer_of.get(factor.id) or table.release.version
            yield Finding("F646", {"id": factor.id, "holder": holder}, user.where[factor.id])


def conflicts(table: FactorTable, user: UserFactors) -> Iterator[Finding]:
    """Factors of the same thing, place and year with another value: in the layer, and below it."""
    for number, factor in enumerate(user.factors):
        for other in (*table.of_item(factor.item), *user.factors[:number]):
            if same_thing(factor, other) and not same_value(factor, other):
                params = {
                    "id": factor.id,
                    "other": other.id,
                    "value": f"{factor.value} kg CO2e/{factor.unit}",
                    "other_value": f"{other.value} kg CO2e/{other.unit}",
                    "holder": table.layer_of.get(other.id) or layer_name(table, user, other),
                }
                yield Finding("F647", params, user.where[factor.id], Severity.WARNING)


def layer_name(table: FactorTable, user: UserFactors, factor: Factor) -> str:
    """Name what holds a factor: the release by its version, or the layer itself."""
    return table.release.version if factor.id in table.by_id else user.layer.name


def same_thing(one: Factor, other: Factor) -> bool:
    """Whether two factors claim to say the same."""
    return (
        (one.kind, one.item, one.geography, one.reference_year)
        == (other.kind, other.item, other.geography, other.reference_year)
        and all(
            a is None or b is None or a == b
            for a, b in ((one.supply, other.supply), (one.variant, other.variant))
        )
        and one.calorific_basis == other.calorific_basis
        and unit(one.unit).dimension == unit(other.unit).dimension
    )


def same_value(one: Factor, other: Factor) -> bool:
    """Whether two factors have the same value in the engine's units; what has none conflicts with nothing."""
    if one.value is None or other.value is None:
        return True
    first, second = one.value / unit(one.unit).scale, other.value / unit(other.unit).scale
    return abs(first - second) <= SAME * max(abs(first), abs(second))
