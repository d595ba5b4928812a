"""The parts of the result document that say what stands behind a number: the evidence."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lca.names import Names
from lca.results.parts import Amount, Interval
from lca.validation import Frozen

Origin = Literal["source", "assigned", "stated", "pedigree"]


class Step(Frozen):
    """One step of the reasoning that chose a factor."""

    action: str
    detail: Names


class FactorUse(Frozen):
    """A factor that was used: what it is, where it comes from, why it was chosen."""

    id: str
    revision: int = 1
    kind: str
    name: Names
    value: float = Field(description="kg CO2e for one `unit`, as applied.")
    published_value: float | None = None
    unit: str
    geography: str | None = None
    reference_year: int | None = None
    gwp_set: str | None = None
    recharacterised: bool = False
    supplier_specific: bool = False
    distribution: str | None = None
    distribution_origin: Origin | None = None
    quality: dict[str, int] | None = None
    title: str | None = None
    document: str | None = None
    publisher: str | None = None
    address: str | None = None
    locator: str | None = None
    licence: str | None = None
    verification: str | None = None
    trail: tuple[Step, ...] = ()


class Contribution(Frozen):
    """One line of the partition: process x input. All values of all lines add up to the total."""

    path: str = Field(description="stage.process.item, with [row] for a line of a table.")
    stage: str
    process: str
    process_label: Names
    item: str
    label: Names
    kind: Literal["input", "emission", "waste", "credit", "avoided"]
    value: float
    share: float
    categories: dict[str, float]
    gases: dict[str, float]
    amount: Amount
    factor: str | None = None
    intensity: float = Field(description="kg CO2e for one normalised unit of the amount.")
    interval: Interval | None = None
    primary: bool | None = None
    quality: dict[str, float] | None = None
    rule_location: str | None = None
    clause: str | None = None
    formula: str | None = None
    inputs: tuple[str, ...] = Field(default=(), description="Activity data that the amount depends on.")
    constants: tuple[str, ...] = Field(
        default=(), description="Constants of the rule that the amount depends on."
    )
    steps: tuple[Step, ...] = Field(
        default=(), description="What was done between factor and amount: delivery, loss, conversion."
    )


class Supply(Frozen):
    """What one process of the rule takes from another for the unit: the way of a number through the chain."""

    path: str = Field(description="stage.process.item of the line that takes it.")
    process: str = Field(description="The process that takes it.")
    product: str
    maker: str = Field(description="The process that makes (or treats) it.")
    label: Names
    amount: Amount
    rule_location: str | None = None
    clause: str | None = None
    formula: str | None = None
    inputs: tuple[str, ...] = Field(default=(), description="Activity data that the amount depends on.")
    constants: tuple[str, ...] = Field(
        default=(), description="Constants of the rule that the amount depends on."
    )


class Activity(Frozen):
    """A value of the activity data, as given and as used."""

    id: str
    label: Names
    value: float
    unit: str
    used: float = Field(description="In `used_unit`, after dividing a total by the production.")
    used_unit: str
    basis: str
    primary: bool | None = None
    source: str | None = None
    location: str | None = None
    quality: dict[str, int] | None = None
    distribution: str | None = None
    default: bool = False


class Constant(Frozen):
    """A cited constant of the rule with the value that was used."""

    id: str = Field(description="rule:<rule>.<name>; with @<day> where the value is one of several by date.")
    name: str
    label: Names
    value: float
    unit: str
    since: date | None = Field(default=None, description="The day from which the value holds.")
    source: str
    distribution: str | None = None
    location: str | None = None
    clause: str | None = None


class Parameter(Frozen):
    """An uncertain parameter: its effect on the total and its share of the variance."""

    id: str
    kind: Literal["activity", "factor", "rule"]
    label: Names
    distribution: str
    origin: Origin
    value: float
    sensitivity: float = Field(description="d total / d parameter at the mean, kg CO2e per engine unit.")
    elasticity: float = Field(
        description="Relative change of the total per relative change of the parameter."
    )
    variance_share: float


class Uncertainty(Frozen):
    """How sure the total is: Monte Carlo statistics with the first-order value beside them."""

    method: Literal["monte_carlo", "none"]
    sampler: str
    seed: int
    samples: int
    interval: Interval | None = None
    standard_error: float | None = Field(default=None, description="Monte Carlo standard error of the mean.")
    analytic_mean: float
    analytic_sd: float
    parameters: tuple[Parameter, ...]
    failed_samples: int = 0


class DataQuality(Frozen):
    """Contribution-weighted scores, 1 best to 5 worst, and the share of primary data."""

    technological: float | None = None
    geographical: float | None = None
    temporal: float | None = None
    reliability: float | None = None
    completeness: float | None = None
    overall: float | None = None
    covered_share: float = Field(description="Share of the gross total whose lines carry scores.")
    primary_share: float = Field(description="Share of the gross total that rests on primary data only.")
    primary_activity_share: float = Field(description="Share whose activity data are primary.")


class LedgerEntry(Frozen):
    """Something that is not as it should be in full: excluded, defaulted, proxied, not characterised."""

    kind: Literal[
        "excluded_stage",
        "excluded_process",
        "not_given",
        "default_value",
        "proxy_factor",
        "gwp_set",
        "unlinked",
        "not_characterised",
    ]
    path: str
    reason: Names
    clause: str | None = None
    affected: float | None = Field(default=None, description="kg CO2e that rest on this entry.")
    bound: float | None = Field(
        default=None, description="Largest effect on the total, kg CO2e; null: not known."
    )
    name: Names | None = Field(default=None, description="What is left out.")
    share: float | None = Field(
        default=None, description="Share left out, in the basis of the cut-off; null: not known."
    )
    basis: Literal["footprint", "mass", "energy"] | None = None


class ConformityFinding(Frozen):
    """A finding against the rule or the general standard."""

    code: str
    severity: Literal["error", "blocking", "warning", "info"]
    message: Names
    remedy: Names | None = None
    location: str | None = None
    clause: str | None = None


class InputFile(Frozen):
    """An input by name and content."""

    role: Literal[
        "rule",
        "rule_above",
        "activity_data",
        "supplier_payload",
        "factor_release",
        "factor_layer",
        "background",
    ]
    name: str
    version: str | None = None
    sha256: str


class Solver(Frozen):
    """How the system was solved."""

    method: str
    processes: int
    exchanges: int
    residual: float
    forward_adjoint_difference: float


class Provenance(Frozen):
    """What is needed to compute the same numbers again."""

    engine: str
    engine_version: str
    inputs: tuple[InputFile, ...]
    factor_release: str
    gwp_set: str
    as_of: date | None = Field(default=None, description="Only factors published by this day were taken.")
    assigned_uncertainty: bool = Field(
        default=True, description="Factors without a published uncertainty were given one by policy."
    )
    accepted: tuple[str, ...] = Field(default=(), description="Codes of refusals that were accepted.")
    seed: int
    samples: int
    sampling: Literal["random", "latin_hypercube", "sobol"] = Field(
        default="random", description="How the samples are spread."
    )
    solver: Solver
