"""The parts of the result that a rule demands beside the number: reported apart, balanced, comparable."""

from __future__ import annotations

from pydantic import Field

from lca.names import Names
from lca.validation import Frozen


class CarbonStorage(Frozen):
    """Biogenic carbon that the product holds for a time; never part of the total."""

    key: str
    label: Names
    carbon: float = Field(description="kg C for the unit.")
    co2: float = Field(description="The same carbon as kg CO2 (times 44.009/12.011).")
    duration: float
    duration_unit: str
    clause: str | None = None


class DelayedEmission(Frozen):
    """A line whose emissions come more than ten years after the product is made; the total holds them."""

    path: str = Field(description="stage.process.item, as among the contributions.")
    label: Names
    stage: str
    value: float = Field(description="kg CO2e for the unit, as the total counts it.")
    years: float
    effect: float | None = Field(
        default=None, description="kg CO2e by the method; null beyond the years that the method covers."
    )
    clause: str | None = None


class ReportedApart(Frozen):
    """What stands beside the total and is never added to it."""

    biogenic_carbon_content: float | None = Field(
        default=None, description="kg C in the product, all storage together; null where it is not known."
    )
    carbon_storage: tuple[CarbonStorage, ...] = ()
    delayed_emissions: tuple[DelayedEmission, ...] = ()
    delay_effect: float | None = Field(default=None, description="kg CO2e, the effects of all delays added.")
    delay_method: Names | None = None


class Balance(Frozen):
    """What goes into a process and what comes out, for the amount that its lines are for."""

    process: str
    process_label: Names
    key: str
    label: Names
    inputs: float | None = None
    outputs: float | None = None
    unit: str
    difference: float | None = Field(default=None, description="(outputs - inputs) / inputs.")
    tolerance: float
    passed: bool | None = Field(default=None, description="Null where it could not be decided.")
    missing: tuple[str, ...] = Field(default=(), description="Data that the balance needs and nobody gave.")
    clause: str | None = None


class ServiceLife(Frozen):
    """How long the product serves, as the rule says."""

    amount: float
    unit: str
    basis: Names | None = None
    clause: str | None = None


class Condition(Frozen):
    """A condition under which this result may be compared with another."""

    text: Names
    clause: str | None = None
