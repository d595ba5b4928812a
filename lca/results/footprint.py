"""The result document: one frozen, versioned value that holds a footprint and everything behind it.

Masses of CO2 equivalent are kilograms for one declared or functional unit unless a field says
otherwise. The document carries no clock and no machine: the same inputs give the same bytes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lca.results.demanded import (
    Balance,
    CarbonStorage,
    Condition,
    DelayedEmission,
    ReportedApart,
    ServiceLife,
)
from lca.results.parts import (
    AlternativeUnit,
    Amount,
    Boundary,
    Gas,
    Identified,
    Interval,
    Part,
    Performance,
    PerformanceClass,
    Period,
    RuleReference,
    Sensitivity,
    SensitivityRange,
    Stage,
    Unit,
)
from lca.results.records import (
    Activity,
    ConformityFinding,
    Constant,
    Contribution,
    DataQuality,
    FactorUse,
    InputFile,
    LedgerEntry,
    Parameter,
    Provenance,
    Solver,
    Step,
    Supply,
    Uncertainty,
)
from lca.results.verdicts import Counts, Judgement, Requirements
from lca.validation import Frozen

__all__ = [
    "CATEGORIES",
    "FORMAT_VERSION",
    "STAGES",
    "Activity",
    "AlternativeUnit",
    "Amount",
    "Balance",
    "Boundary",
    "CarbonStorage",
    "Condition",
    "ConformityFinding",
    "Constant",
    "Contribution",
    "Counts",
    "DataQuality",
    "DelayedEmission",
    "FactorUse",
    "Footprint",
    "Gas",
    "Identified",
    "InputFile",
    "Interval",
    "Judgement",
    "LedgerEntry",
    "Parameter",
    "Part",
    "Performance",
    "PerformanceClass",
    "Period",
    "Provenance",
    "ReportedApart",
    "Requirements",
    "RuleReference",
    "Sensitivity",
    "SensitivityRange",
    "ServiceLife",
    "Solver",
    "Stage",
    "Step",
    "Supply",
    "Uncertainty",
    "Unit",
]

FORMAT_VERSION: Literal["1.1"] = "1.1"
READABLE = ("1.0", FORMAT_VERSION)
"""Versions that can be read; each only adds to the one before it."""
STAGES = ("raw_material_acquisition", "production", "distribution", "use", "end_of_life")
CATEGORIES = (
    "fossil",
    "biogenic_emission",
    "biogenic_uptake",
    "land_use_change",
    "aircraft",
    "not_stated",
)


class Footprint(Frozen):
    """A product carbon footprint with its uncertainty, its parts, its evidence and its provenance."""

    format: Literal["zuji.footprint"] = "zuji.footprint"
    format_version: Literal["1.0", "1.1"] = FORMAT_VERSION
    kind: Literal["full", "partial"]
    illustrative: bool = Field(description="The rule or the activity data say that they are illustrative.")
    product: Identified
    company: Identified
    site: Identified
    period: Period
    rule: RuleReference
    unit: Unit
    boundary: Boundary
    total: Part
    stages: tuple[Stage, ...]
    categories: tuple[Part, ...]
    gases: tuple[Gas, ...]
    alternative_units: tuple[AlternativeUnit, ...] = ()
    contributions: tuple[Contribution, ...]
    supplies: tuple[Supply, ...] = ()
    activity_data: tuple[Activity, ...]
    constants: tuple[Constant, ...] = ()
    factors: tuple[FactorUse, ...]
    uncertainty: Uncertainty
    sensitivities: tuple[Sensitivity, ...] = ()
    sensitivity_range: SensitivityRange | None = None
    performance_class: Performance | None = None
    data_quality: DataQuality
    reported_apart: ReportedApart | None = None
    balances: tuple[Balance, ...] = ()
    completeness: tuple[LedgerEntry, ...]
    comparability: tuple[Condition, ...] = ()
    findings: tuple[ConformityFinding, ...]
    requirements: Requirements | None = None
    provenance: Provenance

    @property
    def blocking(self) -> bool:
        """Whether a finding stands in the way of issuing this footprint."""
        return any(finding.severity in ("error", "blocking") for finding in self.findings)

    def to_json(self) -> str:
        """The document as JSON with a final newline; the same inputs give the same bytes."""
        return self.model_dump_json(indent=2, exclude_none=True) + "\n"

    @classmethod
    def from_json(cls, source: str | bytes) -> Footprint:
        """Read a document back; raises pydantic.ValidationError where it is not one."""
        return cls.model_validate_json(source)
