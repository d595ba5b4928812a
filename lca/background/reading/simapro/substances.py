"""What the lists at the end of a SimaPro file say of substances: unit, CAS number, formula."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lca.background.reading.simapro.blocks import Block

COMPARTMENTS = {
    "Resources": "resource",
    "Emissions to air": "air",
    "Emissions to water": "water",
    "Emissions to soil": "soil",
    "Final waste flows": "final waste",
    "Non material emission": "non material",
    "Non material emissions": "non material",
    "Social issues": "social",
    "Economic issues": "economic",
}
LISTED = {"Raw materials": "resource", "Airborne emissions": "air", "Waterborne emissions": "water"}
_FORMULA = re.compile(r"^Formula:\s*(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance of a list."""

    unit: str
    cas: str
    formula: str


@dataclass
class Substances:
    """Substances by compartment and name."""

    known: dict[tuple[str, str], Substance] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Take a list in: name, unit, CAS number, comment."""
        compartment = LISTED.get(block.name) or COMPARTMENTS[block.name]
        for row in block.rows:
            formula = _FORMULA.search(row.cell(3))
            substance = Substance(row.cell(1), row.cell(2), formula.group(1) if formula else "")
            self.known.setdefault((compartment, row.cell(0)), substance)

    def of(self, compartment: str, name: str) -> Substance:
        """What is known of a substance; empty where nothing is."""
        return self.known.get((compartment, name), Substance("", "", ""))
