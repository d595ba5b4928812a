"""Which elementary flows are greenhouse gases: what characterisation hands to the solver."""

from __future__ import annotations

from dataclasses import dataclass

from lca.background.database import Floats, Integers
from lca.errors import Finding


@dataclass(frozen=True, eq=False)
class GasFlows:
    """Elementary flows that are greenhouse gases, one entry a flow.

    Masses do not depend on a GWP set: a set is applied to masses of gas, after solving.

    Attributes:
        flow: positions in ``Background.flows``, ascending; shape (n,).
        gas: key of :func:`lca.gases.gases` (``co2``, ``ch4``), or ``co2e`` where only the source's own
            characterisation says what a flow does.
        origin: one of :data:`lca.gases.ORIGINS`.
        mass: kg of the gas (kg CO2e of ``co2e``) per unit of the flow; shape (n,). Positive: entries are
            positive in the flow's own direction, and uptake is told by the origin. Of ``co2e`` it is the
            source's factor, which may have either sign.
        by: how the flow was recognised: ``identifier``, ``cas``, ``name`` or ``method``.
        findings: what is left out, assumed or in conflict.
    """

    flow: Integers
    gas: tuple[str, ...]
    origin: tuple[str, ...]
    mass: Floats
    by: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.gas)
