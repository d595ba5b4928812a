"""Two rules compared: everything that differs, in the order of the standard's document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lca.documents import KeyPath, dotted
from lca.rules.comparison import judging as by
from lca.rules.comparison.aligning import Renaming, aligned
from lca.rules.comparison.canonical import ALWAYS, Canonical, Tree, canonical
from lca.rules.comparison.change import Change, Verb
from lca.rules.comparison.chapters import place_of
from lca.rules.comparison.judging import Lens, Weighed
from lca.rules.comparison.language import RULE
from lca.rules.comparison.meaning import Meanings
from lca.rules.comparison.walking import Difference, Walk, subject, walk
from lca.rules.compiled import Rule
from lca.rules.frames import FrameRule

Edition = Rule | FrameRule


@dataclass(frozen=True)
class Comparison:
    """All changes, and the trees that they lead from and to; ``old`` is under the names of ``new``."""

    changes: tuple[Change, ...]
    renamings: tuple[Renaming, ...]
    old: Tree
    new: Tree


def compare(old: Edition, new: Edition) -> Comparison:
    """Everything that differs between two rules, with what they extend, whatever the order of its parts.

    Nothing is computed: an impact is what a change may do, not what it did to a product.
    """
    before, after = canonical(old.model), canonical(new.model)
    tree, renamings = aligned(before.tree, after.tree)
    telling = _Telling(old, new, before, after, renamings)
    lens = Lens(tree, after.tree, meanings=(_meanings(tree), _meanings(after.tree)))
    found = [telling.renamed(one) for one in renamings if telling.is_told(one)]
    found += [telling.change(one) for one in walk(tree, after.tree, RULE, Walk(lens))]
    changes = sorted(found, key=lambda change: place_of(change.category))
    return Comparison(tuple(changes), renamings, tree, after.tree)


_NAMES: Final[Mapping[str, Weighed]] = {
    "activity_data": by.REFUSED,
    "activity_data.table": by.REFUSED,
    "parameters": by.INSIDE,
    "quantities": by.INSIDE,
    "processes": by.PATHS,
    "processes.output": by.PATHS,
    "processes.treats": by.PATHS,
    "processes.lines": by.PATHS,
    "processes.balances": by.PATHS,
    "end_of_life.materials": by.PATHS,
    "alternative_units": by.GONE,
    "sensitivities": by.GONE,
    "carbon_storage": by.GONE,
    "tests": by.TESTED,
}
"""What another name weighs; entries that are not listed are called by their own words, which are told."""


@dataclass(frozen=True)
class _Telling:
    before: Edition
    after: Edition
    old: Canonical
    new: Canonical
    renamings: tuple[Renaming, ...]

    def change(self, one: Difference) -> Change:
        judged = one.judgement
        old, new = self.former(one.path), self.new.place(one.path)
        came, went = judged.verb in _COMES, judged.verb in _GOES
        return Change(
            category=one.category,
            verb=judged.verb,
            path=dotted(old if went else new),
            subject=subject(one.labels),
            clause=one.clause,
            before=judged.before,
            after=judged.after,
            old=None if came else self.before.document.locate(old),
            new=None if went else self.after.document.locate(new),
            impact=judged.impact,
            reason=judged.reason,
            numeric=one.numeric,
            edits=(one.edit,),
        )

    def is_told(self, one: Renaming) -> bool:
        """Whether a name is one that people use; a line called after what it is of is told by that."""
        if _category(one.path) not in _NAMES:
            return False
        if one.path[-1] != "lines":
            return True
        held = ((self.old.tree, one.old), (self.new.tree, one.new))
        made = [_of(tree, str(one.path[1]), name) for tree, name in held]
        return made != [one.old, one.new]

    def renamed(self, one: Renaming) -> Change:
        category = _category(one.path)
        path = one.path if category.endswith((".output", ".treats")) else (*one.path, one.new)
        old, new = self.former(path), self.new.place(path)
        labels = [(str(key), None) for key in one.path[1:2]] if len(one.path) > 1 else []
        return Change(
            category=category,
            verb=Verb.RENAMED,
            path=dotted(new),
            subject=subject(tuple(labels)),
            clause=None,
            before=one.old,
            after=one.new,
            old=self.before.document.locate(old),
            new=self.after.document.locate(new),
            impact=_NAMES[category][0],
            reason=_NAMES[category][1],
        )

    def former(self, path: KeyPath) -> KeyPath:
        """The path in the old file of what stands at ``path`` in the aligned tree."""
        for one in reversed(self.renamings):
            size = len(one.path)
            if len(path) > size and path[:size] == one.path and path[size] == one.new:
                path = (*path[:size], one.old, *path[size + 1 :])
        return self.old.place(path)


_COMES = (Verb.ADDED,)
_GOES = (Verb.REMOVED,)


def _of(tree: Tree, process: str, line: str) -> str | None:
    """What a line is of, as far as the tree has it under these names."""
    found = tree["processes"].get(process, {}).get("lines", {}).get(line, {}).get("of")
    return None if found is None else str(found)


def _category(path: KeyPath) -> str:
    """The category of the entries at a path: without the names of single entries."""
    if path[0] in ("processes", "activity_data"):
        return ".".join(str(key) for at, key in enumerate(path) if at != 1)
    return ".".join(map(str, path))


def _meanings(tree: Tree) -> Meanings:
    """What the names of quantities and of exact constants stand for."""
    exact = {
        name: str(entry["values"][ALWAYS]["value"])
        for name, entry in tree["parameters"].items()
        if entry["form"] == "constant" and "distribution" not in entry
    }
    return Meanings(exact | {name: entry["formula"] for name, entry in tree["quantities"].items()})
