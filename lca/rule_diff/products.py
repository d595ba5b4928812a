"""Reference products: the activity data of the tests of both rules, and further ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, TypeVar

from lca.errors import Finding, InputError
from lca.inventory.load import load_inventory
from lca.inventory.overlay import inventory_of_test
from lca.inventory.values import Inventory
from lca.rules.comparison.aligning import Renaming
from lca.rules.compiled import CompiledRule, Rule

Origin: TypeAlias = Literal["old", "new", "both", "file"]
T = TypeVar("T")
FORMS = ("entries", "choices", "tables", "supplies")


@dataclass(frozen=True)
class ReferenceProduct:
    """Activity data and what they are called; several tests of one content are one product.

    ``unread`` is why there are none.
    """

    names: tuple[str, ...]
    origin: Origin
    inventory: Inventory | None
    unread: tuple[Finding, ...] = ()


def reference_products(
    old: Rule, new: Rule, renamings: Iterable[Renaming], files: Iterable[Path] = ()
) -> tuple[ReferenceProduct, ...]:
    """The tests of the old rule, then those of the new one that say something else, then the files.

    All activity data are under the names of the new rule.
    """
    names = tuple(renamings)
    found = [*_tests(old, "old"), *_tests(new, "new"), *(_file(path) for path in files)]
    return _merged([_renamed(one, names) for one in found])


def under_old_names(inventory: Inventory, renamings: Iterable[Renaming]) -> Inventory:
    """The activity data as the old rule calls them."""
    for one in reversed(list(renamings)):
        if one.path[0] == "activity_data":
            inventory = _with_name(inventory, replace(one, old=one.new, new=one.old))
    return inventory


def fitted(
    inventory: Inventory, rule: CompiledRule, other: CompiledRule
) -> tuple[Inventory, tuple[str, ...]]:
    """The activity data as far as a rule asks for them, and what only ``other`` asks for and was left out."""
    foreign = _asked(other).keys() - _asked(rule).keys()
    left = [name for form in FORMS for name in getattr(inventory, form) if name in foreign]
    update: dict[str, Any] = {form: _without(getattr(inventory, form), foreign) for form in FORMS}
    tables: dict[str, Any] = {}
    for name, rows in update["tables"].items():
        ours, theirs = _asked(rule).get(name, frozenset()), _asked(other).get(name, frozenset())
        columns = theirs - ours
        given = sorted({column for row in rows for column in row.cells if column in columns})
        left += [f"{name}.{column}" for column in given]
        tables[name] = tuple(replace(row, cells=_without(row.cells, columns)) for row in rows)
    return replace(inventory, **(update | {"tables": MappingProxyType(tables)})), tuple(left)


def _tests(rule: Rule, origin: Origin) -> Iterator[ReferenceProduct]:
    reader = _Reader(rule)
    for index, test in enumerate(rule.model.tests):
        try:
            yield ReferenceProduct((test.name,), origin, reader.inventory(index))
        except InputError as error:
            yield ReferenceProduct((test.name,), origin, None, error.findings)


@dataclass(frozen=True)
class _Reader:
    """Reads the base of several tests once."""

    rule: Rule
    bases: dict[Path, Inventory] = field(default_factory=dict)

    def inventory(self, index: int) -> Inventory:
        return inventory_of_test(self.rule.document, index, self.base(self.rule.model.tests[index].inventory))

    def base(self, name: str | None) -> Inventory | None:
        if name is None:
            return None
        folder = Path(self.rule.document.file).parent if self.rule.document.file else Path()
        place = folder / name
        if place not in self.bases:
            self.bases[place] = load_inventory(place)
        return self.bases[place]


def _file(path: Path) -> ReferenceProduct:
    """A file that is no activity data at all is an error of the command: it was asked for."""
    inventory = load_inventory(path)
    words = inventory.product.name
    return ReferenceProduct((f"{words.get('en')} ({path.name})",), "file", inventory)


def _renamed(product: ReferenceProduct, renamings: Iterable[Renaming]) -> ReferenceProduct:
    inventory = product.inventory
    for one in renamings:
        if inventory is not None and one.path[0] == "activity_data":
            inventory = _with_name(inventory, one)
    return replace(product, inventory=inventory)


def _with_name(inventory: Inventory, one: Renaming) -> Inventory:
    """Activity data, or a column of a table, under another name."""
    if len(one.path) == 1:
        named: dict[str, Any] = {form: _under(getattr(inventory, form), one.old, one.new) for form in FORMS}
        return replace(inventory, **named)
    table = str(one.path[1])
    rows = inventory.tables.get(table, ())
    moved = tuple(replace(row, cells=_under(row.cells, one.old, one.new)) for row in rows)
    return (
        replace(inventory, tables=MappingProxyType({**inventory.tables, table: moved})) if rows else inventory
    )


def _under(held: Mapping[str, Any], old: str, new: str) -> Mapping[str, Any]:
    if old not in held:
        return held
    return MappingProxyType({new if name == old else name: one for name, one in held.items()})


def _without(held: Mapping[str, T], names: Iterable[str]) -> Mapping[str, T]:
    gone = set(names)
    return MappingProxyType({name: one for name, one in held.items() if name not in gone})


def _asked(rule: CompiledRule) -> dict[str, frozenset[str]]:
    """What a rule asks for by name, with the columns of tables."""
    plain = dict.fromkeys((*rule.scalars, *rule.choices, *rule.supplies), frozenset[str]())
    return plain | {name: frozenset(table.columns) for name, table in rule.tables.items()}


def _merged(products: Iterable[ReferenceProduct]) -> tuple[ReferenceProduct, ...]:
    """Products of one content once, under all their names."""
    found: dict[Any, ReferenceProduct] = {}
    for one in products:
        key = repr(_content(one.inventory)) if one.inventory is not None else (one.origin, one.names)
        known = found.get(key)
        if known is None:
            found[key] = one
            continue
        origin = known.origin if one.origin in (known.origin, "file") else "both"
        names = tuple(dict.fromkeys((*known.names, *one.names)))
        found[key] = replace(known, names=names, origin="file" if known.origin == "file" else origin)
    return tuple(found.values())


_PLACES = ("location", "locations", "file", "sha256", "rule", "product", "name", "problems", "illustrative")


def _content(value: Any) -> Any:
    """What activity data say, without where they stand and what they are called."""
    if dataclasses.is_dataclass(value):
        fields = [one.name for one in dataclasses.fields(value) if one.name not in _PLACES]
        return tuple((name, _content(getattr(value, name))) for name in fields)
    if isinstance(value, Mapping):
        return tuple(sorted((key, _content(item)) for key, item in value.items()))
    if isinstance(value, tuple | list):
        return tuple(map(_content, value))
    return repr(value)
