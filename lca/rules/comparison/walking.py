"""Two trees side by side: every field that differs, judged where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lca.documents import KeyPath
from lca.i18n import LANGUAGES, text
from lca.names import Names
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.change import ABSENT, Edit, Verb
from lca.rules.comparison.judging import Judgement, Lens
from lca.rules.comparison.shape import Entries, Leaf, Section, Shape

Label = tuple[str, Any]
LONGEST = 48
"""Characters up to which a subject is told whole."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A judgement with its place: the path in the tree, and the keys and labels of the entries above it."""

    category: str
    path: KeyPath
    labels: tuple[Label, ...]
    clause: str | None
    judgement: Judgement
    numeric: bool
    edit: Edit


@dataclass(frozen=True)
class Walk:
    """Where the walk stands: the lens, the path, the category, the entries and the clause above."""

    lens: Lens
    path: KeyPath = ()
    category: str = ""
    labels: tuple[Label, ...] = ()
    clause: str | None = None
    opposite: Mapping[str, Any] = field(default_factory=dict)

    def to(self, key: str) -> Walk:
        """One field further down."""
        return replace(self, path=(*self.path, key), category=f"{self.category}.{key}".lstrip("."))

    def into(self, key: str, old: Tree, new: Tree) -> Walk:
        """Into an entry; a number between brackets is not part of the category."""
        label = next((one[name] for one in (new, old) for name in _LABELS if name in one), None)
        if self.category == "boundary.stages":
            label = {language: text(f"stage.{key}", language) for language in LANGUAGES}
        return replace(
            self,
            path=(*self.path, key),
            labels=(*self.labels, (key, label)),
            lens=replace(self.lens, holders=(old, new)),
        )

    def citing(self, old: Tree, new: Tree) -> Walk:
        """With the clause that a section states, if it states one."""
        clause = new.get("clause") or old.get("clause")
        return replace(self, clause=clause or self.clause)

    def told(self, judgement: Judgement, numeric: bool, value: Any) -> Difference:
        """A difference here; ``value`` is what stands here in the new rule."""
        edit = Edit(self.path, ABSENT if value is None else value)
        return Difference(self.category, self.path, self.labels, self.clause, judgement, numeric, edit)


_LABELS = ("label", "name", "term", "of", "text")


def walk(old: Any, new: Any, shape: Shape, here: Walk) -> Iterator[Difference]:
    """Every difference of two values of one shape, in the order of the shape."""
    if isinstance(shape, Leaf):
        for judgement in shape.compare(old, new, here.lens):
            yield here.told(judgement, shape.numeric and judgement.verb is not Verb.RESPELLED, new)
    elif isinstance(shape, Entries):
        yield from _entries(old or {}, new or {}, shape, here)
    else:
        yield from _section(old, new, shape, here)


def _section(old: Tree | None, new: Tree | None, shape: Section, here: Walk) -> Iterator[Difference]:
    if old == new:
        return
    before, after = old or {}, new or {}
    here = here.citing(before, after)
    if (old is None or new is None) and (shape.came or shape.went):
        weight = shape.came if old is None else shape.went
        whole = after if old is None else before
        judged = weight(whole) if callable(weight) else weight
        if judged is not None:
            verb = Verb.STATED if old is None else Verb.DROPPED
            yield here.told(Judgement(verb, *judged, old, new), shape.numeric, new)
            return
    spokesman = shape.decisive if old is None or new is None else shape.kind
    if spokesman is not None:
        told = list(_decided(before, after, shape.fields[spokesman], here.to(spokesman)))
        yield from (replace(one, edit=Edit(here.path, ABSENT if new is None else new)) for one in told)
        if told:
            return
    for key, part in shape.fields.items():
        yield from walk(before.get(key), after.get(key), part, here.to(key))


def _decided(old: Tree, new: Tree, part: Shape, here: Walk) -> Iterator[Difference]:
    """The differences of the field that speaks for its section."""
    key = str(here.path[-1])
    yield from walk(old.get(key), new.get(key), part, here)


def _entries(old: Tree, new: Tree, shape: Entries, here: Walk) -> Iterator[Difference]:
    for key in (*new, *(key for key in old if key not in new)):
        before, after = old.get(key), new.get(key)
        there = here.into(key, before or {}, after or {}).citing(before or {}, after or {})
        if before is not None and after is not None:
            yield from walk(before, after, shape.entry, there)
            continue
        weighing, whole, others = (
            (shape.added, after, old) if before is None else (shape.removed, before, new)
        )
        weight = weighing(key, whole or {}, others) if callable(weighing) else weighing
        verb = Verb.ADDED if before is None else Verb.REMOVED
        yield there.told(Judgement(verb, *weight, before, after), shape.numeric, after)


def subject(labels: tuple[Label, ...]) -> Names:
    """The entries above a difference: their labels, and their keys where these say something else."""
    return Names(zh=_subject(labels, "zh") or "-", en=_subject(labels, "en") or "-")


def _subject(labels: tuple[Label, ...], language: str) -> str:
    return " · ".join(_named(key, label, language) for key, label in labels if key)


def _named(key: str, label: Any, language: str) -> str:
    other = "en" if language == "zh" else "zh"
    words = (label.get(language) or label.get(other)) if isinstance(label, dict) else None
    if not words:
        return key
    plain = " ".join(str(words).split())
    english = " ".join(str(label.get("en", "")).split())
    alike = key.casefold() in (_key(plain), plain.casefold(), _key(english), english.casefold())
    plain = f"{plain[:LONGEST].rstrip()}…" if len(plain) > LONGEST + 1 else plain
    return plain if alike else f"{plain} ({key})" if language == "en" else f"{plain}（{key}）"


def _key(words: str) -> str:
    return words.casefold().replace(" ", "_")
