"""A rule made ready: every quantity read, every expression parsed and its dimension known.

These are the values that a product system is built from. All are frozen; mappings are not to be
changed. Numbers carry their units; ``Expression`` trees evaluate to engine units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lca.documents import Document, KeyPath
from lca.errors import Finding, Location
from lca.names import Names
from lca.rules.demanded import Demanded
from lca.rules.expression.tree import Expression
from lca.rules.extending.ancestors import Ancestor
from lca.rules.recycled import MaterialSpec, RecyclingTerm
from lca.rules.schema.rule import RuleModel
from lca.rules.specs import (
    ChoiceSpec,
    ColumnSpec,
    DatedValue,
    Default,
    Interval,
    ParameterSpec,
    Primary,
    ScalarSpec,
    Sign,
    SupplySpec,
    TableSpec,
)
from lca.rules.stages import Stage
from lca.units import Dimension, Quantity

__all__ = [
    "AllocationSpec",
    "ChoiceSpec",
    "CoProduct",
    "ColumnRef",
    "ColumnSpec",
    "CompiledProcess",
    "CompiledRule",
    "DatedValue",
    "Default",
    "FactorKindName",
    "Fuel",
    "Interval",
    "Line",
    "LineKind",
    "MaterialSpec",
    "Measure",
    "OptionRef",
    "ParameterSpec",
    "Primary",
    "ProductSpec",
    "RecyclingTerm",
    "Rule",
    "ScalarSpec",
    "Selector",
    "SelectorValue",
    "Sign",
    "SupplySpec",
    "TableSpec",
    "UnitSpec",
]

Measure = Literal["mass", "energy", "price"]
FactorKindName = Literal["footprint", "direct_emission", "upstream", "transmission", "spend"]
LineKind = Literal["input", "emission", "waste", "credit", "avoided"]


@dataclass(frozen=True, slots=True)
class OptionRef:
    """A field of a selector taken from a choice: ``$electricity_supply``."""

    name: str


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A field of a selector taken from the present row: ``$row.mode``."""

    column: str


SelectorValue: TypeAlias = str | int | OptionRef | ColumnRef


@dataclass(frozen=True, slots=True)
class Fuel:
    """How a fuel becomes gases: by a published factor, or by its carbon; ``oxidation`` 0 to 1 if stated."""

    method: Literal["factor", "carbon"]
    oxidation: float | None


@dataclass(frozen=True, slots=True)
class Selector:
    """Which factor a line wants.

    ``fields`` are those of a factor request (item, id, kind, geography, year, supply, filters), each a
    literal or a reference. ``whole`` is there for ``factor: $row.material``: the row's own selector,
    item name or supplier footprint; ``fields`` is then empty. ``supply`` is the name of the activity
    data that say where electricity comes from. ``fuel`` marks the item as a fuel, whose amount may be
    a mass, a volume or an energy.
    """

    fields: Mapping[str, SelectorValue]
    whole: ColumnRef | None
    location: Location
    supply: str | None = None
    fuel: Fuel | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One exchange of a process.

    ``product`` links to another process of the rule; otherwise ``of`` is the name under which a
    supplier's footprint may stand, and ``factor`` selects from the database (None: only a supplier's
    footprint will do). Emissions have ``gas`` and ``origin``. With ``table`` the line stands for one
    exchange a row. ``amount`` is for the process's whole ``amount``; its dimension is ``dimension``.
    ``credit`` and ``avoided`` are written as positive amounts and count negative. ``delay`` is how long
    after the product is made the line burdens; the total counts it all the same. A line that is a term
    of ``end_of_life`` says which (``recycling``); the amount of net scrap may be negative.
    """

    id: str
    kind: LineKind
    process: str
    stage: Stage
    of: str
    label: Names | None
    amount: Expression
    dimension: Dimension
    when: Expression | None
    table: str | None
    factor: Selector | None
    product: str | None
    gas: str | None
    origin: str | None
    clause: str | None
    location: Location
    delay: Quantity | None = None
    recycling: RecyclingTerm | None = None

    @property
    def path(self) -> str:
        """``stage.process.id``; with a table the row's key follows in brackets."""
        return f"{self.stage}.{self.process}.{self.id}"


@dataclass(frozen=True, slots=True)
class CoProduct:
    """A further product of a process.

    ``method`` is its own way out of the allocation, or the process's; ``measures`` are for the whole
    ``amount``, with the defaults filled in. With ``system_expansion`` the avoided production stands
    among the process's lines under the id ``avoided_line``.
    """

    product: str
    amount: Expression
    dimension: Dimension
    method: Literal["mass", "energy", "economic", "system_expansion", "none"]
    measures: Mapping[Measure, Expression]
    avoided_line: str | None
    label: Names | None
    location: Location


@dataclass(frozen=True, slots=True)
class AllocationSpec:
    """How a process's burden is shared among its products."""

    method: Literal["mass", "energy", "economic", "none"]
    justification: Names | None
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class CompiledProcess:
    """A unit process: its reference product (or the waste that it treats) and its lines."""

    key: str
    label: Names | None
    stage: Stage
    product: str
    amount: Expression
    dimension: Dimension
    treats: bool
    measures: Mapping[Measure, Expression]
    lines: tuple[Line, ...]
    co_products: tuple[CoProduct, ...]
    allocation: AllocationSpec | None
    clause: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class ProductSpec:
    """A product inside the rule and the process that makes (or treats) it."""

    name: str
    process: str
    role: Literal["output", "co_product", "treated"]
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """A unit of the result and the amount of the reference product behind it.

    The first is the rule's own (``id`` is ``declared`` or ``functional``, its kind); alternatives
    have the rule's ids.
    """

    id: str
    kind: Literal["declared", "functional"]
    amount: Quantity
    of: Names
    product: str
    reference_flow: Expression
    location: Location


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """All of a rule that a calculation needs; ``quantities`` stand in order of evaluation."""

    model: RuleModel
    unit: UnitSpec
    alternatives: tuple[UnitSpec, ...]
    scalars: Mapping[str, ScalarSpec]
    choices: Mapping[str, ChoiceSpec]
    tables: Mapping[str, TableSpec]
    parameters: Mapping[str, ParameterSpec]
    quantities: Mapping[str, Expression]
    dimensions: Mapping[str, Dimension]
    processes: Mapping[str, CompiledProcess]
    products: Mapping[str, ProductSpec]
    supplies: Mapping[str, SupplySpec] = field(default_factory=dict)
    demanded: Demanded = field(default_factory=Demanded)
    materials: Mapping[str, MaterialSpec] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all processes, in the order of the file."""
        return tuple(line for process in self.processes.values() for line in process.lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule file that holds: its model, its document, and all that was compiled from it.

    ``expressions`` are keyed by the key path where they stand in the file; ``warnings`` are what
    linting found that does not stop a calculation. ``ancestors`` are the rules that it extends, the
    nearest first; model and document hold what they hand down.
    """

    model: RuleModel
    document: Document
    compiled: CompiledRule
    expressions: Mapping[KeyPath, Expression]
    warnings: tuple[Finding, ...] = field(default=())
    ancestors: tuple[Ancestor, ...] = ()

    @property
    def id(self) -> str:
        """The rule's dotted id."""
        return self.model.id

    @property
    def version(self) -> str:
        """The rule's semantic version."""
        return self.model.version

    @property
    def status(self) -> str:
        """How far the rule may be relied on: illustrative, draft, published or superseded."""
        return self.model.status

    @property
    def title(self) -> Names:
        """The rule's title."""
        return self.model.title

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes."""
        return self.document.sha256
