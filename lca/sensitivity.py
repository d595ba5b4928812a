"""What the result of a calculation depends on: each parameter alone, and its share of the whole variance.

Three views of the same parameters: the total with one of them at its 2.5th and 97.5th percentile (tornado),
its share of the first-order variance, and, where asked for, its Sobol indices, which hold for results that
are not linear (I. M. Sobol' 2001, Mathematics and Computers in Simulation 55, 271-280).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from lca.calculation import prepare
from lca.distributions import Distribution
from lca.errors import Finding
from lca.factors.database import FactorDatabase
from lca.inventory.values import Inventory
from lca.names import Names
from lca.results.evidence import parameter_labels
from lca.results.lines import line_results
from lca.results.prepared import solved, stated_total
from lca.results.provenance import Choices
from lca.rules.compiled import Rule
from lca.solve.foreground import Foreground, evaluate
from lca.system.accept import acceptable
from lca.system.background_notes import exact
from lca.system.backgrounds import Backgrounds
from lca.system.environment import Value, real
from lca.system.intensity import Parameter
from lca.system.sampled import Sampled
from lca.uncertainty.quantiles import quantile
from lca.uncertainty.simulation import propagate
from lca.uncertainty.sobol_indices import SobolIndices, sobol_indices

LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Influence:
    """What one uncertain parameter does to the total.

    Attributes:
        id: identity of the parameter.
        label: its name for people.
        low: total in kg CO2e with the parameter at its 2.5th percentile, all others as stated.
        high: total with the parameter at its 97.5th percentile.
        share: of the first-order variance.
        first: first-order Sobol index; None where it was not asked for or has none.
        first_half: half-width of its 95 % interval.
        whole: total Sobol index, interactions included.
        whole_half: half-width of its 95 % interval.
    """

    id: str
    label: Names
    low: float
    high: float
    share: float
    first: float | None = None
    first_half: float | None = None
    whole: float | None = None
    whole_half: float | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """The influences on a total, the widest range first.

    Attributes:
        total: kg CO2e for the unit at the stated values.
        unit: what the total is for.
        influences: of every uncertain parameter.
        samples: of the Sobol design; 0 where no indices were asked for.
        evaluations: of the whole system for the indices.
        seed: of the design.
        findings: what is not in it: background databases without samples, which count as exact.
    """

    total: float
    unit: Names
    influences: tuple[Influence, ...]
    samples: int
    evaluations: int
    seed: int
    findings: tuple[Finding, ...] = ()


def sensitivity(
    inventory: Inventory | str | Path | bytes,
    rule: Rule | str | Path | None = None,
    *,
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    samples: int = 0,
    seed: int = 1,
    as_of: date | None = None,
    accept: Iterable[str] = (),
    backgrounds: Backgrounds = (),
) -> Study:
    """How the total depends on each uncertain parameter.

    Args:
        inventory: as for :func:`lca.calculate`, like all that is not named here.
        rule: as there.
        factors: as there.
        gwp: as there.
        samples: of the Sobol design, a power of 2; the system is evaluated ``samples * (parameters + 2)``
            times; 0 for no indices.
        seed: of the design.
        as_of: as there.
        accept: as there.
        backgrounds: as there; their products count with the samples that were made, and have no Sobol
            indices.

    Raises:
        InputError: every finding in the inputs; N131 a number of samples that is no power of 2, N139 nothing
            varies, N147 the library SALib is not installed.
    """
    choices = Choices(gwp, as_of, True, acceptable(accept))
    case = prepare(inventory, rule, factors, choices, backgrounds, seed)
    plan = case.plan
    nominal = solved(plan)
    labels = parameter_labels(plan.system, line_results(plan.system, nominal, {}))
    found = _influences(plan, labels)
    indices = _indices(plan, samples, seed) if samples else None
    if indices is not None:
        found = [_with_indices(one, indices) for one in found]
    unit = plan.system.rule.model.unit
    return Study(
        total=stated_total(plan, nominal),
        unit=Names(**{language: f"{unit.amount} {unit.of.get(language)}" for language in ("zh", "en")}),
        influences=tuple(sorted(found, key=lambda one: (-abs(one.high - one.low), one.id))),
        samples=indices.samples if indices else 0,
        evaluations=indices.evaluations if indices else 0,
        seed=seed,
        findings=exact(plan.system, case.resolver.backgrounds, seed),
    )


def _influences(plan: Foreground, labels: Mapping[str, Names]) -> list[Influence]:
    """All parameters in one evaluation: two columns each, in which it alone is moved."""
    parameters = plan.system.parameters
    if not parameters:
        return []
    count = len(parameters)
    values: dict[str, Value] = {}
    for place, (key, parameter) in enumerate(parameters.items()):
        column = np.full(2 * count, parameter.value)
        column[2 * place : 2 * place + 2] = _ends(parameter)
        values[key] = column
    totals = np.broadcast_to(real(evaluate(plan, values).total), (2 * count,))
    shares = propagate(plan).shares
    return [
        Influence(
            id=key,
            label=labels.get(key, Names(zh=key, en=key)),
            low=float(totals[2 * place]),
            high=float(totals[2 * place + 1]),
            share=shares[key],
        )
        for place, key in enumerate(parameters)
    ]


def _ends(parameter: Parameter) -> tuple[float, float]:
    spread = parameter.distribution
    if isinstance(spread, Sampled):
        low, high = np.quantile(spread.held, (LOW, HIGH))
    else:
        low, high = sorted(quantile(spread, np.array([LOW, HIGH])).tolist())
    return float(low), float(high)


def _indices(plan: Foreground, samples: int, seed: int) -> SobolIndices:
    spreads: dict[str, Distribution] = {
        key: one.distribution
        for key, one in plan.system.parameters.items()
        if not isinstance(one.distribution, Sampled)
    }
    return sobol_indices(lambda values: evaluate(plan, values).total, spreads, seed=seed, samples=samples)


def _with_indices(one: Influence, indices: SobolIndices) -> Influence:
    if one.id not in indices.names:
        return one
    place = indices.names.index(one.id)
    numbers = (indices.first, indices.first_half, indices.total, indices.total_half)
    return Influence(one.id, one.label, one.low, one.high, one.share, *(float(n[place]) for n in numbers))
