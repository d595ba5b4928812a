"""The partition: every line's part of the footprint, the one source of stages, gases and tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lca.background.product import BackgroundProduct
from lca.dimensions import Dimension
from lca.factors.schema import Match
from lca.factors.schema import Step as FactorStep
from lca.inventory.bound import BoundValue
from lca.inventory.values import SupplierFootprint
from lca.names import Names
from lca.results.footprint import CATEGORIES, Amount, Contribution, Gas, Interval, Part, Step
from lca.rules.compiled import Line, Rule
from lca.rules.expression import Expression, references
from lca.solve.foreground import Evaluation
from lca.system.environment import constant, constant_identity, real
from lca.system.intensity import Cell
from lca.system.product_system import Flow, ProductSystem
from lca.uncertainty.statistics import statistics
from lca.units import Unit as EngineUnit
from lca.units import display_unit, unit

Samples = NDArray[np.float64]
LEGIBLE = (0.1, 1e6)


@dataclass(frozen=True, eq=False)
class LineResult:
    """A flow with its numbers: amount behind the unit, kg CO2e by cell, samples, data it rests on."""

    flow: Flow
    amount: float
    cells: Mapping[Cell, float]
    samples: Samples | None
    inputs: tuple[BoundValue, ...]

    @property
    def value(self) -> float:
        """kg CO2e for the stated amount of the unit."""
        return math.fsum(self.cells.values())

    @property
    def primary(self) -> bool | None:
        """Whether all activity data behind the amount are the company's own; None if there are none."""
        return all(value.primary for value in self.inputs) if self.inputs else None


def line_results(
    system: ProductSystem, nominal: Evaluation, samples: Mapping[str, Samples]
) -> tuple[LineResult, ...]:
    """The results of all flows in the order of their paths."""
    found = []
    for flow in system.all_flows:
        amount = float(real(nominal.amounts[flow.path]))
        cells = _cells(flow, amount)
        found.append(
            LineResult(flow, amount, cells, samples.get(flow.path), inputs_of(system, flow.line, flow.row))
        )
    return tuple(found)


def _cells(flow: Flow, amount: float) -> dict[Cell, float]:
    return {cell: amount * flow.sign * value for cell, value in flow.intensity.cells.items()}


def inputs_of(system: ProductSystem, line: Line, row: int | None) -> tuple[BoundValue, ...]:
    """The activity data that a line's amount depends on, through named quantities too."""
    found: dict[str, BoundValue] = {}
    for name in sorted(names_behind(line.amount, system.rule)):
        value = system.bound.values.get(name)
        if value is not None:
            found[value.identity] = value
    if line.table is not None and row is not None:
        values = system.bound.tables[line.table][row].values
        for column in sorted(references(line.amount).columns & values.keys()):
            found[values[column].identity] = values[column]
    return tuple(found.values())


