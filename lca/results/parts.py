"""The parts of the result document that say what was calculated: unit, boundary, numbers and shares."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lca.names import Names
from lca.results.demanded import ServiceLife
from lca.validation import Frozen


class Identified(Frozen):
    """Somebody or something with an identifier that a passport can carry."""

    id: str | None = None
    name: Names | None = None
    geography: str | None = None
    model: str | None = None


class Period(Frozen):
    """The time that the activity data describe."""

    start: date
    end: date


class Unit(Frozen):
    """What the number is for: the declared or functional unit and the reference flow behind it."""

    kind: Literal["declared", "functional"]
    amount: float
    unit: str
    of: Names
    reference_flow: float = Field(description="Amount of the reference product for one unit.")
    reference_flow_unit: str
    reference_product: str
    mass_kg: float | None = Field(default=None, description="Mass of the reference flow, where it is a mass.")
    service_life: ServiceLife | None = None
    clause: str | None = None


class AlternativeUnit(Unit):
    """A further unit for which the same footprint is stated."""

    id: str
    value: float = Field(description="kg CO2e for this unit.")
    mean: float | None = None
    p2_5: float | None = None
    p97_5: float | None = None


class RuleReference(Frozen):
    """The rule that made the product system."""

    id: str
    version: str
    title: Names
    status: str
    standards: tuple[str, ...] = ()


class Interval(Frozen):
    """Statistics of the Monte Carlo samples of one number; kg CO2e."""

    mean: float
    sd: float
    median: float
    p2_5: float
    p5: float
    p95: float
    p97_5: float


class Part(Frozen):
    """A part of the total: a stage, a category or a gas. ``share`` is of the net total."""

    key: str
    label: Names
    value: float
    share: float
    interval: Interval | None = None


class Stage(Part):
    """A life cycle stage; an excluded stage has its reason and no value of its own."""

    included: bool
    reason: Names | None = None
    clause: str | None = None


class Gas(Part):
    """A greenhouse gas; ``mass_kg`` is null where a source gave only CO2e."""

    mass_kg: float | None = None


class Amount(Frozen):
    """A quantity as its author wrote it and as the engine used it."""

    value: float
    unit: str
    normalised: float
    normalised_unit: str


class Sensitivity(Frozen):
    """The same product calculated with one choice made otherwise; ``change`` is relative to the total."""

    key: str
    label: Names
    value: float
    change: float
    demanded: bool = Field(default=False, description="The rule demands the case of every result.")
    changes: tuple[str, ...] = Field(default=(), description="What was otherwise, as the rule writes it.")
    clause: str | None = None


class SensitivityRange(Frozen):
    """From the least to the greatest total of the sensitivity cases, kg CO2e; changes as of one case."""

    low: float
    high: float
    low_change: float
    high_change: float


class PerformanceClass(Frozen):
    """A performance class of the rule; ``at_most`` is kg CO2e, null for a last class without bound."""

    name: str
    label: Names | None = None
    at_most: float | None = None
    probability: float | None = Field(default=None, description="Share of the samples in this class.")


class Performance(Frozen):
    """The performance class of the total, and how sure it is."""

    name: str | None = Field(default=None, description="The class; null beyond the last bound.")
    label: Names | None = None
    at_most: float | None = Field(default=None, description="Upper bound of the class, kg CO2e.")
    unit: str = Field(description="The unit that the bounds are for: its kind, or the id of a further unit.")
    value: float = Field(description="kg CO2e for that unit, by which the class was found.")
    probability: float | None = Field(
        default=None, description="Share of the samples in the same class (or beyond all); null unsampled."
    )
    samples: int = Field(description="Monte Carlo samples behind the probabilities.")
    classes: tuple[PerformanceClass, ...] = Field(description="All classes, best first.")
    beyond: float | None = Field(default=None, description="Share of the samples beyond the last bound.")
    source: str
    clause: str | None = None


class Boundary(Frozen):
    """The system boundary and the allocation, cut-off and end-of-life choices of the rule."""

    type: str
    cut_off_basis: str | None = None
    cut_off_single: float | None = None
    cut_off_total: float | None = None
    omitted_share: float | None = Field(
        default=None, description="Estimated share left out, in the basis of the cut-off."
    )
    cut_off_whole: float | None = Field(
        default=None, description="The mass or energy for the unit that such a share is of."
    )
    cut_off_whole_unit: str | None = None
    allocation: tuple[str, ...] = ()
    electricity: tuple[str, ...] = ()
    end_of_life: str | None = None
