"""What is to be told about flows, gathered so that one substance is one finding however many compartments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lca.background.characterising.flowing import FlowTable
from lca.errors import Finding, Location, Severity

SHOWN = 4
SEVERITY = {
    "B501": Severity.WARNING,
    "B502": Severity.INFO,
    "B503": Severity.WARNING,
    "B504": Severity.WARNING,
    "B505": Severity.INFO,
    "B506": Severity.WARNING,
    "B507": Severity.INFO,
    "B508": Severity.INFO,
    "B509": Severity.WARNING,
    "B510": Severity.INFO,
    "B511": Severity.WARNING,
    "B513": Severity.INFO,
}
"""How much each finding about flows weighs: a warning where a greenhouse gas may be missing from results."""


@dataclass
class Collected:
    """Positions of flows by code of the finding and by what the finding is about."""

    flows: FlowTable
    found: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, about: str, flow: int) -> None:
        """Note a flow under a finding."""
        self.found[code, about].append(flow)

    def findings(self) -> Iterator[Finding]:
        """One finding for each code and subject, by code and the amount that flows, largest first."""
        table = self.flows
        ordered = sorted(
            self.found.items(),
            key=lambda item: (item[0][0], -float(table.exchanged[item[1]].sum()), item[0][1]),
        )
        for (code, about), positions in ordered:
            params = {"about": about, "count": len(positions), "amount": amounts(table, positions)}
            params |= {"exchanges": int(table.used_by[positions].sum()), "flows": _names(table, positions)}
            where = Location(file=table.background.name or None)
            yield Finding(code, params, where, SEVERITY[code])


def amounts(flows: FlowTable, positions: list[int]) -> str:
    """How much of some flows is exchanged over all processes, by unit."""
    by_unit: dict[str, float] = defaultdict(float)
    for position in positions:
        by_unit[flows.unit[position]] += float(flows.exchanged[position])
    return " + ".join(f"{amount:.4g} {unit}".rstrip() for unit, amount in sorted(by_unit.items()))


def _names(flows: FlowTable, positions: list[int]) -> str:
    """Some flows by name and compartment, those that flow most first."""
    ordered = sorted(positions, key=lambda position: (-float(flows.exchanged[position]), position))
    named = [
        f"{flows.name[position]} ({flows.compartment[position]})"
        if flows.compartment[position]
        else flows.name[position]
        for position in ordered
    ]
    unique = list(dict.fromkeys(named))
    more = f", … (+{len(unique) - SHOWN})" if len(unique) > SHOWN else ""
    return ", ".join(unique[:SHOWN]) + more
