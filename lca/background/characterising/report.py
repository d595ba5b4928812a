"""The mapping as a table, counts by compartment, and gases that a GWP set has no value for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from lca.background.characterising.collecting import amounts
from lca.background.characterising.flowing import FlowTable
from lca.background.characterising.flows import GasFlows
from lca.background.characterising.own_method import UNSPLIT
from lca.background.database import Background
from lca.errors import FactorError, Finding, Location, Severity
from lca.gases import GwpSet

MAIN = frozenset(("co2", "ch4", "n2o"))
"""Gases without which a number of kg CO2e would say nothing: a set that lacks one cannot serve."""


@dataclass(frozen=True, slots=True)
class MappedFlow:
    """One line of the mapping: what the source calls a flow, and what it counts as.

    ``mass`` is kg of the gas per unit of the flow; ``exchanged`` the sum of magnitudes over all processes,
    in the flow's unit.
    """

    position: int
    id: str
    name: str
    compartment: str
    unit: str
    gas: str
    origin: str
    mass: float
    by: str
    exchanged: float


def mapping(background: Background, gases: GasFlows) -> tuple[MappedFlow, ...]:
    """Every flow that counts, in the order of ``Background.flows``."""
    table = FlowTable(background)
    return tuple(
        MappedFlow(
            flow,
            table.id[flow],
            table.name[flow],
            table.compartment[flow],
            table.unit[flow],
            gases.gas[index],
            gases.origin[index],
            float(gases.mass[index]),
            gases.by[index],
            float(table.exchanged[flow]),
        )
        for index, flow in enumerate(gases.flow.tolist())
    )


def counts(background: Background, gases: GasFlows) -> dict[str, tuple[int, int]]:
    """Flows that count and flows that do not, by medium (``air``, ``high_air``, ``water``, ...)."""
    table = FlowTable(background)
    mapped = np.zeros(len(table), dtype=np.bool_)
    mapped[gases.flow] = True
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for position, medium in enumerate(table.medium):
        found[str(medium)][0 if mapped[position] else 1] += 1
    return {medium: (yes, no) for medium, (yes, no) in sorted(found.items())}


def without_value(background: Background, gases: GasFlows, gwp: GwpSet) -> tuple[Finding, ...]:
    """Gases of a database that a GWP set has no value for, with how much of them flows.

    They are not in kg CO2e under this set; whoever applies the set tells them.
    """
    table = FlowTable(background)
    lacking: dict[str, list[int]] = defaultdict(list)
    for index, flow in enumerate(gases.flow.tolist()):
        if gases.gas[index] != UNSPLIT and not has_value(gwp, gases.gas[index], gases.origin[index]):
            lacking[gases.gas[index]].append(flow)
    where = Location(file=background.name or None)
    return tuple(
        Finding(
            "B518",
            {
                "about": gas,
                "set": gwp.name,
                "amount": amounts(table, flows),
                "exchanges": int(table.used_by[flows].sum()),
            },
            where,
            Severity.WARNING,
        )
        for gas, flows in sorted(lacking.items())
        if table.used_by[flows].any()
    )


def has_value(gwp: GwpSet, gas: str, origin: str) -> bool:
    """Whether a set gives a value for a gas of this origin."""
    try:
        gwp.of(gas, origin)
    except FactorError:
        return False
    return True
