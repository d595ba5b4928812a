"""What comparing a rule with the one above it collects, and the comparisons that many sections share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from lca.documents import Document, KeyPath
from lca.errors import Finding, InputError
from lca.units import quantity

WORDS = frozenset({"label", "clause"})


@dataclass
class Comparison:
    """Two neighbours of a chain; it lives as long as their comparison."""

    above: Document
    below: Document
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, code: str, path: KeyPath, higher: KeyPath | None = None, **params: object) -> None:
        """Add a finding at a path of the lower rule; ``above`` is where the higher one says otherwise."""
        words = {"key": path[-1], "above": self.place(path if higher is None else higher)}
        self.findings.append(Finding(code, words | params, self.below.locate(path)))

    def place(self, path: KeyPath) -> str:
        """Where the rule above says something: the name of its file, and the line."""
        place = self.above.locate(path)
        name = (place.file or "<input>").replace("\\", "/").rsplit("/", 1)[-1]
        return f"{name}:{place.line}"

    def equal(self, path: KeyPath, high: object, low: object) -> None:
        """R222: what is stated above stays so."""
        if high is not None and plain(low) != plain(high):
            self.refuse("R222", path, value=shown(low), wanted=shown(high))

    def at_most(self, path: KeyPath, high: str | float | None, low: str | float | None) -> None:
        """R221: a limit is not larger than above."""
        self._bounded("R221", path, high, low, 1)

    def at_least(self, path: KeyPath, high: str | float | None, low: str | float | None) -> None:
        """R225: a demand is not lower than above."""
        self._bounded("R225", path, high, low, -1)

    def _bounded(
        self, code: str, path: KeyPath, high: str | float | None, low: str | float | None, sign: int
    ) -> None:
        wanted, have = number(high), number(low)
        if high is None or wanted is None:
            return
        if low is None or (have is not None and sign * have > sign * wanted):
            self.refuse(code, path, value=shown(low), limit=shown(high))

    def subsequence(self, path: KeyPath, high: Iterable[str], low: Iterable[str]) -> None:
        """R226: rungs of a hierarchy may be left out, but not added, changed in order or all dropped."""
        rungs, kept = list(high), list(low)
        rest = iter(rungs)
        if rungs and not (kept and all(rung in rest for rung in kept)):
            self.refuse("R226", path, value=", ".join(kept) or "-", wanted=", ".join(rungs))

    def entries(
        self,
        path: KeyPath,
        high: Mapping[str, BaseModel],
        low: Mapping[str, BaseModel],
        free: Collection[str] = WORDS,
    ) -> None:
        """R229 for every entry by name that the rule above defines and the lower one changes."""
        for name, entry in high.items():
            if name in low:
                self.kept((*path, name), entry, low[name], free)

    def kept(self, path: KeyPath, high: BaseModel, low: BaseModel, free: Collection[str] = WORDS) -> None:
        """R229 for every field that the rule above states and the lower one changes; ``free`` may change."""
        for name, about in type(high).model_fields.items():
            stated, there = getattr(high, name), getattr(low, name, None)
            if name in free or stated == about.get_default(call_default_factory=True, validated_data={}):
                continue
            if plain(stated) != plain(there):
                place = (*path, about.alias or name)
                self.refuse("R229", place, name=path[-1])


def number(text: str | float | None) -> float | None:
    """The value of a quantity in the engine's units; None where there is none that can be read."""
    if isinstance(text, int | float) or text is None:
        return None if text is None else float(text)
    try:
        return quantity(text).engine
    except InputError:
        return None


def plain(value: object) -> object:
    """A value as it counts: blanks between words do not."""
    return " ".join(value.split()) if isinstance(value, str) else value


def shown(value: Any) -> str:
    """A value as a message shows it."""
    if value is None:
        return "-"
    if isinstance(value, tuple | list):
        return ", ".join(map(shown, value))
    return str(value)
