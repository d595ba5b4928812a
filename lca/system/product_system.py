"""The product system: unit processes as columns, exchanges as formulas, before any number is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lca.errors import Finding
from lca.inventory.bound import BoundInventory
from lca.names import Names
from lca.rules.compiled import CompiledProcess, Line, Rule
from lca.system.intensity import Intensity, Parameter


@dataclass(frozen=True, slots=True)
class Flow:
    """A line of a process for one row of its table: an exchange with the outside of the system.

    ``row`` is the index among the bound rows, ``path`` the line's path with the row's key in brackets,
    ``sign`` -1 for credits and avoided production. A line whose amount comes from several sources has a
    flow for each (``split``): ``part`` names it, and ``share`` is its share of the line's amount.
    """

    path: str
    line: Line
    row: int | None
    intensity: Intensity
    sign: float = 1.0
    share: float = 1.0
    part: str = ""
    label: Names | None = None
    split: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line that takes from, or gives to, another process of the rule."""

    path: str
    line: Line
    row: int | None


@dataclass(frozen=True, slots=True)
class Omission:
    """A line that could not be formed because optional data were not given; never taken as zero."""

    path: str
    line: Line
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A unit process after allocation: the part of a process that makes (or treats) one product."""

    process: CompiledProcess
    product: str

    @property
    def name(self) -> str:
        """The process; with its product where it has several."""
        own = self.process.key
        return own if self.product == self.process.product else f"{own}@{self.product}"


@dataclass(frozen=True, eq=False)
class ProductSystem:
    """A rule filled with activity data and factors.

    ``columns`` and ``products`` stand in one order, sorted by name, and column ``j`` makes product
    ``j``; flows and links are summed in the order of their paths. So neither the order of a file nor that
    of a table changes a bit of the result.
    ``parameters`` are all uncertain numbers by identity; ``omitted`` goes to the completeness ledger.
    """

    rule: Rule
    bound: BoundInventory
    columns: tuple[Column, ...]
    flows: Mapping[str, tuple[Flow, ...]]
    links: Mapping[str, tuple[Link, ...]]
    parameters: Mapping[str, Parameter]
    omitted: tuple[Omission, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Product to row and column."""
        return {column.product: index for index, column in enumerate(self.columns)}

    @cached_property
    def owner(self) -> dict[str, str]:
        """Path of a flow to the key of its process."""
        return {flow.path: key for key, flows in self.flows.items() for flow in flows}

    @cached_property
    def all_flows(self) -> tuple[Flow, ...]:
        """Every flow of every process, sorted by path."""
        return tuple(sorted((f for flows in self.flows.values() for f in flows), key=lambda f: f.path))
