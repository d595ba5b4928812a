"""Rules between two rules: the old one with some of the changes, made only to be computed with.

What gives no number is left out: tests, words, sensitivity cases, classes, balances, ranges. What is only
named (activity data, constants, quantities) is taken from both rules: by itself it moves nothing, and a
formula of either rule then finds its names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from lca.documents import Document
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.change import Change, Verb
from lca.rules.comparison.whole import Comparison
from lca.rules.comparison.writing import edited, written
from lca.rules.compiled import Rule
from lca.rules.compiling.whole import compile_rule
from lca.rules.reading import Reading
from lca.rules.schema.rule import RuleModel

DEFINING: Final = ("activity_data", "parameters", "quantities")
EMPTY: Final = ("tests", "sensitivities", "carbon_storage", "comparability", "terms")
WITHOUT: Final = ("extends", "classes", "data_quality", "text", "superseded_by")
GATES: Final = ("range", "typical", "quality")


@dataclass(frozen=True)
class Hybrids:
    """The rules between the two of a comparison, compiled as they are asked for.

    ``numeric`` are the places of the changes that may move a number.
    """

    changes: Sequence[Change]
    base: Tree
    file: str | None
    numeric: tuple[int, ...]
    made: dict[frozenset[int], Rule | None] = field(default_factory=dict)

    def rule(self, changes: frozenset[int]) -> Rule | None:
        """The old rule with these changes; None where it is no rule."""
        if changes not in self.made:
            self.made[changes] = self._rule(changes)
        return self.made[changes]

    def _rule(self, changes: frozenset[int]) -> Rule | None:
        edits = [edit for at in sorted(changes) for edit in self.changes[at].edits]
        data = written(edited(self.base, edits))
        try:
            model = RuleModel.model_validate(data)
        except ValidationError:
            return None
        document = Document(data, {}, self.file, "")
        outcome = compile_rule(Reading(document, model, ()), model)
        if outcome.rule is None:
            return None
        return Rule(model, document, outcome.rule, outcome.context.expressions)


def hybrids(comparison: Comparison, file: str | None) -> Hybrids:
    """The rules between the two of a comparison of product rules."""
    old, new = comparison.old, comparison.new
    moved = _moved(old, new)
    merged = Hybrids(comparison.changes, _base(old, new, moved), file, _numeric(comparison, moved))
    if merged.rule(frozenset()) is not None:
        return merged
    every = tuple(at for at, one in enumerate(comparison.changes) if one.numeric or _defines(one))
    return Hybrids(comparison.changes, _bare(old), file, every)


def _numeric(comparison: Comparison, moved: frozenset[str]) -> tuple[int, ...]:
    found = []
    for at, one in enumerate(comparison.changes):
        name = str(one.edits[0].path[-1]) if one.edits else ""
        if one.numeric or (_defines(one) and name in moved):
            found.append(at)
    return tuple(found)


def _defines(change: Change) -> bool:
    return change.category in DEFINING and change.verb in (Verb.ADDED, Verb.REMOVED)


def _moved(old: Tree, new: Tree) -> frozenset[str]:
    """Names that are another thing in the new rule: activity data that became a constant, say."""
    homes = [{name: section for section in DEFINING for name in tree[section]} for tree in (old, new)]
    return frozenset(name for name, section in homes[0].items() if homes[1].get(name, section) != section)


def _bare(tree: Tree) -> Tree:
    """What gives the number."""
    found = {key: value for key, value in tree.items() if key not in WITHOUT} | {key: {} for key in EMPTY}
    found |= {"allocation": [], "boundary": tree["boundary"] | {"exclusions": {}}}
    found["cut_off"] = {key: value for key, value in tree["cut_off"].items() if key != "of"}
    found["processes"] = {name: one | {"balances": {}} for name, one in tree["processes"].items()}
    found["activity_data"] = {name: _open(one) for name, one in tree["activity_data"].items()}
    return found


def _open(entry: Tree) -> Tree:
    """Activity data without their ranges: both rules have accepted what is computed."""
    found = {key: value for key, value in entry.items() if key not in GATES}
    if "table" in entry:
        found["table"] = {name: _open(column) for name, column in entry["table"].items()}
    return found


def _base(old: Tree, new: Tree, moved: frozenset[str]) -> Tree:
    """The old rule with the names of both."""
    found, other = _bare(old), _bare(new)
    for section in DEFINING:
        extra = {name: one for name, one in other[section].items() if name not in moved}
        found[section] = extra | found[section]
    for name, entry in found["activity_data"].items():
        if name in old["activity_data"] and name in other["activity_data"]:
            found["activity_data"][name] = _both(entry, other["activity_data"][name])
    return found


def _both(old: Tree, new: Tree) -> Tree:
    """Options and columns of both rules, where the two are the same sort of thing."""
    if old["form"] != new["form"]:
        return old
    found = dict(old)
    if "options" in old:
        found["options"] = [*old["options"], *(one for one in new["options"] if one not in old["options"])]
    if "table" in old:
        columns = {
            name: _both(one, new["table"][name]) if name in new["table"] else one
            for name, one in old["table"].items()
        }
        found["table"] = new["table"] | columns
    return found
