"""The table of units of a SimaPro file: each with its quantity, its factor and the reference unit."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from lca.background.reading.notes import Notes
from lca.background.reading.simapro.blocks import Block
from lca.background.reading.simapro.dialect import Dialect
from lca.background.records import Consequence
from lca.errors import UnitError
from lca.units import convert

CLOSE = 0.02
"""How far a factor may stand from what the unit means: calories, Btu and years have several values."""


@dataclass
class Units:
    """Factors to reference units: name to quantity, factor, reference unit."""

    known: dict[str, tuple[str, float, str]] = field(default_factory=dict)
    tried: dict[tuple[str, str], float | None] = field(default_factory=dict)

    def add(self, block: Block, dialect: Dialect, notes: Notes) -> None:
        """Take a table in. B271: a factor that is no positive number, or contradicts an earlier one."""
        for row in block.rows:
            name, quantity, written, reference = (row.cell(index) for index in range(4))
            factor = dialect.number(written)
            known = self.known.get(name)
            if factor is None or factor <= 0 or (known and known[1:] != (factor, reference)):
                notes.remark("B271", Consequence.NOTED, line=row.line, unit=name, factor=written)
            elif not known:
                self.known[name] = (quantity, factor, reference)

    def factor(self, unit: str, target: str, notes: Notes) -> float | None:
        """Give how many ``target`` a ``unit`` is; None where the file does not say, or says what cannot be.

        A factor that contradicts what both units mean is told once (B270) and not used.
        """
        if (unit, target) not in self.tried:
            self.tried[unit, target] = self._factor(unit, target, notes)
        return self.tried[unit, target]

    def _factor(self, unit: str, target: str, notes: Notes) -> float | None:
        if unit == target:
            return 1.0
        have, want = self.known.get(unit), self.known.get(target)
        if have is None or want is None or (have[0], have[2]) != (want[0], want[2]):
            return None
        factor = have[1] / want[1]
        try:
            meant = convert(1.0, unit, target)
        except UnitError:
            return factor
        if math.isclose(factor, meant, rel_tol=CLOSE):
            return factor
        notes.remark("B270", Consequence.ASSUMED, unit=unit, target=target, factor=factor, meant=meant)
        return None
