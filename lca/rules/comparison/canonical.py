"""A rule as a tree in which everything has a name, so that two rules can be laid beside each other.

The tree is the data of the model with all defaults filled in. Lists whose items have an identity become
mappings: lines by id, terms by term, exclusions by name, tests by name. The four lists of lines of a process
become one, ``lines``, where each says its ``group``. So the order of items is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from lca.documents import KeyPath
from lca.errors import InputError
from lca.gases import gas_key
from lca.rules.schema.activity import QuantityColumn
from lca.rules.schema.rule import Frame

Tree: TypeAlias = dict[str, Any]
GROUPS = ("inputs", "emissions", "wastes", "credits")
ALWAYS = ""
"""The key of a constant's one value that holds on every day."""
TEXTS = ("text", "factor")


@dataclass(frozen=True)
class Canonical:
    """The tree, and for each entry that stands under another path in the file, that path."""

    tree: Tree
    places: Mapping[KeyPath, KeyPath] = field(default_factory=dict)

    def place(self, path: KeyPath) -> KeyPath:
        """The path in the file of what stands at ``path`` in the tree."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return (*self.places[path[:length]], *path[length:])
        return path


def canonical(model: Frame) -> Canonical:
    """The tree of a rule of any level."""
    tree = plain(model.model_dump(by_alias=True, exclude_none=True))
    keying = _Keying(tree, {})
    keying.lists()
    for name in tree["parameters"]:
        keying.constant(name)
    for name, entry in tree["activity_data"].items():
        tree["activity_data"][name] = _activity(entry)
    for name in tree["processes"]:
        keying.process(name)
    if "boundary" in tree:
        keying.stages()
    tree["quantities"] = {name: _quantity(entry) for name, entry in tree["quantities"].items()}
    if "product" in tree:
        codes = tree["product"]["categories"]
        tree["product"]["categories"] = {name: {"codes": listed} for name, listed in codes.items()}
    tree["allocation"] = [_rung(rung) for rung in tree["allocation"]]
    if "data_quality" in tree:
        tree["data_quality"]["balances"].sort()
    return Canonical(tree, keying.places)


def _quantity(entry: Any) -> Tree:
    """An intermediate result as a block, whichever form it has."""
    return dict(entry) if isinstance(entry, Mapping) else {"formula": entry}


def plain(value: Any) -> Any:
    """Mappings and lists of plain values, as a YAML file holds them."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


@dataclass(frozen=True)
class _Keying:
    tree: Tree
    places: dict[KeyPath, KeyPath]

    def lists(self) -> None:
        """The lists of the rule itself whose items have names of their own."""
        for key, naming in _NAMED.items():
            self.named((key,), self.tree, key, naming)
        if "boundary" in self.tree:
            self.named(("boundary", "exclusions"), self.tree["boundary"], "exclusions", _by_names("name"))
        if "classes" in self.tree:
            self.named(("classes", "bands"), self.tree["classes"], "bands", _by("name"))

    def named(self, path: KeyPath, holder: Tree, key: str, naming: Callable[[Tree], str]) -> None:
        """A list as a mapping; what has the same name twice is counted."""
        found: Tree = {}
        for index, item in enumerate(holder.get(key, ())):
            name = _free(naming(item), found)
            found[name] = item
            self.places[*path, name] = (*path, index)
        holder[key] = found

    def constant(self, name: str) -> None:
        """The values of a constant by the day from which they hold."""
        entry, path = self.tree["parameters"][name], ("parameters", name)
        dated = entry.pop("values")
        values: Tree = {}
        for index, one in enumerate(dated):
            since = _free(_day(one.pop("from")), values)
            values[since] = one
            self.places[*path, "values", since] = (*path, "values", index)
        if "value" in entry:
            values[ALWAYS] = {key: entry.pop(key) for key in ("value", "source") if key in entry}
            self.places[*path, "values", ALWAYS] = path
        entry |= {"form": "dated" if dated else "constant", "values": values}

    def process(self, name: str) -> None:
        """The lines of a process by id, its co-products by product."""
        entry, path = self.tree["processes"][name], ("processes", name)
        lines: Tree = {}
        for group in GROUPS:
            for index, line in enumerate(entry.pop(group)):
                key = _free(line.pop("id", None) or default_id(line), lines)
                lines[key] = line | {"group": group}
                self.places[*path, "lines", key] = (*path, group, index)
        entry["lines"] = lines
        self.named((*path, "co_products"), entry, "co_products", _by("product"))

    def stages(self) -> None:
        """Every stage says whether it is included, and why not."""
        stages = self.tree["boundary"]["stages"]
        for name, stated in stages.items():
            path: KeyPath = ("boundary", "stages", name)
            stages[name] = {"included": stated == "included"}
            if isinstance(stated, dict):
                stages[name] |= stated["excluded"]
                for key in ("clause", "reason"):
                    self.places[*path, key] = (*path, "excluded", key)


def default_id(line: Tree) -> str:
    """What a line is called that states no id: its product, what it is of, or its gas."""
    name = line.get("product") or line.get("of")
    if name is not None:
        return str(name)
    try:
        return gas_key(line["gas"])
    except InputError:
        return str(line["gas"])


def form_of(entry: Tree) -> str:
    """What kind of activity data an entry is: a number, a choice, a supply of electricity, a table."""
    kinds = (("table", "table"), ("options", "choice"), ("supply", "supply"))
    return next((form for key, form in kinds if key in entry), "scalar")


def _activity(entry: Tree) -> Tree:
    entry["form"] = form_of(entry)
    if entry["form"] == "table":
        entry["table"] = {name: _column(column) for name, column in entry["table"].items()}
    return _with_default(entry)


def _column(column: Any) -> Tree:
    """A column written short is the same as the block that says no more."""
    if column in TEXTS:
        return {"form": column}
    if isinstance(column, str):
        column = plain(QuantityColumn(unit=column).model_dump(exclude_none=True))
    return _with_default(column | {"form": "choice" if "options" in column else "quantity"})


def _with_default(entry: Tree) -> Tree:
    if isinstance(entry.get("default"), str):
        entry["default"] = {"value": entry["default"]}
    return entry


def _rung(rung: Any) -> str:
    return f"physical {rung['physical']}" if isinstance(rung, dict) else str(rung)


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _by(key: str) -> Callable[[Tree], str]:
    return lambda item: str(item[key])


def _by_names(key: str) -> Callable[[Tree], str]:
    """By the English words of a bilingual field, or the Chinese ones."""
    return lambda item: str(item[key].get("en") or item[key].get("zh")).casefold()


def _free(name: str, taken: Iterable[str]) -> str:
    used, count, free = set(taken), 1, name
    while free in used:
        count += 1
        free = f"{name} #{count}"
    return free


_NAMED: Mapping[str, Callable[[Tree], str]] = {
    "standards": _by("id"),
    "terms": _by_names("term"),
    "alternative_units": _by("id"),
    "comparability": _by_names("text"),
    "tests": _by("name"),
}
