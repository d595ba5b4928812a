"""Activity data bound to a rule: values, rows and choices in which nothing is left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lca.distributions import Distribution
from lca.errors import Finding, Location
from lca.inventory.link_schema import Selector
from lca.inventory.values import Entry, Inventory, Origin, Supply
from lca.rules.compiled import ColumnSpec, CompiledRule, ScalarSpec


@dataclass(frozen=True, slots=True)
class BoundValue:
    """One number as the rule's expressions see it.

    ``engine`` is the value of the variable in engine units for the whole declared amount, and
    ``distribution`` is that of ``engine``. ``value`` is what was given (or the default) in the rule's
    unit ``spec.unit`` and for ``spec.per``: the number to show. ``identity`` keys its random draws.
    ``entry`` is None where the rule's default stands in.
    """

    identity: str
    engine: float
    value: float
    spec: ScalarSpec | ColumnSpec
    entry: Entry | None
    distribution: Distribution | None = None

    @property
    def distribution_origin(self) -> Origin | None:
        """Where the distribution came from: the file, or the pedigree scores."""
        return self.entry.distribution_origin if self.entry else None

    @property
    def primary(self) -> bool:
        """Whether the number is the company's own.

        A default never is; a given number is unless its author says ``primary: false``, because
        activity data are by their nature what the company measured or accounted itself.
        """
        return self.entry is not None and self.entry.primary is not False


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """What a cell of a factor column asks for: exactly one of the three is there."""

    item: str | None
    selector: Selector | None
    footprint: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One row; ``key`` names it in paths and identities.

    Optional cells that were left out and have no default are in none of the mappings but in ``missing``.
    """

    key: str
    values: Mapping[str, BoundValue]
    texts: Mapping[str, str]
    factors: Mapping[str, FactorChoice]
    missing: frozenset[str]
    location: Location


@dataclass(frozen=True, slots=True)
class DefaultUsed:
    """A value that the rule put in because the company gave none; it goes to the completeness ledger."""

    name: str
    text: str
    source: str
    location: Location


@dataclass(frozen=True, slots=True)
class BoundInventory:
    """Activity data that fit their rule.

    The rows of a table are sorted by key, so that their order in the file changes no bit of a result.
    Optional scalars without value and default are in ``missing``. ``findings`` are warnings.
    """

    inventory: Inventory
    rule: CompiledRule
    values: Mapping[str, BoundValue]
    choices: Mapping[str, str]
    tables: Mapping[str, tuple[BoundRow, ...]]
    missing: frozenset[str]
    defaults_used: tuple[DefaultUsed, ...]
    findings: tuple[Finding, ...]
    supplies: Mapping[str, Supply] = field(default_factory=dict)

    @property
    def all_values(self) -> Mapping[str, BoundValue]:
        """Every number by its identity: scalars and the cells of all rows."""
        scalars = {value.identity: value for value in self.values.values()}
        rows = (row for table in self.tables.values() for row in table)
        return scalars | {value.identity: value for row in rows for value in row.values.values()}
