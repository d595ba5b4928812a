"""Blocks of a SimaPro file, and the sections and metadata of a process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lca.background.reading.notes import Notes
from lca.background.reading.simapro.dialect import Row
from lca.background.records import Consequence

BLOCKS = frozenset(
    (
        "Process",
        "Product stage",
        "Method",
        "Impact category",
        "Normalization-Weighting set",
        "Damage category",
        "Literature reference",
        "Quantities",
        "Units",
        "Raw materials",
        "Airborne emissions",
        "Waterborne emissions",
        "Database Input parameters",
        "Database Calculated parameters",
        "Project Input parameters",
        "Project Calculated parameters",
    )
)
"""Headings that begin a block wherever they stand. Others begin one outside of a block only."""

SECTIONS = frozenset(
    (
        "Products",
        "Waste treatment",
        "Waste scenario",
        "Separated waste",
        "Remaining waste",
        "Avoided products",
        "Resources",
        "Materials/fuels",
        "Electricity/heat",
        "Emissions to air",
        "Emissions to water",
        "Emissions to soil",
        "Final waste flows",
        "Non material emission",
        "Non material emissions",
        "Social issues",
        "Economic issues",
        "Waste to treatment",
        "Input parameters",
        "Calculated parameters",
    )
)
PARAMETERS = ("Input parameters", "Calculated parameters")
"""Sections whose rows may hold a name only."""

KEYS = frozenset(
    (
        "PlatformId",
        "Category type",
        "Process identifier",
        "Type",
        "Process name",
        "Status",
        "Time period",
        "Geography",
        "Technology",
        "Representativeness",
        "Multiple output allocation",
        "Substitution allocation",
        "Waste treatment allocation",
        "Cut off rules",
        "Capital goods",
        "Boundary with nature",
        "Infrastructure",
        "Date",
        "Record",
        "Generator",
        "External documents",
        "Literature references",
        "Collection method",
        "Data treatment",
        "Verification",
        "Comment",
        "Allocation rules",
        "System description",
    )
)


@dataclass
class Block:
    """A block with its rows; ``sections`` and ``about`` are those of a process."""

    name: str
    line: int
    rows: list[Row] = field(default_factory=list)
    sections: dict[str, list[Row]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    def section(self, *names: str) -> list[Row]:
        """Rows of sections, in order."""
        return [row for name in names for row in self.sections.get(name, ())]


def blocks_of(rows: Iterable[Row], notes: Notes) -> list[Block]:
    """Give the blocks of a file. Lines outside of any block are counted (B262)."""
    blocks: list[Block] = []
    current: Block | None = None
    for row in rows:
        heading = row.alone
        if heading == "End":
            current = None
        elif heading in BLOCKS or (current is None and heading):
            current = Block(heading, row.line)
            blocks.append(current)
        elif current is not None:
            current.rows.append(row)
        else:
            notes.tally("B262", Consequence.NOTED, f"{row.line}: {row.cells[0]}")
    for block in blocks:
        if block.name in ("Process", "Product stage"):
            _divide(block, notes)
    return blocks


def _divide(block: Block, notes: Notes) -> None:
    """Sort the rows of a process into metadata and sections; unknown sections are told (B264)."""
    key, section = "", ""
    for row in block.rows:
        heading = row.alone
        if heading in SECTIONS:
            section = heading
            block.sections.setdefault(section, [])
        elif not section:
            key = _metadata(block, row, key)
        elif heading and block.name == "Process" and section not in PARAMETERS:
            section = heading
            notes.remark("B264", Consequence.NOTED, line=row.line, section=heading)
        else:
            block.sections.setdefault(section, []).append(row)


def _metadata(block: Block, row: Row, key: str) -> str:
    """Take one row of metadata in: a key, a key with its value, or a value of the key before."""
    first = row.cells[0]
    if first in KEYS:
        block.about.setdefault(first, "; ".join(cell for cell in row.cells[1:] if cell))
        return first
    if key:
        value = "; ".join(cell for cell in row.cells if cell)
        block.about[key] = "\n".join(part for part in (block.about[key], value) if part)
    return key