def names_behind(expression: Expression, rule: Rule) -> set[str]:
    """Every name that a formula depends on, through named quantities too."""
    found, waiting = set[str](), list(references(expression).names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            quantity = rule.compiled.quantities.get(name)
            waiting += list(references(quantity).names) if quantity is not None else []
    return found


def constants_of(system: ProductSystem, line: Line) -> tuple[str, ...]:
    """The identities of the rule's constants that a line's amount depends on, by name."""
    rule, known = system.rule, system.rule.compiled.parameters
    used = sorted(names_behind(line.amount, rule) & known.keys())
    return tuple(constant_identity(rule, name, constant(rule, system.bound, name)) for name in used)


def contribution(
    line: LineResult, system: ProductSystem, total: float, quality: dict[str, float] | None
) -> Contribution:
    """A line as the result document holds it."""
    spec, process = line.flow.line, system.rule.compiled.processes[line.flow.line.process]
    categories, gases = _grouped(line.cells, 1), _grouped(line.cells, 0)
    return Contribution(
        path=line.flow.path,
        stage=spec.stage,
        process=spec.process,
        process_label=process.label or named(spec.process),
        item=line.flow.path.split(".", 2)[2],
        label=label_of(line, system),
        kind=spec.kind,
        value=line.value,
        share=share(line.value, total),
        categories=categories,
        gases=gases,
        amount=_amount(line),
        factor=line.flow.intensity.key,
        intensity=line.flow.intensity.total * line.flow.sign * unit(display_unit(spec.dimension)).scale,
        interval=interval(line.samples),
        primary=line.primary,
        quality=quality,
        rule_location=spec.location.brief,
        clause=spec.clause,
        formula=spec.amount.text,
        inputs=tuple(value.identity for value in line.inputs),
        constants=constants_of(system, spec),
        steps=told(line.flow.intensity.steps),
    )


def label_of(line: LineResult, system: ProductSystem) -> Names:
    """The line's label; with the row's key in a table, and the source where it has several."""
    spec = line.flow.line
    label = spec.label or named(spec.of or spec.id)
    if line.flow.row is not None:
        key = system.bound.tables[spec.table or ""][line.flow.row].key
        label = Names(zh=f"{label.get('zh')}：{key}", en=f"{label.get('en')}: {key}")
    part = line.flow.label
    if part is None or not line.flow.split:
        return label
    return Names(zh=f"{label.get('zh')}：{part.get('zh')}", en=f"{label.get('en')}: {part.get('en')}")


def named(key: str) -> Names:
    """A key as its own name, where nobody gave it another."""
    words = key.replace("_", " ")
    return Names(zh=words, en=words)


def told(steps: Sequence[FactorStep]) -> tuple[Step, ...]:
    """Steps of reasoning as the document holds them, in both languages."""
    return tuple(
        Step(action=step.action, detail=Names(zh=step.render("zh"), en=step.render("en"))) for step in steps
    )


def _amount(line: LineResult) -> Amount:
    source = line.flow.intensity.source
    given = [value.entry.unit for value in line.inputs if value.entry is not None]
    factor = [unit(source.factor.unit)] if isinstance(source, Match) else []
    own = [source.unit] if isinstance(source, SupplierFootprint | BackgroundProduct) else []
    known = (given if len(given) == 1 else []) + factor + own
    return shown_amount(line.amount, line.flow.line.dimension, known)


def shown_amount(amount: float, dimension: Dimension, known: Sequence[EngineUnit]) -> Amount:
    """An engine amount in the unit that people know it by: the first of ``known`` that fits, or ours."""
    usual = unit(display_unit(dimension))
    fitting = (one for one in known if one.dimension == dimension and _legible(amount / one.scale))
    shown = next(fitting, usual)
    return Amount(
        value=amount / shown.scale,
        unit=shown.text,
        normalised=amount / usual.scale,
        normalised_unit=usual.text,
    )


def _legible(number: float) -> bool:
    """Whether a number is told without a row of zeros."""
    return number == 0 or LEGIBLE[0] <= abs(number) < LEGIBLE[1]


def _grouped(cells: Mapping[Cell, float], index: int) -> dict[str, float]:
    groups: dict[str, list[float]] = {}
    for cell, value in cells.items():
        groups.setdefault(cell[index], []).append(value)
    return {key: math.fsum(values) for key, values in groups.items()}


def share(value: float, total: float) -> float:
    """``value`` as a share of the net total; zero where the total is zero."""
    return value / total if total else 0.0


def interval(samples: Samples | None) -> Interval | None:
    """The statistics of samples as the document holds them; None where there are none."""
    if samples is None or samples.size < 2:
        return None
    found = statistics(samples)
    return Interval(
        mean=found.mean,
        sd=found.sd,
        median=found.median,
        p2_5=found.p2_5,
        p5=found.p5,
        p95=found.p95,
        p97_5=found.p97_5,
    )


def added(lines: Sequence[LineResult]) -> Samples | None:
    """The samples of several lines added in their order; None where any has none."""
    total: Samples | None = None
    for line in lines:
        if line.samples is None:
            return None
        total = line.samples if total is None else total + line.samples
    return total


def categories(lines: Sequence[LineResult], total: float, labels: Mapping[str, Names]) -> tuple[Part, ...]:
    """The sub-indicators; they add up to the total, and each stands there even when it is nothing."""
    sums = {key: math.fsum(_grouped(line.cells, 1).get(key, 0.0) for line in lines) for key in CATEGORIES}
    return tuple(
        Part(key=key, label=labels[key], value=value, share=share(value, total))
        for key, value in sums.items()
    )


def gases(lines: Sequence[LineResult], total: float, labels: Mapping[str, Names]) -> tuple[Gas, ...]:
    """The gases, largest first; ``co2e`` is what sources gave without a split."""
    keys = sorted({cell[0] for line in lines for cell in line.cells})
    found = []
    for key in keys:
        value = math.fsum(_grouped(line.cells, 0).get(key, 0.0) for line in lines)
        name, mass = labels.get(key) or named(key), _mass(lines, key)
        found.append(Gas(key=key, label=name, value=value, share=share(value, total), mass_kg=mass))
    return tuple(sorted(found, key=lambda gas: (-abs(gas.value), gas.key)))


def _mass(lines: Sequence[LineResult], gas: str) -> float | None:
    """kg of a gas over all lines; None where a line has it by its CO2e only."""
    having = [line for line in lines if any(cell[0] == gas for cell in line.cells)]
    if any(gas not in line.flow.intensity.masses for line in having):
        return None
    return math.fsum(line.amount * line.flow.sign * line.flow.intensity.masses[gas] for line in having)
