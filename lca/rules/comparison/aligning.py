"""The old rule under the new rule's names, so that what was only renamed is not told as removed and added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lca.documents import KeyPath
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.meaning import normal_text, same_quantity
from lca.rules.comparison.naming import renamed, usage
from lca.rules.comparison.renaming import column_renamed, product_renamed, rekeyed_at

Same = Callable[[Tree, Tree], bool]
SameNamed = Callable[[tuple[str, Tree], tuple[str, Tree]], bool]
TOLD = ("label", "clause")


@dataclass(frozen=True, slots=True)
class Renaming:
    """An entry that stands under another name; ``path`` is where the entries stand."""

    path: KeyPath
    old: str
    new: str


@dataclass
class Aligning:
    """The old tree on its way to the names of the new one; it lives as long as the alignment."""

    old: Tree
    new: Tree
    found: list[Renaming] = field(default_factory=list)

    def all(self) -> None:
        """Products and processes first, then what formulas name, then entries that nothing else names."""
        self.products()
        self.processes()
        self.names("activity_data", self.same_datum)
        for table in self.both("activity_data"):
            self.columns(table)
        self.names("parameters", self.same_constant)
        while self.names("quantities", self.same_quantity):
            pass
        for path, same in self.plain():
            for one in self.pairs(path, _unnamed(same)):
                self.old = rekeyed_at(self.old, one.path, one.old, one.new)

    def both(self, section: str) -> list[str]:
        """The names that stand in both rules."""
        return [key for key in self.old[section] if key in self.new[section]]

    def pairs(self, path: KeyPath, same: SameNamed) -> list[Renaming]:
        """Entries of the old rule alone and of the new rule alone that are the same thing, each once."""
        before, after = _under(self.old, path), _under(self.new, path)
        free = [key for key in after if key not in before]
        made: list[Renaming] = []
        for key in [key for key in before if key not in after]:
            fits = [other for other in free if same((key, before[key]), (other, after[other]))]
            named = [other for other in fits if _words(before[key]) == _words(after[other]) is not None]
            if named or len(fits) == 1:
                other = (named or fits)[0]
                free.remove(other)
                made.append(Renaming(path, key, other))
        self.found += made
        return made

    def names(self, section: str, same: SameNamed) -> bool:
        """Rename what formulas name; whether anything was."""
        made = self.pairs((section,), same)
        for one in made:
            self.old = renamed(self.old, section, one.old, one.new)
        return bool(made)

    def same_datum(self, old: tuple[str, Tree], new: tuple[str, Tree]) -> bool:
        """Activity data alike but for their name, which are called the same or used the same."""
        return _alike(old[1], new[1]) and self._known_again(old, new)

    def same_constant(self, old: tuple[str, Tree], new: tuple[str, Tree]) -> bool:
        """Constants alike but for their name and words."""
        return _alike(old[1], new[1]) and self._known_again(old, new)

    def same_quantity(self, old: tuple[str, Tree], new: tuple[str, Tree]) -> bool:
        """Quantities with one formula."""
        return normal_text(old[1]["formula"]) == normal_text(new[1]["formula"])

    def _known_again(self, old: tuple[str, Tree], new: tuple[str, Tree]) -> bool:
        words = _words(old[1])
        if words is not None and words == _words(new[1]):
            return True
        used = usage(self.old, old[0])
        return bool(used) and used == usage(self.new, new[0])

    def columns(self, table: str) -> None:
        """Columns of a table that stands in both rules."""
        if not all("table" in tree["activity_data"][table] for tree in (self.old, self.new)):
            return
        path: KeyPath = ("activity_data", table, "table")
        for one in self.pairs(path, lambda old, new: _alike(old[1], new[1])):
            self.old = column_renamed(self.old, table, one.old, one.new)

    def products(self) -> None:
        """Products of a process that stands in both rules under one name."""
        before, after = _products(self.old), _products(self.new)
        for key in self.both("processes"):
            for part in ("output", "treats"):
                pair = [tree["processes"][key].get(part, {}).get("product") for tree in (self.old, self.new)]
                if None not in pair and pair[0] not in after and pair[1] not in before:
                    self.found.append(Renaming(("processes", key, part), *pair))
                    self.old = product_renamed(self.old, *pair)

    def processes(self) -> None:
        """Processes that make or treat the same thing."""
        for one in self.pairs(("processes",), lambda old, new: _made(old[1]) == _made(new[1])):
            self.old = rekeyed_at(self.old, one.path, one.old, one.new)

    def plain(self) -> Iterator[tuple[KeyPath, Same]]:
        """The entries that no formula names, and when two of them are the same thing."""
        for key in self.both("processes"):
            yield ("processes", key, "lines"), _same_line
            yield ("processes", key, "balances"), _alike
        for section in ("alternative_units", "sensitivities", "carbon_storage", "tests"):
            yield (section,), lambda old, new: _alike(old, new, (*TOLD, "id", "name"))
        yield ("standards",), lambda old, new: _number(old) == _number(new)
        yield ("terms",), lambda old, new: old["definition"] == new["definition"] or _shared(old, new, "term")
        yield ("comparability",), lambda old, new: _shared(old, new, "text")
        if "boundary" in self.old and "boundary" in self.new:
            yield ("boundary", "exclusions"), _same_exclusion
        if "end_of_life" in self.old and "end_of_life" in self.new:
            yield ("end_of_life", "materials"), _alike


def aligned(old: Tree, new: Tree) -> tuple[Tree, tuple[Renaming, ...]]:
    """The old tree under the names of the new one, and what was renamed, in the order in which it was found.

    A name is the same thing where all that is said of it is the same, and its label or the way in which it is
    used too; where several would do, none is taken.
    """
    aligning = Aligning(old, new)
    aligning.all()
    return aligning.old, tuple(aligning.found)


def _unnamed(same: Same) -> SameNamed:
    """A comparison that does not look at names."""
    return lambda old, new: same(old[1], new[1])


def _under(tree: Tree, path: KeyPath) -> Tree:
    found: Any = tree
    for key in path:
        found = found.get(str(key), {})
    return dict(found)


def _words(entry: Tree) -> Any:
    return entry.get("label")


def _alike(old: Tree, new: Tree, free: tuple[str, ...] = TOLD) -> bool:
    """Whether two entries say the same apart from words."""
    pair = [{key: value for key, value in entry.items() if key not in free} for entry in (old, new)]
    return pair[0] == pair[1]


def _same_line(old: Tree, new: Tree) -> bool:
    """A line under another id: all the same, or at least the same thing under the same words."""
    if _alike(old, new, (*TOLD, "of")):
        return True
    kept = [
        {key: one.get(key) for key in ("group", "product", "gas", "factor", "label")} for one in (old, new)
    ]
    return kept[0] == kept[1] and old.get("label") is not None


def _same_exclusion(old: Tree, new: Tree) -> bool:
    if _shared(old, new, "name"):
        return True
    bounds = same_quantity(old.get("bound"), new.get("bound"))
    return old["stage"] == new["stage"] and bounds and old.get("reason") == new.get("reason") is not None


def _shared(old: Tree, new: Tree, key: str) -> bool:
    """Whether two bilingual texts agree in one of the languages."""
    return any(old[key][language] == new[key].get(language) for language in old[key])


def _number(standard: Tree) -> str:
    """The number of a standard without its year."""
    return re.sub(r"[-:]\d{4}$", "", str(standard["id"]))


def _made(process: Tree) -> Any:
    return (process.get("output") or process.get("treats") or {}).get("product")


def _products(tree: Tree) -> set[str]:
    found = {str(_made(process)) for process in tree["processes"].values()}
    return found | {name for process in tree["processes"].values() for name in process["co_products"]}
