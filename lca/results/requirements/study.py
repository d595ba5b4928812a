"""What the deciders look at: the result, its rule, and what of the system the result does not hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lca.factors.schema import Match
from lca.inventory.values import Supply
from lca.names import Names
from lca.results.footprint import Footprint
from lca.results.lines import LineResult, named
from lca.results.stated import scope_of
from lca.rules.compiled import CompiledProcess
from lca.rules.schema.rule import RuleModel
from lca.system.allocation import shares
from lca.system.environment import Environment, real
from lca.system.product_system import ProductSystem

ELECTRICITY = "electricity"
AIR = "freight.air"


@dataclass(frozen=True, slots=True)
class Shared:
    """A process with several products: by what it is shared, why, and to what its shares add up."""

    process: str
    label: Names
    methods: tuple[str, ...]
    justified: bool
    sum: float


@dataclass(frozen=True, slots=True)
class Electric:
    """A line whose factor is one of electricity.

    ``grid``: the factor is of the mixed supply or of its network, not of a technology. ``at_plant``: it
    holds at the generator, and the line is no part of a supply, to which the engine adds the way.
    """

    path: str
    factor: str
    kind: str
    scope: str
    grid: bool
    at_plant: bool


@dataclass(frozen=True, slots=True)
class Study:
    """One result and its rule; ``special`` are supplies of electricity that are not grid average alone."""

    result: Footprint
    model: RuleModel
    shared: tuple[Shared, ...] = ()
    electric: tuple[Electric, ...] = ()
    special: tuple[Supply, ...] = ()
    flown: tuple[str, ...] = ()

    def category(self, key: str) -> float:
        """kg CO2e of a category of the result."""
        return next((part.value for part in self.result.categories if part.key == key), 0.0)

    @property
    def unsplit(self) -> float:
        """The share of the total that sources did not split by origin."""
        return next((part.share for part in self.result.categories if part.key == "not_stated"), 0.0)

    @property
    def technologies(self) -> tuple[str, ...]:
        """The factors of electricity of one technology."""
        return tuple(dict.fromkeys(one.factor for one in self.electric if not one.grid))

    def included(self, *stages: str) -> bool:
        """Whether one of the stages is inside the boundary."""
        return any(stage.included for stage in self.result.stages if stage.key in stages)

    def found(self, *codes: str) -> tuple[str, ...]:
        """The codes among these that stand in the findings of the result."""
        present = {finding.code for finding in self.result.findings}
        return tuple(code for code in codes if code in present)


def study(result: Footprint, system: ProductSystem, lines: Sequence[LineResult]) -> Study:
    """What is to be decided of a result that was computed from a system."""
    sources = ((line, line.flow.intensity.source) for line in lines)
    matched = [(line, source) for line, source in sources if isinstance(source, Match)]
    used = {line.flow.line.factor.supply for line in lines if line.flow.line.factor is not None}
    supplies = system.bound.supplies
    return Study(
        result=result,
        model=system.rule.model,
        shared=tuple(_shared(system)),
        electric=tuple(_electric(line, source) for line, source in matched if _of(source, ELECTRICITY)),
        special=tuple(own for name, own in sorted(supplies.items()) if name in used and not own.plain),
        flown=tuple(line.flow.path for line, source in matched if _of(source, AIR)),
    )


def _of(source: Match, item: str) -> bool:
    own = source.factor.item
    return own == item or own.startswith(f"{item}.")


def _electric(line: LineResult, source: Match) -> Electric:
    factor = source.factor
    grid = factor.item == ELECTRICITY or factor.item.startswith(f"{ELECTRICITY}.transmission.")
    return Electric(
        path=line.flow.path,
        factor=factor.id,
        kind=factor.kind.value,
        scope=factor.life_cycle_scope,
        grid=grid,
        at_plant=factor.delivery_point == "plant" and not line.flow.part,
    )


def _shared(system: ProductSystem) -> Iterator[Shared]:
    used = {column.process.key: column.process for column in system.columns}
    processes = {key: process for key, process in used.items() if process.co_products}
    scope = scope_of(system) if processes else None
    for key in sorted(processes):
        if scope is not None:
            yield _one(processes[key], scope)


def _one(process: CompiledProcess, scope: Environment) -> Shared:
    spec = process.allocation
    methods = [spec.method if spec else "none", *(product.method for product in process.co_products)]
    return Shared(
        process=process.key,
        label=process.label or named(process.key),
        methods=tuple(dict.fromkeys(methods)),
        justified=spec is not None and spec.justification is not None,
        sum=math.fsum(float(real(share)) for share in shares(process, scope).values()),
    )
