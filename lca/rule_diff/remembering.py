"""Answers of the factor database kept: rules that differ a little ask the same again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from lca.errors import Location
from lca.factors.schema import Request
from lca.inventory.bound import BoundRow
from lca.rules.compiled import Fuel, Line
from lca.system.intensity import Intensity
from lca.system.resolve import Resolver


@dataclass(frozen=True)
class Remembering(Resolver):
    """A resolver that asks for each factor once; places in its findings are those of the first who asked."""

    memory: dict[Any, Intensity] = field(default_factory=dict)

    def answer(self, request: Request, place: Location) -> Intensity:
        """As :meth:`Resolver.answer`."""
        key = _key(request)
        if key not in self.memory:
            self.memory[key] = super().answer(request, place)
        return self.memory[key]

    def fuel(self, line: Line, row: BoundRow | None, fuel: Fuel) -> Intensity:
        """As :meth:`Resolver.fuel`."""
        key = (_key(self.request(line, row)), fuel, line.dimension)
        if key not in self.memory:
            self.memory[key] = super().fuel(line, row, fuel)
        return self.memory[key]


def _key(request: Request) -> tuple[Any, ...]:
    """All that a request says, to be known again by."""
    values = [getattr(request, one.name) for one in fields(request)]
    return tuple(tuple(sorted(value.items())) if isinstance(value, Mapping) else value for value in values)
