"""From a solved system to the result document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lca.names import Names
from lca.results.apart import reported_apart
from lca.results.balances import balances
from lca.results.cases import spanned
from lca.results.completeness import bilingual, fraction, gas_name, ledger
from lca.results.conformity import Judged, findings
from lca.results.cut_off import Shares, shares
from lca.results.evidence import activities, constants, factors, parameters
from lca.results.footprint import (
    CATEGORIES,
    STAGES,
    AlternativeUnit,
    Boundary,
    Condition,
    Footprint,
    Identified,
    LedgerEntry,
    Part,
    Period,
    RuleReference,
    ServiceLife,
    Stage,
    Uncertainty,
    Unit,
)
from lca.results.lines import (
    LineResult,
    added,
    categories,
    contribution,
    gases,
    interval,
    line_results,
    share,
)
from lca.results.omitted import omitted_share
from lca.results.performance import performance, performance_findings
from lca.results.provenance import Run, provenance
from lca.results.quality import data_quality, line_quality
from lca.results.requirements.judge import judged
from lca.results.supplies import supplies
from lca.results.upstream import upstream
from lca.rules.compiled import UnitSpec
from lca.rules.schema.general import Excluded
from lca.rules.schema.general import Unit as RuleUnit
from lca.rules.schema.rule import RuleModel
from lca.system.environment import Value, real
from lca.system.product_system import ProductSystem
from lca.units import display_unit, quantity

SAMPLER = "philox4x64-10, inversion"


def assemble(run: Run) -> Footprint:
    """The result document of a run."""
    system, simulation = run.system, run.simulation
    valid = simulation.valid if simulation else np.zeros(0, dtype=bool)
    sampled = {path: values[valid] for path, values in simulation.flows.items()} if simulation else {}
    lines = line_results(system, run.nominal, sampled)
    total = math.fsum(line.value for line in lines)
    cut_off, found = shares(system, lines, total), balances(system)
    entries = (
        *ledger(system, lines, total, run.choices.gwp, cut_off),
        *upstream(lines, run.backgrounds),
    )
    quality, uncertainty = data_quality(lines), _uncertainty(run, lines)
    inventory, model = system.bound.inventory, system.rule.model
    reached = performance(run, total)
    complete = model.boundary.type == "cradle_to_grave"
    result = Footprint(
        kind="full" if complete else "partial",
        illustrative=inventory.illustrative or model.status == "illustrative",
        product=_identified(inventory.product),
        company=_identified(inventory.company),
        site=_identified(inventory.site),
        period=Period(start=inventory.period.start, end=inventory.period.end),
        rule=RuleReference(
            id=model.id,
            version=model.version,
            title=model.title,
            status=model.status,
            standards=_standards(model),
        ),
        unit=Unit(
            **_unit(system, system.rule.compiled.unit, run.nominal.demand),
            service_life=_service_life(model.unit),
            clause=model.unit.clause,
        ),
        boundary=_boundary(system, cut_off, entries),
        total=Part(
            key="total",
            label=bilingual("label.total" if complete else "label.total_partial"),
            value=total,
            share=1.0,
            interval=uncertainty.interval,
        ),
        stages=_stages(system, lines, total),
        categories=categories(lines, total, {key: bilingual(f"category.{key}") for key in CATEGORIES}),
        gases=gases(lines, total, _gas_labels(lines)),
        alternative_units=_alternatives(run, total),
        contributions=tuple(contribution(line, system, total, line_quality(line)) for line in lines),
        supplies=supplies(system, run.nominal),
        activity_data=activities(system),
        constants=constants(system),
        factors=factors(lines),
        uncertainty=uncertainty,
        sensitivities=run.sensitivities,
        sensitivity_range=spanned(run.sensitivities),
        performance_class=reached,
        data_quality=quality,
        reported_apart=reported_apart(system, lines),
        balances=found,
        completeness=entries,
        comparability=tuple(Condition(text=one.text, clause=one.clause) for one in model.comparability),
        findings=findings(
            Judged(
                system=system,
                nominal=run.nominal,
                lines=lines,
                total=total,
                gwp_set=run.choices.gwp,
                quality=quality,
                shares=cut_off,
                ledger=entries,
                balances=found,
                uncertainty=uncertainty,
                sensitivities=run.sensitivities,
                demands=(*run.refused, *performance_findings(reached)),
            )
        ),
        provenance=provenance(run),
    )
    return judged(result, system, lines)


def _standards(model: RuleModel) -> tuple[str, ...]:
    """The standards that the rule stands on, the one that it models first; references are no such."""
    order = ("models", "follows", "general_rule")
    standing = (standard for standard in model.standards if standard.relation in order)
    return tuple(one.id for one in sorted(standing, key=lambda standard: order.index(standard.relation)))


def _identified(thing: object) -> Identified:
    fields = ("id", "name", "geography", "model")
    return Identified(**{field: getattr(thing, field, None) for field in fields})


def _unit(system: ProductSystem, spec: UnitSpec, flow: Value) -> dict[str, Any]:
    dimension = system.rule.compiled.products[spec.product].dimension
    label, amount = display_unit(dimension), float(real(flow))
    return {
        "kind": spec.kind,
        "amount": spec.amount.value,
        "unit": spec.amount.unit.text,
        "of": spec.of,
        "reference_flow": amount,
        "reference_flow_unit": label,
        "reference_product": spec.product,
        "mass_kg": amount if label == "kg" else None,
    }


def _service_life(unit: RuleUnit) -> ServiceLife | None:
    life = unit.service_life
    if life is None:
        return None
    time = quantity(life.amount)
    return ServiceLife(amount=time.value, unit=time.unit.text, basis=life.basis, clause=life.clause)


def _boundary(system: ProductSystem, shares: Shares, entries: Sequence[LedgerEntry]) -> Boundary:
    model = system.rule.model
    cut_off, electricity = model.cut_off, model.electricity
    return Boundary(
        type=model.boundary.type,
        cut_off_basis=cut_off.basis if cut_off else None,
        cut_off_single=fraction(cut_off.single) if cut_off else None,
        cut_off_total=fraction(cut_off.total) if cut_off else None,
        omitted_share=omitted_share(entries),
        cut_off_whole=None if shares.basis == "footprint" else shares.whole,
        cut_off_whole_unit=None if shares.basis == "footprint" else shares.unit,
        allocation=tuple(_allocations(system)),
        electricity=tuple(electricity.hierarchy) if electricity else (),
        end_of_life=model.end_of_life.method if model.end_of_life else None,
    )


def _allocations(system: ProductSystem) -> list[str]:
    used = {column.process.key: column.process.allocation for column in system.columns}
    return [f"{key}: {spec.method}" for key, spec in sorted(used.items()) if spec is not None]


def _stages(system: ProductSystem, lines: Sequence[LineResult], total: float) -> tuple[Stage, ...]:
    found = []
    for key in STAGES:
        inclusion = getattr(system.rule.model.boundary.stages, key)
        excluded = inclusion.excluded if isinstance(inclusion, Excluded) else None
        members = [line for line in lines if line.flow.line.stage == key]
        value = math.fsum(line.value for line in members)
        found.append(
            Stage(
                key=key,
                label=bilingual(f"stage.{key}"),
                value=value,
                share=share(value, total),
                interval=interval(added(members)),
                included=excluded is None,
                reason=excluded.reason if excluded else None,
                clause=excluded.clause if excluded else None,
            )
        )
    return tuple(found)


def _gas_labels(lines: Sequence[LineResult]) -> Mapping[str, Names]:
    keys = {cell[0] for line in lines for cell in line.cells} - {"co2e"}
    return {key: gas_name(key) for key in keys} | {"co2e": bilingual("gas.co2e")}


def _alternatives(run: Run, total: float) -> tuple[AlternativeUnit, ...]:
    found = []
    for spec in run.system.rule.compiled.alternatives:
        flow = run.nominal.alternatives[spec.id]
        part = float(real(flow)) / float(real(run.nominal.demand))
        sampled = None
        if run.simulation is not None:
            sampled = interval(run.simulation.alternatives[spec.id][run.simulation.valid])
        found.append(
            AlternativeUnit(
                **_unit(run.system, spec, flow),
                id=spec.id,
                value=total * part,
                mean=sampled.mean if sampled else None,
                p2_5=sampled.p2_5 if sampled else None,
                p97_5=sampled.p97_5 if sampled else None,
            )
        )
    return tuple(found)


def _uncertainty(run: Run, lines: Sequence[LineResult]) -> Uncertainty:
    simulation, first_order = run.simulation, run.first_order
    sampled = interval(simulation.total[simulation.valid]) if simulation else None
    used = int(simulation.valid.sum()) if simulation else 0
    return Uncertainty(
        method="monte_carlo" if sampled else "none",
        sampler=SAMPLER if run.sampling == "random" else f"{SAMPLER}, {run.sampling}",
        seed=run.seed,
        samples=run.samples,
        interval=sampled,
        standard_error=sampled.sd / math.sqrt(used) if sampled and run.sampling == "random" else None,
        analytic_mean=first_order.value,
        analytic_sd=first_order.sd,
        parameters=parameters(run.system, first_order, lines),
        failed_samples=run.samples - used if simulation else 0,
    )
