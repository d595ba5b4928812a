"""The order in which things that need each other can be had, and what stands in circles."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping


class Order:
    """Runs a function over names, each after those that it needs.

    Attributes:
        dependent: names that were not run because one that they need failed, and that one.
        circular: names in a circle (or between circles), and a circle as a list that ends where it begins.
    """

    def __init__(self, needs: Mapping[str, Collection[str | None]], broken: Collection[str]) -> None:
        """``broken`` are names that have failed before."""
        self.needs = {name: sorted(found for found in wanted if found) for name, wanted in needs.items()}
        self.broken = set(broken)
        self.dependent: dict[str, str] = {}
        self.circular: dict[str, list[str]] = {}

    def run(self, solve: Callable[[str], bool]) -> None:
        """Call ``solve`` with each name that can be had; it says whether that went well."""
        unmet, needed_by = self._graph()
        ready = deque(name for name in self.needs if not unmet[name])
        waiting = dict.fromkeys(name for name in self.needs if unmet[name])
        while ready:
            name = ready.popleft()
            if not solve(name):
                self.broken.add(name)
                continue
            for user in needed_by[name]:
                unmet[user] -= 1
                if not unmet[user]:
                    del waiting[user]
                    ready.append(user)
        self._explain(list(waiting), needed_by)

    def _graph(self) -> tuple[dict[str, int], dict[str, list[str]]]:
        unmet: dict[str, int] = {}
        needed_by: dict[str, list[str]] = defaultdict(list)
        for name, wanted in self.needs.items():
            missing = [other for other in wanted if other in self.needs or other in self.broken]
            unmet[name] = len(missing)
            for other in missing:
                needed_by[other].append(name)
        return unmet, needed_by

    def _explain(self, waiting: list[str], needed_by: Mapping[str, list[str]]) -> None:
        left = set(waiting)
        self._follow(deque(sorted(self.broken)), left, needed_by)
        core = self._core(left)
        for name in waiting:
            if name in core and name not in self.circular:
                self._walk(name, core)
        self._follow(deque(sorted(core)), left - core, needed_by)

    def _follow(self, causes: deque[str], left: set[str], needed_by: Mapping[str, list[str]]) -> None:
        """Whatever needs a cause has one, and is a cause itself."""
        while causes:
            cause = causes.popleft()
            for user in needed_by.get(cause, ()):
                if user in left:
                    left.discard(user)
                    self.dependent[user] = cause
                    causes.append(user)

    def _core(self, left: set[str]) -> set[str]:
        """Take away what nobody among the rest needs, until only circles and ways between them stay."""
        uses: dict[str, int] = defaultdict(int)
        for name in left:
            for other in self.needs[name]:
                uses[other] += other in left
        free = [name for name in left if not uses[name]]
        core = set(left)
        while free:
            name = free.pop()
            core.discard(name)
            for other in self.needs[name]:
                if other in core:
                    uses[other] -= 1
                    if not uses[other]:
                        free.append(other)
        return core

    def _walk(self, name: str, core: set[str]) -> None:
        """Follow needs until a circle closes, and tell it to all that were met on the way."""
        way: dict[str, int] = {}
        while name not in way and name not in self.circular:
            way[name] = len(way)
            name = next(other for other in self.needs[name] if other in core)
        names = list(way)
        circle = self.circular[name] if name in self.circular else [*names[way[name] :], name]
        self.circular |= dict.fromkeys(names, circle)
